/*
 * An export of a library that does not exist: invented names, numbers of the test register only, and the faults that
 * real exports have. The same seed makes the same library.
 */

/** A file of the export, as text. */
export interface MadeFile {
  readonly name: string
  readonly text: () => Generator<string>
}
export interface MadeUp {
  readonly files: readonly MadeFile[]
  /** What stands in the files, and how much of it can come over. */
  readonly truth: {
    readonly patrons: number
    readonly items: number
    readonly loans: number
    readonly holds: number
    readonly charges: number
    readonly charge_cents: number
    readonly history: number
    readonly titles: number
  }
}
export interface Size {
  readonly patrons: number
  readonly items: number
  readonly loans: number
  readonly titles: number
  readonly branches: readonly string[]
}

const family = [
  'Testmans',
  'Vantesten',
  'De Proef',
  'Proefmans',
  "D'Hondt",
  'Verzonnen',
  'Van den Test',
  'Noëls',
  'Çelik',
  'Öztürk',
]
const given = ['Anouk', 'Bram', 'Céline', 'Daan', 'Élise', 'Farah', 'Gijs', 'Hanne', 'Ilias', 'Joëlle']
const streets = ['Testlaan', 'Proefstraat', 'Verzonnenweg', 'Nergensplein']
const types = ['book', 'book', 'book', 'dvd', 'cd', 'comic']

const two = (n: number): string => String(n).padStart(2, '0')
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
/** Spreads numbers without a pattern that a table would show. */
const mix = (n: number): number => Math.imul(n + 0x9e3779b9, 0x85ebca6b) >>> 8

