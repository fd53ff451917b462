import { patronLoans, recentActions } from '@kaft/contract/circulation'
import type { OkOf } from '@kaft/contract/operation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Findings } from '../base/findings.tsx'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { openPanel } from '../base/panel.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { Why } from '../base/why.tsx'
import { type RenewAll, useRenewAll } from '../patrons/renewals.ts'
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

/** What became of renewing this loan: its new date, or every reason against it. */
const Outcome = ({ loan, renewals }: { loan: LoanRow; renewals: RenewAll }): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  const outcome = renewals.outcomes[loan.item.item_id]
  if (outcome === undefined) return null
  if (outcome.error !== null) return <Failed error={outcome.error} />
  if (outcome.due_on !== null)
    return <StateWord state="ok">{t.renewedTo(f.dayShort(outcome.due_on))}</StateWord>
  return <Findings findings={outcome.findings} onAccept={codes => renewals.one(loan, codes)} />
}

const LoanLine = ({ loan, renewals }: { loan: LoanRow; renewals: RenewAll }): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  return (
    <Spine state={loan.overdue_days > 0 ? 'stop' : undefined}>
      <p className="k-strong" {...inLanguage(loan.item.language)}>
        {loan.item.title}
      </p>
      <p className="k-line">
        <span>{t.due(f.due(loan))}</span>
        <Why ask={{ kind: 'loan', loan_id: loan.loan_id, about: 'due', open: true }} />
        {loan.overdue_days > 0 && <span>{t.late(loan.overdue_days)}</span>}
        {loan.fine_cents > 0 && <span>{t.fineNow(f.money(loan.fine_cents))}</span>}
        {loan.may_renew && (
          <Button size="compact-sm" disabled={renewals.busy} onClick={() => renewals.one(loan)}>
            {t.choices.renew}
          </Button>
        )}
      </p>
      <Outcome loan={loan} renewals={renewals} />
    </Spine>
  )
}

const Loans = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(deskTexts)
  const read = useRead(patronLoans, { params: { patron_id } }, { fresh_ms: 0 })
  const renewals = useRenewAll(patron_id)
  return (
    <div className="k-stack">
      {renewals.error !== null && <Failed error={renewals.error} again={renewals.run} />}
      <Read of={read}>
        {({ rows }) => (
          <>
            {rows.length === 0 && <Empty>{t.loansNone}</Empty>}
            {rows.map(loan => (
              <LoanLine key={loan.loan_id} loan={loan} renewals={renewals} />
            ))}
            {rows.some(loan => loan.may_renew) && (
              <Button loading={renewals.busy} onClick={renewals.run}>
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
