import { Day, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { settingOf } from '../memberships/membership-types.store.ts'
import type { Source } from '../fields.rules.ts'
import type { Change } from './merge.rules.ts'

/** Both records, locked in the order of their ids, so that two desks never wait in a ring. */
export const lockPair = (a: string, b: string): Query =>
  sql`select patron_id from patrons.patron where patron_id = any (array[${a}::bigint, ${b}::bigint]) order by patron_id for update`

export const MergeRow = Type.Object({
  patron_id: Id,
  library_id: Id,
  family_name: Type.String(),
  given_name: Type.String(),
  birth_on: Nullable(Type.String()),
  person_id: Nullable(Id),
  membership_type: Type.String(),
  membership_types: Type.Unknown(),
  merged_into: Nullable(Id),
  /** Registered on the internet and not seen yet. */
  online: Type.Boolean(),
  /** What a merge may change, by column. */
  columns: Type.Record(Type.String(), Type.Unknown()),
})
export type MergeRow = Static<typeof MergeRow>
const columns = sql`jsonb_build_object('family_name', p.family_name, 'given_name', p.given_name, 'birth_on', p.birth_on, 'gender', p.gender,
  'street', p.street, 'postcode', p.postcode, 'municipality', p.municipality, 'email', p.email, 'phone', p.phone, 'language', p.language,
  'message_channel', p.message_channel, 'membership_type', p.membership_type, 'member_until', p.member_until,
  'keep_history', p.keep_history, 'news', p.news, 'former_names', p.former_names)`
export const pairQuery = (a: string, b: string): Query =>
  sql`select p.patron_id, p.library_id, p.family_name, p.given_name, p.birth_on, p.person_id, p.membership_type,
             ${settingOf('patrons.membership_types')} as membership_types, p.merged_into,
             exists (select from patrons.online_registration o where o.patron_id = p.patron_id) as online, ${columns} as columns
        from patrons.patron p where p.patron_id = any (array[${a}::bigint, ${b}::bigint])`

/** Writes columns of a record from JSON; only those that are named change. */
export const writeColumns = (patron_id: string, to: Readonly<Record<string, unknown>>): Query =>
  sql`update patrons.patron p
         set family_name = n.family_name, given_name = n.given_name, birth_on = n.birth_on, gender = n.gender, street = n.street,
             postcode = n.postcode, municipality = n.municipality, email = n.email, phone = n.phone, language = n.language,
             message_channel = n.message_channel, membership_type = n.membership_type, member_until = n.member_until,
             keep_history = n.keep_history, news = n.news, former_names = n.former_names, version = p.version + 1
        from patrons.patron o,
             lateral jsonb_populate_record(o, ${JSON.stringify(to)}::jsonb) n
       where o.patron_id = p.patron_id and p.patron_id = ${patron_id}`

/** When and by whom a choice was made, where a merge makes it. */
export const noteSource = (patron_id: string, field: string, source: Source): Query =>
  sql`update patrons.patron set provenance = provenance || jsonb_build_object(${field}::text, ${JSON.stringify(source)}::jsonb)
       where patron_id = ${patron_id}`

/** The number's person moves with the record: first it leaves the one, since a library has one record of a person. */
export const movePerson = (from: string, to: string, person_id: string): Query[] => [
  sql`update patrons.patron set person_id = null where patron_id = ${from}`,
  sql`update patrons.patron set person_id = ${person_id} where patron_id = ${to}`,
]
export const setMergedInto = (patron_id: string, into: string | null): Query =>
  sql`update patrons.patron set merged_into = ${into} where patron_id = ${patron_id}`

/** What of this module hangs on a record, in the way of the moves of its neighbours. */
export const ownMoves = [
  {
    of: 'cards',
    move: (from: string, to: string): Query =>
      sql`update patrons.card set patron_id = ${to} where patron_id = ${from} returning card_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update patrons.card set patron_id = ${to} where card_id = any (${ids}::bigint[])`,
  },
  {
    of: 'memberships',
    move: (from: string, to: string): Query =>
      sql`update patrons.membership set patron_id = ${to} where patron_id = ${from} returning membership_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update patrons.membership set patron_id = ${to} where membership_id = any (${ids}::bigint[])`,
  },
  {
    // Who they are was seen of the record that stays: the block of the internet stays behind.
    of: 'blocks',
    move: (from: string, to: string): Query =>
      sql`update patrons.block set patron_id = ${to} where patron_id = ${from} and cause <> 'not_identified' returning block_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update patrons.block set patron_id = ${to} where block_id = any (${ids}::bigint[])`,
  },
  {
    // The consent of a parent or guardian, where the kept record has none: one row a record, so its id is the record's.
    of: 'consents',
    move: (from: string, to: string): Query =>
      sql`update patrons.guardian_consent g set patron_id = ${to} where g.patron_id = ${from}
             and not exists (select from patrons.guardian_consent k where k.patron_id = ${to}) returning g.patron_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update patrons.guardian_consent set patron_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    // The password that goes with the card that came along, where the kept record has none.
    of: 'reader_logins',
    move: (from: string, to: string): Query =>
      sql`update patrons.reader_login g set patron_id = ${to} where g.patron_id = ${from}
             and not exists (select from patrons.reader_login k where k.patron_id = ${to}) returning g.patron_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update patrons.reader_login set patron_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'notes',
    move: (from: string, to: string): Query =>
      sql`update patrons.note set patron_id = ${to} where patron_id = ${from} returning note_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update patrons.note set patron_id = ${to} where note_id = any (${ids}::bigint[])`,
  },
  {
    of: 'former_residences',
    move: (from: string, to: string): Query =>
      sql`update patrons.former_residence set patron_id = ${to} where patron_id = ${from} returning former_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update patrons.former_residence set patron_id = ${to} where former_id = any (${ids}::bigint[])`,
  },
  {
    // One notice of a kind: what the kept record was told already is not told twice.
    of: 'register_notices',
    move: (from: string, to: string): Query =>
      sql`update patrons.register_notice n set patron_id = ${to} where n.patron_id = ${from}
             and not exists (select from patrons.register_notice k where k.patron_id = ${to} and k.kind = n.kind) returning n.notice_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update patrons.register_notice set patron_id = ${to} where notice_id = any (${ids}::bigint[])`,
  },
] as const

/** Addresses: those that the kept record has already stay behind, and letters still go to one of them. */
export const moveAddresses = (from: string, to: string): Query =>
  sql`update patrons.address a set patron_id = ${to}, letters = a.letters and not exists (
        select from patrons.address k where k.patron_id = ${to} and k.letters)
       where a.patron_id = ${from} and not exists (select from patrons.address k where k.patron_id = ${to} and k.kind = a.kind
         and k.street = a.street and k.municipality = a.municipality)
      returning a.address_id::text as id`
export const moveAddressesBack = (ids: readonly string[], to: string): Query =>
  sql`update patrons.address set patron_id = ${to} where address_id = any (${ids}::bigint[])`

/** Ties with others. Those that both had, and those between the two, stay behind with the record that goes. */
export const moveTies = (from: string, to: string, side: 'patron_id' | 'other_id'): Query =>
  side === 'patron_id'
    ? sql`update patrons.family_link f set patron_id = ${to}, pays = f.pays and not exists (
            select from patrons.family_link k where k.patron_id = ${to} and k.pays and k.removed_at is null) where f.patron_id = ${from} and f.other_id <> ${to} and f.removed_at is null
           and not exists (select from patrons.family_link k where k.patron_id = ${to} and k.other_id = f.other_id and k.kind = f.kind and k.removed_at is null)
          returning f.link_id::text as id`
    : sql`update patrons.family_link f set other_id = ${to} where f.other_id = ${from} and f.patron_id <> ${to} and f.removed_at is null
           and not exists (select from patrons.family_link k where k.other_id = ${to} and k.patron_id = f.patron_id and k.kind = f.kind and k.removed_at is null)
          returning f.link_id::text as id`
export const moveTiesBack = (ids: readonly string[], to: string, side: 'patron_id' | 'other_id'): Query =>
  side === 'patron_id'
    ? sql`update patrons.family_link set patron_id = ${to} where link_id = any (${ids}::bigint[])`
    : sql`update patrons.family_link set other_id = ${to} where link_id = any (${ids}::bigint[])`

export interface NewMerge {
  readonly library_id: string
  readonly kept_id: string
  readonly gone_id: string
  readonly undo_until: string
  readonly moved: Readonly<Record<string, readonly string[]>>
  readonly changed: readonly Change[]
}
export const insertMerge = (ctx: StaffCtx, m: NewMerge): Query =>
  sql`insert into patrons.merge (library_id, kept_id, gone_id, made_at, made_by, undo_until, moved, changed)
      values (${m.library_id}, ${m.kept_id}, ${m.gone_id}, ${ctx.now.toString()}, ${ctx.actor.staff_id}, ${m.undo_until},
              ${JSON.stringify(m.moved)}::jsonb, ${JSON.stringify(m.changed)}::jsonb) returning merge_id`

export const Made = Type.Object({
  merge_id: Id,
  kept_id: Id,
  gone_id: Id,
  undo_until: Day,
  ended: Nullable(Type.String()),
  moved: Type.Record(Type.String(), Type.Array(Type.String())),
  changed: Type.Array(Type.Object({ column: Type.String(), from: Type.Unknown(), to: Type.Unknown() })),
})
export type Made = Static<typeof Made>
export const mergeQuery = (kept_id: string, merge_id: string): Query =>
  sql`select merge_id, kept_id, gone_id, undo_until, ended, moved, changed from patrons.merge
       where merge_id = ${merge_id} and kept_id = ${kept_id} for update`
export const endMerge = (ctx: StaffCtx, merge_id: string): Query =>
  sql`update patrons.merge set ended = 'undone', ended_at = ${ctx.now.toString()}, moved = '{}', changed = '[]' where merge_id = ${merge_id}`

/** Records that went into another one longer ago than it can be taken back: they go, and what was kept for that too. */
export const finishMerges = (
  library_id: string,
  at: { today: string; now: string },
  most: number,
): Query => sql`
  with over as (
    select merge_id, gone_id from patrons.merge
     where library_id = ${library_id} and ended is null and undo_until < ${at.today}::date order by merge_id limit ${most}),
  final as (
    update patrons.merge m set ended = 'final', ended_at = ${at.now}::timestamptz, moved = '{}', changed = '[]'
      from over where m.merge_id = over.merge_id),
  gone as (delete from patrons.patron p using over where p.patron_id = over.gone_id and p.merged_into is not null)
  select count(*)::int as gone from over`
