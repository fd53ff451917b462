import { readAccount, receivePayment } from '@kaft/contract/finance'
import { readPatronHead } from '@kaft/contract/patrons'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { formatsOf, useFormats } from '../base/format.ts'
import { language, textsNow, useTexts } from '../base/language.ts'
import { problemText } from '../base/problem-text.ts'
import { queryClient } from '../base/query-client.ts'
import { allows, useSession } from '../base/session.ts'
import { createStore, useStore } from '../base/store.ts'
import { tell } from '../base/tell.ts'
import { showToast } from '../base/toast.ts'
import { membershipTexts } from '../patrons/membership/texts.ts'
import css from './desk.module.css'

interface Fee {
  readonly patron_id: string
  readonly entry_id: string
  readonly cents: number
}
/** The fee of a membership that was renewed in this visit and is not paid yet. */
const fee = createStore<Fee | null>(null)

/**
 * Asks for the fee right after the renewal. Only where nothing else is open: otherwise the till shows everything, and
 * F8 leads there as ever.
 */
export const askForFee = async (patron_id: string): Promise<void> => {
  const account = await call(readAccount, { params: { patron_id } })
  const [only, ...others] = account.open
  const asks = only?.charge_kind === 'membership' && others.length === 0 && account.credit_cents === 0
  fee.set(asks ? { patron_id, entry_id: only.entry_id, cents: only.open_cents } : null)
}

const receive = async (of: Fee, method: 'cash' | 'card'): Promise<void> => {
  fee.set(null)
  try {
    const body = { command_id: newCommandId(), method, entry_ids: [of.entry_id] }
    const said = await call(receivePayment, { params: { patron_id: of.patron_id }, body })
    for (const op of [readAccount, readPatronHead]) await queryClient.invalidateQueries({ queryKey: [op.id] })
    tellPatronChanged(of.patron_id)
    tell(
      textsNow(membershipTexts).received(
        formatsOf(language.get()).money(said.paid_cents + said.rounding_cents),
      ),
    )
  } catch (error) {
    fee.set(of)
    const { text } = problemText(error, language.get())
    showToast({ text })
    announce(text, 'assertive')
  }
}

/** F8 while the fee is asked for: it was received in cash. False where nothing is asked. */
export const receiveAskedFee = (patron_id: string): boolean => {
  const asked = fee.get()
  if (asked?.patron_id !== patron_id) return false
  void receive(asked, 'cash')
  return true
}

/** "Lidgeld € 5,00 staat open. [Contant ontvangen F8]": the second key of renewing and paying. */
export const FeeLine = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(membershipTexts)
  const f = useFormats()
  const session = useSession()
  const asked = useStore(fee)
  if (asked?.patron_id !== patron_id || !allows(session, receivePayment.leave)) return null
  return (
    <p className="k-line" role="status">
      <StateWord state="ask">{t.feeOpen(f.money(asked.cents))}</StateWord>
      <Button variant="filled" size="compact-sm" onClick={() => void receive(asked, 'cash')}>
        {t.cash} <kbd className={css['key']}>F8</kbd>
      </Button>
      <Button size="compact-sm" onClick={() => void receive(asked, 'card')}>
        {t.card}
      </Button>
      <Button size="compact-sm" onClick={() => fee.set(null)}>
        {t.later}
      </Button>
    </p>
  )
}
