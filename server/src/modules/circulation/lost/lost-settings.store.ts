import { type SettingKey, settings } from '@kaft/contract'
import { Type } from 'typebox'
import { allOf, matches } from '../../../base/row.ts'
import { type Query, sql } from '../../../base/sql.ts'

const keys = [
  'circulation.lost_fine',
  'circulation.lost_processing_cents',
  'circulation.lost_refund',
  'circulation.lost_refund_days',
  'circulation.lost_after_days',
  'circulation.claim_looks',
] as const satisfies readonly SettingKey[]

/** How this library handles what does not come back. */
export interface LostSettings {
  readonly fine: 'book' | 'none'
  readonly processing_cents: number
  readonly refund: 'material' | 'all' | 'nothing'
  readonly refund_days: number | null
  readonly after_days: number | null
  readonly claim_looks: number
}

/** @param library_id an id, or a statement that finds it */
export const lostSettingsQuery = (library_id: string | Query): Query =>
  sql`select s.key, s.value from organisation.setting s where s.library_id = ${library_id} and s.key = any (${keys}::text[])`

const Row = Type.Object({ key: Type.String(), value: Type.Unknown() })
export function lostSettingsOf(rows: readonly unknown[]): LostSettings {
  const stored = new Map(allOf(Row, rows).map(r => [r.key, r.value]))
  const value = (key: (typeof keys)[number]): unknown => {
    const rule = settings[key]
    return stored.has(key) && matches(rule.value, stored.get(key)) ? stored.get(key) : rule.default
  }
  return {
    fine: value('circulation.lost_fine') as LostSettings['fine'],
    processing_cents: value('circulation.lost_processing_cents') as number,
    refund: value('circulation.lost_refund') as LostSettings['refund'],
    refund_days: value('circulation.lost_refund_days') as number | null,
    after_days: value('circulation.lost_after_days') as number | null,
    claim_looks: value('circulation.claim_looks') as number,
  }
}
