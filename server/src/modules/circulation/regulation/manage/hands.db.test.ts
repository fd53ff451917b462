import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../../base/uuid.ts'
import { anItem, aPatron } from '../../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../../testing/world.ts'

let world: World
let here: Library
let els: Someone
let bram: Someone
let chris: Someone
let desk: Someone
let first: string
const today = '2026-11-25'
const command = () => ({ command_id: uuid7(world.now) })

before(async () => {
  world = await openWorld()
  here = await world.library('Bib Testgem')
  els = await world.staff(here, ['beheer'])
  bram = await world.staff(here, ['beheer'])
  chris = await world.staff(here, ['beheer'])
  desk = await world.staff(here, ['hoofd_balie'])
  first = await aRegulation(world, here)
})
after(() => world.close())

async function draft(as: Someone, rows: readonly op.RegulationRow[] = plainRows()): Promise<string> {
  const made = await world.call(
    op.draftRegulation,
    { body: { ...command(), name: '2027-1', reason: 'Nieuw jaar', copy_of: null } },
    as,
  )
  const { version_id } = made.body
  await world.call(
    op.changeRegulation,
    { params: { version_id }, body: { ...command(), rows: [...rows] } },
    as,
  )
  return version_id
}
const decided = (starts_on = today) => ({ ...command(), starts_on, reason: 'Beslist op de raad' })
const activate = (version_id: string, as: Someone, starts_on = today) =>
  world.call(op.activateRegulation, { params: { version_id }, body: decided(starts_on) }, as)
const ask = (version_id: string, as: Someone) =>
  world.call(op.askActivation, { params: { version_id }, body: decided() }, as)
const turn = async (version_id: string, as: Someone) =>
  (await world.call(op.readRegulation, { params: { version_id } }, as)).body.activation
const secondPerson = (value: boolean) =>
  world.call(
    op.changeSetting,
    { params: { key: 'circulation.second_person' }, body: { ...command(), value } },
    els,
  )
const state = async (version_id: string) =>
  (await world.call(op.readRegulation, { params: { version_id } }, els)).body.state
const dueOf = async () => {
  const [patron, item] = [await aPatron(world, here), await anItem(world, here)]
  const lent = await world.call(
    op.checkout,
    { body: { ...command(), patron_id: patron.patron_id, item_id: item.item_id } },
    desk,
  )
  return lent.body.loan?.due_on
}
const twoWeeks = plainRows({ period: { n: 2, unit: 'weeks' } })

test('where the library wants it, a second person activates: not who asked, not who changed it last', async () => {
  await secondPerson(true)
  const version_id = await draft(els)
  assert.equal(await turn(version_id, els), 'ask')
  assert.equal((await activate(version_id, bram)).problem.code, 'regulation_ask_first')
  const asked = await ask(version_id, bram)
  assert.equal(asked.status, 201, asked.text)
  assert.match(asked.body.asked_by ?? '', /^Testmedewerker/)
  assert.deepEqual(
    [await turn(version_id, els), await turn(version_id, bram), await turn(version_id, chris)],
    ['asked', 'asked', 'approve'],
  )
  for (const same of [els, bram])
    assert.equal((await activate(version_id, same, '2027-01-01')).problem.code, 'regulation_other_person')
  assert.equal((await activate(version_id, chris, '2027-01-01')).body.state, 'scheduled')
  await secondPerson(false)
})

test('a change of the draft takes the question back: what is approved is what will hold', async () => {
  await secondPerson(true)
  const version_id = await draft(els)
  await ask(version_id, els)
  assert.equal(await turn(version_id, chris), 'approve')
  await world.call(
    op.changeRegulation,
    { params: { version_id }, body: { ...command(), rows: twoWeeks } },
    els,
  )
  assert.equal(await turn(version_id, chris), 'ask')
  assert.equal((await activate(version_id, chris)).problem.code, 'regulation_ask_first')
  await secondPerson(false)
})

test('asking is refused for a draft with holes, with every hole', async () => {
  const [wide] = plainRows()
  await anItem(world, here, { item_type: 'dvd' })
  const version_id = await draft(els, [{ ...wide!, selectors: { item_type: 'book' } }])
  const said = await ask(version_id, els)
  assert.equal(said.problem.code, 'regulation_incomplete')
  const checked = await world.call(op.checkRegulation, { params: { version_id } }, els)
  assert.equal(checked.body.count, said.problem.findings?.length)
  assert.deepEqual(
    [checked.body.problems[0]?.kind, checked.body.problems[0]?.nl],
    ['hole', 'Er is geen regel voor Volwassene × Dvd.'],
  )
})

