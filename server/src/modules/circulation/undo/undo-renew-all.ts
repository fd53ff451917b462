import type { BodyOf, OkOf, undoRenewAll as op } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Finding, marked } from '../../../base/decision.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { itemHeadOf, itemHeadsQuery } from '../answer/answer.store.ts'
import { lockPatron, patronIs } from '../facts/patron-facts.store.ts'
import { lockItemsOfPatron, lockQueuesOfPatron } from '../renew/renew.store.ts'
import { whyNot } from './undo.rules.ts'
import { effectsOf, sumOf } from './undo.ts'
import { eventsTogether, UndoFacts, undoFactsOf } from './undo.store.ts'

type Undone = OkOf<typeof op>
interface KeptUndone extends Omit<Undone, 'kept'> {
  readonly stays: readonly { readonly item_id: string; readonly findings: readonly Finding[] }[]
}
const FactsRow = Type.Object({ facts: UndoFacts })
const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)

/**
 * Takes renewing all back as one act: each loan gets the day, the terms and the costs that it had. What happened to a
 * loan since keeps it renewed, and is said; when nothing at all can go back, why is the answer.
 */
export async function undoRenewAll(
  ctx: StaffCtx,
  ask: BodyOf<typeof op> & { readonly patron_id: string },
): Promise<Undone | Refusal | RefusedByRules> {
  const { patron_id, event_id } = ask
  if (!isId(event_id)) return refuse('not_found')
  const done = await once<KeptUndone>(ctx, ask, {
    facts: [
      lockPatron(patronIs({ patron_id })),
      lockItemsOfPatron(patron_id),
      lockQueuesOfPatron(patron_id),
      undoFactsOf(eventsTogether(event_id)),
    ],
    decide: ([patrons = [], , , rows = []], tx) => {
      tx.seen(patrons.length > 0 ? patron_id : null, patrons.length > 0 ? 'seen' : 'refused')
      const all = allOf(FactsRow, rows).map(row => row.facts)
      if (patrons.length === 0 || all.length === 0 || all.some(one => one.kind !== 'renewal'))
        return refuse('not_found')
      const judged = all.map(facts => ({ facts, findings: whyNot(facts) }))
      const back = judged.filter(one => one.findings.length === 0).map(one => one.facts)
      const stays = judged.filter(one => one.findings.length > 0)
      if (back.length === 0) return refusedBy(stays[0]?.findings ?? [])
      const charges = back.flatMap(facts => facts.charges)
      return {
        effects: back.flatMap(facts => effectsOf(ctx, facts, undefined).queries),
        answer: () => ({
          put_back: back.length,
          fine_reversed_cents: sumOf(charges.filter(c => c.charge_kind === 'fine')),
          cost_reversed_cents: sumOf(charges.filter(c => c.charge_kind !== 'fine')),
          stays: stays.map(({ facts, findings }) => ({ item_id: facts.item_id ?? '0', findings })),
        }),
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : named(ctx, done)
}

/** What stays as it is, with the titles read anew. */
async function named(ctx: StaffCtx, { stays, ...done }: KeptUndone): Promise<Undone> {
  const [heads = []] = await read(ctx, [itemHeadsQuery(stays.map(one => one.item_id))])
  const kept = stays.flatMap(({ item_id, findings }) => {
    const item = itemHeadOf(heads.filter(row => row['item_id'] === item_id))
    return item ? [{ item, findings: marked(findings, may(ctx)) }] : []
  })
  return { ...done, kept }
}
