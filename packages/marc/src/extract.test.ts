import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { extractTitle, type TitleFacts } from './extract.ts'
import { recordArbitrary } from './for-tests.ts'
import { extractMaterial, type Material, MATERIALS } from './material.ts'
import { dataField, type MarcField, type MarcRecord } from './record.ts'
import { trimBracketed, trimIsbd } from './trim-isbd.ts'

function fixed(...parts: [at: number, text: string][]): MarcField {
  const value = Array.from({ length: 40 }, () => ' ')
  for (const [at, text] of parts)
    for (let index = 0; index < text.length; index += 1) value[at + index] = text.charAt(index)
  return { tag: '008', value: value.join('') }
}

function record(typeAndLevel: string, ...fields: MarcField[]): MarcRecord {
  return { leader: `00000n${typeAndLevel} a2200000 i 4500`, fields }
}

const one = (tag: string, indicators: string, ...parts: [string, string][]) =>
  dataField(tag, indicators, parts)

test('a whole record', () => {
  const facts = extractTitle(
    record(
      'am',
      { tag: '001', value: ' 10157217 ' },
      { tag: '003', value: 'BE-VLACC' },
      fixed([0, '260102s1998    be '], [22, 'c'], [33, '1'], [35, 'dut']),
      one('020', '  ', ['a', '90-295-0001-9 :'], ['c', '€ 12']),
      one('020', '  ', ['a', '0-7356-1967-0 (geb.)']),
      one('024', '3 ', ['a', '9789460000010']),
      one('041', '1 ', ['a', 'dutfre'], ['h', 'eng']),
      one('090', '  ', ['a', 'AVI E4']),
      one('095', '  ', ['a', 'J 614.8']),
      one('096', '  ', ['a', 'NUR 282']),
      one('100', '1 ', ['a', 'Buysse, Cyriel,'], ['d', '1859-1932.'], ['4', 'aut']),
      one(
        '245',
        '13',
        ['a', 'De leeuw van Vlaanderen :'],
        ['b', 'of de Slag der Gulden Sporen /'],
        ['c', 'door Hendrik Conscience.'],
      ),
      one('250', '  ', ['a', '[2e dr.].']),
      one('264', ' 1', ['a', '[Antwerpen] :'], ['b', 'De Vlijt,'], ['c', '[1999?]']),
      one('300', '  ', ['a', '312 p. :'], ['b', 'ill. ;'], ['c', '20 cm.']),
      one('490', '1 ', ['a', 'Vlaamse reeks ;'], ['v', '12']),
      one('830', ' 0', ['a', 'Vlaamse reeks.']),
      one('490', '0 ', ['a', 'Los deel'], ['v', 'A']),
      one('520', '  ', ['a', 'Een verhaal.']),
      one('521', '  ', ['a', 'Vanaf 12 jaar']),
      one('600', '10', ['a', 'Breydel, Jan,'], ['d', '1264?-1330?'], ['v', 'Romans.']),
      one('650', ' 7', ['a', 'Ridders'], ['z', 'Vlaanderen.'], ['9', 'jtr']),
      one('650', ' 7', ['a', 'Historische verhalen'], ['9', 'jge']),
      one('653', '  ', ['a', 'Guldensporenslag'], ['a', 'Kortrijk']),
      one('655', ' 7', ['a', 'Romans.'], ['2', 'x']),
      one('700', '1 ', ['a', 'Bock, Eugeen de'], ['e', 'illustrator.']),
      one('700', '1 ', ['a', 'Ander, Iemand'], ['t', 'Een ander werk']),
      one('710', '2 ', ['a', 'Universiteit Testgem.'], ['b', 'Faculteit Letteren']),
    ),
  )
  const expected: TitleFacts = {
    control_number: '10157217',
    control_source: 'BE-VLACC',
    title: 'De leeuw van Vlaanderen',
    subtitle: 'of de Slag der Gulden Sporen',
    responsibility: 'door Hendrik Conscience',
    title_sort: 'leeuw van Vlaanderen',
    contributors: [
      { name: 'Buysse, Cyriel', kind: 'person', role: 'aut', dates: '1859-1932', is_main: true },
      { name: 'Bock, Eugeen de', kind: 'person', role: 'ill', dates: null, is_main: false },
      {
        name: 'Universiteit Testgem. Faculteit Letteren',
        kind: 'body',
        role: 'ctb',
        dates: null,
        is_main: false,
      },
    ],
    year: 1998,
    languages: ['dut', 'fre'],
    material: 'book',
    isbns: ['9780735619678', '9789460000010'],
    issns: [],
    eans: ['9789460000010'],
    series: [
      { title: 'Vlaamse reeks', volume: '12' },
      { title: 'Los deel', volume: 'A' },
    ],
    subjects: [
      'Breydel, Jan, 1264?-1330? -- Romans',
      'Ridders -- Vlaanderen',
      'Guldensporenslag',
      'Kortrijk',
    ],
    genres: ['Romans', 'Historische verhalen'],
    audience: 'youth',
    age_from: 12,
    age_to: null,
    fiction: true,
    summary: 'Een verhaal.',
    edition: '2e dr.',
    publisher: 'De Vlijt',
    place: 'Antwerpen',
    extent: '312 p. : ill. ; 20 cm.',
    siso: 'J 614.8',
    nur: '282',
    avi: 'E4',
    classes: [
      { scheme: 'siso', value: 'J 614.8' },
      { scheme: 'avi', value: 'E4' },
      { scheme: 'nur', value: '282' },
    ],
    local_notes: [],
  }
  assert.deepEqual(facts, expected)
})

