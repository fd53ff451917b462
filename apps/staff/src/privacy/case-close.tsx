import { closeCase, reopenCase } from '@kaft/contract/rights-handling'
import { myDay } from '@kaft/contract/circulation'
import { type CaseDetail, patronCases, readCase, rightsCases } from '@kaft/contract/rights'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { offerWayBack } from '../base/undo.ts'
import { caseTexts } from './texts/cases.ts'
import { useStep } from './use-case.ts'

/** The end of a case, and the way back. */
export const CaseClose = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).close
  const close = useStep(closeCase, one)
  const reopen = useStep(reopenCase, one)
  const error = close.error ?? reopen.error
  const forgets = one.kind === 'erasure' && one.decision === 'granted'
  const { case_id } = one
  const offer = (): void =>
    offerWayBack(t.done, [readCase, rightsCases, patronCases, myDay], async () => {
      await call(reopenCase, { params: { case_id }, body: { command_id: newCommandId() } })
      return textsNow(caseTexts).close.reopened
    })
  return (
    <div className="k-stack">
      {error !== null && <Failed error={error} />}
      {one.step === 'closed' ? (
        !forgets && (
          <div className="k-line">
            <Button loading={reopen.isPending} onClick={() => reopen.run({})}>
              {t.reopen}
            </Button>
          </div>
        )
      ) : (
        <div className="k-line">
          <Button
            variant="filled"
            disabled={one.step !== 'ready'}
            loading={close.isPending}
            // With an erasure that was carried out, closing forgets who it was: that does not come back.
            onClick={() => close.run({ how: 'answered' }, {}, () => (forgets ? tell(t.done) : offer()))}
          >
            {t.go}
          </Button>
          <Button loading={close.isPending} onClick={() => close.run({ how: 'withdrawn' }, {}, offer)}>
            {t.withdrawn}
          </Button>
          {one.step === 'ready' && forgets && <span className="k-quiet">{t.forget}</span>}
        </div>
      )}
    </div>
  )
}
