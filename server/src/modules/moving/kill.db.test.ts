import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { aRegulation } from '../../testing/regulation.ts'
import { openWorld, type World } from '../../testing/world.ts'
import { type MoveTask, moveMadeUp } from './testing/move-process.ts'

/*
 * The process that moves a library in is killed, for real, in the middle of whatever it does, again and again. What
 * stands in the end is what stands when nobody disturbs it.
 */
const size = { patrons: 260, items: 420, loans: 210, titles: 150, branches: ['CEN', 'NRD'] }
let folder: string
let quiet: World
let disturbed: World
let tasks: Map<World, MoveTask>

async function ready(world: World): Promise<MoveTask> {
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
  const library = await world.library('Verhuisgem')
  await world.rows("update organisation.library set code = 'K001' where library_id = $1", [
    library.library_id,
  ])
  await world.rows(
    "update organisation.branch set code = 'K001' || (row_no - 1) from (select branch_id as id, row_number() over (order by branch_id) as row_no from organisation.branch where library_id = $1) b where branch_id = b.id",
    [library.library_id],
  )
  await aRegulation(world, library)
  return {
    url: world.db.urlFor('kaft_jobs'),
    keys: join(folder, 'keys.json'),
    library: 'K001',
    now: world.now.toString(),
    size,
    load: true,
    batch: 100,
  }
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaft-move-'))
  ;[quiet, disturbed] = [await openWorld(), await openWorld()]
  tasks = new Map([
    [quiet, await ready(quiet)],
    [disturbed, await ready(disturbed)],
  ])
})
after(async () => {
  await quiet.close()
  await disturbed.close()
  await rm(folder, { recursive: true, force: true })
})

/** Starts the move in a process of its own and kills it at the n-th batch of a step. @returns whether it came so far */
async function killedAt(task: MoveTask, step: string, count: number): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'testing', 'move-process.ts'), JSON.stringify(task)],
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

/** Everything that came in, by what it is called in the files: no id, no moment of writing. */
const standing: readonly string[] = [
  `select c.code, p.family_name, p.given_name, p.birth_on, p.email, p.membership_type, p.member_until, p.keep_history, p.person_id is not null as numbered, p.provenance,
     (select count(*) from patrons.name_token n where n.patron_id = p.patron_id) as names, (select count(*) from patrons.membership m where m.patron_id = p.patron_id) as memberships,
     (select count(*) from patrons.block b where b.patron_id = p.patron_id) as blocks from patrons.patron p left join patrons.card c using (patron_id) order by c.code`,
  `select i.barcode, t.control_number, b.code, i.item_type, i.state, i.price_cents, s.status, s.due_on from inventory.item i join cataloguing.title t using (title_id)
     join organisation.branch b on b.branch_id = i.branch_id left join circulation.item_status s using (item_id) order by i.barcode`,
  `select i.barcode, c.code, l.due_on, l.lent_at, l.renewals, l.returned_on, l.trace - 'version_id' as trace, t.resolved from circulation.loan l join inventory.item i using (item_id)
     join patrons.card c on c.patron_id = l.patron_id join circulation.terms t using (terms_id) order by i.barcode, l.lent_at, c.code`,
  `select t.control_number, c.code, h.placed_at, h.state, h.ready_until, h.hold_code, h.expires_on, i.barcode, row_number() over (partition by h.title_id order by h.placed_at, h.hold_id) as place
     from circulation.hold h join cataloguing.title t using (title_id) join patrons.card c on c.patron_id = h.patron_id left join inventory.item i on i.item_id = h.item_id
    order by t.control_number, place`,
  `select c.code, e.kind, e.charge_kind, e.amount_cents, e.on_day, i.barcode from finance.entry e join finance.account a using (account_id) join patrons.card c on c.patron_id = a.patron_id
     left join finance.charge_about x on x.entry_id = e.entry_id left join inventory.item i on i.item_id = x.item_id order by 1, 2, 3, 4, 5, 6`,
  `select k.kind, k.source_key, encode(k.digest, 'hex') as digest, k.seen_pass, k.cents from moving.link k order by 1, 2`,
  `select pass, kind, reason, field, line_no, whole_row from moving.refusal order by 1, 2, 3, 4, 5`,
  // An import of records that was cut off finds what it had written: new and same change places, their sum does not.
  `select pass, kind, read, case when kind = 'titles' then made + changed + same else made end as made, refused, left_behind, fields, read_cents, refused_cents from moving.tally order by 1, 2`,
  `select state, pass, step from moving.move`,
  `select isbn from cataloguing.title_isbn order by 1`,
  `select word, titles from cataloguing.word order by 1`,
]

test('killed at any point and begun again, the result is the same', async () => {
  const [alone, task] = [tasks.get(quiet)!, tasks.get(disturbed)!]
  const told = await moveMadeUp(alone, () => undefined)
  assert.equal(told.move.state, 'loaded')
  assert.equal(told.counts?.fits, true)

  const points: [string, number][] = [
    ['rows patrons', 2],
    ['titles titles', 2],
    ['rows items', 3],
    ['rows loans', 1],
    ['stamp patrons', 1],
  ]
  const killed: boolean[] = []
  for (const [step, count] of points) killed.push(await killedAt(task, step, count))
  assert.ok(killed.filter(Boolean).length >= 3, `it was killed ${killed.filter(Boolean).length} times`)
  const again = await moveMadeUp(task, () => undefined)
  assert.equal(again.move.state, 'loaded')
  assert.equal(again.counts?.fits, true)

  for (const query of standing) {
    const [a, b] = [await quiet.rows(query), await disturbed.rows(query)]
    assert.ok(a.length > 0 || query.includes('isbn') || query.includes('refusal'), query)
    assert.deepEqual(b, a, query)
  }
})
