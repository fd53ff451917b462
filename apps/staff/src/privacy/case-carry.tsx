import { carryOut, eraseAgain, settleItem } from '@kaft/contract/rights-handling'
import type { CaseDetail } from '@kaft/contract/rights'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { caseTexts } from './texts/cases.ts'
import { useStep } from './use-case.ts'

const Item = ({ one, item }: { one: CaseDetail; item: CaseDetail['items'][number] }): ReactNode => {
  const t = useTexts(caseTexts).carry
  const settle = useStep(settleItem, one)
  const say = (did: 'done' | 'refused' | null): void => settle.run({ did }, { item_id: item.item_id })
  return (
    <li className="k-line k-line-between">
      <span>
        <strong>{item.field}</strong>: {item.wish}
      </span>
      {item.did === null ? (
        <span className="k-line">
          <Button size="compact-sm" aria-label={`${t.put}: ${item.field}`} onClick={() => say('done')}>
            {t.put}
          </Button>
          <Button size="compact-sm" aria-label={`${t.not}: ${item.field}`} onClick={() => say('refused')}>
            {t.not}
          </Button>
        </span>
      ) : (
        <span className="k-line">
          <StateWord state={item.did === 'done' ? 'ok' : 'stop'} size={16}>
            {t.did[item.did]}
          </StateWord>
          <Button size="compact-sm" aria-label={`${t.back}: ${item.field}`} onClick={() => say(null)}>
            {t.back}
          </Button>
        </span>
      )}
      {settle.error !== null && <Failed error={settle.error} />}
    </li>
  )
}

/** What was decided is done here, or said to be done. */
export const CaseCarry = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).carry
  const carry = useStep(carryOut, one)
  const again = useStep(eraseAgain, one)
  if (one.decision === null || one.decision === 'refused' || one.step === 'closed') return null
  const byHand = one.kind === 'rectification' || one.kind === 'erasure'
  if (!byHand && !one.busy) return null
  return (
    <Spine state={one.carried_on === null ? undefined : 'ok'} panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.title}</h2>
      {one.busy && (
        <p role="status" className="k-quiet">
          {t.busy}
        </p>
      )}
      {one.items.length > 0 && (
        <>
          <p className="k-quiet k-prose">{t.itemsAbout}</p>
          <ul className="k-stack" style={{ paddingLeft: 0, listStyle: 'none' }}>
            {one.items.map(item => (
              <Item key={item.item_id} one={one} item={item} />
            ))}
          </ul>
        </>
      )}
      {one.kind === 'erasure' && (
        <StateWord state={one.erasure === 'done' ? 'ok' : one.erasure === 'blocked' ? 'stop' : 'hold'}>
          {t.erasure[one.erasure ?? 'none']}
        </StateWord>
      )}
      {one.kind === 'erasure' && one.erasure === 'blocked' && (
        <div className="k-line k-line-between">
          <span className="k-quiet k-prose">{t.settleFirst}</span>
          <Button loading={again.isPending} onClick={() => again.run({})}>
            {t.again}
          </Button>
        </div>
      )}
      {again.error !== null && <Failed error={again.error} />}
      {carry.error !== null && <Failed error={carry.error} />}
      {byHand && one.carried_on === null && (one.erasure === null || one.erasure === 'done') && (
        <div className="k-line k-line-end">
          <Button variant="filled" loading={carry.isPending} onClick={() => carry.run({})}>
            {t.go}
          </Button>
        </div>
      )}
    </Spine>
  )
}
