import { Type } from 'typebox'
import { DeskAnswer } from './circulation.ts'
import { ItemHead } from './inventory.ts'
import { operation } from './operation.ts'
import { Finding } from './problem.ts'
import { Cents, closed, CommandId, Id, Instant, Nullable } from './values.ts'

/* All loans of a patron renewed as one command, and taken back as one. */

export const renewAll = operation({
  id: 'renewAll',
  method: 'POST',
  path: '/patrons/:patron_id/renewals',
  leave: 'circulation.renew',
  purpose: 'functional',
  status: 201,
  summary: 'Renew all loans of a patron that may be renewed, as one command, with a result for each',
  params: closed({ patron_id: Id }),
  body: closed({ command_id: CommandId, occurred_at: Type.Optional(Instant) }),
  ok: closed({
    rows: Type.Array(DeskAnswer),
    /** By this one event all of them go back; null where none was renewed. */
    event_id: Nullable(Type.String()),
  }),
})
export const undoRenewAll = operation({
  id: 'undoRenewAll',
  method: 'POST',
  path: '/patrons/:patron_id/renewals/undo',
  leave: 'circulation.undo',
  purpose: 'functional',
  status: 201,
  summary: 'Undo renewing all, and say which loans stay renewed and why',
  params: closed({ patron_id: Id }),
  body: closed({ command_id: CommandId, event_id: Type.String({ maxLength: 40 }) }),
  ok: closed({
    put_back: Type.Integer(),
    fine_reversed_cents: Cents,
    cost_reversed_cents: Cents,
    /** What happened to these since keeps them as they are. */
    kept: Type.Array(closed({ item: ItemHead, findings: Type.Array(Finding) })),
  }),
  codes: ['undo_impossible', 'undo_item_moved_on', 'undo_paid', 'undo_already'],
})
