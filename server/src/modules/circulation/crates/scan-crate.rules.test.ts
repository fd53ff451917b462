import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Goes } from '../checkin/checkin.rules.ts'
import type { CrateFacts } from './crate.store.ts'
import { type OpenCrate, packing } from './pack.rules.ts'
import { stepOf } from './scan-crate.rules.ts'

const crate = (
  trip: Partial<NonNullable<CrateFacts['trip']>> | null,
  to: string | null = '2',
): CrateFacts => ({
  crate_id: '7',
  code: 'BAK-2-01',
  to_branch_id: to,
  trip: trip && {
    trip_id: '70',
    state: 'open',
    from_branch_id: '1',
    from_branch: 'Centrum',
    to_branch_id: '2',
    to_branch: 'Noord',
    items: 3,
    ...trip,
  },
})
type At = Parameters<typeof stepOf>[1]
const cases: readonly (readonly [says: string, facts: CrateFacts, at: At, step: string])[] = [
  ['outside of return mode', crate(null), { branch_id: '1' }, 'stop crate_return_mode'],
  ['free, with a branch of its own', crate(null), { branch_id: '1', current: null }, 'open 2'],
  ['free, for here', crate(null), { branch_id: '2', current: null }, 'choose'],
  ['free, for nowhere', crate(null, null), { branch_id: '1', current: null }, 'choose'],
  ['free, and chosen', crate(null, null), { branch_id: '1', current: null, chosen_id: '3' }, 'open 3'],
  ['open here, at another desk', crate({}), { branch_id: '1', current: null }, 'resume crate_opened'],
  ['open here, at this desk', crate({}), { branch_id: '1', current: '70' }, 'close'],
  ['open here and empty', crate({ items: 0 }), { branch_id: '1', current: '70' }, 'stop crate_empty'],
  ['open elsewhere', crate({}), { branch_id: '2', current: null }, 'stop crate_open_elsewhere'],
  ['sent to here', crate({ state: 'sent' }), { branch_id: '2', current: null }, 'receive'],
  ['sent from here', crate({ state: 'sent' }), { branch_id: '1', current: null }, 'stop crate_on_its_way'],
  ['sent to another', crate({ state: 'sent' }), { branch_id: '3', current: null }, 'stop crate_not_for_here'],
  [
    'receiving, at another desk',
    crate({ state: 'receiving' }),
    { branch_id: '2', current: null },
    'resume crate_received',
  ],
  ['receiving, at this desk', crate({ state: 'receiving' }), { branch_id: '2', current: '70' }, 'empty'],
  [
    'receiving elsewhere',
    crate({ state: 'receiving' }),
    { branch_id: '1', current: null },
    'stop crate_on_its_way',
  ],
]
for (const [says, facts, at, expected] of cases)
  test(`a crate ${says}: ${expected}`, () => {
    const step = stepOf(facts, at)
    const more =
      step.step === 'stop'
        ? step.finding.code
        : step.step === 'open'
          ? step.to_branch_id
          : step.step === 'resume'
            ? step.did
            : ''
    assert.equal(`${step.step} ${more}`.trim(), expected)
  })

const open: OpenCrate = {
  trip_id: '70',
  code: 'BAK-2-01',
  state: 'open',
  from_branch_id: '1',
  to_branch_id: '2',
  to_branch: 'Noord',
  holds_item: false,
}
const transit = (branch_id: string): Goes => ({ to: 'transit', branch_id, because: 'home_elsewhere' })
const packs: readonly (readonly [
  says: string,
  crate: OpenCrate | null,
  goes: Goes,
  packs: boolean,
  code: string | null,
])[] = [
  ['no crate', null, transit('2'), false, null],
  ['for its branch', open, transit('2'), true, null],
  ['for another branch', open, transit('3'), false, 'crate_other_branch'],
  ['in it already', { ...open, holds_item: true }, transit('2'), false, null],
  ['stays here', open, { to: 'shelf', branch_id: '1', because: 'home' }, false, null],
  ['the crate left', { ...open, state: 'sent' }, transit('2'), false, 'crate_closed'],
  [
    'a crate that is emptied here',
    { ...open, from_branch_id: '2', to_branch_id: '1', state: 'receiving' },
    transit('2'),
    false,
    null,
  ],
]
for (const [says, at, goes, expected, code] of packs)
  test(`an item and the open crate: ${says}`, () => {
    const packed = packing(at, goes, '1')
    assert.deepEqual([packed.packs, packed.finding?.code ?? null], [expected, code])
  })
