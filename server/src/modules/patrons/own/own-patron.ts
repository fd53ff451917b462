import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { type Decided, once } from '../../../base/command.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { lockPatron, OwnPatron } from './own-patron.store.ts'

/** What every change of a record answers; the record is read anew after it. */
export interface Changed {
  readonly patron_id: string
}

/**
 * The locked record, if it is ours to change: partners see a patron, only the own library changes the data.
 * @param rows of `lockPatron`
 * @returns `patron_unknown` out of scope, `patron_not_own` at a partner
 */
export function ownPatron(ctx: StaffCtx, tx: Tx, rows: readonly Row[]): OwnPatron | Refusal {
  const patron = oneOf(OwnPatron, rows)
  tx.seen(patron?.patron_id ?? null, patron ? 'seen' : 'refused')
  if (!patron) return refuse('patron_unknown')
  return patron.library_id === ctx.actor.library_id ? patron : refuse('patron_not_own')
}

/** One change of one record of the own library, once: locked, then its facts, then the decision. */
export const changeOwn = <A extends object = Changed>(
  ctx: StaffCtx,
  ask: {
    readonly patron_id: string
    readonly body: { readonly command_id: string }
    readonly facts?: readonly Query[]
  },
  decide: (patron: OwnPatron, rows: Row[][], tx: Tx) => Decided<A> | Promise<Decided<A>>,
): Promise<A | Refusal | RefusedByRules> =>
  // The address is part of what is asked: the same command for somebody else is another one.
  once<A>(
    ctx,
    { ...ask.body, patron_id: ask.patron_id },
    {
      facts: [lockPatron(ask.patron_id), ...(ask.facts ?? [])],
      decide: ([locked, ...rows], tx) => {
        const patron = ownPatron(ctx, tx, locked ?? [])
        return isRefusal(patron) ? patron : decide(patron, rows, tx)
      },
    },
  )
