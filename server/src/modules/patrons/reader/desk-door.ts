import { randomUUID } from 'node:crypto'
import type { ReaderDoor } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { endCodes } from './code.store.ts'
import {
  DoorRow,
  doorQuery,
  endSessions,
  HasEmail,
  hasEmail,
  insertLink,
  takePassword,
} from './reader.store.ts'

/** A link from the desk is opened at home. */
const DESK_LINK_HOURS = 24

interface Ask {
  readonly patron_id: string
  readonly body: { readonly command_id: string }
}

/** What the desk sees of a reader's own door: whether, since when, and nothing of what is done there. */
export const readDoor = (ctx: StaffCtx, patron_id: string): Promise<ReaderDoor | Refusal> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([doorQuery(patron_id, ctx.now.toString())])
    const door = oneOf(DoorRow, rows)
    tx.seen(door?.patron_id ?? null, door ? 'seen' : 'refused')
    return door ?? refuse('patron_unknown')
  })

async function after(ctx: StaffCtx, said: Answer<Changed>): Promise<Answer<ReaderDoor>> {
  return isRefusal(said) || 'findings_refused' in said ? said : readDoor(ctx, said.patron_id)
}

/** Sends who stands at the desk a link to choose a password. */
export async function sendLink(ctx: StaffCtx, ask: Ask, mails: boolean): Promise<Answer<ReaderDoor>> {
  if (!mails) return refuse('reader_no_mail')
  const { patron_id } = ask
  const done = await changeOwn(
    ctx,
    { ...ask, facts: [hasEmail(patron_id)] },
    ({ library_id }, [rows = []]) => {
      if (!oneOf(HasEmail, rows)?.has_email) return refuse('reader_no_email')
      const [now, until] = [ctx.now, ctx.now.add({ hours: DESK_LINK_HOURS })].map(String)
      const link = { library_id, patron_id, reference: randomUUID(), now: now ?? '', until: until ?? '' }
      return {
        effects: [insertLink({ ...link, made_by: ctx.actor.staff_id }), soon('messages')],
        answer: () => ({ patron_id }),
      }
    },
  )
  return after(ctx, done)
}

/** Takes the password away, ends every session and the code of a letter: somebody else may know it. */
export async function closeDoor(ctx: StaffCtx, ask: Ask): Promise<Answer<ReaderDoor>> {
  const { patron_id } = ask
  const done = await changeOwn(ctx, ask, () => ({
    effects: [takePassword(patron_id), endSessions(patron_id, null), endCodes(patron_id, ctx.now.toString())],
    answer: () => ({ patron_id }),
  }))
  return after(ctx, done)
}
