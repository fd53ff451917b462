import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { pageOf } from './page.ts'
import type { Block, Paper } from './paper.ts'
import { pdfOf } from './pdf.ts'
import { narrow } from './pdf-table.ts'

const text = (said: string): Block => ({ kind: 'text', text: said })
const LONG = 'Dit is een antwoord dat over een blad heen gaat. '.repeat(90)
const paper: Paper = {
  lang: 'nl-BE',
  title: 'Uw gegevens bij Bib A & B',
  opening: [text('Gemaakt op 29 november 2026.')],
  parts: [
    {
      id: 'patron',
      heading: 'Wie u bent',
      blocks: [
        {
          kind: 'facts',
          facts: [
            { name: 'Familienaam', value: 'Łącka-Şahin' },
            // Of a script that no type of ours has.
            { name: 'Titel', value: 'हिन्दी' },
          ],
        },
      ],
    },
    {
      id: 'loans',
      heading: 'Uitleningen',
      blocks: [
        {
          kind: 'table',
          caption: 'Uitleningen: 80',
          head: ['Titel', 'Auteur', 'Dag'],
          rows: Array.from({ length: 80 }, (_, no) => [`Titel ${no}`, 'Een auteur', '12 november 2026']),
        },
        {
          kind: 'table',
          caption: 'Brieven: 1',
          head: ['Onderwerp', 'Tekst'],
          rows: [['Ons antwoord', LONG]],
        },
      ],
    },
    { id: 'to', heading: 'Wie ze krijgt', blocks: [{ kind: 'list', items: ['De ene', 'De andere'] }] },
  ],
}
const AT = new Date('2026-11-29T12:00:00Z')

/** What the file says, with its streams unpacked; text of the pages itself is drawn as glyphs, and is not looked for here. */
function opened(pdf: Buffer): { objects: Map<string, string>; pages: string[] } {
  const objects = new Map<string, string>()
  const pages: string[] = []
  const all = pdf.toString('latin1')
  for (const [, no = '', body = ''] of all.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = body.indexOf('stream\n')
    objects.set(no, at < 0 ? body : body.slice(0, at))
    if (at < 0 || !body.includes('/FlateDecode') || body.includes('/Length1')) continue
    const packed = Buffer.from(body.slice(at + 7, body.lastIndexOf('\nendstream')), 'latin1')
    const unpacked = inflateSync(packed).toString('latin1')
    if (/\b(BDC|BMC)\b/.test(unpacked)) pages.push(unpacked)
  }
  return { objects, pages }
}
const elements = (objects: Map<string, string>, tag: string): string[] =>
  [...objects.values()].filter(body => new RegExp(`/S /${tag}\\b`).test(body))

test('P78 a document says that it is tagged, in Dutch of Belgium, by PDF/UA, and what it is called', async () => {
  const pdf = (await pdfOf(paper, AT)).toString('latin1')
  assert.ok(pdf.startsWith('%PDF-1.7'))
  for (const part of [
    '/Marked true',
    '/Lang (nl-BE)',
    '/DisplayDocTitle true',
    '/StructTreeRoot',
    '<pdfuaid:part>1</pdfuaid:part>',
    '<rdf:li xml:lang="x-default">Uw gegevens bij Bib A en B</rdf:li>',
  ])
    assert.ok(pdf.includes(part), part)
})

test('P78 headings, tables with heads that say of what, and lists are elements of the structure', async () => {
  const { objects } = opened(await pdfOf(paper, AT))
  const count = (tag: string): number => elements(objects, tag).length
  assert.deepEqual(
    ['Document', 'H1', 'H2', 'Sect', 'Table', 'Caption', 'TR', 'L', 'LI'].map(tag => [tag, count(tag)]),
    [
      ['Document', 1],
      ['H1', 1],
      ['H2', 3],
      ['Sect', 3],
      ['Table', 3],
      ['Caption', 2],
      ['TR', 2 + 81 + 2],
      ['L', 1],
      ['LI', 2],
    ],
  )
  const heads = elements(objects, 'TH')
  assert.equal(heads.length, 2 + 3 + 2 + 1)
  assert.ok(heads.every(body => /\/Scope \/(Column|Row)/.test(body)))
})

