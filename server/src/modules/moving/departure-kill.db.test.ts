import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { encrypt, openKeys } from '../../base/keys.ts'
import { uuid7 } from '../../base/uuid.ts'
import { openWorld, type Someone, type World } from '../../testing/world.ts'
import { type DepartureTask, workOn } from './testing/departure-process.ts'
import { goes } from './testing/left-behind.ts'
import { type TwoLibraries, twoLibraries } from './testing/two-libraries.ts'

/*
 * The process that erases a library is killed, for real, in the middle of whatever it does, again and again. What stands in the end,
 * and what the certificate says, is what stands when nobody disturbs it.
 */
interface Side {
  readonly world: World
  readonly two: TwoLibraries
  readonly second: Someone
  readonly departure_id: string
}
let folder: string
let quiet: Side
let disturbed: Side
const command = (world: World) => ({ command_id: uuid7(world.now) })
const taskOf = ({ world }: Side): DepartureTask => ({
  url: world.db.urlFor('kaft_jobs'),
  keys: join(folder, 'keys.json'),
  now: world.now.toString(),
  batch: 3,
})

async function aSide(): Promise<Side> {
  const world = await openWorld()
  const two = await twoLibraries(world, 11)
  const second = await world.staff(await world.library('Centrale'), ['consortium'])
  // The process of the test has keys of its own.
  const { keys } = await openKeys(join(folder, 'keys.json'), [])
  await world.rows('update patrons.person set number_cipher = $1', [
    encrypt(keys, '84651708905', 'national_number'),
  ])
  const { library_id } = two.absorbed
  const body = { ...command(world), library_id, reason: 'stopt ermee', leaves_on: '2026-01-31' }
  const { departure_id } = (await world.call(op.announceDeparture, { body }, two.maker)).body
  return { world, two, second, departure_id }
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-departure-'))
  ;[quiet, disturbed] = [await aSide(), await aSide()]
})
after(async () => {
  await quiet?.world.close()
  await disturbed?.world.close()
  await rm(folder, { recursive: true, force: true })
})

const steer = ({ world, departure_id }: Side, act: 'confirm' | 'export' | 'erase', as: Someone) =>
  world.call(op.steerDeparture, { params: { departure_id }, body: { ...command(world), act } }, as)

async function undisturbed(side: Side): Promise<void> {
  await side.world.rows('update moving.departure set beat_at = null')
  await workOn(taskOf(side), () => undefined)
}
/** Confirmed, exported, all that is open accepted, and begun. */
async function begun(side: Side): Promise<void> {
  const { world, two, second, departure_id } = side
  await steer(side, 'confirm', second)
  await undisturbed(side)
  await steer(side, 'export', two.maker)
  await undisturbed(side)
  const { checks } = (await world.call(op.readDeparture, { params: { departure_id } }, two.maker)).body
  for (const { code } of checks.filter(c => c.state === 'open')) {
    const body = { ...command(world), check: code, reason: 'volgt de bib zelf op' }
    await world.call(op.acceptDeparture, { params: { departure_id }, body }, two.maker)
  }
  const said = await steer(side, 'erase', two.maker)
  assert.equal(said.status, 200, said.text)
}

/** Starts the work in a process of its own and kills it at the n-th batch of a step. @returns whether it came so far */
async function killedAt(side: Side, step: string, count: number): Promise<boolean> {
  await side.world.rows('update moving.departure set beat_at = null')
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'testing', 'departure-process.ts'), JSON.stringify(taskOf(side))],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  let seen = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== step || ++seen < count) continue
    child.kill('SIGKILL')
    break
  }
  const [, signal] = await ended
  return signal === 'SIGKILL'
}

const standing: readonly string[] = [
  'select state, done, total, people from moving.departure',
  'select of_table, count from moving.departure_tally order by of_table',
  "select because, people, rows from privacy.certificate where because = 'left'",
  "select sum(people) as people from privacy.certificate where because = 'leaving'",
  'select l.name, p.family_name from patrons.patron p join organisation.library l using (library_id) order by p.patron_id',
  'select l.name, i.state from inventory.item i join organisation.library l using (library_id) order by i.item_id',
  'select count(*) as n from finance.entry',
  'select count(*) as n from circulation.event',
  'select name, active from organisation.library order by library_id',
]

test('P58 killed at any point and begun again, the library is gone all the same, and the certificate counts each row once', async () => {
  await begun(quiet)
  await begun(disturbed)
  await undisturbed(quiet)
  const points: [string, number][] = [
    ['close', 1],
    ['patrons', 2],
    ['patrons', 1],
    ['items', 1],
    ['items', 2],
    ['house', 1],
  ]
  const killed: boolean[] = []
  for (const [step, count] of points) killed.push(await killedAt(disturbed, step, count))
  assert.ok(killed.filter(Boolean).length >= 4, `it was killed ${killed.filter(Boolean).length} times`)
  await undisturbed(disturbed)
  for (const query of standing)
    assert.deepEqual(await disturbed.world.rows(query), await quiet.world.rows(query), query)
  const [row] = await disturbed.world.rows('select state from moving.departure')
  assert.equal(row!['state'], 'left')
  const { library_id } = disturbed.two.absorbed
  for (const table of goes) {
    const [left] = await disturbed.world.rows(`select count(*) as n from ${table} where library_id = $1`, [
      library_id,
    ])
    assert.equal(left!['n'], '0', table)
  }
})
