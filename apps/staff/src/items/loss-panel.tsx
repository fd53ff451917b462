import { declareLost, lostLoss } from '@kaft/contract/items'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { closePanel, openPanel } from '../base/panel.ts'
import { Failed, Read } from '../base/states.tsx'
import { told, touched } from './acts.ts'
import { itemTexts } from './texts/index.ts'

interface Loan {
  readonly loan_id: string
  readonly title: string
}

/** What losing it costs, line by line, before anybody says so. */
const Loss = ({ loan, after }: { loan: Loan; after: () => void }): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  const { loan_id, title } = loan
  const read = useRead(lostLoss, { params: { loan_id } }, { fresh_ms: 0 })
  const lose = useDo(declareLost, touched)
  const run = (): void =>
    lose.mutate(
      { params: { loan_id }, body: { command_id: newCommandId() } },
      {
        onSuccess: done => {
          closePanel()
          told(t.loss.done(title), done)
          after()
        },
      },
    )
  return (
    <Read of={read}>
      {({ charges, price_from }) => {
        const sum = charges.reduce((total, c) => total + c.amount_cents, 0)
        return (
          <div className="k-stack">
            <p className="k-strong">{title}</p>
            <p>{t.loss.about}</p>
            {charges.length === 0 ? (
              <p>{t.loss.nothing}</p>
            ) : (
              <ul>
                {charges.map(c => (
                  <li key={c.charge_kind}>
                    {t.charges[c.charge_kind] ?? c.charge_kind}: {f.money(c.amount_cents)}
                    {c.charge_kind === 'replacement' && (
                      <span className="k-quiet"> · {t.loss.from[price_from]}</span>
                    )}
                  </li>
                ))}
              </ul>
            )}
            {price_from === 'unknown' && <p className="k-quiet">{t.loss.from[price_from]}</p>}
            {lose.error !== null && <Failed error={lose.error} />}
            <div className="k-line k-line-end">
              <Button variant="filled" loading={lose.isPending} onClick={run}>
                {sum === 0 ? t.loss.doPlain : t.loss.do(f.money(sum))}
              </Button>
            </div>
          </div>
        )
      }}
    </Read>
  )
}

export const openLoss = (loan: Loan, after: () => void = () => undefined): void =>
  openPanel({ title: textsNow(itemTexts).loss.title, body: <Loss loan={loan} after={after} /> })
