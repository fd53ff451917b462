import { type PersonList, type PersonListRow, readPersonList } from '@kaft/contract/person-lists'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { saveCsv } from '../../base/csv.ts'
import { type Formats, useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { printNow } from '../../base/print.tsx'
import { Failed, Loading } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import css from '../patrons.module.css'
import { listTexts } from './texts.ts'

const cells = (row: PersonListRow, f: Formats): readonly string[] => {
  const place = [row.postcode, row.municipality].filter(Boolean).join(' ')
  return [
    row.name,
    row.membership_name,
    row.member_until === null ? '' : f.dayYear(row.member_until),
    row.card_tail === '' ? '' : `…${row.card_tail}`,
    row.phone ?? '',
    [row.street, place].filter(Boolean).join(', '),
  ]
}

/** The sheet: what the list is, who is on it, what it is for and when it is destroyed. */
const Paper = ({
  title,
  heads,
  lines,
  footer,
}: {
  title: string
  heads: readonly string[]
  lines: readonly (readonly string[])[]
  footer: string
}): ReactNode => (
  <>
    <h1>{title}</h1>
    <table className={css['paper']}>
      <thead>
        <tr>
          {heads.map(head => (
            <th key={head}>{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={at}>
            {line.map((cell, no) => (
              <td key={no}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    <p>{footer}</p>
  </>
)

/** The people of a list; printed and saved only as a whole, with the purpose and the last day on the paper. */
export const People = ({ list }: { list: PersonList }): ReactNode => {
  const t = useTexts(listTexts)
  const f = useFormats()
  const { list_id } = list
  const read = useReadPages(readPersonList, { params: { list_id }, query: {} })
  if (read.error !== null) return <Failed error={read.error} />
  const rows = read.data?.pages.flatMap(page => page.rows)
  if (rows === undefined) return <Loading />
  const lines = rows.map(row => cells(row, f))
  const footer = t.footer(list.purpose, f.dayYear(list.until))
  const print = (): void =>
    printNow({
      paper: 'page',
      title: t.kinds[list.kind],
      body: <Paper title={t.kinds[list.kind]} heads={t.heads} lines={lines} footer={footer} />,
    })
  return (
    <>
      <TableBox label={t.kinds[list.kind]}>
        <Heads names={t.heads} />
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.place}>
              {(lines[at] ?? []).map((cell, no) => (
                <td key={no} className={no === 3 ? css['tail'] : undefined}>
                  {no === 0 ? <To to={paths.patron(row.patron_id, 'gegevens')}>{cell}</To> : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </TableBox>
      <div className="k-line">
        {read.hasNextPage ? (
          <>
            <Button loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
              {t.more}
            </Button>
            <span className="k-quiet">{t.all}</span>
          </>
        ) : (
          <>
            <Button onClick={print}>{t.print}</Button>
            <Button onClick={() => saveCsv(t.file(list.kind), [t.heads, ...lines, [footer]])}>
              {t.save}
            </Button>
          </>
        )}
      </div>
    </>
  )
}
