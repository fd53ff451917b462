import type {
  BodyOf,
  endMagdaAuthorisation as endOp,
  Magda as Shown,
  setMagdaAuthorisation as setOp,
} from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Magda } from '../../../base/magda/magda.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { configure, readAnew } from '../../organisation/index.ts'
import {
  addAuthorisation,
  Current,
  currentQuery,
  endAuthorisation,
  Errors,
  errorsSince,
  LastAsked,
  lastAsked,
  Outcomes,
  outcomesSince,
} from './authorisation.store.ts'
import { magdaState } from './magda.rules.ts'

/** How long back the figures on the screen go. */
const HOURS = 30 * 24

/** The authorisation, whether it holds today, and how asking goes. */
export async function readMagda(ctx: StaffCtx, magda: Magda | null): Promise<Shown> {
  const { library_id } = ctx.actor
  const since = ctx.now.subtract({ hours: HOURS }).toString()
  const [current = [], last = [], outcomes = [], errors = []] = await readAnew(ctx, [
    currentQuery(library_id),
    lastAsked(library_id),
    outcomesSince(library_id, since),
    errorsSince(library_id, since),
  ])
  const authorisation = oneOf(Current, current)
  return {
    state: magdaState(magda !== null, authorisation, dayOf(ctx.now)),
    authorisation,
    last_asked_at: oneOf(LastAsked, last)?.last_asked_at ?? null,
    outcomes: allOf(Outcomes, outcomes),
    errors: allOf(Errors, errors),
  }
}

/** What the record of changes keeps of it; who recorded it stands there already. */
const told = (rows: readonly Row[]) => {
  const row = oneOf(Current, rows)
  if (row === null) return null
  const { reference, dpia, fields, from_on, until_on } = row
  return { reference, dpia, fields, from_on, until_on }
}

/** Records an authorisation in the place of the one that ran. One that is over already is no authorisation. */
export async function setAuthorisation(
  ctx: StaffCtx,
  body: BodyOf<typeof setOp>,
  magda: Magda | null,
): Promise<Answer<Shown>> {
  const { command_id, ...asked } = body
  const wanted = {
    ...asked,
    reference: asked.reference.trim(),
    dpia: asked.dpia.trim(),
    fields: asked.fields.toSorted(),
  }
  const { reference, dpia, from_on, until_on } = wanted
  if (reference === '' || dpia === '' || until_on < from_on || until_on < dayOf(ctx.now))
    return refuse('invalid')
  const { library_id, staff_id } = ctx.actor
  const at = ctx.now.toString()
  const done = await configure(
    ctx,
    { ...wanted, command_id },
    {
      facts: [currentQuery(library_id)],
      decide: ([rows = []]) => ({
        effects: [endAuthorisation(library_id, at), addAuthorisation({ library_id, staff_id, at }, wanted)],
        change: { subject: 'magda', before: told(rows), after: wanted },
        answer: {},
      }),
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readMagda(ctx, magda)
}

/** Ends it at once. Recording it again is the way back. */
export async function endMagda(
  ctx: StaffCtx,
  body: BodyOf<typeof endOp>,
  magda: Magda | null,
): Promise<Answer<Shown>> {
  const { library_id } = ctx.actor
  const done = await configure(ctx, body, {
    facts: [currentQuery(library_id)],
    decide: ([rows = []]) => {
      const before = told(rows)
      if (before === null) return refuse('magda_not_authorised')
      return {
        effects: [endAuthorisation(library_id, ctx.now.toString())],
        change: { subject: 'magda', before, after: null },
        answer: {},
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readMagda(ctx, magda)
}
