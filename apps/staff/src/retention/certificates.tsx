import { type Certificate, erasureCertificates } from '@kaft/contract/retention'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { printTable } from '../base/paper-table.tsx'
import css from './retention.module.css'
import { retentionTexts } from './texts.ts'

/** What was erased, in counts. */
export const Certificates = (): ReactNode => {
  const all = useTexts(retentionTexts)
  const t = all.certificates
  const f = useFormats()
  const read = useReadPages(erasureCertificates, {}, { walk: 'before' })
  const rows = read.data?.pages.flatMap(page => page.rows)
  const what = (one: Certificate): string =>
    one.rows.map(r => t.rows(r.rows, all.tables[r.table] ?? r.table)).join(', ')
  const cells = (one: Certificate): string[] => [
    `${f.dayYear(dayOf(one.at))}, ${f.time(one.at)}`,
    t.because[one.because],
    f.count(one.people),
    what(one),
    one.hash,
  ]
  return (
    <section className="k-stack" aria-labelledby="certificates">
      <div className="k-line k-line-between">
        <h2 id="certificates" className="k-text-md k-strong">
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
      <p className="k-prose k-quiet">{t.about}</p>
      {read.error !== null && <Failed error={read.error} />}
      {rows === undefined ? (
        read.error === null && <Loading />
      ) : rows.length === 0 ? (
        <Empty>{t.none}</Empty>
      ) : (
        <TableBox label={t.title}>
          <Heads names={t.heads} />
          <tbody>
            {rows.map(one => {
              const [at, because, people, rowsOf, hash = ''] = cells(one)
              return (
                <tr key={one.certificate_id}>
                  <th scope="row">{at}</th>
                  <td>{because}</td>
                  <td className="k-number">{people}</td>
                  <td className={css['what']}>{rowsOf}</td>
                  <td className={css['hash']} title={hash}>
                    {hash.slice(0, 12)}…
                  </td>
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
