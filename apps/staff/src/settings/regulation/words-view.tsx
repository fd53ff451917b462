import { compareRegulation } from '@kaft/contract/regulations'
import { Spine } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { useRead } from '../../base/hooks.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Empty, Read } from '../../base/states.tsx'
import { versionTexts } from './texts.ts'

/** What differs from the version in force, in sentences that a council or a reader can be given. */
export const WordsView = ({ version_id }: { version_id: string }): ReactNode => {
  const t = useTexts(versionTexts)
  const lang = useLanguage()
  const read = useRead(compareRegulation, { params: { version_id }, query: { lang } })
  return (
    <Read of={read}>
      {answer =>
        answer.with === null ? (
          <Empty>{t.comparedNone}</Empty>
        ) : (
          <Spine panel className="k-stack">
            <h2 className="k-text-md k-strong">{t.compared(answer.with)}</h2>
            <ul className="k-prose">
              {answer.sentences.map(sentence => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Spine>
        )
      }
    </Read>
  )
}
