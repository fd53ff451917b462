import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  addCharge,
  checkin,
  checkout,
  findPatrons,
  readPatron,
  registerPatron,
  scan,
  signIn,
} from '@kaft/contract'
import { uuid7 } from '../../server/src/base/uuid.ts'
import { anItem } from '../../server/src/testing/people.ts'
import { aRegulation } from '../../server/src/testing/regulation.ts'
import type { Someone } from '../../server/src/testing/world.ts'
import { aForm, testNumber } from '../../server/src/modules/patrons/testing/forms.ts'
import { ask } from './program/ask.ts'
import { type Inside, lookInside } from './program/library-of-program.ts'
import {
  childrenOf,
  killAll,
  placeForProgram,
  postmasterOf,
  type Program,
  startProgram,
} from './program/run-program.ts'

// A person who is unlike any word of the program: wherever one of these is read, it came from the person.
const marker = {
  family_name: 'Zwartenbroeckx',
  given_name: 'Qwirinus',
  street: 'Xylofoonstraat 7',
  email: 'qwirinus.zwartenbroeckx@voorbeeld.example',
  phone: '+32 470 98 76 54',
  card: '98765432109876',
  password: 'Vlinderdoos-73-Kwarts',
  // An invented person of the test register: month + 60.
  national_number: testNumber(87),
}
/** Digits as they may stand somewhere: with and without signs between them. */
const traces = [
  ...Object.values(marker),
  'zwartenbroeckx',
  'qwirinus',
  'xylofoon',
  '32470987654',
  '470 98',
].map(text => text.toLowerCase())

let place: Awaited<ReturnType<typeof placeForProgram>>
let program: Program
let inside: Inside
let staff: Someone
before(async () => {
  place = await placeForProgram()
  program = await startProgram({ ...place.env, KAFT_LOG: 'debug' })
  inside = await lookInside(place.folder)
  const library = await inside.world.library('Bib Testgem')
  await aRegulation(inside.world, library)
  staff = await inside.world.staff(library, ['balie', 'hoofd_balie', 'kas', 'beheer'])
})
after(() => place.remove())

const at = () => ({ address: program.address, secret: staff.secret })
const command_id = () => uuid7(Temporal.Now.instant())

test('no log repeats who was registered, found, lent to and charged, nor what was asked wrongly', async () => {
  const patron_id = await registerAndUse()
  await askWrongly(patron_id)
  await breakWhileAsking(patron_id)
  await inside.close()
  await program.stop()
  const logs = {
    'standard output': program.printed(),
    'standard error': program.logged(),
    'postgres.log': await readFile(join(place.folder, 'var', 'postgres.log'), 'utf8'),
  }
  assert.match(logs['standard error'], /"says"/, 'something was logged')
  assert.match(logs['postgres.log'], /database system is ready/)
  for (const [name, text] of Object.entries(logs)) {
    const found = traces.filter(trace => text.toLowerCase().includes(trace))
    assert.deepEqual(found, [], name)
  }
})

async function registerAndUse(): Promise<string> {
  const { password: _, ...fields } = marker
  const body = aForm({ ...fields, command_id: command_id(), message_channel: 'email' })
  const made = await ask(at(), registerPatron, { body })
  assert.equal(made.status, 201, made.text)
  const { patron_id } = made.body
  const item = await anItem(inside.world, {
    library_id: staff.library_id,
    name: '',
    branches: [staff.branch_id],
  })
  const lent = await ask(at(), checkout, {
    body: { command_id: command_id(), card: marker.card, item_id: item.item_id },
  })
  assert.equal(lent.status, 201, lent.text)
  const found = await ask(at(), findPatrons, { query: { q: marker.family_name } })
  assert.match(found.text, /Zwartenbroeckx/)
  assert.equal((await ask(at(), readPatron, { params: { patron_id } })).status, 200)
  const charged = await ask(at(), addCharge, {
    params: { patron_id },
    body: { command_id: command_id(), charge_kind: 'other', amount_cents: 150, reason: marker.given_name },
  })
  assert.equal(charged.status, 201, charged.text)
  assert.equal(
    (await ask(at(), checkin, { body: { command_id: command_id(), item_id: item.item_id } })).status,
    201,
  )
  return patron_id
}

/** Of what is too large a server may close before it has read it all (RFC 9110 §15.5.14); the answer then meets who still writes. */
function hungUp(error: Error & { cause?: { code?: string } }): { status: number } {
  if (!['EPIPE', 'ECONNRESET'].includes(error.cause?.code ?? '')) throw error
  return { status: 413 }
}

/** Whatever the person typed comes back in many kinds of refusal, and in none of the logs. */
async function askWrongly(patron_id: string): Promise<void> {
  const { family_name: name, card } = marker
  const raw = (path: string, body?: string, type = 'application/json') =>
    fetch(`${program.address}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: {
        'content-type': type,
        cookie: `kaft_session=${staff.secret}`,
        'user-agent': name,
        referer: `http://x/${name}`,
      },
    }).catch(hungUp)
  const statuses = [
    await raw(`/api/v1/${name}`),
    await raw(`/${name}.html`),
    await raw(`/api/v1/patrons?q=${name}&colour=${name}`),
    await raw('/api/v1/patrons', `{"family_name": "${name}`),
    await raw('/api/v1/patrons', JSON.stringify({ [name]: name })),
    await raw('/api/v1/patrons', JSON.stringify({ family_name: `${name}\0` })),
    await raw('/api/v1/patrons', JSON.stringify({ family_name: name.repeat(100_000) })),
    await raw('/api/v1/patrons', name.repeat(400_000)),
    await raw('/api/v1/patrons', name, name),
    await raw(`/api/v1/patrons/${name}`),
    await raw(`/api/v1/patrons/${'9'.repeat(25)}`),
  ].map(answer => answer.status)
  assert.ok(
    statuses.every(s => s >= 400 && s < 500),
    statuses.join(' '),
  )
  const again = await ask(at(), scan, { body: { command_id: command_id(), code: card, patron_id } })
  assert.ok(again.status < 500, again.text)
  const { status } = await ask({ ...at(), secret: null }, signIn, {
    body: { login: name, password: marker.password },
  })
  assert.equal(status, 401)
}

/** A fault in the middle of a statement about the person: a cancelled wait, and a server that is gone. */
async function breakWhileAsking(patron_id: string): Promise<void> {
  await inside.client.query('begin; lock table patrons.patron, patrons.name_token in access exclusive mode')
  const asked = ask(at(), findPatrons, { query: { q: marker.family_name } })
  const read = ask(at(), readPatron, { params: { patron_id } })
  await sleep(300)
  await inside.client.query(
    `select pg_cancel_backend(pid) from pg_stat_activity where usename = 'kaft_app' and wait_event_type = 'Lock'`,
  )
  await inside.client.query('rollback')
  for (const { status } of await Promise.all([asked, read])) assert.ok(status >= 500)
  await inside.client.query('begin; lock table patrons.patron, patrons.name_token in access exclusive mode')
  const lost = ask(at(), findPatrons, { query: { q: marker.family_name } })
  await sleep(300)
  const postmaster = (await postmasterOf(place.folder)) ?? 0
  killAll([postmaster, ...(await childrenOf(postmaster))])
  assert.equal((await lost).status, 503)
  for (let i = 0; i < 200 && (await fetch(`${program.address}/readyz`)).status !== 200; i++) await sleep(50)
}
