import { cancelHold as cancelOp, type Code, placeHold as placeOp } from '@kaft/contract'
import { isRefusal } from '../../../base/ctx.ts'
import {
  cancelHold,
  type Identified,
  patronHolds,
  placeHold,
  type SelfItem,
  selfItem,
} from '../../../modules/circulation/index.ts'
import { sipTime } from '../codec/dates.rules.ts'
import { bit, type Message, yes } from '../codec/print.rules.ts'
import { commandId, ctxOf, field, mayDo, type Talk, whoIs } from '../talk.ts'
import { type Language, say, type TextKey, textOf, worstOf } from '../texts.rules.ts'
import { refuseWho } from './patron.ts'

interface Done {
  readonly ok: boolean
  readonly place: number | null
  readonly text: TextKey | null
}
const no = (text: TextKey): Done => ({ ok: false, place: null, text })
const refused = (talk: Talk, code: Code | undefined): Done =>
  no(code ? textOf(code, talk.machine.profile.show_reasons) : 'item_desk')

async function place(talk: Talk, who: Identified, item: SelfItem): Promise<Done> {
  const said = await placeHold(ctxOf(talk, placeOp), {
    command_id: await commandId(talk, 'hold'),
    patron_id: who.patron_id,
    title_id: item.head.title_id,
    pickup_branch_id: talk.machine.ctx.actor.branch_id,
  })
  if (isRefusal(said)) return refused(talk, said.refused)
  if ('findings_refused' in said) return refused(talk, worstOf(said.findings_refused)?.code)
  return { ok: true, place: said.hold.place, text: null }
}

async function cancel(talk: Talk, who: Identified, item: SelfItem): Promise<Done> {
  const ctx = ctxOf(talk, cancelOp)
  const holds = await patronHolds(ctx, who.patron_id)
  const hold = isRefusal(holds) ? undefined : holds.rows.find(h => h.title_id === item.head.title_id)
  if (!hold) return no('not_yours')
  const said = await cancelHold(ctx, { command_id: await commandId(talk, 'cancel'), hold_id: hold.hold_id })
  if (isRefusal(said)) return refused(talk, said.refused)
  return 'findings_refused' in said
    ? refused(talk, said.findings_refused[0]?.code)
    : { ok: true, place: null, text: null }
}

/** 15 → 16: `+` reserves the title of an item for this branch, `-` cancels; changing is for the desk. */
export async function holdAnswer(talk: Talk): Promise<Message> {
  if (!mayDo(talk, placeOp)) return refuseWho(talk, { text: 'not_here', known: false })
  const found = await whoIs(talk, placeOp)
  if (!found.ok) return refuseWho(talk, found)
  const item = await selfItem(ctxOf(talk, placeOp), field(talk, 'AB'))
  const act = { '+': place, '-': cancel }[talk.request.fixed['mode'] ?? '']
  const done = !item ? no('item_unknown') : act ? await act(talk, found.who, item) : no('not_here')
  return told(talk, { ...found, done, item })
}

const told = (
  talk: Talk,
  { who, language, done, item }: { who: Identified; language: Language; done: Done; item: SelfItem | null },
): Message => ({
  code: '16',
  fixed: `${bit(done.ok)}${yes(item?.facts.status === 'available')}${sipTime(talk.now)}`,
  fields: [
    ['BR', done.place],
    ['BS', done.ok ? talk.machine.branch_name : null],
    ['AO', talk.machine.profile.institution],
    ['AA', who.card ?? ''],
    ['AB', field(talk, 'AB')],
    ['AJ', item?.head.title ?? ''],
    ['AF', done.text && say(done.text, language)],
  ],
})
