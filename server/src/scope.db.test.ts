import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from './base/uuid.ts'
import { sample } from './testing/sample.ts'
import { anItem } from './testing/people.ts'
import { aRegulation } from './testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from './testing/world.ts'

/*
 * Every operation of the contract, called with the identifiers of another library's patron. Stranger: the answer is
 * the one that identifiers get which never existed: same status, same code, same size, and no datum of the patron.
 * In a 3b agreement the data do appear, and are gone the moment it ends.
 */
let world: World
let home: Library
let stranger: Someone
let partner: Someone
let agreement_id: string
let owner: Someone
/** Values by property name: the identifiers of the patron of `home`, and twins of them that never existed. */
let theirs: Record<string, string>
let nobodys: Record<string, string>
const MARK = 'Zwartemarkering'
const roles: op.RoleCode[] = ['hoofd_balie', 'catalografie', 'kas', 'beheer', 'dpo', 'consortium']
const id = () => uuid7(world.now)

before(async () => {
  world = await openWorld()
  home = await world.library('Thuisgem')
  const [far, near] = [await world.library('Vreemdgem'), await world.library('Buurgem')]
  agreement_id = await world.agreement('3b', [home, near])
  for (const l of [home, far, near]) await aRegulation(world, l)
  ;[owner, stranger, partner] = [
    await world.staff(home, roles),
    await world.staff(far, roles),
    await world.staff(near, roles),
  ]
  // Identifiers that cannot be mistaken for any other number in an answer.
  for (const [i, seq] of [
    'patrons.patron_patron_id_seq',
    'circulation.loan_loan_id_seq',
    'circulation.hold_hold_id_seq',
    'finance.entry_entry_id_seq',
    'patrons.note_note_id_seq',
    'patrons.block_block_id_seq',
    'patrons.person_person_id_seq',
    'finance.account_account_id_seq',
    'circulation.claim_claim_id_seq',
  ].entries())
    await world.rows('select setval($1, $2)', [seq, 710_000_000_001 + i * 10_000_000_000])
  theirs = await aLife()
  nobodys = Object.fromEntries(
    Object.entries(theirs).map(([k, v]) => [
      k,
      k === 'q' || k === 'card' || k === 'code' || k === 'barcode'
        ? v.replace(/[a-z]/g, 'q').replace(/\d/g, '8')
        : k === 'event_id' || k === 'payment_id'
          ? id()
          : '799000000001',
    ]),
  )
})
after(() => world.close())

/** A patron with a loan, a hold, a charge, a payment, a note and a block: something for each operation to betray. */
async function aLife(): Promise<Record<string, string>> {
  const card = '2990000077441'
  const made = await world.call(
    op.registerPatron,
    {
      body: {
        command_id: id(),
        family_name: MARK,
        given_name: 'Testpersoon',
        birth_on: '1980-03-10',
        gender: 'm',
        street: 'Zwartemarkeringstraat 1',
        postcode: '9000',
        municipality: 'Gent',
        email: 'zwartemarkering@example.invalid',
        phone: '+32 470 99 88 77',
        language: 'nl',
        message_channel: 'email',
        keep_history: false,
        news: false,
        national_number: '80.63.10-001.74',
        card,
        membership_type: 'volwassene',
        statement: 'screen',
      },
    },
    owner,
  )
  assert.equal(made.status, 201, made.text)
  const patron = { patron_id: made.body.patron_id, card }
  const [item, held] = [await anItem(world, home), await anItem(world, home)]
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    owner,
  )
  assert.equal(lent.status, 201, lent.text)
  const hold = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: patron.patron_id,
        title_id: held.title_id,
        pickup_branch_id: home.branches[0]!,
        accept: ['item_available_here'],
      },
    },
    owner,
  )
  assert.equal(hold.status, 201, hold.text)
  const charged = await world.call(
    op.addCharge,
    {
      params: { patron_id: patron.patron_id },
      body: { command_id: id(), charge_kind: 'other', amount_cents: 1234, reason: MARK },
    },
    owner,
  )
  const entry = charged.body.open[0]!
  const paid = await world.call(
    op.receivePayment,
    {
      params: { patron_id: patron.patron_id },
      body: { command_id: id(), method: 'card', entry_ids: [entry.entry_id], amount_cents: 100 },
    },
    owner,
  )
  assert.equal(paid.status, 201, paid.text)
  const note = await world.call(
    op.addNote,
    { params: { patron_id: patron.patron_id }, body: { command_id: id(), text: MARK, until: '2027-01-01' } },
    owner,
  )
  assert.equal(note.status, 201, note.text)
  const block = await world.call(
    op.setBlock,
    { params: { patron_id: patron.patron_id }, body: { command_id: id(), reason: MARK, until: null } },
    owner,
  )
  assert.equal(block.status, 201, block.text)
  const out = await world.call(
    op.checkout,
    {
      body: {
        command_id: id(),
        patron_id: patron.patron_id,
        item_id: (await anItem(world, home)).item_id,
        accept: ['debt_block', 'patron_blocked'],
      },
    },
    owner,
  )
  assert.equal(out.status, 201, out.text)
  const claimed = await world.call(
    op.claimReturned,
    { params: { loan_id: out.body.loan!.loan_id }, body: { command_id: id() } },
    owner,
  )
  assert.equal(claimed.status, 201, claimed.text)
  const [claim] = (await world.call(op.listClaims, {}, owner)).body.rows
  return {
    claim_id: claim!.claim_id,
    patron_id: patron.patron_id,
    card: patron.card,
    code: patron.card,
    q: MARK,
    loan_id: lent.body.loan!.loan_id,
    hold_id: hold.body.hold.hold_id,
    event_id: lent.body.event_id!,
    entry_id: entry.entry_id,
    payment_id: paid.body.payment_id,
    note_id: note.body.note_id,
    block_id: block.body.blocks[0]!.block_id,
  }
}

