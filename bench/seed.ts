import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { regulation } from './regulation.ts'

/** A library with staff who are signed in, a regulation, and as many patrons and items as asked; made by set, not one by one. */
export interface Seeded {
  readonly secret: string
  readonly library_id: string
  readonly patron_ids: readonly string[]
  readonly item_ids: readonly string[]
}

/** The first row of an answer; a statement that must answer and does not is a fault of the benchmark. */
export async function one(
  db: pg.Client,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, string>> {
  const [row] = (await db.query(text, [...values])).rows
  if (row === undefined) throw new Error(`no row: ${text}`)
  return row
}

/** The values of one column. */
export const column = async (
  db: pg.Client,
  text: string,
  values: readonly unknown[] = [],
): Promise<string[]> => (await db.query({ text, values: [...values], rowMode: 'array' })).rows.map(r => r[0])

export async function seed(
  db: pg.Client,
  size: { patrons: number; items: number; branches?: number },
): Promise<Seeded> {
  const branches = size.branches ?? 4
  const library_id = await aLibrary(db, branches)
  const patron_ids = await column(
    db,
    `insert into patrons.patron (library_id, family_name, given_name, birth_on, gender, language, message_channel, membership_type, member_since, member_until, provenance, registered_at)
     select $1, 'Bench' || i, 'Test', '1980-01-01', 'x', 'nl', 'email', 'volwassene', '2020-01-01', '2090-01-01', '{}', now() from generate_series(1, $2::int) i returning patron_id`,
    [library_id, size.patrons],
  )
  const titles = Math.max(1, Math.floor(size.items / 3))
  await db.query(
    `insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
     select 'bench', i, '', '', 'Titel ' || i, 'book', '{}', '{}', '{}', now() from generate_series(1, $1::int) i`,
    [titles],
  )
  const item_ids = await column(
    db,
    `insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number)
     select $1, '3000' || to_char(i, 'FM0000000000'), t.lo + i % $3::int, b.lo + i % $4::int, 'book', 'Romans', 'BENC'
       from generate_series(1, $2::int) i, (select min(title_id) lo from cataloguing.title where source = 'bench') t,
            (select min(branch_id) lo from organisation.branch where library_id = $1) b returning item_id`,
    [library_id, size.items, titles, branches],
  )
  await db.query('analyze')
  return { secret: await signIn(db, library_id), library_id, patron_ids, item_ids }
}

async function aLibrary(db: pg.Client, branches: number): Promise<string> {
  const { library_id = '' } = await one(
    db,
    `insert into organisation.library (code, name, active, agreed) values ('B001', 'Bench', true, '{(,)}') returning library_id`,
  )
  await db.query(
    `insert into organisation.branch (library_id, code, name) select $1, '9' || to_char(i, 'FM000'), 'Vestiging ' || i from generate_series(1, $2::int) i`,
    [library_id, branches],
  )
  await db.query(
    `insert into organisation.opening_hours select branch_id, d, '10:00', '18:00' from organisation.branch, generate_series(1, 6) d where library_id = $1`,
    [library_id],
  )
  const { version_id } = await one(
    db,
    `insert into circulation.regulation (library_id, name, state, starts_on, reason, made_at, activated_at) values ($1, '1', 'active', '2020-01-01', 'bench', now(), now()) returning version_id`,
    [library_id],
  )
  await db.query(
    `insert into circulation.regulation_row (version_id, row_no, rule)
     select $1, (rule ->> 'row_no')::int, rule from jsonb_array_elements($2::jsonb) rule`,
    [version_id, JSON.stringify(regulation)],
  )
  return library_id
}

/** A session of a member of staff with the rights of the desk. */
export async function signIn(db: pg.Client, library_id: string): Promise<string> {
  const secret = randomBytes(24).toString('base64url')
  const { staff_id } = await one(
    db,
    `insert into organisation.staff (library_id, login, name, initials, password_hash, active) values ($1, $2, 'Bench', 'BE', 'none', true) returning staff_id`,
    [library_id, `bench${library_id}`],
  )
  await db.query(
    `insert into organisation.staff_role (staff_id, library_id, role, level, starts_on, granted_at) values ($1, $2, 'hoofd_balie', 'library', '2020-01-01', now())`,
    [staff_id, library_id],
  )
  await db.query(
    `insert into organisation.undertaking (staff_id, library_id, version, signed_at) select $1, $2, max(version), now() from organisation.briefing`,
    [staff_id, library_id],
  )
  await db.query(
    `insert into organisation.session (secret_hash, staff_id, library_id, branch_id, started_at, full_until, expires_at, second_factor_at)
     select $1, $2, $3, min(branch_id), now(), now() + interval '1 day', now() + interval '1 day', now() from organisation.branch where library_id = $3`,
    [createHash('sha256').update(secret).digest(), staff_id, library_id],
  )
  return secret
}

/**
 * Runs `fill` while the tables have no secondary indexes, triggers or checks of foreign keys, and makes the indexes
 * afterwards: a country is filled in minutes instead of an hour, and stands there as if rows had come one by one.
 * PostgreSQL prints the index of a partitioned table as `ON ONLY` it, which would leave every partition without one.
 */
export async function filling(
  db: pg.Client,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const indexes = (
    await db.query<{ drop: string; make: string }>(
      `select format('drop index %s', i.indexrelid::regclass) as drop, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as make
         from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid = any ($1::regclass[]) and not i.indisunique and not c.relispartition`,
      [tables],
    )
  ).rows
  await db.query(
    `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'`,
  )
  for (const { drop } of indexes) await db.query(drop)
  await fill()
  for (const { make } of indexes) await db.query(make)
  await db.query('reset session_replication_role; reset synchronous_commit; reset maintenance_work_mem')
  for (const table of tables) await db.query(`vacuum analyze ${table}`)
}
