import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  activateRegulation,
  changeRegulation,
  checkout,
  draftRegulation,
  listBranches,
  readRegulation,
  readSession,
  signIn,
  signOut,
} from '@kaft/contract'
import { uuid7 } from '../../server/src/base/uuid.ts'
import { anItem, aPatron } from '../../server/src/testing/people.ts'
import { aRegulation } from '../../server/src/testing/regulation.ts'
import type { Library, Someone } from '../../server/src/testing/world.ts'
import { ask } from './program/ask.ts'
import type { Inside } from './program/library-of-program.ts'
import { type OwnServer, startOwnServer } from './program/own-server.ts'
import { placeForProgram, type Program, runToEnd, startProgram } from './program/run-program.ts'

// Two processes of Kaft on one database that somebody else runs, as a country has them.

let place: Awaited<ReturnType<typeof placeForProgram>>
let server: OwnServer
let inside: Inside
let one: Program
let two: Program
let library: Library
let staff: Someone
const command_id = () => uuid7(Temporal.Now.instant())

before(async () => {
  place = await placeForProgram()
  server = await startOwnServer(join(place.folder, 'theirs'))
  const env = { ...place.env, DATABASE_URL: server.databaseUrl, KAFT_DESK_CONNECTIONS: '4' }
  // At the same moment, on an empty database: they make it together and do not trip over each other.
  ;[one, two] = await Promise.all([startProgram(env), startProgram(env)])
  inside = await server.inside()
  library = await inside.world.library('Bib Testgem')
  staff = await inside.world.staff(library, ['balie', 'hoofd_balie', 'beheer'])
})
after(async () => {
  await inside?.close()
  await Promise.all([one?.stop(), two?.stop()])
  await server?.stop()
  await place.remove()
})

const at = (program: Program, secret: string | null = staff.secret) => ({ address: program.address, secret })

test('both are ready, and work as a role that owns nothing and asks for a password', async () => {
  for (const program of [one, two]) {
    assert.equal((await fetch(`${program.address}/readyz`)).status, 200)
    assert.equal((await ask(at(program, null), listBranches)).body.rows.length, 2)
  }
  const { rows } = await inside.client.query(
    `select usename, count(distinct pid)::integer > 0 as there from pg_stat_activity
      where datname = 'kaft_here' and usename like 'kaft%' group by 1 order by 1`,
  )
  assert.deepEqual(
    rows.map(r => r.usename),
    ['kaft_app', 'kaft_jobs'],
  )
  const kept = await inside.client.query(
    "select rolpassword ~ '^SCRAM-SHA-256' as scram from pg_authid where rolname = 'kaft_app'",
  )
  assert.deepEqual(kept.rows, [{ scram: true }])
})

