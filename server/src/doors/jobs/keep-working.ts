import type { Runner } from 'graphile-worker'
import { faultFields, type Log } from '../../base/log.ts'

/** So many jobs run side by side in one process. */
export const WORKERS = 2

/** A worker asks for jobs every two seconds. One that got no answer for so long has lost its connections, or hangs. */
const SILENT_MS = 30_000
/** What runs when the door closes is given so long to end. */
const END_MS = 8_000

const wait = (ms: number, over: AbortSignal): Promise<void> =>
  new Promise(done => {
    if (over.aborted) return done()
    const timer = setTimeout(done, ms)
    over.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true })
  })

/** Fails when the worker gets no answer from the database while it has room for another job. */
async function silence(runner: Runner, over: AbortSignal): Promise<void> {
  let sign = performance.now()
  let running = 0
  const alive = () => void (sign = performance.now())
  runner.events.on('worker:getJob:empty', alive)
  runner.events.on('job:start', () => {
    running++
    alive()
  })
  runner.events.on('job:complete', () => {
    running--
    alive()
  })
  while (!over.aborted) {
    await wait(SILENT_MS / 6, over)
    if (running < WORKERS && performance.now() - sign > SILENT_MS) throw new Error('the worker is silent')
  }
}

/** Waits for the end of a worker: its own, its silence, or a few seconds after it was asked to stop. */
async function endOf(runner: Runner, stopping: AbortSignal): Promise<void> {
  const over = new AbortController()
  const asked = new Promise<void>(done => stopping.addEventListener('abort', () => done(), { once: true }))
  const late = asked.then(() => {
    void runner.stop().catch(() => undefined)
    return wait(END_MS, over.signal)
  })
  try {
    await Promise.race([runner.promise, silence(runner, over.signal), late])
  } finally {
    over.abort()
    // What hangs is left to itself: it asks for no job any more, and its connections close when idle.
    void runner.kill().catch(() => undefined)
  }
}

/**
 * Keeps a worker going. The library gives up, or hangs, when its connections are cut at a bad moment, as they are
 * when the database starts again; then another worker takes over.
 * @throws when the first worker cannot begin
 */
export async function keepWorking(
  begin: () => Promise<Runner>,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController()
  let runner: Runner | null = await begin()
  const working = (async () => {
    for (let faults = 0; !stopping.signal.aborted; ) {
      try {
        runner ??= await begin()
        faults = 0
        await endOf(runner, stopping.signal)
      } catch (error) {
        log('warn', 'the worker of the jobs ended and begins again', faultFields(error))
      }
      runner = null
      await wait(Math.min(1_000 * 2 ** faults++, 30_000), stopping.signal)
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await working
    },
  }
}
