import { type DeskAnswer, myDay, scan } from '@kaft/contract/circulation'
import type { Code } from '@kaft/contract/codes'
import { listHomeRoutes, readHomeBag, readHomeRound } from '@kaft/contract/home-delivery'
import { useRef, useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { queryClient } from '../base/query-client.ts'
import { useScans } from '../base/scans.ts'
import { playSound } from '../base/sound.ts'

/** One scan of this screen, in the order in which it came. */
export interface Scanned {
  readonly key: string
  readonly code: string
  readonly patron_id: string | null
  readonly answer: DeskAnswer | null
  readonly error: unknown
  readonly undone: boolean
}
export interface Round {
  readonly route_id: string
  readonly on: string
}
export const touched = [readHomeRound, readHomeBag, listHomeRoutes, myDay]
export const refresh = (): void => {
  for (const op of touched) void queryClient.invalidateQueries({ queryKey: [op.id] })
}

const soundOf = ({ did, destination }: DeskAnswer) => {
  if (did === 'asked' || did === 'choose') return 'ask' as const
  if (did === 'refused') return 'stop' as const
  if (destination?.to === 'hold_shelf') return 'hold' as const
  return destination?.to === 'transit' ? ('move' as const) : ('ok' as const)
}

/** Sends one scan: into the bag of its patron, or back from the round where it has none. */
const ask = async (
  { route_id, on }: Round,
  { code, patron_id }: Scanned,
  accept: readonly Code[],
): Promise<Pick<Scanned, 'answer' | 'error'>> => {
  const into = patron_id === null ? {} : { home: { route_id, on } }
  const words = accept.length === 0 ? {} : { accept: [...accept] }
  try {
    const answer = await call(scan, {
      body: { command_id: newCommandId(), code, patron_id, ...into, ...words },
    })
    playSound(soundOf(answer))
    return { answer, error: null }
  } catch (error) {
    playSound('stop')
    return { answer: null, error }
  }
}

/** What waits its turn: a bag that somebody opens or closes, or a scan. */
type Task = () => Promise<void> | void

/**
 * The scans of a round: into the open bag, or, where none is open, back from the round. Scans, cards and clicks go one
 * after the other, as they were done: what is scanned after a card goes into the bag of that card.
 */
export const useScanned = (round: Round, of: { left: boolean; stops: readonly string[] }) => {
  const [rows, setRows] = useState<readonly Scanned[]>([])
  const [bag, show] = useState<string | null>(null)
  const [stranger, setStranger] = useState<string | null>(null)
  const now = useRef<string | null>(null)
  const latest = useRef(of)
  latest.current = of
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const later = (task: Task): void => {
    queue.current = queue.current.then(task)
  }
  const set = (key: string, change: Partial<Scanned>): void =>
    setRows(all => all.map(row => (row.key === key ? { ...row, ...change } : row)))
  const turnTo = (patron_id: string | null): void => {
    now.current = patron_id
    show(patron_id)
  }
  const card = (key: string, patron: NonNullable<DeskAnswer['patron']>): void => {
    setRows(all => all.filter(one => one.key !== key))
    const known = latest.current.stops.includes(patron.patron_id)
    // Whoever is not on the round gets no bag, and nothing that follows goes into the bag before it either.
    turnTo(known ? patron.patron_id : null)
    setStranger(known ? null : patron.name)
  }
  const send = async (row: Scanned, accept: readonly Code[] = []): Promise<void> => {
    const said = await ask(round, row, accept)
    const patron = said.answer?.did === 'opened' ? said.answer.patron : null
    if (patron !== null) return card(row.key, patron)
    set(row.key, { ...said, patron_id: row.patron_id })
    refresh()
  }
  useScans(({ code }) => {
    const key = newCommandId()
    const row: Scanned = { key, code, patron_id: null, answer: null, error: null, undone: false }
    setRows(all => [row, ...all].slice(0, 8))
    later(() => send({ ...row, patron_id: latest.current.left ? null : now.current }))
  })
  return {
    rows,
    bag,
    stranger,
    open: (patron_id: string | null): void => {
      setStranger(null)
      show(patron_id)
      later(() => turnTo(patron_id))
    },
    again: (row: Scanned, accept?: readonly Code[]) => later(() => send(row, accept)),
    undone: (key: string) => set(key, { undone: true }),
  }
}
