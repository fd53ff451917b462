import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { dataField, type MarcField, printMarcJson } from '../../packages/marc/src/index.ts'
import { toBibtex, toRis } from '../../server/src/modules/cataloguing/public/forms/cite.rules.ts'
import {
  type PublicTitle,
  publicTitle,
} from '../../server/src/modules/cataloguing/public/public-title.rules.ts'

/* Readers of RIS and BibTeX that nobody here wrote read of our files what the catalogue knows. */

interface Reference {
  readonly type?: string
  readonly title?: string
  readonly author?: readonly {
    readonly family?: string
    readonly given?: string
    readonly literal?: string
  }[]
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] }
  readonly ISBN?: string
  readonly publisher?: string
  readonly language?: string
  readonly 'collection-title'?: string
}
interface Citation {
  readonly plugins: {
    readonly input: { chain(text: string, how: { generateGraph: false }): readonly Reference[] }
  }
}
const require = createRequire(import.meta.url)
const { plugins } = require('@citation-js/core') as Citation
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-ris')
const read = (text: string): readonly Reference[] => plugins.input.chain(text, { generateGraph: false })

interface Known {
  readonly title: string
  readonly subtitle?: string
  readonly author: string
  readonly second?: string
  readonly year: number
  readonly isbn?: string
  readonly leader?: string
}
let count = 0
function aTitle(k: Known): PublicTitle {
  const fields: MarcField[] = [
    { tag: '001', value: `n${++count}` },
    { tag: '008', value: `240101s${k.year}    be            000 1 dut d` },
    ...(k.isbn === undefined ? [] : [dataField('020', '  ', [['a', k.isbn]])]),
    dataField('100', '1 ', [['a', k.author]]),
    dataField('245', '10', [
      ['a', k.title],
      ...(k.subtitle === undefined ? [] : [['b', k.subtitle] as [string, string]]),
    ]),
    dataField('264', ' 1', [
      ['a', 'Antwerpen'],
      ['b', 'Van Kampen & Zoon'],
    ]),
    ...(k.second === undefined
      ? []
      : [
          dataField('700', '1 ', [
            ['a', k.second],
            ['4', 'aut'],
          ]),
        ]),
  ]
  const record = { leader: k.leader ?? '00000nam a2200000 i 4500', fields }
  return publicTitle({
    title_id: String(count),
    control_number: `n${count}`,
    record: Buffer.from(printMarcJson(record)),
    changed_at: '2026-01-01T00:00:00Z',
    material: 'book',
    title: k.title,
    subtitle: k.subtitle ?? null,
    author: k.author,
    year: k.year,
    language: 'dut',
    series: null,
    publisher: null,
    extent: null,
    summary: null,
    audience: null,
    isbns: k.isbn === undefined ? [] : [k.isbn],
    subjects: [],
    contributors: [],
  })
}

const known: readonly Known[] = [
  { title: 'Kaas', subtitle: 'een roman', author: 'Elsschot, Willem', year: 1933, isbn: '9789460000010' },
  { title: '100 % {echt} & $5_#~^\\', author: 'Müller, Zoë', second: 'Van den Broeck, Walter', year: 2001 },
  { title: 'Het verdriet van België', author: 'Claus, Hugo', year: 1983, isbn: '9789460000010' },
]
const whole = ({ title, subtitle }: Known): string => [title, subtitle].filter(Boolean).join(' : ')
const names = (of: Known): string[] => [of.author, ...(of.second === undefined ? [] : [of.second])]
const named = (of: Reference): string[] =>
  (of.author ?? []).map(({ family = '', given = '', ...rest }) => {
    const particle = (rest as { 'non-dropping-particle'?: string; 'dropping-particle'?: string })[
      'non-dropping-particle'
    ]
    return `${particle === undefined ? '' : `${particle} `}${family}, ${given}`
  })

for (const [form, print] of [
  ['RIS', (all: readonly PublicTitle[]) => all.map(toRis).join('')],
  ['BibTeX', (all: readonly PublicTitle[]) => all.map(toBibtex).join('\n')],
] as const)
  test(`${form}: authors, title, year, ISBN, publisher and type come over, signs of TeX too`, () => {
    const references = read(print(known.map(aTitle)))
    assert.equal(references.length, known.length)
    for (const [at, of] of known.entries()) {
      const said = references[at]
      assert.equal(said?.title, whole(of))
      assert.deepEqual(
        named(said ?? {}).map(name => name.toLowerCase()),
        names(of).map(name => name.toLowerCase()),
      )
      assert.equal(said?.issued?.['date-parts'][0]?.[0], of.year)
      assert.equal(said?.ISBN, of.isbn)
      assert.equal(said?.publisher, 'Van Kampen & Zoon')
      assert.equal(said?.type, 'book')
    }
  })
