import type { RoleCode } from '@kaft/contract'
import type { Client } from '../../../base/client.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Keys } from '../../../base/keys.ts'
import type { Query } from '../../../base/sql.ts'
import { foldLogin, hashSecret } from '../sign-in/secrets.ts'
import {
  foundBranch,
  foundedChange,
  foundLibrary,
  foundParticipation,
  foundStaff,
  giveRole,
  libraryByCode,
} from './found.store.ts'

// The first library and the first account of it are made from the command line: until then nobody can sign in.

/** Who founds: the owner's connection, and the time. */
export interface Founding {
  readonly client: Client
  readonly now: Temporal.Instant
}

/** Why nothing was made: what was asked for is there already, or what it refers to is not. */
export class NotFounded extends Error {
  override readonly name = 'NotFounded'
}

const first = async (client: Client, query: Query): Promise<Record<string, string> | undefined> =>
  (await client.query({ text: query.text, values: [...query.values] })).rows[0]

/** One transaction on the owner's connection. */
export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const made = await work()
    await client.query('commit')
    return made
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Makes a library with its branches. @throws NotFounded when a code is taken */
export const makeLibrary = (
  { client, now }: Founding,
  library: {
    code: string
    name: string
    branches: readonly { code: string; name: string }[]
    /** What its agreement is called; it begins today and has no end. */
    agreement?: string
  },
): Promise<{ library_id: string }> =>
  inTransaction(client, async () => {
    const library_id = (await first(client, foundLibrary(library.code, library.name)))?.library_id
    if (!library_id) throw new NotFounded(`There is a library with the code ${library.code} already.`)
    for (const { code, name } of library.branches) {
      if (await first(client, foundBranch(library_id, code, name))) continue
      throw new NotFounded(`There is a branch with the code ${code} already.`)
    }
    const agreed = {
      reference: library.agreement ?? 'oprichting',
      on: dayOf(now),
      at: now.toString(),
    }
    await first(client, foundParticipation(library_id, agreed))
    await first(
      client,
      foundedChange({ library_id, at: now.toString(), subject: `library ${library_id}`, after: library }),
    )
    return { library_id }
  })

/** Makes a personal account with one role for the whole library. @throws NotFounded when the login is taken */
export async function makeStaff(
  { client, now }: Founding,
  keys: Keys,
  ask: { library: string; login: string; name: string; initials: string; password: string; role: RoleCode },
): Promise<{ staff_id: string; login: string }> {
  const login = foldLogin(ask.login)
  const password_hash = await hashSecret(keys, ask.password)
  return inTransaction(client, async () => {
    const library_id = (await first(client, libraryByCode(ask.library)))?.library_id
    if (!library_id) throw new NotFounded(`There is no library with the code ${ask.library}.`)
    const { name, initials, role } = ask
    const staff_id = (await first(client, foundStaff({ library_id, login, name, initials, password_hash })))
      ?.staff_id
    if (!staff_id) throw new NotFounded(`The login ${login} is taken.`)
    await first(client, giveRole({ staff_id, library_id, role, starts_on: dayOf(now), at: now.toString() }))
    const after = { name, initials, roles: [{ role, level: 'library' }] }
    await first(
      client,
      foundedChange({ library_id, at: now.toString(), subject: `staff ${staff_id}`, after }),
    )
    return { staff_id, login }
  })
}
