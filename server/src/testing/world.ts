import { createHash, randomBytes } from 'node:crypto'
import type { Ask, OkOf, Operation, Problem, RoleCode } from '@kaft/contract'
import type { FastifyInstance } from 'fastify'
import { type Keys, newRing } from '../base/keys.ts'
import type { Log } from '../base/log.ts'
import { cloneTestDb, type TestDb } from '../base/test-db.ts'
import { openDb } from '../base/db.ts'
import { openMetrics } from '../doors/http/metrics.ts'
import { openHttpDoor } from '../doors/http/server.ts'
import { readerDoor } from '../doors/reader/reader-door.ts'
import { logAccess } from '../modules/privacy/index.ts'
import { allRoutes } from '../routes.ts'

export interface Library {
  readonly library_id: string
  readonly name: string
  readonly branches: readonly string[]
}
/** Somebody who is signed in: the cookie's secret and where they stand. */
export interface Someone {
  readonly staff_id: string
  readonly secret: string
  readonly library_id: string
  readonly branch_id: string
  /** Of a website: what it knocks with, at its own door. */
  readonly key?: string
  /** Of a reader: the secret of their own session. */
  readonly reader?: string
}
export interface Said<T> {
  readonly status: number
  readonly body: T
  readonly problem: Problem
  readonly text: string
}

/** A database of its own, the real HTTP door before it, and a clock that a test sets. */
export interface World {
  readonly db: TestDb
  readonly app: FastifyInstance
  readonly logged: string[]
  readonly keys: Keys
  now: Temporal.Instant
  library(name: string, branches?: number): Promise<Library>
  agreement(rung: string, libraries: readonly Library[]): Promise<string>
  staff(
    library: Library,
    roles: readonly RoleCode[],
    at?: { branch?: number; workstation_id?: string; briefed?: boolean; proven?: boolean },
  ): Promise<Someone>
  call<O extends Operation>(op: O, ask: Partial<Ask<O>>, as: Someone | null): Promise<Said<OkOf<O>>>
  rows(text: string, values?: readonly unknown[]): Promise<Record<string, string>[]>
  close(): Promise<void>
}

const hash = (text: string) => createHash('sha256').update(text).digest()

/** Opens a world. `now` starts on Wednesday 25 November 2026, 14.05 in Brussels. */
export async function openWorld(more: Partial<Parameters<typeof allRoutes>[0]> = {}): Promise<World> {
  const db = await cloneTestDb()
  const logged: string[] = []
  const log: Log = (level, says, fields) => void logged.push(JSON.stringify({ level, says, ...fields }))
  const keys = newRing('/dev/null')
  const world = { now: Temporal.Instant.from('2026-11-25T13:05:00Z') }
  const readers = openDb({
    connection: { connectionString: db.urlFor('kaft_reader') },
    deskSize: 2,
    bulkSize: 1,
  })
  const routes = allRoutes({ demo: true, ...more })
  const base = { db, keys, testNumbers: true, logAccess }
  const app = await openHttpDoor({
    routes,
    base: { ...base, source: 'desk' },
    now: () => world.now,
    log,
    metrics: openMetrics(db),
    secure: false,
    trustProxy: false,
    readers,
    beside: door =>
      readerDoor(door, {
        routes,
        base: { ...base, source: 'internet' },
        readers,
        now: () => world.now,
        secure: false,
        cookie: 'kaft_reader',
      }),
  })
  // One at a time: tests ask in parallel, and a plain client answers one question after the other.
  let last: Promise<unknown> = Promise.resolve()
  const rows = async (text: string, values: readonly unknown[] = []) => {
    const mine = last.then(() => db.admin.query(text, [...values]))
    last = mine.catch(() => undefined)
    return (await mine).rows
  }
  await db.admin.query("select circulation.make_partitions('2026-11-25')")
  // Whoever answers for the processing approved every coupling long ago; a test that is about that takes it back.
  await db.admin.query(
    "update privacy.coupling set dpia = 'test', approved_at = '2026-01-01', active = true, active_since = '2026-01-01'",
  )
  return Object.assign(world, {
    db,
    app,
    logged,
    keys,
    rows,
    ...makers(rows),
    call: <O extends Operation>(op: O, ask: Partial<Ask<O>>, as: Someone | null) =>
      callOver(app, op, ask, as),
    close: async () => {
      await app.close()
      await readers.close()
      await db.drop()
    },
  }) as World
}

type Rows = World['rows']
/** Signs the briefing for somebody, for longer than any test moves its clock. */
export const briefed = (
  { rows }: { readonly rows: Rows },
  staff_id: string,
  library_id: string,
): Promise<unknown> =>
  rows(
    `insert into organisation.undertaking (staff_id, library_id, version, signed_at)
     select $1, $2, max(version), '2100-01-01' from organisation.briefing`,
    [staff_id, library_id],
  )
