import { type CardType, MOST_CHILDREN } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'

/** A name as it stands on the list: "Noor" or "Noor B.". */
export interface ChildName {
  readonly given_name: string
  readonly initial: string | null
}

/** The school year ends on 31 August; a list that is made from July on is for the year that comes. */
export function schoolYearEnd(today: Day): Day {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  return `${month >= 7 ? year + 1 : year}-08-31`
}

/** Only the cards that borrow for a group have a list. */
export const hasList = (card_type: CardType | undefined): boolean =>
  card_type === 'class' || card_type === 'institution'

/** Spaces at the ends and doubled ones are typing; the letter is written as a capital. */
export const tidy = (child: { given_name: string; initial?: string }): ChildName => ({
  given_name: child.given_name.toWellFormed().trim().replaceAll(/\s+/g, ' '),
  initial: child.initial === undefined ? null : child.initial.toLocaleUpperCase('nl'),
})

export const nameOfChild = (child: ChildName): string =>
  child.initial === null ? child.given_name : `${child.given_name} ${child.initial}.`

const keyOf = (child: ChildName): string =>
  nameOfChild(child).normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('nl')

/** What stands against these names, beside those that are on the list already. */
export type ListFault =
  | { readonly code: 'class_list_full' }
  | { readonly code: 'child_name_twice'; readonly name: string }
  | { readonly code: 'invalid' }

/** The first reason why `added` may not join `present`, or null. */
export function faultOf(present: readonly ChildName[], added: readonly ChildName[]): ListFault | null {
  if (added.some(child => child.given_name === '')) return { code: 'invalid' }
  if (present.length + added.length > MOST_CHILDREN) return { code: 'class_list_full' }
  const taken = new Set(present.map(keyOf))
  for (const child of added) {
    if (taken.has(keyOf(child))) return { code: 'child_name_twice', name: nameOfChild(child) }
    taken.add(keyOf(child))
  }
  return null
}
