import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goes, stays } from '../../server/src/modules/moving/testing/left-behind.ts'
import { openWorld, type World } from '../../server/src/testing/world.ts'

let world: World
before(async () => (world = await openWorld()))
after(() => world.close())

test('P58 every table of a library goes when it leaves, or says why it stays', async () => {
  const named = await world.rows(
    `select n.nspname || '.' || c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       join pg_namespace n on n.oid = c.relnamespace
      where a.attname = 'library_id' and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const names = named.map(row => row['name'] ?? '')
  const said = [...goes, ...Object.values(stays).flat()]
  assert.deepEqual(
    names.filter(name => !said.includes(name)),
    [],
    'let it go in the folder `leave` of its module, or say why it stays, in moving/testing/left-behind.ts',
  )
  assert.deepEqual(
    said.filter(name => !names.includes(name)),
    [],
    'these are no tables of a library any more',
  )
  assert.equal(new Set(said).size, said.length)
})
