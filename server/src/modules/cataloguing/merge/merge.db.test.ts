import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openPublic, type PublicWorld } from '../../../doors/public/testing/public-world.ts'
import { openClock, runJobs } from '../../../testing/jobs.ts'
import { allJobs } from '../../../jobs.ts'
import { aPatron, anItem, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, imported, iso2709, type TestTitle } from '../testing/records.ts'

let world: World
let doors: PublicWorld
let here: Library
let there: Library
let desk: Someone
let away: Someone
let cataloguer: Someone
let central: Someone
let code: string
const id = () => uuid7(world.now)
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  there = await world.library('Elders')
  for (const library of [here, there]) await aRegulation(world, library)
  desk = await world.staff(here, ['hoofd_balie'])
  away = await world.staff(there, ['hoofd_balie'])
  cataloguer = await world.staff(here, ['catalografie'])
  central = await world.staff(there, ['catalografie', 'consortium'])
  const [row] = await world.rows('select code from organisation.library where library_id = $1', [
    here.library_id,
  ])
  code = row!.code!
  doors = await openPublic(world)
})
after(async () => {
  await doors.close()
  await world.close()
})

let count = 0
async function aTitle(source: string, wish: Partial<TestTitle> = {}): Promise<string> {
  const number = `m${++count}`
  await imported(world, iso2709([aRecord({ title: 'Kaas', author: 'Elsschot, Willem', ...wish, number })]), {
    source,
  })
  const [row] = await world.rows('select title_id from cataloguing.title where control_number = $1', [number])
  return row!.title_id!
}
const merge = (kept: string, gone_id: string, more: object = {}, as = cataloguer) =>
  world.call(
    op.mergeTitles,
    { params: { title_id: kept }, body: { command_id: id(), gone_id, take: [], ...more } },
    as,
  )
const undo = (merge_id: string, as = cataloguer) =>
  world.call(op.undoTitleMerge, { params: { merge_id }, body: { command_id: id() } }, as)
const codes = (said: { problem: op.Problem }) =>
  said.problem.findings?.map(f => f.code) ?? [said.problem.code]
const hold = async (patron: TestPatron, title_id: string, as: Someone, minute: number) => {
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z').add({ minutes: minute })
  const body = {
    command_id: id(),
    patron_id: patron.patron_id,
    title_id,
    pickup_branch_id: as === desk ? here.branches[0]! : there.branches[0]!,
    accept: ['item_available_here' as const],
  }
  const said = await world.call(op.placeHold, { body }, as)
  assert.equal(said.status, 201, said.text)
  return said.body.hold.hold_id
}
const holdsOf = async (title_id: string) =>
  (
    await world.rows(
      "select hold_id::text from circulation.hold where title_id = $1 and state = 'waiting' order by placed_at",
      [title_id],
    )
  ).map(row => row['hold_id'])
const itemsOf = async (title_id: string) =>
  (
    await world.rows('select item_id::text from inventory.item where title_id = $1 order by item_id', [
      title_id,
    ])
  ).map(row => row['item_id'])
const found = async (q: string) =>
  (await world.call(op.searchTitles, { query: { q } }, cataloguer)).body.rows.map(r => r.title_id)

