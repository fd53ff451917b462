import type { BodyOf, confirmOnline as op, OkOf } from '@kaft/contract'
import { type Decided, once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { type PatronFields, provenanceOf } from '../fields.rules.ts'
import { nameTokens } from '../names.rules.ts'
import { isCodeOf } from './online-code.ts'
import { keptFrom, type OnlineChoices, TRIES, visitDays } from './online.rules.ts'
import {
  choicesOf,
  choicesQuery,
  closeRequest,
  countTry,
  lockRequest,
  type RequestForm,
  RequestRow,
} from './online.store.ts'
import { insertOnline, MadeOnline } from './online-patron.store.ts'

type Body = BodyOf<typeof op>
type Confirmed = OkOf<typeof op>

/**
 * Whether the code fits; one that does not is counted, in a transaction of its own that stays. An unknown reference, one
 * that is over and a wrong code are one answer.
 */
const codeFits = (ctx: StaffCtx, body: Body): Promise<boolean> =>
  transact(ctx, async tx => {
    const { library_id } = ctx.actor
    const fits = isCodeOf(ctx.keys, body.reference, body.code)
    const [rows = []] = await tx.first([lockRequest(library_id, body.reference, ctx.now.toString())])
    const request = oneOf(RequestRow, rows)
    if (request && fits && !request.expired && request.tries < TRIES) return true
    await tx.last([countTry(library_id, body.reference)])
    return false
  })

/**
 * Takes the code of the mail back. From then on the person is a patron with a block, until the desk has seen who they are.
 * Who follows the link a second time gets the same answer.
 */
export async function confirmOnline(
  ctx: StaffCtx,
  body: Body,
): Promise<Confirmed | Refusal | RefusedByRules> {
  if (!(await codeFits(ctx, body))) return refuse('online_code_wrong')
  const { library_id, library_name } = ctx.actor
  return once<Confirmed>(ctx, body, {
    facts: [lockRequest(library_id, body.reference, ctx.now.toString()), choicesQuery],
    decide: ([rows, stored], tx) => {
      const { request_id, form, visit_until, may_hold } = shaped(RequestRow, rows?.[0])
      if (form !== null) return makePatron(ctx, tx, { request_id, form, choices: choicesOf(stored ?? []) })
      if (visit_until === null || may_hold === null) return refuse('online_code_wrong')
      return { effects: [], answer: () => ({ library_name, visit_until, may_hold }) }
    },
  })
}

async function makePatron(
  ctx: StaffCtx,
  tx: Tx,
  of: { readonly request_id: string; readonly form: RequestForm; readonly choices: OnlineChoices },
): Promise<Decided<Confirmed>> {
  const { guardian, statement_version, ...asked } = of.form
  const fields: PatronFields = asked
  const { may_hold } = of.choices
  const days = visitDays(of.choices, dayOf(ctx.now))
  const [made] = await tx.more([
    insertOnline(ctx, {
      fields,
      guardian,
      statement_version,
      provenance: provenanceOf(fields, {}, { from: 'self', at: ctx.now.toString() }),
      tokens: nameTokens(fields),
      ...days,
      may_hold,
      kept_from: keptFrom(may_hold),
    }),
  ])
  tx.seen(shaped(MadeOnline, made?.[0]).patron_id)
  const answer = { visit_until: days.visit_until, may_hold }
  return {
    effects: [closeRequest(of.request_id, answer)],
    answer: () => ({ library_name: ctx.actor.library_name, ...answer }),
  }
}
