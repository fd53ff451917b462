import { Type } from 'typebox'
import { Hold } from './holds.ts'
import { operation } from './operation.ts'
import { Finding } from './problem.ts'
import { Cents, closed, CommandId, Id, Nullable } from './values.ts'

/* The volumes of a series reserved as one command, and taken back as one. */

export const placeSeries = operation({
  id: 'placeSeries',
  method: 'POST',
  path: '/holds/series',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Reserve volumes of a series for a patron, as one command, with a result for each',
  body: closed({
    command_id: CommandId,
    patron_id: Id,
    pickup_branch_id: Id,
    /** In the order in which they are to come. */
    title_ids: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }),
    /** Each takes part only once the hold of the one before it is closed; else each comes as soon as it is there. */
    in_order: Type.Boolean(),
  }),
  ok: closed({
    /** One for each title, in the order asked: its hold, or what speaks against it. */
    rows: Type.Array(
      closed({
        title_id: Id,
        hold: Nullable(Hold),
        event_id: Nullable(Type.String()),
        findings: Type.Array(Finding),
      }),
    ),
    /** By this event all of them go back; null where none was placed. */
    event_id: Nullable(Type.String()),
  }),
})
export const undoSeries = operation({
  id: 'undoSeries',
  method: 'POST',
  path: '/holds/series/undo',
  leave: 'circulation.undo',
  purpose: 'functional',
  status: 201,
  summary: 'Undo reserving a series, and say which holds stay and why',
  body: closed({ command_id: CommandId, patron_id: Id, event_id: Type.String({ maxLength: 40 }) }),
  ok: closed({
    put_back: Type.Integer(),
    cost_reversed_cents: Cents,
    /** What happened to these since keeps them as they are. */
    kept: Type.Array(closed({ title_id: Id, findings: Type.Array(Finding) })),
  }),
  codes: ['undo_impossible', 'undo_item_moved_on', 'undo_paid', 'undo_already'],
})
