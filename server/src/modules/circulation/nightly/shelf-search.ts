import type { ReminderTerms } from '@kaft/contract/regulation'
import { addDays } from '../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { lockStep, moveStep, openStep, type Step, StepRow } from './nightly.store.ts'
import { daysToSearchFor, searchOffsets } from './shelf-search.rules.ts'
import { insertSearches, TermsRow, termsInScope } from './shelf-search.store.ts'

/** Writes down what is to be looked for on the shelves of one library before its next messages go out. */
export async function planShelfSearch(ctx: JobCtx, library_id: string, day: string): Promise<void> {
  const step: Step = { library_id, day, step: 'shelf_search' }
  await inLibrary(ctx, library_id, async tx => {
    const [, stands = [], epochs = [], terms = []] = await tx.first([
      openStep(step),
      lockStep(step),
      epochQuery(library_id),
      termsInScope,
    ])
    if (shaped(StepRow, stands[0]).done) return
    const { epoch } = shaped(EpochRow, epochs[0])
    const { calendars } = await rulebookFor(ctx, tx, { library_id, epoch })
    const offsets = allOf(TermsRow, terms).flatMap(({ terms_id, reminders }) =>
      searchOffsets(reminders as ReminderTerms).map(offset => ({ terms_id, ...offset })),
    )
    const wanted = [...calendars].flatMap(([branch_id, calendar]) =>
      daysToSearchFor(calendar, day).flatMap(message_on =>
        offsets.map(({ terms_id, why, days }) => ({
          branch_id,
          message_on,
          terms_id,
          why,
          due_on: addDays(message_on, -days),
        })),
      ),
    )
    await tx.last([
      ...(wanted.length > 0 ? [insertSearches(library_id, wanted)] : []),
      moveStep(step, { after_on: null, after_id: '0', handled: 0, done_at: ctx.now.toString() }),
    ])
  })
}
