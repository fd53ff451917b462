import { readAccount } from '@kaft/contract/finance'
import type { Patron } from '@kaft/contract/patrons'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { accountTexts } from '../base/account-texts.ts'
import { AccountPast, chargeName } from '../base/account.tsx'
import { useGo } from '../base/address.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Row, Rows } from '../base/rows.tsx'
import { Empty, Read } from '../base/states.tsx'
import { Why } from '../base/why.tsx'
import css from './patrons.module.css'
import { patronTexts } from './texts/index.ts'

/** What is open, what still runs, and what was paid; paying and correcting are done at the till. */
export const CostsTab = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const go = useGo()
  const money = useTexts(accountTexts)
  const { patron_id } = patron
  const read = useRead(readAccount, { params: { patron_id } })
  return (
    <Read of={read}>
      {account => (
        <div className="k-stack">
          {account.open.length === 0 ? (
            <Empty>{t.costs.none}</Empty>
          ) : (
            <Rows label={t.costs.label} why={account.open.some(line => line.loan_id !== null)}>
              {account.open.map(line => (
                <Row key={line.entry_id}>
                  <span>
                    <span className="k-strong">{chargeName(line, money)}</span>{' '}
                    <span className={css['fact']}>{f.dayShort(line.on_day)}</span>
                  </span>
                  {line.loan_id !== null && (
                    <span data-act="why">
                      <Why
                        ask={{ kind: 'loan', loan_id: line.loan_id, about: 'fine' }}
                        what={chargeName(line, money)}
                      />
                    </span>
                  )}
                  <span className={css['amount']}>{f.money(line.open_cents)}</span>
                </Row>
              ))}
            </Rows>
          )}
          {account.credit_cents > 0 && (
            <StateWord state="ok">{t.costs.credit(f.money(account.credit_cents))}</StateWord>
          )}
          <div className="k-line k-line-between">
            <span className="k-quiet">
              {account.running_cents > 0 && t.costs.running(f.money(account.running_cents))}
            </span>
            <Button
              variant={account.open.length > 0 ? 'filled' : 'default'}
              onClick={() => go(paths.pay(patron_id))}
            >
              {t.costs.toTill} <kbd>F8</kbd>
            </Button>
          </div>
          <h2 className="k-text-md k-strong">{t.costs.past}</h2>
          {account.past.length === 0 ? (
            <p className="k-quiet">{t.costs.noPast}</p>
          ) : (
            <AccountPast lines={account.past} />
          )}
        </div>
      )}
    </Read>
  )
}
