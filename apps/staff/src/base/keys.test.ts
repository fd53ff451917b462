import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comboFrom, comboOf, isSingleKey, keyChoices } from './keys.ts'

const press = (key: string, code: string, more: object = {}) => ({
  key,
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
})

test('Alt with a digit is the physical digit, also on an AZERTY keyboard', () => {
  assert.equal(comboFrom(press('&', 'Digit1', { altKey: true })), 'Alt+1')
  assert.equal(comboFrom(press('1', 'Numpad1', { altKey: true })), 'Alt+1')
})

test('letters of a combination are those on the keyboard, whatever their place or case', () => {
  assert.equal(comboFrom(press('z', 'KeyW', { ctrlKey: true })), 'Ctrl+Z')
  assert.equal(comboFrom(press('Z', 'KeyZ', { ctrlKey: true })), 'Ctrl+Z')
  assert.equal(comboFrom(press('Ω', 'KeyZ', { altKey: true })), 'Alt+Z')
  assert.equal(comboFrom(press('k', 'KeyK', { metaKey: true })), 'Ctrl+K')
})

test('function keys and single letters are their own name', () => {
  assert.equal(comboFrom(press('F8', 'F8')), 'F8')
  assert.equal(comboFrom(press('e', 'KeyE')), 'e')
  assert.equal(isSingleKey('e'), true)
  assert.equal(isSingleKey('F8'), false)
  assert.equal(isSingleKey('Alt+1'), false)
})

test('an account may change a key or switch it off', () => {
  const pay = { id: 'desk.pay', combo: 'F8' }
  assert.equal(comboOf(pay), 'F8')
  keyChoices.set({ 'desk.pay': 'Alt+B' })
  assert.equal(comboOf(pay), 'Alt+B')
  keyChoices.set({ 'desk.pay': null })
  assert.equal(comboOf(pay), null)
  keyChoices.set({})
})
