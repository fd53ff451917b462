import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { openMagda } from './base/magda/magda.ts'
import type { Mail } from './base/mail.ts'
import { uuid7 } from './base/uuid.ts'
import { allJobs } from './jobs.ts'
import { cataloguingJobs, noFeeds } from './modules/cataloguing/jobs.ts'
import { circulationTitleMoves } from './modules/circulation/index.ts'
import { openClock, type TestClock } from './testing/jobs.ts'
import { openMagdaSimulator, type MagdaSimulator } from './testing/magda.ts'
import { aRegulation, plainRows } from './testing/regulation.ts'
import { preparedFor, restrict } from './testing/restricted-asks.ts'
import { aTwin, type House, type Twin } from './testing/restricted-life.ts'
import { jobsMay, listedIn, operationsMay, wrong } from './testing/restricted-reasons.ts'
import { endsSession, sample } from './testing/sample.ts'
import { openWorld, type Said, type World } from './testing/world.ts'

/*
 * Whose data are kept only (AVG art. 18) is used for nothing else, by no list and by no job, also not by one that is written tomorrow. Two people
 * live in the same state; one of them asked for a limit. Every operation of the contract that touches patrons is asked in the name of both, and
 * every job runs over both: it looks past the limited one, refuses, or stands in `testing/restricted-reasons.ts` with the reason why it may not.
 */
let world: World
let clock: TestClock
let magda: MagdaSimulator
let folder: string
let house: House
let kept: Twin
let used: Twin
/** What both are on together, by the operation whose question names it. */
let together: Readonly<Record<string, Readonly<Record<string, unknown>>>>
let case_id: string
const roles: op.RoleCode[] = [
  'hoofd_balie',
  'catalografie',
  'kas',
  'beheer',
  'dpo',
  'consortium',
  'leners',
  'nieuws',
  'adreslijsten',
]
/** Identifiers that cannot be mistaken for any other number in an answer. */
const telling = [
  'patrons.patron_patron_id_seq',
  'circulation.loan_loan_id_seq',
  'circulation.hold_hold_id_seq',
  'finance.entry_entry_id_seq',
  'patrons.note_note_id_seq',
  'patrons.block_block_id_seq',
  'circulation.claim_claim_id_seq',
  'patrons.card_card_id_seq',
]
const door = () => openMagda({ url: magda.url, sender: { uri: 'proef.kaft/test', capacity: '1397' } })

const open = async (): Promise<void> => {
  magda = await openMagdaSimulator()
  world = await openWorld({ magda: door() })
  clock = openClock(world)
  folder = await mkdtemp(join(tmpdir(), 'kaft-restricted-'))
  const home = await world.library('Testgem')
  await aRegulation(
    world,
    home,
    plainRows({
      auto_renew: true,
      reminders: {
        predue_days: null,
        steps: [{ days: 56, after: 'due', cost_cents: 0 }],
        invoice_days: null,
        invoice_cents: 0,
      },
    }),
  )
  const owner = await world.staff(home, roles)
  house = { world, home, owner }
  for (const [i, seq] of telling.entries())
    await world.rows('select setval($1, $2)', [seq, 710_000_000_001 + i * 10_000_000_000])
  kept = await aTwin(house, {
    mark: 'Stilmarkering',
    number: '80.63.10-001.74',
    card: '2990000077441',
    card_number: '592077441043',
  })
  used = await aTwin(house, {
    mark: 'Vrijmarkering',
    number: '80.63.10-003.72',
    card: '2990000077442',
    card_number: '592077441144',
  })
  together = await preparedFor(house, [kept, used])
  case_id = await restrict(house, kept)
}
const close = async (): Promise<void> => {
  await clock.close()
  await world.close()
  await magda.close()
  await rm(folder, { recursive: true })
}

