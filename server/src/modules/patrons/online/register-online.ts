import { randomUUID } from 'node:crypto'
import type { BodyOf, OkOf, registerOnline as op } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { tidy, tidyFields } from '../fields.rules.ts'
import { STATEMENT } from '../statement.ts'
import { CONFIRM_HOURS, needsGuardian } from './online.rules.ts'
import { choicesOf, choicesQuery, insertRequest, MadeRequest, type RequestForm } from './online.store.ts'

type Body = BodyOf<typeof op>
type Taken = OkOf<typeof op>

/** Makes the statement that plans the mail with the code; messaging is a floor above. */
export type PlanCode = (of: {
  readonly library_id: string
  readonly branch_id: string
  readonly request_id: string
  readonly now: string
  /** False where this address had enough mails today: then nothing is planned. */
  readonly mails: boolean
}) => Query

/** The form as it is stored: what a website may not ask stands where it says least. */
function readOnline(ctx: StaffCtx, body: Body): RequestForm | Refusal {
  const { guardian, statement_version, command_id: _, ...asked } = body
  if (statement_version !== STATEMENT) return refuse('online_statement', { version: STATEMENT })
  const fields = tidyFields({ ...asked, gender: 'unknown', keep_history: false }, dayOf(ctx.now))
  if (typeof fields === 'string') return refuse(fields)
  if (
    fields.email === null ||
    fields.street === null ||
    fields.postcode === null ||
    fields.municipality === null
  )
    return refuse('invalid')
  const given_by = guardian === null ? null : tidy(guardian.given_by)
  if (given_by === '') return refuse('invalid')
  return {
    ...fields,
    guardian: guardian === null || given_by === null ? null : { given_by, relation: guardian.relation },
    statement_version,
  }
}

/** An instant without parts of a second: every answer is as long as the other. */
const wholeSecond = (at: Temporal.Instant): string =>
  at.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString()

/**
 * Takes a form from the website and sends a code to its address. Nobody is looked for: not in this library and not in
 * another, by name, address or otherwise. So the answer cannot tell who is known, by what it says or how long it takes.
 */
export async function registerOnline(
  ctx: StaffCtx,
  body: Body,
  plan: PlanCode,
): Promise<Taken | Refusal | RefusedByRules> {
  const form = readOnline(ctx, body)
  if (isRefusal(form)) return form
  const { library_id, branch_id } = ctx.actor
  return once<Taken>(ctx, body, {
    facts: [choicesQuery],
    decide: async ([rows], tx) => {
      const choices = choicesOf(rows ?? [])
      if (!choices.open) return refuse('online_closed')
      if (form.guardian === null && needsGuardian(body.birth_on, dayOf(ctx.now), choices.guardian_age))
        return refuse('online_guardian_needed', { age: choices.guardian_age })
      const reference = randomUUID()
      const now = ctx.now.toString()
      const expires_at = wholeSecond(ctx.now.add({ hours: CONFIRM_HOURS }))
      const [made] = await tx.more([
        insertRequest({ library_id, branch_id, reference, form, at: now, expires_at }),
      ])
      const { request_id, mails } = shaped(MadeRequest, made?.[0])
      return {
        effects: [plan({ library_id, branch_id, request_id, now, mails }), soon('messages')],
        answer: () => ({ reference, confirm_until: expires_at }),
      }
    },
  })
}
