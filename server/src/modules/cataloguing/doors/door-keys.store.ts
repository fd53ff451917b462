import { DoorKey, Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const KeyRow = DoorKey
const columns = sql`k.key_id, k.name, k.purpose, k.per_minute, k.active, (k.made_at at time zone 'Europe/Brussels')::date as made_on, k.last_used_on`
export const keysAfter = (after: string, most: number): Query =>
  sql`select ${columns} from cataloguing.door_key k where k.key_id > ${after}::bigint order by k.key_id limit ${most + 1}`
export const keyById = (key_id: string | null): Query =>
  sql`select ${columns} from cataloguing.door_key k where k.key_id = ${key_id}::bigint`
export const BesideKey = Type.Object({ named: Type.Boolean() })
export const besideKey = (name: string, key_id: string | null): Query => sql`
  select exists (select from cataloguing.door_key k where lower(k.name) = lower(${name}) and k.key_id is distinct from ${key_id}::bigint) as named`
export interface KeyFields {
  readonly name: string
  readonly purpose: string
  readonly per_minute: number
  readonly active: boolean
}
export const MadeKey = Type.Object({ key_id: Id })
export const insertKey = (k: KeyFields, hash: Buffer, at: string): Query => sql`
  insert into cataloguing.door_key (name, purpose, key_hash, per_minute, active, made_at)
  values (${k.name}, ${k.purpose}, ${hash}, ${k.per_minute}, ${k.active}, ${at}::timestamptz) returning key_id`
/** A hash of null leaves the secret as it is. */
export const updateKey = (key_id: string, k: KeyFields, hash: Buffer | null): Query => sql`
  update cataloguing.door_key set name = ${k.name}, purpose = ${k.purpose}, per_minute = ${k.per_minute}, active = ${k.active},
    key_hash = coalesce(${hash}::bytea, key_hash) where key_id = ${key_id} returning key_id`

export const Turn = Type.Object({ known: Type.Boolean(), most: Type.Integer(), used: Type.Integer() })
export const takeTurnOf = (of: {
  readonly slot: string
  readonly key_hash: Buffer | null
  readonly at: string
  readonly most: number
}): Query => sql`
  select known, most, used from cataloguing.take_turn(${of.slot}, ${of.key_hash}::bytea, ${of.at}::timestamptz, ${of.most}::integer)`
