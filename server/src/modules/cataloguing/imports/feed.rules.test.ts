import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowsAddress, harvestAddress, harvestPage } from './feed.rules.ts'

test('only hosts of the list are asked', () => {
  const feeds = { folder: null, hosts: ['oai.example.invalid', '127.0.0.1:8080'] }
  assert.equal(allowsAddress(feeds, 'https://oai.example.invalid/oai'), true)
  assert.equal(allowsAddress(feeds, 'http://127.0.0.1:8080/oai'), true)
  for (const address of [
    'http://127.0.0.1/oai',
    'https://oai.example.invalid.evil/',
    'file:///etc/passwd',
    'https://a:b@oai.example.invalid/',
    'oai.example.invalid',
    'https://oai.example.invalid@evil.invalid/',
  ])
    assert.equal(allowsAddress(feeds, address), false, address)
})

test('a part of a harvest: its records, and where it goes on', () => {
  const xml =
    '<?xml version="1.0"?><o:OAI-PMH xmlns:o="x"><o:responseDate>2026-11-25T13:05:00Z</o:responseDate><o:ListRecords><record>1</record><record>2</record><o:resumptionToken cursor="0">a&amp;b</o:resumptionToken></o:ListRecords></o:OAI-PMH>'
  assert.deepEqual(harvestPage(xml), {
    records: '<record>1</record><record>2</record>',
    token: 'a&b',
    error: null,
    at: '2026-11-25T13:05:00Z',
    named: [],
    deleted: [],
  })
  assert.equal(
    harvestPage('<OAI-PMH><ListRecords><record/><resumptionToken/></ListRecords></OAI-PMH>').token,
    null,
  )
  assert.equal(
    harvestPage('<OAI-PMH><error code="noRecordsMatch">x</error></OAI-PMH>').error,
    'noRecordsMatch',
  )
})

test('a record has a name and a number; one that is deleted has a name alone, and is no record', () => {
  const there = (name: string, number: string) =>
    `<record><header><identifier>${name}</identifier></header><metadata><m:record xmlns:m="y"><m:controlfield tag="001">${number}</m:controlfield></m:record></metadata></record>`
  const gone = (name: string) =>
    `<record>\n <header status="deleted"><identifier>${name}</identifier><datestamp>2026-01-01</datestamp></header>\n</record>`
  const page = harvestPage(
    `<OAI-PMH><ListRecords>${there('oai:a:1', ' 12 ')}${gone('oai:a:2')}${there('oai:a:&amp;3', '')}${gone('oai:a:4')}</ListRecords></OAI-PMH>`,
  )
  assert.deepEqual(page.named, [{ identifier: 'oai:a:1', control_number: '12' }])
  assert.deepEqual(page.deleted, ['oai:a:2', 'oai:a:4'])
  assert.equal(page.records, `${there('oai:a:1', ' 12 ')}${there('oai:a:&amp;3', '')}`)
})

test('a token stands alone', () => {
  const ask = { token: null, prefix: 'marc21', set: 's', from: '2026-01-01T00:00:00Z' }
  assert.equal(
    harvestAddress('http://x.invalid/oai?a=1', ask),
    'http://x.invalid/oai?a=1&verb=ListRecords&metadataPrefix=marc21&set=s&from=2026-01-01T00%3A00%3A00Z',
  )
  assert.equal(
    harvestAddress('http://x.invalid/oai', { ...ask, token: 't' }),
    'http://x.invalid/oai?verb=ListRecords&resumptionToken=t',
  )
})
