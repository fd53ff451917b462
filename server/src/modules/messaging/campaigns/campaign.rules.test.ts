import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressFile, changeRefusal, sendRefusal, textRefusal } from './campaign.rules.ts'

const reach = (people: number) => ({ people, left_out: [], least_age: 16 })
const draft = { state: 'draft' as const, version: 3 }

test('P49 a campaign goes to as many as were counted, or to nobody', () => {
  assert.equal(sendRefusal(draft, { version: 3, people: 12 }, reach(12)), null)
  assert.equal(sendRefusal(draft, { version: 3, people: 12 }, reach(13)), 'campaign_people_changed')
  assert.equal(sendRefusal(draft, { version: 3, people: 1 }, reach(0)), 'news_nobody')
  assert.equal(sendRefusal(draft, { version: 2, people: 12 }, reach(12)), 'changed_meanwhile')
})

test('what went out is not changed', () => {
  for (const state of ['sending', 'sent', 'stopped'] as const)
    assert.equal(changeRefusal({ state, version: 3 }, 3), 'campaign_sent')
})

test('a purpose and a text say something', () => {
  const text = {
    name: 'Jeugdboekenmaand',
    purpose: 'activiteiten tonen',
    subject: 'Kom',
    body: 'Kom naar de bib.',
  }
  assert.equal(textRefusal(text), null)
  assert.equal(textRefusal({ ...text, purpose: 'nieuws' }), 'list_purpose_needed')
  assert.equal(textRefusal({ ...text, subject: '  ' }), 'news_empty')
  assert.equal(textRefusal({ ...text, body: 'Kom' }), 'news_empty')
})

test('P19 the file says what for, on which ground and until when, and holds nothing else of anybody', () => {
  const of = { library: 'Testgem', purpose: 'Uitnodiging', made_on: '2026-11-25', until: '2026-12-02' }
  const people = [
    {
      given_name: '=Testpersoon',
      family_name: 'Van; Test',
      email: 't@example.invalid',
      street: 'Markt 1',
      postcode: '9000',
      municipality: 'Gent',
    },
  ]
  const mail = addressFile({ ...of, fields: 'email' }, people)
  for (const part of [
    'Doel: Uitnodiging',
    'Grond: toestemming',
    '2026-12-02',
    'vernietig',
    '\'=Testpersoon;"Van; Test";t@example.invalid',
  ])
    assert.ok(mail.includes(part), part)
  assert.ok(!mail.includes('Markt 1'))
  const post = addressFile({ ...of, fields: 'post' }, people)
  assert.ok(post.includes('Markt 1;9000;Gent') && !post.includes('example.invalid'))
})
