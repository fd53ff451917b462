import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../base/uuid.ts'
import { openWorld, type World } from '../../testing/world.ts'
import { type FusionTask, workOn } from './testing/fusion-process.ts'
import { type TwoLibraries, twoLibraries } from './testing/two-libraries.ts'

/*
 * The process that makes two libraries one is killed, for real, in the middle of whatever it does, again and again; and so
 * is the one that takes it back. What stands in the end is what stands when nobody disturbs it.
 */
interface Side {
  readonly world: World
  readonly two: TwoLibraries
  readonly fusion_id: string
}
let folder: string
let quiet: Side
let disturbed: Side
const command = (world: World) => ({ command_id: uuid7(world.now) })
const taskOf = ({ world }: Side): FusionTask => ({
  url: world.db.urlFor('kaft_jobs'),
  keys: join(folder, 'keys.json'),
  now: world.now.toString(),
  batch: 3,
})
const steer = ({ world, two, fusion_id }: Side, act: 'check' | 'begin') =>
  world.call(op.steerFusion, { params: { fusion_id }, body: { ...command(world), act } }, two.maker)

async function aSide(): Promise<Side> {
  const world = await openWorld()
  const two = await twoLibraries(world, 13)
  const { kept, absorbed, maker } = two
  const body = {
    ...command(world),
    kept_id: kept.library_id,
    absorbed_id: absorbed.library_id,
    fused_on: '2026-12-01',
  }
  const { fusion_id } = (await world.call(op.planFusion, { body }, maker)).body
  return { world, two, fusion_id }
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-fusion-'))
  ;[quiet, disturbed] = [await aSide(), await aSide()]
})
after(async () => {
  await quiet?.world.close()
  await disturbed?.world.close()
  await rm(folder, { recursive: true, force: true })
})

/** Starts the work in a process of its own and kills it at the n-th batch of a step. @returns whether it came so far */
async function killedAt(side: Side, step: string, count: number): Promise<boolean> {
  // Whoever looks for work leaves a fusion alone that somebody was at a moment ago.
  await side.world.rows('update moving.fusion set beat_at = null')
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'testing', 'fusion-process.ts'), JSON.stringify(taskOf(side))],
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
async function undisturbed(side: Side): Promise<void> {
  await side.world.rows('update moving.fusion set beat_at = null')
  await workOn(taskOf(side), () => undefined)
}

/** Everything that came, by what it is called, and never by a number that is made at random. */
const standing: readonly string[] = [
  `select p.family_name, l.name, p.membership_type, p.person_id is not null as numbered, p.keep_history, p.merged_into is not null as merged,
     (select string_agg(regexp_replace(c.code, '[0-9]', '', 'g') || c.state, ',' order by c.card_id) from patrons.card c where c.patron_id = p.patron_id) as cards,
     (select sum(e.amount_cents) from finance.account a join finance.entry e using (account_id) where a.patron_id = p.patron_id and a.library_id = p.library_id) as cents
     from patrons.patron p join organisation.library l using (library_id) order by p.patron_id`,
  `select regexp_replace(i.barcode, '[0-9]', '', 'g') as code, l.name, i.item_type from inventory.item i join organisation.library l using (library_id) order by i.item_id`,
  `select n.loan_id, l.name, o.name as of, n.patron_id, n.due_on from circulation.loan n join organisation.library l using (library_id)
     join organisation.library o on o.library_id = n.item_library_id order by n.loan_id`,
  `select h.hold_id, l.name, h.state from circulation.hold h join organisation.library l using (library_id) order by h.hold_id`,
  `select b.name, l.name as of from organisation.branch b join organisation.library l using (library_id) order by b.branch_id`,
  `select w.name, l.name as of from organisation.workstation w join organisation.library l using (library_id) order by w.workstation_id`,
  `select state, before from moving.fusion`,
  `select kind, count, cents from moving.fusion_tally order by kind`,
  `select kind, row_id, kept_id, merge_id is not null as merged, was - 'person_id' - 'code' - 'barcode' - 'became' as was from moving.fusion_row order by kind, row_id`,
  `select name, active from organisation.library order by library_id`,
]
async function same(): Promise<void> {
  for (const query of standing)
    assert.deepEqual(await disturbed.world.rows(query), await quiet.world.rows(query), query)
}

test('killed at any point and begun again, the result is the same; the way back too', async () => {
  for (const side of [quiet, disturbed]) {
    await steer(side, 'check')
    await undisturbed(side)
    assert.equal((await steer(side, 'begin')).status, 200)
  }
  await undisturbed(quiet)
  const points: [string, number][] = [
    ['house', 1],
    ['patrons', 2],
    ['patrons', 1],
    ['items', 2],
    ['items', 1],
  ]
  const killed: boolean[] = []
  for (const [step, count] of points) killed.push(await killedAt(disturbed, step, count))
  assert.ok(killed.filter(Boolean).length >= 3, `it was killed ${killed.filter(Boolean).length} times`)
  await undisturbed(disturbed)
  const [state] = await disturbed.world.rows('select state from moving.fusion')
  assert.equal(state!.state, 'moved')
  await same()

  for (const { world, two, fusion_id } of [quiet, disturbed]) {
    const body = { ...command(world), reason: 'toch niet' }
    const said = await world.call(op.takeBackFusion, { params: { fusion_id }, body }, two.maker)
    assert.equal(said.status, 200, said.text)
  }
  await undisturbed(quiet)
  const back: boolean[] = []
  for (const [step, count] of [
    ['back items', 2],
    ['back patrons', 2],
    ['back patrons', 1],
  ] as const)
    back.push(await killedAt(disturbed, step, count))
  assert.ok(back.filter(Boolean).length >= 2, `the way back was killed ${back.filter(Boolean).length} times`)
  await undisturbed(disturbed)
  await same()
})
