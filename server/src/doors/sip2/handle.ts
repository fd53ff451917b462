import type { Ctx } from '../../base/ctx.ts'
import { isRefusal } from '../../base/ctx.ts'
import { faultFields, type Log } from '../../base/log.ts'
import { STALE_READS, StaleSession } from '../../base/tx.ts'
import {
  type KnownMachine,
  knowMachine,
  type MachineLogin,
  type machinePatience,
  reopenMachine,
  signInMachine,
  signOutMachine,
} from '../../modules/organisation/index.ts'
import { feeAnswer } from './answers/fee.ts'
import { holdAnswer } from './answers/hold.ts'
import { checkinAnswer, itemAnswer, itemUpdateAnswer } from './answers/item.ts'
import { checkoutAnswer, renewAllAnswer, renewAnswer } from './answers/loan.ts'
import { blockPatron, enablePatron, endSession, patronStatus } from './answers/patron.ts'
import type { Request } from './codec/parse.rules.ts'
import type { Message } from './codec/print.rules.ts'
import { refusal } from './refuse.rules.ts'
import { statusAnswer, statusBefore } from './status.rules.ts'
import type { Guesses, PinRest, Talk } from './talk.ts'
import { languageOf, type TextKey } from './texts.rules.ts'

/** What all lines of the door share. */
export interface Shared {
  /** A context without a caller. */
  readonly base: Omit<Ctx, 'now' | 'secret' | 'actor' | 'operation' | 'purpose'>
  readonly now: () => Temporal.Instant
  readonly log: Log
  readonly patience: ReturnType<typeof machinePatience>
  readonly pins: PinRest
  readonly guesses: Guesses
}

/** What one line remembers: who signed in on it. */
export interface LineState {
  readonly address: string
  login: MachineLogin | null
  machine: KnownMachine | null
}

const answers: Readonly<Record<string, (talk: Talk) => Promise<Message> | Message>> = {
  '01': blockPatron,
  '09': checkinAnswer,
  '11': checkoutAnswer,
  '15': holdAnswer,
  '17': itemAnswer,
  '19': itemUpdateAnswer,
  '23': patronStatus,
  '25': enablePatron,
  '29': renewAnswer,
  '35': endSession,
  '37': feeAnswer,
  '63': patronStatus,
  '65': renewAllAnswer,
}

const blank = (shared: Shared, now: Temporal.Instant): Ctx => ({
  ...shared.base,
  source: 'self',
  now,
  secret: null,
  actor: null,
  operation: 'signIn',
  purpose: null,
})

/** "No" in the shape of the request, in the language of the screen. */
function refused(line: LineState, request: Request, now: Temporal.Instant, text: TextKey): Message {
  const profile = line.machine?.profile
  return refusal(request, {
    now,
    text,
    institution: profile?.institution ?? '',
    language: languageOf(request.fixed['language']) ?? profile?.language ?? 'nl',
  })
}

/** No login has control characters, and they are not to reach the database. */
const isPrintable = (text: string): boolean => !/\p{Cc}/u.test(text)

async function login(
  shared: Shared,
  line: LineState,
  request: Request,
  now: Temporal.Instant,
): Promise<Message> {
  const ctx = blank(shared, now)
  const ask = {
    login: request.fields.get('CN') ?? '',
    password: request.fields.get('CO') ?? '',
    address: line.address,
  }
  // Names and passwords that are encrypted by a scheme of their own (UID algorithm) are known to nobody.
  const plain =
    request.fixed['uid_algorithm'] === '0' && request.fixed['pwd_algorithm'] === '0' && isPrintable(ask.login)
  const said = plain ? await signInMachine(ctx, ask, shared.patience) : null
  const ok = said !== null && !isRefusal(said)
  if (line.machine) await signOutMachine(line.machine.ctx)
  line.login = ok ? said : null
  line.machine = ok ? await knowMachine(ctx, said, true) : null
  shared.log('info', line.machine ? 'machine signed in' : 'machine refused', {
    door: 'sip2',
    machine: line.login?.machine_id,
    why: said !== null && isRefusal(said) ? said.refused : undefined,
  })
  return { code: '94', fixed: line.machine ? '1' : '0', fields: [] }
}

/** A machine draws its buttons by this answer, so its profile is read anew. */
async function status(shared: Shared, line: LineState, now: Temporal.Instant): Promise<Message> {
  const known = line.login && (await knowMachine(blank(shared, now), line.login, true))
  if (!known) return statusBefore(now)
  line.machine = known
  return statusAnswer({ ...known, name: known.ctx.actor.staff_name }, now)
}

const isEnded = (error: unknown): boolean => (error as { code?: string }).code === 'KF001'

/** Answers once; facts of the session that have grown old are read again, a session that has run out is opened anew. */
async function attempt(
  shared: Shared,
  line: LineState,
  { request, raw }: { request: Request; raw: Uint8Array },
): Promise<Message> {
  const now = shared.now()
  const answer = answers[request.code]
  for (let again = 0; ; again++) {
    const { machine } = line
    if (!line.login || !machine) return refused(line, request, now, 'sign_in')
    try {
      if (request.code === '99') return await status(shared, line, now)
      const { log, pins, guesses } = shared
      if (answer) return await answer({ request, raw, machine, now, log, pins, guesses })
      return refused(line, request, now, 'not_here')
    } catch (error) {
      if (again === STALE_READS || !(error instanceof StaleSession || isEnded(error))) throw error
      const ctx = blank(shared, now)
      if (isEnded(error)) line.login = await reopenMachine(ctx, line.login)
      line.machine = line.login && (await knowMachine(ctx, line.login, true))
    }
  }
}

/**
 * The answer to a request, whatever it is: before the sign-in a refusal, and where something breaks the sentence that
 * it does not work right now. It never throws.
 */
export async function handle(
  shared: Shared,
  line: LineState,
  asked: { readonly request: Request; readonly raw: Uint8Array },
): Promise<Message> {
  const { request } = asked
  const now = shared.now()
  try {
    if (request.code === '93') return await login(shared, line, request, now)
    if (request.code === '99' && !line.machine) return statusBefore(now)
    return await attempt(shared, line, asked)
  } catch (error) {
    shared.log('error', 'fault', { door: 'sip2', message: request.code, ...faultFields(error) })
    return refused(line, request, now, 'later')
  }
}
