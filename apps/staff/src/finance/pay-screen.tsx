import { addCharge, readAccount, receivePayment, reversePayment } from '@kaft/contract/finance'
import type { OkOf } from '@kaft/contract/operation'
import { readPatronHead } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { PastRow } from '../base/account.model.ts'
import { AccountPast } from '../base/account.tsx'
import { useGo, usePart } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { currentPatron } from '../base/desk-door.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { usePatronScans } from '../base/patron-search.tsx'
import { paths } from '../base/paths.ts'
import { useAllowed } from '../base/session.ts'
import { Empty, Read } from '../base/states.tsx'
import { useStore } from '../base/store.ts'
import { AddCharge } from './add-charge.tsx'
import { Correction, CorrectionButton, type ToCorrect } from './correction.tsx'
import { Credit } from './credit.tsx'
import { Deposit } from './deposits.tsx'
import css from './finance.module.css'
import { OpenLines } from './open-lines.tsx'
import { type PaidOut, PaidOutPanel } from './pay-out.tsx'
import { newestLine, type Received, totalOf } from './pay.model.ts'
import { PaidPanel } from './paid-panel.tsx'
import { PayPanel } from './pay-panel.tsx'
import { tillTexts } from './texts/index.ts'

type AccountOf = OkOf<typeof readAccount>

const Actions = ({ patron_id, add }: { patron_id: string; add: () => void }): ReactNode => {
  const t = useTexts(tillTexts)
  const go = useGo()
  const open = useStore(currentPatron)?.patron_id === patron_id
  return (
    <>
      <Allowed op={addCharge}>
        <Button onClick={add}>{t.add}</Button>
      </Allowed>
      <Button onClick={() => go(open ? paths.desk : paths.patron(patron_id))}>
        {open ? t.toDesk : t.toPatron}
      </Button>
    </>
  )
}

const Past = ({ account, patron_id }: { account: AccountOf; patron_id: string }): ReactNode => {
  const t = useTexts(tillTexts)
  const [asked, ask] = useState<ToCorrect | null>(null)
  const corrects = useAllowed(reversePayment)
  const actions = corrects ? { actions: (row: PastRow) => <CorrectionButton row={row} ask={ask} /> } : {}
  return (
    <section className="k-stack" aria-label={t.past}>
      <h2 className="k-text-md k-strong">{t.past}</h2>
      {asked !== null && <Correction what={asked} patron_id={patron_id} close={() => ask(null)} />}
      {account.past.length === 0 ? (
        <p className="k-quiet">{t.noPast}</p>
      ) : (
        <AccountPast lines={account.past} {...actions} />
      )}
    </section>
  )
}

const Body = ({ account, patron_id }: { account: AccountOf; patron_id: string }): ReactNode => {
  const t = useTexts(tillTexts)
  const f = useFormats()
  const [left_out, leaveOut] = useState<ReadonlySet<string>>(new Set())
  const [received, setReceived] = useState<Received | null>(null)
  const [paidOut, setPaidOut] = useState<PaidOut | null>(null)
  // What was received leaves the screen as soon as something else is being paid, or changed what is open.
  const choose = (ids: ReadonlySet<string>): void => {
    setReceived(null)
    leaveOut(ids)
  }
  return (
    <>
      {account.credit_cents > 0 && (
        <Credit
          patron_id={patron_id}
          credit_cents={account.credit_cents}
          settles={account.open.length > 0}
          paidOut={setPaidOut}
        />
      )}
      {paidOut !== null && account.credit_cents === paidOut.left_cents && (
        <PaidOutPanel paid={paidOut} patron_id={patron_id} />
      )}
      {received !== null &&
        account.balance_cents === received.left_cents &&
        newestLine(account) === received.newest && <PaidPanel received={received} patron_id={patron_id} />}
      {account.open.length === 0 ? (
        <Empty>{t.none}</Empty>
      ) : (
        <div className={css['columns']}>
          <OpenLines open={account.open} left_out={left_out} leaveOut={choose} patron_id={patron_id} />
          <Allowed
            op={receivePayment}
            otherwise={
              <Spine state="stop" soft panel>
                <StateWord state="stop">{t.noTill}</StateWord>
              </Spine>
            }
          >
            <PayPanel
              key={account.open.map(line => `${line.entry_id} ${line.open_cents}`).join()}
              open={account.open}
              left_out={left_out}
              patron_id={patron_id}
              onReceived={setReceived}
            />
          </Allowed>
        </div>
      )}
      {account.deposits.map(deposit => (
        <Deposit key={deposit.entry_id} deposit={deposit} patron_id={patron_id} />
      ))}
      {account.running_cents > 0 && <p className="k-quiet">{t.running(f.money(account.running_cents))}</p>}
      <Past account={account} patron_id={patron_id} />
    </>
  )
}

const Till = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(tillTexts)
  const f = useFormats()
  const go = useGo()
  const head = useRead(readPatronHead, { params: { patron_id } })
  const account = useRead(readAccount, { params: { patron_id } })
  const [adds, setAdds] = useState(false)
  // What is open is what the total below comes to: credit settles nothing before it is used.
  const standing = ({ open, credit_cents }: AccountOf): string => {
    const open_cents = totalOf(open, new Set())
    if (open_cents > 0) return t.about(f.money(open_cents))
    return credit_cents > 0 ? t.aboutCredit(f.money(credit_cents)) : t.aboutNothing
  }
  usePatronScans(other => go(paths.pay(other.patron_id)))
  return (
    <Page
      title={head.data === undefined ? t.till : t.title(head.data.name)}
      about={account.data === undefined ? undefined : standing(account.data)}
      actions={<Actions patron_id={patron_id} add={() => setAdds(true)} />}
    >
      {adds && <AddCharge patron_id={patron_id} close={() => setAdds(false)} />}
      <Read of={account}>{read => <Body account={read} patron_id={patron_id} />}</Read>
    </Page>
  )
}

/** Paying for one patron: what is open, the total, cash with its change or a card, and what went before. */
export const Screen = (): ReactNode => {
  const patron_id = usePart('patron_id')
  return <Till key={patron_id} patron_id={patron_id} />
}
