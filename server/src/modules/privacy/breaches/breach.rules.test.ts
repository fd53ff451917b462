import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  clockOf,
  closeRefusal,
  hoursLeft,
  notification,
  type Notified,
  notifyRefusal,
} from './breach.rules.ts'

const at = (text: string) => Temporal.Instant.from(text)
const known: Notified = {
  known_at: '2026-11-23T08:00:00Z',
  happened_at: null,
  decision: null,
  notified_at: null,
  closed_at: null,
  nature: 'Een lijst met adressen lag in de printer.',
  categories: ['identity', 'contact'],
  people: null,
  records: null,
  risk: 'some',
  consequences: '',
  measures: 'De lijst is vernietigd.',
  late_why: null,
  reached: 12,
  library_name: 'Bib Testgem',
}

test('P135 seventy-two hours from the moment that it was known: 24 of them left asks, after them it is late', () => {
  assert.equal(hoursLeft(known.known_at, at('2026-11-23T08:00:00Z')), 72)
  assert.deepEqual(
    ['2026-11-25T07:59:00Z', '2026-11-25T08:01:00Z', '2026-11-26T08:00:00Z', '2026-11-26T08:00:01Z'].map(
      now => clockOf(known, at(now)),
    ),
    ['runs', 'soon', 'soon', 'over'],
  )
  assert.equal(clockOf({ ...known, decision: 'not' }, at('2026-12-25T08:00:00Z')), 'stopped')
  assert.equal(clockOf({ ...known, decision: 'notify' }, at('2026-12-25T08:00:00Z')), 'over')
})

test('P135 a late notice says why; P137 what is not notified is closed with its reasons too', () => {
  const decided = { ...known, decision: 'notify' as const }
  assert.equal(notifyRefusal(known, at('2026-11-24T08:00:00Z'), ''), 'breach_undecided')
  assert.equal(notifyRefusal(decided, at('2026-11-26T08:00:00Z'), ''), null)
  assert.equal(notifyRefusal(decided, at('2026-11-26T08:00:01Z'), 'laat'), 'breach_late')
  assert.equal(notifyRefusal(decided, at('2026-11-26T09:00:00Z'), 'De omvang was niet bekend.'), null)
  assert.equal(closeRefusal(known), 'breach_undecided')
  assert.equal(closeRefusal(decided), 'breach_undecided')
  assert.equal(closeRefusal({ ...decided, notified_at: '2026-11-24T08:00:00Z' }), null)
  assert.equal(closeRefusal({ ...known, decision: 'not' }), null)
})

test('P135 P9 the notification is filled in from what is known, with the officer of the central setting', () => {
  const text = notification(known, {
    name: 'Proef vzw',
    address: 'Proefstraat 1',
    enterprise_number: '0000.000.097',
    dpo_name: 'DPO',
    dpo_email: 'dpo@example.invalid',
    vtc_url: '',
    gba_url: '',
  })
  for (const part of [
    /Proef vzw/,
    /dpo@example\.invalid/,
    /printer/,
    /identiteit, contactgegevens/,
    /benadering: 12/,
    /beperkt/,
    /9\.00 uur/,
  ])
    assert.match(text, part)
})
