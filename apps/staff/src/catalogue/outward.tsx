import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { type Filters, publicQueryOf } from './filters.model.ts'
import { searchTexts } from './texts/search.ts'
import { Exports } from './title-links.tsx'

/** Out of Kaft with what was found: as files of all hits or of the chosen ones, or as a feed that tells what comes in. */
export const Outward = ({
  filters,
  chosen,
  clear,
}: {
  filters: Filters
  chosen: readonly string[]
  clear: () => void
}): ReactNode => {
  const s = useTexts(searchTexts)
  const query = publicQueryOf(filters, useSession())
  if (chosen.length > 0)
    return (
      <div className="k-line">
        <span className="k-strong">{s.chosen(chosen.length)}</span>
        <Exports query={`id=${chosen.join(',')}`} />
        <button type="button" className="k-quiet-link" onClick={clear}>
          {s.chooseNone}
        </button>
      </div>
    )
  return (
    <div className="k-line">
      <Exports query={query} />
      <a href={`/zoeken/feed?${query}`}>{s.follow}</a>
    </div>
  )
}
