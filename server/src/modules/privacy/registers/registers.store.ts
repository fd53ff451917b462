import { Day, evidenceSources, MeasureArea, measureProofs, Nullable, OneOf, Purpose } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { ControllerRow } from '../cases/case.store.ts'

export const MOST = 100
const now = (ctx: StaffCtx): string => ctx.now.toString()

export const putController = (ctx: StaffCtx, c: ControllerRow): Query => {
  const at = now(ctx)
  return sql`update privacy.controller set name = ${c.name}, address = ${c.address}, enterprise_number = ${c.enterprise_number},
    dpo_name = ${c.dpo_name}, dpo_email = ${c.dpo_email}, vtc_url = ${c.vtc_url}, gba_url = ${c.gba_url}, changed_at = ${at}`
}

export const CouplingRow = Type.Object({
  coupling: Type.String(),
  name: Type.String(),
  recipient: Type.String(),
  owner: Type.String(),
  purpose: Purpose,
  basis: OneOf(['a', 'b', 'c', 'd', 'e', 'f']),
  fields: Type.Array(Type.String()),
  reference: Type.String(),
  ends_on: Nullable(Day),
  dpia_needed: Type.Boolean(),
  dpia: Nullable(Type.String()),
  approved_on: Nullable(Day),
  active: Type.Boolean(),
  active_since: Nullable(Day),
})
export type CouplingRow = Static<typeof CouplingRow>
export type CouplingFields = Omit<CouplingRow, 'coupling' | 'approved_on' | 'active' | 'active_since'>
const coupling = sql`coupling, name, recipient, owner, purpose, basis, fields, reference, ends_on, dpia_needed, dpia,
  (approved_at at time zone 'Europe/Brussels')::date as approved_on, active,
  (active_since at time zone 'Europe/Brussels')::date as active_since`
export const couplingRows = (after: string): Query =>
  sql`select ${coupling} from privacy.coupling where coupling > ${after} order by coupling limit ${MOST + 1}`
export const couplingRow = (code: string): Query =>
  sql`select ${coupling} from privacy.coupling where coupling = ${code}`
/** What is described anew is approved by nobody yet, and stops. */
export const putCoupling = (ctx: StaffCtx, code: string, c: CouplingFields): Query => {
  const at = now(ctx)
  return sql`
  insert into privacy.coupling (coupling, name, recipient, owner, purpose, basis, fields, reference, ends_on, dpia_needed, dpia, changed_at)
  values (${code}, ${c.name}, ${c.recipient}, ${c.owner}, ${c.purpose}, ${c.basis}, ${[...c.fields]}::text[], ${c.reference}, ${c.ends_on},
    ${c.dpia_needed}, ${c.dpia}, ${at})
  on conflict (coupling) do update set name = excluded.name, recipient = excluded.recipient, owner = excluded.owner, purpose = excluded.purpose,
    basis = excluded.basis, fields = excluded.fields, reference = excluded.reference, ends_on = excluded.ends_on, dpia_needed = excluded.dpia_needed,
    dpia = excluded.dpia, approved_at = null, active = false, active_since = null,
    changed_at = excluded.changed_at`
}
export const approve = (ctx: StaffCtx, code: string): Query => {
  const at = now(ctx)
  return sql`update privacy.coupling set approved_at = ${at} where coupling = ${code}`
}
export const switchTo = (ctx: StaffCtx, code: string, active: boolean): Query => {
  const at = now(ctx)
  return sql`update privacy.coupling set active = ${active}, active_since = case when ${active} then ${at}::timestamptz end, changed_at = ${at} where coupling = ${code}`
}

