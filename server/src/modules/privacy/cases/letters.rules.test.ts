import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseKinds } from '@kaft/contract'
import {
  type Controller,
  decisionLetter,
  extensionLetter,
  identityLetter,
  liftingLetter,
  receivedLetter,
  type Written,
} from './letters.rules.ts'

const controller: Controller = {
  name: 'Proefvereniging vzw',
  address: 'Proefstraat 1, 9000 Gent',
  enterprise_number: '0000.000.097',
  dpo_name: 'Data Protection Officer',
  dpo_email: 'dpo@example.invalid',
  vtc_url: 'https://vtc.example.invalid',
  gba_url: 'https://gba.example.invalid',
}
const written = (kind: Written['kind']): Written => ({
  number: '2026-7',
  kind,
  name: 'Testpersoon Vantest',
  library_name: 'Bib Testgem',
  received_on: '2026-11-23',
  due_on: '2026-12-23',
  purposes: ['communication'],
  controller,
})

test('P9 P109 P117 every letter names controller, DPO, VTC and GBA from the central setting, in every kind of case', () => {
  for (const kind of caseKinds) {
    const w = written(kind)
    const letters = [
      receivedLetter(w),
      identityLetter(w, 'de naam komt twee keer voor'),
      extensionLetter(w, 'er zijn vijf bibliotheken bij betrokken'),
      liftingLetter(w),
      ...(['granted', 'partly', 'refused'] as const).map(decision =>
        decisionLetter(w, {
          decision,
          reasons: 'Er staat nog een uitlening open.',
          unfounded_why: null,
          fee_cents: 0,
        }),
      ),
    ]
    for (const { body } of letters) {
      for (const value of Object.values(controller)) assert.ok(body.includes(value), `${kind}: ${value}`)
      assert.ok(!/\b(je|jij|jouw)\b/i.test(body), 'what rests on law says u')
    }
  }
})

test('P119 P120 a refusal says why and names the judge; a fee says why it is asked, and without one it is free', () => {
  const refused = decisionLetter(written('erasure'), {
    decision: 'refused',
    reasons: 'Er staat nog een uitlening open.',
    unfounded_why: null,
    fee_cents: 0,
  })
  assert.match(refused.body, /Er staat nog een uitlening open/)
  assert.match(refused.body, /rechter/)
  assert.match(refused.body, /kost u niets/)
  const asked = decisionLetter(written('access'), {
    decision: 'granted',
    reasons: '',
    unfounded_why: 'de zesde vraag in een maand',
    fee_cents: 1250,
  })
  assert.match(asked.body, /12,50 euro.*de zesde vraag/)
})

test('a letter calls a complaint and an objection what they are, and no question about them', () => {
  const d = { decision: 'granted' as const, reasons: '', fee_cents: 0, unfounded_why: null }
  const of = (kind: Written['kind']) => [receivedLetter(written(kind)), decisionLetter(written(kind), d)]
  for (const { subject, body } of of('complaint')) {
    assert.match(subject, /uw klacht over de verwerking van uw gegevens \(2026-7\)$/)
    assert.match(body, /kregen wij uw klacht over/)
    assert.doesNotMatch(`${subject} ${body}`, /uw vraag over uw|vraag: uw/)
  }
  for (const { subject, body } of of('objection')) {
    assert.match(subject, /uw bezwaar tegen de verwerking/)
    assert.match(body, /kregen wij uw bezwaar tegen/)
  }
  for (const { subject, body } of of('access')) {
    assert.match(subject, /uw vraag: inzage in uw gegevens/)
    assert.match(body, /kregen wij uw vraag over inzage in uw gegevens/)
  }
})
