import { connect, type Socket } from 'node:net'

export interface Measured {
  readonly per_second: number
  readonly p50_ms: number
  readonly p95_ms: number
  readonly p99_ms: number
  readonly failed: number
  readonly count: number
  readonly seconds: number
  /** Every time in milliseconds, the shortest first. */
  readonly times: readonly number[]
}

function summed(times: readonly number[], seconds: number, failed: number): Measured {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    per_second: seconds > 0 ? times.length / seconds : 0,
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    p99_ms: at(0.99),
    failed,
    count: times.length,
    seconds,
    times: sorted,
  }
}

/** Several rounds of the same work as one. */
export const together = (rounds: readonly Measured[]): Measured =>
  summed(
    rounds.flatMap(r => r.times),
    rounds.reduce((all, r) => all + r.seconds, 0),
    rounds.reduce((all, r) => all + r.failed, 0),
  )

/** Runs `work` from so many clients at once, each with the next number, until `count` are done. Never without an end. */
export async function measure(
  clients: number,
  count: number,
  work: (n: number) => Promise<boolean>,
): Promise<Measured> {
  const times: number[] = []
  let [next, failed] = [0, 0]
  const began = performance.now()
  const client = async () => {
    while (next < count) {
      const n = next++
      const at = performance.now()
      if (!(await work(n))) failed++
      times.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return summed(times, (performance.now() - began) / 1000, failed)
}

export interface Said {
  readonly status: number
  readonly text: string
}

export interface Client {
  send(method: 'GET' | 'POST', path: string, body?: object): Promise<Said>
  close(): void
}

/**
 * A client that keeps its connections and writes HTTP by hand: load shares the processor with what it measures, and a
 * whole HTTP client would cost about as much as the server's side of a request.
 */
export function openClient(address: string, secret: string, clients: number): Client {
  const { hostname, port, host } = new URL(address)
  const free: Line[] = Array.from({ length: clients }, () => openLine(hostname, Number(port)))
  const lines = [...free]
  const head = `host: ${host}\r\ncookie: kaft_session=${secret}\r\n`
  return {
    send: async (method, path, body) => {
      const line = free.pop()
      if (!line) throw new Error('more requests at once than clients')
      const payload = body ? JSON.stringify(body) : ''
      const about = body
        ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n`
        : ''
      try {
        return await line.ask(`${method} /api/v1${path} HTTP/1.1\r\n${head}${about}\r\n${payload}`)
      } finally {
        free.push(line)
      }
    },
    close: () => {
      for (const line of lines) line.close()
    },
  }
}

interface Line {
  close(): void
  ask(request: string): Promise<Said>
}

/**
 * One connection, one request at a time. Answers of the API tell their length. A connection that the server closed
 * while nobody asked, as it may after a minute, is opened again; one that breaks under a question fails it.
 */
function openLine(host: string, port: number): Line {
  let socket: Socket | undefined
  let waiting: { done: (said: Said) => void; failed: (error: Error) => void } | undefined
  let got: Buffer = Buffer.alloc(0)
  const open = (): Socket => {
    const made = connect({ host, port, noDelay: true })
    made.on('data', (part: Buffer) => {
      got = got.length === 0 ? part : Buffer.concat([got, part])
      const said = answerIn(got)
      if (!said) return
      got = Buffer.alloc(0)
      const { done } = waiting ?? {}
      waiting = undefined
      done?.(said)
    })
    made.on('error', error => waiting?.failed(error))
    made.on('close', () => {
      socket = undefined
      waiting?.failed(new Error('the server closed the connection'))
    })
    return made
  }
  return {
    close: () => socket?.destroy(),
    ask: request =>
      new Promise((done, failed) => {
        waiting = { done, failed }
        socket ??= open()
        socket.write(request)
      }),
  }
}

/** The answer, once all of it is there. */
function answerIn(got: Buffer): Said | null {
  const end = got.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = got.toString('latin1', 0, end)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
  if (Number.isNaN(length)) throw new Error('an answer without a length')
  if (got.length < end + 4 + length) return null
  return { status: Number(head.slice(9, 12)), text: got.toString('utf8', end + 4, end + 4 + length) }
}
