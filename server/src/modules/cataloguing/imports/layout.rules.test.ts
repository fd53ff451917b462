import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layoutOf } from './layout.rules.ts'

test('field and subfields', () => {
  assert.deepEqual(layoutOf('852:barcode=p,branch=b, call_number=hi'), {
    tag: '852',
    barcode: 'p',
    branch: 'b',
    call_number: 'hi',
  })
})
test('anything else is none', () => {
  for (const text of [
    '',
    '852',
    '85:barcode=p',
    '852:branch=b',
    '852:barcode=P',
    '852:colour=p',
    '852:barcode=p=q',
    'a:b:c',
    '852:barcode=p:x',
  ])
    assert.equal(layoutOf(text), null, text)
})
