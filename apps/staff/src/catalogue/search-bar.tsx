import { type SearchSort, searchSorts } from '@kaft/contract/cataloguing'
import { Checkbox, NativeSelect, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { prefer } from '../base/preferences.ts'
import { useSession } from '../base/session.ts'
import css from './catalogue.module.css'
import type { Filters } from './filters.model.ts'
import { catalogueTexts } from './texts/index.ts'
import { searchTexts } from './texts/search.ts'

type Change = (changes: Partial<Filters>) => void

/** Where is searched, what stands in now, whether works stand once, and in which order. */
export const SearchBar = ({
  filters,
  change,
  children,
}: {
  filters: Filters
  change: Change
  /** What else can be done with what is asked. */
  children: ReactNode
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const s = useTexts(searchTexts)
  const session = useSession()
  return (
    <div className={css['bar']}>
      <SegmentedControl
        aria-label={t.where.label}
        size="sm"
        value={filters.where}
        onChange={where => change({ where, branch: null })}
        data={[
          { value: 'all', label: t.where.all },
          { value: 'library', label: session.library_name },
          { value: 'branch', label: filters.branch === null ? session.branch_name : s.branch },
        ]}
      />
      <Checkbox
        label={t.available}
        checked={filters.available}
        onChange={event => change({ available: event.currentTarget.checked })}
      />
      <Checkbox
        label={s.apart}
        title={s.apartAbout}
        checked={filters.apart}
        onChange={event => prefer({ editions_apart: event.currentTarget.checked })}
      />
      <NativeSelect
        aria-label={s.sort}
        size="sm"
        value={filters.sort}
        data={searchSorts.map(value => ({ value, label: s.sorts[value] }))}
        onChange={event => change({ sort: event.currentTarget.value as SearchSort })}
      />
      {children}
    </div>
  )
}

/** What can be typed beside plain words, with an example of each that goes into the field. */
export const SearchHelp = ({ type }: { type: (text: string) => void }): ReactNode => {
  const s = useTexts(searchTexts)
  return (
    <details>
      <summary className="k-quiet">{s.help}</summary>
      <p className="k-quiet">{s.helpAbout}</p>
      <dl className={css['facts']}>
        {s.examples.map(([example, about]) => (
          <div key={example} className={css['fact']}>
            <dt>
              <button type="button" className="k-quiet-link" onClick={() => type(example)}>
                <code>{example}</code>
              </button>
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
