import assert from 'node:assert/strict'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const nouns =
  'leners|leden|exemplaren|titels|uitleningen|reserveringen|datums|inleverdatums|dagen|rijen|berichten|brieven|records|attenderingen|herinneringen|nota’s|handelingen|rollen|vragen|kasregels|lezers|medewerkers|vestigingen|maanden|weken|mails|velden|mensen|patrons|members|items|titles|loans|holds|reservations|dates|days|rows|messages|letters|notices|reminders|invoices|actions|roles|readers|fields|people|hours'
const verbs = 'blijven|bleven|wachten|staan|zijn|stay|wait'
const wrong = new RegExp(`\\b1 (${nouns}|${verbs})\\b`)
/** What is no count of these, or never one: a check digit, how many at most, what is only said of many at once. */
const never =
  /number_wrong|isbnDigit|restored$|say\.many|actionsCount|choose$|tooMany|\.more$|few_readers|hiding|itemAge|\.found$|counts$|clocks\.over/
/** `1 van 1 rijen` counts all of them, of which there are seldom one: it reads as a fraction. */
const fraction = /\b1 (van|of)( ongeveer| about| de| the)? 1 |[Vv]ersion 1 holds/

/** What a text with a gap says where one stands in each gap, as a number, as it is written, and within an object. */
function saidOfOne(text: (...gaps: unknown[]) => unknown): string[] {
  const gaps = [1, '1'].flatMap(one => [
    one,
    new Proxy({}, { get: (_, key) => (typeof key === 'symbol' ? undefined : one) }),
  ])
  return gaps.flatMap(gap => {
    try {
      const said = String(text(gap, gap, gap, gap, gap, gap))
      return said.includes('[object') ? [] : [said]
    } catch {
      return []
    }
  })
}

function* plurals(value: unknown, at: string): Iterable<string> {
  if (typeof value === 'function') {
    const said = saidOfOne(value as (...gaps: unknown[]) => unknown)
    // A text that takes a number does not know what is written, nor the other way round: it fails where all of them do.
    const fails = said.length > 0 && said.every(one => wrong.test(one) && !fraction.test(one))
    if (fails && !never.test(at)) yield `${at}: ${said[0]}`
  } else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) yield* plurals(part, `${at}.${key}`)
}

test('no text of a screen counts one of something in the plural', async () => {
  const found = new Set<string>()
  let files = 0
  for await (const file of glob('apps/staff/src/**/*texts*{.ts,/*.ts}', { cwd: root })) {
    files++
    const texts = (await import(join(root, file))) as Record<string, unknown>
    for (const [name, value] of Object.entries(texts))
      for (const one of plurals(value, `${file} ${name}`)) found.add(one)
  }
  assert.ok(files > 50, 'the texts were found')
  assert.deepEqual([...found], [])
})