test('items, holds and loans of every library move; the queue is in order of date; all of it goes back', async () => {
  const kept = await aTitle('vlacc', { title: 'Lijmen' })
  const gone = await aTitle(code, { title: 'Lijmen, roman' })
  const mine = await anItem(world, here, { title_id: gone })
  const theirs = await anItem(world, there, { title_id: gone })
  const stays = await anItem(world, here, { title_id: kept })
  const [a, b, c, d] = [
    await aPatron(world, here),
    await aPatron(world, there),
    await aPatron(world, here),
    await aPatron(world, here),
  ]
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: d.patron_id, item_id: mine.item_id } },
    desk,
  )
  assert.equal(lent.status, 201, lent.text)
  const first = await hold(a, gone, desk, 1)
  const second = await hold(c, kept, desk, 2)
  const third = await hold(b, gone, away, 3)
  const twice = await hold(c, gone, desk, 4)
  const ask = { params: { title_id: kept, gone_id: gone } }
  const seen = await world.call(op.previewTitleMerge, ask, cataloguer)
  assert.equal(seen.status, 200, seen.text)
  assert.deepEqual(seen.body.moves, {
    items: 2,
    libraries: 2,
    loans: 1,
    holds: 3,
    holds_twice: 1,
    reports: 0,
  })
  assert.deepEqual([seen.body.findings, seen.body.may_take, seen.body.gone.may_go], [[], false, true])

  const said = await merge(kept, gone)
  assert.equal(said.status, 201, said.text)
  assert.deepEqual(
    [said.body.state, said.body.title, said.body.library],
    ['done', 'Lijmen, roman', 'Testgem'],
  )
  assert.deepEqual(await itemsOf(kept), [mine.item_id, theirs.item_id, stays.item_id].toSorted())
  assert.deepEqual(await holdsOf(kept), [first, second, third])
  assert.deepEqual(await holdsOf(gone), [])
  const loanOf = async () =>
    (
      await world.rows('select title_id::text as t from circulation.loan where item_id = $1', [mine.item_id])
    )[0]!.t
  assert.equal(await loanOf(), kept)
  assert.deepEqual(await found('lijmen'), [kept])
  const led = await world.call(op.readTitle, { params: { title_id: gone } }, desk)
  assert.deepEqual([led.body.title_id, led.body.items.length], [kept, 2])

  const back = await undo(said.body.merge_id)
  assert.equal(back.status, 200, back.text)
  assert.equal(back.body.state, 'undone')
  assert.deepEqual(await itemsOf(gone), [mine.item_id, theirs.item_id])
  assert.deepEqual(await holdsOf(gone), [first, third, twice])
  assert.deepEqual(await holdsOf(kept), [second])
  assert.equal(await loanOf(), gone)
  assert.deepEqual((await found('lijmen')).toSorted(), [kept, gone].toSorted())
  assert.deepEqual(codes(await undo(said.body.merge_id)), ['title_merge_undone'])
})

test('the old number leads on: page, read API, DAIA, export and import; who harvests hears that it is gone', async () => {
  const kept = await aTitle('vlacc', { title: 'Tsjip', isbn: '9789460000010' })
  const gone = await aTitle(code, { title: 'Tsjip' })
  assert.equal((await merge(kept, gone)).status, 201)
  const get = async (url: string) => {
    const said = await fetch(`${doors.base}${url}`, { redirect: 'manual' })
    return { status: said.status, to: said.headers.get('location'), body: await said.text() }
  }
  const page = await get(`/titel/${gone}`)
  assert.deepEqual([page.status, page.to], [301, `/titel/${kept}`])
  assert.equal((await get(`/public/titles/${gone}`)).to, `/public/titles/${kept}`)
  assert.equal((await get(`/titel/${gone}/json-ld`)).to, `/titel/${kept}/json-ld`)
  const daia = JSON.parse((await get(`/daia?id=${gone}`)).body)
  assert.deepEqual(
    daia.document.map((d: { requested: string; id: string }) => d.requested),
    [gone],
  )
  assert.ok(daia.document[0].id.endsWith(kept))
  assert.match((await get(`/export?id=${gone}&form=ris`)).body, /Tsjip/)
  const oai = await get(`/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kaft:${gone}`)
  assert.match(oai.body, /status="deleted"/)
  const sru = await get(`/sru?version=1.2&operation=searchRetrieve&query=rec.identifier%3D${gone}`)
  assert.match(sru.body, /numberOfRecords>0</)
  // Its source delivers it again, with an item: the item comes under the title that stays, which is not written over.
  const [row] = await world.rows('select control_number from cataloguing.title where title_id = $1', [gone])
  const [branch] = await world.rows('select code from organisation.branch where branch_id = $1', [
    here.branches[0],
  ])
  const again = aRecord({
    number: row!.control_number!,
    title: 'Tsjip, opnieuw',
    items: [['opnieuw1', branch!.code!]],
  })
  const said = await imported(world, iso2709([again]), { source: code })
  assert.deepEqual([said.counts.titles_new, said.counts.titles_changed, said.counts.items_new], [0, 0, 1])
  assert.equal((await itemsOf(kept)).length, 1)
  // What a desk that looked away for a moment sends for the old number comes here too.
  const late = await anItem(world, here, { title_id: gone })
  assert.ok((await itemsOf(kept)).includes(late.item_id))
  const waits = await aPatron(world, here)
  await world.rows(
    `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at) values ($1, $2, $3, $4, 'waiting', now())`,
    [here.library_id, waits.patron_id, gone, here.branches[0]],
  )
  assert.equal((await holdsOf(kept)).length, 1)
})

