import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childAfter, childrenLike } from './class-children.model.ts'

const child = (child_id: string, given_name: string, initial: string | null = null) => ({
  child_id,
  given_name,
  initial,
  loans: [],
})
const klas = [child('1', 'Adam'), child('2', 'Noor', 'B'), child('3', 'Noor', 'D'), child('4', 'Zoë')]
const ids = (typed: string) => childrenLike(klas, typed).map(one => one.child_id)

test('letters find a child from the beginning of the name, whatever the accents', () => {
  assert.deepEqual(ids('noor'), ['2', '3'])
  assert.deepEqual(ids('Noor d'), ['3'])
  assert.deepEqual(ids('zoe'), ['4'])
  assert.deepEqual(ids('oor'), [])
  assert.deepEqual(ids('  '), [])
})

test('the next child follows the list and begins again after the last', () => {
  const after = (child_id: string | null) =>
    childAfter(klas, child_id === null ? null : { patron_id: '9', child_id, name: '' })?.child_id
  assert.deepEqual([after(null), after('1'), after('4'), after('gone')], ['1', '2', '1', '1'])
  assert.equal(childAfter([], null), undefined)
})
