import type { searchTitles } from '@kaft/contract/cataloguing'
import type { OkOf } from '@kaft/contract/operation'
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { kindName } from '../base/kinds.ts'
import { type Language, useLanguage, useTexts } from '../base/language.ts'
import css from './catalogue.module.css'
import { type FacetField, facetsShown, type Filters, languageName } from './filters.model.ts'
import { type CatalogueTexts, catalogueTexts } from './texts/index.ts'

/** A value of a field in words. */
const wordOf = (field: FacetField, value: string, t: CatalogueTexts, lang: Language): string => {
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
  return (
    <div className={css['bar']} role="group" aria-label={t.facets.label}>
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
