import type { Code } from '@kaft/contract/codes'
import { type Overridable, overrides } from '@kaft/contract/overrides'
import type { Finding } from '@kaft/contract/problem'
import { Button } from '@mantine/core'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import type { ReactNode } from 'react'
import { useLanguage, useTexts } from './language.ts'
import { findingText } from './problem-text.ts'
import { baseTexts } from './texts.ts'
import { whoMay } from './who-may.ts'

const stateOf: Readonly<Record<Finding['weight'], State>> = { stop: 'stop', ask: 'ask', info: 'move' }

/** The codes that this caller could accept, all asks together: accepting one by one would only ask again. */
export const acceptable = (findings: readonly Finding[]): readonly Code[] =>
  findings.some(f => f.weight === 'stop')
    ? []
    : findings.filter(f => f.weight === 'ask' && f.may_accept === true).map(f => f.code)

/**
 * Every finding as a sentence with its spine: stops first, then questions, then remarks. `remedy` puts a button
 * beside a finding; `onAccept` repeats the call with the codes that the caller may accept; `why` puts "Waarom?".
 */
export const Findings = ({
  findings,
  onAccept,
  acceptLabel,
  remedy,
  why,
}: {
  findings: readonly Finding[]
  onAccept?: (codes: readonly Code[]) => void
  acceptLabel?: string
  remedy?: (finding: Finding) => ReactNode
  why?: (finding: Finding) => ReactNode
}): ReactNode => {
  const lang = useLanguage()
  const t = useTexts(baseTexts)
  const order = { stop: 0, ask: 1, info: 2 } as const
  const sorted = findings.toSorted((a, b) => order[a.weight] - order[b.weight])
  const codes = acceptable(findings)
  const blocked = findings.find(f => f.weight === 'ask' && f.may_accept === false && f.code in overrides)
  return (
    <div className="k-stack">
      {sorted.map(finding => (
        <Spine key={finding.code} state={stateOf[finding.weight]} soft panel>
          <div className="k-line">
            <StateWord state={stateOf[finding.weight]}>{findingText(finding, lang)}</StateWord>
            {why?.(finding)}
            {remedy?.(finding)}
          </div>
        </Spine>
      ))}
      {blocked !== undefined && (
        <p className="k-quiet">{t.askAnyway(whoMay([overrides[blocked.code as Overridable]], lang))}</p>
      )}
      {onAccept !== undefined && codes.length > 0 && (
        <div className="k-line k-line-end">
          <Button onClick={() => onAccept(codes)}>{acceptLabel ?? t.anyway}</Button>
        </div>
      )}
    </div>
  )
}
