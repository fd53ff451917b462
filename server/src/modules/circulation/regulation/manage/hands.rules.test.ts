import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayActivate, type Turn, whoseTurn } from './hands.rules.ts'

const table: readonly [
  says: string,
  hands: [changed: string | null, asked: string | null],
  second: boolean,
  me: string,
  turn: Turn,
][] = [
  ['one person is enough where nothing else is set', ['1', null], false, '1', 'free'],
  ['nobody has asked yet', ['1', null], true, '2', 'ask'],
  ['whoever asked waits', ['1', '2'], true, '2', 'asked'],
  ['whoever changed it last waits too', ['1', '2'], true, '1', 'asked'],
  ['anybody else decides', ['1', '2'], true, '3', 'approve'],
  ['a draft that was only copied was changed by nobody', [null, '2'], true, '3', 'approve'],
]
for (const [says, [changed_by_id, asked_by_id], second_person, staff_id, turn] of table)
  test(`second person: ${says}`, () =>
    assert.equal(whoseTurn({ changed_by_id, asked_by_id }, { second_person, staff_id }), turn))

test('only who is free or approves may activate; the others are told what is missing', () => {
  assert.deepEqual((['free', 'approve', 'ask', 'asked'] as const).map(mayActivate), [
    null,
    null,
    'regulation_ask_first',
    'regulation_other_person',
  ])
})
