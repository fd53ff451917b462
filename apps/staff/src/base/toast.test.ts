import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdToast, releaseToast, showToast, toastMs, toasts } from './toast.ts'

const texts = (): readonly string[] => toasts.get().map(one => one.text)

test('a toast stays ten seconds, and as long as somebody rests on it', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const first = showToast({ text: 'Uitgeleend' })
  t.mock.timers.tick(toastMs - 1)
  assert.deepEqual(texts(), ['Uitgeleend'])
  holdToast()
  t.mock.timers.tick(10 * toastMs)
  assert.deepEqual(texts(), ['Uitgeleend'], 'held')
  releaseToast(first)
  t.mock.timers.tick(toastMs - 1)
  assert.deepEqual(texts(), ['Uitgeleend'], 'its whole time again')
  t.mock.timers.tick(1)
  assert.deepEqual(texts(), [])
})

test('a newer toast takes the place and has its whole time', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  showToast({ text: 'een' })
  t.mock.timers.tick(toastMs - 1)
  showToast({ text: 'twee' })
  t.mock.timers.tick(toastMs - 1)
  assert.deepEqual(texts(), ['twee'])
  t.mock.timers.tick(1)
  assert.deepEqual(texts(), [])
})
