import { checkin as checkinOp, type DeskAnswer, findItems as itemOp } from '@kaft/contract'
import { isRefusal } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { checkin, type SelfItem, selfItem } from '../../../modules/circulation/index.ts'
import { readSipTime, sipDay, sipTime } from '../codec/dates.rules.ts'
import { mediaOf } from '../codec/media.rules.ts'
import { bit, type Message, type Value, yes } from '../codec/print.rules.ts'
import { commandId, ctxOf, field, mayDo, screenLanguage, type Talk } from '../talk.ts'
import { say } from '../texts.rules.ts'
import { refuseWho } from './patron.ts'

type Destination = NonNullable<DeskAnswer['destination']>

/** Why the machine calls for attention (CV): a hold here, a hold elsewhere, or a home elsewhere. */
const alertOf = ({ to, because }: Destination): string | null => {
  if (to === 'hold_shelf') return '01'
  if (because === 'hold_elsewhere') return '02'
  return to === 'transit' ? '04' : null
}

/**
 * Whether the machine leaves this material to the desk. What it reports afterwards, because the line was down, has
 * happened already.
 */
export async function isRefused(talk: Talk, list: 'lend_refuses' | 'return_refuses'): Promise<boolean> {
  const { offline, [list]: refused } = talk.machine.profile
  if (refused.length === 0 || (offline && talk.request.fixed['no_block'] === 'Y')) return false
  const item = await selfItem(ctxOf(talk, itemOp), field(talk, 'AB'))
  return item !== null && refused.includes(item.head.item_type)
}

/** The day that counts: a machine reports later what came in while the line was down; otherwise it is today. */
function back(talk: Talk): { occurred_at?: string; return_on?: string } {
  if (!talk.machine.profile.offline || talk.request.fixed['no_block'] !== 'Y') return {}
  const at = readSipTime(talk.request.fixed['return_date'] ?? '')
  return at ? { occurred_at: at.toString(), return_on: dayOf(at.toString()) } : {}
}

/** 09 → 10. Where it goes is said to the machine; for whom it is, never: the code of the hold shelf is enough (P153). */
export async function checkinAnswer(talk: Talk): Promise<Message> {
  if (!mayDo(talk, checkinOp)) return refuseWho(talk, { text: 'not_here', known: false })
  const barcode = field(talk, 'AB')
  if (await isRefused(talk, 'return_refuses')) return refuseWho(talk, { text: 'item_desk', known: false })
  const answer = await checkin(ctxOf(talk, checkinOp), {
    command_id: await commandId(talk, 'take_back'),
    barcode,
    ...back(talk),
  })
  const { destination, item } = isRefusal(answer) ? { destination: null, item: null } : answer
  if (!destination || !item) return refuseWho(talk, { text: 'item_unknown', known: false })
  const { bins, institution } = talk.machine.profile
  const cv = alertOf(destination)
  const bin = cv === null ? bins.shelf : cv === '01' ? bins.hold : bins.elsewhere
  const fields: [string, Value][] = [
    ['AO', institution],
    ['AB', barcode],
    ['AQ', item.branch_name],
    ['AJ', item.title],
    ['CL', bin || null],
    ['CK', mediaOf(item.item_type)],
    ['CS', item.call_number],
    ['CT', destination.to === 'transit' ? destination.branch_name : null],
    ['CV', cv],
    ['CY', destination.hold_code],
    ['AF', cv === null ? null : say('aside', screenLanguage(talk))],
  ]
  return { code: '10', fixed: `1${yes(true)}${yes(false)}${yes(cv !== null)}${sipTime(talk.now)}`, fields }
}

/** Circulation status of SIP2, by where the item is and what state it is in. */
function circulationStatus({ facts }: SelfItem): string {
  if (facts.state === 'missing') return '13'
  if (facts.state === 'on_order') return '02'
  if (facts.state === 'lost') return '12'
  if (facts.state === 'claimed_returned') return '11'
  if (facts.state !== 'in_use') return '01'
  return { on_loan: '04', in_transit: '10', hold_shelf: '08' }[facts.status] ?? '03'
}

/** 17 → 18: an item; never who has it. */
export async function itemAnswer(talk: Talk): Promise<Message> {
  const item = await selfItem(ctxOf(talk, itemOp), field(talk, 'AB'))
  if (!item) return refuseWho(talk, { text: 'item_unknown', known: false })
  const { head, facts, owner } = item
  return {
    code: '18',
    fixed: `${circulationStatus(item)}0001${sipTime(talk.now)}`,
    fields: [
      ['CF', facts.queue.length],
      ['AH', facts.due_on ? sipDay(facts.due_on) : null],
      ['AB', head.barcode],
      ['AJ', head.title],
      ['BG', owner],
      ['CK', mediaOf(head.item_type)],
      ['AQ', head.branch_name],
      ['CS', head.call_number],
    ],
  }
}

/**
 * 19 → 20: "item properties ok" is 1 when what CH holds was stored, and 0 when it was not (SIP2 2.00, Item Status Update
 * Response). The standard names no property; Kaft keeps none that a machine could set, so the answer is 0, BX says that
 * the message does nothing here, and the title is told to whoever stands at the machine.
 */
export async function itemUpdateAnswer(talk: Talk): Promise<Message> {
  const item = await selfItem(ctxOf(talk, itemOp), field(talk, 'AB'))
  return {
    code: '20',
    fixed: `${bit(false)}${sipTime(talk.now)}`,
    fields: [
      ['AB', field(talk, 'AB')],
      ['AJ', item?.head.title ?? null],
      ['AF', say(item ? 'not_here' : 'item_unknown', screenLanguage(talk))],
    ],
  }
}
