import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What hangs on a patron and comes over beside them: one statement a kind, one row `{ id, key }` for each that was made. */
export const MadePart = Type.Object({ id: Id, key: Type.String() })

interface By {
  readonly library_id: string
  readonly staff_id: string | null
  readonly at: string
}
const json = (rows: readonly object[]): string => JSON.stringify(rows)

export interface MovedCard {
  readonly key: string
  readonly patron_id: string
  readonly code: string
  readonly state: string
  readonly since: string
  readonly until: string | null
}
/** A card whose code the library has given is left out of the answer. */
export const insertCards = (rows: readonly MovedCard[], by: By): Query => sql`
  with x as materialized (
    select nextval('patrons.card_card_id_seq') as id, x.* from jsonb_to_recordset(${json(rows)}::jsonb)
      as x(key text, patron_id bigint, code text, state text, since date, until date)),
  made as (
    insert into patrons.card (card_id, library_id, patron_id, code, state, since, until)
    overriding system value
    select x.id, ${by.library_id}, x.patron_id, x.code, x.state, x.since, x.until from x
    on conflict (library_id, code) do nothing returning card_id)
  select x.id, x.key from x join made on made.card_id = x.id`

/** The card that a patron came with may stand in the list of cards as well: it is that one, and gets its state. */
export const adoptCards = (rows: readonly MovedCard[]): Query => sql`
  update patrons.card c set state = x.state, until = coalesce(x.until, c.until)
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(key text, patron_id bigint, code text, state text, until date)
   where c.patron_id = x.patron_id and c.code = x.code
  returning c.card_id as id, x.key`

export interface MovedMembership {
  readonly key: string
  readonly patron_id: string
  readonly type: string
  readonly starts_on: string
  readonly ends_on: string | null
  readonly fee_cents: number
}
export const insertMemberships = (rows: readonly MovedMembership[], by: By): Query => sql`
  with x as materialized (
    select nextval('patrons.membership_membership_id_seq') as id, x.* from jsonb_to_recordset(${json(rows)}::jsonb)
      as x(key text, patron_id bigint, type text, starts_on date, ends_on date, fee_cents integer)),
  made as (
    insert into patrons.membership (membership_id, library_id, patron_id, type, starts_on, ends_on, fee_cents, made_at, made_by)
    overriding system value
    select x.id, ${by.library_id}, x.patron_id, x.type, x.starts_on, x.ends_on, x.fee_cents, ${by.at}::timestamptz, ${by.staff_id}::bigint from x)
  select id, key from x`

export interface MovedBlock {
  readonly key: string
  readonly patron_id: string
  readonly reason: string
  readonly since: string
  readonly until: string | null
}
export const insertBlocks = (rows: readonly MovedBlock[], by: By): Query => sql`
  with x as materialized (
    select nextval('patrons.block_block_id_seq') as id, x.* from jsonb_to_recordset(${json(rows)}::jsonb)
      as x(key text, patron_id bigint, reason text, since date, until date)),
  made as (
    insert into patrons.block (block_id, library_id, patron_id, reason, since, until, made_by)
    overriding system value
    select x.id, ${by.library_id}, x.patron_id, x.reason, x.since, x.until, ${by.staff_id}::bigint from x)
  select id, key from x`

export interface MovedNote {
  readonly key: string
  readonly patron_id: string
  readonly text: string
  readonly until: string
}
export const insertNotes = (rows: readonly MovedNote[], by: By): Query => sql`
  with x as materialized (
    select nextval('patrons.note_note_id_seq') as id, x.* from jsonb_to_recordset(${json(rows)}::jsonb)
      as x(key text, patron_id bigint, text text, until date)),
  made as (
    insert into patrons.note (note_id, library_id, patron_id, text, until, made_at, made_by)
    overriding system value
    select x.id, ${by.library_id}, x.patron_id, x.text, x.until, ${by.at}::timestamptz, ${by.staff_id}::bigint from x)
  select id, key from x`

type PartKind = 'cards' | 'memberships' | 'blocks' | 'notes'
/** Takes away what a later export does not hold any more, or what goes out again. One row `{ id }` each. */
export function removeParts(kind: PartKind, ids: readonly string[]): Query {
  const these = sql`any (${ids}::bigint[])`
  const all: Readonly<Record<PartKind, Query>> = {
    cards: sql`delete from patrons.card where card_id = ${these} returning card_id as id`,
    memberships: sql`delete from patrons.membership where membership_id = ${these} returning membership_id as id`,
    blocks: sql`delete from patrons.block where block_id = ${these} returning block_id as id`,
    notes: sql`delete from patrons.note where note_id = ${these} returning note_id as id`,
  }
  return all[kind]
}
