import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { conformRecord, dataField, type MarcField, type MarcRecord, parseMarcJson } from '@kaft/marc'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { workOnImports } from '../jobs.ts'
import { aRecord, HOLDINGS, imported, iso2709 } from '../testing/records.ts'

let world: World
let home: Library
let cataloguer: Someone
let clock: TestClock
let code: string
let branch: string
let other: string

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  home = await world.library('Testgem', 2)
  cataloguer = await world.staff(home, ['catalografie'])
  const codes = await world.rows('select branch_id, code from organisation.branch order by branch_id')
  const of = (id: string) => codes.find(r => r['branch_id'] === id)?.['code'] ?? ''
  branch = of(home.branches[0] ?? '')
  other = of(home.branches[1] ?? '')
  const [row] = await world.rows('select code from organisation.library where library_id = $1', [
    home.library_id,
  ])
  code = row?.['code'] ?? ''
})
after(async () => {
  await clock.close()
  await world.close()
})

const id = () => uuid7(world.now)
let count = 0
async function aProfile(more: Partial<op.ImportRules> = {}): Promise<string> {
  const rules: op.ImportRules = {
    source: code,
    match: [],
    threshold: 1,
    on_match: 'overlay',
    on_new: 'add',
    protect: [],
    holdings: {
      layout: '852:barcode=p,branch=b,shelf=c,call_number=hi,item_type=y',
      default_branch: null,
      branches: { MAGAZIJN: other },
      item_types: { TIJD: 'magazine' },
    },
    feed: null,
    ...more,
  }
  const said = await world.call(
    op.saveImportProfile,
    { body: { command_id: id(), profile_id: null, name: `Bezit ${++count}`, rules } },
    cataloguer,
  )
  assert.equal(said.status, 200, said.text)
  return said.body.profile_id
}
const read = async (import_id: string) =>
  (await world.call(op.readImport, { params: { import_id } }, cataloguer)).body
const reasons = async (import_id: string) =>
  (await world.call(op.importProblems, { params: { import_id } }, cataloguer)).body.rows.map(p => p.reason)
const steer = async (import_id: string, act: 'start' | 'revert') => {
  const said = await world.call(
    op.steerImport,
    { params: { import_id }, body: { command_id: id(), act } },
    cataloguer,
  )
  assert.equal(said.status, 200, said.text)
  await workOnImports(clock.ctx('test'))
  return read(import_id)
}
async function looked(profile_id: string, records: readonly MarcRecord[]): Promise<op.CatalogueImport> {
  const bytes = iso2709(records)
  const body = { command_id: id(), profile_id, name: 'bezit.mrc', bytes: bytes.length }
  const { import_id } = (await world.call(op.beginImport, { body }, cataloguer)).body
  await world.call(
    op.addImportPart,
    { params: { import_id }, body: { part_no: 1, bytes: bytes.toString('base64'), last: true } },
    cataloguer,
  )
  await workOnImports(clock.ctx('test'))
  return read(import_id)
}
const taken = async (profile_id: string, records: readonly MarcRecord[]): Promise<op.CatalogueImport> =>
  steer((await looked(profile_id, records)).import_id, 'start')

const held = (number: string | null, of: string | null, ...fields: MarcField[]): MarcRecord => ({
  leader: '00000ny  a2200000n  4500',
  fields: [
    ...(number === null ? [] : [{ tag: '001', value: number }]),
    ...(of === null ? [] : [{ tag: '004', value: of }]),
    ...fields,
  ],
})
const at = (...more: [string, string][]) => dataField('852', '0 ', [['b', branch], ...more])
const said = (text: string, note?: string) =>
  dataField('866', ' 0', [
    ['8', '0'],
    ['a', text],
    ...(note === undefined ? [] : [['z', note] as [string, string]]),
  ])
const title = async (number: string): Promise<op.Title> => {
  const [row] = await world.rows('select title_id from cataloguing.title where control_number = $1', [number])
  return (await world.call(op.readTitle, { params: { title_id: row?.['title_id'] ?? '0' } }, cataloguer)).body
}

