import { Day, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { join, type Query, sql } from '../../../base/sql.ts'
import { settingOf } from '../memberships/membership-types.store.ts'
import { exactly, type Range, type Term } from '../names.rules.ts'
import type { FindPlan } from './find.rules.ts'

/** Who asks for more than a thousand people at once has to type another letter. */
const MOST_FOUND = 1000
/** Rows of one page. */
export const PAGE = 50

export const FoundRow = Type.Object({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  family_name: Type.String(),
  given_name: Type.String(),
  birth_year: Nullable(Type.String()),
  municipality: Nullable(Type.String()),
  membership_type: Type.String(),
  membership_types: Type.Unknown(),
  member_until: Nullable(Day),
  card_tail: Type.String(),
})
export type FoundRow = Static<typeof FoundRow>
/** Of every row, also of the one that stands there when nobody is shown. */
export const HiddenRow = Type.Object({ hidden: Type.Boolean(), patron_id: Nullable(Id) })

const bounds = (ranges: readonly Range[]): Query =>
  sql`unnest(${ranges.map(r => r.lo)}::text[], ${ranges.map(r => r.hi)}::text[])`
const within = (column: Query, range: Query): Query =>
  sql`${column} >= ${range}.lo collate "C" and ${column} < ${range}.hi collate "C"`

/** Another word of the question, answered by the same patron `t`: by what begins with it, or by a whole token. */
const answers = ({ ranges, exact }: Term): Query => {
  const any = [
    ...ranges.map(({ lo, hi }) => sql`(other.token >= ${lo} and other.token < ${hi})`),
    ...(exact.length === 0 ? [] : [sql`other.token = any (${exact}::text[])`]),
  ]
  return sql`and exists (select from patrons.name_token other where other.patron_id = t.patron_id and (${join(any, sql` or `)}))`
}

const bornIn = (births: readonly Range[]): Query =>
  sql`and exists (select from patrons.patron b join ${bounds(births)} as r(lo, hi) on b.birth_on >= r.lo and b.birth_on < r.hi
                  where b.patron_id = t.patron_id)`

/**
 * Patrons by the words of their name. The longest word leads, as the one that fits fewest; each library and range is
 * walked in the order of the index and only as far as needed. Comparing text leaks nothing, so the index serves
 * under row-level security too.
 */
function byName(terms: readonly Term[], births: readonly Range[]): Query {
  const [lead, ...others] = terms.toSorted((a, b) => b.word.length - a.word.length)
  return sql`
    (select m.patron_id
       from unnest((select organisation.scope())) as l(library_id)
       cross join ${bounds([...(lead?.ranges ?? []), ...(lead?.exact ?? []).map(exactly)])} as r(lo, hi)
       cross join lateral (
         select t.token, t.patron_id from patrons.name_token t
          where t.library_id = l.library_id and ${within(sql`t.token`, sql`r`)}
            ${join(others.map(answers), sql` `)} ${births.length > 0 ? bornIn(births) : sql``}
          order by t.token, t.patron_id limit ${MOST_FOUND}) m
      order by m.token, m.patron_id limit ${MOST_FOUND})`
}

/** Who has one of these tokens: a look in the index for each library and token, and nothing of the table. */
const holders = ({ exact }: Term): Query => sql`
    select t.patron_id from unnest((select organisation.scope())) as l(library_id)
      join patrons.name_token t on t.library_id = l.library_id and t.token = any (${exact}::text[])`

/**
 * Patrons by misspelt words. First those of whom each word as typed to its end is answered by a whole token: the few who
 * have one of each word's tokens, found by laying the words side by side. Only where there is nobody do unfinished words
 * count, for which each who answers the longest word is asked about the others.
 */
const byMisspelling = (terms: readonly Term[], births: readonly Range[]): Query => sql`
    (with spelt as materialized (
       select t.patron_id from (${join(terms.map(holders), sql` intersect `)}) t
        where true ${births.length > 0 ? bornIn(births) : sql``} limit ${MOST_FOUND})
     select patron_id from spelt
     union all
     select loose.patron_id from ${byName(terms, births)} loose where not exists (select from spelt))`

/** Patrons by their birth date alone: each library's days are a stretch of its index, walked only as far as needed. */
const byBirth = (births: readonly Range[]): Query => sql`
    (select m.patron_id
       from unnest((select organisation.scope())) as l(library_id)
       cross join ${bounds(births)} as r(lo, hi)
       cross join lateral (
         select b.birth_on, b.patron_id from patrons.patron b
          where b.library_id = l.library_id and b.birth_on >= r.lo and b.birth_on < r.hi
          order by b.birth_on limit ${MOST_FOUND}) m
      order by m.birth_on, m.patron_id limit ${MOST_FOUND})`

const plainly = (way: Query): Query => sql`select w.patron_id, false from ${way} w`

/** The ways in which this question finds people; each is a statement of ids, and of whether a card was in the hand. */
function ways({ codes, phones, email, births, terms }: FindPlan): Query[] {
  return [
    sql`select patron_id, true as by_card from patrons.card where code = any(${codes}::text[]) and kind = 'library' and state = 'active'`,
    ...(phones.length > 0
      ? [sql`select patron_id, false from patrons.patron where phone_folded = any(${phones}::text[])`]
      : []),
    ...(email
      ? [
          sql`(select patron_id, false from patrons.patron where email_folded >= lower(${email.lo}) and email_folded < lower(${email.hi})
               order by email_folded, patron_id limit ${MOST_FOUND})`,
        ]
      : []),
    ...(births.length > 0 && terms.length === 0 ? [plainly(byBirth(births))] : []),
    ...(terms.length > 0
      ? [
          plainly(
            terms.some(term => term.exact.length > 0) ? byMisspelling(terms, births) : byName(terms, births),
          ),
        ]
      : []),
  ]
}

/**
 * One page and one row more, in scope: current members before those whose membership ended, then by name. Who is a member no more
 * is shown to whoever has the card in hand or says why (P55); else only that there is somebody.
 * @param after the last patron of the page before
 */
export const findQuery = (
  plan: FindPlan,
  at: { readonly today: string; readonly after: string | null; readonly ended: boolean },
): Query =>
  sql`
    with found as materialized (
      select f.patron_id, bool_or(f.by_card) as by_card from (${join(ways(plan), sql` union all `)}) as f(patron_id, by_card) group by f.patron_id),
    everyone as (
      select p.*, found.by_card, coalesce(p.member_until < ${at.today}::date, false) as ended, lower(p.family_name) as family, lower(p.given_name) as given
        from found join patrons.patron p on p.patron_id = found.patron_id where p.merged_into is null),
    shown as (select * from everyone e where ${at.ended} or e.by_card or not e.ended),
    page as (
      select * from shown s
       where ${at.after}::bigint is null
          or (s.ended, s.family, s.given, s.patron_id) > (select l.ended, l.family, l.given, l.patron_id from shown l where l.patron_id = ${at.after})
       order by s.ended, s.family, s.given, s.patron_id limit ${PAGE + 1})
    select h.hidden, s.patron_id, s.library_id, l.name as library_name, s.family_name, s.given_name, left(s.birth_on, 4) as birth_year,
           s.municipality, s.membership_type, ${settingOf('patrons.membership_types')} as membership_types, s.member_until,
           coalesce((select c.tail from patrons.card c where c.patron_id = s.patron_id and c.state = 'active'
                      order by c.card_id desc limit 1), '') as card_tail
      from (select not ${at.ended} and exists (select from everyone e where e.ended and not e.by_card) as hidden) h
      left join page s on true left join organisation.library l on l.library_id = s.library_id
     order by s.ended, s.family, s.given, s.patron_id`
