import { createHash } from 'node:crypto'
import type pg from 'pg'
import { say } from './progress.ts'
import { filling } from './seed.ts'

/** The day of the first night; the second is the day after it. */
export const NIGHT = '2026-11-25'
export const DAYS = 91
/** Events of so many days before the first night were looked over by earlier ones, and so many after it still have to stay. */
const [DONE_DAYS, READY_DAYS] = [10, 10]

export interface Size {
  readonly libraries: number
  readonly patrons: number
  /** Loans that came back within the days that a loan leads to its reader. */
  readonly recent: number
  /** Older ones, half of readers who keep their history, half without a reader. */
  readonly old: number
  readonly holds: number
}

/** Rows in one statement, so that something is said meanwhile. */
const CHUNK = 10_000_000

/** What two nights find: libraries, records, loans, reservations, and the events of some days with their ties. */
export async function fill(admin: pg.Client, size: Size): Promise<void> {
  await admin.query(
    `create schema bench; set work_mem = '512MB';
     select circulation.make_partitions('2026-08-01'), circulation.make_partitions('${NIGHT}')`,
  )
  say(`${size.patrons} records, ${size.recent + size.old} loans`)
  await libraries(admin, size.libraries)
  await filling(
    admin,
    [
      'patrons.patron',
      'patrons.card',
      'patrons.name_token',
      'finance.account',
      'finance.entry',
      'inventory.item',
      'cataloguing.title',
    ],
    async () => {
      await records(admin, size)
      await stock(admin, size)
    },
  )
  await helpers(admin)
  await filling(admin, ['circulation.loan', 'circulation.hold'], async () => {
    const all = size.recent + size.old
    for (let from = 1; from <= all; from += CHUNK) {
      await loans(admin, size, { from, to: Math.min(all, from + CHUNK - 1) })
      say(`${Math.min(all, from + CHUNK - 1)} loans`)
    }
    await holds(admin, size)
  })
  say('events and their ties')
  await filling(admin, ['circulation.event', 'circulation.event_patron'], async () => {
    await admin.query(events)
    await admin.query(ties)
  })
  await admin.query(
    `insert into circulation.history_cursor (library_id, coarse_until) select library_id, $1::date - ${DAYS + 1} from organisation.library where code like 'B%'`,
    [NIGHT],
  )
  await admin.query('drop schema bench cascade; reset work_mem')
  await admin.query(
    'analyze organisation.library, organisation.branch, circulation.history_cursor, circulation.terms',
  )
}

async function libraries(db: pg.Client, count: number): Promise<void> {
  await db.query(
    `insert into organisation.library (code, name, active, agreed) select 'B' || i, 'Bewaring ' || i, true, '{(,)}' from generate_series(1, $1::int) i`,
    [count],
  )
  await db.query(`
    insert into organisation.branch (library_id, code, name)
    select library_id, code || '-1', name || ' 1' from organisation.library where code like 'B%' order by library_id`)
  await db.query(`
    insert into circulation.regulation (library_id, name, state, starts_on, reason, made_at, activated_at)
    select min(library_id), '1', 'active', '2020-01-01', 'bench', now(), now() from organisation.library where code like 'B%'`)
  await db.query(
    `insert into circulation.terms (version_id, hash, resolved) select version_id, $1, '{}' from circulation.regulation where reason = 'bench'`,
    [createHash('sha256').update('bench retention').digest()],
  )
}

/** Libraries are of many sizes: the largest of 305 has one in eighteen, the smallest one in six hundred. */
const library = (n: string, libs: string) =>
  `floor(${libs} * power((${n} * 7919::bigint % 100003) / 100003.0, 2))::int`

