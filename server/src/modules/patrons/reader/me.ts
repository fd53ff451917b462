import type { BodyOf, changeReaderPassword as changeOp, Me } from '@kaft/contract'
import { isRefusal, type ReaderCtx, type Refusal, refuse } from '../../../base/ctx.ts'
import { shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read, transact } from '../../../base/tx.ts'
import { hashSecret, isSecret } from '../../organisation/index.ts'
import { forgetReader } from './reader-session.ts'
import {
  changePassword,
  Ended,
  endSessions,
  MeRow,
  meQuery,
  OwnPassword,
  ownPassword,
  proven,
  takeTurn,
  Turn,
} from './reader.store.ts'
import { judgedPassword } from './reader-password.ts'
import { slotOf } from './sign-in-reader.ts'

/** Who is signed in, to themselves. */
export async function readMe(ctx: ReaderCtx): Promise<Me> {
  const { patron_id } = ctx.actor.reader
  const [rows = []] = await read(ctx, [meQuery(patron_id, ctx.actor.session_id)], [patron_id])
  return shaped(MeRow, rows[0])
}

/** Ends this session, or all of the reader's. */
export async function signOutReader(ctx: ReaderCtx, everywhere: boolean): Promise<{ ended: number }> {
  const { reader, session_id } = ctx.actor
  const ended = await transact(ctx, async tx => {
    await tx.first([])
    const [rows = []] = await tx.last([endSessions(reader.owner_id, everywhere ? null : session_id)])
    return shaped(Ended, rows[0])
  })
  forgetReader(ctx.secret)
  return ended
}

interface Proof {
  readonly own: OwnPassword
  /** Marks that the password was right: what was guessed before counts no more. */
  readonly counts: Query
}

/** Whether this is the reader's own password. Who guesses it in a browser that was left open rests as at the door. */
async function proofOf(ctx: ReaderCtx, password: string): Promise<Proof | Refusal> {
  const patron_id = ctx.actor.reader.owner_id
  const slot = slotOf(ctx.keys, `session of ${patron_id}`)
  const { goes, own } = await transact(ctx, async tx => {
    await tx.first([])
    const [turn = [], rows = []] = await tx.last([takeTurn(slot, ctx.now.toString()), ownPassword(patron_id)])
    return { goes: shaped(Turn, turn[0]).goes, own: shaped(OwnPassword, rows[0]) }
  })
  if (!goes) return refuse('reader_rests')
  if (own.password_hash === null || !(await isSecret(ctx.keys, password, own.password_hash)))
    return refuse('password_wrong')
  return { own, counts: proven(slot) }
}

/** Asks who is signed in for their password once more, before what a stranger at this browser may not have; null where it is right. */
export async function proveReader(ctx: ReaderCtx, password: string): Promise<Refusal | null> {
  const proof = await proofOf(ctx, password)
  if (isRefusal(proof)) return proof
  await transact(ctx, async tx => {
    await tx.first([])
    await tx.last([proof.counts])
  })
  return null
}

/** Chooses another password. */
export async function changeOwnPassword(
  ctx: ReaderCtx,
  body: BodyOf<typeof changeOp>,
): Promise<{ ended: boolean } | Refusal> {
  const proof = await proofOf(ctx, body.password)
  if (isRefusal(proof)) return proof
  const fault = judgedPassword(body.new_password, proof.own)
  if (fault) return fault
  const hash = await hashSecret(ctx.keys, body.new_password)
  await transact(ctx, async tx => {
    await tx.first([])
    await tx.last([proof.counts, changePassword(hash, ctx.now.toString())])
  })
  forgetReader(ctx.secret)
  return { ended: true }
}
