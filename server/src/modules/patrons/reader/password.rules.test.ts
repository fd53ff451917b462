import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordFault } from './password.rules.ts'

const known = { cards: ['2000123456789'], birth_on: '1984-05-17' }
const cases: readonly (readonly [string, ReturnType<typeof passwordFault>])[] = [
  ['zeven77', 'reader_password_short'],
  ['acht  88', null],
  ['é'.repeat(8), 'reader_password_weak'],
  ['2000123456789', 'reader_password_weak'],
  ['2000 1234 5678 9', 'reader_password_weak'],
  ['17051984', 'reader_password_weak'],
  ['17/05/1984', 'reader_password_weak'],
  ['19840517!', 'reader_password_weak'],
  ['17051984 regenboog', null],
  ['12345678', 'reader_password_weak'],
  ['abababab', 'reader_password_weak'],
  ['Wachtwoord', 'reader_password_weak'],
  ['drie groene fietsen', null],
  ['🧨🧨🧨🧨 knal een', null],
]
for (const [password, fault] of cases)
  test(`"${password}" is ${fault ?? 'fine'}`, () => assert.equal(passwordFault(password, known), fault))

test('a reader whose birth date is not known is judged by what there is', () => {
  assert.equal(passwordFault('17051984', { cards: [], birth_on: null }), null)
  assert.equal(passwordFault('1984 1984', { cards: [], birth_on: '1984' }), 'reader_password_weak')
})
