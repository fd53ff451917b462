import { checkin, clearHold } from '@kaft/contract/circulation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { useFormats } from '../base/format.ts'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import type { Moving, OnShelf, ShelfLine } from './lines.model.ts'
import { nextWords } from './shelf-rows.tsx'
import { holdTexts } from './texts.ts'

const states: Readonly<Record<OnShelf['kind'], State>> = { ready: 'hold', clear: 'ask', moving: 'move' }

/** What the scanned item is to this shelf, large, with what can be done about it. */
export const ScannedBand = ({
  scanned,
  clear,
  receive,
}: {
  scanned: OnShelf
  clear: (line: ShelfLine) => void
  receive: (line: Moving) => void
}): ReactNode => {
  const t = useTexts(holdTexts)
  const f = useFormats()
  const state = states[scanned.kind]
  const said =
    scanned.kind === 'ready'
      ? t.shelf.scannedReady(scanned.line.hold_code, f.dayLong(scanned.line.ready_until))
      : scanned.kind === 'clear'
        ? t.shelf.scannedClear(scanned.line.hold_code)
        : t.shelf.scannedMoving(scanned.line.from_branch)
  return (
    <Spine state={state} soft panel className="k-line k-line-between">
      <div>
        <span className="k-text-xl k-strong">
          <StateWord state={state} size={28}>
            {said}
          </StateWord>
        </span>
        <p>
          <span {...inLanguage(scanned.line.language)}>{scanned.line.title}</span>
          {scanned.kind === 'clear' && <span className="k-quiet"> · {nextWords(scanned.line, t)}</span>}
        </p>
      </div>
      {scanned.kind === 'clear' && (
        <Allowed op={clearHold}>
          <Button variant="filled" onClick={() => clear(scanned.line)}>
            {t.shelf.clear}
          </Button>
        </Allowed>
      )}
      {scanned.kind === 'moving' && (
        <Allowed op={checkin}>
          <Button variant="filled" onClick={() => receive(scanned.line)}>
            {t.shelf.receive}
          </Button>
        </Allowed>
      )}
    </Spine>
  )
}
