import { payOutCredit, readAccount, reversePayment } from '@kaft/contract/finance'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, SegmentedControl } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { accountTexts } from '../base/account-texts.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { dayOf, formatsIn, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { language, textsNow, useTexts } from '../base/language.ts'
import { useSetting } from '../base/library-settings.ts'
import { printNow } from '../base/print.tsx'
import { useSession } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { offerWayBack } from '../base/undo.ts'
import { billOf, type Method } from './pay.model.ts'
import { ReasonForm } from './reason-form.tsx'
import { tillTexts } from './texts/index.ts'

const methods: readonly Method[] = ['cash', 'card', 'loose_terminal']
const refreshes = [readAccount, readPatron, readPatronHead]

/** What left the till, for the words and the paper after it. */
export interface PaidOut {
  readonly payment_id: string
  readonly paid_cents: number
  readonly rounding_cents: number
  readonly method: Method
  readonly left_cents: number
}

const takeBack = async (patron_id: string, { payment_id, paid_cents }: PaidOut): Promise<string> => {
  const { undone } = textsNow(tillTexts)
  await call(reversePayment, { params: { payment_id }, body: { command_id: newCommandId(), reason: undone } })
  tellPatronChanged(patron_id)
  return textsNow(tillTexts).paidOutBack(formatsIn(language.get()).money(paid_cents))
}

/** How and why the whole credit is handed out; the button repeats what leaves the till. */
export const PayOutForm = ({
  patron_id,
  credit_cents,
  close,
  done,
}: {
  patron_id: string
  credit_cents: number
  close: () => void
  done: (paid: PaidOut) => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  const a = useTexts(accountTexts)
  const f = useFormats()
  const rounds = useSetting('finance.round_cash') !== false
  const [method, setMethod] = useState<Method>('cash')
  const pay = useDo(payOutCredit, refreshes)
  const { due_cents, rounding_cents } = billOf(credit_cents, method, rounds)
  const run = (reason: string): void =>
    pay.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), method, reason } },
      {
        onSuccess: said => {
          const { payment_id, paid_cents } = said
          const left_cents = said.account.credit_cents
          const paid: PaidOut = {
            payment_id,
            paid_cents,
            rounding_cents: said.rounding_cents,
            method,
            left_cents,
          }
          playSound('ok')
          tellPatronChanged(patron_id)
          offerWayBack(t.paidOut(f.money(paid_cents), a.methods[method]), refreshes, () =>
            takeBack(patron_id, paid),
          )
          done(paid)
        },
      },
    )
  return (
    <div className="k-stack">
      <h3 className="k-strong">{t.payOutTitle}</h3>
      <SegmentedControl
        aria-label={t.method}
        value={method}
        onChange={setMethod}
        data={methods.map(value => ({ value, label: t.methods[value] }))}
      />
      {rounding_cents !== 0 && <p className="k-quiet">{t.payOutRounded(f.money(due_cents))}</p>}
      <ReasonForm
        action={t.payOutDo(f.money(due_cents))}
        busy={pay.isPending}
        error={pay.error}
        close={close}
        run={run}
      />
    </div>
  )
}

/** 80 mm: what was paid out and how, and a line to sign on; the card's last digits and no name. */
const PayOutPaper = ({
  paid,
  card_tail,
  place,
  at,
}: {
  paid: PaidOut
  card_tail: string
  place: Place
  at: string
}) => {
  const t = textsNow(tillTexts)
  const a = textsNow(accountTexts)
  const f = formatsIn(language.get())
  const { rounding_cents, paid_cents } = paid
  const rounded = [
    [t.payOutReceipt.credit, paid_cents - rounding_cents],
    [t.payOutReceipt.rounding, rounding_cents],
  ] as const
  const lines = [
    ...(rounding_cents === 0 ? [] : rounded),
    [`${t.payOutReceipt.what} (${a.methods[paid.method]})`, paid_cents],
    ...(paid.left_cents === 0 ? [] : [[t.payOutReceipt.left, paid.left_cents] as const]),
  ] as const
  return (
    <div lang={language.get()}>
      <h1>{place.library}</h1>
      <p>{place.branch}</p>
      <p>
        {f.dayLong(dayOf())}, {f.time(at)}
        <br />
        {t.payOutReceipt.card(card_tail)}
      </p>
      <h2>{t.payOutReceipt.title}</h2>
      {lines.map(([what, cents]) => (
        <p key={what} className="k-print-line">
          <span>{what}</span>
          <span>{f.money(cents)}</span>
        </p>
      ))}
      <hr className="k-print-rule" />
      <p>{t.payOutReceipt.signed}</p>
      <hr className="k-print-rule k-print-sign" />
    </div>
  )
}
interface Place {
  readonly library: string
  readonly branch: string
}

/** What was just paid out, with its receipt. */
export const PaidOutPanel = ({ paid, patron_id }: { paid: PaidOut; patron_id: string }): ReactNode => {
  const t = useTexts(tillTexts)
  const a = useTexts(accountTexts)
  const f = useFormats()
  const session = useSession()
  const head = useRead(readPatronHead, { params: { patron_id } })
  const place = { library: session.library_name, branch: session.branch_name }
  const print = (): void =>
    printNow({
      paper: 'receipt',
      title: t.payOutReceipt.title,
      body: (
        <PayOutPaper
          paid={paid}
          card_tail={head.data?.card_tail ?? ''}
          place={place}
          at={new Date().toISOString()}
        />
      ),
    })
  return (
    <Spine state="ok" soft panel className="k-line k-line-between" role="status">
      <StateWord state="ok">{t.paidOut(f.money(paid.paid_cents), a.methods[paid.method])}</StateWord>
      <Button onClick={print}>{t.payOutReceipt.print}</Button>
    </Spine>
  )
}
