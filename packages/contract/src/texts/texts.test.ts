import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codes } from '../codes.ts'
import { texts, titleOf } from './index.ts'

const full = {
  member_until: '2026-10-31',
  balance_cents: 1240,
  limit_cents: 1000,
  count: 4,
  limit: 4,
  item_type: 'dvd',
  min_age: 16,
  days: 6,
  limit_days: 60,
  due_on: '2026-12-23',
  hold_code: 'V-17',
  amount_cents: 60,
  open_cents: 60,
  branch: 'Noord',
  library: 'Bib Testgem',
  note: '2 schijven',
  reason: 'schade',
  until: '2026-12-01',
}

test('the copy of the design stands word for word', () => {
  assert.equal(texts.nl.limit_reached(full), "Deze lener heeft al 4 dvd's. Meer kan niet tegelijk.")
  assert.equal(texts.nl.debt_block(full), '€ 12,40 staat open. Vanaf € 10,00 kan deze lener niet lenen.')
  const thisYear = { member_until: `${new Date().getFullYear()}-10-31` }
  assert.equal(texts.nl.patron_expired(thisYear), 'Het lidmaatschap liep tot 31 oktober.')
  const longAgo = { member_until: '2019-10-31' }
  assert.equal(texts.nl.patron_expired(longAgo), 'Het lidmaatschap liep tot 31 oktober 2019.')
  assert.equal(texts.nl.held_for_another({}), 'Gereserveerd voor een andere lener. Leg dit exemplaar apart.')
  assert.equal(texts.nl.patron_unknown(full), 'We vinden niemand met deze naam in Bib Testgem.')
})

/** Whatever day a sentence asks for. */
const anyDay: Readonly<Record<string, string | null>> = new Proxy(
  {},
  { get: (_, key) => (/(^|_)(on|until|day)$/.test(String(key)) ? '2026-12-01' : null) },
)

test('every code has whole sentences in both languages, with and without its facts', () => {
  for (const code of codes)
    for (const language of ['nl', 'en'] as const)
      for (const about of [{}, full, { count: 1, days: 1, limit: 0 }, anyDay]) {
        const text = texts[language][code](about)
        assert.match(text, /^[A-ZÀ-Ý0-9€].*/u, `${language} ${code} starts a sentence: ${text}`)
        if (code !== 'patron_note' && code !== 'item_note')
          assert.match(text, /\.$/, `${language} ${code} ends a sentence: ${text}`)
        assert.doesNotMatch(
          text,
          /undefined|null|NaN|\d{4}-\d{2}-\d{2}|!|gelieve|Fout:/u,
          `${language} ${code}: ${text}`,
        )
        for (const sentence of text.split(/(?<=[.?]) /u))
          assert.ok(sentence.split(' ').length <= 17, `${language} ${code} is too long: ${sentence}`)
      }
})

test('a title says the same for every occurrence', () => {
  assert.equal(titleOf('patron_expired'), 'Patron expired')
  assert.equal(new Set(codes.map(titleOf)).size, codes.length)
})
