import { Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** Two libraries that become one: rows of `from` become rows of `to`. The way back is the same the other way round. */
export interface Fusing {
  readonly from: string
  readonly to: string
}

/** A record of the library that is absorbed, and the one that the other library has of the same person. */
export const Coming = Type.Object({
  patron_id: Id,
  person_id: Nullable(Id),
  kept_id: Nullable(Id),
  membership_type: Type.String(),
})
export type Coming = Static<typeof Coming>
/** The next records that are still to come, held. */
export const nextPatrons = ({ from, to }: Fusing, most: number): Query => sql`
  select p.patron_id, p.person_id, p.membership_type,
         (select k.patron_id from patrons.patron k where k.library_id = ${to} and k.person_id = p.person_id) as kept_id
    from patrons.patron p where p.library_id = ${from} order by p.patron_id limit ${most} for update of p`

/** A card whose number another card of the library has: it ends, under a number of its own, so that it opens nobody else's record. */
export const TakenCard = Type.Object({
  card_id: Id,
  code: Type.String(),
  state: Type.String(),
  until: Nullable(Type.String()),
})
export const endTakenCards = (
  { to }: Fusing,
  of: { readonly ids: readonly string[]; readonly suffix: string; readonly today: string },
): Query => sql`
  with taken as (
    select c.card_id, c.code, c.state, c.until from patrons.card c
     where c.patron_id = any (${of.ids}::bigint[]) and exists (select from patrons.card k where k.library_id = ${to} and k.code = c.code)),
  ended as (
    update patrons.card c set code = c.code || ${of.suffix}::text, state = 'ended', until = coalesce(c.until, ${of.today}::date)
      from taken t where c.card_id = t.card_id)
  select card_id, code, state, until from taken`
export const restoreCards = (
  rows: readonly {
    readonly card_id: string
    readonly code: string
    readonly state: string
    readonly until: string | null
  }[],
): Query => sql`
  update patrons.card c set code = r.code, state = r.state, until = r.until
    from unnest(${rows.map(r => r.card_id)}::bigint[], ${rows.map(r => r.code)}::text[], ${rows.map(r => r.state)}::text[],
                ${rows.map(r => r.until)}::date[]) as r(card_id, code, state, until)
   where c.card_id = r.card_id`

const tiedParts = (to: string, ids: readonly string[]): { readonly of: string; readonly move: Query }[] => [
  {
    of: 'online',
    move: sql`update patrons.online_registration set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'statements',
    move: sql`update patrons.statement_shown set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'names',
    move: sql`update patrons.name_token set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'consents',
    move: sql`update patrons.guardian_consent set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'reader_logins',
    move: sql`update patrons.reader_login set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'children',
    move: sql`update patrons.class_child set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'family',
    move: sql`update patrons.family_link set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'merges',
    move: sql`update patrons.merge set library_id = ${to} where kept_id = any (${ids}::bigint[])`,
  },
  {
    of: 'apart',
    move: sql`update patrons.apart set library_id = ${to} where low_id = any (${ids}::bigint[])`,
  },
  {
    of: 'residences',
    move: sql`update patrons.former_residence set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
  {
    of: 'register',
    move: sql`update patrons.register_notice set library_id = ${to} where patron_id = any (${ids}::bigint[])`,
  },
]

/** What hangs on records of this module and carries the library; rows of what is counted are answered. */
export const patronParts = (
  { to }: Fusing,
  ids: readonly string[],
): { readonly of: string; readonly move: Query }[] => [
  {
    of: 'cards',
    move: sql`update patrons.card set library_id = ${to} where patron_id = any (${ids}::bigint[]) returning 1`,
  },
  {
    of: 'memberships',
    move: sql`update patrons.membership set library_id = ${to} where patron_id = any (${ids}::bigint[]) returning 1`,
  },
  {
    of: 'blocks',
    move: sql`update patrons.block set library_id = ${to} where patron_id = any (${ids}::bigint[]) and lifted_at is null`,
  },
  {
    of: 'lifted',
    move: sql`update patrons.block set library_id = ${to} where patron_id = any (${ids}::bigint[]) and lifted_at is not null`,
  },
  {
    of: 'notes',
    move: sql`update patrons.note set library_id = ${to} where patron_id = any (${ids}::bigint[]) returning 1`,
  },
  {
    of: 'addresses',
    move: sql`update patrons.address set library_id = ${to} where patron_id = any (${ids}::bigint[]) returning 1`,
  },
  ...tiedParts(to, ids),
]

/**
 * The records themselves. A person of whom the other library has a record already gives up the number's tie, since a library
 * has one record of a person; the two become one afterwards.
 */
export const fusePatrons = (
  { to }: Fusing,
  rows: readonly {
    readonly patron_id: string
    readonly membership_type: string
    readonly person_id: string | null
  }[],
): Query => sql`
  update patrons.patron p set library_id = ${to}, membership_type = r.membership_type, person_id = r.person_id, version = p.version + 1
    from unnest(${rows.map(r => r.patron_id)}::bigint[], ${rows.map(r => r.membership_type)}::text[], ${rows.map(r => r.person_id)}::bigint[])
           as r(patron_id, membership_type, person_id)
   where p.patron_id = r.patron_id returning p.patron_id`

/** What of patrons is in the way of a fusion, or counts in it. */
export const PatronsAhead = Type.Object({
  records: Type.Integer(),
  cards: Type.Integer(),
  memberships: Type.Integer(),
  same_persons: Type.Integer(),
  taken_cards: Type.Integer(),
  types: Type.Array(Type.Object({ word: Type.String(), count: Type.Integer() })),
})
export const patronsAhead = ({ from, to }: Fusing): Query => sql`
  select (select count(*) from patrons.patron where library_id = ${from})::integer as records,
         (select count(*) from patrons.card where library_id = ${from})::integer as cards,
         (select count(*) from patrons.membership where library_id = ${from})::integer as memberships,
         (select count(*) from patrons.patron p join patrons.patron k on k.library_id = ${to} and k.person_id = p.person_id
           where p.library_id = ${from})::integer as same_persons,
         (select count(*) from patrons.card c join patrons.card k on k.library_id = ${to} and k.code = c.code
           where c.library_id = ${from})::integer as taken_cards,
         coalesce((select jsonb_agg(jsonb_build_object('word', t.membership_type, 'count', t.n) order by t.membership_type)
            from (select membership_type, count(*)::integer as n from patrons.patron where library_id = ${from} group by 1) t), '[]') as types`
