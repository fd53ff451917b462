import assert from 'node:assert/strict'
import * as op from '@kaft/contract'
import { uuid7 } from '../base/uuid.ts'
import type { Library, Someone, World } from './world.ts'

/** The website of a library: it knocks with a key, and no cookie. */
export async function aWebsite(world: World, library: Library, name = 'Website'): Promise<Someone> {
  const manager = await world.staff(library, ['beheer'])
  const made = await world.call(
    op.addWebsite,
    { body: { command_id: uuid7(world.now), name, branch_id: library.branches[0]! } },
    manager,
  )
  assert.equal(made.status, 201, made.text)
  const { website, key } = made.body
  return { ...manager, staff_id: website.website_id, secret: '', key: key ?? '' }
}
