import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { anItem, aPatron, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { patronJobs } from '../jobs.ts'

let world: World
let clock: TestClock
let here: Library
let amina: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie'])
  await aRegulation(world, here)
})
after(async () => {
  await clock.close()
  await world.close()
})
const id = () => uuid7(world.now)
const tie = (open: TestPatron, other: TestPatron, role: op.FamilyRole) =>
  world.call(
    op.addFamily,
    {
      params: { patron_id: open.patron_id },
      body: { command_id: id(), card: other.card, role, consent: 'paper' },
    },
    amina,
  )
const family = async ({ patron_id }: TestPatron, as = amina) =>
  (await world.call(op.readFamily, { params: { patron_id } }, as)).body
const roles = async (patron: TestPatron) =>
  (await family(patron)).members.map(member => [member.patron_id, member.role])

test('a child and who collects stand on both pages, each from its own side', async () => {
  const [liesbeth, wout, roza] = [
    await aPatron(world, here),
    await aPatron(world, here, { birth_on: '2018-04-02' }),
    await aPatron(world, here, { birth_on: '1950-01-01' }),
  ]
  const made = await tie(liesbeth, wout, 'child')
  assert.equal(made.status, 201, made.text)
  await tie(liesbeth, roza, 'collector')
  assert.deepEqual(await roles(liesbeth), [
    [wout.patron_id, 'child'],
    [roza.patron_id, 'collector'],
  ])
  assert.deepEqual(await roles(wout), [[liesbeth.patron_id, 'guardian']])
  assert.deepEqual(await roles(roza), [[liesbeth.patron_id, 'collects_for']])
  assert.equal((await tie(wout, liesbeth, 'guardian')).problem?.code, 'family_twice')
  assert.equal((await tie(liesbeth, liesbeth, 'collector')).problem?.code, 'family_self')
  assert.equal((await tie(liesbeth, roza, 'child')).problem?.code, 'family_no_child')
})

test('reading a family is in the log of each who is in it', async () => {
  const [mother, child] = [await aPatron(world, here), await aPatron(world, here, { birth_on: '2018-04-02' })]
  await tie(mother, child, 'child')
  await family(mother)
  const seen = await world.rows(
    "select patron_id from privacy.access_log where patron_id = any ($1) and operation = 'readFamily' order by 1",
    [[mother.patron_id, child.patron_id]],
  )
  assert.deepEqual(
    seen.map(row => row.patron_id),
    [mother.patron_id, child.patron_id],
  )
})

test('titles of a child are shown to a parent under the age that the library sets, and to nobody else', async () => {
  const [mother, young, older] = [
    await aPatron(world, here),
    await aPatron(world, here, { birth_on: '2018-04-02' }),
    await aPatron(world, here, { birth_on: '2012-04-02' }),
  ]
  for (const child of [young, older]) {
    await tie(mother, child, 'child')
    const item = await anItem(world, here, { title: 'Een boek van een kind' })
    const body = { command_id: id(), patron_id: child.patron_id, item_id: item.item_id }
    assert.equal((await world.call(op.checkout, { body }, amina)).status, 201)
  }
  const shown = async () =>
    (await family(mother)).members
      .toSorted((a, b) => Number(a.patron_id) - Number(b.patron_id))
      .map(member => [member.loans, member.titles?.length ?? null])
  assert.deepEqual(await shown(), [
    [1, 1],
    [1, null],
  ])
  const boss = await world.staff(here, ['beheer'])
  const set = await world.call(
    op.changeSetting,
    { params: { key: 'patrons.family_titles_until_age' }, body: { command_id: id(), value: 0 } },
    boss,
  )
  assert.equal(set.status, 200, set.text)
  assert.deepEqual(await shown(), [
    [1, null],
    [1, null],
  ])
  assert.equal((await family(young)).members[0]?.titles, null, 'a child is not shown what a parent has')
})

test('a tie is taken away and put back; a partner sees it and does not change it', async () => {
  const [one, two] = [await aPatron(world, here), await aPatron(world, here)]
  const [member] = (await tie(one, two, 'collector')).body.members
  const of = { patron_id: one.patron_id, link_id: member!.link_id }
  const without = await world.call(op.removeFamily, { params: of }, amina)
  assert.deepEqual(without.body.members, [], without.text)
  const again = await world.call(op.restoreFamily, { params: of, body: { command_id: id() } }, amina)
  assert.equal(again.body.members.length, 1, again.text)
  const other = await world.library('Buurgem')
  await world.agreement('3b', [here, other])
  const theirs = await world.staff(other, ['balie'])
  assert.equal((await family(one, theirs)).members.length, 1)
  const refused = await world.call(op.removeFamily, { params: of }, theirs)
  assert.equal(refused.problem?.code, 'patron_not_own')
  const far = await aPatron(world, other)
  assert.equal((await tie(one, far, 'collector')).problem?.code, 'family_other_library')
})

