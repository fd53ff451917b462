import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from './base/uuid.ts'
import { aLife, MARK, NUMBER } from './testing/life.ts'
import { anItem, aPatron } from './testing/people.ts'
import { aReader } from './testing/readers.ts'
import { aRegulation } from './testing/regulation.ts'
import { endsSession, sample } from './testing/sample.ts'
import { openMatrix, type Relation } from './testing/scope-matrix.ts'
import { aWebsite } from './testing/website.ts'
import { type Library, openWorld, type Someone, type World } from './testing/world.ts'

/*
 * Every operation of the contract, asked by a stranger in two worlds that differ in one thing: in the first a patron
 * of another library lives, with a loan, a hold, a charge and whatever else hangs on a person; in the second they
 * never did. The questions name everything of that library that can be named: the patron and what hangs on them, the
 * titles and items that they have and wait for, the branch. The stranger gets the same answer in both, to the byte:
 * no datum, no count, no other status or code. In a 3b agreement the data do appear, and are gone the moment it ends.
 */
interface Side {
  readonly world: World
  readonly home: Library
  readonly far: Library
  readonly owner: Someone
  readonly stranger: Someone
  readonly partner: Someone
  /** Whoever else could ask: each learns as little as the stranger. */
  readonly others: Readonly<Record<string, Someone | null>>
  readonly agreement_id: string
  readonly places: Readonly<Record<string, string>>
  readonly items: Parameters<typeof aLife>[1]['items']
}
const seen = openMatrix()
let lived: Side
let blank: Side
/** Values by property name: what the patron of `home` is and has. */
let theirs: Record<string, string>
const roles: op.RoleCode[] = ['hoofd_balie', 'catalografie', 'kas', 'beheer', 'dpo', 'consortium']
/** Identifiers that cannot be mistaken for any other number in an answer. */
const telling = [
  'patrons.patron_patron_id_seq',
  'circulation.loan_loan_id_seq',
  'circulation.hold_hold_id_seq',
  'finance.entry_entry_id_seq',
  'patrons.note_note_id_seq',
  'patrons.block_block_id_seq',
  'patrons.person_person_id_seq',
  'finance.account_account_id_seq',
  'circulation.claim_claim_id_seq',
  'patrons.card_card_id_seq',
  'acquisitions.purchase_suggestion_suggestion_id_seq',
]

/** A helper from outside, without a ticket and with one that runs for another library than the one with the patron. */
async function helpersOf(world: World, far: Library): Promise<Record<string, Someone>> {
  const helper = await world.staff(far, ['helpdesk'])
  const secret = randomBytes(16).toString('hex')
  const [help] = await world.rows(
    `insert into organisation.help (library_id, helper_id, helper_name, employer, ticket, reason, hours, write_reason, asked_at, approved,
       answered_at, writes, begins_at, ends_at)
     values ($1, $2, 'Hulp', 'helpdesk', 'T-1', 'een proef', 8, 'een proef', now(), true, now(), true, now(), now() + interval '8 hours')
     returning help_id`,
    [far.library_id, helper.staff_id],
  )
  await world.rows(
    `insert into organisation.session (secret_hash, staff_id, library_id, branch_id, started_at, full_until, expires_at, second_factor_at, help_id)
     values ($1, $2, $3, $4, now(), now() + interval '8 hours', now() + interval '8 hours', now(), $5)`,
    [
      createHash('sha256').update(secret).digest(),
      helper.staff_id,
      far.library_id,
      far.branches[0],
      help!.help_id,
    ],
  )
  return {
    'a helper without a ticket': helper,
    'a helper with a ticket for another library': { ...helper, secret },
  }
}

/** Libraries that work together with the one of the patron on the rungs that share no patrons, and one whose agreement ended. */
async function lowerRungs(world: World, home: Library): Promise<Record<string, Someone>> {
  const found: Record<string, Someone> = {}
  for (const [rung, name] of [
    ['1', 'a partner on rung 1'],
    ['2', 'a partner on rung 2'],
    ['3c', 'a partner whose agreement has ended'],
  ] as const) {
    const library = await world.library(`Trapgem ${rung}`)
    await aRegulation(world, library)
    const agreement_id = await world.agreement(rung, [home, library])
    if (rung === '3c')
      await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [
        agreement_id,
      ])
    found[name] = await world.staff(library, roles)
  }
  return found
}