test('fields come along where the record is kept here, and go back unless it was changed since', async () => {
  const kept = await aTitle(code, { title: 'Villa des Roses' })
  const gone = await aTitle(code, { title: 'Villa des roses', subject: 'Parijs' })
  const record = (await world.call(op.readRecord, { params: { title_id: gone } }, cataloguer)).body.record
  const at = (record.fields as Record<string, unknown>[]).findIndex(f => '650' in f)
  const said = await merge(kept, gone, { take: [at] })
  assert.equal(said.status, 201, said.text)
  assert.deepEqual(await found('parijs'), [kept])
  const versions = await world.call(op.recordVersions, { params: { title_id: kept } }, cataloguer)
  assert.match(versions.body.rows[0]?.why ?? '', /^velden van /)
  assert.equal((await undo(said.body.merge_id)).status, 200)
  assert.deepEqual(await found('parijs'), [gone])
  const shared = await aTitle('vlacc', { title: 'Villa des Roses' })
  assert.deepEqual(codes(await merge(shared, gone, { take: [at] })), ['source_not_yours'])
})

test('a library merges its own titles away, and the shared ones are for who works for all', async () => {
  const shared = await aTitle('vlacc', { title: 'Het dwaallicht' })
  const other = await aTitle('vlacc', { title: 'Het dwaallicht' })
  const own = await aTitle(code, { title: 'Het dwaallicht' })
  assert.deepEqual(codes(await merge(own, shared)), ['source_not_yours', 'title_merge_central'])
  assert.deepEqual(codes(await merge(shared, other)), ['source_not_yours'])
  assert.deepEqual(codes(await merge(shared, shared)), ['title_merge_self'])
  assert.deepEqual(codes(await merge(own, shared, {}, central)), ['title_merge_central'])
  const ebook = await aTitle(code, { title: 'Het dwaallicht', isbn: '9789025363420' })
  const isbn = await aTitle(code, { title: 'Het dwaallicht', isbn: '9789460000010' })
  assert.deepEqual(codes(await merge(ebook, isbn)), ['title_merge_isbn'])
  assert.equal((await merge(ebook, isbn, { accept: ['title_merge_isbn'] })).status, 201)
  const first = await merge(shared, other, {}, central)
  assert.equal(first.status, 201, first.text)
  // A library sees its own merges only, and cannot take back those of another; who works for all can.
  assert.deepEqual(codes(await undo(first.body.merge_id)), ['not_found'])
  const mine = await merge(shared, own)
  assert.equal((await undo(mine.body.merge_id, central)).status, 200)
})

test('a list shows the title that stayed, once, and lets it be taken off', async () => {
  const [kept, gone] = [
    await aTitle('vlacc', { title: 'Op de lijst' }),
    await aTitle(code, { title: 'Op de lijst' }),
  ]
  const [list] = await world.rows(
    `insert into cataloguing.title_list (library_id, name, kind, shown, made_at, changed_at) values ($1, 'Nieuw', 'hand', true, now(), now()) returning list_id`,
    [here.library_id],
  )
  await world.rows(
    'insert into cataloguing.title_list_entry (library_id, list_id, title_id, place) select $1, $2, t, n from unnest($3::bigint[]) with ordinality as x(t, n)',
    [here.library_id, list!.list_id, [gone, kept]],
  )
  assert.equal((await merge(kept, gone)).status, 201)
  const params = { list_id: list!.list_id! }
  const said = await world.call(op.readTitleList, { params }, cataloguer)
  assert.equal(said.status, 200, said.text)
  assert.deepEqual(
    said.body.entries.map(t => t.title_id),
    [kept],
  )
})

test('one that was merged on is taken back first: the order in which they went', async () => {
  const [a, b, c] = [await aTitle(code), await aTitle(code), await aTitle('vlacc')]
  const item = await anItem(world, here, { title_id: a })
  const patron = await aPatron(world, here)
  const held = await hold(patron, a, desk, 10)
  const first = await merge(b, a)
  const second = await merge(c, b)
  assert.deepEqual([await itemsOf(c), await holdsOf(c)], [[item.item_id], [held]])
  const led = await world.call(op.readTitle, { params: { title_id: a } }, desk)
  assert.equal(led.body.title_id, c)
  assert.deepEqual(codes(await undo(first.body.merge_id)), ['title_merge_moved_on'])
  assert.equal((await undo(second.body.merge_id)).status, 200)
  assert.deepEqual([await itemsOf(b), await holdsOf(b)], [[item.item_id], [held]])
  assert.equal((await undo(first.body.merge_id)).status, 200)
  assert.deepEqual([await itemsOf(a), await holdsOf(a)], [[item.item_id], [held]])
})