test('P78 all that is drawn is an element or said to be none, in the order in which it is read', async () => {
  const { objects, pages } = opened(await pdfOf(paper, AT))
  assert.ok(pages.length >= 4, `${pages.length} pages`)
  for (const page of pages) {
    let open = 0
    for (const word of page.split(/\s+/)) {
      if (word === 'BDC' || word === 'BMC') open++
      if (word === 'EMC') open--
      if (word === 'BT' || word === 'S' || word === 'f') assert.equal(open > 0, true, `${word} stands loose`)
    }
    assert.equal(open, 0)
    // Each piece is numbered in the order of the page, and belongs to exactly one element.
    const ids = [...page.matchAll(/\/MCID (\d+)/g)].map(([, id]) => Number(id))
    assert.deepEqual(
      ids,
      ids.map((_, no) => no),
    )
  }
  assert.ok(![...objects.values()].some(body => /\/BaseFont \/(Helvetica|Times|Courier)/.test(body)))
  const type = [...objects.values()].filter(body => body.includes('/FontFile2'))
  assert.equal(type.length, 2, 'both cuts of the type are inside')
})

test('a table too wide for paper is told in two columns, and loses nothing', () => {
  const wide = narrow({
    kind: 'table',
    caption: 'Breed',
    head: ['Titel', 'Dag', 'Tot', 'Bij'],
    rows: [
      ['Een boek', 'maandag', '', 'Centrum'],
      ['', 'dinsdag', 'vrijdag', ''],
    ],
  })
  assert.deepEqual(wide.head, ['Titel', 'Gegevens'])
  assert.deepEqual(wide.rows, [
    ['Een boek', 'Dag: maandag\nBij: Centrum'],
    ['2', 'Dag: dinsdag\nTot: vrijdag'],
  ])
})

test('the page of HTML says the same in the same order, and nothing of it runs', () => {
  const html = pageOf({ ...paper, title: 'A & <script>' })
  assert.ok(html.includes('<html lang="nl-BE">') && html.includes('<h1>A &amp; &lt;script&gt;</h1>'))
  const order = ['Wie u bent', '<dt>Familienaam</dt>', 'scope="col"', '<li>De ene</li>']
  assert.deepEqual(
    order.map(part => html.indexOf(part)),
    order.map(part => html.indexOf(part)).toSorted((a, b) => a - b),
  )
  assert.ok(!html.includes('<script'))
})

/** Of poppler, where the machine has it. */
const JUDGE = 'pdfinfo'
const hasPoppler = spawnSync(JUDGE, ['-v']).error === undefined
test('P78 a reader of others hears it as it was written', async t => {
  if (!hasPoppler) {
    t.diagnostic('pdfinfo of poppler is not on this machine')
    assert.equal(hasPoppler, false)
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'kaft-pdf-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'paper.pdf')
  writeFileSync(file, await pdfOf(paper, AT))
  assert.match(execFileSync(JUDGE, [file], { encoding: 'utf8' }), /Tagged: +yes/)
  const heard = execFileSync(JUDGE, ['-struct-text', file], { encoding: 'utf8' })
  const order = [
    'H1',
    'Uw gegevens bij Bib A & B',
    'Wie u bent',
    'Familienaam',
    'Łącka-Şahin',
    '□□□',
    'Caption',
    'Titel 0',
    'Titel 79',
    'Ons antwoord',
    'De andere',
  ]
  let from = 0
  for (const part of order) {
    const at = heard.indexOf(part, from)
    assert.ok(at >= from, `${part} is not where it is read`)
    from = at
  }
  assert.ok(!heard.includes('bladzijde'), 'the foot of a page is read out')
})
