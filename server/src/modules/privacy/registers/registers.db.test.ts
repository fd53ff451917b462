import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { commandId } from '../../patrons/testing/forms.ts'

let world: World
let dpo: Someone
let central: Someone
before(async () => {
  world = await openWorld()
  dpo = await world.staff(await world.library('Testgem'), ['dpo', 'beheer'])
  central = await world.staff(await world.library('Centraal'), ['dpo_centraal'])
})
after(() => world.close())
const command = () => ({ command_id: commandId() })
const coupling = {
  name: 'Proefkoppeling',
  recipient: 'Proef vzw',
  owner: 'Proef vzw',
  purpose: 'functional' as const,
  basis: 'e' as const,
  fields: ['naam'],
  reference: '',
  ends_on: null,
  dpia_needed: true,
  dpia: null,
}
const set = (wish: object = {}, as = central) =>
  world.call(
    op.setCoupling,
    { params: { coupling: 'proef' }, body: { ...command(), ...coupling, ...wish } },
    as,
  )
const approve = () =>
  world.call(op.approveCoupling, { params: { coupling: 'proef' }, body: command() }, central)
const turn = (active: boolean) =>
  world.call(op.switchCoupling, { params: { coupling: 'proef' }, body: { ...command(), active } }, central)

test('P12 P139 a coupling does not run before it was approved, and is not approved without its DPIA', async () => {
  assert.equal((await set({}, dpo)).problem.code, 'no_leave')
  const made = await set()
  assert.equal(made.body.state, 'draft', made.text)
  assert.equal((await turn(true)).problem.code, 'coupling_not_approved')
  assert.equal((await approve()).problem.code, 'coupling_dpia_needed')
  assert.equal((await set({ dpia: 'Map DPIA/2026-3' })).status, 200)
  const approved = await approve()
  assert.deepEqual(
    [approved.body.state, approved.body.approved_on],
    ['approved', '2026-11-25'],
    approved.text,
  )
  assert.equal((await turn(true)).body.state, 'active')
  const changed = await set({ dpia: 'Map DPIA/2026-3', fields: ['naam', 'adres'] })
  assert.deepEqual(
    [changed.body.state, changed.body.approved_on],
    ['draft', null],
    'what changed is approved anew',
  )
  const what = await world.rows(
    "select what from organisation.change where subject = 'proef' order by change_id",
  )
  assert.deepEqual(
    what.map(row => row['what']),
    ['setCoupling', 'setCoupling', 'approveCoupling', 'switchCoupling', 'setCoupling'],
  )
  const list = await world.call(op.couplings, { query: {} }, dpo)
  assert.deepEqual(
    list.body.rows.map(row => row.coupling),
    ['copy_cataloguing', 'covers', 'feeds', 'magda', 'mail', 'oidc', 'proef', 'public', 'uitpas', 'website'],
  )
  assert.ok(list.body.rows.some(row => row.coupling === 'magda' && row.dpia_needed))
})

test('P52 P128 who receives data and in which role, and until when', async () => {
  const body = {
    ...command(),
    name: 'Drukkerij Proef',
    role: 'processor' as const,
    purpose: 'functional' as const,
    categories: ['identity', 'contact'],
    country: 'België',
    contact: 'drukkerij@example.invalid',
    tell_changes: false,
    until: null,
  }
  const said = await world.call(op.setRecipient, { params: { recipient: 'drukkerij' }, body }, central)
  assert.equal(said.status, 200, said.text)
  const list = (await world.call(op.recipients, { query: {} }, dpo)).body.rows
  assert.deepEqual(list.find(row => row.recipient === 'drukkerij')?.role, 'processor')
  assert.ok(list.some(row => row.role === 'processor' && row.recipient === 'it_supplier'))
})

test('P13 P100 P107 P147 measures on every area of the reference measures, with their proof as it was on a day', async () => {
  const on = async (day?: string) =>
    (await world.call(op.measures, { query: day === undefined ? {} : { on: day } }, dpo)).body.rows
  const all = await on()
  assert.deepEqual(new Set(all.map(row => row.area)), new Set(op.measureAreas))
  const prove = (on_day: string, outcome: 'good' | 'bad') =>
    world.call(
      op.addEvidence,
      {
        params: { measure: 'backups' },
        body: { ...command(), on_day, outcome, says: 'Teruggezet op de proefserver.' },
      },
      central,
    )
  await prove('2026-03-01', 'bad')
  assert.equal((await prove('2026-10-01', 'good')).body.evidence.length, 2)
  const then = (await on('2026-06-01')).find(row => row.measure === 'backups')
  assert.deepEqual(
    then?.evidence.map(e => [e.on_day, e.outcome]),
    [['2026-03-01', 'bad']],
  )
  assert.ok(all.every(row => !row.overdue))
  assert.ok((await on('2027-02-01')).every(row => row.overdue))
  assert.equal(
    (
      await world.call(
        op.addEvidence,
        {
          params: { measure: 'niets' },
          body: { ...command(), on_day: '2026-10-01', outcome: 'good', says: 'x' },
        },
        central,
      )
    ).problem.code,
    'not_found',
  )
})

test('P9 a change of who answers for the processing changes every output', async () => {
  const before = (await world.call(op.readController, {}, null)).body
  const body = { ...before, name: 'Nieuwe vereniging vzw', dpo_email: 'nieuw@example.invalid' }
  assert.equal(
    (await world.call(op.setController, { body: { ...command(), ...body } }, dpo)).problem.code,
    'no_leave',
  )
  const said = await world.call(op.setController, { body: { ...command(), ...body } }, central)
  assert.equal(said.body.name, 'Nieuwe vereniging vzw', said.text)
  const statement = await world.call(op.readStatement, { params: { version: 'current' } }, null)
  assert.equal(statement.body.controller.dpo_email, 'nieuw@example.invalid')
  const rights = await world.call(op.readersRights, {}, null)
  assert.match(rights.body.controller + rights.body.dpo, /Nieuwe vereniging.*nieuw@example\.invalid/)
  const made = await world.call(
    op.reportBreach,
    {
      body: {
        ...command(),
        nature: 'Een proef van het register.',
        known_at: '2026-11-25T10:00:00Z',
        supplier: false,
      },
    },
    central,
  )
  const found = (await world.call(op.breaches, { query: {} }, central)).body.rows.find(
    row => row.breach_id === made.body.breach_id,
  )
  assert.match(found?.notification ?? '', /Nieuwe vereniging vzw/)
})
