import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { imported, iso2709, aRecord } from '../../modules/cataloguing/testing/records.ts'
import { openWorld, type World } from '../../testing/world.ts'
import { openPublic, type PublicWorld } from './testing/public-world.ts'
import { missing, schemasFolder, told, validator } from './testing/tools.ts'

let world: World
let doors: PublicWorld
const noYaz = await missing('yaz-client', ['-V'])
const schemas = schemasFolder()
const noLint =
  (await missing('xmllint', ['--version'])) ||
  (schemas === null && 'no published schemas beside the working copy')

before(async () => {
  world = await openWorld()
  const testgem = await world.library('Testgem')
  const [branch] = await world.rows('select code from organisation.branch where branch_id = $1', [
    testgem.branches[0],
  ])
  const at = branch!.code!
  await imported(
    world,
    iso2709([
      aRecord({
        number: '1',
        title: 'Kaas',
        author: 'Elsschot, Willem',
        isbn: '9789460000010',
        year: 1933,
        subject: 'Handel',
        items: [['b1', at]],
      }),
      aRecord({
        number: '2',
        title: 'Het verdriet van België',
        author: 'Claus, Hugo',
        year: 1983,
        subject: 'Oorlog',
        items: [['b2', at]],
      }),
      aRecord({
        number: '3',
        title: 'Lijmen',
        author: 'Elsschot, Willem',
        year: 1924,
        series: 'Kaas en wijn',
      }),
      aRecord({
        number: '4',
        title: 'Cheese and <wine> & more',
        author: 'Kaas, Patricia',
        year: 2001,
        language: 'eng',
      }),
      aRecord({ number: '5', title: 'Verdriet', year: 1990 }),
    ]),
  )
  doors = await openPublic(world)
})
after(async () => {
  await doors.close()
  await world.close()
})

const ask = (query: string, more = '') =>
  doors.get(
    `/sru?version=1.2&operation=searchRetrieve&maximumRecords=50&query=${encodeURIComponent(query)}${more}`,
  )
const numbers = (xml: string) => [...xml.matchAll(/<controlfield tag="001">([^<]*)</g)].map(m => m[1])
const count = (xml: string) => Number(/<numberOfRecords>(\d+)</.exec(xml)?.[1])
const diagnostics = (xml: string) => [...xml.matchAll(/diagnostic\/1\/(\d+)</g)].map(m => Number(m[1]))

test('what is asked in CQL is what is found', async () => {
  const table: readonly [string, string[]][] = [
    ['kaas', ['1', '3', '4']],
    ['dc.title = kaas', ['1']],
    ['dc.creator = kaas', ['4']],
    ['dc.creator all "willem elsschot"', ['1', '3']],
    ['dc.creator = elsschot not dc.title = kaas', ['3']],
    ['dc.title = "verdriet van belgie"', ['2']],
    ['dc.title = "belgie verdriet"', []],
    ['dc.title all "belgie verdriet"', ['2']],
    ['dc.title any "kaas lijmen"', ['1', '3']],
    ['dc.title == verdriet', ['5']],
    ['dc.title = verdr*', ['2', '5']],
    ['dc.subject = handel or dc.subject = oorlog', ['1', '2']],
    ['dc.date within "1924 1933"', ['1', '3']],
    ['dc.date > 1983 and dc.language = dut', ['5']],
    ['dc.language = eng', ['4']],
    ['dc.type = book and dc.date < 1930', ['3']],
    ['bath.isbn = 978-94-6000-001-0', ['1']],
    ['bath.isbn = 94-6000-001-7', []],
    ['rec.identifier = 2', ['1', '2']],
    ['dc.title = nergens', []],
  ]
  for (const [query, expected] of table) {
    const { text } = await ask(query)
    assert.deepEqual(diagnostics(text), [], `${query}: ${text}`)
    const found = numbers(text)
    if (query.startsWith('rec.')) assert.ok(found.includes('2'), text)
    else assert.deepEqual(found.toSorted(), expected, query)
    assert.equal(count(text), found.length)
  }
  const code = (await world.rows('select code from organisation.library'))[0]!.code!
  assert.deepEqual(numbers((await ask(`bath.possessingInstitution = ${code}`)).text).toSorted(), ['1', '2'])
})

