import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { allJobs } from '../../server/src/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../server/src/testing/world.ts'
import { movingPersonal } from '../../server/src/modules/moving/index.ts'
import { stepsOf } from '../../server/src/modules/privacy/erase/steps.ts'
import { type Carriers, uncarried, unerased } from '../../server/src/modules/privacy/map/carried.rules.ts'
import { type DataMap, mapOf } from '../../server/src/modules/privacy/map/read-map.ts'
import { registerCsv, registerText } from '../../server/src/modules/privacy/map/register.rules.ts'

let world: World
let here: Library
let dpo: Someone
let desk: Someone
let map: DataMap
const jobs = new Set(allJobs({ mailer: null, magda: null, erasedFile: '' }).map(job => job.name))
const by = (): Carriers => ({ ...map, jobs })
const steps = () =>
  stepsOf([movingPersonal], { patron_ids: ['1'], part: 'everything', today: '2026-11-25' }).map(s => ({
    table: s.table,
    deletes: s.set === null,
  }))
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  dpo = await world.staff(here, ['dpo'])
  desk = await world.staff(here, ['hoofd_balie'])
  map = await mapOf({ db: world.db }, [movingPersonal])
})
after(() => world.close())

test('P1 P57 every personal column is let go by a job that there is', () => {
  assert.ok(map.personal.length > 300)
  assert.deepEqual(uncarried(map.personal, by()), [])
})

test('P57 P83 erasing a person takes from every table with personal data what the map says must go', () => {
  assert.deepEqual(unerased(map.personal, steps(), map.with_patron), [])
})

test('a column that nothing lets go, a job that is not there and a table that erasing forgets are found', () => {
  const wish = {
    table: 'patrons.wish',
    column: 'text',
    key: null,
    category: 'note',
    purpose: 'functional',
    retention: 'D90',
    erasure: 'row',
  } as const
  assert.deepEqual(uncarried([...map.personal, wish], by()), [
    'patrons.wish.text is kept D90 and no job lets it go',
  ])
  const carried = {
    ...by(),
    lets_go: [...map.lets_go, { table: 'patrons.wish', retention: 'D90', job: 'forget_wishes' }],
  }
  assert.deepEqual(uncarried([...map.personal, wish], carried), [
    'patrons.wish.text is let go by forget_wishes, and there is no such job',
  ])
  assert.deepEqual(uncarried(map.personal, carried), [
    'forget_wishes says that it lets go of patrons.wish after D90, and nothing there is kept so',
  ])
  assert.deepEqual(unerased([...map.personal, wish], steps(), map.with_patron), [
    'patrons.wish holds personal data, and erasing a person takes nothing from it',
  ])
  const kept = [...steps(), { table: 'patrons.wish', deletes: false }]
  assert.deepEqual(unerased([...map.personal, wish], kept, map.with_patron), [
    'patrons.wish.text must go with its row, and erasing a person leaves the row',
  ])
})

test('P131 the register of processing is that of the deployed schema, whole and in Dutch', async () => {
  const said = await world.call(op.processingRegister, {}, dpo)
  assert.equal(said.status, 200, said.text)
  const register = said.body
  const told = register.lines.flatMap(line => line.data.split(', ').map(name => `${line.table}.${name}`))
  const held = map.personal.map(p => `${p.table}.${p.column}${p.key === null ? '' : `.${p.key}`}`)
  assert.deepEqual(told.toSorted(), held.toSorted())
  const [last] = await world.rows("select max(name) as name from public.kaft_migration where name <> 'code'")
  assert.equal(register.schema, last!.name)
  assert.match(register.since, /^\d{4}-\d{2}-\d{2}$/)
  for (const line of register.lines)
    for (const [field, text] of Object.entries(line)) assert.notEqual(text, '', `${line.table} ${field}`)
  assert.match(registerText(register), /## Lenersadministratie\n/)
  assert.equal(registerCsv(register).split('\r\n').length, register.lines.length + 1)
  assert.equal((await world.call(op.processingRegister, {}, desk)).status, 403)
})