describe('holdings records', () => {
  test('are looked at, taken in with their items, told on the page of the title, and kept as they came', async () => {
    const profile = await aProfile()
    const record = held(
      'h1',
      't1',
      dataField('852', '0 ', [
        ['b', branch],
        ['c', 'Leeszaal'],
        ['k', 'TIJD'],
        ['h', '070'],
        ['i', 'KNAC'],
        ['t', '1'],
      ]),
      dataField('852', '0 ', [
        ['b', 'MAGAZIJN'],
        ['c', 'Magazijn'],
        ['t', '2'],
      ]),
      dataField('853', '20', [
        ['8', '1'],
        ['a', 'jg.'],
        ['b', 'nr.'],
        ['i', '(year)'],
      ]),
      dataField('863', '40', [
        ['8', '1.1'],
        ['a', '36'],
        ['b', '4'],
        ['i', '2006'],
      ]),
      said('1998-2004, 2006-', 'nummer 3 ontbreekt'),
      dataField('876', '  ', [
        ['p', 'h1-b1'],
        ['t', '1'],
        ['8', '1.1'],
        ['c', '4,50'],
        ['h', 'niet uitleenbaar'],
        ['d', '20060301'],
      ]),
      dataField('876', '  ', [
        ['p', 'h1-b2'],
        ['t', '2'],
        ['3', 'jg. 1'],
        ['j', 'vermist'],
      ]),
      dataField('876', '  ', [
        ['p', 'h1-b3'],
        ['t', '2'],
        ['j', 'afgevoerd'],
      ]),
    )
    // The holdings stand before their title in the file, as some systems write them.
    const records = [record, aRecord({ number: 't1', title: 'Knack' })]
    const first = await looked(profile, records)
    assert.deepEqual(
      [
        first.state,
        first.counts.titles_new,
        first.counts.holdings_new,
        first.counts.items_new,
        first.counts.records_refused,
      ],
      ['checked', 1, 1, 2, 0],
    )
    assert.deepEqual(await world.rows('select holding_id from cataloguing.holding'), [])
    const { counts, import_id } = await steer(first.import_id, 'start')
    assert.deepEqual(
      [
        counts.titles_new,
        counts.holdings_new,
        counts.items_new,
        counts.items_refused,
        counts.records_refused,
      ],
      [1, 1, 2, 1, 0],
    )
    assert.deepEqual(await reasons(import_id), ['item_withdrawn'])
    const page = await title('t1')
    assert.deepEqual(
      page.holdings.map(h => [h.places.map(p => [p.shelf, p.call_number]), h.statements]),
      [
        [
          [
            ['Leeszaal', 'TIJD 070 KNAC'],
            ['Magazijn', null],
          ],
          [{ of: 'basic', text: '1998-2004, 2006-', note: 'nummer 3 ontbreekt' }],
        ],
      ],
    )
    const items = await world.rows(
      "select barcode, b.code, shelf, issue, price_cents::text, loanable::text, i.state, acquired_on::text from inventory.item i join organisation.branch b using (branch_id) where barcode like 'h1-%' order by 1",
    )
    assert.deepEqual(
      items.map(r => Object.values(r)),
      [
        ['h1-b1', branch, 'Leeszaal', 'jg. 36, nr. 4 (2006)', '450', 'false', 'in_use', '2006-03-01'],
        ['h1-b2', other, 'Magazijn', 'jg. 1', null, 'true', 'missing', null],
      ],
    )
    const [kept] = await world.rows(
      "select convert_from(record, 'UTF8') as record from cataloguing.holding where control_number = 'h1'",
    )
    assert.deepEqual(parseMarcJson(kept?.['record'] ?? ''), {
      ok: true,
      record: conformRecord(record).record,
    })
    const again = await taken(profile, records)
    assert.deepEqual(
      [
        again.counts.holdings_unchanged,
        again.counts.titles_unchanged,
        again.counts.items_same,
        again.counts.items_new,
      ],
      [1, 1, 2, 0],
    )
  })

  test('a library has a title that it only says so of; a change is one of the title for who harvests', async () => {
    const profile = await aProfile()
    await taken(profile, [
      aRecord({ number: 't2', title: 'Humo' }),
      held('h2', 't2', at(), said('1950-1960')),
    ])
    const found = await world.rows(
      "select s.branches::text as branches, t.changed_at::text as changed from cataloguing.title_search s join cataloguing.title t using (title_id) where t.control_number = 't2'",
    )
    assert.equal(found[0]?.['branches'], `{${home.branches[0]}}`)
    world.now = world.now.add({ hours: 1 })
    const done = await taken(profile, [held('h2', 't2', at(), said('1950-1962'))])
    assert.deepEqual([done.counts.holdings_changed, done.counts.titles_changed], [1, 0])
    const [after] = await world.rows(
      "select changed_at::text as changed from cataloguing.title where control_number = 't2'",
    )
    assert.notEqual(after?.['changed'], found[0]?.['changed'])
    assert.equal((await title('t2')).holdings[0]?.statements[0]?.text, '1950-1962')
  })

  test('the title is found by 004, else by 014 or 035; by another source’s number or an ISSN only where the profile says so', async () => {
    await imported(world, iso2709([aRecord({ number: 'v7', title: 'Van een ander', isbn: '9789460000010' })]))
    const own = [aRecord({ number: 't3', title: 'De Bib' })]
    const linked = held('h3', 'onbekend', dataField('014', '1 ', [['a', 't3']]), at(), said('1'))
    const system = held('h4', null, dataField('035', '  ', [['a', `(BE)t3`]]), at(), said('2'))
    const foreign = held('h5', 'v7', at(), said('3'))
    const isbn = held('h6', null, dataField('020', '  ', [['a', '978-94-6000-001-0']]), at(), said('4'))
    const none = held('h7', null, at(), said('5'))
    const lost = held('h8', 'nergens', at(), said('6'))
    const strict = await taken(await aProfile(), [...own, linked, system, foreign, isbn, none, lost])
    assert.deepEqual([strict.counts.holdings_new, strict.counts.records_refused], [2, 4])
    assert.deepEqual((await reasons(strict.import_id)).toSorted(), [
      'holding_unlinked',
      'holding_without_title',
      'holding_without_title',
      'holding_without_title',
    ])
    const wide = await aProfile({
      match: [
        { point: 'number', weight: 10 },
        { point: 'isbn', weight: 10 },
      ],
      threshold: 10,
    })
    const more = await taken(wide, [foreign, isbn])
    assert.deepEqual([more.counts.holdings_new, more.counts.records_refused], [2, 0])
    assert.deepEqual(
      (await title('v7')).holdings.map(h => h.statements[0]?.text),
      ['3', '4'],
    )
  })

  test('a branch that the library has not is refused; a word for it, or the branch of who names none, takes it', async () => {
    const strange = held('h9', 't3', dataField('852', '0 ', [['b', 'KU/CC/DI']]), said('7'))
    const refused = await taken(await aProfile(), [strange])
    assert.deepEqual(await reasons(refused.import_id), ['branch_unknown'])
    const layout = '852:barcode=p,branch=b'
    const mapping = { layout, default_branch: branch, branches: { 'KU/CC/DI': other }, item_types: {} }
    const profile = await aProfile({ holdings: mapping })
    const nowhere = held('h15', 't3', said('8'))
    assert.equal((await taken(profile, [strange, nowhere])).counts.holdings_new, 2)
  })

  test('item types by the profile, else by the material of the title', async () => {
    const typed = held('h10', 't3', at(['p', 'h10-b1'], ['y', 'TIJD']), at(['p', 'h10-b2']))
    await taken(await aProfile(), [typed])
    // What says no more than its items do is told by those.
    assert.ok((await title('t3')).holdings.every(h => h.statements.length > 0))
    const types = await world.rows(
      "select item_type from inventory.item where barcode like 'h10-%' order by barcode",
    )
    assert.deepEqual(
      types.map(t => t['item_type']),
      ['magazine', 'book'],
    )
  })

  test('go out with the import: made ones go, changed and deleted ones come back', async () => {
    const profile = await aProfile()
    await taken(profile, [
      aRecord({ number: 't4', title: 'Panorama' }),
      held('h11', 't4', at(), said('oud')),
      held('h12', 't4', at(['c', 'Kelder']), said('blijft')),
    ])
    const before = await title('t4')
    const done = await taken(profile, [
      held('h11', 't4', at(), said('nieuw')),
      { ...held('h12', 't4'), leader: '00000dy  a2200000n  4500' },
      held('h13', 't4', at(['p', 'h13-b1']), said('erbij')),
    ])
    const { holdings_new, holdings_changed, holdings_removed } = done.counts
    assert.deepEqual([holdings_new, holdings_changed, holdings_removed], [1, 1, 1])
    assert.deepEqual((await title('t4')).holdings.map(h => h.statements[0]?.text).toSorted(), [
      'erbij',
      'nieuw',
    ])
    assert.equal((await steer(done.import_id, 'revert')).state, 'reverted')
    const plain = (t: op.Title) => t.holdings.map(h => ({ ...h, holding_id: '' }))
    const sorted = (t: op.Title) =>
      plain(t).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    assert.deepEqual(sorted(await title('t4')), sorted(before))
    assert.deepEqual(await world.rows("select item_id from inventory.item where barcode = 'h13-b1'"), [])
  })

  test('what its source deletes leaves its items, and the import says so, beforehand too', async () => {
    const profile = await aProfile()
    const piece = (barcode: string) => dataField('876', '  ', [['p', barcode]])
    await taken(profile, [
      aRecord({ number: 't56', title: 'Humo' }),
      held('h31', 't56', at(), said('1936-'), piece('h31-b1'), piece('h31-b2')),
      held('h32', 't56', at(['c', 'Kelder']), said('zonder exemplaren')),
    ])
    const gone = ['h31', 'h32'].map(number => ({
      ...held(number, 't56'),
      leader: '00000dy  a2200000n  4500',
    }))
    const first = await looked(profile, gone)
    const told = async (import_id: string) =>
      (await world.call(op.importProblems, { params: { import_id } }, cataloguer)).body.rows.map(p => [
        p.reason,
        p.detail,
      ])
    const expected = [['holding_gone_items_stay', 'h31: items that stay on the title: 2']]
    assert.deepEqual(await told(first.import_id), expected)
    const done = await steer(first.import_id, 'start')
    assert.equal(done.counts.holdings_removed, 2)
    assert.deepEqual(await told(done.import_id), expected)
    assert.deepEqual((await title('t56')).items.map(i => i.barcode).toSorted(), ['h31-b1', 'h31-b2'])
  })
  test('what was changed since stays, and is told', async () => {
    const profile = await aProfile()
    const first = await taken(profile, [
      aRecord({ number: 't5', title: 'Flair' }),
      held('h14', 't5', at(), said('a')),
    ])
    await taken(profile, [held('h14', 't5', at(), said('b'))])
    const back = await steer(first.import_id, 'revert')
    assert.equal(back.state, 'reverted')
    assert.deepEqual((await reasons(first.import_id)).toSorted(), ['changed_since', 'title_used_since'])
    assert.equal((await title('t5')).holdings[0]?.statements[0]?.text, 'b')
  })
})

