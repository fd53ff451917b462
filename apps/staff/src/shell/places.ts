import type { Action, Door, Place } from '../base/place.ts'
import { allows, type Session } from '../base/session.ts'

const doors = Object.values(import.meta.glob<Door>('../*/places.ts', { eager: true }))

/** Every place of every module, in the order of the navigation. */
export const places: readonly Place[] = doors
  .flatMap(door => door.places)
  .toSorted((a, b) => (a.nav?.order ?? 999) - (b.nav?.order ?? 999))

export const moduleActions: readonly Action[] = doors.flatMap(door => door.actions ?? [])

/** Whether a session may enter: one of the needs is enough. */
export const mayEnter = (session: Pick<Session, 'leaves'>, what: Pick<Place, 'needs'>): boolean =>
  what.needs.length === 0 || what.needs.some(need => allows(session, need.leave))

export const navigationOf = (session: Pick<Session, 'leaves'>): readonly Place[] =>
  places.filter(place => place.nav !== undefined && mayEnter(session, place))
