import { readAccount as accountOp, receivePayment as payOp } from '@kaft/contract'
import { isRefusal } from '../../../base/ctx.ts'
import { readAccount, receivePayment } from '../../../modules/finance/index.ts'
import { sipTime } from '../codec/dates.rules.ts'
import type { Message } from '../codec/print.rules.ts'
import { ctxOf, field, mayDo, moneyCommandId, type Talk, whoIs } from '../talk.ts'
import { say, type TextKey } from '../texts.rules.ts'
import { refuseWho } from './patron.ts'

/** `12.50`, `12,5` or `12` in cents; null when it is no amount. */
export function centsOf(text: string): number | null {
  const found = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(text.trim())
  if (!found) return null
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0') || 0)
}

/** 37 → 38: money that the machine received, booked on the oldest charges. The amount is what it says it got. */
export async function feeAnswer(talk: Talk): Promise<Message> {
  if (!mayDo(talk, payOp)) return refuseWho(talk, { text: 'not_here', known: false })
  const found = await whoIs(talk, payOp)
  if (!found.ok) return refuseWho(talk, found)
  const text = await pay(talk, found.who.patron_id)
  return {
    code: '38',
    fixed: `${text === null ? 'Y' : 'N'}${sipTime(talk.now)}`,
    fields: [
      ['AO', talk.machine.profile.institution],
      ['AA', found.who.card ?? ''],
      ['BK', field(talk, 'BK') || null],
      ['AF', text && say(text, found.language)],
    ],
  }
}

/** @returns why it was not booked, or null when it was */
async function pay(talk: Talk, patron_id: string): Promise<TextKey | null> {
  const { currency, pay_type } = talk.request.fixed
  const cents = centsOf(field(talk, 'BV'))
  if (currency !== 'EUR' || cents === null || cents === 0) return 'amount'
  const account = await readAccount(ctxOf(talk, accountOp), patron_id, {})
  if (isRefusal(account)) return 'card_unknown'
  const wanted = field(talk, 'CG')
  const charges = account.open.filter(e => wanted === '' || e.entry_id === wanted)
  const command_id = moneyCommandId(talk, 'pay')
  const said = await receivePayment(ctxOf(talk, payOp), patron_id, {
    command_id,
    method: pay_type === '00' ? 'cash' : 'card',
    entry_ids: charges.map(e => e.entry_id),
    amount_cents: cents,
  })
  // The key is made of the message: another body under it is the same message after it was booked.
  if (isRefusal(said)) return said.refused === 'command_reused' ? null : 'amount'
  return 'findings_refused' in said ? 'amount' : null
}
