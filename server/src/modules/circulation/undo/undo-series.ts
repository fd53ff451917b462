import type { BodyOf, OkOf, undoSeries as op } from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { marked } from '../../../base/decision.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { lockPatron, patronIs } from '../facts/patron-facts.store.ts'
import { whyNot } from './undo.rules.ts'
import { effectsOf, sumOf } from './undo.ts'
import { eventsTogether, lockQueuesTogether, UndoFacts, undoFactsOf } from './undo.store.ts'

type Undone = OkOf<typeof op>
const FactsRow = Type.Object({ facts: UndoFacts })
const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)

/**
 * Takes the holds of a series back as one act, with what placing them cost. A hold that has caught an item since stays,
 * and is said; when nothing at all can go back, why is the answer.
 */
export function undoSeries(
  ctx: StaffCtx,
  ask: BodyOf<typeof op>,
): Promise<Undone | Refusal | RefusedByRules> {
  const { patron_id, event_id } = ask
  if (!isId(event_id)) return Promise.resolve(refuse('not_found'))
  return once<Undone>(ctx, ask, {
    facts: [
      lockPatron(patronIs({ patron_id })),
      lockQueuesTogether(event_id),
      undoFactsOf(eventsTogether(event_id)),
    ],
    decide: ([patrons = [], , rows = []], tx) => {
      tx.seen(patrons.length > 0 ? patron_id : null, patrons.length > 0 ? 'seen' : 'refused')
      const all = allOf(FactsRow, rows).map(row => row.facts)
      const ofPatron = all.every(one => one.kind === 'hold_placed' && one.hold?.patron_id === patron_id)
      if (patrons.length === 0 || all.length === 0 || !ofPatron) return refuse('not_found')
      const judged = all.map(facts => ({ facts, findings: whyNot(facts) }))
      const back = judged.filter(one => one.findings.length === 0).map(one => one.facts)
      const stays = judged.filter(one => one.findings.length > 0)
      if (back.length === 0) return refusedBy(stays[0]?.findings ?? [])
      return {
        effects: back.flatMap(facts => effectsOf(ctx, facts, undefined).queries),
        answer: () => ({
          put_back: back.length,
          cost_reversed_cents: sumOf(back.flatMap(facts => facts.charges)),
          kept: stays.map(({ facts, findings }) => ({
            title_id: facts.title_id ?? '0',
            findings: marked(findings, may(ctx)),
          })),
        }),
      }
    },
  })
}