test('the night clears what was taken away, and a guardian of who came of age', async () => {
  const [mother, child, friend] = [
    await aPatron(world, here),
    await aPatron(world, here, { birth_on: '2008-11-27' }),
    await aPatron(world, here),
  ]
  await tie(mother, child, 'child')
  const gone = (await tie(mother, friend, 'collector')).body.members.find(m => m.role === 'collector')
  await world.call(
    op.removeFamily,
    { params: { patron_id: mother.patron_id, link_id: gone!.link_id } },
    amina,
  )
  const count = async () => {
    const job = patronJobs.find(one => one.name === 'forget_family')
    await job!.handler(clock.ctx('forget_family'))
    const [row] = await world.rows(
      'select count(*) from patrons.family_link where $1 in (patron_id, other_id)',
      [mother.patron_id],
    )
    return row!.count
  }
  const then = world.now
  assert.equal(await count(), '2')
  world.now = then.add({ hours: 24 })
  assert.equal(await count(), '1')
  world.now = then.add({ hours: 48 })
  assert.equal(await count(), '0')
  world.now = then
})

test('one parent pays for a child, sees what is open, and gets the letters', async () => {
  const [mother, father, child, roza] = [
    await aPatron(world, here),
    await aPatron(world, here),
    await aPatron(world, here, { birth_on: '2018-04-02' }),
    await aPatron(world, here),
  ]
  for (const parent of [mother, father]) await tie(parent, child, 'child')
  await tie(mother, roza, 'collector')
  const linkOf = async (open: TestPatron, other: TestPatron) =>
    (await family(open)).members.find(member => member.patron_id === other.patron_id)!.link_id
  const pays = async (open: TestPatron, other: TestPatron, on: boolean) =>
    world.call(
      op.setPayer,
      {
        params: { patron_id: open.patron_id, link_id: await linkOf(open, other) },
        body: { command_id: id(), pays: on },
      },
      amina,
    )
  assert.equal((await pays(mother, roza, true)).problem?.code, 'family_no_payer')
  await world.call(
    op.addCharge,
    {
      params: { patron_id: child.patron_id },
      body: { command_id: id(), charge_kind: 'other', amount_cents: 250, reason: 'kaft' },
    },
    amina,
  )
  const balance = async (parent: TestPatron) =>
    (await family(parent)).members.find(member => member.patron_id === child.patron_id)!.balance_cents
  assert.equal(await balance(mother), null)
  assert.equal((await pays(mother, child, true)).status, 200)
  assert.deepEqual([await balance(mother), await balance(father)], [250, null])
  // Said from the side of the child, the other parent takes over.
  await pays(child, father, true)
  assert.deepEqual([await balance(mother), await balance(father)], [null, 250])
  const said = (await family(child)).members.filter(member => member.pays)
  assert.deepEqual(
    said.map(member => member.patron_id),
    [father.patron_id],
  )
})

test('under the age that the library sets a parent or guardian agrees, with a record here or without', async () => {
  const child = await aPatron(world, here, { birth_on: '2018-04-02' })
  const findings = async () =>
    (
      await world.call(op.readPatronHead, { params: { patron_id: child.patron_id } }, amina)
    ).body.findings.map(f => [f.code, f.weight])
  assert.equal((await family(child)).consent_missing, true)
  assert.deepEqual(await findings(), [['consent_missing', 'info']])
  const give = (given_by: string) =>
    world.call(
      op.giveConsent,
      {
        params: { patron_id: child.patron_id },
        body: { command_id: id(), given_by, relation: 'parent', consent: 'paper' },
      },
      amina,
    )
  assert.equal((await give(' ')).problem?.code, 'invalid')
  const given = await give('Els Testouder')
  assert.deepEqual(given.body.guardian_consent, {
    given_by: 'Els Testouder',
    relation: 'parent',
    consent: 'paper',
    on: '2026-11-25',
  })
  assert.deepEqual([given.body.consent_missing, await findings()], [false, []])
  await world.call(op.withdrawConsent, { params: { patron_id: child.patron_id } }, amina)
  assert.equal((await family(child)).consent_missing, true)
  await tie(await aPatron(world, here), child, 'child')
  assert.equal((await family(child)).consent_missing, false)
  const youth = await aPatron(world, here, { birth_on: '2013-01-01' })
  assert.equal((await family(youth)).consent_missing, false)
})