test('a session that one opens holds in the other at once, and ends in both at once', async () => {
  const account = ['--login', 'anna', '--name', 'Anna Test', '--initials', 'AT', '--role', 'balie']
  const code = (await inside.world.rows('select code from organisation.library'))[0]?.['code'] ?? ''
  const env = { ...place.env, DATABASE_URL: server.databaseUrl }
  const words = ['server/src/cli.ts', 'create-staff', '--library', code, ...account]
  const made = await runToEnd(env, [
    'sh',
    '-c',
    `echo 'een lang wachtwoord' | exec ${process.execPath} ${words.map(w => `'${w}'`).join(' ')}`,
  ])
  assert.equal(made.code, 0, made.logged)
  const answer = await fetch(`${one.address}/api/v1${signIn.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'anna', password: 'een lang wachtwoord' }),
  })
  assert.equal(answer.status, 201)
  const secret = /kaft_session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''
  for (const program of [two, one])
    assert.equal((await ask(at(program, secret), readSession)).body.staff_name, 'Anna Test')
  assert.equal((await ask(at(two, secret), signOut)).status, 200)
  for (const program of [one, two]) {
    const said = await ask(at(program, secret), readSession)
    assert.equal(said.status, 401, said.text)
  }
})

test('an account that is switched off is out in both at once', async () => {
  const other = await inside.world.staff(library, ['balie'])
  for (const program of [one, two])
    assert.equal((await ask(at(program, other.secret), readSession)).status, 200)
  await inside.world.rows(
    'update organisation.staff set active = false, version = version + 1 where staff_id = $1',
    [other.staff_id],
  )
  for (const program of [one, two])
    assert.equal((await ask(at(program, other.secret), readSession)).status, 401)
})

test('a regulation that one activates is what the other decides by next', async () => {
  const version_id = await aRegulation(inside.world, library)
  const lend = async (program: Program) => {
    const [patron, item] = [await aPatron(inside.world, library), await anItem(inside.world, library)]
    const said = await ask(at(program), checkout, {
      body: { command_id: command_id(), patron_id: patron.patron_id, item_id: item.item_id },
    })
    assert.equal(said.status, 201, said.text)
    const [loan] = await inside.world.rows(
      `select t.version_id, t.resolved -> 'period' as period from circulation.loan l join circulation.terms t using (terms_id)
        where l.loan_id = $1`,
      [said.body.loan?.loan_id],
    )
    return loan
  }
  // Both have compiled the first version.
  for (const program of [one, two]) assert.equal((await lend(program))?.['version_id'], version_id)
  const { rows } = (await ask(at(one), readRegulation, { params: { version_id } })).body
  const draft = await ask(at(one), draftRegulation, {
    body: { command_id: command_id(), name: '2026-2', reason: 'Korter', copy_of: version_id },
  })
  assert.equal(draft.status, 201, draft.text)
  const params = { version_id: draft.body.version_id }
  const shorter = rows.map(row =>
    row.row_no === 1 ? { ...row, values: { ...row.values, period: { n: 14, unit: 'days' as const } } } : row,
  )
  const changed = await ask(at(one), changeRegulation, {
    params,
    body: { command_id: command_id(), rows: shorter },
  })
  assert.equal(changed.status, 200, changed.text)
  const today = Temporal.Now.plainDateISO('Europe/Brussels').toString()
  const active = await ask(at(one), activateRegulation, {
    params,
    body: { command_id: command_id(), starts_on: today, reason: 'Korter' },
  })
  assert.equal(active.status, 201, active.text)
  for (const program of [two, one]) assert.equal((await lend(program))?.['version_id'], params.version_id)
})

test('a turn of the clock is done once, whichever process does it', async () => {
  await inside.world.rows(
    `insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, personal_hash)
     values ($1, $1, now() - interval '5 minutes', 'readPatron', 'functional', 'seen', '')`,
    [library.library_id],
  )
  const turn = async () => {
    const before = await runs()
    await inside.client.query("select jobs.add_job('seal_access_log', job_key => 'seal_access_log')")
    for (let i = 0; i < 400 && (await runs()) === before; i++) await sleep(25)
    await sleep(300)
  }
  const runs = async () => (await inside.world.rows('select count(*) as n from privacy.seal'))[0]?.['n']
  await turn()
  const seals = await inside.world.rows('select rows::text from privacy.seal')
  assert.equal(seals.length, 1, 'sealed once')
  const planned = await inside.world.rows(
    'select count(*) as n, count(distinct identifier) as names from jobs._private_known_crontabs',
  )
  assert.equal(planned[0]?.['n'], planned[0]?.['names'], 'each timetable stands there once, for both')
  const doubled = await inside.world.rows(
    'select key from jobs._private_jobs group by key having count(*) > 1',
  )
  assert.deepEqual(doubled, [])
})

test('a login that lacks a right gets one sentence that says which', async () => {
  const places = [
    [
      'kaft_modest',
      'create role kaft_modest login',
      /may not make the roles that Kaft works with \(permission denied/,
    ],
    ['kaft_guest', 'create role kaft_guest login createrole', /lacks a right \(permission denied for /],
  ] as const
  await inside.client.query('create database kaft_there')
  for (const [login, made, says] of places) {
    await inside.client.query(made)
    // A role that made others may hand them out; here somebody else has made them.
    if (login === 'kaft_guest') {
      await inside.client.query(
        'grant kaft_owner, kaft_app, kaft_jobs, kaft_finder, kaft_report to kaft_guest with admin option',
      )
    }
    const ended = await runToEnd({ ...place.env, DATABASE_URL: server.addressFor(login, 'kaft_there') })
    assert.equal(ended.code, 1, ended.printed)
    assert.equal(ended.logged.trim().split('\n').length, 1, ended.logged)
    assert.match(ended.logged, says)
  }
})
