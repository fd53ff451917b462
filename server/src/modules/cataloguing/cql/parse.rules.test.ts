import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CqlNode, CqlQuery } from './cql.ts'
import { MOST_BOOLEANS, parseCql } from './parse.rules.ts'
import { understand } from './understand.rules.ts'

const node = (text: string): CqlNode => {
  const parsed = parseCql(text)
  assert.ok(parsed.ok, `${text}: ${JSON.stringify(parsed)}`)
  return parsed.query.node
}
const code = (text: string): number | undefined => {
  const parsed = parseCql(text)
  if (!parsed.ok) return parsed.diagnostic.code
  const said = understand(parsed.query)
  return 'diagnostic' in said ? said.diagnostic.code : undefined
}
/** As a tree in brackets, so that precedence can be read. */
const tree = (n: CqlNode): string =>
  n.kind === 'boolean'
    ? `(${tree(n.left)} ${n.op} ${tree(n.right)})`
    : `${n.index.set ?? ''}.${n.index.name}${n.relation.name}${n.term}`

test('terms, clauses and booleans, from the left', () => {
  assert.equal(tree(node('kaas')), 'cql.serverchoicescrkaas')
  assert.equal(tree(node('dc.title = "het verdriet"')), 'dc.title=het verdriet')
  assert.equal(
    tree(node('a and b or c NOT d')),
    '(((cql.serverchoicescra and cql.serverchoicescrb) or cql.serverchoicescrc) not cql.serverchoicescrd)',
  )
  assert.equal(
    tree(node('a and (b or c)')),
    '(cql.serverchoicescra and (cql.serverchoicescrb or cql.serverchoicescrc))',
  )
  assert.equal(tree(node('title all "a b"')), '.titlealla b')
  assert.equal(tree(node('dc.date >= 1990 and dc.date<2000')), '(dc.date>=1990 and dc.date<2000)')
  assert.equal(tree(node('and')), 'cql.serverchoicescrand')
  assert.equal(tree(node('"and" and "or"')), '(cql.serverchoicescrand and cql.serverchoicescror)')
})

test('all of the language is read: modifiers, prefixes, sort keys', () => {
  const parsed = parseCql(
    '> d = "info:srw/cql-context-set/1/dc-v1.1" d.title =/stem/cql.relevant kaas sortBy dc.date/sort.descending dc.title',
  )
  assert.ok(parsed.ok)
  const { node: n, sort }: CqlQuery = parsed.query
  assert.ok(n.kind === 'clause')
  assert.deepEqual(n.index, { set: 'info:srw/cql-context-set/1/dc-v1.1', name: 'title' })
  assert.deepEqual(
    n.modifiers.map(m => [m.set, m.name]),
    [
      [null, 'stem'],
      ['cql', 'relevant'],
    ],
  )
  assert.deepEqual(
    sort.map(s => [s.index.name, s.modifiers.map(m => m.name)]),
    [
      ['date', ['descending']],
      ['title', []],
    ],
  )
  const prox = node('a prox/distance<=3/unit=word b')
  assert.ok(prox.kind === 'boolean')
  assert.deepEqual(prox.modifiers[0], { set: null, name: 'distance', comparison: '<=', value: '3' })
})

test('a prefix holds within its parentheses only', () => {
  assert.equal(code('(> x = "info:srw/cql-context-set/1/dc-v1.1" x.title = kaas) and x.title = kaas'), 15)
  assert.equal(
    code('> x = "info:srw/cql-context-set/1/dc-v1.1" x.title = kaas and x.title = kaas'),
    undefined,
  )
})

test('what cannot be answered is told by the diagnostics of the standard', () => {
  const table: readonly [string, number | undefined][] = [
    ['', 10],
    ['dc.title =', 10],
    ['kaas and', 10],
    ['kaas boter', 10],
    ['= kaas', 10],
    ['(kaas', 13],
    ['kaas)', 13],
    ['"kaas', 14],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 13],
    [Array.from({ length: MOST_BOOLEANS + 2 }, () => 'a').join(' and '), 38],
    ['x'.repeat(3000), 12],
    ['foo.title = kaas', 15],
    ['dc.coverage = kaas', 16],
    ['nothing = kaas', 16],
    ['dc.title encloses kaas', 19],
    ['dc.title =/fuzzy kaas', 20],
    ['dc.creator == kaas', 22],
    ['dc.language > dut', 22],
    ['dc.title = ""', 27],
    ['dc.title = k?as', 28],
    ['dc.title = *aas', 28],
    ['dc.title = k*', 29],
    ['dc.title = "^kaas"', 31],
    ['dc.title = "ka^as"', 32],
    ['dc.title = "!!"', 36],
    ['dc.date = laatst', 36],
    ['rec.lastModificationDate > 2026-13-01', 36],
    ['a prox b', 39],
    ['a and/rel.x b', 46],
    ['a sortBy dc.subject', 80],
    ['a sortBy dc.title/missingFail', 82],
    ['dc.title = kaas* and dc.date within "1990 1999"', undefined],
    ['bath.isbn = 978-94-6000-001-0 or bath.issn = 0378-5955', undefined],
    ['dc.title = "zeg \\"nee\\""', undefined],
    ['rec.identifier = oai:kaft:12', undefined],
  ]
  for (const [text, expected] of table) assert.equal(code(text), expected, text.slice(0, 60))
})

test('words become what the index is asked: side by side, all, or any of them', () => {
  const query = (text: string) => {
    const parsed = parseCql(text)
    assert.ok(parsed.ok)
    const said = understand(parsed.query)
    assert.ok(!('diagnostic' in said) && said.meaning.is === 'words')
    return said.meaning.query
  }
  assert.equal(query('dc.title = "Het Verdriet"'), "'het':AB <-> 'verdriet':AB")
  assert.equal(query('dc.creator any "claus boon"'), "'claus':B | 'boon':B")
  assert.equal(query('cql.anywhere all "claus verdr*"'), "'claus' & 'verdr':*")
  assert.equal(query('dc.subject = Curaçao'), "'curacao':C")
})

test('no text makes it throw, and whatever is read can be asked', () => {
  const word = fc.constantFrom(
    'dc.title',
    'and',
    'or',
    'not',
    'prox',
    '=',
    '<',
    '(',
    ')',
    '/',
    '"',
    '\\',
    '*',
    'kaas',
    '>',
    'sortBy',
    '^',
    '.',
    'all',
    ' ',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word, { maxLength: 14 }).map(w => w.join(' ')),
      ),
      text => {
        const found = code(text)
        assert.ok(found === undefined || found > 0)
      },
    ),
    { numRuns: 2_000 },
  )
})
