import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { aRecord, imported, iso2709 } from '../../modules/cataloguing/testing/records.ts'
import { dropBareTitles, refreshHeld } from '../../modules/cataloguing/index.ts'
import { dueTitles } from '../../modules/cataloguing/public/oai.store.ts'
import { flight } from '../../base/db.ts'
import { openWorld, type World } from '../../testing/world.ts'
import { openPublic, type PublicWorld } from './testing/public-world.ts'
import { missing, schemasFolder, validator } from './testing/tools.ts'

let world: World
let doors: PublicWorld
let set: string
let at: string
const schemas = schemasFolder()
const noLint =
  (await missing('xmllint', ['--version'])) ||
  (schemas === null && 'no published schemas beside the working copy')
const MANY = 230

before(async () => {
  world = await openWorld()
  const testgem = await world.library('Testgem')
  const [row] = await world.rows(
    'select l.code as library, b.code from organisation.branch b join organisation.library l using (library_id) where b.branch_id = $1',
    [testgem.branches[0]],
  )
  set = `bib-${row!.library}`
  at = row!.code!
  const records = Array.from({ length: MANY }, (_, i) =>
    aRecord({
      number: `n${i}`,
      title: `Titel ${i} & <meer>`,
      author: 'Elsschot, Willem',
      ...(i < 3 ? { items: [[`b${i}`, at] as const] } : {}),
    }),
  )
  await imported(world, iso2709(records))
  doors = await openPublic(world)
})
after(async () => {
  await doors.close()
  await world.close()
})

const get = async (query: string) => (await doors.get(`/oai?${query}`)).text
const ids = (xml: string) => [...xml.matchAll(/<identifier>oai:kaft:(\d+)</g)].map(m => m[1]!)
const error = (xml: string) => /<error code="(\w+)"/.exec(xml)?.[1]
const token = (xml: string) => /<resumptionToken[^>]*>([^<]+)</.exec(xml)?.[1]

/** Walks a list to its end by its tokens. */
async function harvest(query: string): Promise<{ ids: string[]; parts: string[] }> {
  const parts = [await get(query)]
  const [verb] = query.split('&')
  for (let next = token(parts.at(-1)!); next !== undefined; next = token(parts.at(-1)!))
    parts.push(await get(`${verb}&resumptionToken=${next}`))
  return { parts, ids: parts.flatMap(ids) }
}

test('all records come, each once, in parts', async () => {
  const { ids: found, parts } = await harvest('verb=ListRecords&metadataPrefix=oai_dc')
  assert.deepEqual([parts.length, found.length, new Set(found).size], [3, MANY, MANY])
  assert.match(parts.at(-1)!, /<resumptionToken cursor="200"><\/resumptionToken>/)
  assert.equal((await harvest('verb=ListIdentifiers&metadataPrefix=marc21')).ids.length, MANY)
})

test('a token is stable: the same part twice, also when something changes meanwhile', async () => {
  const next = token(await get('verb=ListRecords&metadataPrefix=marc21'))!
  const second = ids(await get(`verb=ListRecords&resumptionToken=${next}`))
  const [other] = await world.rows("select title_id from cataloguing.title where control_number = 'n0'")
  world.now = world.now.add({ minutes: 5 })
  await world.rows('update cataloguing.title set changed_at = $1 where title_id = $2', [
    world.now.toString(),
    other!.title_id,
  ])
  assert.deepEqual(ids(await get(`verb=ListRecords&resumptionToken=${next}`)), second)
  // What changed is told in the next harvest, from the moment of the last.
  const since = world.now.subtract({ seconds: 60 }).toString().slice(0, 19)
  assert.deepEqual((await harvest(`verb=ListIdentifiers&metadataPrefix=oai_dc&from=${since}Z`)).ids, [
    other!.title_id,
  ])
})

test('the set of a library holds what it has, and who gets it', async () => {
  assert.match(await get('verb=ListSets'), new RegExp(`<setSpec>${set}</setSpec><setName>Testgem<`))
  assert.equal((await harvest(`verb=ListIdentifiers&metadataPrefix=oai_dc&set=${set}`)).ids.length, 3)
  world.now = world.now.add({ hours: 1 })
  await imported(
    world,
    iso2709([
      aRecord({ number: 'n9', title: 'Titel 9 & <meer>', author: 'Elsschot, Willem', items: [['b9', at]] }),
    ]),
  )
  const from = world.now.toString().slice(0, 19)
  const [got] = (await harvest(`verb=ListIdentifiers&metadataPrefix=oai_dc&set=${set}&from=${from}Z`)).ids
  const [row] = await world.rows("select title_id from cataloguing.title where control_number = 'n9'")
  assert.equal(got, row!.title_id)
})

test('a set is the same whether it is read by what is in it or by the order of changes', async () => {
  await world.rows(
    `update cataloguing.title set state = 'withdrawn', changed_at = changed_at + interval '1 hour' where control_number = 'n9'`,
  )
  const all = { from: null, until: '2100-01-01T00:00:00Z', library: set.slice('bib-'.length), rows: 100 }
  const pageOf = async (small: boolean, behind: { at: string; title_id: string } | null) => {
    const query = dueTitles({ ...all, small, behind })
    return (await world.rows(query.text, query.values)) as unknown as { at: string; title_id: string }[]
  }
  const whole = await pageOf(true, null)
  assert.equal(whole.length, 4, 'what the library has, and what is there for nobody any more')
  assert.deepEqual(await pageOf(false, null), whole)
  assert.deepEqual(await pageOf(true, whole[1]!), whole.slice(2))
  assert.deepEqual(await pageOf(false, whole[1]!), whole.slice(2))
  await world.rows(
    `update cataloguing.title set state = 'in_use', changed_at = changed_at - interval '1 hour' where control_number = 'n9'`,
  )
})

