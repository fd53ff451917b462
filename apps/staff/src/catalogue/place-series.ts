import type { Code } from '@kaft/contract/codes'
import { type Hold, placeHold } from '@kaft/contract/holds'
import type { BodyOf } from '@kaft/contract/operation'
import type { Finding } from '@kaft/contract/problem'
import { placeSeries, undoSeries } from '@kaft/contract/series'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { textsNow } from '../base/language.ts'
import { findingsOf, ProblemError } from '../base/problem.ts'
import { playSound } from '../base/sound.ts'
import { offerWayBack } from '../base/undo.ts'
import { refreshedByHolds } from './refreshed.ts'
import type { Volume } from './series.model.ts'
import type { SeriesWish } from './series-choice.tsx'
import { catalogueTexts } from './texts/index.ts'

/** What became of one volume: its hold with the event that takes it back, or what speaks against it. */
export interface VolumeResult {
  readonly volume: Volume
  readonly placed: { readonly hold: Hold; readonly event_id: string } | null
  readonly findings: readonly Finding[]
  readonly error: Error | null
}
interface For {
  readonly patron_id: string
  readonly pickup_branch_id: string
}
interface Placed {
  readonly results: readonly VolumeResult[]
  /** By this event all of them go back; null where there is nothing to take back together. */
  readonly event_id: string | null
}

/** The volumes as one command: each with its own result. */
async function placeTogether(wish: SeriesWish, of: For, command_id: string): Promise<Placed> {
  const title_ids = wish.chosen.map(v => v.title_id)
  const body = { command_id, ...of, title_ids, in_order: wish.way === 'ordered' }
  const { rows, event_id } = await call(placeSeries, { body })
  const byTitle = new Map(rows.map(row => [row.title_id, row]))
  const results = wish.chosen.map(volume => {
    const row = byTitle.get(volume.title_id)
    const placed = row?.hold && row.event_id !== null ? { hold: row.hold, event_id: row.event_id } : null
    return { volume, placed, findings: row?.findings ?? [], error: null }
  })
  return { results, event_id }
}

/** One hold of the catalogue's own command: a volume that was asked about, or whichever comes first. */
async function placeOne(
  volume: Volume,
  body: Omit<BodyOf<typeof placeHold>, 'title_id'>,
): Promise<VolumeResult> {
  try {
    const placed = await call(placeHold, { body: { ...body, title_id: volume.title_id } })
    return { volume, placed, findings: [], error: null }
  } catch (error) {
    const findings = findingsOf(error)
    const thrown = error instanceof Error ? error : new Error(String(error))
    return { volume, placed: null, findings, error: findings.length > 0 ? null : thrown }
  }
}

async function place(wish: SeriesWish, of: For, command_id: string): Promise<Placed> {
  const [first, ...others] = wish.chosen
  if (wish.way !== 'any' || first === undefined) return placeTogether(wish, of, command_id)
  const also_title_ids = others.map(v => v.title_id)
  return { results: [await placeOne(first, { command_id, ...of, also_title_ids })], event_id: null }
}

/** The hold that a volume follows, where they come one after the other. */
const follows = ({ way }: SeriesWish, before: readonly VolumeResult[]): { after_hold_id?: string } => {
  const last = before.findLast(r => r.placed !== null)?.placed?.hold.hold_id
  return way === 'ordered' && last !== undefined ? { after_hold_id: last } : {}
}

/** Says what was reserved, with one way back for all of it; what happened to a hold since keeps it, and is said. */
function tellPlaced({ results, event_id }: Placed, of: For, taken: () => void): void {
  const t = textsNow(catalogueTexts).series_
  const done = results.filter(r => r.placed !== null)
  if (event_id === null || done.length < 2) return
  const nameOf = new Map(results.map(r => [r.volume.title_id, r.volume.title]))
  offerWayBack(t.placed(done.length, results.length), refreshedByHolds, async () => {
    const { patron_id } = of
    const { put_back, kept } = await call(undoSeries, {
      body: { command_id: newCommandId(), patron_id, event_id },
    })
    tellPatronChanged(patron_id)
    taken()
    return t.allBack(
      put_back,
      kept.map(one => nameOf.get(one.title_id) ?? ''),
    )
  })
}

export const usePlaceSeries = () => {
  const client = useQueryClient()
  const [results, setResults] = useState<readonly VolumeResult[]>([])
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  // Until an answer comes, pressing again is the same command.
  const [command_id, setCommand] = useState(newCommandId)
  const finish = (done: readonly VolumeResult[], patron_id: string): void => {
    setResults(done)
    playSound(done.every(r => r.placed !== null) ? 'hold' : 'ask')
    tellPatronChanged(patron_id)
    for (const op of refreshedByHolds) void client.invalidateQueries({ queryKey: [op.id] })
  }
  const run = async (wish: SeriesWish, of: For): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const placed = await place(wish, of, command_id)
      setCommand(newCommandId())
      finish(placed.results, of.patron_id)
      tellPlaced(placed, of, () => setResults([]))
    } catch (thrown) {
      if (thrown instanceof ProblemError) setCommand(newCommandId())
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
      playSound('stop')
    }
    setBusy(false)
  }
  /** A volume that was asked about is reserved all the same, after the one that it follows. */
  const again = async (
    at: number,
    wish: SeriesWish,
    { accept, ...of }: For & { readonly accept: readonly Code[] },
  ): Promise<void> => {
    const was = results[at]
    if (was === undefined) return
    setBusy(true)
    const any = wish.way === 'any' ? { also_title_ids: wish.chosen.slice(1).map(v => v.title_id) } : {}
    const body = { command_id: newCommandId(), ...of, ...any, ...follows(wish, results.slice(0, at)) }
    finish(results.with(at, await placeOne(was.volume, { ...body, accept: [...accept] })), of.patron_id)
    setBusy(false)
  }
  /** A volume that was taken back is told no more. */
  const forget = (at: number): void => setResults(all => all.filter((_, i) => i !== at))
  return { results, error, busy, run, again, forget }
}
