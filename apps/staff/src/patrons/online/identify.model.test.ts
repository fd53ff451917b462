import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CardReading } from '../card-reading.model.ts'
import { bodyOf, proofNow } from './identify.model.ts'

const reading = (from: CardReading['from']) => ({ from }) as CardReading

test('a card in the reader proves who somebody is; a file and a form prove nothing until somebody looked', () => {
  assert.equal(proofNow({ read: reading('eid'), seen: false }, null), 'eid')
  assert.equal(proofNow({ read: reading('eid_file'), seen: false }, null), null)
  assert.equal(proofNow({ read: null, seen: false }, null), null)
  assert.equal(proofNow({ read: null, seen: false }, 'document'), 'document')
  assert.equal(proofNow({ read: null, seen: true }, null), 'document')
  // What was read before and taken out again is no card that lies there.
  assert.equal(proofNow({ read: null, seen: false }, 'eid'), null)
})

test('the statement was given on the internet, and a consent that comes later is not said', () => {
  const form = { command_id: 'c', statement: 'screen', family_name: 'Test' } as unknown as Parameters<
    typeof bodyOf
  >[0]
  const later = bodyOf(form, { version: 3, proof: 'eid', consent: 'later' })
  assert.equal('statement' in later || 'consent' in later, false)
  assert.deepEqual([later.version, later.proof], [3, 'eid'])
  assert.equal(bodyOf(form, { version: 3, proof: 'document', consent: 'paper' }).consent, 'paper')
})