test('a title that leaves the set of a library is deleted in that set, and nowhere else', async () => {
  const [row] = await world.rows("select title_id from cataloguing.title where control_number = 'n1'")
  const title_id = row!.title_id!
  const held = async (state: string) => {
    world.now = world.now.add({ hours: 1 })
    await world.rows('update inventory.item set state = $1 where title_id = $2', [state, title_id])
    const client = await world.db.desk.connect()
    await flight(client, [refreshHeld([title_id], world.now.toString())]).finally(() => client.release())
    return world.now.toString().slice(0, 19)
  }
  const of = (asked: string, from: string) =>
    get(`verb=ListRecords&metadataPrefix=oai_dc&from=${from}Z${asked}`)
  const gone = await held('withdrawn')
  const inSet = await of(`&set=${set}`, gone)
  assert.match(
    inSet,
    new RegExp(
      `<header status="deleted"><identifier>oai:kaft:${title_id}</identifier>.*<setSpec>${set}</setSpec>`,
    ),
  )
  assert.deepEqual(ids(inSet), [title_id])
  const everywhere = await of('', gone)
  assert.deepEqual(ids(everywhere), [title_id])
  assert.doesNotMatch(everywhere, /status="deleted"|<setSpec>/)
  // Back on the shelf it is in the set again, and no longer deleted in it.
  const back = await held('in_use')
  const again = await of(`&set=${set}`, gone)
  assert.deepEqual(ids(again), [title_id])
  assert.doesNotMatch(again, /status="deleted"/)
  assert.deepEqual(ids(await of(`&set=${set}`, back)), [title_id])
})

test('what is gone is told for good', async () => {
  const [row] = await world.rows("select title_id from cataloguing.title where control_number = 'n100'")
  const title_id = row!.title_id!
  world.now = world.now.add({ hours: 1 })
  const client = await world.db.desk.connect()
  try {
    const gone = await dropBareTitles(
      { more: queries => flight(client, queries) },
      [title_id],
      world.now.toString(),
    )
    assert.deepEqual(gone, [title_id])
  } finally {
    client.release()
  }
  const from = world.now.toString().slice(0, 19)
  const said = await get(`verb=ListRecords&metadataPrefix=oai_dc&from=${from}Z`)
  assert.match(
    said,
    new RegExp(`<record><header status="deleted"><identifier>oai:kaft:${title_id}</identifier>`),
  )
  assert.match(
    await get(`verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kaft:${title_id}`),
    /status="deleted"/,
  )
})

test('days count whole, and both ends belong to the span', async () => {
  const day = world.now.toString().slice(0, 10)
  const until = await harvest(`verb=ListIdentifiers&metadataPrefix=oai_dc&from=${day}&until=${day}`)
  assert.equal(until.ids.length, MANY)
  assert.equal(
    error(await get('verb=ListIdentifiers&metadataPrefix=oai_dc&until=2020-01-01')),
    'noRecordsMatch',
  )
})

test('each fault has its code', async () => {
  const table: readonly [string, string][] = [
    ['', 'badVerb'],
    ['verb=Steal', 'badVerb'],
    ['verb=Identify&verb=Identify', 'badVerb'],
    ['verb=ListRecords', 'badArgument'],
    ['verb=Identify&set=x', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=marc21', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-13-45', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=yesterday', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-02T00:00:00Z', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-01-01', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x', 'badArgument'],
    ['verb=ListRecords&resumptionToken=x', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=WyJvYWlfZGMiXQ', 'badResumptionToken'],
    ['verb=ListSets&resumptionToken=x', 'badResumptionToken'],
    ['verb=ListRecords&metadataPrefix=mods', 'cannotDisseminateFormat'],
    ['verb=ListRecords&metadataPrefix=oai_dc&set=nowhere', 'noRecordsMatch'],
    ['verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kaft:999999', 'idDoesNotExist'],
    ['verb=GetRecord&metadataPrefix=oai_dc&identifier=kaas', 'idDoesNotExist'],
    ['verb=ListMetadataFormats&identifier=kaas', 'idDoesNotExist'],
  ]
  for (const [query, code] of table) assert.equal(error(await get(query)), code, query)
})

test('answers to all six verbs are valid by the published schemas', { skip: noLint }, async t => {
  const lint = await validator(schemas ?? '')
  t.after(() => lint.close())
  const [one] = ids(await get('verb=ListIdentifiers&metadataPrefix=oai_dc'))
  const asked = [
    'verb=Identify',
    'verb=ListSets',
    'verb=ListMetadataFormats',
    'verb=ListMetadataFormats&identifier=oai:kaft:' + one,
    'verb=ListIdentifiers&metadataPrefix=oai_dc',
    'verb=ListRecords&metadataPrefix=oai_dc',
    'verb=ListRecords&metadataPrefix=marc21',
    `verb=GetRecord&metadataPrefix=marc21&identifier=oai:kaft:${one}`,
    'verb=Steal',
    'verb=ListRecords',
  ]
  for (const query of asked) assert.equal(await lint.check(await get(query)), '', query)
  assert.equal(await lint.check((await doors.post('/oai', 'verb=Identify')).text), '')
})
