import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { bare, judge } from '../../../testing/judge-pdf.ts'
import { aPatron, type TestPatron } from '../../../testing/people.ts'
import { readerPages } from '../../../testing/reader-pages.ts'
import { asReader, PASSWORD } from '../../../testing/readers.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { commandId } from '../testing/forms.ts'

let world: World
let here: Library
let desk: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  await aRegulation(world, here)
  desk = await world.staff(here, ['balie'])
})
after(() => world.close())
const { get, post } = readerPages(() => world)

const print = (patron: TestPatron, command_id = commandId(), as = desk) =>
  world.call(op.printReaderCode, { params: { patron_id: patron.patron_id }, body: { command_id } }, as)
/** The code on the paper, as somebody reads it who holds it. */
async function codeOn(base64: string): Promise<string> {
  const { root } = await judge(Buffer.from(base64, 'base64'))
  const [code = ''] = /[B-Z2-9]{4}-[B-Z2-9]{4}/.exec(bare(root.text)) ?? []
  assert.notEqual(code, '', root.text)
  return code
}
const aCode = async (patron: TestPatron): Promise<string> => codeOn((await print(patron)).body.base64)
const exchange = (card: string, code: string) => world.call(op.openReaderCode, { body: { card, code } }, null)
const door = async (patron: TestPatron) =>
  (await world.call(op.readReaderDoor, { params: { patron_id: patron.patron_id } }, desk)).body

test('P85 a reader without e-mail signs in the first time by a printed letter with a code', async () => {
  const patron = await aPatron(world, here)
  const command_id = commandId()
  const made = await print(patron, command_id)
  assert.equal(made.status, 201, made.text)
  const code = await codeOn(made.body.base64)
  assert.equal(made.body.door.code_until, '2026-12-09T22:59:59.000000Z', 'to the end of the fourteenth day')
  assert.equal((await print(patron, command_id)).problem.code, 'reader_code_once', 'it is seen once')
  // Of the code a hash is kept, and nothing else.
  const [row] = await world.rows('select * from patrons.reader_link where patron_id = $1', [patron.patron_id])
  assert.ok(!JSON.stringify(row).includes(code) && !JSON.stringify(row).includes(code.replace('-', '')))
  assert.match(row!['code_hash']!, /^argon2id\$/)
  const [looked] = await world.rows(
    "select purpose from privacy.access_log where operation = 'printReaderCode' and patron_id = $1",
    [patron.patron_id],
  )
  assert.equal(looked!['purpose'], 'identification')
  assert.match((await get('/mijn')).body, /Ik heb een brief met een code/)
  assert.match((await get('/mijn/code')).body, /Vul je kaartnummer en de code van de brief in/)
  const wrong = await post('/mijn/code', { card: patron.card, code: 'BBBB-BBBB' })
  assert.match(wrong.body, /role="alert">Deze code hoort niet bij dit kaartnummer/)
  const opened = await post('/mijn/code', {
    card: patron.card,
    code: ` ${code.toLowerCase().replace('-', ' ')}`,
  })
  assert.equal(opened.statusCode, 303, opened.body)
  const to = String(opened.headers.location)
  assert.match(to, /^\/mijn\/wachtwoord\//)
  assert.equal((await exchange(patron.card, code)).problem.code, 'reader_code_wrong', 'a code opens once')
  assert.match((await post(to, { password: PASSWORD })).body, /Je wachtwoord is bewaard/)
  await asReader(world, patron)
  assert.deepEqual([(await door(patron)).code_until, (await door(patron)).link_until], [null, null])
})

test('five tries are the last of a code, also when the sixth is right, and a newer one ends the former', async () => {
  const patron = await aPatron(world, here)
  const former = await aCode(patron)
  const code = await aCode(patron)
  assert.equal((await exchange(patron.card, former)).problem.code, 'reader_code_wrong')
  for (let n = 0; n < 4; n++) assert.equal((await exchange(patron.card, 'XXXX-XXXX')).status, 409)
  const rests = await exchange(patron.card, code)
  assert.equal(rests.problem.code, 'reader_rests', 'guesses of a card rest, whatever is typed')
  world.now = world.now.add({ minutes: 16 })
  assert.equal((await exchange(patron.card, code)).problem.code, 'reader_code_wrong', 'its tries are used up')
  assert.equal((await door(patron)).code_until, null)
  assert.equal((await exchange(patron.card, await aCode(patron))).status, 200)
})

test('nobody learns which cards there are, and a code is over after its days, or when the desk closes the door', async () => {
  const patron = await aPatron(world, here)
  const [known, unknown] = [
    await exchange(patron.card, 'XXXX-XXXX'),
    await exchange('2999999999999', 'XXXX-XXXX'),
  ]
  assert.deepEqual([known.status, known.problem.code], [unknown.status, unknown.problem.code])
  const late = await aCode(patron)
  const then = world.now
  world.now = world.now.add({ hours: 15 * 24 })
  assert.equal((await exchange(patron.card, late)).problem.code, 'reader_code_wrong')
  world.now = then.add({ minutes: 20 })
  const closed = await aCode(patron)
  const body = { command_id: commandId() }
  await world.call(op.closeReaderDoor, { params: { patron_id: patron.patron_id }, body }, desk)
  assert.equal((await exchange(patron.card, closed)).problem.code, 'reader_code_wrong')
})

test('a letter is made by the own library only, and is never mailed', async () => {
  const near = await world.library('Buurgem')
  await world.agreement('3b', [here, near])
  const patron = await aPatron(world, here)
  await world.rows("update patrons.patron set email = 'lezer@voorbeeld.test' where patron_id = $1", [
    patron.patron_id,
  ])
  const partner = await world.staff(near, ['balie'])
  assert.equal((await print(patron, commandId(), partner)).problem.code, 'patron_not_own')
  assert.equal((await print(patron)).status, 201)
  const [mail] = await world.rows('select count(*) as n from patrons.links_to_mail($1)', [
    world.now.toString(),
  ])
  assert.equal(mail!['n'], '0')
})
