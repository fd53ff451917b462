import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { changePreferences, readSession } from '@kaft/contract'
import { openWorld, type Someone, type World } from '../../../testing/world.ts'

let world: World
let amina: Someone
let bram: Someone

before(async () => {
  world = await openWorld()
  const library = await world.library('Bib Testgem')
  amina = await world.staff(library, ['balie'])
  bram = await world.staff(library, ['balie'])
})
after(() => world.close())

const preferencesOf = async (who: Someone) => (await world.call(readSession, {}, who)).body.preferences

test('how somebody likes the screens follows their account, and nobody else’s', async () => {
  assert.deepEqual(await preferencesOf(amina), {})
  const liked = {
    language: 'en',
    theme: 'dark',
    density: 'roomy',
    keys: { 'desk.pay': 'Alt+B', 'rows.why': null },
  } as const
  const changed = await world.call(changePreferences, { body: { ...liked, keys: { ...liked.keys } } }, amina)
  assert.equal(changed.status, 200, changed.text)
  assert.deepEqual(await preferencesOf(amina), liked)
  assert.deepEqual(await preferencesOf(bram), {})
  await world.call(changePreferences, { body: {} }, amina)
  assert.deepEqual(await preferencesOf(amina), {}, 'the whole of it each time')
})

test('what is no preference is refused and changes nothing', async () => {
  for (const body of [
    { theme: 'pink' },
    { language: 'fr' },
    { keys: { 'desk.pay': 'x'.repeat(25) } },
    { keys: { 'a b': 'F8' } },
    { more: true },
  ]) {
    const answer = await world.call(changePreferences, { body: body as object }, bram)
    assert.equal(answer.status, 400, JSON.stringify(body))
  }
  assert.deepEqual(await preferencesOf(bram), {})
})
