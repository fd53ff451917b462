import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { flight } from '../../base/db.ts'
import { dropBareTitles } from '../../modules/cataloguing/index.ts'
import { aRecord, imported, iso2709 } from '../../modules/cataloguing/testing/records.ts'
import { openWorld, type World } from '../../testing/world.ts'
import { harvestByPerl, noPerlHarvester } from './testing/perl-harvester.ts'
import { openPublic, type PublicWorld } from './testing/public-world.ts'

let world: World
let doors: PublicWorld
let oai: string
let set: string
let branch: string
const skip = await noPerlHarvester()
/** More than two parts of an answer. */
const MANY = 230

before(async () => {
  if (skip !== false) return
  world = await openWorld()
  const testgem = await world.library('Testgem')
  const [row] = await world.rows(
    'select l.code as library, b.code from organisation.branch b join organisation.library l using (library_id) where b.branch_id = $1',
    [testgem.branches[0]],
  )
  set = `bib-${row!['library']}`
  branch = row!['code']!
  const titles = Array.from({ length: MANY }, (_, i) =>
    aRecord({
      number: `n${i}`,
      title: `Titel ${i} & <één>`,
      author: 'Elsschot, Willem',
      ...(i < 3 ? { items: [[`b${i}`, branch] as const] } : {}),
    }),
  )
  await imported(world, iso2709(titles))
  doors = await openPublic(world)
  oai = `${doors.base}/oai`
})
after(async () => {
  if (skip !== false) return
  await doors.close()
  await world.close()
})

const idOf = async (number: string): Promise<string> => {
  const [row] = await world.rows('select title_id from cataloguing.title where control_number = $1', [number])
  return `oai:kaft:${row!['title_id']}`
}
const second = (): string => `${world.now.toString().slice(0, 19)}Z`

test('a harvester of others takes all records, part after part, in each form', { skip }, async () => {
  const formats = await harvestByPerl(oai, 'ListMetadataFormats')
  assert.deepEqual(
    formats.map(f => f.name),
    ['oai_dc', 'marc21', 'marc21_withholdings'],
  )
  for (const metadataPrefix of formats.map(f => f.name ?? '')) {
    const all = await harvestByPerl(oai, 'ListRecords', { metadataPrefix })
    assert.deepEqual([all.length, new Set(all.map(r => r.id)).size], [MANY, MANY], metadataPrefix)
    assert.ok(
      all.every(r => r.deleted === 0 && r.record?.includes('Titel ') && r.record.includes('één')),
      metadataPrefix,
    )
  }
})

test('it harvests what changed since, and what had changed until then', { skip }, async () => {
  const before = second()
  world.now = world.now.add({ hours: 1 })
  const from = second()
  await imported(world, iso2709([aRecord({ number: 'n7', title: 'Titel 7, één keer herzien' })]))
  const changed = await harvestByPerl(oai, 'ListRecords', { metadataPrefix: 'marc21', from })
  assert.deepEqual(
    changed.map(r => [r.id, r.at]),
    [[await idOf('n7'), from]],
  )
  assert.match(changed[0]?.record ?? '', /herzien/)
  const earlier = await harvestByPerl(oai, 'ListIdentifiers', { metadataPrefix: 'marc21', until: before })
  assert.equal(earlier.length, MANY - 1)
  assert.ok(!earlier.some(r => r.id === changed[0]?.id))
})

test('it harvests the set of a library by the name that the list of sets gives', { skip }, async () => {
  assert.deepEqual(
    (await harvestByPerl(oai, 'ListSets')).map(s => s.name),
    [set],
  )
  const held = await harvestByPerl(oai, 'ListRecords', { metadataPrefix: 'marc21_withholdings', set })
  assert.deepEqual(
    held.map(r => r.id).toSorted(),
    (await Promise.all(['n0', 'n1', 'n2'].map(idOf))).toSorted(),
  )
  for (const { sets, record } of held) {
    assert.deepEqual(sets, [set])
    assert.match(record ?? '', /tag="852"/)
    assert.doesNotMatch(record ?? '', />b[012]</, 'barcodes stay within')
  }
})

test('it hears of what was deleted, then and ever after', { skip }, async () => {
  const id = await idOf('n100')
  world.now = world.now.add({ hours: 1 })
  const from = second()
  const client = await world.db.desk.connect()
  await dropBareTitles(
    { more: queries => flight(client, queries) },
    [id.replace('oai:kaft:', '')],
    world.now.toString(),
  ).finally(() => client.release())
  const said = await harvestByPerl(oai, 'ListRecords', { metadataPrefix: 'oai_dc', from })
  assert.deepEqual(
    said.map(r => [r.id, r.deleted, r.record]),
    [[id, 1, null]],
  )
  const [one] = await harvestByPerl(oai, 'GetRecord', { metadataPrefix: 'oai_dc', identifier: id })
  assert.equal(one?.deleted, 1)
  const whole = await harvestByPerl(oai, 'ListIdentifiers', { metadataPrefix: 'oai_dc' })
  assert.deepEqual([whole.length, whole.filter(r => r.deleted === 1).map(r => r.id)], [MANY, [id]])
})

test('what it cannot have is told to it as an error', { skip }, async () => {
  await assert.rejects(harvestByPerl(oai, 'ListRecords', { metadataPrefix: 'mods' }), /mods|[Ff]ormat/)
  await assert.rejects(
    harvestByPerl(oai, 'GetRecord', { metadataPrefix: 'oai_dc', identifier: 'oai:kaft:999999999' }),
  )
})
