import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { myDay } from '@kaft/contract'
import { STALE_READS } from '../../base/tx.ts'
import { openWorld, type Someone, type World } from '../../testing/world.ts'

let world: World
let desk: Someone
before(async () => {
  world = await openWorld()
  desk = await world.staff(await world.library('Testgem'), ['balie'])
  // What a session hangs on changes each of the first times that it is entered; a sequence counts, since a try is rolled back.
  await world.rows('create sequence public.tries')
  await world.rows('create table public.changes (tries integer not null)')
  await world.rows('insert into public.changes values (0)')
  await world.rows('alter function organisation.enter(text) rename to enter_quietly')
  await world.rows(`create function organisation.enter(secret text) returns text language plpgsql security definer as $$
    declare version text := organisation.enter_quietly(secret);
    begin
      return version || case when nextval('public.tries') <= (select c.tries from public.changes c) then ' and more' else '' end;
    end $$`)
  await world.rows('grant execute on function organisation.enter(text) to kaft_app')
})
after(() => world.close())

/** Asks while the facts of the session are old so many times. @returns the answer, and how often the session was entered */
async function askWhile(old: number): Promise<readonly [status: number, code: unknown, tries: number]> {
  await world.rows('update public.changes set tries = $1', [old])
  await world.rows("select setval('public.tries', 1, false)")
  const said = await world.call(myDay, {}, desk)
  const [row] = await world.rows('select last_value::integer as tries from public.tries')
  return [said.status, said.status < 400 ? null : said.problem.code, Number(row?.['tries'])]
}

test('facts of a session that grow old again and again are read again, and at last it is told to come back, as no fault', async () => {
  assert.equal((await askWhile(0))[0], 200)
  assert.equal((await askWhile(5))[0], 200)
  // The first try from memory; each further one enters to read the facts, and to use them.
  assert.deepEqual(await askWhile(1000), [503, 'unavailable', 1 + 2 * STALE_READS])
  assert.ok(!world.logged.some(line => line.includes('"fault"')))
})