/** Every fourth record is of a former member; of those one in 732 is due tonight, and one in fifty owes something since long. */
async function records(db: pg.Client, size: Size): Promise<void> {
  await db.query(
    `insert into patrons.patron (library_id, family_name, given_name, birth_on, gender, email, language, message_channel, membership_type, member_since,
       member_until, keep_history, provenance, registered_at)
     select lo + ${library('i', '$1::int')}, 'Bewaar' || i, 'Test', '1980-01-01', 'x', 'bewaar' || i || '@voorbeeld.be', 'nl', 'email', 'volwassene',
            '2015-01-01',
            case when i % 4 > 0 then '2090-01-01'::date when i % 200 = 0 then '2020-01-01'::date else $3::date - 1 - (i / 4 % 732)::int end,
            i % 3 = 0, '{}', now()
       from generate_series(1, $2::int) i, (select min(library_id) as lo from organisation.library where code like 'B%') l`,
    [size.libraries, size.patrons, NIGHT],
  )
  await db.query(`
    insert into patrons.card (library_id, patron_id, code, state, since)
    select library_id, patron_id, 'B' || patron_id, 'active', '2015-01-01' from patrons.patron where family_name like 'Bewaar%'`)
  say('names by which they are found')
  await db.query(`
    insert into patrons.name_token (library_id, token, patron_id)
    select library_id, lower(family_name) || n, patron_id from patrons.patron, generate_series(1, 8) n where family_name like 'Bewaar%'`)
  await db.query(`
    insert into finance.account (library_id, patron_id)
    select library_id, patron_id from patrons.patron where family_name like 'Bewaar%' and patron_id % 2 = 0 or member_until = '2020-01-01'`)
  await db.query(`
    insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day)
    select a.library_id, a.account_id, 'charge', 'fine', 900, '2019-12-01', '2019-12-01'
      from finance.account a join patrons.patron p on p.patron_id = a.patron_id and p.member_until = '2020-01-01'`)
}

async function stock(db: pg.Client, size: Size): Promise<void> {
  const items = Math.max(100, Math.ceil((size.recent + size.old) / 15))
  say(`${items} items`)
  await db.query(
    `insert into cataloguing.title (source, control_number, record, record_hash, title, material, isbns, subjects, contributors, changed_at)
     select 'bewaring', i, '', '', 'Titel ' || i, 'book', '{}', '{}', '{}', now() from generate_series(1, $1::int) i`,
    [Math.ceil(items / 8)],
  )
  await db.query(
    `insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number, acquired_on)
     select b.library_id, 'B' || i, t.lo + i % $2::int, b.branch_id, 'book', 'Romans', 'BEWA', '2020-01-01'
       from generate_series(1, $3::int) i, (select min(title_id) as lo from cataloguing.title where source = 'bewaring') t,
            (select min(library_id) as lo from organisation.library where code like 'B%') l, lateral (select l.lo + ${library('i', '$1::int')} as id) at
       join organisation.branch b on b.library_id = at.id`,
    [size.libraries, Math.ceil(items / 8), items],
  )
}

/** Who may be a reader of a loan: members of the library, numbered; and the items, numbered over all. */
async function helpers(db: pg.Client): Promise<void> {
  await db.query(`
    create unlogged table bench.someone as
    select library_id, patron_id, keep_history, row_number() over (partition by library_id order by patron_id) - 1 as k,
           count(*) over (partition by library_id) as people from patrons.patron where member_until = '2090-01-01'`)
  await db.query(`
    create unlogged table bench.thing as
    select i.item_id, i.library_id, i.title_id, i.branch_id, row_number() over (order by i.item_id) - 1 as no, c.people
      from inventory.item i join (select library_id, count(*) as people from bench.someone group by 1) c using (library_id) where i.barcode like 'B%'`)
  await db.query('create index on bench.someone (library_id, k); analyze bench.someone; analyze bench.thing')
}

/**
 * The returns of one day lie as far apart in the table as their lendings did. Of what is older, half belongs to readers who keep
 * their history; the other half lost its reader long ago, and has a number out of the room that a night draws from. Those grow here,
 * since an index that is written to all over is filled ten times as slowly; the night writes all over it.
 */
