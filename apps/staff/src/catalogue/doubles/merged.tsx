import {
  doublesOfTitle,
  mergeTitles,
  titleDoubles,
  type TitleMerge,
  titleMerges,
  undoTitleMerge,
} from '@kaft/contract/catalogue-doubles'
import { readTitle, searchTitles } from '@kaft/contract/cataloguing'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { allows, useSession } from '../../base/session.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { keptFirst } from './merge.model.ts'
import { doubleTexts } from './texts.ts'

const One = ({ of, undo, busy }: { of: TitleMerge; undo: () => void; busy: boolean }): ReactNode => {
  const t = useTexts(doubleTexts)
  const f = useFormats()
  // The number of a title that a desk typed says nothing to anybody.
  const number = of.control_number.startsWith('snel-') ? t.provisionalOne : of.control_number
  const far = [f.count(of.rows_done), f.count(of.rows_all)] as const
  return (
    <p className="k-line">
      <span className="k-quiet">
        {t.was(of.title, number, f.dayShort(of.on))}
        {of.by !== null && t.by(of.by)}
      </span>
      {of.state === 'done' && (
        <Button size="compact-sm" disabled={busy} onClick={undo}>
          {t.unmerge}
        </Button>
      )}
      {of.state === 'moving' && <StateWord state="move">{t.moving(...far)}</StateWord>}
      {of.state === 'undoing' && <StateWord state="move">{t.undoing(...far)}</StateWord>}
    </p>
  )
}

const Merges = ({ title_id }: { title_id: string }): ReactNode => {
  const t = useTexts(doubleTexts)
  const first = useRead(titleMerges, { params: { title_id } })
  const going = first.data?.rows.some(m => m.state === 'moving' || m.state === 'undoing') ?? false
  const read = useRead(titleMerges, { params: { title_id } }, going ? { every_ms: 1_000 } : {})
  const undo = useDo(undoTitleMerge, [titleMerges, doublesOfTitle, titleDoubles, readTitle, searchTitles])
  const run = (merge_id: string): void =>
    undo.mutate(
      { params: { merge_id }, body: { command_id: newCommandId() } },
      { onSuccess: () => tell(t.undone) },
    )
  return (
    <>
      {(read.data?.rows ?? []).map(merge => (
        <One key={merge.merge_id} of={merge} busy={undo.isPending} undo={() => run(merge.merge_id)} />
      ))}
      {undo.error !== null && <Failed error={undo.error} />}
    </>
  )
}

const Maybe = ({ title_id }: { title_id: string }): ReactNode => {
  const t = useTexts(doubleTexts)
  const { data } = useRead(doublesOfTitle, { params: { title_id } }, { fresh_ms: 60_000 })
  const [first] = data?.rows ?? []
  if (data === undefined || first === undefined) return null
  const [kept, gone] = keptFirst(first)
  return (
    <p className="k-line">
      <StateWord state="ask">{t.maybe(data.rows.length)}</StateWord>
      <To to={paths.mergeTitles(kept.title_id, gone.title_id)}>{t.compare}</To>
    </p>
  )
}

/** Of a title, for who catalogues: what was merged into it, with the way back, and whether it is there twice. */
export const Merged = ({ title_id }: { title_id: string }): ReactNode => {
  const session = useSession()
  if (!allows(session, mergeTitles.leave)) return null
  return (
    <>
      <Maybe title_id={title_id} />
      <Merges title_id={title_id} />
    </>
  )
}
