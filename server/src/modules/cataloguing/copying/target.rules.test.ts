import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CopyTarget } from '@kaft/contract'
import { BOOK_LEADER, dataField } from '@kaft/marc'
import { copied, numbersBorne } from './copied.rules.ts'
import { readXml } from './fetched.ts'
import { sruAddress } from './sru-client.ts'
import { cqlOf, faultOf, isDeclared, pqfOf, stateOf, zAddress } from './target.rules.ts'
import { ordersOf, readShown } from './z3950-client.ts'

const sru: CopyTarget = {
  target_id: '1',
  name: 'Elders',
  protocol: 'sru',
  address: 'https://sru.example/cat?db=all',
  sru_version: '1.2',
  syntax: 'marcxml',
  charset: 'utf-8',
  indexes: { isbn: 'bath.isbn', title: 'dc.title all', author: 'dc.creator all' },
  agency: 'BE-X',
  drop: ['852', '9XX'],
  patience_s: 5,
  coupling: 'copy_cataloguing',
  active: true,
  state: 'ready',
}
const z: CopyTarget = {
  ...sru,
  protocol: 'z3950',
  address: 'z.example:210/Default',
  sru_version: null,
  syntax: 'usmarc',
  charset: 'marc-8',
  indexes: { isbn: '@attr 1=7', title: '@attr 1=4', author: '@attr 1=1003 @attr 4=2' },
}

test('an address is asked where its host is declared, and nowhere else', () => {
  const table: readonly [Partial<CopyTarget>, string[], boolean][] = [
    [{}, ['sru.example'], true],
    [{}, ['sru.example:8080'], false],
    [{}, [], false],
    [{ address: 'https://SRU.example:444/x' }, ['sru.example:444'], true],
    [{ address: 'https://sru.example@evil.example/x' }, ['sru.example'], false],
    [{ address: 'https://sru.example.evil.example/x' }, ['sru.example'], false],
    [{ address: 'file:///etc/passwd' }, [''], false],
    [z, ['z.example'], true],
    [z, ['z.example:210'], true],
    [{ ...z, address: 'z.example:9999/Default' }, ['z.example'], false],
    [{ ...z, address: 'unix:/tmp/x' }, ['unix:/tmp/x'], false],
  ]
  for (const [more, hosts, expected] of table)
    assert.equal(isDeclared({ ...sru, ...more }, hosts), expected, JSON.stringify([more, hosts]))
  assert.deepEqual(zAddress('z.example:210/Default'), { host: 'z.example', port: 210, database: 'Default' })
  for (const bad of [
    'z.example:0/x',
    'z.example:70000/x',
    '-l:1/x',
    'z.example:1/x y',
    'a b:1/x',
    'z.example:1/',
  ])
    assert.equal(zAddress(bad), null, bad)
})

test('what keeps a target from being asked is told one thing at a time', () => {
  const here = { hosts: ['sru.example', 'z.example'], program: false }
  const state = (more: object) => stateOf({ ...sru, open: true, ...more }, here)
  assert.equal(state({}), 'ready')
  assert.equal(state({ active: false, open: false }), 'off')
  assert.equal(state({ address: 'https://other.example/', open: false }), 'host_not_declared')
  assert.equal(state({ open: false }), 'coupling_closed')
  assert.equal(state(z), 'no_program')
  assert.equal(stateOf({ ...z, open: true }, { ...here, program: true }), 'ready')
})

test('a question that cannot be asked is refused by its field', () => {
  assert.deepEqual([faultOf(sru), faultOf(z)], [null, null])
  assert.equal(faultOf({ ...sru, sru_version: null }), 'version')
  assert.equal(faultOf({ ...sru, address: 'ftp://sru.example/' }), 'address')
  assert.equal(faultOf({ ...sru, address: 'https://me:word@sru.example/' }), 'address')
  assert.equal(faultOf({ ...z, address: 'z.example' }), 'address')
  for (const index of ['x" or 1', 'dc.title all "', '', 'a b c'])
    assert.equal(faultOf({ ...sru, indexes: { ...sru.indexes, title: index } }), 'title', index)
  for (const attributes of ['@or x y', '@attr 1=4 "x"', '@attr', '@attr 1=4\nquit'])
    assert.equal(faultOf({ ...z, indexes: { ...z.indexes, author: attributes } }), 'author', attributes)
})