/** A machine for self-service has a session too; its secret opens no operation of the desk. */
async function aMachine(world: World, far: Library): Promise<Someone> {
  const machine = await world.staff(far, [])
  await world.rows("update organisation.staff set kind = 'machine' where staff_id = $1", [machine.staff_id])
  return machine
}

/** Another reader of the very library, who is signed in, and one whose session is over. */
async function readersOf(world: World, home: Library, far: Library): Promise<Record<string, Someone>> {
  const patron = await aPatron(world, home, { family_name: 'Lezer' })
  await world.rows("update patrons.card set code = '4000000000001' where patron_id = $1", [patron.patron_id])
  const [first, second] = [
    await aReader(world, { ...patron, card: '4000000000001' }),
    await aReader(world, { ...patron, card: '4000000000001' }),
  ]
  const { library_id } = far
  return {
    'another reader': { ...second, library_id },
    'a reader whose session is over': { ...first, library_id },
  }
}

async function aSide(): Promise<Side> {
  const world = await openWorld()
  const home = await world.library('Thuisgem')
  const [far, near] = [await world.library('Vreemdgem'), await world.library('Buurgem')]
  const agreement_id = await world.agreement('3b', [home, near])
  for (const l of [home, far, near]) await aRegulation(world, l)
  const owner = await world.staff(home, roles)
  const { key = '' } = await aWebsite(world, far)
  const stranger = { ...(await world.staff(far, roles)), key }
  const partner = await world.staff(near, roles)
  const others = {
    nobody: null,
    ...(await helpersOf(world, far)),
    ...(await lowerRungs(world, home)),
    'a machine of another library': await aMachine(world, far),
    ...(await readersOf(world, home, far)),
  }
  for (const [i, seq] of telling.entries())
    await world.rows('select setval($1, $2)', [seq, 710_000_000_001 + i * 10_000_000_000])
  const of = (n: number) => ({ title: `Zwarte titel ${n}`, barcode: `3999000000000${n}` })
  const items = [
    await anItem(world, home, of(1)),
    await anItem(world, home, of(2)),
    await anItem(world, home, of(3)),
  ] as const
  const places = {
    library_id: home.library_id,
    branch_id: home.branches[0]!,
    pickup_branch_id: home.branches[0]!,
    to_branch_id: home.branches[1]!,
    staff_id: owner.staff_id,
    title_id: items[1].title_id,
    item_id: items[0].item_id,
    barcode: items[0].barcode,
  }
  return { world, home, far, owner, stranger, partner, others, agreement_id, places, items }
}

/**
 * What everyone may know is so in both: where each item is, without anyone who has it. And what is made from here on
 * gets the same ids.
 */
async function sameInPublic(): Promise<void> {
  const [all] = await lived.world.rows(
    "select coalesce(json_agg(s), '[]')::text as rows from circulation.item_status s",
  )
  await blank.world.rows(
    'insert into circulation.item_status select * from json_populate_recordset(null::circulation.item_status, $1::json)',
    [all!.rows],
  )
  const found = await lived.world.rows(
    "select format('%I.%I', schemaname, sequencename) as name, last_value from pg_sequences where last_value is not null",
  )
  for (const { name, last_value } of found)
    await blank.world.rows('select setval($1, $2)', [name, last_value])
}

before(async () => {
  ;[lived, blank] = [await aSide(), await aSide()]
  theirs = await aLife(lived.world, lived)
  await sameInPublic()
})
after(async () => {
  await lived.world.close()
  await blank.world.close()
})

/** These say of a national number that it is known elsewhere, and nothing more: that is what they are for. */
const tellsNumber = new Set(['knownElsewhere', 'registerPatron'])

/** These count records for who works for the whole consortium: numbers, and never whose. */
const tellsCounts = new Set(['previewJoining', 'previewParting'])
/** What stands in the document for an answer without their data: its status, and what else it may tell. */
const wordOf = (o: op.Operation, status: number): string =>
  `${status}${tellsNumber.has(o.id) ? ' k' : tellsCounts.has(o.id) ? ' n' : ''}`
