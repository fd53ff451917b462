import type { findPatrons as op, OkOf, QueryOf } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { nameOf } from '../head/head.ts'
import { membershipName } from '../memberships/membership-types.store.ts'
import { planFind } from './find.rules.ts'
import { FoundRow, findQuery, PAGE } from './find.store.ts'

/** Where a list goes on: the last patron shown, and whether misspellings were looked for. */
const cursor = /^(~?)([1-9][0-9]{0,17})$/

const shown = (row: FoundRow): OkOf<typeof op>['rows'][number] => {
  const { family_name: _, given_name: __, membership_types, membership_type, ...rest } = row
  return { ...rest, name: nameOf(row), membership_name: membershipName(membership_types, membership_type) }
}

/**
 * Finds patrons within the scope of the session, fifty at a time. Misspelt names are looked for only where nobody
 * fits what was typed, so that a well-typed name is never buried.
 * @returns `invalid` for a cursor that was not given by the page before
 */
export function findPatrons(ctx: StaffCtx, ask: QueryOf<typeof op>): Promise<OkOf<typeof op> | Refusal> {
  const [, mark = '', after = null] = cursor.exec(ask.after ?? '') ?? []
  if (ask.after !== undefined && after === null) return Promise.resolve(refuse('invalid'))
  const today = dayOf(ctx.now)
  const queryOf = (fuzzy: boolean) => findQuery(planFind(ask.q, today, fuzzy), { today, after })
  return transact(ctx, async tx => {
    let fuzzy = mark === '~'
    let rows = allOf(FoundRow, (await tx.first([queryOf(fuzzy)]))[0] ?? [])
    if (rows.length === 0 && after === null) {
      fuzzy = true
      rows = allOf(FoundRow, (await tx.more([queryOf(true)]))[0] ?? [])
    }
    return page(tx, rows, fuzzy)
  })
}

/** One page of what was found; each person on it was looked at. */
function page(tx: Tx, rows: readonly FoundRow[], fuzzy: boolean): OkOf<typeof op> {
  const listed = rows.slice(0, PAGE)
  for (const row of listed) tx.seen(row.patron_id)
  const last = rows.length > PAGE ? listed.at(-1) : undefined
  return { rows: listed.map(shown), next: last ? `${fuzzy ? '~' : ''}${last.patron_id}` : null }
}
