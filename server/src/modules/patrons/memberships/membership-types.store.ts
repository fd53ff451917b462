import { type CardType, settings } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { matches } from '../../../base/row.ts'
import { type Query, sql } from '../../../base/sql.ts'

import { ONLINE } from '../online/online.rules.ts'

const rule = settings['patrons.membership_types']
export type MembershipType = Static<typeof rule.value>[number]

/** One setting of the own library as a value in a statement; null where it was never set. */
export const settingOf = (key: keyof typeof settings): Query =>
  sql`(select value from organisation.setting where library_id = (select organisation.own_library()) and key = ${key})`

/** The membership types that a stored setting means; those of a new library where nothing fit is stored. */
export const membershipTypes = (stored: unknown): readonly MembershipType[] =>
  matches(rule.value, stored) ? (stored as MembershipType[]) : rule.default

/**
 * What a membership is called. A partner's own list is not ours to read, but from 3a on partners use the same codes;
 * a code that we lack stands for itself.
 */
export const membershipName = (stored: unknown, type: string): string =>
  membershipTypes(stored).find(t => t.type === type)?.name ?? (type === ONLINE ? 'Online inschrijving' : type)

/** The kind of card of a membership type, where it is not a reader's own: a part of an answer. */
export const cardTypeOf = (stored: unknown, type: string): { card_type?: CardType } => {
  const card_type = membershipTypes(stored).find(t => t.type === type)?.card_type ?? 'person'
  return card_type === 'person' ? {} : { card_type }
}

/** One row: the types that the own library offers, as stored. */
export const offersQuery = sql`select ${settingOf('patrons.membership_types')} as membership_types`
export const categoriesQuery = sql`select ${settingOf('patrons.categories')} as categories`
export const Categories = Type.Object({ categories: Type.Unknown() })
export const Offers = Type.Object({ membership_types: Type.Unknown() })