const uncounted = (text: string): string => text.replace(/":\d+/g, '":n')

/** Which branches a question names: those of the other library, or the own ones, so that it gets further. */
type Where = 'theirs' | 'own'
const ownPlaces = ({ far }: Side): Record<string, string> => ({
  library_id: far.library_id,
  branch_id: far.branches[0]!,
  pickup_branch_id: far.branches[0]!,
  to_branch_id: far.branches[1]!,
})

async function ask(side: Side, o: op.Operation, { as, where }: { as: Someone | null; where: Where }) {
  const places = { ...side.places, ...(where === 'own' ? ownPlaces(side) : {}) }
  const special: Record<string, unknown> = {
    command_id: uuid7(side.world.now),
    entry_ids: [theirs.entry_id],
    version: 1,
    library_ids: [side.home.library_id, (as ?? side.stranger).library_id],
    branch_ids: [places.branch_id],
    ...(o.id === 'beginBulk' ? { codes: [theirs.card] } : {}),
    ...(['knownElsewhere', 'recogniseEid'].includes(o.id)
      ? { national_number: NUMBER, proof: 'document' }
      : {}),
    // What was planned by the question before; patrons who know already, so that it can be begun.
    ...(o.id.endsWith('Joining')
      ? { joining_id: '1', told_before: { on: '2026-11-01', reference: 'brief' } }
      : {}),
    // The agreement of the first library, which has no end; far from now, so that nobody who asks after this finds a closed door.
    ...(o.id === 'endParticipation' ? { participation_id: '1', stops_on: '2090-01-01' } : {}),
    ...(o.id === 'addParticipation'
      ? { version: '1', signed_on: '2026-01-01', starts_on: '2026-01-01', ends_on: '2091-01-01' }
      : {}),
    ...(o.id === 'previewParting' ? { agreement_id: side.agreement_id } : {}),
    ...(o.id === 'takeFromCard' ? { fields: { street: 'Proefweg 1' } } : {}),
  }
  // Where the others name the code of a card, these name one of the contract, of a new crate or of a subfield.
  const known = (name: string): unknown =>
    special[name] ??
    (['explainDecision', 'addCrate', 'confirmOnline', 'beginTitleChange'].includes(o.id) && name === 'code'
      ? undefined
      : (theirs[name] ?? places[name as keyof typeof places]))
  const part = (schema: op.Operation['params']) => (schema ? sample(schema, known) : undefined)
  return side.world.call(o, { params: part(o.params), query: part(o.query), body: part(o.body) } as never, as)
}

/** An answer without what no two answers share: moments, ids made at random, and the names that tests count up. */
const plain = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'uuid')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)/g, 'moment')
    .replace(/"(password|secret|workstation_key|key)":"[^"]*"/g, '"$1":"random"')
    .replace(/"(challenge|qr|user)":("[^"]*"|\{[^}]*\})/g, '"$1":"random"')
    .replace(/\bI\d{3}(?=\d?")/g, 'I')
    .replace(/(Testmedewerker |staff|"control_number":"t)\d+/g, '$1')

const betrays = (text: string): string[] =>
  [
    MARK,
    'zwartemarkering',
    ...Object.entries(theirs).flatMap(([k, v]) => (k === 'q' ? [] : [v])),
    '998877',
  ].filter(x => text.toLowerCase().includes(x.toLowerCase()))

describe('a stranger learns nothing by any operation', () => {
  for (const { op: o } of op.operations) {
    if (endsSession.has(o.id)) continue
    test(o.id, async () => {
      for (const where of ['theirs', 'own'] as const) {
        const said = await ask(lived, o, { as: lived.stranger, where })
        assert.notEqual(said.status, 500, said.text)
        assert.notEqual(
          said.problem?.code,
          'invalid',
          `the question never reached the use case: ${said.text}`,
        )
        // What the caller typed may come back in what the caller now owns; nothing else may.
        const own = o.id === 'registerPatron' ? said.text.replaceAll(theirs.card!, '') : said.text
        assert.deepEqual(betrays(own), [], `${o.id} betrays`)
        const never = await ask(blank, o, { as: blank.stranger, where })
        if (where === 'theirs') seen.note(o, 'stranger', wordOf(o, said.status))
        if (tellsNumber.has(o.id)) continue
        assert.equal(said.status, never.status, `${said.text} / ${never.text}`)
        const shown = (text: string) => (tellsCounts.has(o.id) ? uncounted(plain(text)) : plain(text))
        assert.equal(shown(said.text), shown(never.text), `${o.id}, with the branches that are ${where}`)
      }
    })
  }
})

/** Refused for what they are, before anything was looked up: no answer of theirs can hang on a patron. */
const atTheDoor = new Set([401, 403])
describe('neither does anybody else', () => {
  for (const who of [
    'nobody',
    'a helper without a ticket',
    'a helper with a ticket for another library',
    'a partner on rung 1',
    'a partner on rung 2',
    'a partner whose agreement has ended',
    'a machine of another library',
    'another reader',
    'a reader whose session is over',
  ] as const satisfies readonly Relation[])
    test(who, async () => {
      let passed = 0
      for (const { op: o } of op.operations) {
        if (endsSession.has(o.id)) continue
        const said = await ask(lived, o, { as: lived.others[who]!, where: 'theirs' })
        const own = o.id === 'registerPatron' ? said.text.replaceAll(theirs.card!, '') : said.text
        assert.deepEqual(betrays(own), [], `${o.id} betrays`)
        assert.notEqual(said.status, 500, `${o.id}: ${said.text}`)
        if (!atTheDoor.has(said.status)) passed += 1
        // No operation of staff is a reader's.
        if (who === 'another reader' && o.leave !== 'reader' && o.leave !== 'anyone')
          assert.equal(said.status, 401, `${o.id}: ${said.text}`)
        const never = await ask(blank, o, { as: blank.others[who]!, where: 'theirs' })
        seen.note(o, who, wordOf(o, said.status))
        if (tellsNumber.has(o.id)) continue
        assert.equal(said.status, never.status, `${o.id}: ${said.text} / ${never.text}`)
        const told = (text: string) => (tellsCounts.has(o.id) ? uncounted(plain(text)) : plain(text))
        assert.equal(told(said.text), told(never.text), o.id)
        assert.equal(plain(said.text).length, plain(never.text).length, `${o.id}: the same size`)
      }
      // Who may do nothing gets past the door of what is open to anyone or to whoever is signed in, and of nothing else.
      const open = op.operations.filter(({ op: o }) => ['anyone', 'signed_in'].includes(o.leave)).length
      if (['nobody', 'a machine of another library', 'a reader whose session is over'].includes(who))
        assert.ok(passed <= open, `${passed} of ${open}`)
      else assert.ok(passed > 0)
    })
})

const shown: op.Operation[] = [op.findPatrons, op.readPatron, op.readPatronHead, op.readAccount, op.scan]
describe('in a 3b agreement the data appear, and disappear the moment it ends', () => {
  const asPartner = (o: op.Operation) => ask(lived, o, { as: lived.partner, where: 'theirs' })
  test('they appear', async () => {
    for (const o of shown) assert.ok(betrays((await asPartner(o)).text).length > 0, `${o.id} shows nothing`)
    const loans = await lived.world.call(
      op.patronLoans,
      { params: { patron_id: theirs.patron_id! } },
      lived.partner,
    )
    assert.equal(loans.body.rows.length, 2)
  })
  test('what only reads is asked by the own library and its partner', async () => {
    for (const [who, as] of [
      ['owner', lived.owner],
      ['rung 3b', lived.partner],
    ] as const) {
      let data = 0
      for (const { op: o } of op.operations.filter(x => x.op.method === 'GET' && !endsSession.has(x.op.id))) {
        const said = await ask(lived, o, { as, where: 'theirs' })
        const has = betrays(said.text).length > 0
        if (has) data += 1
        seen.note(o, who, has ? 'data' : String(said.status))
      }
      assert.ok(data > 5, `${who} sees the data in ${data} answers`)
    }
  })
  test('and are gone', async () => {
    await lived.world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [
      lived.agreement_id,
    ])
    for (const { op: o } of op.operations) {
      if (endsSession.has(o.id) || o.id === 'registerPatron') continue
      const said = await asPartner(o)
      assert.deepEqual(betrays(said.text), [], `${o.id} still betrays`)
    }
  })
})

test('each operation of the contract has exactly one handler', async () => {
  const { allRoutes } = await import('./routes.ts')
  const bound = allRoutes({ demo: false })
    .map(r => r.op.id)
    .sort()
  assert.deepEqual(bound, op.operations.map(o => o.op.id).sort())
})

test('docs/scope-matrix.md says what was seen here', async () => {
  const { said, seen: now } = await seen.compare(op.operations.map(o => o.op))
  const lines = new Set(said.split('\n'))
  const differ = now.split('\n').filter(line => !lines.has(line))
  assert.deepEqual(differ, [], 'run npm run scope-matrix, look at the difference, and commit it')
  assert.equal(said, now, 'run npm run scope-matrix, look at the difference, and commit it')
})