let count = 0
/** Proves the second step in every session of somebody that is open. */
export const proven = ({ rows }: { readonly rows: Rows }, staff_id: string): Promise<unknown> =>
  rows(
    'update organisation.session set second_factor_at = now(), version = version + 1 where staff_id = $1',
    [staff_id],
  )

export function makers(rows: Rows): Pick<World, 'library' | 'agreement' | 'staff'> {
  return {
    library: async (name, branches = 2) => {
      const code = `I${String(++count).padStart(3, '0')}`
      const [made] = await rows(
        'insert into organisation.library (code, name, active) values ($1, $2, true) returning library_id',
        [code, name],
      )
      await rows(
        `insert into organisation.participation (library_id, reference, version, signed_on, starts_on, made_at)
         values ($1, 'VO-1', '1', '2020-01-01', '2020-01-01', now())`,
        [made!.library_id],
      )
      await rows(
        `insert into patrons.number_leave (library_id, reference, from_on, changed_at) values ($1, 'Beslissing 9/2020', '2020-02-10', now())`,
        [made!.library_id],
      )
      const ids: string[] = []
      for (let i = 0; i < branches; i++) {
        const [b] = await rows(
          'insert into organisation.branch (library_id, code, name) values ($1, $2, $3) returning branch_id',
          [made!.library_id, `${code}${i}`, `${name} ${['Centrum', 'Noord', 'Zuid', 'West'][i] ?? i}`],
        )
        // Open on Monday to Saturday, ten to six; closed on Sunday.
        await rows(
          `insert into organisation.opening_hours select $1, d, '10:00', '18:00' from generate_series(1, 6) d`,
          [b!.branch_id],
        )
        ids.push(b!.branch_id!)
      }
      return { library_id: made!.library_id!, name, branches: ids }
    },
    agreement: async (rung, libraries) => {
      const shares = rung >= '3'
      const [a] = await rows(
        `insert into organisation.agreement (name, rung, starts_on, shares_fee, shares_rules, shares_patrons, has_transport, shares_letters, floats)
         values ('test', $1, '2020-01-01', true, $2, $2, $3, false, false) returning agreement_id`,
        [rung, shares, rung === '3b' || rung === '3c'],
      )
      for (const l of libraries) {
        await rows(
          `insert into organisation.agreement_member (agreement_id, library_id, joined_on) values ($1, $2, '2020-01-01')`,
          [a!.agreement_id, l.library_id],
        )
      }
      return a!.agreement_id!
    },
    staff: async (library, roles, at = {}) => {
      const secret = randomBytes(16).toString('hex')
      const branch_id = library.branches[at.branch ?? 0]!
      const [s] = await rows(
        `insert into organisation.staff (library_id, login, name, initials, password_hash, active)
         values ($1, $2, $3, 'TM', 'none', true) returning staff_id`,
        [library.library_id, `staff${++count}`, `Testmedewerker ${count}`],
      )
      for (const role of roles) {
        await rows(
          `insert into organisation.staff_role (staff_id, library_id, role, level, starts_on, granted_at) values ($1, $2, $3, 'library', '2020-01-01', now())`,
          [s!.staff_id, library.library_id, role],
        )
      }
      await rows(
        `insert into organisation.session (secret_hash, staff_id, library_id, branch_id, workstation_id, started_at, full_until, expires_at, second_factor_at)
         values ($1, $2, $3, $4, $5, now(), now() + interval '1 day', now() + interval '1 day', case when $6 then now() end)`,
        [
          hash(secret),
          s!.staff_id,
          library.library_id,
          branch_id,
          at.workstation_id ?? null,
          at.proven ?? true,
        ],
      )
      if (at.briefed !== false) await briefed({ rows }, s!.staff_id!, library.library_id)
      return { staff_id: s!.staff_id!, secret, library_id: library.library_id, branch_id }
    },
  }
}

/** Calls an operation of the contract over HTTP, as `as` or as nobody. */
async function callOver<O extends Operation>(
  app: FastifyInstance,
  op: O,
  ask: Partial<Ask<O>>,
  as: Someone | null,
): Promise<Said<OkOf<O>>> {
  const params = (ask.params ?? {}) as Record<string, string>
  const path = op.path.replace(/:([a-z_]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const query = new URLSearchParams(ask.query ?? {}).toString()
  const answer = await app.inject({
    method: op.method,
    url: `/api/v1${path}${query ? `?${query}` : ''}`,
    ...(op.body ? { payload: ask.body ?? {} } : {}),
    ...(as ? { cookies: { kaft_session: as.secret, kaft_reader: as.reader ?? '' } } : {}),
    ...(as?.key !== undefined && op.leave === 'website'
      ? { headers: { authorization: `Bearer ${as.key}` } }
      : {}),
  })
  const body = answer.headers['content-type']?.includes('json') ? answer.json() : null
  return { status: answer.statusCode, body, problem: body, text: answer.body }
}
