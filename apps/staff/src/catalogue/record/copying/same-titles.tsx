import type { Finding } from '@kaft/contract/problem'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../../../base/language.ts'
import { paths } from '../../../base/paths.ts'
import { findingsOf } from '../../../base/problem.ts'
import { Failed } from '../../../base/states.tsx'
import { To } from '../../../base/to.tsx'
import { copyTexts } from './texts.ts'

const asks = (error: unknown): readonly Finding[] => findingsOf(error).filter(f => f.code === 'title_is_here')
const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** Why a title was not made: one is here that looks the same, or whatever else was wrong. */
export const NotMade = ({
  error,
  another,
}: {
  error: unknown
  /** Makes it beside these titles. */
  another: (beside: string[]) => void
}): ReactNode => {
  const t = useTexts(copyTexts)
  const found = asks(error)
  if (found.length === 0) return <Failed error={error} />
  return (
    <Spine state="ask" soft panel role="alert" className="k-stack">
      <StateWord state="ask">{t.same}</StateWord>
      <p>{t.sameAbout}</p>
      <ul>
        {found.map(({ about }) => (
          <li key={text(about['title_id'])}>
            <To to={paths.record(text(about['title_id']))}>{text(about['title'])}</To>{' '}
            <span className="k-quiet">
              {[about['author'], about['year']].map(text).filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <div className="k-line k-line-end">
        <Button onClick={() => another(found.map(({ about }) => text(about['title_id'])))}>
          {t.another}
        </Button>
      </div>
    </Spine>
  )
}
