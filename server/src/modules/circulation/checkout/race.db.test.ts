import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import fc from 'fast-check'
import { uuid7 } from '../../../base/uuid.ts'
import { aPatron, anItem } from '../../../testing/people.ts'
import { aRegulation, plainRows } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let here: Library
let desks: Someone[]
const LIMIT = 5
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  desks = [await world.staff(here, ['balie']), await world.staff(here, ['balie'], { branch: 1 })]
  await aRegulation(world, here, plainRows({ limits: [{ within: 'library', of: 'all', max: LIMIT }] }))
})
after(() => world.close())
const id = () => uuid7(world.now)
const runs = Number(process.env.SOAK_RUNS ?? 6)

test('twenty desks at once never lend past a limit', async () => {
  for (let round = 0; round < 3; round++) {
    const patron = await aPatron(world, here)
    const items = await Promise.all(Array.from({ length: 20 }, () => anItem(world, here)))
    const answers = await Promise.all(
      items.map((item, i) =>
        world.call(
          op.checkout,
          { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
          desks[i % 2]!,
        ),
      ),
    )
    assert.equal(answers.filter(a => a.status === 201).length, LIMIT, answers.map(a => a.status).join())
    assert.ok(
      answers.filter(a => a.status !== 201).every(a => a.problem.findings?.[0]?.code === 'limit_reached'),
    )
  }
})

type Step = {
  readonly kind: 'lend' | 'return' | 'renew' | 'hold' | 'undo'
  readonly patron: number
  readonly item: number
  readonly twice: boolean
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('lend', 'lend', 'return', 'renew', 'hold', 'undo'),
  patron: fc.nat(2),
  item: fc.nat(3),
  twice: fc.boolean(),
})

test('whatever two desks do at the same moment, an item has one open loan, status and loans agree, and the ledger adds up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async steps => {
      const patrons = await Promise.all([0, 1, 2].map(() => aPatron(world, here)))
      const items = await Promise.all([0, 1, 2, 3].map(() => anItem(world, here)))
      const events: string[] = []
      const act = async (s: Step, i: number) => {
        const as = desks[i % 2]!
        const command_id = id()
        const [patron_id, item] = [patrons[s.patron]!.patron_id, items[s.item]!]
        const once = async () => {
          if (s.kind === 'lend')
            return world.call(op.checkout, { body: { command_id, patron_id, item_id: item.item_id } }, as)
          if (s.kind === 'return')
            return world.call(op.checkin, { body: { command_id, item_id: item.item_id } }, as)
          if (s.kind === 'hold')
            return world.call(
              op.placeHold,
              {
                body: { command_id, patron_id, title_id: item.title_id, pickup_branch_id: here.branches[0]! },
              },
              as,
            )
          if (s.kind === 'undo')
            return world.call(op.undo, { body: { command_id, event_id: events.at(-1) ?? id() } }, as)
          const loans = await world.call(op.patronLoans, { params: { patron_id } }, as)
          return world.call(
            op.renew,
            { body: { command_id, loan_id: loans.body.rows[0]?.loan_id ?? '1' } },
            as,
          )
        }
        const answers = await Promise.all(s.twice ? [once(), once()] : [once()])
        for (const a of answers) {
          assert.ok([201, 404, 409, 422].includes(a.status), `${s.kind}: ${a.text}`)
          const event_id = (a.body as { event_id?: string | null }).event_id
          if (a.status === 201 && event_id) events.push(event_id)
        }
      }
      for (let i = 0; i < steps.length; i += 4) await Promise.all(steps.slice(i, i + 4).map(act))
      await holds(items.map(i => i.item_id))
    }),
    { numRuns: runs },
  )
})

/** What must be true of these items whatever was done to them. */
async function holds(item_ids: readonly string[]): Promise<void> {
  const wrong = await world.rows(
    `select i.item_id, s.status, s.loan_id, (select count(*) from circulation.loan l where l.item_id = i.item_id and l.returned_at is null) as open,
       (select count(*) from circulation.hold h where h.item_id = i.item_id and h.state in ('ready', 'in_transit')) as caught
       from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
      where i.item_id = any ($1)
        and ((coalesce(s.status, 'available') = 'on_loan') <> exists (select from circulation.loan l where l.item_id = i.item_id and l.returned_at is null and l.loan_id = s.loan_id)
          or (s.status = 'hold_shelf' and not exists (select from circulation.hold h where h.hold_id = s.hold_id))
          or exists (select from circulation.hold h where h.item_id = i.item_id and h.state in ('ready', 'in_transit') and h.hold_id is distinct from s.hold_id))`,
    [item_ids],
  )
  assert.deepEqual(wrong, [])
  const [ledger] = await world.rows(
    'select count(*) from finance.entry c where c.kind = $1 and (select coalesce(sum(s.amount_cents), 0) from finance.entry s where s.charge_id = c.entry_id) + c.amount_cents < 0',
    ['charge'],
  )
  assert.equal(ledger!.count, '0')
}