/** A number of the test register of MAGDA: month + 60. */
export function testNumber(n: number): string {
  const serial = (n % 997) + 1
  const day = Math.floor(n / 997)
  const yy = 40 + (Math.floor(day / (12 * 28)) % 55)
  const nine = `${two(yy)}${two(61 + (Math.floor(day / 28) % 12))}${two(1 + (day % 28))}${String(serial).padStart(3, '0')}`
  return `${nine}${two(97 - (Number(nine) % 97))}`
}
const birthOf = (n: number): string => {
  const number = testNumber(n)
  return `19${number.slice(0, 2)}-${two(Number(number.slice(2, 4)) - 60)}-${number.slice(4, 6)}`
}
const dayFrom = (start: string, days: number): string =>
  new Date(Date.parse(`${start}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const cell = (text: string): string => (/[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const line = (...cells: readonly (string | number)[]): string =>
  `${cells.map(c => cell(String(c))).join(',')}\n`

const barcode = (n: number): string => `3000${String(n).padStart(10, '0')}`
const card = (n: number): string => `8${String(n).padStart(9, '0')}`

function* patrons(size: Size): Generator<string> {
  yield line(
    'borrowernumber',
    'cardnumber',
    'surname',
    'firstname',
    'dateofbirth',
    'sex',
    'address',
    'streetnumber',
    'zipcode',
    'city',
    'email',
    'phone',
    'lang',
    'privacy',
    'categorycode',
    'dateenrolled',
    'dateexpiry',
    'debarred',
    'debarredcomment',
    'rrn',
    'opacnote',
    'password',
  )
  for (let n = 1; n <= size.patrons; n++) {
    const m = mix(n)
    yield line(
      n,
      card(n),
      `${pick(family, m)}${n % 7 === 0 ? '-Van Veld' : ''}`,
      pick(given, m >>> 4),
      birthOf(n),
      n % 2 ? 'F' : 'M',
      pick(streets, m),
      (m % 180) + 1,
      `${1000 + (m % 900) * 10}`,
      'Testgem',
      n % 3 ? `lezer${n}@voorbeeld.test` : '',
      '',
      'nl-BE',
      n % 20 === 0 ? 0 : 1,
      n % 5 === 0 ? 'J' : 'V',
      dayFrom('2020-01-01', m % 1500),
      dayFrom('2026-12-01', m % 700),
      n % 211 === 0 ? '2027-06-30' : '',
      n % 211 === 0 ? 'Boek beschadigd' : '',
      testNumber(n),
      `GEHEIM-${n}`,
      `wachtwoord-${n}`,
    )
  }
}

function* items(size: Size): Generator<string> {
  yield line(
    'itemnumber',
    'biblionumber',
    'barcode',
    'homebranch',
    'itype',
    'location',
    'itemcallnumber',
    'replacementprice',
    'notforloan',
    'itemlost',
    'withdrawn',
    'damaged',
    'dateaccessioned',
    'itemnotes_nonpublic',
  )
  for (let n = 1; n <= size.items; n++) {
    const m = mix(n)
    yield line(
      n,
      (n % size.titles) + 1,
      barcode(n),
      pick(size.branches, m),
      pick(types, m),
      pick(['Romans', 'Jeugd', 'Magazijn'], m >>> 3),
      `TEST ${n % 977}`,
      `${(m % 40) + 5}.${two(m % 100)}`,
      0,
      0,
      0,
      n % 401 === 0 ? 1 : 0,
      dayFrom('2015-01-01', m % 3900),
      `intern ${n}`,
    )
  }
}

/** Item n is out with a patron for n up to the number of loans: each item once. */
function* loans(size: Size): Generator<string> {
  yield line(
    'issue_id',
    'borrowernumber',
    'itemnumber',
    'date_due',
    'branchcode',
    'issuedate',
    'renewals_count',
  )
  for (let n = 1; n <= size.loans; n++) {
    const m = mix(n)
    yield line(
      500_000 + n,
      (m % size.patrons) + 1,
      n,
      `${dayFrom('2026-11-20', m % 30)} 23:59:00`,
      pick(size.branches, m),
      `${dayFrom('2026-10-25', m % 28)} ${two(10 + (m % 8))}:15:00`,
      m % 3,
    )
  }
}

const holdCount = (size: Size): number => Math.floor(size.loans / 6)
function* holds(size: Size): Generator<string> {
  yield line(
    'reserve_id',
    'borrowernumber',
    'reservedate',
    'biblionumber',
    'branchcode',
    'priority',
    'found',
    'itemnumber',
    'expirationdate',
  )
  const count = holdCount(size)
  // One in fifty lies ready, with an item that nobody has.
  for (let n = 1; n <= count; n++) {
    const ready = n % 50 === 0
    const itemnumber = ready ? size.items - n : ''
    const title = ready
      ? ((size.items - n) % size.titles) + 1
      : (mix(n) % Math.max(1, Math.floor(size.titles / 10))) + 1
    yield line(
      n,
      (mix(n * 7) % size.patrons) + 1,
      dayFrom('2026-09-01', mix(n) % 80),
      title,
      pick(size.branches, n),
      ready ? 0 : n,
      ready ? 'W' : '',
      itemnumber,
      ready ? '2026-12-20' : '',
    )
  }
}

const chargeCount = (size: Size): number => Math.floor(size.patrons / 4)
const centsOf = (n: number): number => (n % 97 === 0 ? -1 : 1) * ((mix(n * 3) % 3000) + 5)
function* charges(size: Size): Generator<string> {
  yield line(
    'accountlines_id',
    'borrowernumber',
    'itemnumber',
    'date',
    'amount',
    'amountoutstanding',
    'debit_type_code',
    'description',
    'note',
  )
  for (let n = 1; n <= chargeCount(size); n++) {
    const cents = n % 10 === 0 ? 0 : centsOf(n)
    const amount = `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${two(Math.abs(cents) % 100)}0000`
    yield line(
      n,
      (mix(n) % size.patrons) + 1,
      n % 3 ? (mix(n) % size.items) + 1 : '',
      dayFrom('2026-01-01', mix(n) % 300),
      amount,
      amount,
      pick(['OVERDUE', 'LOST', 'ACCOUNT', 'MANUAL'], n),
      `Titel ${n}`,
      '',
    )
  }
}

const historyCount = (size: Size): number => Math.floor(size.loans / 4)
function* history(size: Size): Generator<string> {
  yield line('borrowernumber', 'itemnumber', 'issuedate', 'returndate')
  for (let n = 1; n <= historyCount(size); n++) {
    const from = mix(n) % 400
    yield line(
      (mix(n * 11) % size.patrons) + 1,
      (mix(n * 5) % size.items) + 1,
      dayFrom('2025-01-01', from),
      dayFrom('2025-01-20', from),
    )
  }
}

function* titles(size: Size): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n'
  for (let n = 1; n <= size.titles; n++)
    yield `<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">${n}</controlfield><controlfield tag="008">200101s20${two(n % 26)}    be            000 0 dut d</controlfield><datafield tag="100" ind1="1" ind2=" "><subfield code="a">${pick(family, mix(n))}, ${pick(given, n)}</subfield></datafield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">Verzonnen titel ${n} van ${pick(streets, n)}</subfield></datafield></record>\n`
  yield '</collection>\n'
}

/** How much of the history belongs to patrons who keep it: every twentieth does. */
function keptHistory(size: Size): number {
  let count = 0
  const seen = new Set<string>()
  for (let n = 1; n <= historyCount(size); n++) {
    const patron = (mix(n * 11) % size.patrons) + 1
    const key = `${patron}|${(mix(n * 5) % size.items) + 1}|${mix(n) % 400}`
    if (patron % 20 === 0 && !seen.has(key)) count++
    seen.add(key)
  }
  return count
}

/** The export of a library in Koha's form. */
export function madeUp(size: Size): MadeUp {
  let charge_cents = 0
  for (let n = 1; n <= chargeCount(size); n++) if (n % 10 !== 0) charge_cents += centsOf(n)
  const open = Array.from({ length: chargeCount(size) }, (_, i) => i + 1).filter(n => n % 10 !== 0).length
  return {
    files: [
      { name: 'biblio.xml', text: () => titles(size) },
      { name: 'items.csv', text: () => items(size) },
      { name: 'borrowers.csv', text: () => patrons(size) },
      { name: 'issues.csv', text: () => loans(size) },
      { name: 'reserves.csv', text: () => holds(size) },
      { name: 'accountlines.csv', text: () => charges(size) },
      { name: 'old_issues.csv', text: () => history(size) },
    ],
    truth: {
      patrons: size.patrons,
      items: size.items,
      loans: size.loans,
      holds: holdCount(size),
      charges: open,
      charge_cents,
      history: keptHistory(size),
      titles: size.titles,
    },
  }
}

/** Whole texts in stretches of a few hundred kilobytes, as a disk gives them. */
export async function* bytesOf(file: MadeFile): AsyncGenerator<Uint8Array> {
  let held = ''
  for (const text of file.text()) {
    held += text
    if (held.length > 400_000) {
      yield Buffer.from(held)
      held = ''
    }
  }
  if (held !== '') yield Buffer.from(held)
}
