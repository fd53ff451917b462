import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  carryRefusal,
  closeRefusal,
  decideRefusal,
  extendRefusal,
  isAbsolute,
  limitedBy,
  type Standing,
  stepOf,
  tellsRecipients,
} from './case.rules.ts'

const fresh: Standing = {
  kind: 'erasure',
  purposes: [],
  patron_id: '7',
  received_on: '2026-11-23',
  extended_on: null,
  identity_asked_on: null,
  identity_on: '2026-11-23',
  decision: null,
  carried: false,
  answered: false,
  closed: false,
  open_items: 0,
  open_notices: 0,
  open_tasks: 0,
}
const yes = { decision: 'granted', reasons: '', unfounded_why: null, fee_cents: 0 } as const

test('P90 a request is not executed before who it is was shown', () => {
  assert.equal(stepOf({ ...fresh, identity_on: null }), 'identity')
  assert.equal(decideRefusal({ ...fresh, identity_on: null }, yes), 'case_identity_needed')
  assert.equal(decideRefusal(fresh, yes), null)
})

test('P119 P120 refusing says why, a fee needs the motivation, and free is what holds otherwise', () => {
  assert.equal(decideRefusal(fresh, { ...yes, decision: 'refused' }), 'case_reason_needed')
  assert.equal(decideRefusal(fresh, { ...yes, decision: 'partly', reasons: 'te kort' }), 'case_reason_needed')
  assert.equal(decideRefusal(fresh, { ...yes, decision: 'refused', reasons: 'Er is een schuld.' }), null)
  assert.equal(decideRefusal(fresh, { ...yes, fee_cents: 500 }), 'case_fee_unfounded')
  assert.equal(
    decideRefusal(fresh, { ...yes, fee_cents: 500, unfounded_why: 'de zesde keer dit jaar' }),
    null,
  )
})

test('P88 against news the right to object is absolute; nothing else is', () => {
  const news: Standing = { ...fresh, kind: 'objection', purposes: ['communication'] }
  assert.ok(isAbsolute(news))
  assert.equal(
    decideRefusal(news, { ...yes, decision: 'refused', reasons: 'Wij willen het graag.' }),
    'case_marketing_absolute',
  )
  assert.ok(!isAbsolute({ ...news, purposes: ['communication', 'statistics'] }))
  assert.deepEqual(limitedBy(news), ['communication'])
  assert.ok(limitedBy({ kind: 'restriction', purposes: [] }).includes('functional'))
  assert.ok(!limitedBy({ kind: 'restriction', purposes: [] }).includes('identification'))
})

test('P118 lengthening: once, inside the first month, with a reason', () => {
  const why = 'De vraag gaat over vijf bibliotheken.'
  assert.equal(extendRefusal(fresh, '2026-12-23', why), null)
  assert.equal(extendRefusal(fresh, '2026-12-24', why), 'case_extend_too_late')
  assert.equal(extendRefusal(fresh, '2026-12-01', 'druk'), 'case_reason_needed')
  assert.equal(extendRefusal({ ...fresh, extended_on: '2026-12-01' }, '2026-12-02', why), 'case_extended')
})

test('P124 a case is not closed while somebody who received the data was not told', () => {
  const done: Standing = { ...fresh, decision: 'granted', carried: true, answered: true }
  assert.equal(closeRefusal({ ...done, open_notices: 1 }, 'answered'), 'case_notices_open')
  assert.equal(closeRefusal(done, 'answered'), null)
  assert.equal(closeRefusal({ ...done, answered: false }, 'answered'), 'case_not_ready')
  assert.equal(closeRefusal({ ...done, answered: false }, 'withdrawn'), null)
  assert.ok(tellsRecipients(done) && !tellsRecipients({ kind: 'access', decision: 'granted' }))
  assert.ok(!tellsRecipients({ kind: 'erasure', decision: 'refused' }))
})

test('P93 what was asked item by item is done before the case is called done', () => {
  const decided: Standing = { ...fresh, kind: 'rectification', decision: 'granted' }
  assert.equal(carryRefusal({ ...decided, open_items: 2 }, true), 'case_items_open')
  assert.equal(carryRefusal({ ...decided, open_tasks: 1 }, true), 'case_busy')
  assert.equal(carryRefusal(decided, false), null)
  assert.equal(carryRefusal({ ...fresh, decision: 'granted' }, false), 'case_not_erased')
  assert.equal(carryRefusal({ ...fresh, decision: 'granted' }, true), null)
})
