import {
  checkout as checkoutOp,
  type Code,
  type DeskAnswer,
  overrides,
  renew as renewOp,
  renewAll as renewAllOp,
} from '@kaft/contract'
import type { Leave } from '@kaft/contract'
import { isRefusal, type StaffCtx } from '../../../base/ctx.ts'
import { checkout, type Identified, renew, renewAll, selfItem } from '../../../modules/circulation/index.ts'
import { readSipTime, sipDay, sipTime } from '../codec/dates.rules.ts'
import { mediaOf } from '../codec/media.rules.ts'
import { bit, four, type Message, type Value, yes } from '../codec/print.rules.ts'
import { commandId, ctxOf, field, mayDo, type Talk, whoIs } from '../talk.ts'
import { type Language, say, type TextKey, textOf, worstOf } from '../texts.rules.ts'
import { isRefused } from './item.ts'
import { refuseWho } from './patron.ts'

type Fields = [string, Value][]

interface Outcome {
  readonly ok: boolean
  readonly renewed: boolean
  readonly item: DeskAnswer['item']
  readonly due_on: string | null
  readonly text: TextKey | null
}

/** 12 and 30: the same shape for lending and renewing. */
function loanAnswer(
  talk: Talk,
  code: '12' | '30',
  { outcome, who, language }: { outcome: Outcome; who: Identified; language: Language },
): Message {
  const { ok, renewed, item, due_on, text } = outcome
  const fields: Fields = [
    ['AO', talk.machine.profile.institution],
    ['AA', who.card ?? ''],
    ['AB', field(talk, 'AB')],
    ['AJ', item?.title ?? ''],
    ['AH', due_on ? sipDay(due_on) : ''],
    ['CK', item ? mediaOf(item.item_type) : null],
    ['AF', text && say(text, language)],
  ]
  const desensitize = ok && code === '12'
  return {
    code,
    fixed: `${bit(ok)}${yes(renewed)}${yes(false)}${yes(desensitize)}${sipTime(talk.now)}`,
    fields,
  }
}

const said = (talk: Talk, answer: DeskAnswer): TextKey => {
  const worst = worstOf(answer.findings)
  return worst ? textOf(worst.code, talk.machine.profile.show_reasons) : 'item_desk'
}

/**
 * What a machine lent while the line was down has left the building: it is recorded, with every question passed and
 * the moment at which it happened. Only the profile can allow that.
 */
const isOffline = (talk: Talk): boolean =>
  talk.machine.profile.offline && talk.request.fixed['no_block'] === 'Y'
const passing = (ctx: StaffCtx): StaffCtx => ({
  ...ctx,
  actor: { ...ctx.actor, leaves: new Set<Leave>([...ctx.actor.leaves, ...Object.values(overrides)]) },
})
const happened = (talk: Talk): { occurred_at?: string } => {
  const at = readSipTime(talk.request.fixed['date'] ?? '')
  return at ? { occurred_at: at.toString() } : {}
}

async function lend(talk: Talk, who: Identified, step: string): Promise<DeskAnswer | Code> {
  const offline = isOffline(talk)
  const ctx = ctxOf(talk, checkoutOp)
  const answer = await checkout(offline ? passing(ctx) : ctx, {
    command_id: await commandId(talk, step),
    patron_id: who.patron_id,
    ...(who.read_card === null ? {} : { card: who.read_card }),
    barcode: field(talk, 'AB'),
    ...(offline ? { ...happened(talk), accept: Object.keys(overrides) as Code[] } : {}),
  })
  return isRefusal(answer) ? answer.refused : answer
}

/** Whether the answer is one that was given before while the item has come back since: a clock that stands still says the same twice. */
async function isStale(talk: Talk, answer: DeskAnswer): Promise<boolean> {
  if (answer.did !== 'lent' || answer.loan?.lent_at === talk.now.toString()) return false
  const now = await selfItem(ctxOf(talk, checkoutOp), field(talk, 'AB'))
  return now?.facts.loan?.loan_id !== answer.loan?.loan_id
}

/** What was lent a moment ago is asked again by a machine that did not hear; nobody renews it yet. */
async function isFresh(talk: Talk): Promise<boolean> {
  const lent = (await selfItem(ctxOf(talk, checkoutOp), field(talk, 'AB')))?.facts.loan?.lent_at
  return lent !== undefined && Temporal.Instant.compare(lent, talk.now.subtract({ minutes: 1 })) >= 0
}

