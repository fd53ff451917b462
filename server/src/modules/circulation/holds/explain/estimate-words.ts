import type { Estimate } from '@kaft/contract'
import type { HoldSpeech } from './texts.ts'

const WEEK = 7
const MONTH = 30
/** Longer than this is said in months: nobody plans in weeks so far ahead. */
const LONG = 12 * WEEK

/** "Ongeveer 2 tot 3 weken.": the band as people say it, never narrower than what is known. */
export function estimateWords(e: Estimate | null, t: HoldSpeech): string {
  if (e === null) return t.estimate.none
  if (e.learned_from === 'shelf') return t.estimate.shelf
  if (e.high_days <= WEEK) return t.estimate.week
  const unit = e.high_days > LONG ? MONTH : WEEK
  const low = Math.max(1, Math.floor(e.low_days / unit))
  const high = Math.max(low, Math.ceil(e.high_days / unit))
  return unit === WEEK ? t.estimate.weeks(low, high) : t.estimate.months(low, high)
}
