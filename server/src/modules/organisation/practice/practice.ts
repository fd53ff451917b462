import { randomBytes } from 'node:crypto'
import type { beginPractice as beginOp, OkOf } from '@kaft/contract'
import type { Client } from '../../../base/client.ts'
import { type Ctx, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, endOfDay } from '../../../base/dates.ts'
import type { Wire } from '../../../base/route.ts'
import { forgetSession } from '../session/session.ts'
import { networkOf } from '../sign-in/attempts.ts'
import { keyHash } from '../sign-in/secrets.ts'
import type { Patience } from '../sign-in/sign-in.ts'
import { admitTrainee, type Trainee } from './practice.store.ts'
import { makeTicket, readTicket } from './ticket.ts'

/** The way from the real Kaft to its practice room: another program, on another database. */
export interface PracticeDoor {
  /** Read at each question: a free port is known only once the room is open. */
  readonly url: string
  readonly secret: string
}

/** This program, where it is a practice room. */
export interface PracticeRoom {
  readonly secret: string
  /** Work on the database as its owner. */
  asOwner<T>(work: (client: Client) => Promise<T>): Promise<T>
  /** Everything as it was in the morning. */
  reset(): Promise<void>
}

/** What a ticket says of who comes: a name to stand at what they do, and their roles. */
export const beginPractice = (
  ctx: StaffCtx,
  { initials }: { initials: string },
  door: PracticeDoor | null,
): OkOf<typeof beginOp> | Refusal => {
  if (!door) return refuse('practice_off')
  const { staff_name: name, roles } = ctx.actor
  const ticket = makeTicket(door.secret, { name, initials, roles: [...roles] }, ctx.now)
  // Behind the mark: no server and no log of addresses sees it.
  return { url: `${door.url}/oefenen#${ticket}` }
}

const run = async (client: Client, { text, values }: ReturnType<typeof admitTrainee>): Promise<void> => {
  await client.query(text, [...values])
}

const admit = async (room: PracticeRoom, who: Omit<Trainee, 'login'>): Promise<void> => {
  const login = `oefenen-${randomBytes(8).toString('hex')}`
  await room.asOwner(client => run(client, admitTrainee({ ...who, login })))
}

export async function enterPractice(
  ctx: Ctx,
  { ticket }: { ticket: string },
  wire: Wire,
  { room, patience }: { room: PracticeRoom | null; patience: Patience },
): Promise<string | Refusal> {
  if (!room) return refuse('practice_off')
  const network = networkOf(wire.address)
  if (!patience.attempts.take(network, ctx.now)) return refuse('too_many')
  const read = readTicket(room.secret, ticket, ctx.now)
  if (!read) return refuse('ticket_over')
  patience.attempts.succeeded(network)
  const secret = randomBytes(32).toString('base64url')
  const { name, initials, roles } = read
  await admit(room, { name, initials, roles, ...termOf(ctx), secret_hash: keyHash(secret) })
  wire.setSecret(secret)
  return secret
}

const termOf = ({ now }: Ctx) => ({ at: now.toString(), until: endOfDay(dayOf(now)).toString() })

/** Puts everything back, and lets whoever asked go on; the others come in anew by a ticket. */
export async function resetPractice(
  ctx: StaffCtx,
  { initials }: { initials: string },
  room: PracticeRoom | null,
): Promise<string | Refusal> {
  if (!room) return refuse('practice_off')
  const { staff_name: name, roles } = ctx.actor
  await room.reset()
  await admit(room, { name, initials, roles, ...termOf(ctx), secret_hash: keyHash(ctx.secret) })
  forgetSession(ctx.secret)
  return ctx.secret
}