export const RecipientRow = Type.Object({
  recipient: Type.String(),
  name: Type.String(),
  role: OneOf(['controller', 'joint', 'processor', 'subprocessor', 'recipient']),
  purpose: Purpose,
  categories: Type.Array(Type.String()),
  country: Type.String(),
  contact: Type.String(),
  tell_changes: Type.Boolean(),
  until: Nullable(Day),
})
export type RecipientRow = Static<typeof RecipientRow>
const recipient = sql`recipient, name, role, purpose, categories, country, contact, tell_changes, until`
export const recipientRows = (after: string): Query =>
  sql`select ${recipient} from privacy.recipient where recipient > ${after} order by recipient limit ${MOST + 1}`
export const recipientRow = (code: string): Query =>
  sql`select ${recipient} from privacy.recipient where recipient = ${code}`
export const putRecipient = (ctx: StaffCtx, code: string, r: Omit<RecipientRow, 'recipient'>): Query => {
  const at = now(ctx)
  return sql`
  insert into privacy.recipient (recipient, name, role, purpose, categories, country, contact, tell_changes, until, changed_at)
  values (${code}, ${r.name}, ${r.role}, ${r.purpose}, ${[...r.categories]}::text[], ${r.country}, ${r.contact}, ${r.tell_changes}, ${r.until}, ${at})
  on conflict (recipient) do update set name = excluded.name, role = excluded.role, purpose = excluded.purpose, categories = excluded.categories,
    country = excluded.country, contact = excluded.contact, tell_changes = excluded.tell_changes, until = excluded.until,
    changed_at = excluded.changed_at`
}

export const MeasureRow = Type.Object({
  measure: Type.String(),
  area: MeasureArea,
  says: Type.String(),
  owner: Type.String(),
  review_on: Day,
  term_months: Type.Integer(),
  proof: OneOf(measureProofs),
  evidence: Type.Array(
    Type.Object({
      evidence_id: Type.String(),
      on_day: Day,
      outcome: OneOf(['good', 'partly', 'bad']),
      says: Type.String(),
      source: OneOf(evidenceSources),
    }),
  ),
})
export type MeasureRow = Static<typeof MeasureRow>
/** Measures with the last five proofs of each witness up to a day: none hides another. */
const measures = (on: string): Query => sql`
  select m.measure, m.area, m.says, m.owner, m.review_on, m.term_months, privacy.proof_of(m.measure, m.term_months, ${on}::date) as proof, coalesce((
    select json_agg(json_build_object('evidence_id', e.evidence_id::text, 'on_day', e.on_day, 'outcome', e.outcome, 'says', e.says, 'source', e.source)
             order by e.on_day desc, e.evidence_id desc)
      from (select x.*, row_number() over (partition by x.source order by x.on_day desc, x.evidence_id desc) as nth
              from privacy.measure_evidence x where x.measure = m.measure and x.on_day <= ${on}::date) e
     where e.nth <= 5), '[]') as evidence
    from privacy.measure m`
export const measureRows = (on: string, after: string): Query =>
  sql`${measures(on)} where m.measure > ${after} order by m.measure limit ${MOST + 1}`
export const measureRow = (on: string, code: string): Query => sql`${measures(on)} where m.measure = ${code}`
export const putMeasure = (
  ctx: StaffCtx,
  code: string,
  m: Pick<MeasureRow, 'area' | 'says' | 'owner' | 'review_on' | 'term_months'>,
): Query => {
  const at = now(ctx)
  return sql`
  insert into privacy.measure (measure, area, says, owner, review_on, term_months, changed_at)
  values (${code}, ${m.area}, ${m.says}, ${m.owner}, ${m.review_on}, ${m.term_months}, ${at})
  on conflict (measure) do update set area = excluded.area, says = excluded.says, owner = excluded.owner, review_on = excluded.review_on,
    term_months = excluded.term_months, changed_at = excluded.changed_at`
}
export const insertEvidence = (
  ctx: StaffCtx,
  code: string,
  e: { on_day: string; outcome: string; says: string },
): Query => {
  const at = now(ctx)
  return sql`insert into privacy.measure_evidence (measure, on_day, outcome, says, source, made_at)
    values (${code}, ${e.on_day}, ${e.outcome}, ${e.says}, 'person', ${at})`
}
