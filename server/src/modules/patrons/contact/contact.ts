import type {
  Address,
  BodyOf,
  confirmContact as confirmOp,
  OkOf,
  setAddresses as setOp,
} from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { type Changed, changeOwn, ownPatron } from '../own/own-patron.ts'
import { lockPatron } from '../own/own-patron.store.ts'
import { sameAddress, tidyAddresses } from './contact.rules.ts'
import {
  addressesQuery,
  CheckedRow,
  checkContact,
  Kept,
  replaceAddresses,
  Version,
  versionQuery,
} from './contact.store.ts'

/**
 * Writes the addresses beside the main residence. One that stays as it was keeps its source.
 * @returns `changed_meanwhile` when somebody changed the record since the list was read
 */
export async function setAddresses(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof setOp>,
): Promise<Changed | Refusal | RefusedByRules> {
  const addresses = tidyAddresses(body.addresses, dayOf(ctx.now))
  if (typeof addresses === 'string') return refuse(addresses)
  const facts = [versionQuery(patron_id), addressesQuery(patron_id)]
  return changeOwn(ctx, { patron_id, body, facts }, ({ library_id }, [versions, rows]) => {
    if (oneOf(Version, versions ?? [])?.version !== body.version) return refuse('changed_meanwhile')
    const before = allOf(Kept, rows ?? [])
    const source = { from: 'manual', by: ctx.actor.staff_id, at: ctx.now.toString() }
    const kept = (one: Address) => before.find(other => sameAddress(one, other))?.source
    return {
      effects: replaceAddresses(
        patron_id,
        library_id,
        addresses.map(one => ({ ...one, source: kept(one) ?? source })),
      ),
      answer: () => ({ patron_id }),
    }
  })
}

type Checked = OkOf<typeof confirmOp>

/** The patron says that e-mail and address are still right; the desk asks again in a year. */
export const confirmContact = (
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof confirmOp>,
): Promise<Checked | Refusal | RefusedByRules> =>
  changeOwn<Checked>(ctx, { patron_id, body }, () => ({
    effects: [checkContact(patron_id, dayOf(ctx.now))],
    answer: ([rows]) => ({ patron_id, ...shaped(CheckedRow, rows?.[0]) }),
  }))

/** Takes that back. Twice is the same as once. */
export const unconfirmContact = (ctx: StaffCtx, patron_id: string): Promise<Checked | Refusal> =>
  transact(ctx, async tx => {
    const [locked] = await tx.first([lockPatron(patron_id)])
    const patron = ownPatron(ctx, tx, locked ?? [])
    if (isRefusal(patron)) return patron
    const [rows] = await tx.last([checkContact(patron_id, null)])
    return { patron_id, ...shaped(CheckedRow, rows?.[0]) }
  })
