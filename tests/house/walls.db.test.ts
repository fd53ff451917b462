import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readDataMap } from '../../server/src/base/catalogue/data-map.ts'
import {
  definers,
  open_policies,
  unique_keys,
  unpinned,
  withheld,
} from '../../server/src/base/catalogue/wall-exceptions.ts'
import { findHoles } from '../../server/src/base/catalogue/walls.ts'
import { withClient } from '../../server/src/base/client.ts'
import { aPatron } from '../../server/src/testing/people.ts'
import { openWorld, type World } from '../../server/src/testing/world.ts'

let world: World
before(async () => (world = await openWorld()))
after(() => world.close())

async function holes(): Promise<string[]> {
  const { personal } = await readDataMap(world.db.admin)
  return findHoles(world.db.admin, [...new Set(personal.map(p => p.table))])
}

test('the walls have no hole', async () => assert.deepEqual(await holes(), []))

const month = "(select relname from pg_class where relname ~ '^event_[0-9]{4}_[0-9]{2}$' order by 1 limit 1)"
const inMonth = (format: string) => `do $$ begin execute format('${format}', ${month}); end $$`

const opened: readonly [what: string, sql: string, says: RegExp][] = [
  [
    'a grant on a partition',
    inMonth('grant select on circulation.%I to kaft_app'),
    /kaft_app may select in the partition circulation\.event_/,
  ],
  [
    'a partition without security',
    inMonth('alter table circulation.%I disable row level security'),
    /has no row-level security of its own/,
  ],
  [
    'a view with its owner’s rights',
    'create view patrons.names as select family_name from patrons.patron',
    /the view patrons\.names runs with the rights/,
  ],
  [
    'a materialised view over persons',
    'create materialized view patrons.names as select family_name from patrons.patron',
    /materialised view patrons\.names reads patrons\.patron/,
  ],
  [
    'security not forced',
    'alter table patrons.card no force row level security',
    /patrons\.card holds personal data/,
  ],
  [
    'security off',
    'alter table privacy.access_log disable row level security',
    /privacy\.access_log holds personal data/,
  ],
  [
    'a unique key over all libraries',
    'create unique index everywhere on patrons.patron (email_folded)',
    /everywhere on patrons\.patron does not begin with library_id/,
  ],
  [
    'a foreign key from another module',
    'alter table finance.account add constraint tied foreign key (patron_id) references patrons.patron',
    /tied of finance\.account points at patrons\.patron/,
  ],
  [
    'a definer function that nobody listed',
    `create function patrons.peek() returns bigint language sql security definer set search_path = '' as 'select 1'`,
    /patrons\.peek\(\) runs with the rights of its owner and is not on the list/,
  ],
  [
    'a listed function without its search path',
    'alter function patrons.number_of(bigint) reset all',
    /number_of\(bigint\) has no search_path/,
  ],
  [
    'a listed function open to all',
    'grant execute on function privacy.broken_seal() to public',
    /anyone may call the function privacy\.broken_seal/,
  ],
  [
    'a policy asked once a row',
    'alter policy scope on patrons.card using (library_id = any (organisation.scope()))',
    /scope on patrons\.card asks the scope or another function once a row/,
  ],
  [
    'a policy with a function of a column',
    "alter policy scope on patrons.card using (library_id = any ((select organisation.scope())::bigint[]) and lower(code) <> '')",
    /scope on patrons\.card asks the scope or another function once a row/,
  ],
  [
    'a withheld function that the program may call',
    'grant execute on function organisation.keep_scope(bigint, bigint) to kaft_app',
    /kaft_app may call the function organisation\.keep_scope/,
  ],
  [
    'a policy that lets everyone pass',
    'create policy helpful on patrons.note to kaft_app using (true)',
    /helpful on patrons\.note asks neither/,
  ],
  [
    'a table whose owner is bound',
    'drop policy owner on finance.entry',
    /the owner of finance\.entry has no policy/,
  ],
  [
    'an enum',
    `create type patrons.state as enum ('a'); alter table patrons.card add mood patrons.state`,
    /patrons\.card\.mood is an enum/,
  ],
  ['a role that bypasses', 'alter role kaft_jobs bypassrls', /kaft_jobs bypasses the walls/],
  ['a role that owns', 'alter table patrons.note owner to kaft_app', /kaft_app owns patrons\.note/],
  ['a role in a role', 'grant kaft_owner to kaft_report', /kaft_report is a member of kaft_owner/],
  [
    'a role that makes objects',
    'grant create on schema public to kaft_app',
    /kaft_app may make objects in the schema public/,
  ],
  [
    'a role that makes schemas',
    `do $$ begin execute format('grant create on database %I to kaft_app', current_database()); end $$`,
    /kaft_app may make schemas/,
  ],
  [
    'a clock of the server',
    'alter table patrons.note alter made_at set default now()',
    /patrons\.note\.made_at takes the time by default/,
  ],
]

