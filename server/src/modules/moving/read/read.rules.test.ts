import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvReader, delimiterOf } from './csv.rules.ts'
import { byteCounter, encodingOf } from './encoding.rules.ts'
import { compileGive, isMeant, takenColumns } from './row.rules.ts'
import { readBirth, readCents, readDay, readMoment, readYes } from './values.rules.ts'

const wrong = (reason = 'value_unreadable') => ({ wrong: reason })

const days: readonly [text: string, dates: 'day_first' | 'month_first' | undefined, expected: unknown][] = [
  ['2026-11-30', undefined, '2026-11-30'],
  ['2026-11-30 23:59:00', undefined, '2026-11-30'],
  ['2026-11-30T23:59:00+01', undefined, '2026-11-30'],
  ['20261130', undefined, '2026-11-30'],
  ['30/11/2026', undefined, '2026-11-30'],
  ['11/30/2026', undefined, '2026-11-30'],
  ['05.05.2026', undefined, '2026-05-05'],
  ['03/04/2026', undefined, wrong()],
  ['03/04/2026', 'day_first', '2026-04-03'],
  ['03/04/2026', 'month_first', '2026-03-04'],
  ['2026-02-30', undefined, wrong()],
  ['0000-00-00', undefined, null],
  ['9999-12-31', undefined, null],
  ['2099-12-31', undefined, '2099-12-31'],
  ['', undefined, null],
  ['morgen', undefined, wrong()],
]
for (const [text, dates, expected] of days)
  test(`a day: ${text} ${dates ?? ''}`, () => assert.deepEqual(readDay(text, dates), expected))

test('a birth date is known as far as it is known', () => {
  assert.equal(readBirth('1984-00-00'), '1984')
  assert.equal(readBirth('1984-05-00'), '1984-05')
  assert.equal(readBirth('1984'), '1984')
  assert.equal(readBirth('17/05/1984'), '1984-05-17')
  assert.deepEqual(readBirth('1984-02-31'), wrong('birth_invalid'))
})

test('a moment without a zone is the time of Brussels, in summer and in winter', () => {
  assert.equal(readMoment('2026-11-25 14:05:00'), '2026-11-25T13:05:00Z')
  assert.equal(readMoment('2026-07-01 14:05'), '2026-07-01T12:05:00Z')
  assert.equal(readMoment('2026-11-25T14:05:00+01'), '2026-11-25T13:05:00Z')
  assert.equal(readMoment('2026-11-25 14:05:00.123-0500'), '2026-11-25T19:05:00Z')
  assert.equal(readMoment('2026-11-25'), '2026-11-25T11:00:00Z')
  assert.deepEqual(readMoment('2026-11-25 25:61:00'), wrong())
})

const amounts: readonly [text: string, expected: unknown][] = [
  ['12.50', 1250],
  ['12,5', 1250],
  ['€ 1.234,56', 123456],
  ['1,234.56', 123456],
  ['2.500000', 250],
  ['2.505000', wrong()],
  ['1.500', wrong()],
  ['1.234.567', wrong()],
  ['-0.40', -40],
  ['0', 0],
  ['.5', 50],
  ['12', 1200],
  ['', null],
  ['twaalf', wrong()],
  ['12-', wrong()],
  ['1,23,45', wrong()],
]
for (const [text, expected] of amounts)
  test(`an amount: ${text}`, () => assert.deepEqual(readCents(text), expected))

test('yes and no in the words of several systems', () => {
  assert.deepEqual(['t', 'Ja', '1', 'N', 'false', '', 'misschien'].map(readYes), [
    true,
    true,
    true,
    false,
    false,
    null,
    wrong(),
  ])
})

const seen = (bytes: Uint8Array) => {
  const counter = byteCounter()
  for (let at = 0; at < bytes.length; at += 3) counter.see(bytes.subarray(at, at + 3))
  return encodingOf(bytes, counter.end())
}
test('the coding of a file is told by its bytes', () => {
  const text = 'Noël Verhaeghe, Curaçaostraat, Gérard, Müller'
  assert.equal(seen(Buffer.from(text)), 'utf-8')
  assert.equal(seen(Buffer.from(text, 'latin1')), 'windows-1252')
  const mac: Record<string, number> = { ë: 0x91, ç: 0x8d, é: 0x8e, ü: 0x9f }
  assert.equal(seen(Uint8Array.from([...text].map(c => mac[c] ?? c.charCodeAt(0)))), 'macintosh')
  assert.equal(seen(Buffer.from(`\ufeff${text}`)), 'utf-8')
  assert.equal(seen(Buffer.from(`\ufeff${text}`, 'utf16le')), 'utf-16le')
  assert.equal(seen(Buffer.from('enkel gewone letters')), 'utf-8')
})

