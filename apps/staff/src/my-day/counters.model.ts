import type { myDay } from '@kaft/contract/circulation'
import type { OkOf } from '@kaft/contract/operation'
import type { Formats } from '../base/format.ts'
import { paths } from '../base/paths.ts'

export type Counter = OkOf<typeof myDay>['counters'][number]

/** The counters that this screen knows, in the order in which a day goes, each with the screen behind it. */
const doors = {
  pull_list: paths.pullList,
  crates_to_receive: paths.transport,
  to_receive: `${paths.holdShelf}?tab=onderweg`,
  transit_late: `${paths.transport}?tab=te-laat`,
  hold_shelf_clear: `${paths.holdShelf}?tab=opruimen`,
  shelf_first: paths.shelfFirst,
  call_list: paths.callList,
  home_bags: paths.homeRoutes,
  number_alerts: paths.identity,
  letters: paths.messages,
  hold_shelf: paths.holdShelf,
  online: paths.online,
  purchases: paths.purchases,
  purchases_came: `${paths.purchases}?stand=ontvangen`,
  certification: paths.certification,
  libraries_closing: `${paths.participations}?toon=sluit`,
  measures: `${paths.measures}?toon=bewijs`,
  rights_cases: paths.privacy,
  breaches: paths.breaches,
} as const
export type CounterId = keyof typeof doors
const order = Object.keys(doors) as CounterId[]

/** What lies ready asks for nothing: it is told, not counted as work. */
const toldOnly: readonly CounterId[] = ['hold_shelf', 'online']

export interface DoorTo {
  readonly id: CounterId
  readonly count: number
  /** Until when it may wait, as the server says it; null where it says nothing. */
  readonly until: string | null
  readonly to: string
  readonly work: boolean
}

const isKnown = (id: string): id is CounterId => id in doors

/** The counters as doors: nothing that is zero, in the order of the day. */
export const doorsOf = (counters: readonly Counter[]): readonly DoorTo[] =>
  counters
    .flatMap(({ id, count, until }) =>
      isKnown(id) && count > 0 ? [{ id, count, until, to: doors[id], work: !toldOnly.includes(id) }] : [],
    )
    .toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))

/** Until when it may wait, in words: "18.00 uur" of today, else the day, and the hour where there is one. */
export const untilWords = (until: string, f: Pick<Formats, 'dayShort' | 'clock'>, today: string): string => {
  const [day = '', hour] = until.split(' ')
  if (hour === undefined) return f.dayShort(day)
  return day === today ? f.clock(hour) : `${f.dayShort(day)}, ${f.clock(hour)}`
}

/** How much work waits, for the navigation. */
export const waitingIn = (counters: readonly Counter[]): number =>
  doorsOf(counters)
    .filter(door => door.work)
    .reduce((sum, door) => sum + door.count, 0)
