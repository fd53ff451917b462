import type { EventsBy } from '../events/events.store.ts'
import type { Moment } from './subject.ts'
import type { Values } from './verdict.rules.ts'

/** Who a batch is written for: the one who made the run, also when the clock does the work. */
export const eventsBy = (at: Moment): EventsBy => ({
  now: at.ctx.now.toString(),
  library_id: at.ctx.actor.library_id,
  staff_id: at.ctx.actor.staff_id,
  workstation_id: at.ctx.actor.workstation_id,
  source: at.ctx.source,
})

/** What the event of one row keeps of how it was: it goes back with its run, and never by itself at a desk. */
export const ofMany = (before: Values): object => ({ ...before, many: true })
