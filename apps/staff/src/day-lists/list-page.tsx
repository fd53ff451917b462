import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { Empty } from '../base/states.tsx'
import { printTable } from '../base/paper-table.tsx'
import { csvList } from './out.ts'
import { dayListTexts } from './texts.ts'

/** What goes on paper and into a spreadsheet: only what is still to be done. */
export interface OnPaper {
  readonly file: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
}
/** What happens to a list that names people: it says first what it is for. */
export type Out = 'paper' | 'file'

/** A list of the start of a shift: its title, what of it goes on paper, and one sentence where nothing is to be done. */
export const ListPage = ({
  title,
  about,
  none,
  paper,
  out,
  children,
}: {
  title: string
  about: string
  /** Said in place of the list when it is empty; null while it is not. */
  none: string | null
  paper: OnPaper
  /** Takes the list out in place of doing so at once. */
  out?: (how: Out) => void
  children: ReactNode
}): ReactNode => {
  const t = useTexts(dayListTexts)
  const go = useGo()
  const f = useFormats()
  const { nl, en } = dayListTexts
  const { file, heads, rows } = paper
  const print = (): void =>
    out === undefined ? printTable({ title, above: [f.dayLong(dayOf())], heads, rows }) : out('paper')
  const save = (): void => (out === undefined ? csvList(file, heads, rows) : out('file'))
  useShortcuts([
    { id: `${file}.print`, combo: 'p', does: { nl: nl.keys.print, en: en.keys.print }, run: print },
  ])
  return (
    <Page
      title={title}
      about={none === null ? about : undefined}
      actions={
        rows.length > 0 && (
          <>
            <Button onClick={save}>{t.csv}</Button>
            <Button onClick={print}>
              {t.print} <kbd>P</kbd>
            </Button>
          </>
        )
      }
    >
      {none === null ? (
        children
      ) : (
        <Empty action={<Button onClick={() => go(paths.myDay)}>{t.toDay}</Button>}>{none}</Empty>
      )}
    </Page>
  )
}
