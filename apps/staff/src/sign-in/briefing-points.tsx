import type { OkOf } from '@kaft/contract/operation'
import type { readBriefing } from '@kaft/contract/briefing'
import { Spine } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { useLanguage, useTexts } from '../base/language.ts'
import css from './briefing.module.css'
import { briefingTexts } from './briefing-texts.ts'

export type Briefing = OkOf<typeof readBriefing>

/** What changed, for who signed a version before this one, and then each point with its few sentences. */
export const BriefingPoints = ({ briefing }: { briefing: Briefing }): ReactNode => {
  const t = useTexts(briefingTexts)
  const text = briefing.texts[useLanguage()]
  const isOlder = briefing.signed !== null && briefing.signed.version < briefing.version
  return (
    <>
      {isOlder && text.changed !== null && (
        <Spine state="move" soft panel>
          <h2 className="k-text-md k-strong">{t.changed}</h2>
          <p className="k-prose">{text.changed}</p>
        </Spine>
      )}
      <ul className={css['points']}>
        {text.points.map(point => (
          <li key={point.title}>
            <h2 className="k-text-md k-strong">{point.title}</h2>
            <p className="k-prose">{point.text}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
