import type {
  addEvidence as evidenceOp,
  approveCoupling as approveOp,
  Ask,
  Coupling,
  couplings as couplingsOp,
  Measure,
  measures as measuresOp,
  OkOf,
  recipients as recipientsOp,
  setCoupling as setCouplingOp,
  setMeasure as setMeasureOp,
  setRecipient as setRecipientOp,
  switchCoupling as switchOp,
} from '@kaft/contract'
import { type Code } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Day, dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../../organisation/index.ts'
import {
  approve,
  CouplingRow,
  couplingRow,
  couplingRows,
  insertEvidence,
  MeasureRow,
  measureRow,
  measureRows,
  MOST,
  putCoupling,
  putMeasure,
  putRecipient,
  RecipientRow,
  recipientRow,
  recipientRows,
  switchTo,
} from './registers.store.ts'

/** The first page of what was found, and the key to go on with. */
const paged = <R, S>(rows: readonly R[], of: { keyOf: (row: R) => string; show: (row: R) => S }) => {
  const page = rows.slice(0, MOST)
  const last = page.at(-1)
  return { rows: page.map(of.show), next: rows.length > MOST && last !== undefined ? of.keyOf(last) : null }
}

const coupling = (row: CouplingRow, today: Day): Coupling => {
  const { active, ...shown } = row
  const over = row.ends_on !== null && row.ends_on < today
  return {
    ...shown,
    state: over ? 'ended' : active ? 'active' : row.approved_on === null ? 'draft' : 'approved',
  }
}
export async function couplings(
  ctx: StaffCtx,
  { query }: Ask<typeof couplingsOp>,
): Promise<OkOf<typeof couplingsOp>> {
  const today = dayOf(ctx.now)
  const [rows = []] = await read(ctx, [couplingRows(query.after ?? '')])
  return paged(allOf(CouplingRow, rows), { keyOf: row => row.coupling, show: row => coupling(row, today) })
}

/** A change of one coupling, recorded with what it was and what it is (P12). */
async function changeCoupling(
  ctx: StaffCtx,
  ask: { readonly code: string; readonly body: { readonly command_id: string } },
  decide: (row: CouplingRow | null) => { refused: Code } | { effect: Query; after: object },
): Promise<Answer<Coupling>> {
  const said = await configure(ctx, { ...ask.body, coupling: ask.code } as { command_id: string }, {
    facts: [couplingRow(ask.code)],
    decide: ([rows = []]) => {
      const row = oneOf(CouplingRow, rows)
      const decided = decide(row)
      if ('refused' in decided) return refuse(decided.refused)
      return {
        effects: [decided.effect],
        change: { subject: ask.code, before: row, after: decided.after },
        answer: {},
      }
    },
  })
  if (isRefusal(said) || 'findings_refused' in said) return said
  const [rows = []] = await readAnew(ctx, [couplingRow(ask.code)])
  return coupling(shaped(CouplingRow, rows[0]), dayOf(ctx.now))
}

export const setCoupling = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof setCouplingOp>,
): Promise<Answer<Coupling>> => {
  const { command_id: _, ...wanted } = body
  return changeCoupling(ctx, { code: params.coupling, body }, () => ({
    effect: putCoupling(ctx, params.coupling, wanted),
    after: wanted,
  }))
}
/** Nothing runs before somebody looked at what it does to readers (AVG art. 35-36). */
export const approveCoupling = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof approveOp>,
): Promise<Answer<Coupling>> =>
  changeCoupling(ctx, { code: params.coupling, body }, row => {
    if (row === null) return { refused: 'not_found' }
    if (row.dpia_needed && row.dpia === null) return { refused: 'coupling_dpia_needed' }
    return { effect: approve(ctx, row.coupling), after: { ...row, approved_on: dayOf(ctx.now) } }
  })
