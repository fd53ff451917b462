import { BOOK_LEADER, type DataField, dataField, type MarcField, type MarcRecord } from '@kaft/marc'

/*
 * A few records beside the old books, so that a newcomer finds each screen of the catalogue alive: headings with the names
 * that lead to them, a magazine with its years, a pair that may be one title, a series, and a work in two editions. The titles
 * and makers of these are invented; the headings are of writers in the catalogue.
 */

const a = (tag: string, indicators: string, value: string, ...more: [string, string][]): DataField =>
  dataField(tag, indicators, [['a', value], ...more])

const heading = (number: string, name: readonly [string, string], others: readonly string[]): MarcRecord => ({
  leader: '00000nz  a2200000n  4500',
  fields: [
    { tag: '001', value: number },
    a('100', '1 ', `${name[0]},`, ['d', name[1]]),
    ...others.map(other => a('400', '1 ', other)),
  ],
})

interface Book {
  readonly number: string
  readonly title: string
  readonly author: string
  readonly year: number
  readonly pages: number
  readonly more?: readonly MarcField[]
}
const ages = { adult: 'e', youth: 'c' }
const book = (of: Book, audience: keyof typeof ages = 'adult'): MarcRecord => ({
  leader: BOOK_LEADER,
  fields: [
    { tag: '001', value: of.number },
    { tag: '008', value: `250101s${of.year}    be     ${ages[audience]}      000 1 dut d` },
    a('100', '1 ', of.author, ['4', 'aut']),
    a('245', '10', of.title),
    a('264', ' 1', 'Testgem', ['b', 'De Molen'], ['c', String(of.year)]),
    a('300', '  ', `${of.pages} p.`),
    ...(of.more ?? []),
  ],
})

const at = (branch: string, shelf: string, call_number: string): DataField =>
  dataField('852', '0 ', [
    ['b', branch],
    ['c', shelf],
    ['h', call_number],
  ])
const item = (barcode: string, issue: string): DataField =>
  dataField('876', '  ', [
    ['p', barcode],
    ['3', issue],
  ])
const held = (number: string, of: string, fields: readonly MarcField[]): MarcRecord => ({
  leader: '00000ny  a22000003i 4500',
  fields: [{ tag: '001', value: number }, { tag: '004', value: of }, ...fields],
})

const MAGAZINE = 'toon-leesvink'
const magazine: MarcRecord = {
  leader: '00000nas a2200000 i 4500',
  fields: [
    { tag: '001', value: MAGAZINE },
    { tag: '008', value: '250101c19989999be qr p       0   a0dut d' },
    a('245', '10', 'De Leesvink', ['b', 'tijdschrift voor wie graag leest']),
    a('264', ' 1', 'Testgem', ['b', 'De Molen'], ['c', '1998-']),
    a('650', ' 7', 'Lezen', ['9', 'vth']),
  ],
}

const detective = (volume: number, title: string, level: string): MarcRecord =>
  book(
    {
      number: `toon-speurneuzen-${volume}`,
      title,
      author: 'Peeters, Nele',
      year: 2014 + volume,
      pages: 96 + volume * 8,
      more: [
        a('090', '  ', `AVI ${level}`),
        a('096', '  ', '283'),
        a('650', ' 7', 'Detectiveverhalen', ['9', 'jge']),
        a('830', ' 0', 'De speurneuzen van Testgem', ['v', String(volume)]),
      ],
    },
    'youth',
  )

const edition = (number: string, year: number, isbn: string): MarcRecord =>
  book({
    number,
    title: 'De regen en het licht',
    author: 'Claes, Mirre',
    year,
    pages: 214,
    more: [a('020', '  ', isbn), a('240', '10', 'De regen en het licht')],
  })

const mill = { title: 'Het geheim van de molen', author: 'Janssens, Hanne', year: 2011, pages: 128 }

/** Items that these records bring. */
export const SHOWN_ITEMS = 6

