import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { sql } from '../../../base/sql.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { ctxOf } from '../testing/ctx.ts'
import { aForm, commandId, testNumber } from '../testing/forms.ts'
import { changePatron } from './change-patron.ts'

let world: World
let library: Library
let desk: Someone
let partner: Someone
let stranger: Someone
before(async () => {
  world = await openWorld()
  library = await world.library('Testgem')
  desk = await world.staff(library, ['balie'])
  const beside = await world.library('Partnergem')
  partner = await world.staff(beside, ['balie'])
  await world.agreement('3b', [library, beside])
  stranger = await world.staff(await world.library('Vreemdgem'), ['balie'])
})
after(() => world.close())

const register = async (wish: Parameters<typeof aForm>[0] = {}) => {
  const said = await world.call(op.registerPatron, { body: aForm(wish) }, desk)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const command = () => ({ command_id: commandId() })
const paramsOf = (p: { patron_id: string }) => ({ patron_id: p.patron_id })
const read = async (p: { patron_id: string }, as = desk) =>
  (await world.call(op.readPatron, { params: paramsOf(p) }, as)).body
const head = async (p: { patron_id: string }, as = desk) =>
  (await world.call(op.readPatronHead, { params: paramsOf(p) }, as)).body
const fieldsOf = (p: op.Patron) => {
  const {
    family_name,
    given_name,
    birth_on,
    gender,
    street,
    postcode,
    municipality,
    email,
    phone,
    language,
    message_channel,
    keep_history,
    news,
  } = p
  return {
    family_name,
    given_name,
    birth_on,
    gender,
    street,
    postcode,
    municipality,
    email,
    phone,
    language,
    message_channel,
    keep_history,
    news,
  }
}
const change = (p: op.Patron, wish: Partial<op.BodyOf<typeof op.changePatron>>, as = desk) =>
  world.call(
    op.changePatron,
    { params: paramsOf(p), body: { ...command(), ...fieldsOf(p), version: p.version, ...wish } },
    as,
  )
const tokens = async (p: { patron_id: string }) =>
  (
    await world.rows('select token from patrons.name_token where patron_id = $1 order by 1', [p.patron_id])
  ).map(t => t.token)

test('changed data are stored with their source, and the new name is found instead of the former', async () => {
  const p = await register({ family_name: 'Devos', phone: '09 1', national_number: testNumber(1) })
  const said = await change(p, {
    family_name: 'Maes',
    phone: null,
    email: ' els@bib.be ',
    message_channel: 'email',
    former_names: 'forget',
  })
  assert.equal(said.status, 200, said.text)
  assert.deepEqual(said.body, {
    ...p,
    family_name: 'Maes',
    phone: null,
    email: 'els@bib.be',
    message_channel: 'email',
    sources: said.body.sources,
    version: 2,
  })
  const found = async (q: string) =>
    (await world.call(op.findPatrons, { query: { q } }, desk)).body.rows.length
  assert.deepEqual(
    [await found('devos'), await found('vos'), await found('maes'), await found('els@bib.be')],
    [0, 0, 1, 1],
  )
  const [row] = await world.rows('select provenance from patrons.patron where patron_id = $1', [p.patron_id])
  const source = row!.provenance as unknown as Record<string, unknown>
  assert.deepEqual(
    Object.keys(source).filter(k => ['family_name', 'email', 'message_channel'].includes(k)).length,
    3,
  )
})

test('tokens after a change are those of the name, whatever they were', async () => {
  const p = await register({ family_name: 'Wouters', given_name: 'Lien' })
  const fresh = await register({ family_name: 'Wauters', given_name: 'Lien' })
  await change(p, { family_name: 'Wauters' })
  assert.deepEqual(await tokens(p), await tokens(fresh))
})

test('of two people who change one record, the second is told and writes nothing', async () => {
  const p = await register()
  const [one, two] = await Promise.all([
    change(p, { street: 'Kerkstraat 1' }),
    change(p, { street: 'Kerkstraat 2' }),
  ])
  assert.deepEqual([one.status, two.status].toSorted(), [200, 412])
  const lost = one.status === 412 ? one : two
  assert.equal(lost.problem.code, 'changed_meanwhile')
  assert.equal((await read(p)).street, (one.status === 200 ? one : two).body.street)
  const again = { version: 2, ...command() }
  const said = await Promise.all([change(p, { ...again, street: 'A' }), change(p, { ...again, street: 'A' })])
  assert.deepEqual(
    said.map(s => s.status),
    [200, 200],
  )
  assert.equal((await read(p)).version, 3)
})

test('who chooses otherwise about history has that done in the same transaction, and nobody else', async () => {
  const p = await register()
  const ctx = await ctxOf(world, desk, 'changePatron')
  const chosen: boolean[] = []
  const turn = async (keep_history: boolean, version: number, done = sql`select 1`) =>
    changePatron(
      ctx,
      { patron_id: p.patron_id, body: { ...fieldsOf(p), ...command(), keep_history, version } },
      (_, patron_id, keep) => {
        assert.equal(patron_id, p.patron_id)
        chosen.push(keep)
        return [done]
      },
    )
  await turn(true, 1)
  await turn(true, 2)
  await turn(false, 3)
  assert.deepEqual(chosen, [true, false])
  await assert.rejects(turn(true, 4, sql`select 1 / 0`), { code: '22012' })
  assert.deepEqual([(await read(p)).keep_history, (await read(p)).version], [false, 4])
})

test('what cannot be is refused by name', async () => {
  const p = await register()
  assert.equal((await change(p, { email: 'x' })).problem.code, 'email_invalid')
  assert.equal((await change(p, { birth_on: '1984-13' })).problem.code, 'birth_invalid')
  assert.equal((await change(p, { given_name: ' ' })).problem.code, 'invalid')
  assert.equal((await change(p, { membership_type: 'x' } as object)).problem.code, 'invalid')
  assert.equal((await read(p)).version, 1)
})

test('a new card opens the record; the former one is told as lost and never given again', async () => {
  const p = await register({ card: 'OUD-1' })
  const replace = (card: string, more: object = {}) =>
    world.call(
      op.replaceCard,
      { params: paramsOf(p), body: { ...command(), card, former: 'lost', charge_fee: true, ...more } },
      desk,
    )
  const said = await replace(' NIEUW-2 ')
  assert.deepEqual(
    said.body.cards.map(c => [c.card, c.state]),
    [
      ['NIEUW-2', 'active'],
      ['OUD-1', 'lost'],
    ],
  )
  assert.equal(said.body.balance_cents, 750)
  const found = async (q: string) =>
    (await world.call(op.findPatrons, { query: { q } }, desk)).body.rows.length
  assert.deepEqual([await found('OUD-1'), await found('NIEUW-2')], [0, 1])
  assert.equal((await head(p)).card_tail, 'UW-2')
  for (const card of ['OUD-1', 'NIEUW-2']) assert.equal((await replace(card)).problem.code, 'card_in_use')
  assert.equal(
    (await world.call(op.registerPatron, { body: aForm({ card: 'OUD-1' }) }, desk)).problem.code,
    'card_in_use',
  )
  assert.equal((await replace('NIEUW-3', { former: 'ended', charge_fee: false })).body.balance_cents, 750)
  const states = await world.rows(
    'select code, state, until::text from patrons.card where patron_id = $1 order by card_id',
    [p.patron_id],
  )
  assert.deepEqual(
    states.map(s => [s.code, s.state, s.until]),
    [
      ['OUD-1', 'lost', '2026-11-25'],
      ['NIEUW-2', 'ended', '2026-11-25'],
      ['NIEUW-3', 'active', null],
    ],
  )
})

test('a membership is renewed from its end while it runs, and from today once it ended', async () => {
  const p = await register()
  const renew = (membership_type = 'volwassene') =>
    world.call(op.renewMembership, { params: paramsOf(p), body: { ...command(), membership_type } }, desk)
  const said = await renew()
  assert.deepEqual(
    [said.status, said.body.member_until, said.body.member_since, said.body.balance_cents],
    [201, '2028-11-25', '2026-11-25', 1000],
  )
  await world.rows(`update patrons.patron set member_until = '2026-11-24' where patron_id = $1`, [
    p.patron_id,
  ])
  assert.deepEqual((await head(p)).findings, [
    { code: 'patron_expired', weight: 'ask', about: { member_until: '2026-11-24' }, may_accept: true },
  ])
  assert.equal((await renew('klas')).body.member_until, '2027-11-25')
  const after = await read(p)
  assert.deepEqual([after.membership_name, after.balance_cents, (await head(p)).findings], ['Klas', 1000, []])
  assert.equal((await renew('jeugd')).problem.code, 'membership_type_age')
  assert.equal((await renew('zwemmer')).problem.code, 'membership_type_unknown')
})

test('a block asks at the desk until its end or until it is lifted', async () => {
  const p = await register()
  const block = (reason: string, until: string | null) =>
    world.call(op.setBlock, { params: paramsOf(p), body: { ...command(), reason, until } }, desk)
  await block('Sleutel van de kast', null)
  const said = await block('Sleutel van de kluis', '2026-11-25')
  assert.deepEqual(
    said.body.blocks.map(b => [b.reason, b.since, b.until]),
    [
      ['Sleutel van de kast', '2026-11-25', null],
      ['Sleutel van de kluis', '2026-11-25', '2026-11-25'],
    ],
  )
  assert.deepEqual(
    (await head(p)).findings.map(f => [f.code, f.weight, f.about.reason, f.may_accept]),
    [
      ['patron_blocked', 'ask', 'Sleutel van de kast', false],
      ['patron_blocked', 'ask', 'Sleutel van de kluis', false],
    ],
  )
  world.now = world.now.add({ hours: 24 })
  assert.equal((await head(p)).findings.length, 1)
  world.now = world.now.subtract({ hours: 24 })
  const [first] = said.body.blocks
  const lift = (block_id = first!.block_id, as = desk) =>
    world.call(op.liftBlock, { params: { ...paramsOf(p), block_id } }, as)
  assert.equal((await lift()).body.blocks.length, 1)
  assert.equal((await lift()).status, 200)
  assert.equal((await lift('987654')).problem.code, 'not_found')
  const stray = await register()
  assert.equal(
    (
      await world.call(
        op.liftBlock,
        { params: { ...paramsOf(stray), block_id: said.body.blocks[1]!.block_id } },
        desk,
      )
    ).problem.code,
    'not_found',
  )
  for (const [reason, until] of [
    ['x', '2026-11-24'],
    ['x', '2026-02-31'],
    [' ', null],
  ] as const)
    assert.equal((await block(reason, until)).problem.code, 'invalid')
})

test('a note has an end, after which nobody sees it', async () => {
  const p = await register()
  const add = (text: string, until: string, as = desk) =>
    world.call(op.addNote, { params: paramsOf(p), body: { ...command(), text, until } }, as)
  const said = await add(' Vraag naar\nde doos. ', '2026-11-26')
  assert.deepEqual(
    [said.status, said.body.text, said.body.until, said.body.at],
    [201, 'Vraag naar\nde doos.', '2026-11-26', '2026-11-25T13:05:00Z'],
  )
  assert.deepEqual(
    [(await read(p)).notes, (await head(p)).notes],
    [[{ ...said.body, at: '2026-11-25T13:05:00.000000Z' }], ['Vraag naar\nde doos.']],
  )
  world.now = world.now.add({ hours: 48 })
  assert.deepEqual([(await read(p)).notes, (await head(p)).notes], [[], []])
  world.now = world.now.subtract({ hours: 48 })
  for (const [text, until] of [
    ['x', '2026-11-24'],
    ['x', '2026-11-31'],
    ['  ', '2026-12-01'],
    ['a\0', '2026-12-01'],
    ['x'.repeat(501), '2026-12-01'],
  ] as const) {
    assert.equal((await add(text, until)).problem.code, 'invalid', text.slice(0, 5))
  }
  const params = { ...paramsOf(p), note_id: said.body.note_id }
  assert.equal((await world.call(op.removeNote, { params }, desk)).status, 200)
  assert.equal((await world.call(op.removeNote, { params }, desk)).problem.code, 'not_found')
  assert.deepEqual((await read(p)).notes, [])
})

/** Every change that the contract knows, asked for by someone else's library. */
const changesBy = async (p: op.Patron, note_id: string, block_id: string, as: Someone) => {
  const params = paramsOf(p)
  const said = [
    await change(p, { street: 'Elders 1' }, as),
    await world.call(op.addNote, { params, body: { ...command(), text: 'x', until: '2027-01-01' } }, as),
    await world.call(op.removeNote, { params: { ...params, note_id } }, as),
    await world.call(
      op.replaceCard,
      { params, body: { ...command(), card: 'X', former: 'lost', charge_fee: false } },
      as,
    ),
    await world.call(
      op.renewMembership,
      { params, body: { ...command(), membership_type: 'volwassene' } },
      as,
    ),
    await world.call(op.setBlock, { params, body: { ...command(), reason: 'x', until: null } }, as),
    await world.call(op.liftBlock, { params: { ...params, block_id } }, as),
  ]
  return new Set(said.map(s => s.problem.code))
}

test('P60 P65 a partner reads a patron and changes nothing; a stranger does not find one', async () => {
  const p = await register({ national_number: testNumber(3) })
  const note = (
    await world.call(
      op.addNote,
      { params: paramsOf(p), body: { ...command(), text: 'Notitie', until: '2027-01-01' } },
      desk,
    )
  ).body
  await world.call(
    op.setBlock,
    { params: paramsOf(p), body: { ...command(), reason: 'Reden', until: null } },
    desk,
  )
  const before = await read(p)
  const [block] = before.blocks

  const seen = await read(p, partner)
  assert.deepEqual({ ...seen, notes: [], sources: [] }, { ...before, notes: [], sources: [] })
  assert.equal(seen.notes[0]!.by, 'Testgem')
  assert.ok(seen.sources.every(one => one.by === 'Testgem'))
  assert.deepEqual([...(await changesBy(before, note.note_id, block!.block_id, partner))], ['patron_not_own'])
  assert.deepEqual(
    [...(await changesBy(before, note.note_id, block!.block_id, stranger))],
    ['patron_unknown'],
  )
  for (const operation of [op.readPatron, op.readPatronHead]) {
    const said = await world.call(operation, { params: paramsOf(p) }, stranger)
    assert.deepEqual([said.status, said.problem.code], [404, 'patron_unknown'])
  }
  assert.deepEqual(await read(p), before)
})

test('P115 every look at a record is logged with its operation, and every look in vain', async () => {
  const p = await register()
  await head(p, partner)
  await head(p, stranger)
  const rows = await world.rows(
    `select by_library_id, outcome, patron_id from privacy.access_log where operation = 'readPatronHead' and staff_id = any($1) order by access_id desc limit 2`,
    [[partner.staff_id, stranger.staff_id]],
  )
  assert.deepEqual(
    rows.map(r => [r.by_library_id, r.outcome, r.patron_id]),
    [
      [stranger.library_id, 'refused', null],
      [partner.library_id, 'seen', p.patron_id],
    ],
  )
})

test('P105 the head of a patron shows what the desk needs: no address, birth date or number', async () => {
  const p = await register({
    street: 'Geheime straat 1',
    email: 'geheim@bib.be',
    phone: '09 222 33 44',
    national_number: testNumber(4),
    birth_on: '1984-05-17',
  })
  const { text, body } = await world.call(op.readPatronHead, { params: paramsOf(p) }, desk)
  // Said only where it is so: a card that is no reader's own, contact data that were not asked for in a year, and a
  // reader who came over from another system.
  const shown = Object.keys(op.PatronHead.properties).filter(
    key => !['card_type', 'contact_due', 'came_over'].includes(key),
  )
  assert.deepEqual(Object.keys(body).toSorted(), shown.toSorted())
  for (const hidden of ['Geheime', 'geheim@', '222', '1984']) assert.ok(!text.includes(hidden), hidden)
})
