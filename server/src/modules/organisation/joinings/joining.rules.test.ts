import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ActivationFacts, activationFindings, mayFrom, standsInWay, type Told } from './joining.rules.ts'

const told: Told = {
  done: true,
  mails_waiting: 0,
  letters_waiting: 0,
  failed: 0,
  kept_back: 0,
  last_at: '2026-11-20T10:00:00Z',
}
const facts: ActivationFacts = {
  today: '2026-12-01',
  told_before_on: null,
  told_from: '2026-11-19T10:00:00Z',
  wait_days: 14,
  second_person: false,
  made_by: '1',
  told_by: '2',
  staff_id: '1',
  told: [told],
}
const codes = (more: Partial<ActivationFacts>) => standsInWay({ ...facts, ...more }).map(f => f.code)

test('everybody was told: nothing stands in the way', () => assert.deepEqual(codes({}), []))
const ways: readonly [string, Partial<ActivationFacts>, string[]][] = [
  ['nobody was told', { told_from: null, told: [] }, ['joining_not_told']],
  ['an e-mail waits', { told: [{ ...told, mails_waiting: 1 }] }, ['joining_not_told']],
  ['a letter waits', { told: [told, { ...told, letters_waiting: 3 }] }, ['joining_not_told']],
  ['one failed', { told: [{ ...told, failed: 1 }] }, ['joining_not_told']],
  ['not everybody was looked at', { told: [{ ...told, done: false }] }, ['joining_not_told']],
  ['one was kept back', { told: [{ ...told, kept_back: 1 }] }, ['joining_kept_back']],
  ['85 days ago', { today: '2027-02-12' }, []],
  ['86 days ago', { today: '2027-02-13' }, ['joining_notice_old']],
  ['who planned it, where a second person is wanted', { second_person: true }, ['joining_other_person']],
  ['who had it told', { second_person: true, staff_id: '2' }, ['joining_other_person']],
  ['somebody else', { second_person: true, staff_id: '3' }, []],
  ['told before they came here', { told_before_on: '2020-01-01', told_from: null, told: [] }, []],
]
for (const [name, more, expected] of ways) test(name, () => assert.deepEqual(codes(more), expected))

test('the time to react counts from the last word to a patron, and the day that was told is the earliest', () => {
  assert.equal(mayFrom(facts, '2026-12-01'), '2026-12-04')
  assert.equal(mayFrom(facts, '2026-12-24'), '2026-12-24')
  assert.equal(mayFrom({ ...facts, wait_days: 0 }, '2026-11-01'), '2026-12-01')
  assert.equal(mayFrom({ ...facts, told: [], told_from: null }, '2026-12-24'), null)
  const at = (asked: string) =>
    activationFindings(facts, { starts_on: '2026-12-01', asked }).map(f => f.about['from'])
  assert.deepEqual([at('2026-12-03'), at('2026-12-04')], [['2026-12-04'], []])
})
