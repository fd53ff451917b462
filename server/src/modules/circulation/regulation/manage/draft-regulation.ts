import { isDeepStrictEqual } from 'node:util'
import type {
  Ask,
  changeRegulation as changeOp,
  draftRegulation as draftOp,
  OkOf,
  RegulationRow,
} from '@kaft/contract'
import { isRefusal, may, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf } from '../../../../base/dates.ts'
import type { Answer } from '../../../../base/route.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { configure } from '../../../organisation/index.ts'
import { readChanged } from './read-regulation.ts'
import {
  changedBy,
  clearRows,
  copyRows,
  Head,
  insertDraft,
  Made,
  ownHeads,
  ownRows,
  Rule,
  sharesRules,
  writeRows,
} from './regulations.store.ts'

type Regulation = OkOf<typeof changeOp>

/** The rows that the other set lacks or has otherwise: all that is worth keeping of a change of a draft. */
function notIn(rows: readonly RegulationRow[], others: readonly RegulationRow[]): RegulationRow[] {
  const known = new Map(others.map(r => [r.row_no, r]))
  return rows.filter(r => !isDeepStrictEqual(known.get(r.row_no), r))
}

/** A draft decides nothing yet, so no process needs to hear of it. */
const nobody: readonly string[] = []

/** Makes a draft, empty or with the rows of another version of the own library. */
export async function draftRegulation(
  ctx: StaffCtx,
  { body }: Ask<typeof draftOp>,
): Promise<Answer<Regulation>> {
  const { library_id, staff_id: author_id } = ctx.actor
  const { name, reason, copy_of, agreement_id = null } = body
  // What holds for other libraries too is begun by who manages agreements.
  if (agreement_id !== null && !may(ctx)('consortium.agreements')) return refuse('no_leave')
  const done = await configure(ctx, body, {
    facts: [
      ownHeads(library_id),
      sharesRules(library_id, { agreement_id: agreement_id ?? '0', day: dayOf(ctx.now) }),
    ],
    decide: async ([rows = [], shared = []], tx) => {
      const heads = allOf(Head, rows)
      if (copy_of !== null && !heads.some(h => h.version_id === copy_of)) return refuse('not_found')
      if (agreement_id !== null && shared.length === 0) return refuse('not_found')
      const draft = { library_id, agreement_id, name, reason, author_id, made_at: ctx.now.toString() }
      const [made = []] = await tx.more([insertDraft(draft)])
      const version_id = oneOf(Made, made)?.version_id ?? ''
      return {
        effects: copy_of === null ? [] : [copyRows(copy_of, version_id)],
        change: {
          subject: version_id,
          before: null,
          after: { version: name, reason, copy_of, ...(agreement_id ? { agreement_id } : {}) },
        },
        answer: { version_id },
        libraries: nobody,
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, done.version_id)
}

/** Replaces the rows of a draft. What is wrong with them is said when it is activated; only numbers must differ. */
export async function changeRegulation(
  ctx: StaffCtx,
  { params, body }: Ask<typeof changeOp>,
): Promise<Answer<Regulation>> {
  const { library_id } = ctx.actor
  const { version_id } = params
  const { rows } = body
  if (new Set(rows.map(r => r.row_no)).size !== rows.length) return refuse('invalid')
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [ownHeads(library_id), ownRows(version_id, library_id)],
      decide: ([heads = [], rules = []]) => {
        const head = allOf(Head, heads).find(h => h.version_id === version_id)
        if (!head) return refuse('not_found')
        if (head.activated) return refuse('regulation_not_draft')
        const before = allOf(Rule, rules).map(r => r.rule)
        return {
          effects: [
            clearRows(version_id),
            writeRows(version_id, rows),
            changedBy(version_id, ctx.actor.staff_id),
          ],
          change: {
            subject: version_id,
            before: { rows: notIn(before, rows) },
            after: { rows: notIn(rows, before) },
          },
          answer: { version_id },
          libraries: nobody,
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, version_id)
}