/** Names in a schema that may hold an identifier of a person or of something that hangs on one. */
const touches = (o: op.Operation): boolean =>
  /"(patron_id|card|code|q|loan_id|hold_id|event_id|entry_ids?|payment_id|note_id|block_id|claim_id)"/.test(
    JSON.stringify([o.params, o.query, o.body]),
  )
/** The answer itself may legitimately be about the caller: their own session would end. */
const skipped = new Set(['signIn', 'signOut', 'switchStaff', 'chooseBranch'])

async function ask(o: op.Operation, ids: Record<string, string>, as: Someone) {
  const special: Record<string, unknown> = {
    command_id: id(),
    entry_ids: [ids.entry_id],
    version: 1,
    library_ids: [home.library_id, as.library_id],
    ...(o.id === 'beginBulk' ? { codes: [ids.card] } : {}),
    ...(o.id === 'knownElsewhere' ? { national_number: '80.63.10-001.74' } : {}),
  }
  // One operation names a code of the contract where the others name a card's.
  const known = (name: string): unknown =>
    special[name] ?? (o.id === 'explainDecision' && name === 'code' ? undefined : ids[name])
  const part = (schema: op.Operation['params']) => (schema ? sample(schema, known) : undefined)
  const said = await world.call(
    o,
    { params: part(o.params), query: part(o.query), body: part(o.body) } as never,
    as,
  )
  return {
    ...said,
    plain: said.text
      .replace(/"instance":"[^"]*"/, '')
      .replace(/"(at|now)":"[^"]*"/g, '')
      .replace(/[0-9a-f-]{36}/g, 'uuid'),
  }
}
const betrays = (text: string): string[] =>
  [
    MARK,
    'zwartemarkering',
    ...Object.entries(theirs)
      .filter(([k]) => k !== 'q')
      .map(([, v]) => v),
    '998877',
  ].filter(x => text.toLowerCase().includes(x.toLowerCase()))

describe('a stranger learns nothing by any operation', () => {
  for (const { op: o } of op.operations) {
    if (skipped.has(o.id)) continue
    test(o.id, async () => {
      const said = await ask(o, theirs, stranger)
      assert.notEqual(said.status, 500, said.text)
      assert.notEqual(said.problem?.code, 'invalid', `the question never reached the use case: ${said.text}`)
      // What the caller typed may come back in what the caller now owns; nothing else may.
      const own = o.id === 'registerPatron' ? said.text.replaceAll(theirs.card!, '') : said.text
      assert.deepEqual(betrays(own), [], `${o.id} betrays`)
      if (!touches(o) || o.id === 'registerPatron') return
      const blank = await ask(o, nobodys, stranger)
      assert.equal(said.status, blank.status, `${said.text} / ${blank.text}`)
      assert.equal(said.plain.length, blank.plain.length, `${said.plain}\n${blank.plain}`)
    })
  }
})

const shown: op.Operation[] = [op.findPatrons, op.readPatron, op.readPatronHead, op.readAccount, op.scan]
describe('in a 3b agreement the data appear, and disappear the moment it ends', () => {
  test('they appear', async () => {
    for (const o of shown)
      assert.ok(betrays((await ask(o, theirs, partner)).text).length > 0, `${o.id} shows nothing`)
    assert.equal(
      (await world.call(op.patronLoans, { params: { patron_id: theirs.patron_id! } }, partner)).body.rows
        .length,
      2,
    )
  })
  test('and are gone', async () => {
    await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [
      agreement_id,
    ])
    for (const { op: o } of op.operations) {
      if (skipped.has(o.id) || o.id === 'registerPatron') continue
      const said = await ask(o, theirs, partner)
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
