import { readPatron } from '@kaft/contract/patrons'
import { type KeptRow, retentionTonight } from '@kaft/contract/retention'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { useAllowed } from '../base/session.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { To } from '../base/to.tsx'
import { printTable } from '../base/paper-table.tsx'
import { reasonWords } from './reasons.model.ts'
import { retentionTexts } from './texts.ts'

/** Records that go tonight, or those that stay longer than the term with everything that keeps them. */
export const RecordList = ({ which }: { which: 'due' | 'kept' }): ReactNode => {
  const all = useTexts(retentionTexts)
  const t = all[which]
  const f = useFormats()
  // A data protection officer reads the terms, and opens no record.
  const mayOpen = useAllowed(readPatron)
  const read = useReadPages(retentionTonight, { query: { which } })
  const rows = read.data?.pages.flatMap(page => page.rows)
  const on = read.data?.pages[0]?.on
  const day = (of: string | null): string => (of === null ? '' : f.dayYear(of))
  const why = (row: KeptRow): string => row.reasons.map(reason => reasonWords(reason, all, f)).join(' · ')
  const cells = (row: KeptRow): string[] =>
    which === 'due'
      ? [row.name, day(row.ended_on), day(row.since), day(row.since === null ? null : beforeRun(row))]
      : [row.name, day(row.ended_on), why(row)]
  const about = which === 'due' ? all.due.about(on === undefined ? '…' : f.dayYear(on)) : all.kept.about
  return (
    <section className="k-stack" aria-labelledby={`retention-${which}`}>
      <div className="k-line k-line-between">
        <h2 id={`retention-${which}`} className="k-text-md k-strong">
          {t.title}
        </h2>
        {rows !== undefined && rows.length > 0 && (
          <Button
            size="compact-sm"
            onClick={() =>
              printTable({ title: t.title, heads: t.heads, rows: rows.map(cells), look: 'register' })
            }
          >
            {all.print}
          </Button>
        )}
      </div>
      <p className="k-prose k-quiet">{about}</p>
      {read.error !== null && <Failed error={read.error} />}
      {rows === undefined ? (
        read.error === null && <Loading />
      ) : rows.length === 0 && !read.hasNextPage ? (
        <Empty>{t.none}</Empty>
      ) : (
        <TableBox label={t.title}>
          <Heads names={t.heads} />
          <tbody>
            {rows.map(row => {
              const [name, ...rest] = cells(row)
              return (
                <tr key={row.patron_id}>
                  <th scope="row">{mayOpen ? <To to={paths.patron(row.patron_id)}>{name}</To> : name}</th>
                  {rest.map((text, i) => (
                    <td key={t.heads[i + 1]}>{text}</td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </TableBox>
      )}
      {read.hasNextPage && <Button onClick={() => void read.fetchNextPage()}>{all.more}</Button>}
    </section>
  )
}

/** The last day kept: the one before the run. */
const beforeRun = ({ goes_on }: KeptRow): string | null => {
  if (goes_on === null) return null
  const day = new Date(`${goes_on}T12:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}
