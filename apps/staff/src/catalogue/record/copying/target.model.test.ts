import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankTarget, faultsOf, formOf, targetOf, withProtocol } from './target.model.ts'

const whole = { ...blankTarget, name: ' Elders ', address: 'https://sru.example/cat', agency: 'BE-X' }

test('what is missing or wrong is named by its field', () => {
  assert.deepEqual(faultsOf(blankTarget), ['name', 'address', 'agency'])
  assert.deepEqual(faultsOf(whole), [])
  assert.deepEqual(faultsOf({ ...whole, drop: '85 x', patience: '31' }), ['drop', 'patience'])
  assert.deepEqual(faultsOf({ ...whole, indexes: { ...whole.indexes, title: ' ' } }), ['title'])
})

test('a form and a catalogue say the same', () => {
  const target = targetOf({ ...whole, drop: '852, 9xx' })
  assert.deepEqual(
    [target.name, target.drop, target.patience_s, target.sru_version],
    ['Elders', ['852', '9XX'], 10, '1.2'],
  )
  const again = targetOf(formOf({ ...target, target_id: '1', state: 'ready' }))
  assert.deepEqual(again, target)
})

test('another protocol has other questions, and no version of SRU', () => {
  const z = withProtocol(whole, 'z3950')
  assert.deepEqual([z.indexes.title, z.charset, targetOf(z).sru_version], ['@attr 1=4', 'marc-8', null])
  const own = { ...z, indexes: { ...z.indexes, title: '@attr 1=4 @attr 4=6' } }
  assert.equal(withProtocol(own, 'z3950'), own)
})
