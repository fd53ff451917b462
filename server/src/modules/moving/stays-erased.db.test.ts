import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inLibrary } from '../../base/job.ts'
import { openClock, type TestClock } from '../../testing/jobs.ts'
import { aRegulation } from '../../testing/regulation.ts'
import { type Library, openWorld, type World } from '../../testing/world.ts'
import { eraseIn } from '../privacy/index.ts'
import { systems } from './index.ts'
import { movingPersonal } from './personal.ts'
import { loadFolder } from './steer/load-folder.ts'

let world: World
let clock: TestClock
let library: Library
let code: string
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  library = await world.library('Verhuisgem')
  await aRegulation(world, library)
  const [row] = await world.rows('select code from organisation.library where library_id = $1', [
    library.library_id,
  ])
  code = row!['code']!
})
after(async () => {
  await clock.close()
  await world.close()
})

const people = (...rows: string[]) =>
  `key;card;family_name;given_name;membership_type;news;email\r\n${rows.join('\r\n')}\r\n`
const bring = (name: string, text: string) =>
  loadFolder(clock.ctx('move'), {
    library: code,
    mapping: systems.csv,
    files: [
      {
        name,
        bytes: Buffer.byteLength(text),
        open: async function* () {
          yield Buffer.from(text)
        },
      },
    ],
    load: true,
    whole: false,
  })
const names = async () =>
  (await world.rows('select family_name as name, news::text from patrons.patron order by 1')).map(
    r => `${r['name']} ${r['news']}`,
  )

test('P84 whoever was erased or objected is not brought back by a later import, with the same number or the same card', async () => {
  const first = await bring(
    'leners-1.csv',
    people(
      '1;2900001;Blijft;Ann;volwassene;ja;ann@example.invalid',
      '2;2900002;Gaatweg;Bob;volwassene;ja;bob@example.invalid',
      '3;2900003;Bezwaar;Cas;volwassene;nee;cas@example.invalid',
    ),
  )
  assert.equal(first.move.state, 'loaded', JSON.stringify(first.move.fault))
  assert.deepEqual(await names(), ['Bezwaar false', 'Blijft true', 'Gaatweg true'])
  const idOf = async (name: string) =>
    (await world.rows('select patron_id from patrons.patron where family_name = $1', [name]))[0]![
      'patron_id'
    ]!
  const gone = await idOf('Gaatweg')
  await inLibrary(clock.ctx('erase'), library.library_id, async tx => {
    await tx.first([])
    await eraseIn(clock.ctx('erase'), tx, {
      library_id: library.library_id,
      patron_ids: [gone],
      parts: ['everything'],
      because: 'request',
      above: [movingPersonal],
    })
    await tx.last([])
  })
  await world.rows(
    `insert into privacy.restriction (library_id, patron_id, cause, purposes, from_at) values ($1, $2, 'objection', '{communication}', now())`,
    [library.library_id, await idOf('Bezwaar')],
  )
  const later = await bring(
    'leners-2.csv',
    people(
      '1;2900001;Blijft;Anna;volwassene;nee;ann@example.invalid',
      '2;2900002;Gaatweg;Bob;volwassene;ja;bob@example.invalid',
      '9;2900002;Gaatweg;Bob;volwassene;ja;bob@example.invalid',
      '3;2900003;Bezwaar;Cas;volwassene;ja;cas@example.invalid',
      '4;2900004;Nieuw;Dik;volwassene;ja;dik@example.invalid',
    ),
  )
  assert.equal(later.move.fault, null)
  assert.deepEqual(await names(), ['Bezwaar false', 'Blijft false', 'Nieuw true'])
  const [marks] = await world.rows(
    "select count(*) as n, string_agg(mark, ' ') as marks from privacy.erased where parts = '{import}'",
  )
  assert.equal(marks!['n'], '2')
  assert.doesNotMatch(marks!['marks']!, /2900002/)
})