/** 11 → 12. */
export async function checkoutAnswer(talk: Talk): Promise<Message> {
  if (!mayDo(talk, checkoutOp)) return refuseWho(talk, { text: 'not_here', known: false })
  const found = await whoIs(talk, checkoutOp)
  if (!found.ok) return refuseWho(talk, found)
  const about = { who: found.who, language: found.language }
  if (await isRefused(talk, 'lend_refuses'))
    return loanAnswer(talk, '12', { outcome: refusedText('item_desk'), ...about })
  let answer = await lend(talk, found.who, 'lend')
  if (typeof answer !== 'string' && !isOffline(talk) && (await isStale(talk, answer)))
    answer = await lend({ ...talk, request: { ...talk.request, seq: null } }, found.who, 'again')
  const done = typeof answer === 'string' ? refusedOutcome(talk, answer) : await outcomeOf(talk, answer)
  return loanAnswer(talk, '12', { outcome: done, ...about })
}

const refusedText = (text: TextKey): Outcome => ({
  ok: false,
  renewed: false,
  item: null,
  due_on: null,
  text,
})
const refusedOutcome = (talk: Talk, code: Code): Outcome =>
  refusedText(textOf(code, talk.machine.profile.show_reasons))

async function outcomeOf(talk: Talk, answer: DeskAnswer): Promise<Outcome> {
  const { item } = answer
  if (answer.did === 'lent')
    return { ok: true, renewed: false, item, due_on: answer.loan?.due_on ?? null, text: null }
  const own = answer.findings.find(f => f.code === 'item_on_loan_here')
  // Who asks for what they have already is told until when, or gets it renewed where the machine asks for that.
  if (own && talk.request.fixed['sc_renewal'] === 'Y' && mayDo(talk, renewOp) && !(await isFresh(talk)))
    return renewed(talk)
  const due = own?.about['due_on']
  if (own) return { ok: true, renewed: false, item, due_on: typeof due === 'string' ? due : null, text: null }
  return { ok: false, renewed: false, item, due_on: null, text: said(talk, answer) }
}

/** Renews the loan of the item that the message names, when it is the loan of this patron. */
async function renewed(talk: Talk, patron_id?: string): Promise<Outcome> {
  const ctx = ctxOf(talk, renewOp)
  const item = await selfItem(ctx, field(talk, 'AB'))
  const loan = item?.facts.loan
  const none = { ok: false, renewed: false, item: item?.head ?? null, due_on: null }
  if (!item) return { ...none, text: 'item_unknown' }
  if (!loan || (patron_id !== undefined && loan.patron_id !== patron_id))
    return { ...none, text: 'not_yours' }
  const answer = await renew(ctx, { command_id: await commandId(talk, 'renew'), loan_id: loan.loan_id })
  if (isRefusal(answer)) return { ...none, text: textOf(answer.refused, talk.machine.profile.show_reasons) }
  if (answer.did !== 'renewed') return { ...none, due_on: loan.due_on, text: said(talk, answer) }
  return { ok: true, renewed: true, item: answer.item, due_on: answer.loan?.due_on ?? null, text: null }
}

/** 29 → 30. */
export async function renewAnswer(talk: Talk): Promise<Message> {
  if (!mayDo(talk, renewOp)) return refuseWho(talk, { text: 'not_here', known: false })
  const found = await whoIs(talk, renewOp)
  if (!found.ok) return refuseWho(talk, found)
  const outcome = await renewed(talk, found.who.patron_id)
  return loanAnswer(talk, '30', { outcome, who: found.who, language: found.language })
}

/** 65 → 66: what was renewed, and what was not. */
export async function renewAllAnswer(talk: Talk): Promise<Message> {
  if (!mayDo(talk, renewAllOp)) return refuseWho(talk, { text: 'not_here', known: false })
  const found = await whoIs(talk, renewAllOp)
  if (!found.ok) return refuseWho(talk, found)
  const { patron_id } = found.who
  const done = await renewAll(ctxOf(talk, renewAllOp), {
    patron_id,
    command_id: await commandId(talk, 'renew_all'),
  })
  if (isRefusal(done)) return refuseWho(talk, { text: 'card_unknown', known: false })
  const barcodes = (did: boolean): string[] =>
    done.rows.filter(r => (r.did === 'renewed') === did).flatMap(r => (r.item ? [r.item.barcode] : []))
  const [yesses, noes] = [barcodes(true), barcodes(false)]
  return {
    code: '66',
    fixed: `1${four(yesses.length)}${four(noes.length)}${sipTime(talk.now)}`,
    fields: [
      ['AO', talk.machine.profile.institution],
      ...yesses.map((b): [string, Value] => ['BM', b]),
      ...noes.map((b): [string, Value] => ['BN', b]),
      ['AF', noes.length > 0 ? say('no_more_renewals', found.language) : null],
    ],
  }
}
