import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { aRegulation } from '../../testing/regulation.ts'
import { openClock, type TestClock } from '../../testing/jobs.ts'
import { type Library, openWorld, type World } from '../../testing/world.ts'
import { koha } from './mappings/koha.ts'
import { loadFolder } from './steer/load-folder.ts'
import { bytesOf, madeUp, type MadeUp } from './testing/made-up.ts'

let world: World
let clock: TestClock
let library: Library
let code: string

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  library = await world.library('Verhuisgem')
  const [row] = await world.rows('select code from organisation.library where library_id = $1', [
    library.library_id,
  ])
  code = row!.code!
  await aRegulation(world, library)
})
after(async () => {
  await clock.close()
  await world.close()
})

const mapping = () => ({
  ...koha,
  files: koha.files.map(f =>
    f.match === 'borrowers*'
      ? {
          ...f,
          gives: f.gives.map(g =>
            g.kind === 'patrons'
              ? { ...g, columns: { ...g.columns, national_number: { from: ['rrn'] } } }
              : g,
          ),
        }
      : f,
  ),
  codes: {
    ...koha.codes,
    branch: { CEN: `${code}0`, NRD: `${code}1` },
    membership_type: { V: 'volwassene', J: 'jeugd' },
  },
})
const size = { patrons: 600, items: 1500, loans: 300, titles: 200, branches: ['CEN', 'NRD'] }
const sources = (made: MadeUp) => made.files.map(f => ({ name: f.name, bytes: 1, open: () => bytesOf(f) }))

test('a made-up library moves in and reconciles to the cent', async () => {
  const made = madeUp(size)
  const ask = { library: code, mapping: mapping(), files: sources(made), whole: true }
  const dry = await loadFolder(clock.ctx('move'), { ...ask, load: false })
  assert.equal(dry.move.state, 'checked')
  assert.equal(dry.move.fault, null)
  const told = await loadFolder(clock.ctx('move'), { ...ask, load: true })
  assert.equal(told.move.state, 'loaded', JSON.stringify(told.move.fault))
  const here = Object.fromEntries(told.counts!.rows.map(r => [r.kind, r.here]))
  assert.deepEqual(
    { ...here },
    {
      titles: made.truth.titles,
      items: made.truth.items,
      patrons: made.truth.patrons,
      blocks: 2,
      loans: made.truth.loans,
      holds: made.truth.holds,
      charges: made.truth.charges,
      history: made.truth.history,
    },
  )
  assert.equal(told.counts!.fits, true)
  assert.equal(told.counts!.rows.find(r => r.kind === 'charges')?.here_cents, made.truth.charge_cents)
})
