import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import * as op from '@kaft/contract'
import { linkKeyOf } from '../modules/patrons/index.ts'
import type { TestPatron } from './people.ts'
import type { Someone, World } from './world.ts'

export const PASSWORD = 'drie groene fietsen'

/** Writes a one-time link, as if it had gone by mail, and gives the key in it. */
export async function aLinkFor(world: World, patron: TestPatron, minutes = 60): Promise<string> {
  const reference = randomUUID()
  const [made, until] = [world.now, world.now.add({ minutes })].map(String)
  await world.rows(
    'insert into patrons.reader_link (library_id, patron_id, reference, made_at, expires_at) values ($1, $2, $3, $4, $5)',
    [patron.library.library_id, patron.patron_id, reference, made, until],
  )
  return linkKeyOf(world.keys, reference)
}

/** Chooses a password for a patron, by a link. */
export async function withPassword(world: World, patron: TestPatron, password = PASSWORD): Promise<void> {
  const key = await aLinkFor(world, patron)
  const said = await world.call(op.setReaderPassword, { body: { key, password } }, null)
  assert.equal(said.status, 200, said.text)
}

/** A patron who is signed in as a reader, and nothing else. */
export async function aReader(world: World, patron: TestPatron, password = PASSWORD): Promise<Someone> {
  await withPassword(world, patron, password)
  return asReader(world, patron, password)
}

/** Signs in by card and password. */
export async function asReader(world: World, patron: TestPatron, password = PASSWORD): Promise<Someone> {
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api/v1${op.readerSignIn.path}`,
    payload: { card: patron.card, password },
  })
  assert.equal(answer.statusCode, 200, answer.body)
  const cookie = answer.cookies.find(c => c.name === 'kaft_reader')
  assert.ok(cookie?.httpOnly && cookie.sameSite === 'Lax', 'the cookie')
  const { library } = patron
  return {
    staff_id: '',
    secret: '',
    reader: cookie.value,
    library_id: library.library_id,
    branch_id: library.branches[0] ?? '',
  }
}
