import { type Certificate, type ErasurePart, Id, Instant, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { LAST_ID, type Query, sql } from '../../../base/sql.ts'

/** Records that went into these by a merge: what is known under their numbers is known of the same person. */
export const mergedInto = (patron_ids: readonly string[]): Query =>
  sql`select m.gone_id as patron_id from patrons.merge m where m.kept_id = any (${patron_ids}::bigint[]) and m.ended is distinct from 'undone'`
export const GoneRecord = Type.Object({ patron_id: Id })

/** By which words an import would know these records: cards, and the number that they had in a system before. */
export const importWords = (patron_ids: readonly string[]): Query => sql`
  select 'card ' || c.code as word from patrons.card c where c.patron_id = any (${patron_ids}::bigint[]) and c.kind = 'library'
  union select 'key ' || k.source_key from moving.link k where k.kind = 'patrons' and k.target_id = any (${patron_ids}::bigint[])`
export const ImportWord = Type.Object({ word: Type.String() })
/** Which of these marks were made for an import. */
export const knownMarks = (library_id: string, marks: readonly string[]): Query =>
  sql`select distinct mark from privacy.erased where library_id = ${library_id} and mark = any (${marks}::text[]) and parts = '{import}'`
export const KnownMark = Type.Object({ mark: Type.String() })

export const personsOf = (patron_ids: readonly string[]): Query =>
  sql`select distinct person_id from patrons.patron where patron_id = any (${patron_ids}::bigint[]) and person_id is not null`
export const PersonId = Type.Object({ person_id: Id })

/** Whether anybody looked at one of these records since then, as whoever changes one does too; by the index on the patron. */
export const lookedAtSince = (patron_ids: readonly string[], since: string): Query => sql`
  select exists (select from privacy.access_log l where l.patron_id = any (${patron_ids}::bigint[]) and l.at >= ${since}::timestamptz) as looked`
export const LookedAt = Type.Object({ looked: Type.Boolean() })

export interface NewCertificate {
  readonly library_id: string
  readonly at: string
  readonly because: Certificate['because']
  readonly parts: readonly ErasurePart[]
  readonly people: number
  readonly rows: readonly { readonly table: string; readonly rows: number }[]
}
/** Chained over the certificates of the library: a lock of its own, since two batches may end at one moment. */
export const lockCertificates = (library_id: string): Query =>
  sql`select pg_advisory_xact_lock(hashtext('privacy.certificate'), (${library_id}::bigint % 2147483647)::integer)`
export const insertCertificate = (c: NewCertificate): Query => sql`
  insert into privacy.certificate (library_id, at, because, parts, people, rows, hash)
  select n.library_id, n.at, n.because, n.parts, n.people, n.rows,
         sha256(coalesce((select p.hash from privacy.certificate p where p.library_id = n.library_id order by p.certificate_id desc limit 1), '')
           || convert_to(concat_ws('|', n.library_id, base.iso(n.at), n.because, array_to_string(n.parts, ','), n.people, n.rows::text), 'UTF8'))
    from (select ${c.library_id}::bigint as library_id, ${c.at}::timestamptz as at, ${c.because}::text as because, ${c.parts}::text[] as parts,
                 ${c.people}::integer as people, ${JSON.stringify(c.rows)}::jsonb as rows) n
  returning certificate_id`
export const MadeCertificate = Type.Object({ certificate_id: Id })

/** The first certificate of the library that does not fit its chain, or no row. */
export const brokenCertificate = (library_id: string): Query => sql`
  select c.certificate_id from (
    select c.*, lag(c.hash) over (order by c.certificate_id) as before from privacy.certificate c where c.library_id = ${library_id}) c
   where c.hash <> sha256(coalesce(c.before, '')
     || convert_to(concat_ws('|', c.library_id, base.iso(c.at), c.because, array_to_string(c.parts, ','), c.people, c.rows::text), 'UTF8'))
   order by c.certificate_id limit 1`

const shown = sql`c.certificate_id, c.at, c.because, c.parts, c.people, c.rows, encode(c.hash, 'hex') as hash`
export const certificatesPage = (library_id: string, before: string | null, most: number): Query =>
  sql`select ${shown} from privacy.certificate c where c.library_id = ${library_id}
         and c.certificate_id < ${before ?? LAST_ID}::bigint order by c.certificate_id desc limit ${most}`
export const certificateQuery = (certificate_id: string): Query =>
  sql`select ${shown} from privacy.certificate c where c.certificate_id = ${certificate_id}`

export interface Mark {
  readonly library_id: string
  /** A keyed hash, made by `markOf`. */
  readonly mark: string
  readonly parts: readonly string[]
  readonly at: string
}
export const insertErased = (marks: readonly Mark[]): Query => sql`
  insert into privacy.erased (library_id, mark, parts, at)
  select x.library_id, x.mark, x.parts, x.at
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as x(library_id bigint, mark text, parts text[], at timestamptz)`
export const ErasedRow = Type.Object({
  library_id: Id,
  mark: Type.String(),
  parts: Type.Array(Type.String()),
  at: Instant,
})
export const erasedMarks = (library_id: string): Query =>
  sql`select library_id, mark, parts, at from privacy.erased where library_id = ${library_id} order by erased_id`

/** Asks for an erasure; the job does it. */
export const insertErasure = (
  ctx: StaffCtx,
  ask: { readonly library_id: string; readonly patron_id: string; readonly parts: readonly ErasurePart[] },
): Query =>
  sql`insert into privacy.erasure (library_id, patron_id, parts, asked_at, asked_by)
      values (${ask.library_id}, ${ask.patron_id}, ${ask.parts}::text[], ${ctx.now.toString()}, ${ctx.actor.staff_id}) returning erasure_id`
export const Asked = Type.Object({ erasure_id: Id })

const columns = sql`e.erasure_id, e.patron_id, e.state, e.parts, e.asked_at, e.ended_at, e.blocks, e.certificate_id`
export const ErasureRow = Type.Object({
  erasure_id: Id,
  patron_id: Nullable(Id),
  state: Type.Union([Type.Literal('asked'), Type.Literal('done'), Type.Literal('blocked')]),
  parts: Type.Array(Type.Unsafe<ErasurePart>(Type.String())),
  asked_at: Instant,
  ended_at: Nullable(Instant),
  blocks: Type.Unknown(),
  certificate_id: Nullable(Id),
})
export type ErasureRow = Static<typeof ErasureRow>
export const erasureQuery = (erasure_id: string): Query =>
  sql`select ${columns} from privacy.erasure e where e.erasure_id = ${erasure_id}`
export const waitingErasures = (library_id: string): Query =>
  sql`select ${columns} from privacy.erasure e where e.library_id = ${library_id} and e.state = 'asked' order by e.erasure_id`
export const lockErasure = (erasure_id: string): Query =>
  sql`select ${columns} from privacy.erasure e where e.erasure_id = ${erasure_id} and e.state = 'asked' for update`
/** Done: the row tells that, when and what, and of whom no more. */
export const endErasure = (erasure_id: string, of: { certificate_id: string; at: string }): Query =>
  sql`update privacy.erasure set state = 'done', ended_at = ${of.at}, certificate_id = ${of.certificate_id}, patron_id = null, blocks = '[]'
       where erasure_id = ${erasure_id}`
export const blockErasure = (
  erasure_id: string,
  of: { readonly blocks: readonly object[]; readonly at: string },
): Query =>
  sql`update privacy.erasure set state = 'blocked', ended_at = ${of.at}, blocks = ${JSON.stringify(of.blocks)}::jsonb where erasure_id = ${erasure_id}`
