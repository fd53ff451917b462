import type { Code, Leave, Purpose } from '@kaft/contract'
import type { Db } from './db.ts'
import type { Keys } from './keys.ts'
import type { Query } from './sql.ts'

/** Who acts, as the session in the database says: a member of staff at a workstation, or a reader for themselves. */
export interface Actor {
  readonly session_id: string
  readonly staff_id: string
  readonly staff_name: string
  readonly library_id: string
  readonly library_name: string
  readonly branch_id: string
  readonly branch_name: string
  readonly workstation_id: string | null
  readonly roles: readonly string[]
  readonly leaves: ReadonlySet<Leave>
  /** Somebody from outside, by a ticket: whether they may write. Absent for who works here. */
  readonly help?: { readonly writes: boolean }
  /** The reader who acts for themselves; absent for everyone else. */
  readonly reader?: {
    /** Whom the session shows: mostly who signed in. */
    readonly patron_id: string
    readonly owner_id: string
    readonly owner_name: string
    /** Whether it shows a child of theirs: then they see less, and renew. */
    readonly guards: boolean
    /** Whether a website of the library carries them. */
    readonly website: boolean
  }
  /** What the session facts were made from; when the database says another, they are read again. */
  readonly version: string
}

/** What each use case is given: who asks, when, why, and the way to the database. Nothing is global. */
export interface Ctx {
  readonly db: Db
  readonly keys: Keys
  readonly now: Temporal.Instant
  /** The session's secret; the database derives the scope from it, the program cannot choose it. */
  readonly secret: string | null
  /** By which door the database lets the secret in; absent: by that of staff. */
  readonly enters?: 'reader'
  readonly actor: Actor | null
  readonly source: 'desk' | 'self' | 'internet' | 'job'
  readonly operation: string
  readonly purpose: Purpose | null
  /** Whether numbers of the test register (month + 60) are accepted: never in production. */
  readonly testNumbers: boolean
  /** Makes the statement that writes who was looked at; supplied from above, since it belongs to privacy. */
  readonly logAccess: (ctx: Ctx, seen: readonly Seen[]) => Query | null
}

/** A record that was looked at, or asked for in vain. */
export interface Seen {
  readonly patron_id: string | null
  /** Whose patron it is, where this transaction read their row; it is looked up otherwise. */
  readonly library_id?: string
  readonly outcome: 'seen' | 'refused'
  /** What the door to history was opened for, or an ended member looked for; absent where the screen itself says it. */
  readonly reason?: 'damage' | 'dispute' | 'own_request' | 'rejoin' | 'open_matters'
}

/** Who a booking or an event names as its doer: somebody at a desk, or a job, which is nobody and stands at no workstation. */
export interface Doer {
  readonly now: Temporal.Instant
  readonly source: Ctx['source']
  readonly actor: {
    readonly library_id: string
    readonly branch_id: string
    readonly workstation_id: string | null
    readonly staff_id: string | null
  }
}

/** The same, where somebody is surely signed in. */
export type StaffCtx = Ctx & { readonly actor: Actor; readonly secret: string }
/**
 * The same, where it is a reader. The rules are those of the desk, so their use cases take it as they take staff; a reader
 * lacks every leave, and the database shows their session one person and nobody else.
 */
export type ReaderCtx = StaffCtx & { readonly actor: { readonly reader: NonNullable<Actor['reader']> } }

export const may =
  (ctx: Ctx) =>
  (leave: Leave): boolean =>
    ctx.actor?.leaves.has(leave) ?? false

/** A refusal of a form that belongs to no rule: not found, no leave, ended session. It is a value, not an error. */
export interface Refusal {
  readonly refused: Code
  readonly about?: Record<string, string | number | boolean | null>
}
export const refuse = (refused: Code, about?: Refusal['about']): Refusal =>
  about ? { refused, about } : { refused }
export const isRefusal = (x: unknown): x is Refusal => typeof x === 'object' && x !== null && 'refused' in x