test('a version that has yet to begin can be withdrawn; one in force cannot', async () => {
  const version_id = await draft(els)
  assert.equal((await activate(version_id, els, '2028-01-01')).body.state, 'scheduled')
  const gone = await world.call(
    op.withdrawRegulation,
    { params: { version_id }, body: { ...command(), reason: 'Vergissing' } },
    els,
  )
  assert.equal(gone.status, 201, gone.text)
  assert.deepEqual([gone.body.state, gone.body.withdrawn_reason], ['retired', 'Vergissing'])
  const other = await draft(els)
  assert.equal((await activate(other, els, '2028-01-01')).status, 201, 'its day is free again')
  const again = { ...command(), reason: 'nog eens' }
  for (const id of [version_id, first])
    assert.equal(
      (await world.call(op.withdrawRegulation, { params: { version_id: id }, body: again }, els)).problem
        .code,
      'regulation_not_scheduled',
    )
})

test('roll back: the earlier version holds at once, on every process, and loans keep the terms they were given', async () => {
  assert.equal(await dueOf(), '2026-12-23')
  const version_id = await draft(els, twoWeeks)
  assert.equal((await activate(version_id, els)).body.state, 'active')
  assert.equal(await dueOf(), '2026-12-09')
  const back = (id: string) =>
    world.call(
      op.rollBackRegulation,
      { params: { version_id: id }, body: { ...command(), reason: 'Te kort' } },
      els,
    )
  assert.equal((await back(version_id)).problem.code, 'regulation_not_earlier')
  const said = await back(first)
  assert.equal(said.status, 201, said.text)
  assert.equal(said.body.state, 'active')
  assert.deepEqual([await state(version_id), await dueOf()], ['retired', '2026-12-23'])
  const kept = await world.rows("select count(*) from circulation.loan where due_on = '2026-12-09'")
  assert.equal(kept[0]?.count, '1')
  assert.equal((await back(version_id)).problem.code, 'regulation_not_earlier', 'what was withdrawn stays so')
  const record = (await world.call(op.readChanges, {}, els)).body.rows[0]
  assert.deepEqual(
    [record?.what, (record?.after as { withdrawn?: unknown } | undefined)?.withdrawn],
    ['rollBackRegulation', ['2027-1']],
  )
})

test('the differences are said in plain words, from the version in force or from any other', async () => {
  const version_id = await draft(els, twoWeeks)
  const ask = (query: object) => world.call(op.compareRegulation, { params: { version_id }, query }, desk)
  const said = await ask({})
  assert.equal(said.body.with, '2026-1')
  assert.match(said.body.sentences[0] ?? '', /28 dagen.*2 weken|2 weken.*28 dagen/)
  assert.equal(said.body.sentences.length, 2)
  const twin = await draft(els, twoWeeks)
  const same = await ask({ with: twin })
  assert.equal(same.body.sentences.length, 1)
  const b = await world.library('Bib Anderdorp')
  const theirs = await aRegulation(world, b)
  assert.equal((await ask({ with: theirs })).problem.code, 'not_found')
})

test('the wall: nobody withdraws a version of another library, and a withdrawal stays', async () => {
  const b = await world.library('Bib Voorbeeldlo')
  const theirs = await aRegulation(world, b)
  const client = await world.db.bulk.connect()
  const tried = async (text: string, values: unknown[]): Promise<string | number> => {
    try {
      await client.query('begin')
      await client.query('select organisation.enter($1)', [els.secret])
      return (await client.query(text, values)).rowCount ?? 0
    } catch (error) {
      return (error as { code: string }).code
    } finally {
      await client.query('rollback')
    }
  }
  const insert = `insert into circulation.regulation_withdrawal (version_id, library_id, withdrawn_at, reason) values ($1, $2, now(), 'x')`
  assert.equal(await tried(insert, [theirs, here.library_id]), '42501')
  assert.equal(await tried(insert, [theirs, b.library_id]), '42501')
  assert.equal(await tried('delete from circulation.regulation_withdrawal', []), '42501')
  client.release()
})
