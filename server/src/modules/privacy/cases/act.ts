import type { CaseDetail } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Day, dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import type { Standing } from './case.rules.ts'
import {
  CaseRow,
  caseRow,
  ControllerRow,
  controllerRow,
  DetailRow,
  detailRow,
  lockCase,
} from './case.store.ts'
import type { Written } from './letters.rules.ts'
import { detailOf, detailQueries, standingOf, writtenOf } from './show-case.ts'

/** What a step of a case is decided from. */
export interface ActFacts {
  readonly row: CaseRow
  readonly standing: Standing
  readonly detail: DetailRow
  readonly today: Day
  readonly tx: Tx
  /** What letters are made of, with the last day as it is after a change of the term. */
  readonly written: (change?: Partial<CaseRow>) => Written
}

/** One case with all that was asked, decided and done; each look is logged at the person. */
export const readCase = (ctx: StaffCtx, case_id: string): Promise<Answer<CaseDetail>> =>
  transact(ctx, async tx => {
    const today = dayOf(ctx.now)
    const found = detailOf(await tx.first(detailQueries(case_id, today)), today)
    tx.seen(found?.patron_id ?? null, found ? 'seen' : 'refused')
    return found ?? refuse('not_found')
  })

interface Acted {
  readonly case_id: string
}
/** What a step comes to: a refusal, or effects. */
export type Acting = Refusal | { readonly effects: readonly Query[] }

/** One step of one case: locked, then decided, then shown as it is now. */
export async function act(
  ctx: StaffCtx,
  ask: { readonly case_id: string; readonly part?: string; readonly body: { readonly command_id: string } },
  decide: (facts: ActFacts) => Acting | Promise<Acting>,
): Promise<Answer<CaseDetail>> {
  const { case_id } = ask
  const said = await once<Acted>(
    ctx,
    { ...ask.body, entry_id: `${case_id}/${ask.part ?? ''}` },
    {
      facts: [lockCase(case_id), caseRow(case_id), detailRow(case_id), controllerRow],
      decide: async ([, rows = [], more = [], controller = []], tx) => {
        const row = oneOf(CaseRow, rows)
        tx.seen(row?.patron_id ?? null, row ? 'seen' : 'refused')
        if (row === null) return refuse('not_found')
        const today = dayOf(ctx.now)
        const who = shaped(ControllerRow, controller[0])
        const decided = await decide({
          row,
          standing: standingOf(row),
          detail: shaped(DetailRow, more[0]),
          today,
          tx,
          written: change => writtenOf({ ...row, ...change }, who, today),
        })
        return 'effects' in decided ? { ...decided, answer: () => ({ case_id }) } : decided
      },
    },
  )
  return isRefusal(said) || 'findings_refused' in said ? said : readCase(ctx, case_id)
}
