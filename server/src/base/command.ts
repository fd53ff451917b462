import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { isRefusal, type Refusal, refuse, type StaffCtx } from './ctx.ts'
import type { Row } from './db.ts'
import type { RefusedByRules } from './route.ts'
import { oneOf } from './row.ts'
import { type Query, sql } from './sql.ts'
import { read, type Tx, transact } from './tx.ts'

const Prior = Type.Object({ request_hash: Type.Unknown(), answer: Type.Unknown() })
const isoOf = (ctx: StaffCtx) => ctx.now.toString()

/** What a command asked, as bytes: the same key with another body is refused, not answered. */
export const requestHash = (operation: string, body: object): Buffer =>
  createHash('sha256')
    .update(`${operation}\n${JSON.stringify(body)}`)
    .digest()

/** Finds the answer that was given before. Comes after the locks, so that a twin that waited sees the first's answer. */
export const priorAnswer = (ctx: StaffCtx, command_id: string): Query =>
  sql`select request_hash, answer from base.command where library_id = ${ctx.actor.library_id} and command_id = ${command_id}`

/**
 * The same with the epoch of the library, which a scan asks after its locks as well: one row, with or without an answer.
 * @param more further columns, each after a comma
 */
export const priorAnswerWith = (ctx: StaffCtx, command_id: string, more: Query = sql``): Query =>
  sql`select c.request_hash, c.answer, l.epoch${more} from organisation.library l
        left join base.command c on c.library_id = l.library_id and c.command_id = ${command_id}
       where l.library_id = ${ctx.actor.library_id}`

const Ran = Type.Object({ ran: Type.Boolean() })
/** Whether a command of this key was carried out since a moment; what was refused was not. */
export async function ranSince(ctx: StaffCtx, command_id: string, since: Temporal.Instant): Promise<boolean> {
  const [rows = []] = await read(ctx, [
    sql`select exists (select from base.command c where c.library_id = ${ctx.actor.library_id} and c.command_id = ${command_id}
                          and c.at >= ${since.toString()}) as ran`,
  ])
  return oneOf(Ran, rows)?.ran === true
}

/** The first answer, `command_reused` when the body differs, or null when this command is new. */
export function repeated<A>(rows: readonly Row[], hash: Buffer): A | Refusal | null {
  const prior = oneOf(Prior, rows)
  if (!prior?.request_hash) return null
  return hash.equals(prior.request_hash as Buffer) ? (prior.answer as A) : refuse('command_reused')
}

/** Keeps the answer for thirty days: ids and numbers, never names. Travels with the effects. */
export const keepAnswer = (
  ctx: StaffCtx,
  kept: { readonly command_id: string; readonly hash: Buffer; readonly answer: object },
): Query =>
  sql`insert into base.command (library_id, command_id, operation, staff_id, reader_id, request_hash, answer, at)
      values (${ctx.actor.library_id}, ${kept.command_id}, ${ctx.operation}, ${ctx.actor.staff_id},
              ${ctx.actor.reader?.patron_id ?? null}, ${kept.hash},
              ${JSON.stringify(kept.answer)}, ${isoOf(ctx)})`

/** What a command decides from its facts: effects and an answer made of the rows that they return. */
export type Decided<A> =
  | Refusal
  | RefusedByRules
  | { readonly effects: readonly Query[]; readonly answer: (rows: Row[][]) => A }

/** Twins of one command come one by one; two commands that share a hash only wait for each other. */
const lockCommand = (command_id: string): Query =>
  sql`select pg_advisory_xact_lock(hashtextextended(${command_id}, 0))`

/** What a command asks. What its address names is part of it: the same command about something else is another one. */
export interface Commanded {
  readonly command_id: string
  readonly patron_id?: string
  readonly entry_id?: string
  readonly payment_id?: string
  readonly card_id?: string
  readonly library_id?: string
}

/**
 * Runs a command once: facts, a decision, effects, and the answer kept in the same transaction. A repeat with the
 * same key and body gets the first answer, also when both are sent at the same moment and the effects of the first
 * would refuse the second; with another body it is refused.
 * @param use `facts`: statements of the first flight, locks of rows first; their rows go to `decide` in order
 */
export async function once<A extends object>(
  ctx: StaffCtx,
  body: Commanded,
  use: {
    readonly facts: readonly Query[]
    readonly decide: (rows: Row[][], tx: Tx) => Decided<A> | Promise<Decided<A>>
  },
): Promise<A | Refusal | RefusedByRules> {
  const hash = requestHash(ctx.operation, body)
  return transact(ctx, async tx => {
    const [, prior, ...rows] = await tx.first([
      lockCommand(body.command_id),
      priorAnswer(ctx, body.command_id),
      ...use.facts,
    ])
    const known = repeated<A>(prior ?? [], hash)
    if (known) return known
    const decided = await use.decide(rows, tx)
    if (isRefusal(decided) || 'findings_refused' in decided) return decided
    const answer = decided.answer(await tx.more(decided.effects))
    await tx.last([keepAnswer(ctx, { command_id: body.command_id, hash, answer })])
    return answer
  })
}
