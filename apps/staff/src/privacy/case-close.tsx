import { closeCase, reopenCase } from '@kaft/contract/rights-handling'
import type { CaseDetail } from '@kaft/contract/rights'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { caseTexts } from './texts/cases.ts'
import { useStep } from './use-case.ts'

/** The end of a case, and the way back. */
export const CaseClose = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).close
  const close = useStep(closeCase, one)
  const reopen = useStep(reopenCase, one)
  const error = close.error ?? reopen.error
  const forgets = one.kind === 'erasure' && one.decision === 'granted'
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
            onClick={() => close.run({ how: 'answered' }, {}, () => tell(t.done))}
          >
            {t.go}
          </Button>
          <Button
            loading={close.isPending}
            onClick={() => close.run({ how: 'withdrawn' }, {}, () => tell(t.done))}
          >
            {t.withdrawn}
          </Button>
          {one.step === 'ready' && forgets && <span className="k-quiet">{t.forget}</span>}
        </div>
      )}
    </div>
  )
}
