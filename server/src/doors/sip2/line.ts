import type { Socket } from 'node:net'
import { once } from 'node:events'
import { faultFields } from '../../base/log.ts'
import { signOutMachine } from '../../modules/organisation/index.ts'
import { layouts } from './codec/layouts.rules.ts'
import { parse, type Request, TAIL } from './codec/parse.rules.ts'
import { type Framing, print, resendPlease } from './codec/print.rules.ts'
import { type Frames, newFrames } from './codec/frames.rules.ts'
import { handle, type LineState, type Shared } from './handle.ts'
import { isRepeat, type Last } from './repeat.rules.ts'

/** How patient a line is, in milliseconds and messages. */
export interface Limits {
  /** Until the sign-in. */
  readonly sign_in_ms: number
  /** Without any message, once signed in; machines stay on their line overnight. */
  readonly idle_ms: number
  /** For the rest of a message that has begun, and for a machine that does not take its answers. */
  readonly stall_ms: number
  /** Messages that wait on one line before no more is read from it. */
  readonly waiting: number
  /** Messages in a row that nobody understands, before the line is closed. */
  readonly nonsense: number
}

/** What the door does around a line. */
export interface Around {
  readonly limits: Limits
  /** Runs work when the door has room for it, so that machines never take the desk's breath away. */
  turn<T>(work: () => Promise<T>): Promise<T>
  /** After a sign-in: closes the oldest line of a machine that has too many. */
  signedIn(line: Line): void
  closed(line: Line): void
  counted(message: string, outcome: 'answered' | 'resent' | 'not_understood', ms: number): void
}

/** One machine's connection. Messages are answered one by one, in the order in which they came. */
export interface Line {
  readonly state: LineState
  readonly opened: number
  close(): void
  /** Reads no more, and answers what was read. */
  finish(): Promise<void>
}

interface Work {
  readonly shared: Shared
  readonly around: Around
  readonly socket: Socket
  readonly state: LineState
  /** The last request and its answer, byte for byte: a repeat gets the same again. */
  last: Last | null
  /** From the first message with a checksum on, every message is checked. */
  checked: boolean
  nonsense: number
}

const framingOf = (work: Work, request: Pick<Request, 'seq'> | null): Framing => {
  const profile = work.state.machine?.profile
  return {
    charset: profile?.encoding ?? 'utf8',
    end: profile?.line_end === 'crlf' ? '\r\n' : '\r',
    seq: request?.seq ?? null,
    checked: work.checked,
  }
}

async function send(work: Work, bytes: Uint8Array): Promise<void> {
  const { socket, around } = work
  if (socket.destroyed || socket.write(bytes)) return
  const timer = setTimeout(() => socket.destroy(), around.limits.stall_ms)
  await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined)
  clearTimeout(timer)
}

/** Nobody understands it: it is asked for again (96), and a line that only talks nonsense is closed. */
async function notUnderstood(work: Work, checked = work.checked): Promise<'not_understood'> {
  work.nonsense++
  await send(work, resendPlease({ ...framingOf(work, null), checked }))
  if (work.nonsense >= work.around.limits.nonsense) work.socket.end()
  return 'not_understood'
}

/** One message from the line: what it was, and how it was answered. */
async function answer(work: Work, bytes: Buffer): Promise<void> {
  const started = performance.now()
  const parsed = parse(bytes, work.state.machine?.profile.encoding ?? 'utf8', work.checked)
  const code = parsed.ok ? parsed.request.code : ''
  const outcome = parsed.ok
    ? await reply(work, bytes, parsed.request)
    : await notUnderstood(work, work.checked || parsed.fault === 'checksum')
  const name = layouts[code]?.name ?? (parsed.ok ? 'unknown' : parsed.fault)
  work.around.counted(name, outcome, performance.now() - started)
}

async function reply(
  work: Work,
  bytes: Buffer,
  request: Request,
): Promise<'answered' | 'resent' | 'not_understood'> {
  if (request.code === '97') return again(work)
  work.nonsense = 0
  const now = work.shared.now()
  if (work.last && isRepeat(work.last, { request, bytes, now })) {
    await send(work, work.last.answer)
    return 'resent'
  }
  if (request.checked) work.checked = true
  const { shared, state, around } = work
  const raw = bytes.subarray(0, tailStart(bytes))
  const message = await around.turn(() => handle(shared, state, { request, raw }))
  const said = print(message, framingOf(work, request))
  work.last = { asked: bytes, answer: said, at: now }
  await send(work, said)
  return 'answered'
}

