import { Agent, request } from 'node:http'

export interface Measured {
  readonly per_second: number
  readonly p50_ms: number
  readonly p95_ms: number
  readonly p99_ms: number
  readonly failed: number
}

/** Runs `work` from so many clients at once, each with the next number, until `count` are done. Never without an end. */
export async function measure(clients: number, count: number, work: (n: number) => Promise<boolean>): Promise<Measured> {
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
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { per_second: count / seconds, p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99), failed }
}

/** A light HTTP client that keeps its connections: the load must not cost more than what it measures. */
export function openClient(address: string, secret: string, clients: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const url = new URL(address)
  const send = (method: string, path: string, body?: object): Promise<{ status: number; text: string }> =>
    new Promise((done, fail) => {
      const payload = body ? Buffer.from(JSON.stringify(body)) : null
      const headers = { cookie: `kaft_session=${secret}`, ...(payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {}) }
      const asked = request({ host: url.hostname, port: url.port, method, path: `/api/v1${path}`, agent, headers }, answer => {
        const parts: Buffer[] = []
        answer.on('data', part => parts.push(part))
        answer.on('end', () => done({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
      })
      asked.on('error', fail)
      asked.end(payload ?? undefined)
    })
  return { send, close: () => agent.destroy() }
}
