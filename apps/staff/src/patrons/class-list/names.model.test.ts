import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childOf, childrenOf } from './names.model.ts'

test('one letter at the end tells two of one name apart', () => {
  for (const [line, child] of [
    ['Noor', { given_name: 'Noor' }],
    [' Noor  B. ', { given_name: 'Noor', initial: 'B' }],
    ['noor b', { given_name: 'noor', initial: 'B' }],
    ['Anna Lena', { given_name: 'Anna Lena' }],
    ['Jan-Piet É', { given_name: 'Jan-Piet', initial: 'É' }],
  ] as const)
    assert.deepEqual(childOf(line), child, line)
})

test('what is no first name is not taken', () => {
  for (const line of ['', '17/05/2018', 'noor@school.example', 'a'.repeat(41)])
    assert.equal(childOf(line), null, line)
})

test('a list as it is pasted: numbering, bullets and empty lines do not matter; a wrong line is named', () => {
  assert.deepEqual(childrenOf('1. Adam\n2) Noor B.\n\n- Zoë\n'), {
    children: [{ given_name: 'Adam' }, { given_name: 'Noor', initial: 'B' }, { given_name: 'Zoë' }],
  })
  assert.deepEqual(childrenOf('Adam\nNoor 2018'), { wrong: 'Noor 2018' })
  assert.deepEqual(childrenOf(' \n'), { children: [] })
})
