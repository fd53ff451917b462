import { ageChanges } from '@kaft/contract/memberships'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { DayField } from '../../base/day-field.tsx'
import { addMonths, parseDay, typedDay } from '../../base/day.model.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Empty, Failed, Loading } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import css from '../patrons.module.css'
import { membershipTexts } from './texts.ts'

const List = ({ until }: { until: string }): ReactNode => {
  const t = useTexts(membershipTexts).ages
  const f = useFormats()
  const read = useReadPages(ageChanges, { query: { until } })
  if (read.error !== null) return <Failed error={read.error} />
  const rows = read.data?.pages.flatMap(page => page.rows)
  if (rows === undefined) return <Loading />
  if (rows.length === 0) return <Empty>{t.none}</Empty>
  return (
    <>
      <TableBox label={t.title}>
        <Heads names={[t.on, t.name, t.from, t.to, `#${t.fee}`]} />
        <tbody>
          {rows.map(row => (
            <tr key={row.patron_id}>
              <td>{f.dayYear(row.on)}</td>
              <td>
                <To to={paths.patron(row.patron_id, 'gegevens')}>{row.name}</To>
              </td>
              <td>{row.from_name}</td>
              <td>{row.to_name ?? <span className="k-quiet">{t.nothing}</span>}</td>
              <td className="k-number">{row.to_name === null ? '' : f.money(row.fee_cents)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      {read.hasNextPage && (
        <Button loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </>
  )
}

/** Who grows out of their kind of membership, so that nobody is surprised by a fee. */
export const Screen = (): ReactNode => {
  const t = useTexts(membershipTexts).ages
  const [typed, setTyped] = useState(typedDay(addMonths(dayOf(), 2)))
  const until = parseDay(typed, dayOf())
  const wrong = until === null || until > addMonths(dayOf(), 36)
  return (
    <Page title={t.title} about={t.about}>
      <div className={css['grid']}>
        <DayField label={t.until} value={typed} onText={setTyped} error={wrong ? t.error : undefined} />
      </div>
      {!wrong && <List until={until} />}
    </Page>
  )
}
