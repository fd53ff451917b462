import type { BodyOf, Duplicate, duplicates as op, keepApart as apartOp, OkOf, QueryOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Query } from '../../../base/sql.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { nameOf } from '../head/head.ts'
import { cardTypeOf, membershipName } from '../memberships/membership-types.store.ts'
import {
  Owner,
  ownersQuery,
  PairRow,
  pairsQuery,
  setApart,
  type Side,
  unsetApart,
} from './duplicates.store.ts'
import { nameAlike } from './merge.rules.ts'

const PAGE = 25
/** Pairs that are looked at in one statement; most of them are families, and fall out by their names. */
const LOOK = 400
const MOST_LOOKS = 10
const cursor = /^([1-9]\d{0,18})~([1-9]\d{0,18})$/

const isPerson = (row: PairRow, side: Side): boolean =>
  cardTypeOf(row.membership_types, side.membership_type).card_type === undefined

function shown(row: PairRow): Duplicate {
  const found = (side: Side): Duplicate['one'] => {
    const { family_name: _, given_name: __, former_names: ___, membership_type, ...rest } = side
    return {
      ...rest,
      name: nameOf(side),
      membership_name: membershipName(row.membership_types, membership_type),
    }
  }
  const share = (['email', 'phone', 'address'] as const).filter(what => row[what])
  return { one: found(row.one), other: found(row.other), share }
}

/**
 * Records of the own library that may be one person: names that are alike, one birth date, and an address, a telephone
 * number or an e-mail address in common. Never by name and birth date alone, and never a card that is no reader's own.
 */
export function duplicates(ctx: StaffCtx, ask: QueryOf<typeof op>): Promise<OkOf<typeof op> | Refusal> {
  const [, one = '0', other = '0'] = cursor.exec(ask.after ?? '') ?? []
  if (ask.after !== undefined && one === '0') return Promise.resolve(refuse('invalid'))
  return transact(ctx, async tx => {
    let after = { one, other }
    const found: PairRow[] = []
    let more = true
    for (let look = 0; look < MOST_LOOKS && more && found.length < PAGE; look++) {
      const query = pairsQuery(ctx.actor.library_id, after, LOOK)
      const [rows = []] = look === 0 ? await tx.first([query]) : await tx.more([query])
      for (const row of allOf(PairRow, rows)) {
        if (found.length === PAGE) break
        after = { one: row.one.patron_id, other: row.other.patron_id }
        if (isPerson(row, row.one) && isPerson(row, row.other) && nameAlike(row.one, row.other))
          found.push(row)
      }
      more = rows.length === LOOK || found.length === PAGE
    }
    for (const row of found) for (const side of [row.one, row.other]) tx.seen(side.patron_id)
    return { rows: found.map(shown), next: more ? `${after.one}~${after.other}` : null }
  })
}

type Done = Record<string, never>
const setPair = (
  ctx: StaffCtx,
  body: BodyOf<typeof apartOp>,
  write: (ctx: StaffCtx, a: string, b: string) => Query,
): Promise<Done | Refusal | RefusedByRules> =>
  once<Done>(ctx, body, {
    facts: [ownersQuery(body.one_id, body.other_id)],
    decide: ([rows], tx) => {
      if (body.one_id === body.other_id) return refuse('merge_self')
      const owners = allOf(Owner, rows ?? [])
      for (const { patron_id } of owners) tx.seen(patron_id)
      if (owners.length !== 2) {
        tx.seen(null, 'refused')
        return refuse('patron_unknown')
      }
      if (owners.some(({ library_id }) => library_id !== ctx.actor.library_id))
        return refuse('patron_not_own')
      return { effects: [write(ctx, body.one_id, body.other_id)], answer: () => ({}) }
    },
  })

/** These two are two people: they are not proposed again. */
export const keepApart = (ctx: StaffCtx, body: BodyOf<typeof apartOp>) => setPair(ctx, body, setApart)
export const unkeepApart = (ctx: StaffCtx, body: BodyOf<typeof apartOp>) => setPair(ctx, body, unsetApart)