test('a term is a term, whatever signs it has', () => {
  const wanted = { isbn: '978-94-6000-001-0', title: 'kaas" or dc.title = "x\\', author: ' ' }
  assert.equal(
    cqlOf(wanted, sru.indexes),
    'bath.isbn = "9789460000010" and dc.title all "kaas  or dc.title =  x"',
  )
  assert.equal(
    pqfOf({ ...wanted, author: 'Van Eeden' }, z.indexes),
    '@and @and @attr 1=7 "9789460000010" @attr 1=4 "kaas  or dc.title =  x" @attr 1=1003 @attr 4=2 "Van Eeden"',
  )
  const url = new URL(sruAddress(sru, { wanted: { title: 'kaas & wijn' }, from: 11, most: 10 }))
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    db: 'all',
    version: '1.2',
    operation: 'searchRetrieve',
    query: 'dc.title all "kaas & wijn"',
    startRecord: '11',
    maximumRecords: '10',
    recordSchema: 'marcxml',
  })
  const second = new URL(
    sruAddress({ ...sru, sru_version: '2.0' }, { wanted: { title: 'x' }, from: 1, most: 1 }),
  )
  assert.deepEqual([second.searchParams.get('version'), second.searchParams.get('operation')], [null, null])
  const orders = ordersOf(z, { wanted: { title: 'x\nquit' }, from: 1, most: 5 })
  assert.ok(orders.every(order => !order.includes('\n')))
  assert.ok(
    orders.includes('connect z.example:210/Default') && orders.includes('show 0 5 xml;charset=marc-8'),
  )
})

const record =
  '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 i 4500</leader><datafield tag="245" ind1="0" ind2="0"><subfield code="a">Kaas &amp; wijn</subfield></datafield></record>'
const answer = (body: string, more = '') =>
  `<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:numberOfRecords>7</zs:numberOfRecords><zs:records><zs:record><zs:recordData>${body}</zs:recordData></zs:record></zs:records>${more}</zs:searchRetrieveResponse>`
const packed = record.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

test('records come as XML or packed as text; a diagnostic is told in its own words', async () => {
  for (const body of [record, packed, ` \n${packed}`]) {
    const said = await readXml(answer(body))
    assert.deepEqual([said.count, said.records.length, said.unread], [7, 1, 0], body.slice(0, 20))
    const [field] = said.records[0]!.fields
    assert.deepEqual(field, dataField('245', '00', [['a', 'Kaas & wijn']]))
  }
  const diagnostic =
    '<zs:diagnostics><diagnostic xmlns="http://www.loc.gov/zing/srw/diagnostic/"><uri>info:srw/diagnostic/1/16</uri><details>bath.isbn</details><message>Unsupported index</message></diagnostic></zs:diagnostics>'
  await assert.rejects(readXml(answer('', diagnostic)), {
    code: 'refused',
    message: 'Unsupported index: bath.isbn (16)',
  })
  // With records, a diagnostic is a remark (SRU 1.2: non-surrogate diagnostics may accompany partial results).
  assert.equal((await readXml(answer(record, diagnostic))).records.length, 1)
  await assert.rejects(readXml('<html><body>busy</body></html>'), {
    code: 'strange',
    message: 'no answer of SRU',
  })
  await assert.rejects(readXml('busy'), { code: 'strange', message: 'no XML' })
})

test('what the client of Z39.50 prints is read, its errors by their numbers', async () => {
  const printed = `z.example:210/Default: 2 hits\n0 database=Default syntax=USmarc schema=unknown\n${record}\n\n`
  const said = await readShown(printed, 'whole')
  assert.deepEqual([said.count, said.records.length], [2, 1])
  assert.deepEqual((await readShown('z.example:210/Default: 0 hits\n', 'whole')).records, [])
  const table: readonly [string, string, string][] = [
    ['z:1/x error: Connect failed (ZOOM:10000) z:1/x', 'away', 'Connect failed (10000)'],
    ['z:1/x error: Timeout (ZOOM:10007) ', 'late', 'Timeout (10007)'],
    ['z:1/x error: Database unavailable (Bib-1:109) Nope', 'refused', 'Database unavailable Nope (109)'],
    ['what is this', 'strange', 'no answer of Z39.50'],
  ]
  for (const [text, code, message] of table)
    await assert.rejects(readShown(`${text}\n`, 'whole'), { code, message }, text)
  await assert.rejects(readShown('', 'late'), { code: 'late' })
})

test('what is taken over has no number of its own, says whose it was, and drops what is theirs', () => {
  const theirs = {
    leader: BOOK_LEADER,
    fields: [
      { tag: '001', value: '10157217' },
      { tag: '003', value: 'BeVLACC' },
      { tag: '005', value: '20200101000000.0' },
      dataField('040', '  ', [['a', 'BeVLACC']]),
      dataField('245', '00', [['a', 'Kaas']]),
      dataField('852', '  ', [['p', '123']]),
      dataField('980', '  ', [['a', 'x']]),
    ],
  }
  const as = { agency: 'BE-X', drop: ['852', '9XX'], by: 'I200' }
  const once = copied(theirs, as)
  assert.deepEqual(
    once.fields.map(f => f.tag),
    ['035', '040', '245'],
  )
  assert.deepEqual(once.fields[0], dataField('035', '  ', [['a', '(BeVLACC)10157217']]))
  assert.deepEqual(
    once.fields[1],
    dataField('040', '  ', [
      ['a', 'BeVLACC'],
      ['d', 'I200'],
    ]),
  )
  assert.deepEqual(copied(once, as).fields, once.fields)
  assert.deepEqual([...numbersBorne(once)], ['(BeVLACC)10157217', '10157217'])
  assert.deepEqual([...numbersBorne({ ...theirs, fields: [{ tag: '001', value: '12' }] })], [])
})
