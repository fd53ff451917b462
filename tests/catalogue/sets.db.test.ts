import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { dataField, writeIso2709 } from '../../packages/marc/src/index.ts'
import { imported } from '../../server/src/modules/cataloguing/testing/records.ts'
import { openWorld, type World } from '../../server/src/testing/world.ts'
import { samplesFolder } from './samples.ts'

/*
 * The sets of other systems go into a catalogue with the counts that the list of the files gives: each record becomes a title or a
 * heading, or is refused by name, and as many by each name as ever. `holdings-samples.db.test.ts` does so with holdings.
 */
const folder = samplesFolder()
const skip = folder === null ? 'no folder shared/data beside the working copy, nor KAFT_MARC_SAMPLES' : false

/** Where the list counts something else than records: five stand within comments there; an answer of SRU counts as one. */
const OTHERWISE: Readonly<Record<string, number>> = {
  'marc-bib-xml/lcnetdev+marc2bibframe2/test__data__ConvSpec-Process6-Series__marc.xml': 4,
  'marc-bib-xml/scriptotek+php-marc/tests__data__sru-bibsys.xml': 117,
}

interface Listed {
  readonly file: string
  readonly records: number
}
async function listed(set: string): Promise<Listed[]> {
  const text = await readFile(join(folder ?? '', 'MANIFEST.md'), 'utf8')
  return [...text.matchAll(/^\| (\S+?\/[^|]+?) \| (\d+) \|/gm)]
    .map(([, file = '', records = '0']) => ({ file, records: OTHERWISE[file] ?? Number(records) }))
    .filter(({ file }) => file.startsWith(`${set}/`))
}

let world: World
before(async () => {
  if (skip === false) world = await openWorld()
})
after(async () => {
  if (skip === false) await world.close()
})

interface Sum {
  files: number
  records: number
  titles: number
  headings: number
  refused: number
  /** Why, by how many. */
  why: Record<string, number>
}
/** Each file under a source of its own: numbers are unique within one. */
async function importSet(set: string, exact = true): Promise<Sum> {
  const sum: Sum = { files: 0, records: 0, titles: 0, headings: 0, refused: 0, why: {} }
  for (const { file, records } of await listed(set)) {
    const bytes = await readFile(join(folder ?? '', file))
    const { counts, problems } = await imported(world, bytes, { source: file, holdings: null })
    if (exact) assert.equal(counts.records, records, file)
    const titles = counts.titles_new + counts.titles_unchanged + counts.titles_changed
    const headings = counts.authorities_new + counts.authorities_unchanged + counts.authorities_changed
    const gone = counts.titles_removed + counts.titles_marked
    const held = counts.holdings_new + counts.holdings_changed + counts.holdings_unchanged
    assert.equal(titles + headings + gone + held + counts.records_refused, counts.records, file)
    for (const { reason } of problems) sum.why[reason] = (sum.why[reason] ?? 0) + 1
    sum.files += 1
    sum.records += counts.records
    sum.titles += titles
    sum.headings += headings
    sum.refused += counts.records_refused
  }
  return sum
}

/** What is refused is UNIMARC, made to have no title or no heading, repeated under one number, or deleted where it came from. */
const SETS: Readonly<Record<string, Sum>> = {
  'marc-bib-iso2709': {
    files: 714,
    records: 5768,
    titles: 4484,
    headings: 0,
    refused: 1284,
    why: {
      title_missing: 778,
      number_repeated: 405,
      branch_unknown: 65,
      holding_unlinked: 34,
      record_deleted: 2,
    },
  },
  'marc-bib-xml': {
    files: 651,
    records: 3579,
    titles: 3259,
    headings: 0,
    refused: 320,
    why: {
      title_missing: 169,
      branch_unknown: 116,
      holding_unlinked: 17,
      record_deleted: 9,
      record_empty: 7,
      number_repeated: 2,
    },
  },
  'marc-authority': {
    files: 380,
    records: 3517,
    titles: 0,
    headings: 2635,
    refused: 882,
    why: { heading_missing: 713, number_repeated: 169 },
  },
  'marc-mnemonic': {
    files: 62,
    records: 3122,
    titles: 1752,
    headings: 1369,
    refused: 1,
    why: { title_missing: 1 },
  },
}
/** Files that broke other importers. The list counts 495 records; a stretch that is none is named, and counts here. */
test('marc-malformed comes in: the good records around each fault, and each fault by its name', {
  skip,
}, async () => {
  assert.deepEqual(await importSet('marc-malformed', false), {
    files: 157,
    records: 499,
    titles: 373,
    headings: 50,
    refused: 76,
    why: {
      title_missing: 27,
      branch_unknown: 11,
      not_well_formed: 11,
      truncated: 11,
      directory_broken: 9,
      number_repeated: 5,
      heading_missing: 1,
      holding_unlinked: 1,
    },
  })
})

test('the Dutch subject headings come in as headings, each once', { skip }, async () => {
  const [terms] = await listed('vocab-nl')
  assert.ok(terms)
  const { file, records } = terms
  const lines = (await readFile(join(folder ?? '', file), 'utf8')).split('\n').filter(Boolean)
  const bytes = Buffer.concat(
    lines.map(line => {
      const [uri = '', term = ''] = line.split('\t')
      const made = writeIso2709({
        leader: '00000nz  a2200000n  4500',
        fields: [{ tag: '001', value: uri.replace(/^.*\/p|>$/g, '') }, dataField('150', '  ', [['a', term]])],
      })
      assert.ok(made.ok)
      return made.bytes
    }),
  )
  const { counts } = await imported(world, bytes, { source: 'brinkman', holdings: null })
  assert.deepEqual(
    [lines.length, counts.records, counts.authorities_new, counts.records_refused],
    [records, records, records, 0],
  )
})

for (const [set, expected] of Object.entries(SETS))
  test(`${set} comes in with the counts of its list`, { skip }, async () => {
    assert.deepEqual(await importSet(set), expected)
  })

test('the Dutch records come in, each once', { skip }, async () => {
  const bytes = await readFile(join(folder ?? '', 'marc-nl', 'dutch-subset.xml'))
  const { counts } = await imported(world, bytes, { source: 'nl', holdings: null })
  const { records, titles_new, titles_unchanged, records_refused } = counts
  assert.deepEqual(
    { records, taken: titles_new + titles_unchanged, records_refused },
    {
      records: 131,
      taken: 131,
      records_refused: 0,
    },
  )
})
