import type { CardChange, CardReader, DeviceState } from '../ports.ts'
import { openPcscd, type Pcscd, type ReaderState } from './pcscd.ts'
import { readEid } from './read-eid.ts'

/** How often the readers are looked at: a person sees the form fill as the card clicks in. */
const LOOK_MS = 250
/** After the daemon went away. */
const AGAIN_MS = 3000
/** A card that was just put in may not answer the first time: its contacts are still moving. */
const TRIES = 3

type Told = (change: CardChange) => void

async function readCard(line: Pcscd, reader: string): Promise<CardChange> {
  for (let left = TRIES; ; left--) {
    try {
      const card = await line.withCard(reader, readEid)
      return card.ok ? { kind: 'card_in', card } : { kind: 'card_unread', why: card.why }
    } catch {
      if (left === 1) return { kind: 'card_unread', why: 'no_answer' }
      await new Promise(resolve => setTimeout(resolve, LOOK_MS))
    }
  }
}

/** Looks once at every reader, and tells what changed since `seen`, which it brings up to date. */
async function look(line: Pcscd, seen: Map<string, ReaderState>, told: Told): Promise<DeviceState> {
  const readers = await line.readers()
  for (const reader of readers) {
    const before = seen.get(reader.name)
    seen.set(reader.name, reader)
    const changed = before === undefined ? reader.present : before.events !== reader.events
    if (changed && before?.present) told({ kind: 'card_out' })
    if (changed && reader.present) told(await readCard(line, reader.name))
  }
  for (const [name, reader] of seen) {
    if (readers.some(r => r.name === name)) continue
    seen.delete(name)
    if (reader.present) told({ kind: 'card_out' })
  }
  return readers.length > 0 ? 'ready' : 'away'
}

/** Watches all readers of the machine through pcscd; with several, the card that came last counts. */
export function pcscReader(socket?: string): CardReader {
  let [state, closed]: [DeviceState, boolean] = ['away', false]
  let timer: ReturnType<typeof setTimeout> | undefined
  let line: Pcscd | undefined
  let working: Promise<void> = Promise.resolve()
  const seen = new Map<string, ReaderState>()

  const lost = (told: Told): void => {
    if ([...seen.values()].some(reader => reader.present)) told({ kind: 'card_out' })
    seen.clear()
    line?.close()
    line = undefined
    state = 'away'
  }
  const turn = async (told: Told): Promise<void> => {
    let after = LOOK_MS
    try {
      line ??= await openPcscd(socket)
      state = await look(line, seen, told)
    } catch {
      lost(told)
      after = AGAIN_MS
    }
    if (!closed) timer = setTimeout(() => (working = turn(told)), after)
  }
  return {
    watch: told => {
      working = turn(told)
    },
    state: () => state,
    close: async () => {
      closed = true
      clearTimeout(timer)
      line?.close()
      await working
    },
  }
}
