import { parseDay } from '../base/day.model.ts'
import { dayOf } from '../base/format.ts'

export interface AlsoTitle {
  readonly title_id: string
  readonly label: string
}
/** What a reservation may ask beyond its title: one item, other titles that would do, and days. */
export interface WishMore {
  readonly item_id: string
  readonly also: readonly AlsoTitle[]
  readonly notBefore: string
  readonly notAfter: string
}
export const noMore: WishMore = { item_id: '', also: [], notBefore: '', notAfter: '' }

export const isUnread = (text: string): boolean => text.trim() !== '' && parseDay(text, dayOf()) === null
/** Whether a day stands there that nobody can read: without it the reservation would hold at any time. */
export const hasUnreadDay = ({ notBefore, notAfter }: WishMore): boolean =>
  isUnread(notBefore) || isUnread(notAfter)
