import {
  closeRegisterNotice,
  magdaConsultations,
  registerNotices,
  reopenRegisterNotice,
} from '@kaft/contract/magda'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { call } from '../base/api.ts'
import { offerWayBack } from '../base/undo.ts'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { More } from '../base/rows.tsx'
import { Failed } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { To } from '../base/to.tsx'
import { paths } from '../base/paths.ts'
import { magdaTexts } from './texts/magda.ts'

/** What the register said that somebody has to decide about. */
export const MagdaNotices = (): ReactNode => {
  const t = useTexts(magdaTexts)
  const f = useFormats()
  const read = useReadPages(registerNotices, { query: {} })
  const close = useDo(closeRegisterNotice, [registerNotices])
  const rows = read.data?.pages.flatMap(page => page.rows) ?? []
  const done = (notice_id: string): void =>
    close.mutate(
      { params: { notice_id } },
      {
        onSuccess: () => {
          offerWayBack(t.closed, [registerNotices], async () => {
            await call(reopenRegisterNotice, { params: { notice_id }, body: { command_id: newCommandId() } })
            return t.back
          })
        },
      },
    )
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.notices}</h2>
      {read.error !== null && <Failed error={read.error} again={() => void read.refetch()} />}
      {close.error !== null && <Failed error={close.error} />}
      {read.data !== undefined && rows.length === 0 && <p className="k-quiet">{t.noNotices}</p>}
      {rows.map(row => (
        <div key={row.notice_id} className="k-line k-line-between">
          <div className="k-grow">
            <To to={paths.patron(row.patron_id)}>{row.name}</To>
            <p className="k-quiet">
              {t.kinds[row.kind]} · {f.dayYear(row.noted_on)}
            </p>
          </div>
          <Button size="compact-sm" onClick={() => done(row.notice_id)}>
            {t.done}
          </Button>
        </div>
      ))}
      <More of={read} />
    </Spine>
  )
}

/** Every question to the register, for who watches over it. */
export const MagdaLog = (): ReactNode => {
  const t = useTexts(magdaTexts)
  const f = useFormats()
  const read = useReadPages(magdaConsultations, { query: {} }, { walk: 'before' })
  const rows = read.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.log}</h2>
      {read.error !== null && <Failed error={read.error} again={() => void read.refetch()} />}
      {read.data !== undefined && rows.length === 0 && <p className="k-quiet">{t.noLog}</p>}
      {rows.length > 0 && (
        <TableBox label={t.log}>
          <Heads names={t.logHeads} />
          <tbody>
            {rows.map(row => (
              <tr key={row.consultation_id}>
                <td>
                  {f.dayYear(dayOf(row.asked_at))}, {f.time(row.asked_at)}
                </td>
                <td>{row.staff_name ?? t.round}</td>
                <td>{row.patron_id ?? t.gone}</td>
                <td>{row.service}</td>
                <td>{row.authorisation}</td>
                <td>{[t.outcomes[row.outcome], ...row.codes].join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
      <More of={read} />
    </Spine>
  )
}
