import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { baseTexts } from '../base/texts.ts'

/** What the fields of one row need: the row as typed, how to change it, and whether somebody tried to save. */
export interface RowFields<R> {
  readonly row: R
  readonly set: (change: Partial<R>) => void
  readonly tried: boolean
}

/** A short list that is edited as a whole: each row a line of fields and a cross, one more, and save. */
export const EditedRows = <R extends object>({
  rows: from,
  empty,
  words,
  fields,
  save,
  busy,
}: {
  rows: readonly R[]
  /** What a new row begins as. */
  empty: R
  words: { readonly add: string; readonly remove: (row: R) => string }
  fields: (of: RowFields<R>) => ReactNode
  /** Saves the rows, unless one is not right yet. */
  save: (rows: readonly R[]) => void
  busy: boolean
}): ReactNode => {
  const b = useTexts(baseTexts)
  const [rows, setRows] = useState(from.map((row, key) => ({ key, row })))
  const [next, setNext] = useState(from.length)
  const [tried, setTried] = useState(false)
  const set = (key: number, change: Partial<R>): void =>
    setRows(all => all.map(one => (one.key === key ? { key, row: { ...one.row, ...change } } : one)))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    save(rows.map(one => one.row))
  }
  const add = (): void => {
    setRows([...rows, { key: next, row: empty }])
    setNext(next + 1)
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      {rows.map(({ key, row }) => (
        <div key={key} className="k-line">
          {fields({ row, set: change => set(key, change), tried })}
          <button
            type="button"
            className="k-cross"
            aria-label={words.remove(row)}
            onClick={() => setRows(all => all.filter(one => one.key !== key))}
          >
            ×
          </button>
        </div>
      ))}
      <div className="k-line">
        <Button onClick={add}>{words.add}</Button>
        <Button type="submit" loading={busy}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}
