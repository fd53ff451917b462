import { myDay } from '@kaft/contract/circulation'
import type { OkOf, Operation } from '@kaft/contract/operation'
import { readPatron } from '@kaft/contract/patrons'
import { type CaseDetail, patronCases, readCase, rightsCases } from '@kaft/contract/rights'
import { useQueryClient } from '@tanstack/react-query'
import type { AskOf } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'

/** A step of a case: its operation answers the whole case as it is now. */
export interface Step {
  readonly run: (body: object, parts?: object, after?: () => void) => void
  readonly isPending: boolean
  readonly error: Error | null
}

/** Does a step of one case, shows the case that it answers, and lets what hangs on it be read anew. */
export const useStep = <O extends Operation>(op: O, one: Pick<CaseDetail, 'case_id'>): Step => {
  const client = useQueryClient()
  const act = useDo(op, [rightsCases, patronCases, readPatron, myDay])
  return {
    isPending: act.isPending,
    error: act.error,
    run: (body, parts = {}, after) => {
      const params = { case_id: one.case_id, ...parts }
      // Each step has these two; what else its body holds is typed where it is called.
      const ask = { params, body: { command_id: newCommandId(), ...body } } as unknown as AskOf<O>
      act.mutate(ask, {
        onSuccess: (found: OkOf<O>) => {
          client.setQueryData([readCase.id, { params: { case_id: one.case_id } }], found)
          after?.()
        },
      })
    },
  }
}
