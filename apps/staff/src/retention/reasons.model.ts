import type { KeepReason } from '@kaft/contract/retention'
import type { Formats } from '../base/format.ts'
import type { retentionTexts } from './texts.ts'

/** Why a record stays, in words: "€ 2,40 open", "blokkering “deurwaarder” sinds 4 mei 2023". */
export const reasonWords = (
  reason: KeepReason,
  t: (typeof retentionTexts)['nl'],
  f: Pick<Formats, 'dayYear' | 'money'>,
): string => {
  const said = {
    count: reason.count ?? 0,
    cents: f.money(reason.cents ?? 0),
    since: reason.since === undefined ? '' : f.dayYear(reason.since),
    until: reason.until === undefined ? '' : f.dayYear(reason.until),
    text: reason.text ?? '',
  }
  return t.reasons[reason.code](said)
}
