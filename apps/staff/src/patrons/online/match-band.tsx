import type { MatchedOnline } from '@kaft/contract/online'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../../base/address.ts'
import { useFormats } from '../../base/format.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { onlineTexts } from './texts.ts'

/** Whoever is being registered sent a form on the internet already: one key goes on with that. */
export const MatchBand = ({ matches }: { matches: readonly MatchedOnline[] }): ReactNode => {
  const t = useTexts(onlineTexts)
  const f = useFormats()
  const go = useGo()
  return matches.map(({ patron_id, name, confirmed_on }) => (
    <Spine key={patron_id} state="ask" soft panel className="k-line k-line-between" role="status">
      <div>
        <StateWord state="ask">{t.match(name, f.dayYear(confirmed_on))}</StateWord>
        <p className="k-quiet">{t.same}</p>
      </div>
      <Button onClick={() => go(paths.identify(patron_id))}>{t.identify}</Button>
    </Spine>
  ))
}
