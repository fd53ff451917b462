import type { Leave, myDay as myDayOp, OkOf, recentActions as actionsOp } from '@kaft/contract'
import { Action } from '@kaft/contract'
import { may, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { read, transact } from '../../../base/tx.ts'
import { purchasesToDecide, purchasesToReserve } from '../../acquisitions/index.ts'
import { numberAlertCount, onlineCount } from '../../patrons/index.ts'
import { callCount } from '../call-list/call-list.store.ts'
import { cratesToReceive } from '../crates/crate.store.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { emptyBags } from '../home-delivery/bag.store.ts'
import { pullFacts } from '../pull-list/pull-facts.store.ts'
import { linesToFetch, whereOf } from '../pull-list/pull-list.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { searchCount } from '../shelf-first/shelf-first.store.ts'
import { lateCount } from '../transits/transit.store.ts'
import {
  actionsQuery,
  breachesOpen,
  Count,
  DatedCount,
  lettersCount,
  librariesClosing,
  measuresUnproved,
  rightsDue,
  rolesToLookAt,
  ShelfCounts,
  shelfCounts,
} from './my-day.store.ts'
import { before, nextOpening, today as untilToday } from './until.rules.ts'

type Day = OkOf<typeof myDayOp>

/**
 * What waits at this branch, as counters that are doors, each with the moment until which it may wait: one flight.
 * A counter of nothing is left out by the screen, not here.
 */
export const myDay = (ctx: StaffCtx): Promise<Day> =>
  transact(ctx, async tx => {
    const { branch_id, library_id } = ctx.actor
    const day = dayOf(ctx.now)
    const [epoch = [], ...rows] = await tx.first([
      epochQuery(library_id),
      rolesToLookAt(library_id, may(ctx)('organisation.staff'), day),
      pullFacts(whereOf(ctx)),
      shelfCounts(branch_id, day),
      searchCount(branch_id, day),
      callCount(branch_id, day),
      cratesToReceive(branch_id),
      lateCount(ctx, day),
      lettersCount({ library_id, branch_id, now: ctx.now.toString() }),
      emptyBags(branch_id, day),
      onlineCount,
      librariesClosing(may(ctx)('consortium.agreements'), day),
      measuresUnproved(may(ctx)('consortium.privacy'), day),
      purchasesToDecide(library_id, may(ctx)('acquisitions.decide')),
      purchasesToReserve(library_id, may(ctx)('circulation.hold'), day),
      ...(may(ctx)('privacy.log') ? [numberAlertCount] : []),
      ...(may(ctx)('privacy.cases') ? [rightsDue(day), breachesOpen] : []),
    ])
    const book = await rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, epoch[0]).epoch })
    const counters = countersOf(ctx, rows, book.calendars.get(branch_id) ?? null)
    return { counters: counters.filter(({ id }) => mine(ctx, id)) }
  })

/** What opens the screen behind a counter. What somebody cannot do does not wait for them: an officer has no pull list. */
const needs: Readonly<Record<string, Leave>> = {
  pull_list: 'circulation.shelf',
  hold_shelf_clear: 'circulation.shelf',
  hold_shelf: 'circulation.shelf',
  crates_to_receive: 'circulation.shelf',
  transit_late: 'circulation.shelf',
  to_receive: 'circulation.shelf',
  shelf_first: 'circulation.shelf',
  letters: 'patrons.read',
  home_bags: 'patrons.read',
  online: 'patrons.read',
  call_list: 'patrons.read',
  libraries_closing: 'consortium.agreements',
  measures: 'consortium.privacy',
  purchases: 'acquisitions.decide',
  purchases_came: 'circulation.hold',
}
const mine = (ctx: StaffCtx, id: string): boolean => {
  const leave = needs[id]
  return leave === undefined || may(ctx)(leave)
}

/** From the rows of the flight, in its order. */
function countersOf(ctx: StaffCtx, rows: readonly Row[][], calendar: Calendar | null): Day['counters'] {
  const [
    roles = [],
    pull = [],
    shelf = [],
    search = [],
    call = [],
    crates = [],
    late = [],
    letters = [],
    ...more
  ] = rows
  const [bags = [], online = [], closing = [], measures = [], buys = [], came = [], ...officer] = more
  const asked = may(ctx)('privacy.log') ? (officer[0] ?? []) : []
  const [rights = [], breaches = []] = may(ctx)('privacy.cases') ? officer.slice(-2) : []
  const day = dayOf(ctx.now)
  const on = shaped(ShelfCounts, shelf[0])
  const [searches, calls] = [shaped(DatedCount, search[0]), shaped(DatedCount, call[0])]
  const home = shaped(DatedCount, bags[0])
  const now = untilToday(calendar, day)
  const sent = searches.first_on === null ? null : before(calendar, day, searches.first_on)
  return [
    { id: 'certification', count: shaped(Count, roles[0]).count, until: null },
    { id: 'pull_list', count: linesToFetch(pull, whereOf(ctx)), until: now },
    { id: 'hold_shelf_clear', count: on.clear, until: nextOpening(calendar, day) },
    { id: 'hold_shelf', count: on.ready, until: null },
    { id: 'crates_to_receive', count: shaped(Count, crates[0]).count, until: now },
    { id: 'transit_late', count: shaped(Count, late[0]).count, until: null },
    { id: 'to_receive', count: on.moving, until: now },
    { id: 'shelf_first', count: searches.count, until: sent },
    { id: 'letters', count: shaped(Count, letters[0]).count, until: now },
    { id: 'home_bags', count: home.count, until: home.first_on },
    { id: 'online', count: shaped(Count, online[0]).count, until: null },
    { id: 'call_list', count: calls.count, until: calls.first_on },
    ...(asked[0]
      ? [{ id: 'number_alerts' as const, count: shaped(Count, asked[0]).count, until: null }]
      : []),
    ...(closing[0] ? [dated('libraries_closing', closing[0])] : []),
    { id: 'purchases', count: shaped(Count, buys[0]).count, until: null },
    { id: 'purchases_came', count: shaped(Count, came[0]).count, until: null },
    { id: 'measures', count: shaped(Count, measures[0]).count, until: null },
    ...(rights[0] ? [dated('rights_cases', rights[0])] : []),
    ...(breaches[0] ? [dated('breaches', breaches[0])] : []),
  ]
}
const dated = (id: string, row: Row): Day['counters'][number] => {
  const { count, first_on } = shaped(DatedCount, row)
  return { id, count, until: first_on }
}

/** The last actions of this branch today: what and by whom, never for whom. */
export async function recentActions(ctx: StaffCtx): Promise<OkOf<typeof actionsOp>> {
  const since = ctx.now.subtract({ hours: 16 }).toString()
  const [rows] = await read(ctx, [actionsQuery(ctx.actor.branch_id, since)])
  return { rows: allOf(Action, rows ?? []) }
}
