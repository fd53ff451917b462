import { liftRestriction, tellLifting } from '@kaft/contract/rights-handling'
import type { CaseDetail } from '@kaft/contract/rights'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { caseTexts } from './texts/cases.ts'
import { privacyTexts } from './texts/index.ts'
import { useStep } from './use-case.ts'

const Limit = ({ one, limit }: { one: CaseDetail; limit: CaseDetail['restrictions'][number] }): ReactNode => {
  const t = useTexts(caseTexts).limits
  const p = useTexts(privacyTexts)
  const f = useFormats()
  const tell = useStep(tellLifting, one)
  const lift = useStep(liftRestriction, one)
  const parts = { restriction_id: limit.restriction_id }
  const says = [
    t.since(f.dayShort(limit.from_on)),
    limit.told_on === null ? null : t.told(f.dayShort(limit.told_on)),
    limit.lifted_on === null ? null : t.lifted(f.dayShort(limit.lifted_on)),
  ].filter(Boolean)
  return (
    <li className="k-stack">
      <StateWord state={limit.lifted_on === null ? 'offline' : 'ok'}>
        {limit.purposes.map(one => p.purposes[one]).join(', ')}
      </StateWord>
      <p className="k-quiet">{says.join(' · ')}</p>
      {tell.error !== null && <Failed error={tell.error} />}
      {lift.error !== null && <Failed error={lift.error} />}
      {limit.lifted_on === null && (
        <div className="k-line">
          {limit.told_on === null ? (
            <>
              <Button size="compact-sm" loading={tell.isPending} onClick={() => tell.run({}, parts)}>
                {t.tell}
              </Button>
              <span className="k-quiet">{t.tellFirst}</span>
            </>
          ) : (
            <Button size="compact-sm" loading={lift.isPending} onClick={() => lift.run({}, parts)}>
              {t.lift}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}

/** What of the use of the data is limited by this case, and how it is lifted: the person hears it first. */
export const CaseLimits = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).limits
  if (one.restrictions.length === 0) return null
  return (
    <Spine
      state={one.restrictions.some(r => r.lifted_on === null) ? 'offline' : 'ok'}
      panel
      className="k-stack"
    >
      <h2 className="k-text-md k-strong">{t.title}</h2>
      <ul className="k-stack" style={{ paddingLeft: 0, listStyle: 'none' }}>
        {one.restrictions.map(limit => (
          <Limit key={limit.restriction_id} one={one} limit={limit} />
        ))}
      </ul>
    </Spine>
  )
}
