import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTexts } from '../base/language.ts'
import type { Category } from '../base/library-settings.ts'
import { baseTexts } from '../base/texts.ts'
import { settingsTexts } from './texts/index.ts'

interface Typed extends Category {
  readonly key: number
}
const isCode = (text: string): boolean => /^[a-z][a-z0-9_]{0,39}$/.test(text)

/** The groups of readers that a kind of membership may be for: a code, which stays, and a name. */
export const Categories = ({
  rows: from,
  save,
  busy,
}: {
  rows: readonly Category[]
  save: (rows: readonly Category[]) => void
  busy: boolean
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const [rows, setRows] = useState<readonly Typed[]>(from.map((one, key) => ({ ...one, key })))
  const [next, setNext] = useState(from.length)
  const [tried, setTried] = useState(false)
  const set = (key: number, change: Partial<Category>): void =>
    setRows(all => all.map(row => (row.key === key ? { ...row, ...change } : row)))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const read = rows.map(row => ({ category: row.category.trim(), name: row.name.trim() }))
    if (read.every(one => isCode(one.category) && one.name !== '')) save(read)
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      {rows.map(row => (
        <div key={row.key} className="k-line">
          <TextInput
            aria-label={t.library.categoryCode}
            value={row.category}
            maxLength={40}
            autoComplete="off"
            spellCheck={false}
            error={tried && !isCode(row.category.trim()) ? t.library.types.code : undefined}
            onChange={event => set(row.key, { category: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t.library.categoryName}
            value={row.name}
            maxLength={60}
            autoComplete="off"
            error={tried && row.name.trim() === '' ? b.needed : undefined}
            onChange={event => set(row.key, { name: event.currentTarget.value })}
          />
          <button
            type="button"
            className="k-cross"
            aria-label={t.library.removeCategory(row.name)}
            onClick={() => setRows(all => all.filter(one => one.key !== row.key))}
          >
            ×
          </button>
        </div>
      ))}
      <div className="k-line">
        <Button
          onClick={() => {
            setRows([...rows, { key: next, category: '', name: '' }])
            setNext(next + 1)
          }}
        >
          {t.library.addCategory}
        </Button>
        <Button type="submit" loading={busy}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}
