import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atOnce, join, sql } from './sql.ts'

test('a nested statement counts on from what stands before it, whatever its text is', () => {
  const under = (is: ReturnType<typeof sql>) => sql`select ${1} from t where ${is} and z = ${[4, 5]}`
  const one = under(sql`x = ${2} and y = ${3}`)
  assert.equal(one.text, 'select $1 from t where x = $2 and y = $3 and z = $4')
  assert.deepEqual(one.values, [1, 2, 3, [4, 5]])
  const other = under(sql`x is null`)
  assert.equal(other.text, 'select $1 from t where x is null and z = $2')
  assert.notEqual(other.name, one.name)
  const again = under(sql`x = ${7} and y = ${8}`)
  assert.deepEqual([again.text, again.name, again.values], [one.text, one.name, [1, 7, 8, [4, 5]]])
  assert.equal(join([sql`a = ${1}`, sql`b = ${2}`], sql` or `).text, 'a = $1 or b = $2')
})

test('writes that travel together are one statement, of which the last gives the rows', () => {
  const a = { as: 'a', query: sql`insert into a values (${1}, ${2})` }
  const b = { as: 'b', query: sql`update b set x = ${3} returning x` }
  const last = { as: 'last', query: sql`select f(${4}) where not exists (select from b)` }
  const all = atOnce([a, b, last])
  assert.equal(
    all.text,
    'with a as (insert into a values ($1, $2)), b as (update b set x = $3 returning x) select f($4) where not exists (select from b)',
  )
  assert.deepEqual(all.values, [1, 2, 3, 4])
  assert.deepEqual(atOnce([{ ...b, query: sql`update b set x = ${9} returning x` }]).values, [9])
  assert.equal(atOnce([]).text, '')
})

test('what only reads does not stand before others, where PostgreSQL would leave it out', () => {
  const read = { as: 'f', query: sql`select writing()` }
  const write = { as: 'w', query: sql`delete from t` }
  assert.throws(() => atOnce([read, write]), /not a write that can stand beside others: f/)
  assert.throws(() => atOnce([{ ...write, as: 'W; drop' }, write]), /not a write/)
})
