import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  changeOf,
  codesOf,
  type Draft,
  differences,
  filtersOf,
  spanFaults,
  subjectsFor,
} from './change.model.ts'

const today = '2026-11-25'
const draft = (more: Partial<Draft>): Draft => ({
  kind: 'loan_due',
  day: '',
  days: '',
  by: 'day',
  branch_id: '',
  text: '',
  yes: false,
  state: 'in_use',
  item_type: 'book',
  ...more,
})

test('a day of the filters that nobody can read, or that turns the span around, is a fault', () => {
  const none = { from: '', until: '' }
  assert.deepEqual(spanFaults(none, today), [])
  assert.deepEqual(spanFaults({ from: '1/12/2026', until: '1/12/2026' }, today), [])
  assert.deepEqual(spanFaults({ from: '31/13', until: 'morgen of zo' }, today), [
    { field: 'from', fault: 'unreadable' },
    { field: 'until', fault: 'unreadable' },
  ])
  assert.deepEqual(spanFaults({ from: '10/12/2026', until: '9/12/2026' }, today), [
    { field: 'until', fault: 'order' },
  ])
})

test('a form becomes a change, or says which field is not right yet', () => {
  assert.deepEqual(changeOf(draft({ day: '23/12/2026' }), today), { kind: 'loan_due', on: '2026-12-23' })
  assert.deepEqual(changeOf(draft({}), today), ['day'])
  assert.deepEqual(changeOf(draft({ by: 'days', days: '14' }), today), { kind: 'loan_due', by_days: 14 })
  assert.deepEqual(changeOf(draft({ by: 'days', days: '0' }), today), ['days'])
  assert.deepEqual(changeOf(draft({ kind: 'item_shelf', text: '  ' }), today), {
    kind: 'item_shelf',
    shelf: null,
  })
  assert.deepEqual(changeOf(draft({ kind: 'patron_block' }), today), ['text'])
  assert.deepEqual(changeOf(draft({ kind: 'patron_block', text: 'Sleutel' }), today), {
    kind: 'patron_block',
    reason: 'Sleutel',
    until: null,
  })
  assert.deepEqual(changeOf(draft({ kind: 'patron_note', text: 'Kom langs' }), today), ['day'])
  assert.deepEqual(changeOf(draft({ kind: 'loan_renew' }), today), { kind: 'loan_renew' })
})

test('codes come from a scan list, a text file or the first column of a CSV', () => {
  assert.deepEqual(codesOf('3000000000011\n 3000000000012 \r\n\n3000000000011'), [
    '3000000000011',
    '3000000000012',
  ])
  assert.deepEqual(codesOf('Streepjescode;Titel\n"3000000000011";"Lijmen, Het been"'), ['3000000000011'])
  assert.deepEqual(codesOf('KAART'), ['KAART'], 'one line is never a head')
})

test('only what differs is shown, and what somebody may change is offered', () => {
  assert.deepEqual(
    differences({
      before: { due_on: 'a', renewals: 0, terms_id: '1' },
      after: { due_on: 'b', renewals: 0, terms_id: '2' },
    }),
    [{ key: 'due_on', before: 'a', after: 'b' }],
  )
  assert.deepEqual(subjectsFor(['inventory.change', 'circulation.bulk']), ['item'])
  assert.deepEqual(
    filtersOf({
      branch_id: '1',
      item_type: '',
      shelf: '',
      state: '',
      membership_type: '',
      from: '',
      until: '',
    }),
    {
      branch_id: '1',
    },
  )
})
