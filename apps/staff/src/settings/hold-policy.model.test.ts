import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdPolicy, iblPolicy } from '@kaft/contract/hold-policy'
import { iblFormOf, moved, policyFormOf, readIbl, readNumber, readPolicy } from './hold-policy.model.ts'

test('a policy that nobody touched is read back as it was', () => {
  const policy = {
    ...holdPolicy,
    equal_after_days: null,
    share_percent: 30,
    transport: [{ from_branch_id: '11', to_branch_id: '12', steps: 0 }],
  }
  assert.deepEqual(readPolicy(policyFormOf(policy)), { ok: true, policy })
  assert.deepEqual(readPolicy(policyFormOf(holdPolicy)), { ok: true, policy: holdPolicy })
  assert.deepEqual(readIbl(iblFormOf(iblPolicy)), { ok: true, policy: iblPolicy })
})

test('a number is whole and within its bounds; empty is an answer only where it means never', () => {
  const days = { min: 0, max: 60, empty: false }
  assert.deepEqual(
    ['0', '60', ' 7 '].map(text => readNumber(text, days)),
    [0, 60, 7],
  )
  for (const text of ['', '61', '-1', '1,5', 'tien']) assert.equal(readNumber(text, days), undefined, text)
  assert.equal(readNumber(' ', { ...days, empty: true }), null)
})

test('what cannot be read is named, also a way that is there twice or leads to itself', () => {
  const row = (key: number, from: string, to: string, steps = '1') => ({ key, from, to, steps })
  const form = {
    ...policyFormOf(holdPolicy),
    share: '0',
    wait_branch: '',
    transport: [
      row(0, '11', '12'),
      row(1, '11', '12'),
      row(2, '13', '13'),
      row(3, '13', '14', '10'),
      row(4, '', '14'),
    ],
  }
  const read = readPolicy(form)
  assert.ok(!read.ok)
  assert.deepEqual([...read.wrong].toSorted(), [
    'share',
    'transport 1',
    'transport 2',
    'transport 3',
    'transport 4',
    'wait_branch',
  ])
  const ibl = readIbl({ ...iblFormOf(iblPolicy), days: '0' })
  assert.deepEqual(!ibl.ok && [...ibl.wrong], ['days'])
})

test('an entry moves one place, and stays at the end', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 1, -1), ['b', 'a', 'c'])
  assert.deepEqual(moved(['a', 'b', 'c'], 1, 1), ['a', 'c', 'b'])
  assert.deepEqual(moved(['a', 'b'], 0, -1), ['a', 'b'])
})
