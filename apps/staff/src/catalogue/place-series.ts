import type { Code } from '@kaft/contract/codes'
import { placeHold } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { playSound } from '../base/sound.ts'
import { refreshedByHolds } from './refreshed.ts'
import type { Volume } from './series.model.ts'
import type { SeriesWish } from './series-choice.tsx'

/** What became of one volume: its hold, or why there is none. */
export interface VolumeResult {
  readonly volume: Volume
  readonly placed: OkOf<typeof placeHold> | null
  readonly error: Error | null
}
interface For {
  readonly patron_id: string
  readonly pickup_branch_id: string
}
interface More {
  readonly after_hold_id?: string
  readonly also_title_ids?: string[]
  readonly accept?: Code[]
}

async function place(volume: Volume, of: For, more: More): Promise<VolumeResult> {
  const { patron_id, pickup_branch_id } = of
  const body = { command_id: newCommandId(), patron_id, title_id: volume.title_id, pickup_branch_id, ...more }
  try {
    return { volume, placed: await call(placeHold, { body }), error: null }
  } catch (error) {
    return { volume, placed: null, error: error instanceof Error ? error : new Error(String(error)) }
  }
}

/** What a volume asks besides itself: the hold that it follows, or the others that would do as well. */
const moreOf = (
  { way, chosen }: SeriesWish,
  before: readonly VolumeResult[],
): Pick<More, 'after_hold_id' | 'also_title_ids'> => {
  if (way === 'any') return { also_title_ids: chosen.slice(1).map(v => v.title_id) }
  const follows = before.findLast(r => r.placed !== null)?.placed?.hold.hold_id
  return way === 'ordered' && follows !== undefined ? { after_hold_id: follows } : {}
}

/** Ten volumes are ten commands: each says for itself whether it can be, and the next is told which one it follows. */
async function placeAll(
  wish: SeriesWish,
  of: For,
  tell: (done: readonly VolumeResult[]) => void,
): Promise<readonly VolumeResult[]> {
  const done: VolumeResult[] = []
  for (const volume of wish.way === 'any' ? wish.chosen.slice(0, 1) : wish.chosen) {
    done.push(await place(volume, of, moreOf(wish, done)))
    tell([...done])
  }
  return done
}

export const usePlaceSeries = () => {
  const client = useQueryClient()
  const [results, setResults] = useState<readonly VolumeResult[]>([])
  const [busy, setBusy] = useState(false)
  const finish = (done: readonly VolumeResult[], patron_id: string): void => {
    setResults(done)
    setBusy(false)
    playSound(done.every(r => r.error === null) ? 'hold' : 'ask')
    tellPatronChanged(patron_id)
    for (const op of refreshedByHolds) void client.invalidateQueries({ queryKey: [op.id] })
  }
  const run = async (wish: SeriesWish, of: For): Promise<void> => {
    setBusy(true)
    finish(await placeAll(wish, of, setResults), of.patron_id)
  }
  /** A volume that was asked about is reserved all the same, after the one that it follows. */
  const again = async (
    at: number,
    wish: SeriesWish,
    of: For & { readonly accept: readonly Code[] },
  ): Promise<void> => {
    const was = results[at]
    if (was === undefined) return
    setBusy(true)
    const more = { ...moreOf(wish, results.slice(0, at)), accept: [...of.accept] }
    finish(results.with(at, await place(was.volume, of, more)), of.patron_id)
  }
  /** A volume that was taken back is told no more. */
  const forget = (at: number): void => setResults(all => all.filter((_, i) => i !== at))
  return { results, busy, run, again, forget }
}
