import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import type { Category } from '../base/library-settings.ts'
import { baseTexts } from '../base/texts.ts'
import { EditedRows, type RowFields } from './edited-rows.tsx'
import { settingsTexts } from './texts/index.ts'

const isCode = (text: string): boolean => /^[a-z][a-z0-9_]{0,39}$/.test(text)

const Fields = ({ row, set, tried }: RowFields<Category>): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  return (
    <>
      <TextInput
        aria-label={t.library.categoryCode}
        value={row.category}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        error={tried && !isCode(row.category.trim()) ? t.library.types.code : undefined}
        onChange={event => set({ category: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t.library.categoryName}
        value={row.name}
        maxLength={60}
        autoComplete="off"
        error={tried && row.name.trim() === '' ? b.needed : undefined}
        onChange={event => set({ name: event.currentTarget.value })}
      />
    </>
  )
}

/** The groups of readers that a kind of membership may be for: a code, which stays, and a name. */
export const Categories = ({
  rows,
  save,
  busy,
}: {
  rows: readonly Category[]
  save: (rows: readonly Category[]) => void
  busy: boolean
}): ReactNode => {
  const { library: t } = useTexts(settingsTexts)
  const read = (typed: readonly Category[]): void => {
    const trimmed = typed.map(row => ({ category: row.category.trim(), name: row.name.trim() }))
    if (trimmed.every(one => isCode(one.category) && one.name !== '')) save(trimmed)
  }
  return (
    <EditedRows
      rows={rows}
      empty={{ category: '', name: '' }}
      words={{ add: t.addCategory, remove: row => t.removeCategory(row.name) }}
      fields={of => <Fields {...of} />}
      save={read}
      busy={busy}
    />
  )
}
