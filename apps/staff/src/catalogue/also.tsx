import type { searchTitles } from '@kaft/contract/cataloguing'
import type { OkOf } from '@kaft/contract/operation'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { To } from '../base/to.tsx'
import type { Filters } from './filters.model.ts'
import { catalogueTexts } from './texts/index.ts'

/** Under which other names was searched, and how to search the typed one alone. */
export const Also = ({
  also,
  filters,
  change,
}: {
  also: OkOf<typeof searchTitles>['also']
  filters: Filters
  change: (changes: Partial<Filters>) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  if (filters.typed)
    return (
      <p className="k-quiet">
        {t.also.typedOnly}{' '}
        <button type="button" className="k-quiet-link" onClick={() => change({ typed: false })}>
          {t.also.all}
        </button>
      </p>
    )
  if (also.length === 0) return null
  return (
    <div>
      {also.map(one => (
        <p key={one.authority_id} className="k-quiet">
          {one.names.length > 0 && t.also.asked(one.names.join(', '))}{' '}
          <To to={paths.authority(one.authority_id)}>{t.also.heading}</To>
          {one.see_also.length > 0 && (
            <>
              {' '}
              · {t.also.beside}{' '}
              {one.see_also.map((name, i) => (
                <span key={name}>
                  {i > 0 && ', '}
                  <button type="button" className="k-quiet-link" onClick={() => change({ q: name })}>
                    {name}
                  </button>
                </span>
              ))}
            </>
          )}{' '}
          ·{' '}
          <button type="button" className="k-quiet-link" onClick={() => change({ typed: true })}>
            {t.also.only(filters.q)}
          </button>
        </p>
      ))}
    </div>
  )
}
