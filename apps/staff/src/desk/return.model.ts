import type { DeskAnswer } from '@kaft/contract/circulation'
import type { DeskEvent, DeskState, ReturnMode, Row, ScanBody, Undone } from './desk.state.ts'
import { returnModeEndsAfterMs } from './desk.state.ts'
import { closed } from './visit.model.ts'

/** Return mode as data: its day, and the crate that is filled or emptied meanwhile. */

export const returnStarted = (
  state: DeskState,
  event: Extract<DeskEvent, { type: 'return_started' }>,
): DeskState => {
  const before = closed(state)
  const chapter = before.last_chapter + 1
  return {
    ...before,
    chapter,
    last_chapter: chapter,
    return_mode: {
      return_on: event.return_on,
      reason: event.reason,
      counts: event.counts === true,
      started_at: event.now,
      active_at: event.now,
      crate: null,
      emptied: null,
    },
  }
}

/** The mode of before the page was loaded anew goes on in a round of its own, unless somebody is served already. */
export const returnKept = (
  state: DeskState,
  { mode }: Extract<DeskEvent, { type: 'return_kept' }>,
): DeskState => {
  if (state.return_mode !== null || state.visit !== null) return state
  const chapter = state.last_chapter + 1
  return { ...state, chapter, last_chapter: chapter, return_mode: mode }
}

/** When return mode expires, in milliseconds since the epoch; null while it is off. */
export const returnModeEnds = (state: DeskState): number | null =>
  state.return_mode === null ? null : state.return_mode.active_at + returnModeEndsAfterMs

/** What return mode adds to a scan. `crate` is always said, for crates are opened and closed in this mode only. */
export const returnWords = (
  mode: ReturnMode | null,
): Pick<ScanBody, 'return_on' | 'return_reason' | 'crate'> =>
  mode === null
    ? {}
    : {
        ...(mode.return_on === null ? {} : { return_on: mode.return_on }),
        ...(mode.reason === null ? {} : { return_reason: mode.reason }),
        crate: mode.crate?.trip_id ?? null,
      }

/** The crate of the workstation after a scan: the one that was scanned, or that an item went into or came out of. */
export const withCrate = (state: DeskState, { did, crate }: DeskAnswer): DeskState => {
  const { return_mode } = state
  if (return_mode === null || crate === null) return state
  const stays = crate.state === 'open' || crate.state === 'receiving'
  const emptied = did === 'crate_emptied' ? crate : did.startsWith('crate_') ? null : return_mode.emptied
  return { ...state, return_mode: { ...return_mode, crate: stays ? crate : null, emptied } }
}

/** The crate of the workstation after a row was taken back. */
export const crateUndone = (state: DeskState, row: Row | undefined, { undone }: Undone): DeskState => {
  const { return_mode } = state
  const crate = row?.answer?.crate ?? null
  if (return_mode === null || crate === null) return state
  const now = (next: ReturnMode['crate']): DeskState => ({
    ...state,
    return_mode: { ...return_mode, crate: next, emptied: null },
  })
  if (undone === 'crate_opened' || undone === 'crate_received') return now(null)
  if (undone === 'crate_closed') return now({ ...crate, state: 'open' })
  if (undone === 'crate_emptied') return now({ ...crate, state: 'receiving' })
  const here = return_mode.crate
  if (here?.trip_id !== crate.trip_id) return state
  return now(
    here.state === 'open' ? { ...here, items: here.items - 1 } : { ...here, unpacked: here.unpacked - 1 },
  )
}
