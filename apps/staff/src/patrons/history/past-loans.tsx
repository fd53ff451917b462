import { type DoorReason, doorReasons } from '@kaft/contract/privacy'
import { readHistory } from '@kaft/contract/retention'
import { Button, Radio } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { inLanguage } from '../../base/in-language.ts'
import { useTexts } from '../../base/language.ts'
import { Empty, Failed, Loading } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { historyTexts } from './texts.ts'

const Loans = ({ patron_id, reason }: { patron_id: string; reason: DoorReason }): ReactNode => {
  const t = useTexts(historyTexts)
  const f = useFormats()
  const params = { patron_id }
  const read = useReadPages(readHistory, { params, body: { reason } }, { walk: 'before' })
  const first = read.data?.pages[0]
  if (first === undefined) return read.error === null ? <Loading /> : <Failed error={read.error} />
  const rows = read.data?.pages.flatMap(page => page.rows) ?? []
  if (rows.length === 0) return <Empty>{first.since === null ? t.noneKept : t.none}</Empty>
  return (
    <>
      <p className="k-quiet">{first.since === null ? t.all : t.since(f.dayYear(first.since))}</p>
      <TableBox label={t.title}>
        <Heads names={t.heads} />
        <tbody>
          {rows.map(row => (
            <tr key={row.loan_id}>
              <th scope="row">
                <span {...inLanguage(row.language)}>{row.title}</span>
                {row.author !== null && <span className="k-quiet"> · {row.author}</span>}
              </th>
              <td>{row.barcode}</td>
              <td>{row.branch_name}</td>
              <td>{f.dayShort(row.lent_on)}</td>
              <td>{f.dayShort(row.returned_on)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      {read.error !== null && <Failed error={read.error} />}
      {read.hasNextPage && <Button onClick={() => void read.fetchNextPage()}>{t.more}</Button>}
    </>
  )
}

/** The door to what somebody had at home before: it asks why, and the patron sees that it was opened (P68). */
export const PastLoans = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(historyTexts)
  const [reason, setReason] = useState<DoorReason | null>(null)
  const [tried, setTried] = useState(false)
  const [opened, open] = useState<DoorReason | null>(null)
  return (
    <Allowed op={readHistory}>
      <section className="k-stack" aria-labelledby="past-loans">
        <h2 id="past-loans" className="k-text-md k-strong">
          {t.title}
        </h2>
        {opened === null ? (
          <>
            <p className="k-quiet">{t.about}</p>
            <Radio.Group
              label={t.why}
              value={reason}
              error={tried && reason === null ? t.whyNeeded : undefined}
              onChange={value => setReason(doorReasons.find(one => one === value) ?? null)}
            >
              <div className="k-line">
                {doorReasons.map(one => (
                  <Radio key={one} value={one} label={t.reasons[one]} />
                ))}
              </div>
            </Radio.Group>
            <div className="k-line">
              <Button
                onClick={() => {
                  setTried(true)
                  open(reason)
                }}
              >
                {t.open}
              </Button>
            </div>
          </>
        ) : (
          <>
            <Loans patron_id={patron_id} reason={opened} />
            <div className="k-line">
              <Button onClick={() => open(null)}>{t.close}</Button>
            </div>
          </>
        )}
      </section>
    </Allowed>
  )
}
