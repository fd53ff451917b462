import { checkRegulation } from '@kaft/contract/regulations'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useRead } from '../../base/hooks.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Read } from '../../base/states.tsx'
import { baseTexts } from '../../base/texts.ts'
import { versionTexts } from './texts.ts'

const SHOWN = 20

/** What keeps a draft from being activated, each in one sentence; it follows while the draft is mended. */
export const CheckView = ({ version_id, close }: { version_id: string; close: () => void }): ReactNode => {
  const t = useTexts(versionTexts)
  const b = useTexts(baseTexts)
  const lang = useLanguage()
  const read = useRead(checkRegulation, { params: { version_id } })
  return (
    <Read of={read}>
      {({ problems, count }) => (
        <Spine panel soft state={count === 0 ? 'ok' : 'stop'} role="status" className="k-stack">
          <div className="k-line k-line-between">
            <StateWord state={count === 0 ? 'ok' : 'stop'}>
              {count === 0 ? t.sound : t.problems(count)}
            </StateWord>
            <Button size="compact-sm" onClick={close}>
              {b.close}
            </Button>
          </div>
          {count > 0 && (
            <ul>
              {problems.slice(0, SHOWN).map(problem => (
                <li key={problem[lang]}>{problem[lang]}</li>
              ))}
            </ul>
          )}
          {count > SHOWN && <p>{t.more(count - SHOWN)}</p>}
        </Spine>
      )}
    </Read>
  )
}
