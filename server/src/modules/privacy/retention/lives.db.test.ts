import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import fc from 'fast-check'
import { residueInDatabase } from '../../../base/catalogue/residue.ts'
import { addDays, dayOf, momentOn } from '../../../base/dates.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, runJobs, type TestClock } from '../../../testing/jobs.ts'
import { leftOnDisk } from '../../../testing/on-disk.ts'
import { anItem, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { circulationJobs } from '../../circulation/jobs.ts'
import { financeJobs } from '../../finance/jobs.ts'
import { messagingJobs } from '../../messaging/jobs.ts'
import { aForm } from '../../patrons/testing/forms.ts'
import { patronJobs } from '../../patrons/jobs.ts'
import { movingPersonal } from '../../moving/index.ts'
import { change, comeBack, object } from '../../moving/testing/lives.ts'
import { privacyJobs } from '../jobs.ts'
import { removedBy } from './retention.rules.ts'

let world: World
let clock: TestClock
let folder: string
let here: Library
let desk: Someone
let dpo: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  folder = await mkdtemp(join(tmpdir(), 'kaft-lives-'))
  here = await world.library('Testgem')
  await aRegulation(world, here)
  desk = await world.staff(here, ['hoofd_balie'])
  dpo = await world.staff(here, ['dpo'])
  await world.call(op.registerPatron, { body: aForm({ family_name: 'Buurman' }) }, desk)
})
after(async () => {
  await clock.close()
  await world.close()
  await rm(folder, { recursive: true })
})

const id = () => uuid7(world.now)
/** What happens on a day of a life: at the desk, so many days after what came before. */
type Act = { readonly do: 'borrow' | 'return' | 'pay' | 'note' | 'keep' | 'stop' | 'object' | 'again' }
const acts = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 70 }),
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<Act>({ do: 'borrow' }, { do: 'return' }) },
      {
        weight: 2,
        arbitrary: fc.constantFrom<Act>({ do: 'pay' }, { do: 'note' }, { do: 'keep' }, { do: 'stop' }),
      },
      { weight: 1, arbitrary: fc.constantFrom<Act>({ do: 'object' }, { do: 'again' }) },
    ),
  ),
  { minLength: 4, maxLength: 12 },
)

/** One life at the library, lived through the real door, with nights between; until nothing is open and the term is over. */
interface Life {
  readonly name: string
  patron_id: string
  readonly home: TestItem[]
  /** The last day of the membership, and the last on which something was closed. */
  until: string
  closed: string
}

async function to(day: string): Promise<void> {
  world.now = momentOn(day, '10:00')
  await world.rows('select circulation.make_partitions($1::date)', [day])
}
const nightJobs = () => [
  ...circulationJobs,
  ...financeJobs,
  ...patronJobs,
  ...messagingJobs(null),
  ...privacyJobs(join(folder, 'erased.jsonl'), [movingPersonal]),
]
const night = () =>
  runJobs(
    clock,
    nightJobs(),
    'messages',
    'forget_history',
    'forget_charge_abouts',
    'forget_messages',
    'forget_notes',
    'retention',
  )
const today = () => dayOf(world.now)

async function pay(life: Life): Promise<void> {
  const params = { patron_id: life.patron_id }
  const { open } = (await world.call(op.readAccount, { params }, desk)).body
  if (open.length === 0) return
  const body = { command_id: id(), method: 'card' as const, entry_ids: open.map(line => line.entry_id) }
  const paid = await world.call(op.receivePayment, { params, body }, desk)
  assert.equal(paid.status, 201, paid.text)
  life.closed = today()
}

async function takeBack(life: Life): Promise<void> {
  const item = life.home.pop()
  if (!item) return
  const said = await world.call(op.checkin, { body: { command_id: id(), item_id: item.item_id } }, desk)
  assert.equal(said.status, 201, said.text)
  life.closed = today()
}

async function act(life: Life, what: Act): Promise<void> {
  const { patron_id } = life
  if (what.do === 'return') return takeBack(life)
  if (what.do === 'pay') return pay(life)
  const standing = { house: { world, library: here, desk, dpo }, patron_id }
  if (what.do === 'keep' || what.do === 'stop') return change(standing, { keep_history: what.do === 'keep' })
  if (what.do === 'object') return object(standing)
  if (what.do === 'again') {
    life.until = (await comeBack(standing)) ?? life.until
    return
  }
  if (what.do === 'borrow') {
    const item = await anItem(world, here)
    const body = { command_id: id(), patron_id, item_id: item.item_id, accept: ['debt_block' as const] }
    const said = await world.call(op.checkout, { body }, desk)
    if (said.status === 201) life.home.push(item)
    return
  }
  const body = { command_id: id(), text: `Bel ${life.name}`, until: addDays(today(), 300) }
  await world.call(op.addNote, { params: { patron_id }, body }, desk)
}

/** A machine that does much else lives fewer lives. */
const ENOUGH_MS = 8_000
const began = performance.now()
let count = 0
async function live(days: readonly (readonly [number, Act])[]): Promise<void> {
  if (count > 0 && performance.now() - began > ENOUGH_MS) return
  const name = `Eigenmarkering${String(++count).padStart(4, '0')}`
  const life: Life = { name, patron_id: '', home: [], until: '', closed: '' }
  await to(count === 1 ? '2026-01-05' : addDays(today(), 1))
  const made = await world.call(
    op.registerPatron,
    { body: aForm({ family_name: life.name, email: `${life.name}@voorbeeld.be`, message_channel: 'email' }) },
    desk,
  )
  assert.equal(made.status, 201, made.text)
  life.patron_id = made.body.patron_id
  life.until = made.body.member_until ?? ''
  for (const [later, what] of days) {
    await to(addDays(today(), later))
    await night()
    await act(life, what)
  }
  while (life.home.length > 0) await takeBack(life)
  await pay(life)
  const goes = removedBy([life.until, life.closed].toSorted().at(-1) ?? life.until)
  const isThere = async () =>
    (await world.rows('select 1 from patrons.patron where patron_id = $1', [life.patron_id])).length
  // Ninety days after the last thing: of the past nothing leads here, but for who keeps it.
  await to(addDays(today(), 92))
  await night()
  const [tied] = await world.rows(
    `select count(*) as n from circulation.loan l join patrons.patron p using (patron_id) where patron_id = $1 and not p.keep_history`,
    [life.patron_id],
  )
  assert.equal(tied!.n, '0')
  await to(addDays(goes, -1))
  await night()
  assert.equal(await isThere(), 1, `kept until ${addDays(goes, -1)}`)
  await to(goes)
  await night()
  assert.equal(await isThere(), 0, `gone with the run of ${goes}`)
  assert.deepEqual(await residueInDatabase(world.db.admin, [life.name]), [])
}

test('P54 P67 P83 whatever a life is, it goes in its run, not a day sooner or later, and nothing of it is left', async () => {
  await fc.assert(fc.asyncProperty(acts, live), { numRuns: 4, seed: 20261129, endOnFailure: true })
  // Past SQL: the bytes on the disk, of which a deleted row leaves its own until the pages are written anew.
  assert.ok((await leftOnDisk(world, ['Buurman'])).length > 0, 'who stays is there')
  await runJobs(clock, nightJobs(), 'clean_pages')
  assert.deepEqual(await leftOnDisk(world, ['Eigenmarkering']), [])
})
