import type pg from 'pg'
import { nameTokens } from '../server/src/modules/patrons/names.rules.ts'
import { fullNames } from './names.ts'
import { say } from './progress.ts'
import { column, filling, one, signIn } from './seed.ts'

const LIBRARIES = 305
/** Of all patrons and items the largest library has seven in a hundred, and the smallest one in fifteen hundred. */
const sizes = Array.from({ length: LIBRARIES }, (_, i) => 1 / (i + 3))
const all = sizes.reduce((a, b) => a + b, 0)
/** Parts of the whole, the largest library first. */
export const shares: readonly number[] = sizes.map(size => size / all)
/** One full name for so many people. */
const SHARE_A_NAME = 9
const BATCH = 5_000

/** Somebody at a desk, and the libraries whose patrons they may see. */
export interface Post {
  readonly name: string
  readonly secret: string
  readonly library_ids: readonly string[]
  readonly patrons: number
}

/** A country of invented patrons. Names carry the very tokens that a registration makes, computed once for each distinct name. */
export async function crowd(db: pg.Client, patrons: number): Promise<Post[]> {
  await db.query(`create schema bench`)
  const library_ids = await libraries(db)
  await names(db, Math.max(500, Math.floor(patrons / SHARE_A_NAME)))
  await filling(db, ['patrons.patron', 'patrons.card'], () => people(db, patrons, library_ids))
  await tokens(db)
  await db.query('analyze')
  const [big, small] = [library_ids.slice(0, 1), library_ids.slice(-1)]
  const five = library_ids.slice(20, 25)
  await agreement(db, five)
  return [
    await post(db, 'the smallest library', small),
    await post(db, 'the largest library', big),
    await post(db, 'one of five with an agreement on rung 3b', five),
  ]
}

/** Makes the libraries, the largest first, each with one branch. */
export async function libraries(db: pg.Client): Promise<string[]> {
  const ids = await column(
    db,
    `insert into organisation.library (code, name, active, agreed) select 'B' || i, 'Bibliotheek ' || i, true, '{(,)}' from generate_series(1, $1::int) i returning library_id`,
    [LIBRARIES],
  )
  await db.query(
    `insert into organisation.branch (library_id, code, name) select library_id, code || '-1', name || ' Centrum' from organisation.library`,
  )
  return ids
}

/** Sent in parts, since all of it is some hundred megabytes of text. No token holds a space. */
async function names(db: pg.Client, count: number): Promise<void> {
  say(`${count} distinct names and their tokens`)
  await db.query(
    'create unlogged table bench.name (n int primary key, family_name text, given_name text, tokens text[])',
  )
  const all = fullNames(count)
  for (let from = 0; from < all.length; from += BATCH) {
    const part = all.slice(from, from + BATCH)
    await db.query(
      `insert into bench.name select $1::int + a.n - 1, a.f, a.g, string_to_array(a.t, ' ')
         from unnest($2::text[], $3::text[], $4::text[]) with ordinality as a(f, g, t, n)`,
      [
        from,
        part.map(p => p.family_name),
        part.map(p => p.given_name),
        part.map(p => nameTokens(p).join(' ')),
      ],
    )
  }
  await db.query('analyze bench.name')
}

/** Who registered when has nothing to do with where, so neighbours in the table belong to different libraries. */
async function people(db: pg.Client, count: number, library_ids: readonly string[]): Promise<void> {
  say(`${count} patrons with their cards`)
  let sum = 0
  const bounds = shares.map(share => (sum += share) - share)
  const { names: distinct } = await one(db, 'select count(*) as names from bench.name')
  await db.query('select setseed(0.5)')
  await db.query(
    `insert into patrons.patron (library_id, family_name, given_name, birth_on, gender, street, postcode, municipality, email, language,
       message_channel, membership_type, member_since, member_until, provenance, registered_at)
     select ($2::bigint[])[width_bucket(r.place, $3::float8[])], n.family_name, n.given_name,
            ('1935-01-01'::date + (r.age * 31000)::int)::text, 'x', 'Kerkstraat ' || r.i % 200, '9000', 'Gent',
            case when r.i % 10 > 0 then lower(replace(n.given_name || '.' || n.family_name, ' ', '')) || r.i || '@example.org' end,
            'nl', 'email', 'volwassene', '2020-01-01', case when r.i % 4 = 0 then '2024-12-31' else '2090-12-31' end::date, '{}', now()
       from (select i, random() as place, floor(random() * $4::int)::int as name, random() as age from generate_series(1, $1::int) i) r
       join bench.name n on n.n = r.name`,
    [count, library_ids, bounds, distinct],
  )
  await db.query(
    `insert into patrons.card (library_id, patron_id, code, state, since)
     select library_id, patron_id, '2' || to_char(patron_id, 'FM000000000000'), 'active', '2020-01-01' from patrons.patron`,
  )
}

/** Tens of millions of rows. They are only read here, so they need not pass through the log; the index is made at once. */
async function tokens(db: pg.Client): Promise<void> {
  say('rows by which names are found')
  await db.query('alter table patrons.name_token set unlogged')
  await db.query('alter table patrons.name_token drop constraint name_token_pkey')
  await filling(db, ['patrons.name_token'], async () => {
    await db.query(
      `insert into patrons.name_token select p.library_id, t.token, p.patron_id
         from patrons.patron p join bench.name n using (family_name, given_name) cross join unnest(n.tokens) as t(token)`,
    )
    say('and their index')
    await db.query('alter table patrons.name_token add primary key (library_id, token, patron_id)')
  })
}

async function agreement(db: pg.Client, library_ids: readonly string[]): Promise<void> {
  const { agreement_id } = await one(
    db,
    `insert into organisation.agreement (name, rung, starts_on, shares_fee, shares_rules, shares_patrons, has_transport, shares_letters, floats)
     values ('bench', '3b', '2020-01-01', true, true, true, true, false, false) returning agreement_id`,
  )
  await db.query(
    `insert into organisation.agreement_member (agreement_id, library_id, joined_on) select $1, unnest($2::bigint[]), '2020-01-01'`,
    [agreement_id, library_ids],
  )
}

async function post(db: pg.Client, name: string, library_ids: readonly string[]): Promise<Post> {
  const { patrons } = await one(
    db,
    'select count(*) as patrons from patrons.patron where library_id = any ($1::bigint[])',
    [library_ids],
  )
  return { name, library_ids, patrons: Number(patrons), secret: await signIn(db, library_ids[0] ?? '') }
}
