import { createConnection, type Socket } from 'node:net'
import type { DeviceState, RfidPad, Tag } from '../ports.ts'
import { AFI_ON_LOAN, AFI_SECURED, readBasicBlock } from './iso28560.ts'

/*
 * Pads speak the language of their maker, so a small program of the maker or of the library stands between: it says one
 * line of JSON for each change of the stack, `{"tags":[{"uid":"E004…","block":"1101…","afi":7}]}`, and takes
 * `{"uid":"E004…","afi":194}`, which it answers with `{"uid":"E004…","done":true}`.
 */

const AGAIN_MS = 3000
const PATIENCE_MS = 4000
const MOST_LINE = 100_000

interface Said {
  readonly tags?: unknown
  readonly uid?: unknown
  readonly done?: unknown
}

const tagOf = (one: unknown): Tag[] => {
  const { uid, block, afi } = (one ?? {}) as Record<string, unknown>
  if (typeof uid !== 'string' || !/^[0-9A-Fa-f]{8,32}$/.test(uid)) return []
  const read = typeof block === 'string' ? readBasicBlock(Uint8Array.from(Buffer.from(block, 'hex'))) : null
  return [
    {
      uid,
      code: read?.code ?? null,
      part: read?.part ?? 1,
      parts: read?.parts ?? 1,
      secured: afi !== AFI_ON_LOAN,
    },
  ]
}

const parsed = (line: string): Said => {
  try {
    return JSON.parse(line) as Said
  } catch {
    return {}
  }
}

/** Lines of text out of whatever pieces arrive. */
function byLine(hear: (line: string) => void): (bytes: Buffer) => void {
  let held = ''
  return bytes => {
    const lines = (held + bytes.toString('utf8')).split('\n')
    held = (lines.pop() ?? '').slice(0, MOST_LINE)
    lines.forEach(hear)
  }
}

/** A pad behind a line of JSON on a port of this machine or of the desk's own network. */
export function linePad(host: string, port: number): RfidPad {
  let socket: Socket | undefined
  let [state, closed]: [DeviceState, boolean] = ['away', false]
  let timer: ReturnType<typeof setTimeout> | undefined
  const waiting = new Map<string, (done: boolean) => void>()
  let told: (tags: readonly Tag[]) => void = () => undefined

  const hear = (line: string): void => {
    const said = parsed(line)
    if (Array.isArray(said.tags)) told(said.tags.flatMap(tagOf))
    if (typeof said.uid !== 'string') return
    waiting.get(said.uid)?.(said.done === true)
    waiting.delete(said.uid)
  }
  const connect = (): void => {
    socket = createConnection({ host, port })
    socket.on('connect', () => void (state = 'ready'))
    socket.on('data', byLine(hear))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      state = 'away'
      waiting.forEach(done => done(false))
      waiting.clear()
      if (!closed) timer = setTimeout(connect, AGAIN_MS)
    })
  }
  const secure = (uid: string, on: boolean): Promise<boolean> =>
    new Promise(resolve => {
      if (state !== 'ready') return resolve(false)
      const late = setTimeout(() => resolve(false), PATIENCE_MS)
      waiting.set(uid, done => {
        clearTimeout(late)
        resolve(done)
      })
      socket?.write(`${JSON.stringify({ uid, afi: on ? AFI_SECURED : AFI_ON_LOAN })}\n`)
    })
  return {
    watch: listener => {
      told = listener
      connect()
    },
    secure,
    state: () => state,
    close: async () => {
      closed = true
      clearTimeout(timer)
      socket?.destroy()
    },
  }
}
