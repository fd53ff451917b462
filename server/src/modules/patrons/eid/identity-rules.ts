import { type identityRules as op, type OkOf, settings } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { matches, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { IdentityRow, identityQuery } from './identity-rules.store.ts'

export interface IdentityRules {
  /** The library reads identity cards, and they are library cards at once (P22, P23). */
  readonly reads_eid: boolean
  /** An identity card opens nothing after its last day; only then that day is kept. */
  readonly eid_expires: boolean
  /** The library wants to use numbers, and is on the central list of those that may (P34). */
  readonly keeps_numbers: boolean
}

type Switch = 'patrons.use_national_number' | 'patrons.read_eid' | 'patrons.eid_expires'
const isOn = (key: Switch, stored: unknown): boolean =>
  (matches(settings[key].value, stored) ? stored : settings[key].default) as boolean

/** @param rows of `identityQuery` */
export function identityOf(rows: readonly Row[] | undefined): IdentityRules {
  const row = shaped(IdentityRow, rows?.[0])
  return {
    reads_eid: isOn('patrons.read_eid', row.read_eid),
    eid_expires: isOn('patrons.eid_expires', row.eid_expires),
    keeps_numbers: row.on_list && isOn('patrons.use_national_number', row.use_number),
  }
}

/** What screens have to know before they show a field for a number or wait for a card. */
export async function identityRules(ctx: StaffCtx): Promise<OkOf<typeof op>> {
  const [rows] = await read(ctx, [identityQuery(dayOf(ctx.now))])
  const { reads_eid, keeps_numbers } = identityOf(rows)
  return { reads_eid, keeps_numbers, test_numbers: ctx.testNumbers }
}
