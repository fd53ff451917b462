import { mergePatrons, unmergePatrons } from '@kaft/contract/merges'
import type { Patron } from '@kaft/contract/patrons'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { Allowed } from '../../base/allowed.tsx'
import { newCommandId } from '../../base/command-id.ts'
import { tellPatronChanged } from '../../base/desk-door.ts'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { PatronSearch } from '../../base/patron-search.tsx'
import { paths } from '../../base/paths.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { mergePath } from './merge.model.ts'
import { unmergeRefreshes } from './offer-unmerge.ts'
import { mergeTexts } from './texts.ts'

/** Chooses the other record, and opens both side by side. */
export const MergeWith = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(mergeTexts)
  const go = useGo()
  const [asks, setAsks] = useState(false)
  return (
    <Allowed op={mergePatrons}>
      {asks ? (
        <PatronSearch label={t.with} choose={other => go(mergePath(patron_id, other.patron_id))} />
      ) : (
        <div className="k-line">
          <Button size="compact-sm" onClick={() => setAsks(true)}>
            {t.start}
          </Button>
        </div>
      )}
    </Allowed>
  )
}

/** That this record went into another one, or that others went into this one, with the way back. */
export const Merged = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(mergeTexts)
  const f = useFormats()
  const undo = useDo(unmergePatrons, unmergeRefreshes)
  const { patron_id } = patron
  const run = (merge_id: string): void =>
    undo.mutate(
      { params: { patron_id, merge_id }, body: { command_id: newCommandId() } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(t.unmerged)
        },
      },
    )
  return (
    <>
      {patron.merged_into !== null && (
        <p className="k-line">
          <StateWord state="move">{t.into}</StateWord>
          <To to={paths.patron(patron.merged_into)}>{t.open}</To>
        </p>
      )}
      {patron.merges.map(merge => (
        <p key={merge.merge_id} className="k-line">
          <span className="k-quiet">
            {t.was(merge.name, f.dayLong(merge.on), f.dayLong(merge.undo_until))}
          </span>
          <Allowed op={unmergePatrons}>
            <Button size="compact-sm" disabled={undo.isPending} onClick={() => run(merge.merge_id)}>
              {t.unmerge}
            </Button>
          </Allowed>
        </p>
      ))}
      {undo.error !== null && <Failed error={undo.error} />}
    </>
  )
}
