import type { Ask, OkOf, setController as setOp, readController as readOp } from '@kaft/contract'
import { type Ctx, isRefusal, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure } from '../../organisation/index.ts'
import { ControllerRow, controllerRow } from '../cases/case.store.ts'
import { putController } from './registers.store.ts'

/** Who answers for the processing, as every letter, file and screen names it. */
export async function readController(ctx: Ctx): Promise<OkOf<typeof readOp>> {
  const [rows = []] = await read(ctx, [controllerRow])
  return shaped(ControllerRow, rows[0])
}

export async function setController(
  ctx: StaffCtx,
  { body }: Ask<typeof setOp>,
): Promise<Answer<OkOf<typeof readOp>>> {
  const { command_id: _, ...wanted } = body
  const said = await configure(ctx, body, {
    facts: [controllerRow],
    decide: ([rows = []]) => ({
      effects: [putController(ctx, wanted)],
      change: { subject: 'controller', before: oneOf(ControllerRow, rows), after: wanted },
      answer: {},
    }),
  })
  return isRefusal(said) || 'findings_refused' in said ? said : readController({ ...ctx, actor: null })
}