test('a record with nothing in it gives nulls and empty lists', () => {
  const { title, contributors, year, languages, audience, fiction, material } = extractTitle({
    leader: '',
    fields: [],
  })
  assert.deepEqual(
    [title, contributors, year, languages, audience, fiction, material],
    ['', [], null, [], null, null, 'other'],
  )
})

const materials: [name: string, made: MarcRecord, expected: Material][] = [
  ['book', record('am', fixed([33, '1'])), 'book'],
  ['serial', record('as', fixed([21, 'p'])), 'magazine'],
  ['integrating resource', record('ai'), 'magazine'],
  ['comic by 008/24', record('am', fixed([24, '6'])), 'comic'],
  ['comic by genre', record('am', one('655', ' 7', ['a', 'Stripverhalen'])), 'comic'],
  ['graphic novel', record('am', one('650', ' 7', ['a', 'Graphic novels'], ['9', 'vge'])), 'comic'],
  ['striptease is no comic', record('am', one('650', ' 7', ['a', 'Striptease'])), 'book'],
  ['e-book by 008/23', record('am', fixed([23, 'o'])), 'ebook'],
  ['e-book by carrier', record('am', one('338', '  ', ['b', 'cr'])), 'ebook'],
  ['e-book by 007', record('am', { tag: '007', value: 'cr |||' }), 'ebook'],
  [
    'e-book by designation',
    record('am', one('245', '00', ['a', 'T'], ['h', '[elektronische bron]'])),
    'ebook',
  ],
  ['DVD by 007', record('gm', { tag: '007', value: 'vd cvaizq' }), 'dvd'],
  ['video by 008/33', record('gm', fixed([33, 'v'])), 'dvd'],
  ['slides', record('gm', fixed([33, 's'])), 'other'],
  ['music', record('jm', { tag: '007', value: 'sd fsngnn' }), 'cd'],
  ['spoken word', record('im'), 'audiobook'],
  ['score', record('cm'), 'score'],
  ['map', record('em'), 'map'],
  ['kit', record('om'), 'kit'],
  ['game, object', record('rm', fixed([33, 'g'])), 'game'],
  ['toy', record('rm', one('650', ' 7', ['a', 'Speelgoed'], ['9', 'jge'])), 'game'],
  ['other object', record('rm', fixed([33, 'r'])), 'other'],
  ['computer game', record('mm', fixed([26, 'g'])), 'game'],
  ['document online', record('mm', fixed([23, 'o'], [26, 'd'])), 'ebook'],
  ['software', record('mm', fixed([26, 'b'])), 'other'],
  ['picture', record('km'), 'other'],
  ['leader that says nothing, a volume', record('^m', one('338', '  ', ['b', 'nc'])), 'book'],
]

for (const [name, made, expected] of materials) {
  test(`material: ${name}`, () => assert.equal(extractMaterial(made), expected))
}

const titles: [name: string, field: MarcField, title: string, sort: string][] = [
  [
    'part number and name',
    one('245', '14', ['a', 'Het verdriet.'], ['n', 'Deel 2,'], ['p', 'De terugkeer /'], ['c', 'x']),
    'Het verdriet. Deel 2, De terugkeer',
    'verdriet. Deel 2, De terugkeer',
  ],
  [
    'part name alone',
    one('245', '00', ['a', 'Verhalen.'], ['p', 'Winter :'], ['b', 'x']),
    'Verhalen. Winter',
    'Verhalen. Winter',
  ],
  ['an ellipsis stays', one('245', '00', ['a', 'En toen ...']), 'En toen ...', 'En toen ...'],
  [
    'an abbreviation stays',
    one('245', '00', ['a', 'Kapellekensbaan, enz.']),
    'Kapellekensbaan, enz.',
    'Kapellekensbaan, enz.',
  ],
  ['non-sorting marks go', one('245', '10', ['a', '\u0098De \u009cleeuw /']), 'De leeuw', 'De leeuw'],
  ['non-filing beyond the title', one('245', '09', ['a', 'Kort']), 'Kort', 'Kort'],
]

