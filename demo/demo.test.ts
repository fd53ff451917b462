import assert from 'node:assert/strict'
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { cardNumberIsValid } from '@kaft/eid/card-number'
import { readEidFile } from '@kaft/eid/eid-file'
import { extractTitle, readIso2709, type TitleFacts, writeIso2709 } from '@kaft/marc'
import { makeActivity } from './activity.ts'
import { easterSunday, exceptionalDays } from './calendar.ts'
import type { Consortium, DemoItem, DemoPatron } from './data.ts'
import { splitTitle } from './gutenberg-title.ts'
import { makeItems } from './items.ts'
import { makePatrons } from './people.ts'
import { readDemo, titlesFile } from './read-demo.ts'

const file = (name: string) => new URL(`data/${name}`, import.meta.url)
const read = <T>(name: string) => JSON.parse(readFileSync(file(name), 'utf8')) as T
const demo = readDemo('2026-11-09')

async function readTitles(): Promise<TitleFacts[]> {
  const titles: TitleFacts[] = []
  for await (const taken of readIso2709(createReadStream(titlesFile))) {
    assert.ok(taken.ok && taken.warnings.length === 0, JSON.stringify(taken))
    const written = writeIso2709(taken.record)
    assert.ok(written.ok && written.changes.length === 0)
    titles.push(extractTitle(taken.record))
  }
  return titles
}

test('every record of the catalogue is sound, has a title, and a number of its own', async () => {
  const titles = await readTitles()
  assert.ok(titles.length > 1300)
  assert.ok(titles.every(({ title, control_number }) => title !== '' && control_number !== null))
  assert.equal(new Set(titles.map(({ control_number }) => control_number)).size, titles.length)
  const dutch = titles.filter(({ languages }) => languages[0] === 'dut')
  assert.ok(dutch.length > 1000)
  assert.ok(new Set(titles.map(({ material }) => material)).size >= 6)
})

test('the same seeds give the same people, items and activity as are committed', async () => {
  const consortium = read<Consortium>('consortium.json')
  const patrons = makePatrons(consortium)
  const items = makeItems(consortium, await readTitles())
  assert.deepEqual(patrons, read('patrons.json'))
  assert.deepEqual(items, read('items.json'))
  assert.deepEqual(makeActivity({ consortium, patrons, items }), read('activity.json'))
})

/** Check digits by the rule of the national register; the month must be that of the test register. */
function isTestNumber(number: string, birthOn: string): boolean {
  const nine = Number(birthOn >= '2000' ? `2${number.slice(0, 9)}` : number.slice(0, 9))
  const month = Number(number.slice(2, 4))
  return (
    /^\d{11}$/.test(number) &&
    97 - (nine % 97) === Number(number.slice(9)) &&
    month >= 61 &&
    month <= 72 &&
    number.slice(0, 2) === birthOn.slice(2, 4) &&
    month - 60 === Number(birthOn.slice(5, 7)) &&
    number.slice(4, 6) === birthOn.slice(8)
  )
}

test('people carry numbers of the test register only, addresses that reach nobody, and two of them are twice a member', () => {
  const byNumber = new Map<string, DemoPatron[]>()
  for (const patron of read<DemoPatron[]>('patrons.json')) {
    const { national_number: number, birth_on, gender, email } = patron
    if (email !== null) assert.match(email, /@(?:example\.org|post\.invalid)$/)
    if (number === null) continue
    assert.ok(birth_on !== null && isTestNumber(number, birth_on), `${patron.key} ${number}`)
    assert.equal(Number(number.slice(6, 9)) % 2 === 1 ? 'm' : 'f', gender)
    byNumber.set(number, [...(byNumber.get(number) ?? []), patron])
  }
  const twice = [...byNumber.values()].filter(patrons => patrons.length > 1)
  assert.deepEqual(
    twice.map(patrons => patrons.map(({ library }) => library)),
    [
      ['I200', 'I290'],
      ['I270', 'I280'],
    ],
  )
  for (const [first, second] of twice)
    assert.deepEqual([first?.family_name, first?.birth_on], [second?.family_name, second?.birth_on])
})