test('what is much moves in the background, in parts, and back', async () => {
  const [kept, gone] = [await aTitle('vlacc', { title: 'Atlas' }), await aTitle(code, { title: 'Atlas' })]
  await world.rows(
    `insert into inventory.item (library_id, barcode, title_id, branch_id, item_type)
     select $1, 'veel' || n, $2, $3, 'book' from generate_series(1, 1200) n`,
    [here.library_id, gone, here.branches[0]],
  )
  const clock = openClock(world)
  const work = () => runJobs(clock, allJobs({ mailer: null, magda: null, erasedFile: '' }), 'title_merges')
  const said = await merge(kept, gone)
  assert.deepEqual([said.body.state, said.body.rows_all, said.body.rows_done], ['moving', 1200, 0])
  assert.deepEqual(codes(await undo(said.body.merge_id)), ['title_merge_busy'])
  await work()
  const read = async () =>
    (await world.call(op.readTitleMerge, { params: { merge_id: said.body.merge_id } }, cataloguer)).body
  assert.deepEqual([(await read()).state, (await read()).rows_done], ['done', 1200])
  assert.equal((await itemsOf(kept)).length, 1200)
  // One of them went elsewhere meanwhile: it stays there.
  const elsewhere = await aTitle(code, { title: 'Elders' })
  await world.rows("update inventory.item set title_id = $1 where barcode = 'veel7'", [elsewhere])
  assert.equal((await undo(said.body.merge_id)).body.state, 'undoing')
  await work()
  assert.equal((await read()).state, 'undone')
  assert.deepEqual([(await itemsOf(gone)).length, (await itemsOf(kept)).length], [1199, 0])
  await clock.close()
})

test('every table that names a title moves with a merge, or says here why it does not', async () => {
  const moved = new Set([
    'inventory.item',
    'circulation.hold',
    'circulation.hold_title',
    'circulation.loan',
    'circulation.ibl_request',
    'circulation.pull_claim',
    'cataloguing.record_report',
    'cataloguing.holding',
  ])
  const excused = new Set([
    // The record itself, its former versions, and what search knows of it: that goes, and comes again with the way back.
    'cataloguing.title',
    'cataloguing.title_version',
    'cataloguing.title_edit',
    'cataloguing.title_search',
    'cataloguing.title_isbn',
    // Counted for the title that stays, by what was merged into it.
    'cataloguing.title_month',
    // What an import made of it stays as it was written.
    'cataloguing.import_change',
    'cataloguing.import_problem',
    'cataloguing.import_holding',
    // So does what a change of many made of it.
    'cataloguing.title_change_line',
    'cataloguing.authority_run_title',
    // A list is read by where its titles lead; so is what a library was asked to buy.
    'cataloguing.title_list_entry',
    'acquisitions.purchase_suggestion',
    // How far a walk over the titles is.
    'cataloguing.double_cursor',
    'cataloguing.cover_walk',
    'cataloguing.reindex_changed',
    // What is told to memory of its search row.
    'cataloguing.search_change',
    // A list shows the title that it leads on to.
    'cataloguing.title_list_entry',
    // A holdings record that was taken out comes back to where its title leads.
    'cataloguing.holding_removed',
    // Of which series it is a volume follows from its record; of which work it is was said of its record, and holds again with it.
    'cataloguing.title_series',
    'cataloguing.work_choice',
    'cataloguing.title_work',
    // What follows from the record that goes, and goes with it: its headings, its picture, where it was harvested.
    'cataloguing.title_heading',
    'cataloguing.cover_upload',
    'cataloguing.title_left',
    'cataloguing.title_dropped',
    // Titles that are gone altogether.
    'cataloguing.title_gone',
    // What happened, was charged or was written to somebody stays as it was said; its number leads on.
    'circulation.event',
    'finance.charge_about',
    'messaging.message',
  ])
  const named = await world.rows(
    `select n.nspname || '.' || c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       join pg_namespace n on n.oid = c.relnamespace
      where a.attname = 'title_id' and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  assert.deepEqual(
    named.map(row => row['name'] ?? '').filter(name => !excused.has(name) && !moved.has(name)),
    [],
    'move it with a merge of titles, or say above why it stays',
  )
})