/** Whether a text holds anything of somebody: a word of theirs, or a number that only they have. */
const tells = (text: string, { mark, card, patron_ids, known }: Twin): boolean => {
  const ids = Object.values(known).filter(value => /^7\d{11}$/.test(value))
  // A file comes in its own wrapping.
  const words = text
    .replace(/"base64":"([^"]*)"/g, (_, file: string) => Buffer.from(file, 'base64').toString('utf8'))
    .toLowerCase()
  return [mark, card, ...patron_ids, ...ids].some(value => words.includes(value.toLowerCase()))
}
const touches = (o: op.Operation): boolean =>
  o.purpose !== undefined || o.leave.startsWith('patrons.') || o.leave.startsWith('finance.')

async function ask(o: op.Operation, who: Twin): Promise<Said<unknown>> {
  const { home, owner } = house
  world.now = world.now.add({ milliseconds: 1 })
  const [first, second] = home.branches
  const known: Record<string, unknown> = {
    ...who.known,
    case_id,
    command_id: uuid7(world.now),
    entry_ids: [who.known['entry_id']],
    version: 1,
    branch_id: first,
    pickup_branch_id: first,
    to_branch_id: second,
    library_id: home.library_id,
    library_ids: [home.library_id],
    branch_ids: [first],
    birth_on: '1980-03-10',
    ...together[o.id],
  }
  const part = (schema: op.Operation['params']) => (schema ? sample(schema, name => known[name]) : undefined)
  return world.call(o, { params: part(o.params), query: part(o.query), body: part(o.body) } as never, owner)
}

