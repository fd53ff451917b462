import type { ReturnMode } from './desk.state.ts'
import { returnModeEndsAfterMs } from './desk.state.ts'

/**
 * Return mode outlives a page that is loaded anew: who scans a book drop as of Saturday must not find out at the next late book that one key took the
 * day away. It is kept by the tab, for its branch, and ends when it would have ended.
 */
const PLACE = 'kaft.return_mode'

interface Kept {
  readonly branch_id: string
  readonly mode: ReturnMode
}

export const keepMode = (branch_id: string, mode: ReturnMode | null): void => {
  if (mode === null) sessionStorage.removeItem(PLACE)
  else sessionStorage.setItem(PLACE, JSON.stringify({ branch_id, mode } satisfies Kept))
}

/** What was kept for this branch and has not ended at `now` (milliseconds since the epoch), or null. */
export const keptMode = (branch_id: string, now: number): ReturnMode | null => {
  const text = sessionStorage.getItem(PLACE)
  if (text === null) return null
  const kept = JSON.parse(text) as Kept
  return kept.branch_id === branch_id && now < kept.mode.active_at + returnModeEndsAfterMs ? kept.mode : null
}