test('codes are unique where they must be, and old ones repeat only between libraries that do not cooperate', () => {
  const items = read<DemoItem[]>('items.json')
  assert.equal(new Set(items.map(({ library, barcode }) => `${library} ${barcode}`)).size, items.length)
  const cards = demo.patrons.flatMap(({ cards: held }) => held.map(({ code }) => code))
  assert.equal(new Set(cards).size, cards.length)
  const owners = new Map<string, Set<string>>()
  for (const { library, barcode } of items)
    owners.set(barcode, (owners.get(barcode) ?? new Set<string>()).add(library))
  const repeated = [...owners].filter(([, libraries]) => libraries.size > 1)
  assert.ok(repeated.length >= 40)
  for (const [barcode, libraries] of repeated) {
    assert.doesNotMatch(barcode, /^3000/)
    for (const { members } of demo.agreements)
      assert.ok(members.filter(code => libraries.has(code)).length < 2)
  }
  assert.ok(items.every(({ barcode }) => /^3000\d{10}$/.test(barcode) || /^\d{5}$/.test(barcode)))
})

test('every rung of the ladder is there, with what it opens', () => {
  const opens = demo.agreements.map(one => [
    one.rung,
    one.shares_fee,
    one.shares_rules,
    one.shares_patrons,
    one.has_transport,
    one.floats,
  ])
  assert.deepEqual(opens.toSorted(), [
    ['1', true, false, false, false, false],
    ['2', true, true, false, false, false],
    ['3a', true, true, true, false, false],
    ['3b', true, true, true, true, false],
    ['3c', true, true, true, true, true],
  ])
  const joined = new Set(demo.agreements.flatMap(({ members }) => members))
  assert.deepEqual(
    demo.libraries.map(({ code }) => code).filter(code => !joined.has(code)),
    ['I290'],
  )
})

test('everything that is named exists, and no item is in two places', () => {
  const branches = new Map(
    demo.libraries.flatMap(library => library.branches.map(branch => [branch.code, library.code])),
  )
  const items = new Map(demo.items.map(item => [`${item.library} ${item.barcode}`, item]))
  const patrons = new Set(demo.patrons.map(({ key }) => key))
  for (const item of demo.items) assert.equal(branches.get(item.branch), item.library)
  const held = demo.holds.flatMap(({ item }) => (item === null ? [] : [item]))
  const taken = [...demo.loans.map(({ item }) => item), ...held].map(
    ({ library, barcode }) => `${library} ${barcode}`,
  )
  assert.equal(new Set(taken).size, taken.length)
  for (const key of taken) assert.equal(items.get(key)?.state, 'in_use')
  for (const { patron, branch } of demo.loans) assert.ok(patrons.has(patron) && branches.has(branch))
  for (const hold of demo.holds) {
    assert.ok(patrons.has(hold.patron) && branches.has(hold.pickup_branch))
    assert.equal(hold.item === null, hold.state === 'waiting')
  }
  for (const { patron, amount_cents, paid } of demo.charges) {
    assert.ok(patrons.has(patron) && amount_cents > 0 && (paid === null || paid.amount_cents < amount_cents))
  }
  assert.ok(
    demo.loans.some(loan => loan.lent_on < '2026-10-10'),
    'some are overdue',
  )
})

test('the awaited book of the sheet is on loan, and somebody of its library waits for it in Noord', () => {
  const row = demo.sheet.find(one => /iemand wacht erop in Noord/.test(one.nl))
  const item = demo.items.find(one => one.barcode === row?.code && one.library === 'I200')
  assert.ok(item, 'the sheet names it')
  assert.ok(demo.loans.some(loan => loan.item.barcode === item.barcode && loan.item.library === 'I200'))
  const waits = demo.holds.filter(hold => hold.title === item.title && hold.state === 'waiting')
  assert.deepEqual(
    waits.map(hold => [hold.patron.slice(0, 4), hold.pickup_branch]),
    [['I200', '2002']],
  )
})

test('the demo sheet has a case of each kind, each code once', () => {
  const codes = demo.sheet.map(({ code }) => code)
  assert.equal(new Set(codes).size, codes.length)
  assert.equal(demo.sheet.filter(({ kind }) => kind === 'card').length, 10)
  assert.equal(demo.sheet.filter(({ kind }) => kind === 'item').length, 14)
})