/** The records; those of what libraries have of a title stand behind it. */
export const showcase: readonly MarcRecord[] = [
  heading('toon-couperus', ['Couperus, Louis', '1863-1923'], ['Couperus, L. M. A.']),
  heading('toon-conscience', ['Conscience, Hendrik', '1812-1883'], ['Conscience, Henri']),
  heading('toon-heijermans', ['Heijermans, Herman', '1864-1924'], ['Falkland, Samuel', 'Habbema, Koos']),
  magazine,
  held('toon-bezit-1', MAGAZINE, [
    at('2001', 'Tijdschriften', 'LEES'),
    a('866', ' 0', '1998-2004, 2006-', ['z', '2003/4 ontbreekt']),
    item('30002009900011', '2026/1'),
    item('30002009900028', '2026/2'),
    item('30002009900035', '2026/3'),
  ]),
  held('toon-bezit-2', MAGAZINE, [
    at('2101', 'Tijdschriften', 'LEES'),
    dataField('853', '20', [
      ['8', '1'],
      ['a', 'jg.'],
      ['i', '(year)'],
    ]),
    dataField('863', '40', [
      ['8', '1.1'],
      ['a', '12-20'],
      ['i', '2009-2017'],
    ]),
  ]),
  book({ number: 'toon-molen-1', ...mill }),
  book({ number: 'toon-molen-2', ...mill }),
  detective(1, 'Het spoor in het zand', 'M4'),
  detective(2, 'De verdwenen klok', 'E4'),
  detective(3, 'Een sleutel te veel', 'M5'),
  ...[1, 2, 3].map(volume =>
    held(`toon-bezit-speurneuzen-${volume}`, `toon-speurneuzen-${volume}`, [
      at('2001', 'Jeugd', 'PEET'),
      item(`3000200990004${volume}`, `deel ${volume}`),
    ]),
  ),
  edition('toon-regen-1', 2010, '9789460001017'),
  edition('toon-regen-2', 2018, '9789460001024'),
]

/** Words that mean the same, as the one search reads them. */
export const SAME_WORDS: readonly (readonly string[])[] = [
  ['gsm', 'mobiele telefoon', 'smartphone'],
  ['detective', 'speurder', 'speurneus'],
]

/** A list that readers see, by what its titles are called in the catalogue, each with a word of who chose it. */
export const LIST = {
  library: 'I200',
  name: 'Voor de jonge speurder',
  about: 'Drie delen op rij, en een tijdschrift voor wie daarna nog wil lezen.',
  titles: [
    ['toon-speurneuzen-1', 'Begin hier.'],
    ['toon-speurneuzen-2', null],
    ['toon-speurneuzen-3', null],
    [MAGAZINE, 'Ligt in de leeszaal.'],
  ],
} as const
/** Searches that a cataloguer keeps, one of them shared, each with who follows it: what the demonstration brought is news to them. */
export const SEARCHES = [
  {
    owner: 'carla.testgem',
    name: 'Jeugddetectives',
    asks: { q: 'onderwerp:detectiveverhalen', where: 'all', audience: 'youth', sort: 'added' },
    shared: true,
    followers: ['carla.testgem', 'griet.consortium'],
  },
  {
    owner: 'griet.consortium',
    name: 'Alles van Nele Peeters',
    asks: { q: 'auteur:"nele peeters"', where: 'all' },
    shared: false,
    followers: ['griet.consortium'],
  },
] as const
/** And one that makes itself of what came last. */
export const NEWEST = { library: 'I200', name: 'Pas binnen', days: 365 } as const
/** What desks suggested that the library buys, in each state that a buyer meets; nothing of it is in the catalogue. */
export const WISHES = [
  {
    by: 'amina.testgem',
    days: 1,
    title: 'Sterren boven de Schelde',
    author: 'Peeters, Nele',
    isbn: '9789460008108',
    because: 'asked',
    remark: 'Besproken in de krant van zaterdag',
    copies: 1,
    asked: 2,
    askers: 2,
    state: 'proposed',
    declined: null,
  },
  {
    by: 'amina.testgem',
    days: 3,
    title: 'Tuinieren zonder gif',
    author: null,
    isbn: null,
    because: 'gap',
    remark: null,
    copies: 1,
    asked: 1,
    askers: 0,
    state: 'proposed',
    declined: null,
  },
  {
    by: 'amina.testgem',
    days: 8,
    title: 'Het geheim van de torenklok',
    author: 'Claes, Toon',
    isbn: '9789460008115',
    because: 'asked',
    remark: null,
    copies: 2,
    asked: 1,
    askers: 0,
    state: 'accepted',
    declined: null,
  },
  {
    by: 'bram.testgem',
    days: 12,
    title: 'Wandelen in eigen streek',
    author: null,
    isbn: '9789460008122',
    because: 'replace',
    remark: null,
    copies: 1,
    asked: 1,
    askers: 0,
    state: 'ordered',
    declined: null,
  },
  {
    by: 'amina.testgem',
    days: 20,
    title: 'Encyclopedie van de vlinders',
    author: null,
    isbn: '9789460008139',
    because: 'asked',
    remark: null,
    copies: 1,
    asked: 1,
    askers: 0,
    state: 'declined',
    declined: 'too_dear',
  },
] as const
