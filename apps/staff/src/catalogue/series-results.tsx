import type { Code } from '@kaft/contract/codes'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Findings } from '../base/findings.tsx'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { undoNow } from '../base/undo.ts'
import css from './catalogue.module.css'
import { refreshedByHolds } from './refreshed.ts'
import type { VolumeResult } from './place-series.ts'
import { catalogueTexts } from './texts/index.ts'

const nameOf = ({ volume }: VolumeResult): string => [volume.volume, volume.title].filter(Boolean).join(' · ')

const One = ({
  result,
  onAccept,
  onUndone,
}: {
  result: VolumeResult
  onAccept: (codes: readonly Code[]) => void
  onUndone: () => void
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const { placed, findings, error } = result
  return (
    <li className="k-stack">
      <p className="k-strong">{nameOf(result)}</p>
      {placed !== null && (
        <Spine state="hold" soft panel>
          <div className="k-line k-line-between">
            <StateWord state="hold" size={16}>
              {placed.hold.after_open ? t.series_.after : t.hold.done(placed.hold.place, placed.hold.waiting)}
            </StateWord>
            <Button
              size="compact-sm"
              aria-label={t.series_.undo(nameOf(result))}
              onClick={() =>
                void undoNow({ event_id: placed.event_id, refreshes: refreshedByHolds, after: onUndone })
              }
            >
              {t.series_.takeBack}
            </Button>
          </div>
        </Spine>
      )}
      {findings.length > 0 && (
        <Findings findings={findings} acceptLabel={t.hold.anyway} onAccept={onAccept} />
      )}
      {error !== null && <Failed error={error} />}
    </li>
  )
}

/** What became of each volume, each with its way back. */
export const SeriesResults = ({
  results,
  accept,
  undone,
}: {
  results: readonly VolumeResult[]
  accept: (at: number, codes: readonly Code[]) => void
  undone: (at: number) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const placed = results.filter(r => r.placed !== null).length
  return (
    <div className="k-stack">
      <p role="status">{t.series_.placed(placed, results.length)}</p>
      <ul className={css['results']}>
        {results.map((result, at) => (
          <One
            key={result.volume.title_id}
            result={result}
            onAccept={codes => accept(at, codes)}
            onUndone={() => undone(at)}
          />
        ))}
      </ul>
    </div>
  )
}
