import { lookedAtNumberAlert, numberAlerts } from '@kaft/contract/identity'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { identityTexts } from './texts.ts'

const Line = ({ alert }: { alert: OkOf<typeof numberAlerts>['rows'][number] }): ReactNode => {
  const t = useTexts(identityTexts).alerts
  const f = useFormats()
  const look = useDo(lookedAtNumberAlert, [numberAlerts])
  const { staff_id, on_day } = alert
  return (
    <tr>
      <th scope="row">{alert.staff_name}</th>
      <td>{f.dayYear(on_day)}</td>
      <td>{alert.asked}</td>
      <td>{alert.registered}</td>
      <td>{alert.refused}</td>
      <td>
        <Button
          size="compact-sm"
          loading={look.isPending}
          aria-label={t.lookedOf(alert.staff_name, f.dayYear(on_day))}
          onClick={() =>
            look.mutate(
              { body: { command_id: newCommandId(), staff_id, on_day } },
              { onSuccess: () => tell(t.done) },
            )
          }
        >
          {t.looked}
        </Button>
      </td>
    </tr>
  )
}

/** For the data protection officer: days on which somebody asked often about numbers and registered seldom. */
export const Alerts = (): ReactNode => {
  const all = useTexts(identityTexts)
  const t = all.alerts
  const read = useReadPages(numberAlerts, {})
  const rows = read.data?.pages.flatMap(page => page.rows)
  return (
    <section className="k-stack" aria-labelledby="alerts">
      <h2 id="alerts" className="k-text-md k-strong">
        {t.title}
      </h2>
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
            {rows.map(one => (
              <Line key={`${one.staff_id} ${one.on_day}`} alert={one} />
            ))}
          </tbody>
        </TableBox>
      )}
      {read.hasNextPage && <Button onClick={() => void read.fetchNextPage()}>{all.more}</Button>}
    </section>
  )
}