export const switchCoupling = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof switchOp>,
): Promise<Answer<Coupling>> =>
  changeCoupling(ctx, { code: params.coupling, body }, row => {
    if (row === null) return { refused: 'not_found' }
    if (body.active && row.approved_on === null) return { refused: 'coupling_not_approved' }
    return {
      effect: switchTo(ctx, row.coupling, body.active),
      after: { ...row, active: body.active },
    }
  })

type Recipient = OkOf<typeof setRecipientOp>
export async function recipients(
  ctx: StaffCtx,
  { query }: Ask<typeof recipientsOp>,
): Promise<OkOf<typeof recipientsOp>> {
  const [rows = []] = await read(ctx, [recipientRows(query.after ?? '')])
  return paged(allOf(RecipientRow, rows), { keyOf: row => row.recipient, show: row => row })
}
export async function setRecipient(
  ctx: StaffCtx,
  { params, body }: Ask<typeof setRecipientOp>,
): Promise<Answer<Recipient>> {
  const { command_id: _, ...wanted } = body
  const said = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [recipientRow(params.recipient)],
      decide: ([rows = []]) => ({
        effects: [putRecipient(ctx, params.recipient, wanted)],
        change: {
          subject: params.recipient,
          before: oneOf(RecipientRow, rows),
          after: { ...params, ...wanted },
        },
        answer: {},
      }),
    },
  )
  if (isRefusal(said) || 'findings_refused' in said) return said
  const [rows = []] = await readAnew(ctx, [recipientRow(params.recipient)])
  return shaped(RecipientRow, rows[0])
}

const measure = (row: MeasureRow, today: Day): Measure => ({ ...row, overdue: row.review_on < today })
/** The level of protection as it was on a day: what stood then, with its proof up to then (P107). */
export async function measures(
  ctx: StaffCtx,
  { query }: Ask<typeof measuresOp>,
): Promise<OkOf<typeof measuresOp>> {
  const today = dayOf(ctx.now)
  const [rows = []] = await read(ctx, [measureRows(query.on ?? today, query.after ?? '')])
  return paged(allOf(MeasureRow, rows), {
    keyOf: row => row.measure,
    show: row => measure(row, query.on ?? today),
  })
}
async function changeMeasure(
  ctx: StaffCtx,
  ask: { readonly code: string; readonly body: { readonly command_id: string } },
  decide: (row: MeasureRow | null) => { effect: Query; after: object } | null,
): Promise<Answer<Measure>> {
  const today = dayOf(ctx.now)
  const said = await configure(ctx, { ...ask.body, measure: ask.code } as { command_id: string }, {
    facts: [measureRow(today, ask.code)],
    decide: ([rows = []]) => {
      const row = oneOf(MeasureRow, rows)
      const decided = decide(row)
      if (decided === null) return refuse('not_found')
      const before = row && {
        area: row.area,
        says: row.says,
        owner: row.owner,
        review_on: row.review_on,
        term_months: row.term_months,
      }
      return {
        effects: [decided.effect],
        change: { subject: ask.code, before, after: decided.after },
        answer: {},
      }
    },
  })
  if (isRefusal(said) || 'findings_refused' in said) return said
  const [rows = []] = await readAnew(ctx, [measureRow(today, ask.code)])
  return measure(shaped(MeasureRow, rows[0]), today)
}
export const setMeasure = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof setMeasureOp>,
): Promise<Answer<Measure>> => {
  const { command_id: _, ...wanted } = body
  return changeMeasure(ctx, { code: params.measure, body }, () => ({
    effect: putMeasure(ctx, params.measure, wanted),
    after: wanted,
  }))
}
export const addEvidence = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof evidenceOp>,
): Promise<Answer<Measure>> => {
  const { command_id: _, ...proof } = body
  return changeMeasure(ctx, { code: params.measure, body }, row =>
    row === null ? null : { effect: insertEvidence(ctx, params.measure, proof), after: { evidence: proof } },
  )
}