async function loans(
  db: pg.Client,
  size: Size,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  await db.query(
    `insert into circulation.loan (loan_id, library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on,
       first_due_on, terms_id, trace, returned_at, returned_on, returned_branch_id, ended, kept)
     overriding system value
     select case when o.untied then 1152921504606846976 + n * (1152921504606846976 / $5::bigint) - random(1, 1000000000)
                 else nextval('circulation.loan_loan_id_seq') end,
            i.library_id, case when not o.untied then s.patron_id end, i.item_id, i.library_id, i.title_id, 'book', i.branch_id,
            o.back - 20, o.back, o.back, (select max(terms_id) from circulation.terms), case when o.old then '{}' else '{"rows": [1]}' end::jsonb,
            o.back, o.back, i.branch_id, 'returned', o.old and not o.untied
       from generate_series($1::bigint, $2::bigint) n
       join lateral (select n > $3::int as old, n > $3::int and n % 2 = 0 as untied,
                            $4::date - case when n > $3::int then 100 + n % 1500 else n % ${DAYS + 1} end::int as back) o on true
       join bench.thing i on i.no = n * 31 % (select count(*) from bench.thing)
       join bench.someone s on s.library_id = i.library_id and s.k = n * 7919 % i.people`,
    [from, to, size.recent, NIGHT, size.recent + size.old],
  )
}

async function holds(db: pg.Client, size: Size): Promise<void> {
  say(`${size.holds} closed reservations`)
  await db.query(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, closed_at)
     select i.library_id, s.patron_id, i.title_id, i.branch_id, 'cancelled', d.closed - 30, d.closed
       from generate_series(1, $1::int) n
       join lateral (select ($2::date - (n % ${DAYS + 1}))::timestamp at time zone 'Europe/Brussels' as closed) c on true
       join lateral (select c.closed::date as closed) d on true
       join bench.thing i on i.no = n * 37::bigint % (select count(*) from bench.thing)
       join bench.someone s on s.library_id = i.library_id and s.k = n * 7919::bigint % i.people`,
    [size.holds, NIGHT],
  )
}

/** Two events for each loan of these days; those that earlier nights looked over have nothing but what is counted. */
const events = `
  insert into circulation.event (event_id, occurred_at, received_at, kind, library_id, branch_id, source, item_id, title_id, item_type, loan_id,
    patron_library_id, age_band, gender, membership_type, postcode, day_part, position)
  overriding system value
  select uuidv7(x.at - now()), x.at, x.at, x.kind, l.library_id, l.branch_id, 'desk', l.item_id, l.title_id, 'book', l.loan_id, l.library_id, '35-44', 'x',
         'volwassene', '9000', (array['morning', 'afternoon', 'evening'])[1 + l.loan_id % 3], nextval('circulation.event_position_seq')
    from circulation.loan l, generate_series(1, 2) n,
         lateral (select l.returned_on + time '10:00' + n * interval '1 minute' as at, (array['checkin', 'checkout'])[n] as kind) x
   where not l.kept and l.patron_id is not null
     and l.returned_on between '${NIGHT}'::date - ${DAYS} and '${NIGHT}'::date - ${DAYS - READY_DAYS}
  union all
  select gen_random_uuid(), x.at, x.at, x.kind, l.library_id, l.branch_id, 'desk', null, l.title_id, 'book', null, l.library_id, '18+', null,
         'volwassene', null, 'morning', 0
    from circulation.loan l, generate_series(1, 2) n,
         lateral (select l.returned_on - ${DONE_DAYS} + time '08:00' as at, (array['checkin', 'checkout'])[n] as kind) x
   where not l.kept and l.patron_id is not null
     and l.returned_on between '${NIGHT}'::date - ${DAYS} and '${NIGHT}'::date - ${DAYS + 1 - DONE_DAYS}`

const ties = `
  insert into circulation.event_patron (event_id, patron_id, library_id, erase_in)
  select e.event_id, l.patron_id, e.library_id,
         case when s.keep_history then '9999-12-31' else (e.occurred_at at time zone 'UTC')::date + ${DAYS} end
    from circulation.event e join circulation.loan l on l.loan_id = e.loan_id join bench.someone s on s.patron_id = l.patron_id`
