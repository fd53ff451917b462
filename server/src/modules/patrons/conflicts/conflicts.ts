import type {
  BodyOf,
  identityConflicts as listOp,
  OkOf,
  QueryOf,
  settleConflict as settleOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { ConflictRow, conflictsQuery, MOST_CONFLICTS, settle, Settled } from './conflicts.store.ts'

type Listed = OkOf<typeof listOp>
type Field = Listed['rows'][number]['fields'][number]

const NOTE =
  'Het rijksregisternummer bij deze lener was van iemand anders en is weggenomen. Lees de identiteitskaart bij het volgende bezoek.'

/**
 * Records that share a number and do not look like one person, as whoever works for all libraries sees them: names, dates
 * of birth, and which library wrote each when. Each record that is shown is in the log of who looked.
 */
export const identityConflicts = (ctx: StaffCtx, query: QueryOf<typeof listOp>): Promise<Listed> =>
  transact(ctx, async tx => {
    const [found] = await tx.first([conflictsQuery(query.after ?? null)])
    const rows = allOf(ConflictRow, found ?? [])
    const page = rows.slice(0, MOST_CONFLICTS)
    for (const row of page) for (const id of [row.patron_id, row.other_id]) tx.seen(id)
    return {
      rows: page.map(row => ({
        conflict_id: row.conflict_id,
        fields: row.fields as Field[],
        found_at: row.found_at,
        sides: [
          {
            patron_id: row.patron_id,
            library_name: row.library_name,
            family_name: row.family_name,
            given_name: row.given_name,
            birth_on: row.birth_on,
            registered_on: dayOf(row.registered_at),
          },
          {
            patron_id: row.other_id,
            library_name: row.other_library_name,
            family_name: row.other_family_name,
            given_name: row.other_given_name,
            birth_on: row.other_birth_on,
            registered_on: dayOf(row.other_registered_at),
          },
        ],
      })),
      next: rows.length > MOST_CONFLICTS ? (page.at(-1)?.conflict_id ?? null) : null,
    }
  })

/** Ends a conflict: one person after all, or the number of somebody else, which is then taken away from that record. */
export const settleConflict = (
  ctx: StaffCtx,
  conflict_id: string,
  body: BodyOf<typeof settleOp>,
): Promise<OkOf<typeof settleOp> | Refusal | RefusedByRules> =>
  once<OkOf<typeof settleOp>>(
    ctx,
    { ...body, entry_id: conflict_id },
    {
      facts: [],
      decide: async (_, tx) => {
        const [rows] = await tx.more([
          settle(ctx, { conflict_id, wrong_patron_id: body.wrong_patron_id, note: NOTE }),
        ])
        if (body.wrong_patron_id !== null) tx.seen(body.wrong_patron_id)
        const { did } = shaped(Settled, rows?.[0])
        return did === 'done' ? { effects: [], answer: () => ({}) } : refuse('conflict_gone')
      },
    },
  )
