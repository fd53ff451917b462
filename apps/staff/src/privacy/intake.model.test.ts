import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedOf, emptyIntake, lacks } from './intake.model.ts'

test('P91 P92 P93 P94 P95 a request holds what its kind asks for, and nothing that is empty', () => {
  assert.deepEqual(askedOf({ ...emptyIntake, wants: ' alles ', objection: 'van een andere soort' }), {
    kind: 'access',
    purposes: [],
    wants: 'alles',
  })
  const items = [
    { field: ' Straat ', wish: 'Proefweg 1' },
    { field: '', wish: 'niets' },
  ]
  assert.deepEqual(askedOf({ ...emptyIntake, kind: 'rectification', items }).items, [
    { field: 'Straat', wish: 'Proefweg 1' },
  ])
  assert.deepEqual(
    askedOf({
      ...emptyIntake,
      kind: 'objection',
      purposes: ['communication'],
      objection: 'geen mails',
      outcome: 'stop',
    }),
    { kind: 'objection', purposes: ['communication'], objection: 'geen mails', outcome_wished: 'stop' },
  )
})

test('P82 an objection names its purpose, a complaint says what it is about; the rest needs no words', () => {
  assert.equal(lacks(emptyIntake), null)
  assert.equal(lacks({ ...emptyIntake, kind: 'objection' }), 'purpose')
  assert.equal(lacks({ ...emptyIntake, kind: 'objection', purposes: ['statistics'] }), null)
  assert.equal(lacks({ ...emptyIntake, kind: 'complaint' }), 'words')
  assert.equal(lacks({ ...emptyIntake, kind: 'rectification' }), 'words')
  assert.equal(
    lacks({ ...emptyIntake, kind: 'rectification', items: [{ field: 'Naam', wish: 'Jan' }] }),
    null,
  )
})
