import { CopyTarget, Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A catalogue as it is stored, with whether the register of couplings lets it be asked. */
export const TargetRow = Type.Object({
  ...Type.Omit(CopyTarget, ['state']).properties,
  open: Type.Boolean(),
})
export type TargetRow = Static<typeof TargetRow>

/** @param today the day on which an entry of the register must not be over */
const columns = (today: string): Query => sql`
  t.target_id, t.name, t.protocol, t.address, t.version as sru_version, t.syntax, t.charset, t.indexes, t.agency, t.drop_fields as drop, t.patience_s, t.coupling,
  t.active, organisation.coupling_runs(t.coupling, ${today}::date) as open`

export const MOST_TARGETS = 200
export const allTargets = (today: string): Query =>
  sql`select ${columns(today)} from cataloguing.target t order by t.active desc, lower(t.name), t.target_id limit ${MOST_TARGETS}`
export const targetById = (target_id: string | null, today: string): Query =>
  sql`select ${columns(today)} from cataloguing.target t where t.target_id = ${target_id}::bigint`

export const Beside = Type.Object({ named: Type.Boolean(), all: Type.Integer(), coupling: Type.Boolean() })
/** What stands in the way of a name: another catalogue that has it, how many there are, and whether the coupling is in the register. */
export const besideTarget = (name: string, target_id: string | null, coupling: string): Query => sql`
  select exists (select from cataloguing.target t where lower(t.name) = lower(${name}) and t.target_id is distinct from ${target_id}::bigint) as named,
         (select count(*) from cataloguing.target)::integer as all, exists (select from privacy.coupling c where c.coupling = ${coupling}) as coupling`

export type TargetFields = Omit<TargetRow, 'target_id' | 'open'>
export const MadeTarget = Type.Object({ target_id: Id })
export const insertTarget = (t: TargetFields, at: string): Query => sql`
  insert into cataloguing.target (name, protocol, address, version, syntax, charset, indexes, agency, drop_fields, patience_s, coupling, active, changed_at)
  values (${t.name}, ${t.protocol}, ${t.address}, ${t.sru_version}, ${t.syntax}, ${t.charset}, ${JSON.stringify(t.indexes)}, ${t.agency}, ${[...t.drop]}::text[],
    ${t.patience_s}, ${t.coupling}, ${t.active}, ${at}::timestamptz)
  returning target_id`
export const updateTarget = (target_id: string, t: TargetFields, at: string): Query => sql`
  update cataloguing.target set name = ${t.name}, protocol = ${t.protocol}, address = ${t.address}, version = ${t.sru_version}, syntax = ${t.syntax},
    charset = ${t.charset}, indexes = ${JSON.stringify(t.indexes)}, agency = ${t.agency}, drop_fields = ${[...t.drop]}::text[],
    patience_s = ${t.patience_s}, coupling = ${t.coupling}, active = ${t.active}, changed_at = ${at}::timestamptz
   where target_id = ${target_id} returning target_id`