describe('holdings embedded in a description', () => {
  const fields = (text: string): MarcField[] => [
    at(['c', 'Leeszaal'], ['h', '070']),
    said(text),
    dataField('876', '  ', [
      ['p', 'e1-b1'],
      ['3', 'jg. 3'],
    ]),
  ]
  const withHeld = (text: string): MarcRecord => {
    const record = aRecord({ number: 'e1', title: 'Poëziekrant' })
    return { ...record, fields: [...record.fields, ...fields(text)] }
  }
  test('are parted from it, so that a number more is no change of the title', async () => {
    const profile = await aProfile()
    const done = await taken(profile, [withHeld('1990-1999')])
    const { titles_new, holdings_new, items_new, items_refused } = done.counts
    assert.deepEqual([titles_new, holdings_new, items_new, items_refused], [1, 1, 1, 0])
    const page = await title('e1')
    assert.deepEqual(
      page.holdings.map(h => h.statements[0]?.text),
      ['1990-1999'],
    )
    assert.deepEqual(
      page.items.map(i => [i.barcode, i.issue, i.shelf, i.call_number]),
      [['e1-b1', 'jg. 3', 'Leeszaal', '070']],
    )
    const [stored] = await world.rows(
      "select convert_from(record, 'UTF8') as record from cataloguing.title where control_number = 'e1'",
    )
    assert.doesNotMatch(stored?.['record'] ?? '', /"(852|866|876)"/)
    const next = await taken(profile, [withHeld('1990-2000')])
    assert.deepEqual(
      [next.counts.titles_unchanged, next.counts.holdings_changed, next.counts.items_same],
      [1, 1, 1],
    )
    await steer(next.import_id, 'revert')
    assert.equal((await title('e1')).holdings[0]?.statements[0]?.text, '1990-1999')
  })
})

test('without a profile they come in with the command, into whichever library has the branch', async () => {
  const { counts } = await imported(
    world,
    iso2709([
      aRecord({ number: 'c1', title: 'Ons Erfdeel' }),
      held('hc1', 'c1', at(['p', 'hc1-b1']), said('1957-')),
    ]),
    { holdings: HOLDINGS, source: 'los' },
  )
  assert.deepEqual([counts.titles_new, counts.holdings_new, counts.items_new], [1, 1, 1])
})