for (const [what, sql, says] of opened) {
  test(`${what} is found`, async () => {
    await world.db.admin.query('begin')
    try {
      await world.db.admin.query(sql)
      assert.match((await holes()).join('\n'), says)
    } finally {
      await world.db.admin.query('rollback')
    }
  })
}

test('each exception names something that is there', async () => {
  const gone = await world.rows(
    `select name from unnest($1::text[]) name where to_regprocedure(name) is null
     union all select name from unnest($2::text[]) name where to_regclass(name) is null
     union all select name from unnest($3::text[]) name
      where not exists (select from pg_policy p where p.polrelid::regclass || '/' || p.polname = name)`,
    [
      [...Object.keys(definers), ...Object.keys(unpinned), ...Object.keys(withheld)],
      Object.keys(unique_keys),
      Object.keys(open_policies),
    ],
  )
  assert.deepEqual(gone, [])
})

test('without a session no row of a person is seen, changed or removed', async () => {
  const library = await world.library('Bib Testberg')
  await aPatron(world, library)
  await world.rows(
    `insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, personal_hash)
     values ($1, $1, now(), 'readPatron', 'functional', 'seen', '')`,
    [library.library_id],
  )
  const { personal } = await readDataMap(world.db.admin)
  const tables = [...new Set(personal.map(p => p.table))]
  for (const role of ['kaft_app', 'kaft_jobs']) {
    await withClient(world.db.urlFor(role), async client => {
      for (const table of tables.filter(t => t !== 'circulation.regulation')) {
        const closed = (e: { code?: string }) =>
          e.code === '42501' ? { rows: [{ n: '0' }], rowCount: 0 } : Promise.reject(e)
        const seen = await client.query(`select count(*)::text as n from ${table}`).catch(closed)
        assert.equal(seen.rows[0]?.n, '0', `${role} sees ${table}`)
        const removed = await client.query(`delete from ${table}`).catch(closed)
        assert.equal(removed.rowCount, 0, `${role} removes from ${table}`)
      }
    })
  }
  const kept = await world.rows('select count(*)::text as n from patrons.patron where library_id = $1', [
    library.library_id,
  ])
  assert.equal(kept[0]?.n, '1')
})

test('who says a library instead of a session sees nothing', async () => {
  const library = await world.library('Bib Testdal')
  await aPatron(world, library)
  await withClient(world.db.urlFor('kaft_app'), async client => {
    await client.query(`set kaft.job_library = '${library.library_id}'`)
    assert.equal((await client.query('select from patrons.patron')).rowCount, 0)
    await client.query(`set kaft.session = 'guessed'`)
    assert.equal((await client.query('select from patrons.patron')).rowCount, 0)
    await assert.rejects(client.query('select organisation.enter_library($1)', [library.library_id]), {
      code: '42501',
    })
    await assert.rejects(client.query('set role kaft_owner'), { code: '42501' })
  })
})