test('pages, positions, and what lies beyond the end', async () => {
  const first = (
    await doors.get('/sru?version=1.2&operation=searchRetrieve&query=cql.anywhere=verdriet*&maximumRecords=1')
  ).text
  assert.equal(count(first), 2)
  assert.match(first, /<recordPosition>1<.*<nextRecordPosition>2</s)
  const second = (await ask('cql.anywhere=verdriet*', '&startRecord=2')).text
  assert.match(second, /<recordPosition>2</)
  assert.doesNotMatch(second, /nextRecordPosition/)
  assert.deepEqual(diagnostics((await ask('verdriet', '&startRecord=99')).text), [61])
  assert.equal(
    count((await doors.get('/sru?version=1.2&operation=searchRetrieve&query=kaas&maximumRecords=0')).text),
    3,
  )
})

test('in the order that was asked', async () => {
  const order = async (by: string) => numbers((await ask(`dc.type = book sortBy ${by}`)).text)
  assert.deepEqual(await order('dc.date'), ['3', '1', '2', '5', '4'])
  assert.deepEqual(await order('dc.date/sort.descending'), ['4', '5', '2', '1', '3'])
  assert.deepEqual(await order('dc.title'), ['4', '2', '1', '3', '5'])
})

test('records as MARCXML or Dublin Core, as XML or as text', async () => {
  const dc = (await ask('dc.title=cheese', '&recordSchema=dc')).text
  assert.match(dc, /<dc:title>Cheese and &lt;wine&gt; &amp; more<\/dc:title>/)
  assert.match(dc, /<dc:language>eng</)
  const packed = (await ask('dc.title=cheese', '&recordPacking=string')).text
  assert.match(packed, /<recordData>&lt;record xmlns=&quot;http:/)
})

test('each fault has the diagnostic of the standard', async () => {
  const table: readonly [string, number][] = [
    ['version=1.2&operation=searchRetrieve', 7],
    ['version=9.9&operation=searchRetrieve&query=a', 5],
    ['version=1.2&operation=delete&query=a', 4],
    ['version=1.2&operation=searchRetrieve&query=a&frobnicate=1', 8],
    ['version=1.2&operation=searchRetrieve&query=a&maximumRecords=many', 6],
    ['version=1.2&operation=searchRetrieve&query=a&recordSchema=mods', 66],
    ['version=1.2&operation=searchRetrieve&query=a&recordPacking=zip', 71],
    ['version=1.2&operation=searchRetrieve&query=a%20and', 10],
    ['version=1.2&operation=searchRetrieve&query=foo.bar%3Da', 15],
    ['version=1.2&operation=searchRetrieve&query=dc.coverage%3Da', 16],
  ]
  for (const [query, code] of table) {
    const said = await doors.get(`/sru?${query}`)
    assert.equal(said.status, 200)
    assert.deepEqual(diagnostics(said.text), [code], query)
  }
})

test('SRU 2.0 speaks its own language', async () => {
  const { text } = await doors.get('/sru/2.0?query=kaas')
  assert.match(
    text,
    /^<\?xml[^>]*>\n<searchRetrieveResponse xmlns="http:\/\/docs.oasis-open.org\/ns\/search-ws\/sruResponse">/,
  )
  assert.match(text, /<recordXMLEscaping>xml</)
  assert.match(text, /resultCountPrecision\/1\/exact/)
  assert.doesNotMatch(text, /<version>/)
  const words = await doors.get('/sru/2.0?queryType=searchTerms&query=kaas%20handel')
  assert.deepEqual(numbers(words.text), ['1'])
})