const refuses = ({ text }: Said<unknown>): boolean => text.includes('"processing_restricted"')
/** Every table whose rows name a patron. */
const ofPatrons = async (): Promise<string[]> =>
  (
    await world.rows(
      `select c.oid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        where a.attname = 'patron_id' and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
    )
  ).map(row => row['name']!)

/** Empty for one of them or both, since nothing that they do before they are looked at writes it. */
const unplanted = [
  'circulation.last_closed',
  'patrons.reader_session',
  'privacy.erasure',
  'privacy.restriction',
  'privacy.rights_case',
]
/** What a job can change of somebody, by table: of messages only that they went out. */
async function stateOf({ patron_ids }: Twin, tables: readonly string[]): Promise<Record<string, string>> {
  const of = tables.map(
    table => `select '${table}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as is from ${table} t
               where t.patron_id = any ($1::bigint[])${table === 'messaging.message' ? " and t.state = 'sent'" : ''}`,
  )
  const rows = await world.rows(of.join(' union all '), [patron_ids])
  return Object.fromEntries(rows.map(row => [row['name']!, row['is']!]))
}

describe('operations', () => {
  before(open)
  after(close)
  test('whatever hangs on a patron hangs on both of them here, also in a table that is new', async () => {
    const missing = []
    for (const table of await ofPatrons())
      for (const { mark, patron_ids } of [kept, used]) {
        const [row] = await world.rows(
          `select count(*) as n from ${table} where patron_id = any ($1::bigint[])`,
          [patron_ids],
        )
        if (row!['n'] === '0')
          missing.push(`${mark} has nothing in ${table}: plant it in testing/restricted-life.ts`)
      }
    const known = missing.filter(line => unplanted.some(table => line.includes(`in ${table}:`)))
    assert.deepEqual(
      missing.filter(line => !known.includes(line)),
      [],
    )
  })

  test('P87 whatever operation there is looks past whose data are kept only, refuses, or says why it may not', async () => {
    const faults: string[] = []
    const seen = { leaves_out: 0, refuses: 0 }
    // What only reads first: it finds everything as it was planted.
    for (const reads of [true, false])
      for (const { op: o } of op.operations) {
        // A reader acts for themselves, over a role that sees one person.
        if ((o.method === 'GET') !== reads || o.leave === 'reader' || endsSession.has(o.id)) continue
        const [ofKept, ofUsed] = [await ask(o, kept), await ask(o, used)]
        for (const said of [ofKept, ofUsed])
          assert.ok(said.status < 500, `${o.id}: ${said.text} ${world.logged.at(-1)}`)
        const both = ofKept.text + ofUsed.text
        const shows = tells(both, kept)
        if (!touches(o) && !shows && !tells(both, used)) continue
        const honours = refuses(ofKept) || (!shows && tells(both, used))
        if (honours) seen[refuses(ofKept) ? 'refuses' : 'leaves_out'] += 1
        const fault = wrong(o.id, { honours, shows, listed: listedIn(operationsMay, o.id) })
        if (fault !== null) faults.push(`${fault} (${ofKept.status} ${ofKept.problem?.code ?? ''})`)
      }
    assert.deepEqual(faults, [])
    assert.ok(seen.leaves_out > 8 && seen.refuses > 4, JSON.stringify(seen))
  })
})

describe('jobs', () => {
  before(open)
  after(close)
  test('P87 whatever job runs leaves alone whose data are kept only, or says why it may not', async () => {
    const mails: Mail[] = []
    const mailer = { send: async (mail: Mail) => (mails.push(mail), 'sent' as const), close: () => undefined }
    const hands = {
      mailer,
      magda: door(),
      erasedFile: join(folder, 'erased.jsonl'),
      site: 'http://127.0.0.1',
    }
    // Those of the catalogue reach nobody, and build whole indexes; what forgets lets go of what has had its time, limited or not.
    const ofTitles = new Set(cataloguingJobs(noFeeds, null, circulationTitleMoves).map(job => job.name))
    const jobs = allJobs(hands).filter(job => !ofTitles.has(job.name) && !job.name.startsWith('forget_'))
    const tables = await ofPatrons()
    const touched = new Map(jobs.map(job => [job.name, { kept: new Set<string>(), used: new Set<string>() }]))
    for (const hours of [16, 24]) {
      world.now = world.now.add({ hours })
      for (const job of jobs) {
        const before = [await stateOf(kept, tables), await stateOf(used, tables)] as const
        const sent = mails.length
        await job.handler(clock.ctx(job.name))
        const after = [await stateOf(kept, tables), await stateOf(used, tables)] as const
        const of = touched.get(job.name)!
        for (const table of tables) {
          if (before[0][table] !== after[0][table]) of.kept.add(table)
          if (before[1][table] !== after[1][table]) of.used.add(table)
        }
        const told = mails.slice(sent).map(mail => mail.to)
        assert.deepEqual(
          told.filter(to => to.startsWith('stil')),
          [],
          `${job.name} mails somebody whose data are kept only`,
        )
      }
    }
    const faults = jobs.flatMap(({ name }) => {
      const of = touched.get(name)!
      const shows = of.kept.size > 0
      const fault = wrong(name, {
        honours: of.used.size > 0 && !shows,
        shows,
        listed: listedIn(jobsMay, name),
      })
      return fault === null ? [] : [`${fault} (${[...of.kept].join(', ')})`]
    })
    assert.deepEqual(faults, [])
    assert.ok(
      mails.some(mail => mail.to.startsWith('vrij')),
      'the one who asked for nothing gets mail',
    )
  })
})

test('who uses a limited patron, shows nothing, or stands in the table for nothing is found, and told what to do', () => {
  const of = { honours: false, shows: false, listed: [] }
  assert.match(wrong('newList', { ...of, shows: true }) ?? '', /newList uses somebody .* leave it out/)
  assert.match(wrong('newJob', of) ?? '', /nothing here shows what it does .* plant what it needs/)
  assert.match(
    wrong('callList', { ...of, honours: true, listed: ['asked_for'] }) ?? '',
    /take it out of the table/,
  )
  assert.match(
    wrong('readPatron', { ...of, listed: ['asked_for', 'rights'] }) ?? '',
    /stands in the table twice/,
  )
  assert.equal(wrong('readPatron', { ...of, shows: true, listed: ['asked_for'] }), null)
  assert.equal(wrong('callList', { ...of, honours: true }), null)
  const jobs = new Set(allJobs({ mailer: null, magda: null, erasedFile: '' }).map(job => job.name))
  const named = Object.values(jobsMay).flatMap(({ names }) => names.filter(name => !jobs.has(name)))
  assert.deepEqual(named, [])
})