for (const [name, field, title, sort] of titles) {
  test(`title: ${name}`, () => {
    const facts = extractTitle(record('am', field))
    assert.deepEqual([facts.title, facts.title_sort], [title, sort])
  })
}

const years: [name: string, fields: MarcField[], year: number | null][] = [
  ['008 first', [fixed([6, 's2001']), one('264', ' 1', ['c', '1999'])], 2001],
  ['008 unsure, imprint sure', [fixed([6, 's19uu']), one('264', ' 1', ['c', '©1987.'])], 1987],
  [
    'publication before copyright',
    [one('264', ' 4', ['c', '©2005']), one('264', ' 1', ['c', '[2004]'])],
    2004,
  ],
  ['260', [one('260', '  ', ['c', 'cop. 1973'])], 1973],
  ['008 says unknown', [fixed([6, 'n2001'])], null],
  ['no year', [one('260', '  ', ['c', '[s.a.]'])], null],
]

for (const [name, fields, year] of years) {
  test(`year: ${name}`, () => assert.equal(extractTitle(record('am', ...fields)).year, year))
}

test('audience and ages by 008/22, else by the headings of Open Vlacc if they agree', () => {
  const of = (level: string, ...fields: MarcField[]) => {
    const { audience, age_from, age_to } = extractTitle(record(level, ...fields))
    return [audience, age_from, age_to]
  }
  const adult = one('650', ' 7', ['a', 'Liefde'], ['9', 'vth'])
  const youth = one('650', ' 7', ['a', 'Liefde'], ['9', 'jth'])
  assert.deepEqual(of('am', fixed([22, 'b'])), ['youth', 6, 8])
  assert.deepEqual(of('am', fixed([22, 'j'])), ['youth', null, null])
  assert.deepEqual(of('am', fixed([22, 'e']), youth), ['adult', null, null])
  assert.deepEqual(of('am', youth), ['youth', null, null])
  assert.deepEqual(of('am', youth, adult), [null, null, null])
  assert.deepEqual(of('as', fixed([22, 'b'])), [null, null, null])
  assert.deepEqual(of('am', one('521', '  ', ['a', '9-12 jaar'])), [null, 9, 12])
})

const trims: [text: string, trimmed: string][] = [
  ['De leeuw /', 'De leeuw'],
  ['Antwerpen :', 'Antwerpen'],
  ['Standaard,', 'Standaard'],
  ['Een titel.', 'Een titel'],
  ['c1998.', 'c1998'],
  ['Daum, P. A.', 'Daum, P. A.'],
  ['Jansen, Jr.', 'Jansen, Jr.'],
  ['Uitgeverij B.V.', 'Uitgeverij B.V.'],
  ['Wat nu ...', 'Wat nu ...'],
  ['C++', 'C++'],
  ['  ', ''],
]

for (const [text, trimmed] of trims) {
  test(`ISBD punctuation: ${JSON.stringify(text)}`, () => assert.equal(trimIsbd(text), trimmed))
}

test('brackets of the cataloguer go, halves too', () => {
  assert.equal(trimBracketed('[Antwerpen] :'), 'Antwerpen')
  assert.equal(trimBracketed('[Gent'), 'Gent')
  assert.equal(trimBracketed('Gent [België]'), 'Gent [België]')
})

test('names of music, of bodies, and unknown imprints', () => {
  const made = extractTitle(
    record(
      'jm',
      one('100', '0 ', ['a', 'Johannes Paulus'], ['b', 'II,'], ['c', 'paus,'], ['d', '....-']),
      one('260', '  ', ['a', '[S.l.] :'], ['b', '[s.n.],']),
    ),
  )
  assert.deepEqual(made.contributors, [
    { name: 'Johannes Paulus II, paus', kind: 'person', role: 'prf', dates: null, is_main: true },
  ])
  assert.deepEqual([made.place, made.publisher], [null, null])
})

test('a long run of blanks or letters costs no more than its length', () => {
  const runs = [
    `x${' '.repeat(1_000_000)}x`,
    'a'.repeat(1_000_000),
    `${'a.'.repeat(500_000)}x`,
    '[a'.repeat(500_000),
  ]
  for (const text of runs) assert.ok(trimBracketed(text).length > 0)
})

test('any record gives facts, and a material of the list', () => {
  fc.assert(
    fc.property(recordArbitrary, made => {
      const facts = extractTitle(made)
      assert.ok(MATERIALS.includes(facts.material))
      assert.ok(facts.title_sort !== '' || facts.title === '')
    }),
  )
})
