import { type Explanation, explainDecision, explainLoan } from '@kaft/contract/circulation'
import { explainAllocation, explainHold } from '@kaft/contract/holds'
import type { BodyOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import { Spine } from '@kaft/ui/spine.tsx'
import { type ReactNode, useState } from 'react'
import { parseComing } from './day.model.ts'
import { DayField } from './day-field.tsx'
import { dayOf } from './format.ts'
import { useRead } from './hooks.ts'
import { textsNow, useLanguage, useTexts } from './language.ts'
import { openPanel } from './panel.ts'
import { Read } from './states.tsx'
import { baseTexts } from './texts.ts'

/** What "Waarom?" is asked about: the date or the fee of a loan, or a decision that was or would be taken. */
export type WhyAsk =
  | {
      readonly kind: 'loan'
      readonly loan_id: string
      readonly about: 'due' | 'fine'
      /** It is out, so that one may ask what it costs on another day. */
      readonly open?: true
    }
  | { readonly kind: 'hold'; readonly hold_id: string }
  | { readonly kind: 'allocation'; readonly item_id: string }
  | { readonly kind: 'decision'; readonly ask: Omit<BodyOf<typeof explainDecision>, 'lang'> }

const Rows = ({ steps }: { steps: Explanation['steps'] }): ReactNode => (
  <ol className="k-why-steps">
    {steps.map((step, index) => (
      <li key={`${index} ${step.text}`}>
        <span>{step.text}</span>
        {step.result !== null && <span className="k-strong"> → {step.result}</span>}
        {step.from !== null && <span className="k-text-xs k-quiet">{step.from}</span>}
      </li>
    ))}
  </ol>
)

/** An explanation in its layers: the sentence, the steps, what would change it, what lost, the trace. */
export const Layers = ({
  explanation,
  lost = 'lost',
}: {
  explanation: Explanation
  /** What it is that lost: rules, unless it is about items or reservations. */
  lost?: 'lost' | 'lostItems' | 'lostHolds'
}): ReactNode => {
  const t = useTexts(baseTexts)
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard.writeText(explanation.for_patron).then(() => setCopied(true))
  }
  return (
    <div className="k-stack">
      <Spine state="move">
        <p className="k-text-md k-prose">{explanation.sentence}</p>
      </Spine>
      {explanation.steps.length > 0 && <Rows steps={explanation.steps} />}
      {explanation.change !== null && (
        <p className="k-prose">
          <span className="k-strong">{t.changes}</span> {explanation.change}
        </p>
      )}
      {explanation.lost.length > 0 && (
        <details>
          <summary>{t[lost](explanation.lost.length)}</summary>
          <Rows steps={explanation.lost} />
        </details>
      )}
      {explanation.trace !== null && explanation.trace !== undefined && (
        <details>
          <summary className="k-quiet">{t.trace}</summary>
          <pre className="k-trace">{JSON.stringify(explanation.trace, null, 2)}</pre>
        </details>
      )}
      {explanation.for_patron !== '' && (
        <div className="k-line">
          <Button onClick={copy}>{copied ? t.copied : t.copyForPatron}</Button>
        </div>
      )}
    </div>
  )
}

const toCome = (typed: string): string | null => parseComing(typed, dayOf())

/** "En als het vrijdag terugkomt?": what an open loan would cost on a day, by the same calculation that books it. */
const WhatIf = ({ loan_id }: { loan_id: string }): ReactNode => {
  const t = useTexts(baseTexts)
  const lang = useLanguage()
  const [typed, setTyped] = useState('')
  const day = toCome(typed)
  const query = { lang, about: 'fine' as const, ...(day === null ? {} : { return_on: day }) }
  const read = useRead(explainLoan, { params: { loan_id }, query }, { enabled: day !== null })
  return (
    <div className="k-stack">
      <DayField label={t.whatIf} shape={t.whatIfShape} value={typed} onText={setTyped} read={toCome} />
      {day !== null && (
        <Read of={read}>
          {explanation => (
            <>
              <p className="k-strong k-prose" role="status">
                {explanation.for_patron}
              </p>
              <Rows steps={explanation.steps} />
            </>
          )}
        </Read>
      )}
    </div>
  )
}

const OfLoan = ({ ask }: { ask: Extract<WhyAsk, { kind: 'loan' }> }): ReactNode => {
  const lang = useLanguage()
  const read = useRead(explainLoan, { params: { loan_id: ask.loan_id }, query: { lang, about: ask.about } })
  return (
    <div className="k-stack">
      <Read of={read}>{explanation => <Layers explanation={explanation} />}</Read>
      {ask.open === true && <WhatIf loan_id={ask.loan_id} />}
    </div>
  )
}
const OfHold = ({ hold_id }: { hold_id: string }): ReactNode => {
  const lang = useLanguage()
  const read = useRead(explainHold, { params: { hold_id }, query: { lang } })
  return <Read of={read}>{explanation => <Layers explanation={explanation} lost="lostItems" />}</Read>
}
const OfAllocation = ({ item_id }: { item_id: string }): ReactNode => {
  const lang = useLanguage()
  const read = useRead(explainAllocation, { params: { item_id }, query: { lang } })
  return <Read of={read}>{explanation => <Layers explanation={explanation} lost="lostHolds" />}</Read>
}
const OfDecision = ({ ask }: { ask: Extract<WhyAsk, { kind: 'decision' }> }): ReactNode => {
  const lang = useLanguage()
  const read = useRead(explainDecision, { body: { ...ask.ask, lang } })
  return <Read of={read}>{answer => <Layers explanation={answer.explanation} />}</Read>
}

/** Opens the side panel with the explanation, in three layers: the sentence, the steps, the trace. */
export const openWhy = (ask: WhyAsk, what?: string): void => {
  const t = textsNow(baseTexts)
  openPanel({
    title: what === undefined ? t.why : ask.kind === 'allocation' ? what : t.whyOf(what),
    body:
      ask.kind === 'loan' ? (
        <OfLoan ask={ask} />
      ) : ask.kind === 'hold' ? (
        <OfHold hold_id={ask.hold_id} />
      ) : ask.kind === 'allocation' ? (
        <OfAllocation item_id={ask.item_id} />
      ) : (
        <OfDecision ask={ask} />
      ),
  })
}

/** The quiet word "Waarom?" beside a date, an amount, a refusal, a block, a queue place or a status; or what it asks there. */
export const Why = ({ ask, what, says }: { ask: WhyAsk; what?: string; says?: string }): ReactNode => {
  const t = useTexts(baseTexts)
  return (
    <button
      type="button"
      className="k-quiet-link"
      aria-label={what === undefined ? t.why : says === undefined ? t.whyOf(what) : what}
      onClick={() => openWhy(ask, what)}
    >
      {says ?? t.why}
    </button>
  )
}
