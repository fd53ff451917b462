import { checkin, patronLoans } from '@kaft/contract/circulation'
import { readAccount } from '@kaft/contract/finance'
import {
  claimReturned,
  type ItemOutcome,
  itemConditions,
  listClaims,
  type Mark,
  markItem,
  quickAdded,
} from '@kaft/contract/items'
import { readTitle } from '@kaft/contract/cataloguing'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { formatsIn } from '../base/format.ts'
import { language, textsNow } from '../base/language.ts'
import { findingText, problemText } from '../base/problem-text.ts'
import { queryClient } from '../base/query-client.ts'
import { playSound } from '../base/sound.ts'
import { showToast } from '../base/toast.ts'
import { offerUndo } from '../base/undo.ts'
import { itemTexts } from './texts/index.ts'

/** Everything that an action on an item may change on a screen. */
export const touched = [
  patronLoans,
  readAccount,
  readPatron,
  readPatronHead,
  readTitle,
  itemConditions,
  listClaims,
  quickAdded,
]
export const refreshTouched = (): void => {
  for (const op of touched) void queryClient.invalidateQueries({ queryKey: [op.id] })
}

/** "vergoeding € 18,50, verwerking € 3,00" of what was charged; empty when nothing was. */
export const chargedText = (charged: ItemOutcome['charged']): string => {
  const t = textsNow(itemTexts)
  const f = formatsIn(language.get())
  return charged
    .map(c => `${t.charges[c.charge_kind] ?? c.charge_kind} ${f.money(c.amount_cents)}`)
    .join(', ')
}

/** Says what was done, with the way back. */
export const told = (text: string, outcome: ItemOutcome): void => {
  refreshTouched()
  playSound('ok')
  const costs = chargedText(outcome.charged)
  const whole = costs === '' ? text : `${text} ${textsNow(itemTexts).charged(costs)}`
  offerUndo(whole, outcome.event_id, touched)
}

/** Says why it did not go. */
export const toldWhyNot = (error: unknown): void => {
  playSound('stop')
  const { text } = problemText(error, language.get())
  showToast({ text })
  announce(text, 'assertive')
}

const tried = async (act: () => Promise<void>): Promise<void> => {
  try {
    await act()
  } catch (error) {
    toldWhyNot(error)
  }
}

export const markNow = (item: { item_id: string; title: string }, mark: Mark): Promise<void> =>
  tried(async () => {
    const outcome = await call(markItem, {
      params: { item_id: item.item_id },
      body: { command_id: newCommandId(), mark },
    })
    told(`${item.title}: ${textsNow(itemTexts).marked[mark]}`, outcome)
  })

export const claimNow = (loan: { loan_id: string; title: string }): Promise<void> =>
  tried(async () => {
    const outcome = await call(claimReturned, {
      params: { loan_id: loan.loan_id },
      body: { command_id: newCommandId() },
    })
    told(textsNow(itemTexts).claim.done(loan.title), outcome)
  })

/** A lost item lies here: its scan settles its costs, and so does this. */
export const foundNow = (item: { item_id: string; title: string }): Promise<void> =>
  tried(async () => {
    const answer = await call(checkin, { body: { command_id: newCommandId(), item_id: item.item_id } })
    refreshTouched()
    playSound('ok')
    const said = answer.findings.map(finding => findingText(finding, language.get()))
    const text = [`${item.title}: ${textsNow(itemTexts).foundAgain}.`, ...said].join(' ')
    if (answer.event_id !== null) offerUndo(text, answer.event_id, touched)
  })
