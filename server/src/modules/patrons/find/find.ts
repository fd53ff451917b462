import type { EndedReason, findPatrons as op, OkOf, QueryOf } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { allOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { nameOf } from '../head/head.ts'
import { membershipName } from '../memberships/membership-types.store.ts'
import { planFind } from './find.rules.ts'
import { FoundRow, findQuery, HiddenRow, PAGE } from './find.store.ts'

/** Where a list goes on: the last patron shown, and whether misspellings were looked for. */
const cursor = /^(~?)([1-9][0-9]{0,17})$/

const shown = (row: FoundRow): OkOf<typeof op>['rows'][number] => {
  const { family_name: _, given_name: __, membership_types, membership_type, ...rest } = row
  return { ...rest, name: nameOf(row), membership_name: membershipName(membership_types, membership_type) }
}

/**
 * Finds patrons within the scope of the session, fifty at a time. Misspelt names are looked for only where nobody
 * fits what was typed, so that a well-typed name is never buried. Whose membership is over is found by the card in the hand, or
 * where it is said why (P55): in those two years there is administrative work only.
 * @returns `invalid` for a cursor that was not given by the page before
 */
export function findPatrons(ctx: StaffCtx, ask: QueryOf<typeof op>): Promise<OkOf<typeof op> | Refusal> {
  const [, mark = '', after = null] = cursor.exec(ask.after ?? '') ?? []
  if (ask.after !== undefined && after === null) return Promise.resolve(refuse('invalid'))
  const today = dayOf(ctx.now)
  const ended = ask.ended !== undefined
  const queryOf = (fuzzy: boolean) => findQuery(planFind(ask.q, today, fuzzy), { today, after, ended })
  return transact(ctx, async tx => {
    let fuzzy = mark === '~'
    let found = foundIn((await tx.first([queryOf(fuzzy)]))[0] ?? [])
    if (found.rows.length === 0 && !found.hidden && after === null) {
      fuzzy = true
      found = foundIn((await tx.more([queryOf(true)]))[0] ?? [])
    }
    return page(tx, found, { fuzzy, today, why: ask.ended })
  })
}

interface Found {
  readonly rows: readonly FoundRow[]
  readonly hidden: boolean
}
const foundIn = (rows: readonly Row[]): Found => ({
  rows: allOf(
    FoundRow,
    rows.filter(row => row['patron_id'] !== null),
  ),
  hidden: allOf(HiddenRow, rows)[0]?.hidden ?? false,
})

/** One page of what was found; each person on it was looked at, and whose membership is over for the reason that was said. */
function page(
  tx: Tx,
  { rows, hidden }: Found,
  {
    fuzzy,
    today,
    why,
  }: { readonly fuzzy: boolean; readonly today: string; readonly why: EndedReason | undefined },
): OkOf<typeof op> {
  const listed = rows.slice(0, PAGE)
  for (const { patron_id, member_until } of listed)
    tx.seen(patron_id, 'seen', member_until !== null && member_until < today ? why : undefined)
  const last = rows.length > PAGE ? listed.at(-1) : undefined
  return {
    rows: listed.map(shown),
    next: last ? `${fuzzy ? '~' : ''}${last.patron_id}` : null,
    ended: hidden,
  }
}
