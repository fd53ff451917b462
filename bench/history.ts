import type pg from 'pg'
import { filling, one, type Seeded } from './seed.ts'

const TABLES = [
  'circulation.loan',
  'circulation.item_status',
  'circulation.event',
  'circulation.event_patron',
  'privacy.access_log',
  'base.command',
]

const EVERY = 14
/** Whether the n-th item of a library with a past is on loan now. */
export const isOnLoan = (n: number): boolean => n % EVERY === EVERY / 2

/**
 * The past of a library: each item was lent once and came back, with its event, the tie to the person and the line in
 * the access log; every fourteenth is on loan again.
 */
export async function fillHistory(
  db: pg.Client,
  { library_id, patron_ids, item_ids }: Seeded,
): Promise<void> {
  const { terms_id } = await one(
    db,
    `insert into circulation.terms (version_id, hash, resolved)
     select version_id, sha256('bench'), '{}' from circulation.regulation where library_id = $1 returning terms_id`,
    [library_id],
  )
  const [first_item, first_patron] = [item_ids[0], patron_ids[0]]
  const values = [library_id, first_item, item_ids.length, first_patron, patron_ids.length]
  const past = `
    select i.item_id, i.title_id, i.branch_id, $4::bigint + (i.item_id * 7919) % $5::int as patron_id,
           i.item_id - $2::bigint as n, now() - interval '27 days' * ((i.item_id - $2::bigint)::float8 / $3::int) - interval '1 hour' as at
      from inventory.item i where i.library_id = $1`
  await filling(db, TABLES, async () => {
    await db.query(loans(past), [...values, terms_id])
    await db.query(onLoan, [library_id])
    await db.query(events(past), values)
    await db.query(ties, [library_id, first_patron, patron_ids.length])
    await db.query(looks(past), values)
    await db.query(sealed)
    await db.query(answers(past), values)
  })
}

const loans = (past: string) => `
  insert into circulation.loan (library_id, patron_id, item_id, item_library_id, title_id, item_type, branch_id, lent_at, due_on,
    first_due_on, terms_id, trace, returned_at, returned_on, returned_branch_id, ended)
  select $1, p.patron_id, p.item_id, $1, p.title_id, 'book', p.branch_id, p.at, p.at::date + 28, p.at::date + 28, $6, '{}',
         case when o.ended then p.at + interval '30 minutes' end, case when o.ended then p.at::date end,
         case when o.ended then p.branch_id end, case when o.ended then 'returned' end
    from (${past}) p
    cross join lateral (select true as ended union all select false where p.n % ${EVERY} = ${EVERY / 2}) o
   order by p.at`

const onLoan = `
  insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, since)
  select item_id, 'on_loan', branch_id, loan_id, due_on, lent_at from circulation.loan where library_id = $1 and returned_at is null`

/** Identities grow with time, as those that the program makes. */
const events = (past: string) => `
  insert into circulation.event (event_id, occurred_at, received_at, kind, library_id, branch_id, source, item_id, item_library_id, title_id,
    item_type, shelf, closed_stack, patron_library_id, age_band, gender, membership_type, day_part)
  select uuidv7(p.at - now()), p.at, p.at, 'checkout', $1, p.branch_id, 'desk', p.item_id, $1, p.title_id, 'book', 'Romans', false, $1, '30-64', 'x',
         'volwassene', 'afternoon'
    from (${past}) p where $4::bigint + $5::int > 0 order by p.at`

const ties = `
  insert into circulation.event_patron (event_id, patron_id, library_id, erase_in)
  select e.event_id, $2::bigint + (e.item_id * 7919) % $3::int, $1, e.occurred_at::date + 91 from circulation.event e where e.library_id = $1`

const looks = (past: string) => `
  insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, patron_id, salt, personal_hash)
  select $1, $1, p.at, 'checkout', 'functional', 'seen', p.patron_id, '\\x00', sha256('bench') from (${past}) p order by p.at`

const answers = (past: string) => `
  insert into base.command (library_id, command_id, operation, request_hash, answer, at)
  select $1, uuidv7(p.at - now()), 'checkout', sha256('bench'), '{}', p.at from (${past}) p where $4::bigint + $5::int > 0 order by p.at`

/** What lies behind was sealed long ago: the job that seals has no work with it. */
export const sealed = `
  insert into privacy.seal (sealed_at, from_id, to_id, rows, previous, root)
  select now(), coalesce((select max(to_id) from privacy.seal), 0) + 1, max(access_id), count(*)::integer,
         (select root from privacy.seal order by seal_id desc limit 1), sha256('bench')
    from privacy.access_log where access_id > coalesce((select max(to_id) from privacy.seal), 0) having count(*) > 0`
