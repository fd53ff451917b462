import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dataField, type MarcRecord } from '@kaft/marc'
import { aRecord, HOLDINGS, imported, iso2709 } from '../../modules/cataloguing/testing/records.ts'
import { openWorld, type World } from '../../testing/world.ts'
import { openPublic, type PublicWorld } from './testing/public-world.ts'

let world: World
let doors: PublicWorld
let title_id: string
let code: string
before(async () => {
  world = await openWorld()
  const library = await world.library('Testgem')
  const [row] = await world.rows(
    'select b.code, l.code as library from organisation.branch b join organisation.library l using (library_id) where branch_id = $1',
    [library.branches[0]],
  )
  const branch = row?.['code'] ?? ''
  code = row?.['library'] ?? ''
  const held: MarcRecord = {
    leader: '00000ny  a2200000n  4500',
    fields: [
      { tag: '001', value: 'h1' },
      { tag: '004', value: 't1' },
      dataField('852', '0 ', [
        ['b', branch],
        ['c', 'Leeszaal'],
        ['x', 'van de buren'],
      ]),
      dataField('866', ' 0', [
        ['8', '0'],
        ['a', '1998-2004, 2006-'],
        ['z', 'mist nr. 3'],
      ]),
      dataField('876', '  ', [
        ['p', 'GEHEIM1'],
        ['3', 'jg. 3'],
      ]),
    ],
  }
  await imported(world, iso2709([aRecord({ number: 't1', title: 'Knack' }), held]), { holdings: HOLDINGS })
  const [title] = await world.rows('select title_id from cataloguing.title')
  title_id = title?.['title_id'] ?? ''
  doors = await openPublic(world)
})
after(async () => {
  await doors.close()
  await world.close()
})

const HELD =
  /<datafield tag="866"[^>]*>\s*<subfield code="8">0<\/subfield>\s*<subfield code="a">1998-2004, 2006-</
function isTold(text: string): void {
  assert.match(text, HELD)
  assert.match(text, new RegExp(`<subfield code="5">${code}<`))
  // The place as it was said, and that of the item; barcodes and notes of staff stay within.
  assert.equal(text.match(/<datafield tag="852"/g)?.length, 2)
  assert.doesNotMatch(text, /GEHEIM1|van de buren|tag="876"/)
}

test('who harvests may have holdings with each record', async () => {
  const one = await doors.get(
    `/oai?verb=GetRecord&metadataPrefix=marc21_withholdings&identifier=oai:kaft:${title_id}`,
  )
  isTold(one.text)
  isTold((await doors.get('/oai?verb=ListRecords&metadataPrefix=marc21_withholdings')).text)
  const formats = await doors.get('/oai?verb=ListMetadataFormats')
  assert.match(formats.text, /<metadataPrefix>marc21_withholdings</)
  assert.doesNotMatch((await doors.get('/oai?verb=ListRecords&metadataPrefix=marc21')).text, /tag="866"/)
})

test('so may who searches', async () => {
  const path = '/sru?version=1.2&operation=searchRetrieve&query=knack'
  isTold((await doors.get(`${path}&recordSchema=marcxml-holdings`)).text)
  assert.doesNotMatch((await doors.get(path)).text, /tag="866"/)
  assert.match((await doors.get('/sru?version=1.2&operation=explain')).text, /marcxml-holdings/)
})

test('readers see it on the page of the title', async () => {
  const { text } = await doors.get(`/titel/${title_id}`)
  assert.match(text, /Welke nummers of delen zijn er\?/)
  assert.match(text, /1998-2004, 2006- \(mist nr\. 3\)/)
  assert.doesNotMatch(text, /van de buren/)
})
