import type { BulkChange } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import type { ManyPatron, Mark } from '../../patrons/index.ts'
import { no, type Values, type Verdict } from './verdict.rules.ts'

export type PatronChange = Extract<BulkChange, { kind: `patron_${string}` }>

/** What is added to a record by this change; null where a value of it is changed. */
export const markOf = (kind: string): Mark =>
  kind === 'patron_block' ? 'block' : kind === 'patron_note' ? 'note' : null

/** What a change does to a record. `mark_id` names the block or the note that it adds; 0 while it is a preview. */
export function changedPatron(
  change: PatronChange,
  patron: ManyPatron,
  at: { readonly today: Day; readonly mark_id: string | null },
): Verdict {
  if (patron.restricted) return no('processing_restricted')
  if (change.kind === 'patron_until') {
    const before: Values = { member_until: patron.member_until }
    if (patron.member_until === change.on) return no('bulk_same', before)
    return { go: true, before, after: { member_until: change.on } }
  }
  if (change.until !== null && change.until < at.today) return no('bulk_day_past')
  return { go: true, before: { mark_id: null }, after: { mark_id: at.mark_id ?? '0' } }
}

/** Whether the record still is as the run left it: the date that it set, the block or note that it added. */
export function patronBack(
  change: PatronChange,
  line: { readonly before: Values; readonly after: Values },
  patron: ManyPatron,
): Verdict {
  const stands =
    change.kind === 'patron_until'
      ? patron.member_until === line.after.member_until
      : patron.marks.includes(String(line.after.mark_id))
  return stands ? { go: true, before: line.after, after: line.before } : no('changed_meanwhile')
}
