import { searchTitles } from '@kaft/contract/cataloguing'
import type { OkOf } from '@kaft/contract/operation'
import { languageName } from '@kaft/contract/texts/languages'
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { kindName } from '../base/kinds.ts'
import { type Language, useLanguage, useTexts } from '../base/language.ts'
import css from './catalogue.module.css'
import { type FacetField, facetsShown, type Filters, questionOf } from './filters.model.ts'
import { type CatalogueTexts, catalogueTexts } from './texts/index.ts'
import { searchTexts } from './texts/search.ts'
import { useSession } from '../base/session.ts'

/** A value of a field in words. */
export const wordOf = (field: FacetField, value: string, t: CatalogueTexts, lang: Language): string => {
  if (field === 'material') return kindName(value, lang)
  if (field === 'audience') return t.audiences[value] ?? value
  if (field === 'language') return languageName(value, lang)
  return field === 'decade' ? t.decade(value) : value
}

type Values = OkOf<typeof searchTitles>['facets'][number]['values']

const Facet = ({
  field,
  values,
  chosen,
  choose,
}: {
  field: FacetField
  values: Values
  chosen: string | undefined
  choose: (value: string) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const f = useFormats()
  const lang = useLanguage()
  const name = t.facets[field]
  const word = chosen === undefined ? null : wordOf(field, chosen, t, lang)
  return (
    <Menu>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant={chosen === undefined ? 'default' : 'filled'}
          rightSection={<IconChevronDown size={16} stroke={1.75} aria-hidden="true" />}
        >
          {word === null ? name : `${name}: ${word}`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={css['menu']}>
        {chosen !== undefined && (
          <Menu.Item onClick={() => choose('')}>{t.clear(name.toLowerCase())}</Menu.Item>
        )}
        {values.map(one => (
          <Menu.Item
            key={one.value}
            aria-current={one.value === chosen || undefined}
            rightSection={<span className="k-quiet k-text-xs">{f.count(one.count)}</span>}
            onClick={() => choose(one.value)}
          >
            {wordOf(field, one.value, t, lang)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The branches of the own library, with how many of the titles each has. */
const Branches = ({
  filters,
  change,
}: {
  filters: Filters
  change: (changes: Partial<Filters>) => void
}): ReactNode => {
  const t = useTexts(searchTexts)
  const c = useTexts(catalogueTexts)
  const f = useFormats()
  const session = useSession()
  const [open, setOpen] = useState(false)
  const here = session.branch_id
  const chosen = filters.where === 'branch' ? (filters.branch ?? here) : null
  const name = session.branches.find(one => one.branch_id === chosen)?.name
  // To count them takes about as long as the search: only who looks at the list waits for it.
  const query = { ...questionOf(filters), count_branches: '1' as const }
  const read = useRead(searchTitles, { query }, { enabled: open, fresh_ms: 10_000 })
  const counts = read.data?.facets.find(one => one.field === 'branch')?.values
  const countOf = (branch_id: string): number | null =>
    counts === undefined ? null : (counts.find(one => one.value === branch_id)?.count ?? 0)
  return (
    <Menu opened={open} onChange={setOpen}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant={chosen === null ? 'default' : 'filled'}
          rightSection={<IconChevronDown size={16} stroke={1.75} aria-hidden="true" />}
        >
          {name ? `${t.branch}: ${name}` : t.branch}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={css['menu']}>
        {chosen !== null && (
          <Menu.Item onClick={() => change({ where: 'library', branch: null })}>
            {c.clear(t.branch.toLowerCase())}
          </Menu.Item>
        )}
        {session.branches.map(({ branch_id, name: branch }) => {
          const count = countOf(branch_id)
          return (
            <Menu.Item
              key={branch_id}
              aria-current={branch_id === chosen || undefined}
              rightSection={count !== null && <span className="k-quiet k-text-xs">{f.count(count)}</span>}
              onClick={() => change({ where: 'branch', branch: branch_id === here ? null : branch_id })}
            >
              {branch}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

/** How many titles, and by what they can be narrowed down. */
export const Facets = ({
  found,
  filters,
  change,
  count,
}: {
  found: OkOf<typeof searchTitles>['facets']
  filters: Filters
  change: (changes: Partial<Filters>) => void
  count: string
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const chosen = Object.keys(filters.facets) as FacetField[]
  const { branches } = useSession()
  return (
    <div className={css['bar']} role="group" aria-label={t.facets.label}>
      {branches.length > 1 && filters.where !== 'all' && <Branches filters={filters} change={change} />}
      {facetsShown(found, filters.facets).map(({ field, values }) => (
        <Facet
          key={field}
          field={field}
          values={values}
          chosen={filters.facets[field]}
          choose={value => change({ facets: { [field]: value } })}
        />
      ))}
      {chosen.length > 0 && (
        <button
          type="button"
          className="k-quiet-link"
          onClick={() => change({ facets: Object.fromEntries(chosen.map(field => [field, ''])) })}
        >
          {t.clearAll}
        </button>
      )}
      <span className="k-strong">{count}</span>
    </div>
  )
}
