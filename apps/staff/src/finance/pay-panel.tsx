import { type Entry, readAccount, receivePayment } from '@kaft/contract/finance'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { accountTexts } from '../base/account-texts.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFormats } from '../base/format.ts'
import { openDrawer } from '../base/helper.ts'
import { useDo } from '../base/hooks.ts'
import { type Shortcut, useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { useSetting } from '../base/library-settings.ts'
import { useOnline } from '../base/online.ts'
import { parseMoney, typedMoney } from '../base/money.model.ts'
import { ProblemError } from '../base/problem.ts'
import { playSound } from '../base/sound.ts'
import { Failed, NeedsLine } from '../base/states.tsx'
import { announce } from '../base/announce.ts'
import css from './finance.module.css'
import {
  type Bill,
  billOf,
  type Given,
  givenOf,
  type Method,
  newestLine,
  type Order,
  orderOf,
  quickAmounts,
  type Received,
  totalOf,
} from './pay.model.ts'
import { TerminalState, useTerminal } from './terminal.tsx'
import { tillTexts } from './texts/index.ts'

const methods: readonly Method[] = ['cash', 'card', 'loose_terminal']
const keyOf: Readonly<Record<Method, string>> = { cash: 'c', card: 'b', loose_terminal: 'l' }

/** What somebody typed as an amount: null for nothing, NaN for what is no amount. */
const readAmount = (typed: string): number | null =>
  typed.trim() === '' ? null : (parseMoney(typed) ?? Number.NaN)

const useReceive = (patron_id: string, onReceived: (received: Received) => void) => {
  const t = useTexts(tillTexts)
  const a = useTexts(accountTexts)
  const f = useFormats()
  const receive = useDo(receivePayment, [readAccount, readPatron, readPatronHead])
  // Until an answer comes, pressing again is the same payment.
  const [command_id, setCommand] = useState(newCommandId)
  const run = (order: Order, method: Method, given_cents: number | null): void => {
    const { entry_ids, amount_cents, partly } = order
    const part = partly ? { amount_cents } : {}
    receive.mutate(
      { params: { patron_id }, body: { command_id, method, entry_ids: [...entry_ids], ...part } },
      {
        onSuccess: ({ paid_cents, account }) => {
          const change_cents = method === 'cash' && given_cents !== null ? given_cents - paid_cents : 0
          playSound('ok')
          // Cash goes in the drawer; where there is none, nothing opens.
          if (method === 'cash') void openDrawer()
          const newest = newestLine(account)
          const at = account.past[0]?.at ?? ''
          onReceived({ paid_cents, method, change_cents, left_cents: account.balance_cents, newest, at })
          const said = t.paid(f.money(paid_cents), a.methods[method])
          announce(change_cents > 0 ? `${said} ${t.change(f.money(change_cents))}.` : said)
          tellPatronChanged(patron_id)
          setCommand(newCommandId())
        },
        onError: error => {
          playSound('stop')
          if (error instanceof ProblemError) setCommand(newCommandId())
        },
      },
    )
  }
  return { receive, run }
}

const useKeys = (choose: (method: Method) => void, pay: () => void): void => {
  const { nl, en } = tillTexts
  const keys: readonly Shortcut[] = methods.map(method => ({
    id: `till.${method}`,
    combo: keyOf[method],
    does: { nl: nl.keys[method], en: en.keys[method] },
    run: () => choose(method),
  }))
  useShortcuts([
    ...keys,
    { id: 'till.pay', combo: 'F8', does: { nl: nl.keys.pay, en: en.keys.pay }, run: pay },
  ])
}

const CashFields = ({
  bill,
  given,
  typed,
  setTyped,
}: {
  bill: Bill
  given: Given
  typed: string
  setTyped: (text: string) => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  const f = useFormats()
  const wrong = given.kind === 'unreadable' ? t.partWrong(f.money(100_000)) : undefined
  return (
    <>
      {bill.rounding_cents !== 0 && <p>{t.rounded(f.money(bill.due_cents), f.money(bill.rounding_cents))}</p>}
      <TextInput
        label={t.given}
        description={t.givenHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={typed}
        inputMode="decimal"
        autoComplete="off"
        error={given.kind === 'short' ? t.short(f.money(given.missing_cents)) : wrong}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <div className={css['quick']}>
        {quickAmounts(bill.due_cents).map(note => (
          <Button key={note} size="compact-md" onClick={() => setTyped(typedMoney(note))}>
            {f.money(note)}
          </Button>
        ))}
      </div>
      {given.kind === 'change' && (
        <p className="k-text-2xl k-strong" aria-live="polite">
          {given.change_cents === 0 ? t.exact : t.change(f.money(given.change_cents))}
        </p>
      )}
    </>
  )
}

const PartField = ({
  typed,
  setTyped,
  wrong,
}: {
  typed: string | null
  setTyped: (text: string | null) => void
  wrong: string | undefined
}): ReactNode => {
  const t = useTexts(tillTexts)
  if (typed === null)
    return (
      <button type="button" className="k-quiet-link" onClick={() => setTyped('')}>
        {t.part}
      </button>
    )
  return (
    <div className="k-stack">
      <TextInput
        autoFocus
        label={t.partLabel}
        description={t.partHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={typed}
        inputMode="decimal"
        autoComplete="off"
        error={wrong}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <button type="button" className="k-quiet-link" onClick={() => setTyped(null)}>
        {t.whole}
      </button>
    </div>
  )
}

const MethodChoice = ({
  method,
  choose,
}: {
  method: Method
  choose: (method: Method) => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  return (
    <SegmentedControl
      aria-label={t.method}
      fullWidth
      value={method}
      onChange={next => choose(next)}
      data={methods.map(one => ({
        value: one,
        label: (
          <>
            {t.methods[one]} <kbd>{keyOf[one].toUpperCase()}</kbd>
          </>
        ),
      }))}
    />
  )
}

/** The total, how it is paid, and the one button that books it. */
export const PayPanel = ({
  open,
  left_out,
  patron_id,
  onReceived,
}: {
  open: readonly Entry[]
  left_out: ReadonlySet<string>
  patron_id: string
  onReceived: (received: Received) => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  const f = useFormats()
  const online = useOnline()
  const rounds = useSetting('finance.round_cash') !== false
  const [method, setMethod] = useState<Method>('cash')
  const [typed, setTyped] = useState('')
  const [part, setPart] = useState<string | null>(null)
  const { receive, run } = useReceive(patron_id, onReceived)
  const total = totalOf(open, left_out)
  const order = orderOf(open, left_out, part === null ? null : (readAmount(part) ?? Number.NaN))
  const bill = billOf(order?.amount_cents ?? total, method, rounds)
  const given = method === 'cash' ? givenOf(readAmount(typed), bill.due_cents) : { kind: 'exact' as const }
  const ready = order !== null && (given.kind === 'exact' || given.kind === 'change')
  const book = (): void => {
    if (order !== null) run(order, method, method === 'cash' ? readAmount(typed) : null)
  }
  const terminal = useTerminal(book)
  const pay = (): void => {
    if (order === null || !ready || receive.isPending || terminal.busy) return
    if (method === 'card') terminal.ask(bill.due_cents)
    else book()
  }
  useKeys(setMethod, pay)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    pay()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className={css['side']}>
        <p className={css['total']}>
          <span className="k-text-md">{t.total}</span>
          <span className="k-text-2xl k-strong">{f.money(bill.total_cents)}</span>
        </p>
        <MethodChoice method={method} choose={setMethod} />
        {method === 'cash' ? (
          <CashFields bill={bill} given={given} typed={typed} setTyped={setTyped} />
        ) : (
          <p className="k-quiet">{t.aboutMethod[method]}</p>
        )}
        <PartField
          typed={part}
          setTyped={setPart}
          wrong={part !== null && part !== '' && order === null ? t.partWrong(f.money(total)) : undefined}
        />
        <TerminalState said={terminal.said} paid={book} forget={terminal.forget} />
        {/* What the terminal took is booked again without asking it a second time. */}
        {receive.error !== null && <Failed error={receive.error} again={book} />}
        <NeedsLine>{t.offline}</NeedsLine>
        {total === 0 && <p className="k-quiet">{t.nothingChosen}</p>}
        <div className="k-line k-line-end">
          <Button
            type="submit"
            variant="filled"
            disabled={!ready || !online}
            loading={receive.isPending || terminal.busy}
          >
            {t.receive(f.money(bill.due_cents))} <kbd>F8</kbd>
          </Button>
        </div>
      </Spine>
    </form>
  )
}
