import { CoverSource, Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const SourceRow = Type.Object({
  ...Type.Omit(CoverSource, ['state']).properties,
  open: Type.Boolean(),
})
export type SourceRow = Static<typeof SourceRow>
const columns = (today: string): Query => sql`
  s.source_id, s.name, s.address, s.coupling, s.active, s.rank,
  organisation.coupling_runs(s.coupling, ${today}::date) as open`
export const MOST_SOURCES = 20
export const coverSources = (today: string): Query =>
  sql`select ${columns(today)} from cataloguing.cover_source s order by s.rank, s.source_id limit ${MOST_SOURCES}`
export const coverSource = (source_id: string | null, today: string): Query =>
  sql`select ${columns(today)} from cataloguing.cover_source s where s.source_id = ${source_id}::bigint`
export const BesideSource = Type.Object({
  named: Type.Boolean(),
  all: Type.Integer(),
  coupling: Type.Boolean(),
})
export const besideSource = (name: string, source_id: string | null, coupling: string): Query => sql`
  select exists (select from cataloguing.cover_source s where lower(s.name) = lower(${name}) and s.source_id is distinct from ${source_id}::bigint) as named,
         (select count(*) from cataloguing.cover_source)::integer as all, exists (select from privacy.coupling c where c.coupling = ${coupling}) as coupling`
export type SourceFields = Omit<SourceRow, 'source_id' | 'open'>
export const MadeSource = Type.Object({ source_id: Id })
export const insertSource = (s: SourceFields, at: string): Query => sql`
  insert into cataloguing.cover_source (name, address, coupling, active, rank, changed_at)
  values (${s.name}, ${s.address}, ${s.coupling}, ${s.active}, ${s.rank}, ${at}::timestamptz) returning source_id`
export const updateSource = (source_id: string, s: SourceFields, at: string): Query => sql`
  update cataloguing.cover_source set name = ${s.name}, address = ${s.address}, coupling = ${s.coupling}, active = ${s.active}, rank = ${s.rank},
    changed_at = ${at}::timestamptz where source_id = ${source_id} returning source_id`

export const Shown = Type.Object({
  title: Type.String(),
  author: Nullable(Type.String()),
  type: Nullable(Type.String()),
  image: Type.Unknown(),
  file: Nullable(Type.String()),
  file_type: Nullable(Type.String()),
})
/** What a title shows as its cover: what a library gave, else what was found by the first of its numbers that has one. */
export const shownCover = (title_id: string, visible: Query): Query => sql`
  select t.title, t.author, u.type, u.image, c.file, c.type as file_type
    from cataloguing.title t left join cataloguing.cover_upload u on u.title_id = t.title_id
    left join lateral (
      select x.file, x.type from unnest(t.isbns) with ordinality as n(isbn, place) join cataloguing.cover x on x.isbn = n.isbn
       where x.file is not null order by n.place limit 1) c on u.title_id is null
   where t.title_id = ${title_id} and ${visible}`

export const Known = Type.Object({
  title_id: Id,
  upload_by: Nullable(Id),
  library: Nullable(Type.String()),
  source: Nullable(Type.String()),
  checked_at: Nullable(Type.String()),
})
export type Known = Static<typeof Known>
/** From where the cover of a title comes. */
export const knownCover = (title_id: string): Query => sql`
  select t.title_id, u.library_id as upload_by, l.name as library, c.name as source, base.iso(c.checked_at) as checked_at
    from cataloguing.title t left join cataloguing.cover_upload u on u.title_id = t.title_id
    left join organisation.library l on l.library_id = u.library_id
    left join lateral (
      select s.name, x.checked_at from unnest(t.isbns) with ordinality as n(isbn, place) join cataloguing.cover x on x.isbn = n.isbn
        left join cataloguing.cover_source s on s.source_id = x.source_id
       where x.file is not null order by n.place limit 1) c on true
   where t.title_id = ${title_id} and t.state = 'in_use'`
/** The title, held, so that two who give a cover come one after the other. */
export const lockTitle = (title_id: string): Query =>
  sql`select title_id from cataloguing.title where title_id = ${title_id} and state = 'in_use' for update`
export const putUpload = (of: {
  readonly title_id: string
  readonly library_id: string
  readonly type: string
  readonly image: Buffer
  readonly at: string
}): Query => sql`
  insert into cataloguing.cover_upload (title_id, library_id, type, image, made_at)
  values (${of.title_id}, ${of.library_id}, ${of.type}, ${of.image}, ${of.at}::timestamptz)
  on conflict (title_id) do update set library_id = excluded.library_id, type = excluded.type, image = excluded.image, made_at = excluded.made_at`
export const dropUpload = (title_id: string): Query =>
  sql`delete from cataloguing.cover_upload where title_id = ${title_id}`

export const Walk = Type.Object({
  tier: Type.Integer(),
  title_id: Id,
  isbns: Type.Array(Type.String()),
  wanted: Type.Boolean(),
})
const wanted = (at: string): Query => sql`
  cardinality(t.isbns) > 0 and not exists (select from cataloguing.cover_upload u where u.title_id = t.title_id)
  and not exists (select from cataloguing.cover c where c.isbn = t.isbns[1] and c.expires_at > ${at}::timestamptz)`
/** The newest titles, which nobody fetched a cover for yet. */
export const newest = (at: string, most: number): Query => sql`
  select 0 as tier, t.title_id, t.isbns, ${wanted(at)} as wanted
    from (select * from cataloguing.title order by title_id desc limit ${most}) t where t.state = 'in_use'`
/** The next stretch of the walk: one tier of popularity after the other, each by its ids. */
export const stretchOf = (at: string, most: number): Query => sql`
  select s.tier, s.title_id, t.isbns, t.state = 'in_use' and ${wanted(at)} as wanted
    from cataloguing.cover_walk w cross join lateral (
      select x.tier, x.title_id from cataloguing.title_search x where x.tier = w.tier and x.title_id > w.title_id order by x.title_id limit ${most}) s
    join cataloguing.title t on t.title_id = s.title_id order by s.title_id`
export const walkTo = (tier: number, title_id: string): Query =>
  sql`update cataloguing.cover_walk set tier = ${tier}::smallint, title_id = ${title_id}::bigint`
/** The tier at hand is done: the next one, or the first again. */
export const nextTier = (last: number): Query =>
  sql`update cataloguing.cover_walk set tier = case when tier >= ${last} then 0 else tier + 1 end, title_id = 0`

/** Notes what was found of a number. @returns the file of its former image where no number shows it any more */
export const noteCover = (of: {
  readonly isbn: string
  readonly source_id: string | null
  readonly file: string | null
  readonly type: string | null
  readonly bytes: number
  readonly at: string
  readonly days: number
}): Query => sql`
  with put as (
  insert into cataloguing.cover (isbn, source_id, file, type, bytes, checked_at, expires_at)
  values (${of.isbn}, ${of.source_id}::bigint, ${of.file}, ${of.type}, ${of.bytes}, ${of.at}::timestamptz, ${of.at}::timestamptz + make_interval(days => ${of.days}))
  on conflict (isbn) do update set source_id = excluded.source_id, file = excluded.file, type = excluded.type, bytes = excluded.bytes,
    checked_at = excluded.checked_at, expires_at = excluded.expires_at
  returning old.file as was)
  select p.was as file from put p where p.was <> coalesce(${of.file}::text, '')
     and not exists (select from cataloguing.cover o where o.file = p.was and o.isbn <> ${of.isbn})`
/** Keeps what is known for another while: the source that had it was not there. */
export const believeLonger = (isbn: string, at: string, days: number): Query => sql`
  update cataloguing.cover set expires_at = ${at}::timestamptz + make_interval(days => ${days}) where isbn = ${isbn} and file is not null returning isbn`

export const TooMany = Type.Object({ isbn: Type.String() })
/** Numbers whose images are more than the disk may hold, the longest known first. */
export const beyond = (most_bytes: number, most: number): Query => sql`
  select x.isbn from (
    select c.isbn, c.checked_at, sum(c.bytes) over (order by c.checked_at desc, c.isbn) as all_bytes from cataloguing.cover c where c.file is not null) x
   where x.all_bytes > ${most_bytes} order by x.checked_at limit ${most}`
export const Unused = Type.Object({ file: Type.String() })
/** Forgets a number. @returns the file of its image where no other number shows it */
export const forgetCover = (isbn: string): Query => sql`
  with gone as (delete from cataloguing.cover where isbn = ${isbn} returning file)
  select g.file from gone g where g.file is not null and not exists (select from cataloguing.cover o where o.file = g.file and o.isbn <> ${isbn})`
