import type { Noted } from './work.store.ts'

/** What a stretch of the way back left as it is, and whether another stretch follows. */
export interface Said {
  readonly more: boolean
  readonly kept: readonly Noted[]
}
export const kept = (reason: string, detail: string, title_id: string): Noted => ({
  position: null,
  record_no: null,
  reason,
  detail,
  title_id,
})
