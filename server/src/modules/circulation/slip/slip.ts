import { type itemSlip as slipOp, type OkOf, settings } from '@kaft/contract'
import { Type } from 'typebox'
import { code128 } from '../../../base/barcode.ts'
import type { Refusal, StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { itemIs } from '../facts/item-facts.store.ts'
import { settingQuery } from '../settings/setting.store.ts'
import { SlipRow, slipQuery } from './slip.store.ts'

const KEY = 'circulation.slip_mark'
const Value = Type.Object({ value: Type.String() })

/** What the slip around an item says. A name never stands beside a title (P153): at most four digits or initials do. */
export function itemSlip(
  ctx: StaffCtx,
  item_id: string,
): Promise<OkOf<typeof slipOp> | Refusal | RefusedByRules> {
  return transact(ctx, async tx => {
    const [rows, setting] = await tx.first([slipQuery(itemIs({ item_id })), settingQuery(ctx, KEY)])
    const slip = oneOf(SlipRow, rows ?? [])
    if (!slip) return refusedBy([{ code: 'slip_none', weight: 'stop', about: {} }])
    const shows = oneOf(Value, setting ?? [])?.value ?? settings[KEY].default
    const mark = shows === 'card_tail' ? slip.card_tail : shows === 'initials' ? slip.initials : null
    if (slip.patron_id !== null && mark !== null) tx.seen(slip.patron_id)
    const { status, patron_id: _, card_tail: __, initials: ___, ...rest } = slip
    return {
      ...rest,
      mark,
      to: status === 'hold_shelf' ? 'hold_shelf' : 'transit',
      bars: [...code128(slip.barcode)],
    }
  })
}