const csv = (text: string, size: number) => {
  const reader = csvReader(';')
  const out = []
  for (let at = 0; at < text.length; at += size) out.push(...reader.push(text.slice(at, at + size)))
  return [...out, ...reader.end()]
}
test('lines are cut alike, whatever the size of the stretches and however lines end', () => {
  const text = 'a;b\r\n"x;1";"zegt ""ja"""\r\n\r\n"twee\r\nregels";3\rmac;4\nlaatste;5'
  const expected = [
    { line_no: 1, cells: ['a', 'b'] },
    { line_no: 2, cells: ['x;1', 'zegt "ja"'] },
    { line_no: 4, cells: ['twee\nregels', '3'] },
    { line_no: 6, cells: ['mac', '4'] },
    { line_no: 7, cells: ['laatste', '5'] },
  ]
  for (const size of [1, 2, 3, 5, 8, 1000]) assert.deepEqual(csv(text, size), expected, String(size))
})
test('a quote that is never closed swallows nothing but its own line', () => {
  const lines = Array.from({ length: 100 }, (_, i) => `rij ${i};${i}`)
  const said = csv(`kop;kop\n"open;1\n${lines.join('\n')}`, 50)
  assert.equal(said.filter(r => r.fault).length, 1)
  assert.deepEqual(said.find(r => r.fault)?.line_no, 2)
  assert.equal(said.length, 102)
  assert.deepEqual(said.at(-1), { line_no: 102, cells: ['rij 99', '99'] })
})
test('what parts the columns is seen', () => {
  assert.equal(delimiterOf('a;b;c\n1;2,5;3\n4;5,1;6\n'), ';')
  assert.equal(delimiterOf('a,b\n"x;y",2\n'), ',')
  assert.equal(delimiterOf('a\tb\tc\n1\t2\t3\n'), '\t')
  assert.equal(delimiterOf('alleen\n'), ',')
})

const tables = { branches: new Map([['cen', '7']]), membership_types: new Set(['volwassene']) }
test('only fields of the allow-list are read, and a row says why it stays behind', () => {
  const give = {
    kind: 'patrons' as const,
    columns: {
      family_name: { from: ['naam'] },
      street: { from: ['straat', 'nr'] },
      gender: { from: ['g'], codes: 'gender', fixed: 'unknown' },
      membership_type: { from: ['cat'] },
      member_until: { from: ['tot'] },
      iban: { from: ['rekening'] },
    },
  }
  const words: string[] = []
  const read = compileGive(
    give,
    {
      header: ['Naam', 'straat', 'nr', 'g', 'cat', 'tot', 'rekening', 'godsdienst'],
      codes: { gender: { V: 'f' }, membership_type: { VOL: 'volwassene' } },
      tables,
    },
    (field, word) => words.push(`${field} ${word}`),
  )
  const row = (...cells: string[]) => read({ line_no: 2, cells })
  assert.deepEqual(row(' Testmans ', 'Proefstraat', '3', 'V', 'VOL', '', 'BE00', 'geheim'), {
    kind: 'patrons',
    line_no: 2,
    values: { family_name: 'Testmans', street: 'Proefstraat 3', gender: 'f', membership_type: 'volwassene' },
    left_out: [],
    refused: null,
  })
  assert.deepEqual(row('', '', '', '', 'VOL', '')?.refused, { reason: 'field_missing', field: 'family_name' })
  assert.deepEqual(row('A', '', '', 'Q', 'STAF', 'ooit')?.refused, {
    reason: 'code_unknown',
    field: 'membership_type',
  })
  assert.deepEqual(row('A', '', '', 'Q', 'VOL', 'ooit')?.left_out, [
    { field: 'gender', reason: 'code_unknown' },
    { field: 'member_until', reason: 'value_unreadable' },
  ])
  assert.deepEqual(words, ['gender Q', 'membership_type STAF', 'gender Q'])
  assert.deepEqual(takenColumns(give), ['naam', 'straat', 'nr', 'g', 'cat', 'tot'])
})
test('flags say their own name, and a condition picks rows', () => {
  const read = compileGive(
    {
      kind: 'items',
      only_if: 'eigen=ja',
      columns: {
        barcode: { from: ['code'] },
        branch: { from: ['br'] },
        item_type: { from: ['soort'] },
        state: { from: ['weg', 'kwijt'], pick: 'flags', codes: 's', fixed: 'in_use' },
      },
    },
    {
      header: ['code', 'br', 'soort', 'weg', 'kwijt', 'eigen'],
      codes: { s: { kwijt: 'lost', weg: 'withdrawn' } },
      tables,
    },
  )
  const state = (...cells: string[]) => read({ line_no: 2, cells })?.values['state']
  assert.equal(state('1', 'CEN', 'Boek groot', '0', '0', 'ja'), 'in_use')
  assert.equal(state('1', 'CEN', 'Boek groot', '0', '1', 'ja'), 'lost')
  assert.equal(state('1', 'CEN', 'Boek groot', '2026-01-01', '1', 'ja'), 'withdrawn')
  assert.equal(read({ line_no: 2, cells: ['1', 'CEN', 'x', '', '', 'nee'] }), null)
})
test('a pattern names files', () => {
  assert.ok(isMeant('borrowers*', 'Borrowers_2026.csv'))
  assert.ok(!isMeant('*usr.*', 'usr_circ_history.csv'))
  assert.ok(isMeant('*usr.*', 'actor.usr.csv'))
})