test('explain tells the indexes, and scan the words around one', async () => {
  const { text } = await doors.get('/sru')
  assert.match(text, /<explainResponse.*<name set="dc">title<.*<schema name="marcxml"/s)
  const scanned = await doors.get(
    '/sru?version=1.2&operation=scan&scanClause=kaas&maximumTerms=3&responsePosition=2',
  )
  const words = [...scanned.text.matchAll(/<value>([^<]*)<\/value><numberOfRecords>(\d+)/g)].map(m => [
    m[1],
    m[2],
  ])
  assert.equal(words.length, 3)
  assert.equal(words[1]?.[0], 'kaas')
  assert.deepEqual(
    diagnostics((await doors.get('/sru?version=1.2&operation=scan&scanClause=dc.title%3Da')).text),
    [16],
  )
})

test('a form is read as an address is', async () => {
  const said = await doors.post('/sru', 'version=1.2&operation=searchRetrieve&query=dc.title%3Dkaas')
  assert.deepEqual(numbers(said.text), ['1'])
})

test('a provisional title of the desk is told to nobody', async () => {
  await world.rows("update cataloguing.title set source = 'snel' where control_number = '5'")
  assert.deepEqual(numbers((await ask('dc.title == verdriet')).text), [])
  await world.rows("update cataloguing.title set source = 'test' where control_number = '5'")
})

test('yaz-client, which nobody here wrote, finds and reads', { skip: noYaz }, async () => {
  const speak = (lines: string[]) =>
    told('yaz-client', ['-u', `${doors.base}/sru`], `${lines.join('\n')}\nquit\n`)
  for (const version of ['1.1', '1.2', '2.0']) {
    const path = version === '2.0' ? '/sru/2.0' : '/sru'
    const said = await told(
      'yaz-client',
      [],
      `sru get ${version}\nopen ${doors.base}${path}\nquerytype cql\nfind dc.creator = elsschot\nshow 1+2\nquit\n`,
    )
    assert.match(said.text, /Number of hits: 2/, said.text)
    assert.match(said.text, /Kaas/)
    assert.match(said.text, /Lijmen/)
  }
  assert.ok((await speak(['help'])).text.length > 0)
  const wrong = await told(
    'yaz-client',
    [],
    `sru get 1.2\nopen ${doors.base}/sru\nquerytype cql\nfind dc.coverage = a\nquit\n`,
  )
  assert.match(wrong.text, /diagnostic\/1\/16/, wrong.text)
})

test('records in the answers are valid by the published schemas', { skip: noLint }, async t => {
  const lint = await validator(schemas ?? '')
  t.after(() => lint.close())
  const { text } = await ask('dc.type = book')
  const records = [...text.matchAll(/<recordData>(.*?)<\/recordData>/gs)].map(m => m[1] ?? '')
  assert.equal(records.length, 5)
  for (const xml of records) assert.equal(await lint.check(xml), '')
})

test('whatever goes wrong at the door is told in XML, in the version that was asked', async () => {
  const many = Array.from({ length: 60 }, (_, i) => `x-a${i}=1`).join('&')
  const table: readonly [string, string][] = [
    [`/sru?version=1.1&${many}`, '<version>1.1</version>'],
    [`/sru?${many}`, '<version>1.2</version>'],
    [`/sru/2.0?${many}`, 'xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse"'],
  ]
  for (const [path, words] of table) {
    const said = await doors.get(path)
    assert.equal(said.status, 400, path)
    assert.match(said.type, /^application\/xml/)
    assert.ok(said.text.includes(words), said.text)
    assert.deepEqual(diagnostics(said.text), [6])
  }
  const long = await doors.post('/sru', `query=${'a'.repeat(3_000_000)}`)
  assert.deepEqual([long.status, diagnostics(long.text)], [413, [12]])
  const few = await openPublic(world, 1)
  try {
    await few.get('/sru?query=kaas')
    const refused = await few.get('/sru?version=1.1&query=kaas')
    assert.deepEqual([refused.status, diagnostics(refused.text)], [429, [2]])
    assert.match(refused.text, /<version>1.1<[\s\S]*too many questions/)
    // Other doors speak as they did.
    assert.match((await few.get('/public/titles?q=kaas')).type, /^application\/problem\+json/)
  } finally {
    await few.close()
  }
})
