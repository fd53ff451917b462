import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { type HeadWiring, readHead } from './head/read-head.ts'

/** What patrons are given from above, since they may not look up. */
export interface PatronWiring {
  /** Debt and overdue loans, as the regulation judges them. */
  readonly head?: HeadWiring
}

export const patronRoutes = (wiring: PatronWiring = {}): readonly Route[] => [
  on(op.readPatronHead, (ctx, { params }) => readHead(ctx, params.patron_id, wiring.head)),
]