/**
 * 97: the last answer once more. Where there was none yet, 96 asks for the message itself; a second 97 behind that 96 is
 * answered by silence, or two that both ask the other to repeat would do so for ever.
 */
async function again(work: Work): Promise<'resent' | 'not_understood'> {
  if (work.last) {
    await send(work, work.last.answer)
    return 'resent'
  }
  if (work.nonsense === 0) return notUnderstood(work)
  work.nonsense++
  if (work.nonsense >= work.around.limits.nonsense) work.socket.end()
  return 'not_understood'
}

/** Where `AY` and `AZ` begin: what follows is not part of what was asked. */
const tailStart = (bytes: Buffer): number => {
  const found = TAIL.exec(bytes.toString('latin1'))
  return found ? found.index : bytes.length
}

const tooLong = Symbol('too long')

/** Ends a line whose message does not get whole in time, however often a byte of it comes. */
function stallGuard(socket: Socket, frames: Frames, ms: number): () => void {
  let timer: NodeJS.Timeout | undefined
  return () => {
    if (!frames.begun()) {
      clearTimeout(timer)
      timer = undefined
    } else timer ??= setTimeout(() => socket.destroy(), ms)
    if (socket.destroyed) clearTimeout(timer)
  }
}

interface Queue {
  push(frames: readonly (Buffer | null)[]): void
  finish(): Promise<void>
  readonly busy: Promise<void>
}

/** The messages that wait on a line, answered one by one; while too many wait, nothing more is read. */
function newQueue(work: Work, signedIn: () => void): Queue {
  const { socket, state, around, shared } = work
  const { limits } = around
  const waiting: (Buffer | typeof tooLong)[] = []
  let running = false
  let finishing = false
  let busy: Promise<void> = Promise.resolve()
  const drain = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !socket.destroyed; next = waiting.shift()) {
      const had = state.login
      await (next === tooLong ? notUnderstood(work) : answer(work, next))
      if (state.login && state.login !== had) signedIn()
      socket.setTimeout(state.machine ? limits.idle_ms : limits.sign_in_ms)
      if (waiting.length < limits.waiting / 2 && !finishing) socket.resume()
    }
    running = false
  }
  return {
    get busy() {
      return busy
    },
    finish: () => {
      finishing = true
      socket.pause()
      return busy
    },
    push: frames => {
      for (const frame of frames) waiting.push(frame ?? tooLong)
      if (waiting.length >= limits.waiting) socket.pause()
      if (running || waiting.length === 0) return
      running = true
      busy = drain().catch(error => {
        shared.log('error', 'fault', { door: 'sip2', ...faultFields(error) })
        socket.destroy()
      })
    },
  }
}

/** Serves a connection until it closes. */
export function openLine(shared: Shared, around: Around, socket: Socket): Line {
  const state: LineState = { address: socket.remoteAddress ?? '', login: null, machine: null }
  const frames = newFrames()
  const work: Work = { shared, around, socket, state, last: null, checked: false, nonsense: 0 }
  const guard = stallGuard(socket, frames, around.limits.stall_ms)
  const queue = newQueue(work, () => around.signedIn(line))
  const line: Line = {
    state,
    opened: performance.now(),
    close: () => void socket.destroy(),
    finish: () => queue.finish(),
  }
  socket.setNoDelay(true)
  socket.setKeepAlive(true, 60_000)
  socket.setTimeout(around.limits.sign_in_ms)
  socket.on('timeout', () => socket.destroy())
  socket.on('error', () => undefined)
  socket.on('data', (part: Buffer) => {
    queue.push(frames.read(part))
    guard()
  })
  socket.on('close', () => {
    guard()
    around.closed(line)
    const { machine } = state
    if (machine) void queue.busy.then(() => signOutMachine(machine.ctx)).catch(() => undefined)
  })
  return line
}
