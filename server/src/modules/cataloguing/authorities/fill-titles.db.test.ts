import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { searchTitles } from '@kaft/contract'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'
import { aRecord, anAuthority, imported, iso2709 } from '../testing/records.ts'
import { fillTitles } from './fill-titles.ts'

let world: World
let clock: TestClock
let amina: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  amina = await world.staff(await world.library('Testgem'), ['balie'])
})
after(async () => {
  await clock.close()
  await world.close()
})

const keys = () =>
  world.rows(
    'select text, title_key from cataloguing.authority_name where title_key is not null order by text',
  )
const finds = async (q: string) =>
  (await world.call(searchTitles, { query: { q, where: 'all' } }, amina)).body.rows.map(r => r.title)

test('titles of headings from before are noted, a stretch at a time, on from where it was, and then never again', async () => {
  const works = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'].map((letter, i) =>
    anAuthority({
      number: `w${i}`,
      heading: `100 Schrijver, Jan |t Werk nummer ${i}`,
      names: [`400 Schrijver, Jan |t Opusculum ${letter}`],
    }),
  )
  await imported(
    world,
    iso2709([
      ...works,
      anAuthority({ number: 'p1', heading: '100 Dekker, Eduard Douwes', names: ['400 Multatuli'] }),
      aRecord({ number: 't1', title: 'Werk nummer 3', author: 'Schrijver, Jan' }),
    ]),
  )
  const whole = await keys()
  assert.equal(whole.length, 10)
  // As they stood before a version that notes titles.
  await world.rows('update cataloguing.authority_name set title_key = null')
  assert.deepEqual(await finds('opusculum delta'), [])
  // The signal says stop after the second stretch.
  const stop = new AbortController()
  let stretches = 0
  const signal = Object.assign(Object.create(stop.signal) as AbortSignal, {
    throwIfAborted: () => {
      if (++stretches > 2) throw new Error('stop')
    },
  })
  await assert.rejects(fillTitles(clock.ctx('test', signal), 2), /stop/)
  assert.equal((await keys()).length, 8)
  // A heading that was written meanwhile has its titles already, and keeps them.
  assert.equal(await fillTitles(clock.ctx('test'), 2), 2)
  assert.deepEqual(await keys(), whole)
  assert.deepEqual(await finds('opusculum delta'), ['Werk nummer 3'])
  await world.rows('update cataloguing.authority_name set title_key = null')
  assert.equal(await fillTitles(clock.ctx('test'), 2), 0)
  assert.deepEqual(await keys(), [])
})
