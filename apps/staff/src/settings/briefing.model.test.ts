import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formOf, readForm } from './briefing.model.ts'

const text = { points: [{ title: 'A', text: 'B' }], undertaking: 'C', changed: null }

test('a new version begins as the one in force, but for what changed', () => {
  const form = formOf({ nl: text, en: { ...text, points: [] } })
  assert.deepEqual(form.points, [{ no: 0, title: { nl: 'A', en: '' }, text: { nl: 'B', en: '' } }])
  assert.deepEqual(form.changed, { nl: '', en: '' })
})

test('a field that is empty in one language keeps it from being published', () => {
  const form = { ...formOf({ nl: text, en: text }), changed: { nl: 'Anders', en: ' ' } }
  assert.equal(readForm(form), null)
  const whole = readForm({ ...form, changed: { nl: ' Anders ', en: 'Other' } })
  assert.deepEqual(whole?.nl, { ...text, changed: 'Anders' })
  assert.equal(whole?.en.changed, 'Other')
})