test('offsets become days', () => {
  const [patron] = demo.patrons
  const [raw] = read<DemoPatron[]>('patrons.json')
  assert.ok(patron !== undefined && raw !== undefined)
  const until = Temporal.PlainDate.from(patron.member_until)
  assert.equal(Temporal.PlainDate.from('2026-11-09').until(until).total('days'), raw.member_until_in_days)
  assert.throws(() => readDemo('gisteren'), RangeError)
})

test('exceptional days: all four types, holidays of each year, one entry a day', () => {
  const [testgem] = demo.libraries
  const types = new Set(testgem?.branches.flatMap(branch => branch.exceptional_days.map(({ type }) => type)))
  assert.deepEqual([...types].toSorted(), ['boetevrij', 'gesloten', 'normaal', 'vakantie'])
  for (const { code, exceptional_days: days } of demo.libraries.flatMap(({ branches }) => branches)) {
    assert.equal(new Set(days.map(({ on_day }) => on_day)).size, days.length, code)
  }
  const noord = testgem?.branches.find(({ code }) => code === '2002')?.exceptional_days ?? []
  const typeOn = (day: string) => noord.find(({ on_day }) => on_day === day)?.type
  assert.deepEqual(
    ['2026-12-24', '2026-12-25', '2027-01-03', '2027-01-04', '2027-03-29', '2028-07-11'].map(typeOn),
    ['vakantie', 'gesloten', 'vakantie', undefined, 'gesloten', 'gesloten'],
  )
})

test('Easter, and a Sunday some weeks ahead', () => {
  assert.deepEqual(
    [2025, 2026, 2027, 2028, 2038].map(year => easterSunday(year).toString()),
    ['2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2038-04-25'],
  )
  const sunday = (today: string, week: number) =>
    exceptionalDays(
      [{ weekday: 7, week, type: 'normaal', note: '' }],
      false,
      Temporal.PlainDate.from(today),
    )[0]?.on_day
  assert.equal(sunday('2026-11-08', 1), '2026-11-15')
  assert.equal(sunday('2026-11-09', 2), '2026-11-22')
})

test('a title of the source is taken apart', () => {
  assert.deepEqual(splitTitle('Lord Lister No. 0373: De krankzinnige'), {
    title: 'De krankzinnige',
    part_number: null,
    part_name: null,
    subtitle: null,
    series: { title: 'Lord Lister', volume: '373' },
    year: null,
  })
  assert.deepEqual(splitTitle('Japan\r\nDe Aarde en haar Volken, 1867'), {
    title: 'Japan',
    part_number: null,
    part_name: null,
    subtitle: null,
    series: { title: 'De Aarde en haar Volken', volume: '1867' },
    year: 1867,
  })
  assert.deepEqual(
    splitTitle('Het Leven der Dieren: Deel 1, Hoofdstuk 07: De Knaagdieren').part_number,
    'Deel 1, Hoofdstuk 07',
  )
  assert.deepEqual(
    splitTitle('L. Van Velton-Van der Linden : $b Oorspronkelijke roman').subtitle,
    'Oorspronkelijke roman',
  )
})

test('no file is too large to keep in a repository', () => {
  for (const name of ['titles.mrc', 'consortium.json', 'patrons.json', 'items.json', 'activity.json']) {
    assert.ok(statSync(file(name)).size < 4 * 1024 * 1024, name)
  }
})

test('files of the eID viewer to try with are of invented people with numbers of the test register', () => {
  const folder = new URL('eid/', import.meta.url)
  const files = readdirSync(folder)
  assert.ok(files.length >= 2)
  for (const name of files) {
    const read = readEidFile(readFileSync(new URL(name, folder), 'utf8'))
    assert.ok(read.ok, name)
    const { national_number, birth_on, card_number } = read.fields
    assert.ok(isTestNumber(national_number ?? '', birth_on ?? ''), name)
    assert.ok(cardNumberIsValid(card_number ?? ''), name)
  }
})
