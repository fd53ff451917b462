import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import fc from 'fast-check'
import { uuid7 } from './base/uuid.ts'
import { hostile } from './testing/hostile.ts'
import { aPatron, anItem } from './testing/people.ts'
import { aRegulation } from './testing/regulation.ts'
import { sample } from './testing/sample.ts'
import { type Library, openWorld, type Someone, type World } from './testing/world.ts'

/*
 * Every operation of the contract with values that fit its schema and are as strange as it allows: days at the ends of
 * the calendar, numbers beyond a bigint, halves of characters, identifiers of something else. Whatever comes, the answer
 * is an answer or a refusal, never a fault, and never a plain line of the database.
 */
let world: World
let here: Library
let all: Someone
let nothing: Someone
let real: Record<string, string[]>
const roles: op.RoleCode[] = ['hoofd_balie', 'catalografie', 'kas', 'beheer', 'dpo', 'consortium']
/** These would end the session that asks. */
const ends = new Set(['signOut', 'switchStaff'])
const runs = Number(process.env.SOAK_RUNS ?? 25)

before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  all = await world.staff(here, roles)
  nothing = await world.staff(here, [])
  await aRegulation(world, here)
  real = await something()
})
after(() => world.close())

/** Something of each kind for identifiers to name. */
async function something(): Promise<Record<string, string[]>> {
  const [patron, item, other] = [
    await aPatron(world, here),
    await anItem(world, here),
    await anItem(world, here),
  ]
  const lent = await world.call(
    op.checkout,
    { body: { command_id: uuid7(world.now), patron_id: patron.patron_id, item_id: item.item_id } },
    all,
  )
  const charged = await world.call(
    op.addCharge,
    {
      params: { patron_id: patron.patron_id },
      body: { command_id: uuid7(world.now), charge_kind: 'other', amount_cents: 500, reason: 'x' },
    },
    all,
  )
  return {
    patron_id: [patron.patron_id],
    card: [patron.card],
    code: [patron.card, item.barcode, other.barcode],
    barcode: [item.barcode, other.barcode],
    item_id: [item.item_id, other.item_id],
    title_id: [item.title_id, other.title_id],
    loan_id: [lent.body.loan!.loan_id],
    event_id: [lent.body.event_id!],
    entry_id: [charged.body.open[0]!.entry_id],
    branch_id: [...here.branches],
    pickup_branch_id: [...here.branches],
    library_id: [here.library_id],
    staff_id: [all.staff_id],
    membership_type: ['volwassene'],
    key: Object.keys(op.settings),
    q: ['Vantest', 'Titel'],
  }
}

/** An address cannot hold half a character. */
const addressed = (params: unknown): unknown =>
  params &&
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value).toWellFormed()]))

describe('an operation never falls over what its schema lets in', () => {
  for (const { op: o } of op.operations) {
    if (ends.has(o.id)) continue
    test(o.id, async () => {
      const part = (schema: op.Operation['params']) =>
        schema ? hostile(schema, name => real[name] ?? []) : fc.constant(undefined)
      await fc.assert(
        fc.asyncProperty(
          part(o.params).map(addressed),
          part(o.query),
          part(o.body),
          async (params, query, body) => {
            const said = await world.call(o, { params, query, body } as never, all)
            assert.ok(said.status < 500, `${said.status} ${said.text}\n${world.logged.at(-1)}`)
          },
        ),
        { numRuns: runs, endOnFailure: true, ...(process.env.SOAK_RUNS ? {} : { seed: 20_261_129 }) },
      )
    })
  }
})

/** What is in order, so that nothing but the caller is a reason to refuse. */
function plain(o: op.Operation, name: string): unknown {
  if (name === 'command_id') return uuid7(world.now)
  if (name === 'national_number') return '80.63.10-001.74'
  if (name === 'library_ids') return ['1', '2']
  // Two operations name a code of the contract or of a subfield where the others name a card's.
  const own = ['explainDecision', 'beginTitleChange'].includes(o.id) && name === 'code'
  return own ? undefined : real[name]?.[0]
}

describe('nobody, and who may nothing, is refused before anything is looked at', () => {
  for (const { op: o } of op.operations) {
    if (o.leave === 'anyone') continue
    test(o.id, async () => {
      const part = (schema: op.Operation['params']) =>
        schema ? sample(schema, name => plain(o, name)) : undefined
      const asked = { params: part(o.params), query: part(o.query), body: part(o.body) } as never
      const stranger = await world.call(o, asked, null)
      assert.deepEqual([stranger.status, stranger.problem?.code], [401, 'not_signed_in'], stranger.text)
      if (o.leave === 'signed_in') return
      const modest = await world.call(o, asked, nothing)
      // A website is known by its own key and a reader by their own session, and staff by theirs are nobody there.
      if (o.leave === 'website' || o.leave === 'reader')
        return assert.equal(modest.problem?.code, 'not_signed_in', modest.text)
      assert.deepEqual([modest.status, modest.problem?.code], [403, 'no_leave'], modest.text)
    })
  }
})
