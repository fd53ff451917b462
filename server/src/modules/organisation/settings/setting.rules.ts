import { type SettingKey, settings } from '@kaft/contract'

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(settings, key)

/** Every setting with its value: the stored one, or what holds when nobody set it. In the order of the contract. */
export const withDefaults = (stored: ReadonlyMap<string, unknown>): { key: SettingKey; value: unknown }[] =>
  (Object.keys(settings) as SettingKey[]).map(key => ({
    key,
    value: stored.has(key) ? stored.get(key) : settings[key].default,
  }))

interface MembershipType {
  readonly type: string
  readonly from_age: number
  readonly to_age: number
}

/** What a shape cannot say: no type of membership twice, and no age band that ends before it begins. */
export const isCoherent = (key: SettingKey, value: unknown): boolean => {
  if (key !== 'patrons.membership_types') return true
  const types = value as readonly MembershipType[]
  return new Set(types.map(t => t.type)).size === types.length && types.every(t => t.from_age <= t.to_age)
}
