import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { extractHoldingsRecord, parseMarcJson, readMarc } from '../../packages/marc/src/index.ts'
import { collect, inChunks, withoutLengths } from '../../packages/marc/src/for-tests.ts'
import { conformRecord } from '../../packages/marc/src/conform.ts'
import { aRecord, imported, iso2709 } from '../../server/src/modules/cataloguing/testing/records.ts'
import { openWorld, type World } from '../../server/src/testing/world.ts'
import { samplesFolder } from './samples.ts'

/*
 * Holdings of other systems, as they came: each record that the list of the files counts is read, and is taken or refused by
 * name; what is taken is kept whole.
 */
const folder = samplesFolder()
const skip = folder === null ? 'no folder shared/data beside the working copy, nor KAFT_MARC_SAMPLES' : false

interface Listed {
  readonly file: string
  readonly records: number
}
async function listed(): Promise<Listed[]> {
  const text = await readFile(join(folder ?? '', 'MANIFEST.md'), 'utf8')
  return [...text.matchAll(/^\| (marc-holdings\/\S+) \| (\d+) \|/gm)].map(([, file = '', records = '0']) => ({
    file,
    records: Number(records),
  }))
}

let world: World
let branch: string
before(async () => {
  if (skip !== false) return
  world = await openWorld()
  const library = await world.library('Testgem')
  const [row] = await world.rows('select code from organisation.branch where branch_id = $1', [
    library.branches[0],
  ])
  branch = row?.['code'] ?? ''
})
after(async () => {
  if (skip === false) await world.close()
})

test('every listed record is taken or named, and comes back as it came', { skip }, async t => {
  const files = await listed()
  assert.ok(files.length > 30, `only ${files.length} files`)
  const sum = { records: 0, holdings: 0, titles: 0, refused: 0 }
  for (const [at, { file, records }] of files.entries()) {
    const bytes = await readFile(join(folder ?? '', file))
    const reads = await collect(readMarc(inChunks(bytes)))
    assert.equal(reads.length, records, file)
    const facts = reads.flatMap(r => (r.ok ? (extractHoldingsRecord(r.record) ?? []) : []))
    const source = `voorbeeld-${at}`
    const numbers = [...new Set(facts.flatMap(f => f.title_number ?? []))]
    await imported(world, iso2709(numbers.map(number => aRecord({ number, title: `Titel ${number}` }))), {
      source,
    })
    const words = new Set(
      facts.flatMap(f => f.places.map(p => p.branch ?? p.institution ?? '')).filter(Boolean),
    )
    const { counts, problems } = await imported(world, bytes, {
      source,
      holdings: {
        layout: { tag: '852', barcode: 'p', branch: 'b' },
        default_branch: branch,
        branches: Object.fromEntries([...words].map(word => [word, branch])),
      },
    })
    const titles = counts.titles_new + counts.titles_changed + counts.titles_unchanged
    const held = counts.holdings_new + counts.holdings_changed + counts.holdings_unchanged
    assert.equal(counts.records, records, file)
    assert.equal(
      held + titles + counts.records_refused,
      records,
      `${file}: ${JSON.stringify({ counts, problems })}`,
    )
    sum.records += records
    sum.holdings += held
    sum.titles += titles
    sum.refused += counts.records_refused
    const kept = await world.rows(
      "select convert_from(record, 'UTF8') as record from cataloguing.holding where source = $1 and not embedded",
      [source],
    )
    const whole = new Set(
      reads.flatMap(r => (r.ok ? [JSON.stringify(conformRecord(withoutLengths(r.record)).record)] : [])),
    )
    for (const { record } of kept) {
      const read = parseMarcJson(record ?? '')
      assert.ok(read.ok && whole.has(JSON.stringify(withoutLengths(read.record))), file)
    }
  }
  t.diagnostic(JSON.stringify(sum))
  assert.ok(sum.holdings > 40, JSON.stringify(sum))
})
