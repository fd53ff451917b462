import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comboFrom, comboOf, isOfField, isSingleKey, keyChoices, mayChoose, takenBy } from './keys.ts'

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

test('a digit key alone is its digit, also where AZERTY puts a letter or a mark on it', () => {
  assert.equal(comboFrom(press('&', 'Digit1')), '1')
  assert.equal(comboFrom(press('é', 'Digit2')), '2')
  assert.equal(comboFrom(press('3', 'Digit3', { shiftKey: true })), '3')
  assert.equal(comboFrom(press('4', 'Numpad4')), '4')
  assert.equal(comboFrom(press('Home', 'Numpad7')), 'Home', 'without NumLock it walks')
  assert.equal(comboFrom(press('!', 'Digit1', { shiftKey: true })), '!')
})

test('a character behind AltGr is that character, as an AZERTY keyboard writes brackets', () => {
  assert.equal(comboFrom(press('[', 'BracketLeft', { ctrlKey: true, altKey: true })), '[')
  assert.equal(comboFrom(press(']', 'BracketRight', { ctrlKey: true, altKey: true })), ']')
  assert.equal(comboFrom(press('[', 'BracketLeft')), '[')
  assert.equal(comboFrom(press('k', 'KeyK', { ctrlKey: true, altKey: true })), 'Ctrl+Alt+K')
})

test('taking back belongs to a field as long as it holds text', () => {
  assert.equal(isOfField('Ctrl+Z', 'Vanden'), true)
  assert.equal(isOfField('Ctrl+Z', ''), false)
  assert.equal(isOfField('F8', 'Vanden'), false)
})

test('no shortcut takes a key that sends, walks, is the browser’s, or is taken', () => {
  for (const key of ['Enter', 'Tab', 'Escape', ' ', 'F5', 'F6', 'F11', 'ArrowDown'])
    assert.equal(mayChoose(key), false, key)
  assert.equal(mayChoose('Alt+B'), true)
  const does = { nl: '', en: '' }
  const run = (): void => undefined
  const pay = { id: 'desk.pay', combo: 'F8', does, run }
  const loans = { id: 'desk.loans', combo: 'F9', does, run }
  assert.equal(takenBy('F8', 'desk.loans', [pay, loans]), pay)
  assert.equal(takenBy('F8', 'desk.pay', [pay, loans]), undefined)
  assert.equal(takenBy('F4', 'desk.loans', [pay, loans]), undefined)
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
