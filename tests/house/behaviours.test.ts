import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const all = Array.from({ length: 45 }, (_, n) => `B${String(n + 1).padStart(2, '0')}`)

/** What a test calls itself: the name that is reported, or what a case of a table says. */
const NAMES =
  /\b(?:test|describe)\(\s*(['"`])(?<name>.*?)\1|\bsays: (['"`])(?<says>.*?)\3|^\s*\[?\s*(['"`])(?<of>B\d\d: .*?)\5,/gm
const namesIn = (source: string): string[] =>
  [...source.matchAll(NAMES)].flatMap(({ groups }) => groups?.name ?? groups?.says ?? groups?.of ?? [])
/** The first cell of each row of the table of differences; a row without a reason in its last cell is none. */
const rowsIn = (page: string): string[] =>
  [...page.matchAll(/^\| (B[^|]*) \| [^|]+ \| [^|]{20,} \|$/gm)].map(([, first = '']) => first)
const numbersIn = (texts: readonly string[]): Set<string> =>
  new Set(texts.flatMap(text => text.match(/\bB\d\d\b/g) ?? []))
const forgotten = (tests: readonly string[], page: string): string[] => {
  const shown = numbersIn([...tests.flatMap(namesIn), ...rowsIn(page)])
  return all.filter(number => !shown.has(number))
}

test('each of the forty-five behaviours of other systems is shown by a test, or its difference is told', async () => {
  const tests: string[] = []
  for await (const file of glob('server/src/**/*.test.ts', { cwd: root }))
    tests.push(await readFile(join(root, file), 'utf8'))
  const page = await readFile(join(root, 'docs/circulation.md'), 'utf8')
  assert.deepEqual(forgotten(tests, page), [])
  assert.deepEqual(
    [...numbersIn([...tests.flatMap(namesIn), ...rowsIn(page)])].filter(number => !all.includes(number)),
    [],
    'there are forty-five of them',
  )
})

test('a number that stands in a comment or in a row without a reason shows nothing', () => {
  const rest = all.filter(number => number !== 'B07')
  const tests = [`test('${rest.join(' ')}: so it is', () => undefined)`, '// as it is with B07']
  assert.deepEqual(forgotten(tests, '| B07 | elders | nee |'), ['B07'])
  assert.deepEqual(forgotten(tests, '| B07 | elders zo | omdat het reglement dat kiest, per regel |'), [])
  assert.deepEqual(forgotten([...tests, `  [\n    'B07: a renewal',\n    0,`], ''), [])
})
