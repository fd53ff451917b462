import { patronLoans, recentActions, renew, renewAll } from '@kaft/contract/circulation'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { Findings } from '../base/findings.tsx'
import { useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { openPanel } from '../base/panel.ts'
import { findingsOf } from '../base/problem.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { Why } from '../base/why.tsx'
import { undoAction } from './engine.ts'
import { type DeskTexts, deskTexts } from './texts/index.ts'

const wordFor = (kind: string, t: DeskTexts): string =>
  kind in t.kinds ? t.kinds[kind as keyof DeskTexts['kinds']] : kind

const Recent = (): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  const read = useRead(recentActions, {}, { fresh_ms: 0, every_ms: 3000 })
  return (
    <Read of={read}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty>{t.recentNone}</Empty>
        ) : (
          <ol className="k-stack k-bare">
            {rows.map(row => (
              <li key={row.event_id}>
                <Spine state={row.undone ? undefined : 'ok'}>
                  <p className="k-strong">{row.title}</p>
                  <p className="k-line">
                    <span className="k-quiet">
                      {f.time(row.at)} · {row.undone ? t.undone : wordFor(row.kind, t)} · {row.by}
                    </span>
                    {!row.undone && (
                      <button
                        type="button"
                        className="k-quiet-link"
                        onClick={() => undoAction(null, row.event_id)}
                      >
                        {t.undo}
                      </button>
                    )}
                  </p>
                </Spine>
              </li>
            ))}
          </ol>
        )
      }
    </Read>
  )
}

/** The last actions of this branch, without persons, each with its way back. */
export const openRecent = (): void => openPanel({ title: textsNow(deskTexts).recent, body: <Recent /> })

type LoanRow = OkOf<typeof patronLoans>['rows'][number]

const LoanLine = ({
  loan,
  busy,
  onRenew,
}: {
  loan: LoanRow
  busy: boolean
  onRenew: () => void
}): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  return (
    <Spine state={loan.overdue_days > 0 ? 'stop' : undefined}>
      <p className="k-strong">{loan.item.title}</p>
      <p className="k-line">
        <span>{t.due(f.due(loan))}</span>
        <Why ask={{ kind: 'loan', loan_id: loan.loan_id, about: 'due' }} />
        {loan.overdue_days > 0 && <span>{t.late(loan.overdue_days)}</span>}
        {loan.fine_cents > 0 && <span>{t.fineNow(f.money(loan.fine_cents))}</span>}
        {loan.may_renew && (
          <Button size="compact-sm" loading={busy} onClick={onRenew}>
            {t.choices.renew}
          </Button>
        )}
      </p>
    </Spine>
  )
}

/** A refusal with its findings, or a fault in words. */
const Refused = ({ error }: { error: Error }): ReactNode =>
  findingsOf(error).length > 0 ? <Findings findings={findingsOf(error)} /> : <Failed error={error} />

const Loans = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(deskTexts)
  const read = useRead(patronLoans, { params: { patron_id } }, { fresh_ms: 0 })
  const one = useDo(renew, [patronLoans])
  const all = useDo(renewAll, [patronLoans])
  const changed = { onSuccess: () => tellPatronChanged(patron_id) }
  const renewOne = (loan_id: string) => () =>
    one.mutate({ body: { command_id: newCommandId(), loan_id } }, changed)
  const renewEach = (): void =>
    all.mutate({ params: { patron_id }, body: { command_id: newCommandId() } }, changed)
  return (
    <div className="k-stack">
      {one.error !== null && <Refused error={one.error} />}
      {all.error !== null && <Refused error={all.error} />}
      <Read of={read}>
        {({ rows }) => (
          <>
            {rows.length === 0 && <Empty>{t.loansNone}</Empty>}
            {rows.map(loan => (
              <LoanLine
                key={loan.loan_id}
                loan={loan}
                busy={one.isPending}
                onRenew={renewOne(loan.loan_id)}
              />
            ))}
            {rows.some(loan => loan.may_renew) && (
              <Button loading={all.isPending} onClick={renewEach}>
                {t.renewAll}
              </Button>
            )}
          </>
        )}
      </Read>
    </div>
  )
}

/** F9: what this patron has at home, with the date of each and why. */
export const openLoans = (patron_id: string): void =>
  openPanel({ title: textsNow(deskTexts).loansOf, body: <Loans key={patron_id} patron_id={patron_id} /> })
