import { type Query, sql } from '../../base/sql.ts'

/** Gives the readers of these cards a password for their own page. */
export const insertReaders = (of: {
  readonly cards: readonly string[]
  readonly password_hash: string
  readonly at: string
}): Query => sql`
  insert into patrons.reader_login (library_id, patron_id, password_hash, set_at)
  select distinct p.library_id, p.patron_id, ${of.password_hash}, ${of.at}::timestamptz
    from patrons.card c join patrons.patron p on p.patron_id = c.patron_id
   where c.code = any (${of.cards}) and c.kind = 'library' and p.birth_on < '2010'
  on conflict do nothing`
