import type { beginRequest as beginOp, BodyOf, MyRequestDetail } from '@kaft/contract'
import { MOST_REQUESTS } from '@kaft/contract'
import { isRefusal, type ReaderCtx, refuse } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { changeOwn } from '../../patrons/index.ts'
import { Begun, begunBy, controllerRow } from '../cases/case.store.ts'
import { insertTask } from '../cases/case-effects.store.ts'
import { saysNothing } from '../cases/intake.rules.ts'
import { CasePatron, casePatron } from '../cases/people.store.ts'
import { type Made, take, wishes } from '../cases/start-case.ts'
import { TASKS, wake } from '../cases/tasks.store.ts'
import { readMyRequest } from './own-requests.ts'

/**
 * A reader uses a right. To see and to take along what is their own nobody has to grant: the job makes the files and answers. What
 * is made is dear, so one after the other, and a few of a kind in a day (AVG art. 12(5)).
 */
export async function beginRequest(
  ctx: ReaderCtx,
  body: BodyOf<typeof beginOp>,
): Promise<Answer<MyRequestDetail>> {
  if (saysNothing(body)) return refuse('case_says_nothing')
  const { patron_id } = ctx.actor.reader
  const { kind } = body
  const today = dayOf(ctx.now)
  const said = await changeOwn<Made>(
    ctx,
    { patron_id, body, facts: [casePatron(patron_id), controllerRow, begunBy(patron_id, { kind, today })] },
    async (_, [found = [], controller = [], begun = []], tx) => {
      const patron = oneOf(CasePatron, found)
      if (patron === null) return refuse('patron_unknown')
      const makes = kind === 'access' || kind === 'portability'
      const before = shaped(Begun, begun[0])
      if (makes && before.busy) return refuse('case_busy')
      if (before.today >= MOST_REQUESTS) return refuse('requests_enough')
      const { library_id, name, email, address } = patron
      const how = { source: 'portal', identity: 'portal', received_on: today } as const
      const who = { patron_id, library_id, name, email, address }
      const { row, effects, answer } = await take(ctx, tx, { ...wishes(body), ...who, ...how }, controller)
      const files = makes ? [insertTask(ctx, row, 'files'), wake(TASKS)] : []
      return { effects: [...effects, ...files], answer }
    },
  )
  return isRefusal(said) || 'findings_refused' in said ? said : readMyRequest(ctx, said.case_id)
}
