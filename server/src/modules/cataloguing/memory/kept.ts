import { Worker } from 'node:worker_threads'
import type { Log } from '../../../base/log.ts'
import type { Answer, Question, WhichQuestion } from './answer.ts'

/** What the thread tells. */
export type Said =
  | { readonly is: 'ready'; readonly titles: number; readonly bytes: number; readonly seconds: number }
  | { readonly is: 'holds'; readonly titles: number; readonly bytes: number }
  /** Another has to be filled: so much changed. Meanwhile this one answers, or not even that. */
  | { readonly is: 'worn'; readonly answers: boolean }
  | { readonly is: 'failed'; readonly why: string }
  | Replied
/** What it says to a question; nulls where it does not know. */
type Replied =
  | { readonly is: 'page'; readonly no: number; readonly page: Answer | null }
  | { readonly is: 'which'; readonly no: number; readonly which: Float64Array | null }
/** What it tells unasked. */
type News = Exclude<Said, Replied>
const isReply = (said: Said): said is Replied => said.is === 'page' || said.is === 'which'

/** The titles of one database, kept in the memory of this process. */
export interface KeptTitles {
  /** Null where memory is not filled yet, or does not know: then the database is asked. */
  ask(question: Question): Promise<Answer | null>
  which(question: WhichQuestion): Promise<Float64Array | null>
  /** How many titles it holds, and the bytes that takes, about; zeros until it is filled. */
  readonly holds: { readonly titles: number; readonly bytes: number }
  /** Ends when it is filled for the first time. */
  readonly filled: Promise<void>
  close(): Promise<void>
}

/** After a fault, and between two that are filled anew because the former was worn. */
const PAUSE_MS = 10_000
/** Where the present one answers meanwhile, as while a million records are imported, the next waits so many times as long as it took to fill. */
const REST = 9

/** One thread that holds the titles. */
class Holder {
  readonly #worker: Worker
  readonly #waiting = new Map<number, (said: Replied | null) => void>()
  #no = 0
  constructor(url: string, hears: (said: News) => void) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { url } })
    this.#worker.on('message', (said: Said) => {
      if (!isReply(said)) return hears(said)
      this.#waiting.get(said.no)?.(said)
      this.#waiting.delete(said.no)
    })
    this.#worker.on('error', (error: Error) => hears({ is: 'failed', why: error.message }))
    this.#worker.on('exit', code => {
      for (const answered of this.#waiting.values()) answered(null)
      this.#waiting.clear()
      // What it said last may be lost with it.
      hears({ is: 'failed', why: `the thread ended with ${code}` })
    })
    this.#worker.unref()
  }
  ask(question: Question | WhichQuestion): Promise<Replied | null> {
    const no = ++this.#no
    return new Promise(answered => {
      this.#waiting.set(no, answered)
      this.#worker.postMessage({ no, question })
    })
  }
  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}

class Keeper implements KeptTitles {
  readonly #url: string
  readonly #log: Log
  readonly #pause_ms: number
  #now: Holder | null = null
  #filling: Holder | null = null
  #again: NodeJS.Timeout | null = null
  #againAt = 0
  #closed = false
  /** How long the last one took to fill. */
  #filled_ms = 0
  holds = { titles: 0, bytes: 0 }
  readonly #first = Promise.withResolvers<void>()

  constructor(url: string, log: Log, pause_ms: number) {
    this.#url = url
    this.#log = log
    this.#pause_ms = pause_ms
    this.#fill()
  }
  get filled(): Promise<void> {
    return this.#first.promise
  }
  async ask(question: Question): Promise<Answer | null> {
    const said = await this.#now?.ask(question)
    return said?.is === 'page' ? said.page : null
  }
  async which(question: WhichQuestion): Promise<Float64Array | null> {
    const said = await this.#now?.ask(question)
    return said?.is === 'which' ? said.which : null
  }
  async close(): Promise<void> {
    this.#closed = true
    if (this.#again) clearTimeout(this.#again)
    await Promise.all([this.#now?.close(), this.#filling?.close()])
  }

  #fill(): void {
    if (this.#closed || this.#filling) return
    const holder: Holder = new Holder(this.#url, said => this.#hear(holder, said))
    this.#filling = holder
  }
  #later(wait_ms = this.#pause_ms): void {
    const at = performance.now() + wait_ms
    if (this.#closed || (this.#again && this.#againAt <= at)) return
    if (this.#again) clearTimeout(this.#again)
    this.#againAt = at
    this.#again = setTimeout(() => {
      this.#again = null
      this.#fill()
    }, wait_ms)
    this.#again.unref()
  }
  #hear(holder: Holder, said: News): void {
    if (said.is === 'ready') {
      const former = this.#now
      this.#now = holder
      this.#filling = null
      const { titles, bytes, seconds } = said
      this.holds = { titles, bytes }
      // What the former was waiting for has happened.
      if (this.#again) clearTimeout(this.#again)
      this.#again = null
      this.#filled_ms = 1000 * seconds
      this.#log('info', 'titles are in memory', { titles, bytes, seconds: Math.round(seconds) })
      this.#first.resolve()
      void former?.close()
    } else if (said.is === 'failed') {
      if (this.#closed || (holder !== this.#now && holder !== this.#filling)) return
      this.#log('warn', 'titles are not in memory', { why: said.why })
      if (holder === this.#now) {
        this.#now = null
        this.holds = { titles: 0, bytes: 0 }
      } else this.#filling = null
      this.#later()
    } else if (said.is === 'holds') {
      if (holder === this.#now) this.holds = { titles: said.titles, bytes: said.bytes }
    } else if (holder === this.#now && !this.#filling)
      this.#later(said.answers ? Math.max(this.#pause_ms, REST * this.#filled_ms) : undefined)
  }
}

/**
 * Keeps the search rows in memory, in a thread of its own, filled at once and anew when much changed. Until it is filled, and wherever it does not
 * know, the database answers as it always did.
 * @param url of the database, for a role that may read search rows and what changed of them
 * @param pause_ms before another is filled, in milliseconds
 */
export const keepTitles = (url: string, log: Log, pause_ms = PAUSE_MS): KeptTitles =>
  new Keeper(url, log, pause_ms)

/** The memory that belongs to a way to the database, so that whoever is given the one has the other. */
const memories = new WeakMap<object, KeptTitles>()
export const remember = (db: object, kept: KeptTitles): void => void memories.set(db, kept)
export const memoryOf = (db: object): KeptTitles | null => memories.get(db) ?? null
