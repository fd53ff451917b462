import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { anItem, aPatron, type TestItem, type TestPatron } from '../../testing/people.ts'
import { readerPages } from '../../testing/reader-pages.ts'
import { aReader } from '../../testing/readers.ts'
import { aRegulation } from '../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../testing/world.ts'

let world: World
let here: Library
let amina: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  amina = await world.staff(here, ['balie', 'hoofd_balie'])
  await aRegulation(world, here)
})
after(() => world.close())

const { get, post } = readerPages(() => world)
const command = () => ({ command_id: uuid7(world.now) })

/** A child of eight and who may look at it. */
async function aFamily(): Promise<{ parent: TestPatron; child: TestPatron }> {
  const [parent, child] = [await aPatron(world, here), await aPatron(world, here, { given_name: 'Wout' })]
  const born = Temporal.Now.plainDateISO('Europe/Brussels').subtract({ years: 8 }).toString()
  await world.rows('update patrons.patron set birth_on = $2 where patron_id = $1', [child.patron_id, born])
  await world.rows(
    `insert into patrons.family_link (library_id, patron_id, other_id, kind, consent, made_at)
     select library_id, patron_id, $2, 'guardian', 'desk', now() from patrons.patron where patron_id = $1`,
    [child.patron_id, parent.patron_id],
  )
  return { parent, child }
}
async function lend({ patron_id }: TestPatron): Promise<TestItem> {
  const item = await anItem(world, here)
  const body = { ...command(), patron_id, item_id: item.item_id }
  const lent = await world.call(op.checkout, { body }, amina)
  assert.equal(lent.status, 201, lent.text)
  return item
}
const endMembership = ({ patron_id }: TestPatron) =>
  world.rows("update patrons.patron set member_until = '2026-11-01' where patron_id = $1", [patron_id])

test('P85 a parent who looks at a child is told of the child, and what is the child’s own is refused without asking to sign in', async () => {
  const { parent, child } = await aFamily()
  const reader = await aReader(world, parent)
  assert.match((await get('/mijn/bibliotheken', reader)).body, /Wout · je kind/)
  assert.equal((await post(`/mijn/bekijk/${child.patron_id}`, {}, reader)).statusCode, 303)
  const home = (await get('/mijn', reader)).body
  assert.match(home, /<h1>Wout<\/h1>.*Niets in huis\..*Niets gereserveerd\..*Niets te betalen\./s)
  assert.doesNotMatch(home, /Dag Wout|Je reserveerde/)
  for (const url of ['/mijn/privacy', '/mijn/gegevens', '/mijn/reserveer/1']) {
    const closed = (await get(url, reader)).body
    assert.match(
      closed,
      /Dit kan enkel bij je eigen gegevens.*Terug naar mezelf|Terug naar mezelf.*Dit kan enkel bij je eigen gegevens/s,
    )
    assert.doesNotMatch(closed, /Kaartnummer|Waar haal je het af/, `${url}: nobody has to sign in`)
  }
  await post(`/mijn/bekijk/${parent.patron_id}`, {}, reader)
  assert.match((await get('/mijn', reader)).body, /Dag Testpersoon/)
})

test('P85 what keeps a child from borrowing is said of the child, on the page and by a website', async () => {
  const { parent, child } = await aFamily()
  await lend(child)
  const was = world.now
  world.now = was.add({ hours: 24 * 10 })
  await endMembership(child)
  const reader = await aReader(world, parent)
  await post(`/mijn/bekijk/${child.patron_id}`, {}, reader)
  const home = (await get('/mijn', reader)).body
  assert.match(
    home,
    /role="alert">Het lidmaatschap van je kind liep tot 1 november 2026\. Vernieuw het aan de balie/,
  )
  assert.match(home, /<span class="q">Het lidmaatschap van je kind liep tot 1 november/, 'at the loan too')
  assert.doesNotMatch(home, /deze lener|Je lidmaatschap/)
  assert.match(
    (await get('/mijn/verleng', reader)).body,
    /<h1>Wout<\/h1>/,
    'nothing to ask: nothing may be renewed',
  )
  const [loan] = (await world.call(op.myLoans, {}, reader)).body.rows
  const params = { loan_id: loan?.loan_id ?? '0' }
  const { problem } = await world.call(op.renewMine, { params, body: command() }, reader)
  assert.match(problem.texts.nl, /^Het lidmaatschap van je kind liep tot/)
  assert.match(problem.texts.en, /^Your child's membership ran until/)
  world.now = was
})

test('a website is given the sentences that a reader reads, and a desk its own', async () => {
  const who = await aPatron(world, here)
  const item = await anItem(world, here)
  const reader = await aReader(world, who)
  const wish = { title_id: item.title_id, pickup_branch_id: here.branches[0]! }
  const first = await world.call(op.placeMyHold, { body: { ...command(), ...wish } }, reader)
  assert.equal(first.status, 201, first.text)
  const again = await world.call(op.placeMyHold, { body: { ...command(), ...wish } }, reader)
  assert.equal(again.problem.code, 'hold_duplicate')
  assert.deepEqual(
    [again.problem.texts.nl, again.problem.texts.en, again.problem.title],
    ['Je reserveerde deze titel al.', ...Array(2).fill('You have reserved this title already.')],
  )
  const body = { ...command(), patron_id: who.patron_id, ...wish }
  const atDesk = await world.call(op.placeHold, { body }, amina)
  assert.equal(atDesk.problem.texts.nl, 'Deze lener reserveerde deze titel al.')
})
