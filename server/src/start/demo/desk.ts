import { createHash, randomBytes } from 'node:crypto'
import type { Ask, OkOf, Operation } from '@kaft/contract'
import type { Client } from '../../base/client.ts'
import { type Ctx, isRefusal } from '../../base/ctx.ts'
import type { Db } from '../../base/db.ts'
import type { Keys } from '../../base/keys.ts'
import type { Query } from '../../base/sql.ts'
import { STALE_READS, StaleSession } from '../../base/tx.ts'
import { keyHash, loadSession } from '../../modules/organisation/index.ts'
import { logAccess } from '../../modules/privacy/index.ts'
import { allRoutes } from '../../routes.ts'
import { endSessions, openSession } from './activity.store.ts'

/** A member of staff at a branch, who does what the demonstration needs to have been done, at any moment. */
export interface Desk {
  /**
   * Calls an operation of the contract at `at`. The command's identity comes from `name`, so that a loading that was
   * broken off goes on where it was: what was done before is answered, not done again.
   * @returns the answer, or null when the rules refused
   */
  call<O extends Operation>(op: O, ask: NamedAsk<O>): Promise<OkOf<O> | null>
}
export interface NamedAsk<O extends Operation> {
  readonly name: string
  readonly at: Temporal.Instant
  readonly params?: Ask<O>['params']
  readonly body: Omit<Ask<O>['body'], 'command_id'>
}

export interface Desks {
  at(branch: string): Desk
  close(): Promise<void>
}

const routes = allRoutes({ demo: true })
const wire = {
  address: '127.0.0.1',
  setSecret: () => undefined,
  attempt: null,
  secret: null,
  setAttempt: () => undefined,
  reader: null,
  setReader: () => undefined,
}

/** A uuid of version 7 (RFC 9562 §5.7) whose chance is the name: the same name at the same moment is the same command. */
export function commandId(name: string, at: Temporal.Instant): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes.writeUIntBE(at.epochMilliseconds, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export const send = async (client: Client, query: Query): Promise<Record<string, unknown>[]> =>
  (await client.query({ text: query.text, values: [...query.values] })).rows

/** Opens a session at each branch, as the sign-in would have. They end when the desks close. */
export async function openDesks(
  deps: { readonly client: Client; readonly db: Db; readonly keys: Keys },
  branches: readonly string[],
): Promise<Desks> {
  const secrets = new Map(branches.map(code => [code, randomBytes(24).toString('base64url')]))
  for (const [code, secret] of secrets) await send(deps.client, openSession(code, keyHash(secret)))
  return {
    at: branch => {
      const secret = secrets.get(branch)
      if (secret === undefined) throw new Error(`the demonstration has no branch ${branch}`)
      return { call: (op, ask) => callAs(deps, secret, { op, ask }) }
    },
    close: async () => {
      await send(deps.client, endSessions([...secrets.values()].map(keyHash)))
    },
  }
}

async function callAs<O extends Operation>(
  deps: { readonly db: Db; readonly keys: Keys },
  secret: string,
  { op, ask }: { readonly op: O; readonly ask: NamedAsk<O> },
): Promise<OkOf<O> | null> {
  const route = routes.find(r => r.op.id === op.id)
  if (!route) throw new Error(`there is no operation ${op.id}`)
  const blank: Ctx = {
    db: deps.db,
    keys: deps.keys,
    now: ask.at,
    secret,
    actor: null,
    source: 'desk',
    operation: op.id,
    purpose: op.purpose ?? null,
    testNumbers: true,
    logAccess,
  }
  const body = { command_id: commandId(ask.name, ask.at), ...ask.body }
  for (let again = 0; ; again++) {
    const session = await loadSession(blank, again > 0)
    if (!session) throw new Error('the session of the demonstration has ended')
    try {
      const said = await route.run(
        { ...blank, actor: session.actor },
        { params: ask.params, query: {}, body },
        wire,
      )
      const refused =
        isRefusal(said) || (typeof said === 'object' && said !== null && 'findings_refused' in said)
      return refused ? null : (said as OkOf<O>)
    } catch (error) {
      if (!(error instanceof StaleSession) || again === STALE_READS) throw error
    }
  }
}
