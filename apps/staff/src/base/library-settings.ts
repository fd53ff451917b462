import { readSettings } from '@kaft/contract/organisation'
import type { CardType } from '@kaft/contract/regulation'
import type { SettingKey } from '@kaft/contract/settings'
import { useRead } from './hooks.ts'

/** What a library offers under one code of membership. */
export interface MembershipType {
  readonly type: string
  readonly name: string
  readonly fee_cents: number
  readonly months: number
  readonly from_age: number
  readonly to_age: number
  readonly card_type?: CardType
  readonly postcodes?: readonly string[]
  readonly category?: string
  readonly social?: boolean
  readonly ends?: 'months' | 'year'
  readonly pro_rata?: boolean
}
/** A group of readers that a kind of membership may be for. */
export interface Category {
  readonly category: string
  readonly name: string
}
const isCategory = (value: unknown): value is Category =>
  typeof value === 'object' && value !== null && 'category' in value && 'name' in value
const isType = (value: unknown): value is MembershipType =>
  typeof value === 'object' &&
  value !== null &&
  ['type', 'name', 'fee_cents', 'months', 'from_age', 'to_age'].every(key => key in value)

/** A setting of the own library, its default included; undefined while it is being read. */
export const useSetting = (key: SettingKey): unknown =>
  useRead(readSettings, {}, { fresh_ms: 60_000 }).data?.rows.find(row => row.key === key)?.value

/** The membership types of the own library; undefined while they are being read. */
export const useMembershipTypes = (): readonly MembershipType[] | undefined => {
  const value = useSetting('patrons.membership_types')
  return Array.isArray(value) ? value.filter(isType) : undefined
}

/** The groups of readers of the own library; empty while they are being read. */
export const useCategories = (): readonly Category[] => {
  const value = useSetting('patrons.categories')
  return Array.isArray(value) ? value.filter(isCategory) : []
}
