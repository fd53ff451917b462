import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { all, bare, faultsOf, judge } from '../../testing/judge-pdf.ts'
import type { Paper } from './paper.ts'
import { pdfOf } from './pdf.ts'

const AT = new Date('2026-11-29T12:00:00Z')
/** How people and books are written that stand in the libraries of Flanders. */
const names = {
  greek: 'Τσίπρας Αλέξης',
  cyrillic: 'Лев Толстой, Ґалаґан',
  arabic: 'محمد بن خلدون',
  persian: 'کتاب هری پاتر',
  urdu: 'اردو کے لیے',
  hebrew: 'דוד לוי',
  armenian: 'Աբրահամ',
  georgian: 'ვეფხისტყაოსანი',
  simplified: '王小明 (汉语)',
  traditional: '臺灣的圖書館',
  japanese: 'ひらがなとカタカナ',
  korean: '김철수',
  latin: 'Łącka-Şahin, Nguyễn Thị Ánh',
  mixed: 'Een boek: كتاب جديد 2026, deel 2',
}
const rows = Object.values(names)
const paper: Paper = {
  lang: 'nl-BE',
  title: 'Uw gegevens bij Bib Testgem',
  opening: [{ kind: 'text', text: `Gemaakt voor ${names.arabic} op 29 november 2026.` }],
  parts: [
    {
      id: 'patron',
      heading: 'Wie u bent',
      blocks: [{ kind: 'facts', facts: rows.map((value, no) => ({ name: `Naam ${no}`, value })) }],
    },
    {
      id: 'loans',
      heading: 'Wat u leende',
      blocks: [
        {
          kind: 'table',
          caption: 'Uitleningen: 60',
          head: ['Titel', 'Auteur', 'Dag'],
          rows: Array.from({ length: 60 }, (_, no) => [
            `Titel ${no}`,
            rows[no % rows.length] ?? '',
            '12 november',
          ]),
        },
        {
          kind: 'table',
          caption: 'Brieven: 1',
          head: ['Onderwerp', 'Tekst'],
          rows: [['Lang', `${'كان يا ما كان في قديم الزمان. '.repeat(150)}Slot.`]],
        },
        { kind: 'list', items: rows },
      ],
    },
  ],
}
const said = {
  headings: [paper.title, ...paper.parts.map(part => part.heading)],
  texts: [...rows, 'Gemaakt voor', 'Titel 0', 'Titel 59', 'Uitleningen: 60', 'Slot.'],
}
const pdf = await pdfOf(paper, AT)
/** The same file with other bytes, as many, so that nothing else in it moves. */
function changed(from: string, to: string): Buffer {
  assert.equal(from.length, to.length)
  const text = pdf.toString('latin1')
  assert.ok(text.includes(from), from)
  return Buffer.from(text.replaceAll(from, to), 'latin1')
}

test('P78 P117 a reader that was not written here finds language, headings, heads of tables, and every name as it is written', async () => {
  const judged = await judge(pdf)
  assert.deepEqual(faultsOf(judged, said), [])
  assert.equal(judged.title, paper.title)
  assert.ok(!judged.root.text.includes('□'), 'a name is a square')
  assert.ok(!judged.root.text.includes('bladzijde'), 'the foot of a page is read out')
  assert.equal(all(judged.root, 'H1').length, 1)
  // pdf.js names the heads of a table again on each page that it goes on over.
  const heads = (scope: string) =>
    new Set(all(judged.root, 'TH').flatMap(one => (one.scope === scope && one.text ? [one.text.trim()] : [])))
  assert.deepEqual([...heads('Column')].toSorted(), ['Auteur', 'Dag', 'Onderwerp', 'Tekst', 'Titel'])
  assert.equal(heads('Row').size, rows.length + 1)
})

test('P78 what is read first stands first, also where it is drawn from the right', async () => {
  const { root } = await judge(pdf)
  const heard = bare(root.text)
  const order = [
    paper.title,
    'Wie u bent',
    'Naam 0',
    names.greek,
    'Naam 2',
    names.arabic,
    'Naam 13',
    names.mixed,
  ]
  let from = 0
  for (const part of [...order, 'Wat u leende', 'Uitleningen: 60', 'Titel 0', 'Titel 59', 'Slot.']) {
    const at = heard.indexOf(bare(part), from)
    assert.ok(at >= from, `${part} is not where it is read`)
    from = at
  }
})

for (const [name, broken, fault] of [
  ['a heading that is not tagged', () => changed('/S /H2', '/S /P '), /^no heading: Wie u bent$/],
  ['a table without heads', () => changed('/S /TH', '/S /TD'), /^table \d has no head$/],
  [
    'a head that does not say of what',
    () => changed('/Scope /Column', '/Scape /Column'),
    /^a head says not of what/,
  ],
  ['no language', () => changed('/Lang (nl-BE)', '/Lung (nl-BE)'), /^its language is null$/],
  [
    'no mark that it is tagged',
    () => changed('/Marked true', '/Marked false'.slice(0, 12)),
    /^it is not tagged$/,
  ],
] as const)
  test(`the judge finds ${name}`, async () => {
    const faults = await judge(broken()).then(
      judged => faultsOf(judged, said),
      () => ['it is not tagged'],
    )
    assert.ok(
      faults.some(one => fault.test(one)),
      faults.join('; '),
    )
  })

test('the judge finds text that was lost', async () => {
  const less = await pdfOf({ ...paper, parts: paper.parts.slice(0, 1) }, AT)
  const faults = faultsOf(await judge(less), said)
  assert.ok(faults.includes('lost: Titel 59') && faults.includes('no heading: Wat u leende'))
})

test('types for other scripts are read only where one is written in, and each document carries a part of them', async () => {
  const plain = { ...paper, opening: [], parts: [] }
  const small = (await pdfOf(plain, AT)).toString('latin1')
  const type = /\/BaseFont \/\w{6}\+([\w-]+)/g
  const types = (text: string) => new Set([...text.matchAll(type)].map(([, font]) => font))
  assert.deepEqual([...types(small)].toSorted(), ['Inter-Regular', 'Inter-SemiBold'])
  assert.equal(types(pdf.toString('latin1')).size, 6)
  assert.ok(pdf.length < 300_000, `${pdf.length} bytes`)
})

/** Writes the file where the tools of others find it. */
function filed(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaft-judged-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'paper.pdf')
  writeFileSync(file, pdf)
  return file
}
/** Of Debian, where the machine has them. */
const QPDF = 'qpdf'
const POPPLER = 'pdftotext'
const there = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined

test('qpdf finds no fault in the file', t => {
  if (!there(QPDF)) {
    t.diagnostic('qpdf is not on this machine')
    assert.equal(there(QPDF), false)
    return
  }
  const out = execFileSync(QPDF, ['--check', filed(t)], { encoding: 'utf8' })
  assert.match(out, /No syntax or stream encoding errors found/)
})

test('poppler reads the same words in the same scripts', t => {
  if (!there(POPPLER)) {
    t.diagnostic('pdftotext of poppler is not on this machine')
    assert.equal(there(POPPLER), false)
    return
  }
  const text = bare(execFileSync(POPPLER, ['-enc', 'UTF-8', filed(t), '-'], { encoding: 'utf8' }))
  const { mixed, ...whole } = names
  assert.deepEqual(
    Object.values(whole).filter(name => !text.includes(bare(name))),
    [],
  )
  assert.ok(text.includes(bare('Een boek')), mixed)
})
