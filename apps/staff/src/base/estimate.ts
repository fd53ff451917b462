import type { Estimate } from '@kaft/contract/holds'
import type { Language } from './language.ts'

const WEEK = 7
const MONTH = 30
/** Longer than this is said in months: nobody plans in weeks so far ahead. */
const LONG = 12 * WEEK

/** "Ongeveer 2 tot 3 weken": when a hold may come, or that there is too little history to say. */
export function estimateText(e: Estimate | null, lang: Language): string {
  const nl = lang === 'nl'
  if (e === null)
    return nl ? 'nog te weinig geschiedenis voor een datum' : 'too little history for a date yet'
  if (e.learned_from === 'shelf') return nl ? 'staat op het rek' : 'stands on the shelf'
  if (e.high_days <= WEEK) return nl ? 'waarschijnlijk binnen een week' : 'probably within a week'
  const unit = e.high_days > LONG ? MONTH : WEEK
  const low = Math.max(1, Math.floor(e.low_days / unit))
  const high = Math.max(low, Math.ceil(e.high_days / unit))
  const words = nl
    ? { w: ['week', 'weken'], m: ['maand', 'maanden'] }
    : { w: ['week', 'weeks'], m: ['month', 'months'] }
  const name = words[unit === WEEK ? 'w' : 'm'][high === 1 ? 0 : 1]
  const about = nl ? 'ongeveer' : 'about'
  return low === high ? `${about} ${low} ${name}` : `${about} ${low} ${nl ? 'tot' : 'to'} ${high} ${name}`
}
