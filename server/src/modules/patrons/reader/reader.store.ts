import { Id, Instant, Me, Nullable, ReaderDoor } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const SessionRow = Type.Object({
  facts: Nullable(
    Type.Object({
      session_id: Id,
      patron_id: Id,
      given_name: Type.String(),
      owner_id: Id,
      owner_name: Type.String(),
      guards: Type.Boolean(),
      library_id: Id,
      library_name: Type.String(),
      branch_id: Id,
      branch_name: Type.String(),
      website: Type.Boolean(),
      version: Type.String(),
    }),
  ),
})
export const sessionFacts: Query = sql`select patrons.reader_facts() as facts`

export const Candidate = Type.Object({ patron_id: Id, library_id: Id, password_hash: Type.String() })
export const candidates = (card: string, library_id: string | null): Query =>
  sql`select * from patrons.reader_candidates(${card}, ${library_id})`

export const Turn = Type.Object({ goes: Type.Boolean() })
export const takeTurn = (slot: string, now: string): Query =>
  sql`select patrons.reader_turn(${slot}, ${now}) as goes`
export const proven = (slot: string): Query => sql`select patrons.reader_proven(${slot})`

export const Opened = Type.Object({ session_id: Id, expires_at: Instant })
export const openReader = (patron_id: string, website_id: string | null, hash: Buffer): Query =>
  sql`select session_id, expires_at from patrons.open_reader(${patron_id}, ${website_id}, ${hash})`

export const askLink = (of: {
  readonly card: string
  readonly reference: string
  readonly now: string
  readonly until: string
}): Query =>
  sql`select patrons.ask_reader_link(${of.card}, null, ${of.reference}::uuid, ${of.now}, ${of.until})`

export const LinkFacts = Type.Object({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  birth_on: Nullable(Type.String()),
  consented: Type.Boolean(),
  guardian_age: Type.Integer(),
  cards: Type.Array(Type.String()),
})
export type LinkFacts = Static<typeof LinkFacts>
export const linkFacts = (reference: string, now: string): Query =>
  sql`select * from patrons.reader_link_facts(${reference}::uuid, ${now})`
export const Used = Type.Object({ patron_id: Nullable(Id) })
export const useLink = (reference: string, password_hash: string, now: string): Query =>
  sql`select patrons.use_reader_link(${reference}::uuid, ${password_hash}, ${now}) as patron_id`

const open = (now: Query): Query =>
  sql`s.ended_at is null and s.expires_at > ${now} and s.seen_at > ${now} - interval '30 minutes'`

/** What a reader is told of themselves and of this session. */
export const meQuery = (patron_id: string, session_id: string): Query => sql`
  select p.given_name, p.family_name, p.library_id, l.name as library_name, p.email, p.member_until,
         (select c.code from patrons.card c where c.patron_id = p.patron_id and c.kind = 'library' and c.state = 'active' order by c.card_id desc limit 1) as card,
         json_build_object('started_at', base.iso(s.started_at), 'expires_at', base.iso(s.expires_at), 'website', s.website_id is not null) as session,
         (select count(*)::integer from patrons.reader_session s where s.patron_id = (select organisation.reader_owner()) and s.session_id <> ${session_id}
             and ${open(sql`now()`)}) as other_sessions,
         base.iso(patrons.own_reader_password_since()) as password_since
    from patrons.patron p
    join organisation.library l on l.library_id = p.library_id
    join patrons.reader_session s on s.session_id = ${session_id}
   where p.patron_id = ${patron_id}`
export const MeRow = Me

export const Ended = Type.Object({ ended: Type.Integer() })
/** Ends this session, or every session of the reader: one row, how many were open. */
export const endSessions = (patron_id: string, session_id: string | null): Query => sql`
  with gone as (
    update patrons.reader_session s set ended_at = statement_timestamp()
     where s.patron_id = ${patron_id} and s.ended_at is null and (${session_id}::bigint is null or s.session_id = ${session_id})
    returning 1)
  select count(*)::integer as ended from gone`

export type OwnPassword = Static<typeof OwnPassword>
export const OwnPassword = Type.Object({
  password_hash: Nullable(Type.String()),
  birth_on: Nullable(Type.String()),
  cards: Type.Array(Type.String()),
})
export const ownPassword = (patron_id: string): Query => sql`
  select patrons.own_reader_password() as password_hash, p.birth_on,
         array(select c.code from patrons.card c where c.patron_id = p.patron_id and c.kind = 'library') as cards
    from patrons.patron p where p.patron_id = ${patron_id}`
export const changePassword = (password_hash: string, now: string): Query =>
  sql`select patrons.change_reader_password(${password_hash}, ${now})`

/** What the desk sees of a reader's own door. */
export const DoorRow = ReaderDoor
export const doorQuery = (patron_id: string, now: string): Query => sql`
  select p.patron_id, p.email is not null as has_email,
         (select base.iso(r.set_at) from patrons.reader_login r where r.patron_id = p.patron_id) as password_since,
         (select count(*)::integer from patrons.reader_session s where s.patron_id = p.patron_id and ${open(sql`now()`)}) as sessions,
         (select base.iso(max(s.seen_at)) from patrons.reader_session s where s.patron_id = p.patron_id) as last_seen_at,
         (select base.iso(max(k.expires_at)) from patrons.reader_link k where k.patron_id = p.patron_id and k.used_at is null and k.expires_at > ${now} and not k.by_letter) as link_until,
         (select base.iso(max(k.expires_at)) from patrons.reader_link k where k.patron_id = p.patron_id and k.used_at is null and k.expires_at > ${now} and k.by_letter and k.tries < 5) as code_until
    from patrons.patron p where p.patron_id = ${patron_id}`

export const HasEmail = Type.Object({ has_email: Type.Boolean() })
export const hasEmail = (patron_id: string): Query =>
  sql`select email is not null as has_email from patrons.patron where patron_id = ${patron_id}`
export const insertLink = (of: {
  readonly library_id: string
  readonly patron_id: string
  readonly reference: string
  readonly now: string
  readonly until: string
  readonly made_by: string
}): Query => sql`
  insert into patrons.reader_link (library_id, patron_id, reference, made_at, expires_at, made_by)
  values (${of.library_id}, ${of.patron_id}, ${of.reference}::uuid, ${of.now}, ${of.until}, ${of.made_by})`
export const takePassword = (patron_id: string): Query =>
  sql`delete from patrons.reader_login where patron_id = ${patron_id}`

/** Links and sessions a week after they were over: one row, how many went. */
export const forgetDoors = (library_id: string, before: string, most: number): Query => sql`
  with links as (
    delete from patrons.reader_link where link_id in (
      select link_id from patrons.reader_link where library_id = ${library_id} and expires_at < ${before} limit ${most}) returning 1),
  sessions as (
    delete from patrons.reader_session where session_id in (
      select session_id from patrons.reader_session where library_id = ${library_id} and expires_at < ${before} limit ${most}) returning 1)
  select greatest((select count(*) from links), (select count(*) from sessions))::integer as gone`
export const forgetRests = (before: string): Query => sql`select patrons.forget_rests(${before}) as gone`
