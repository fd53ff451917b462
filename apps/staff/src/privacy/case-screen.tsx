import { type CaseDetail, type CaseStep, readCase } from '@kaft/contract/rights'
import { Spine, StateIcon } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { usePart } from '../base/address.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { NeedsLine, Read } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import { CaseAnswer } from './case-answer.tsx'
import { CaseCarry } from './case-carry.tsx'
import { CaseClose } from './case-close.tsx'
import { CaseFiles } from './case-files.tsx'
import { CaseIdentity } from './case-identity.tsx'
import { CaseJudge } from './case-judge.tsx'
import { CaseLimits } from './case-limits.tsx'
import { CaseNotices } from './case-notices.tsx'
import css from './privacy.module.css'
import { caseTexts } from './texts/cases.ts'
import { privacyTexts } from './texts/index.ts'

const order = [
  'identity',
  'judge',
  'carry_out',
  'answer',
  'notices',
  'ready',
] as const satisfies readonly CaseStep[]

const Steps = ({ now }: { now: CaseStep }): ReactNode => {
  const t = useTexts(caseTexts)
  const at = now === 'closed' ? order.length : order.indexOf(now)
  return (
    <ol className={css['steps']} aria-label={t.stepsLabel}>
      {order.map((step, no) => (
        <li key={step} aria-current={no === at ? 'step' : undefined}>
          {no < at ? <StateIcon state="ok" size={16} /> : <span aria-hidden="true">{no + 1}</span>}
          <span>{t.steps[step]}</span>
          {no < at && <span className="k-sr-only">{t.done}</span>}
        </li>
      ))}
    </ol>
  )
}

const Asked = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts)
  const p = useTexts(privacyTexts)
  const f = useFormats()
  const said: readonly (readonly [string, ReactNode])[] = [
    [t.fields.name, one.name],
    [t.fields.email, one.email],
    [t.fields.address, one.address],
    [t.fields.library, one.library_name],
    [
      t.fields.purposes,
      one.purposes.length === 0 ? t.allPurposes : one.purposes.map(purpose => p.purposes[purpose]).join(', '),
    ],
    [t.fields.wants, one.wants],
    [t.fields.changes, one.changes],
    [t.fields.limits, one.limits],
    [t.fields.objection, one.objection],
    [t.fields.outcome_wished, one.outcome_wished],
    [t.fields.decision, one.decision && `${t.judge.decided[one.decision]}, ${one.decided_by ?? p.nobody}`],
    [t.fields.reasons, one.reasons],
    [t.fields.extended, one.extended_on && `${f.dayLong(one.extended_on)}: ${one.extended_why ?? ''}`],
  ]
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.asked}</h2>
      <dl className={css['facts']}>
        {said.map(([name, value]) =>
          value === null || value === '' ? null : (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {one.patron_id !== null && one.patron_name !== null && (
        <p>
          <To to={paths.patron(one.patron_id)}>{t.toPatron}</To>
        </p>
      )}
    </Spine>
  )
}

const Body = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts)
  const f = useFormats()
  const state =
    one.step === 'closed'
      ? 'ok'
      : one.state === 'late' || one.state === 'three_days'
        ? 'stop'
        : one.state === 'waits'
          ? 'offline'
          : one.state === 'ten_days'
            ? 'ask'
            : undefined
  const title = `${one.number} · ${t.kinds[one.kind]}`
  useShortcuts([
    {
      id: 'privacy.answer',
      combo: 'a',
      does: { nl: 'Naar het antwoord', en: 'To the answer' },
      run: () => document.getElementById('answer')?.scrollIntoView(),
    },
  ])
  return (
    <Page
      title={title}
      about={`${t.received(f.dayLong(one.received_on))} · ${t.sources[one.source]} · ${one.library_name}`}
      actions={<To to={paths.privacy}>{t.tabs.label}</To>}
    >
      <Spine state={state} panel className="k-stack">
        <Steps now={one.step} />
        <p className="k-prose">
          <strong>
            {one.step === 'closed' ? t.close.done : t.left(one.days_left, f.dayShort(one.strict_on))}
          </strong>{' '}
          {one.step !== 'closed' && t.strict(f.dayLong(one.strict_on), f.dayLong(one.due_on))}
        </p>
        {one.step !== 'closed' && <p className="k-prose k-quiet">{t.whyDay}</p>}
      </Spine>
      <div className={css['two']}>
        <div className="k-stack">
          <CaseIdentity one={one} />
          <CaseJudge one={one} />
          <CaseCarry one={one} />
          <CaseNotices one={one} />
          <CaseClose one={one} />
        </div>
        <div className="k-stack">
          <Asked one={one} />
          <CaseFiles one={one} />
          <CaseLimits one={one} />
          <CaseAnswer one={one} />
        </div>
      </div>
    </Page>
  )
}

/** One request: what was asked at the right, what is to do at the left, step by step. */
export const Screen = (): ReactNode => {
  const case_id = usePart('case_id')
  const t = useTexts(caseTexts)
  const read = useRead(readCase, { params: { case_id } }, { every_ms: 15_000 })
  return (
    <>
      <NeedsLine>{t.none}</NeedsLine>
      <Read of={read}>{one => <Body key={one.case_id} one={one} />}</Read>
    </>
  )
}
