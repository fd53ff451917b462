import { listSavedSearches } from '@kaft/contract/saved-searches'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { useUndoKey } from '../../base/undo.ts'
import { DeletedRow, SavedSearchRow } from './saved-row.tsx'
import { savedTexts } from './texts.ts'

/** The searches that somebody kept, and those that colleagues share. */
export const Screen = (): ReactNode => {
  const t = useTexts(savedTexts)
  const go = useGo()
  const [ended, setEnded] = useState(false)
  const query = ended ? { ended: '1' as const } : {}
  const read = useReadPages(listSavedSearches, { query })
  useUndoKey()
  return (
    <Page title={t.title} about={t.about}>
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          if (rows.length === 0)
            return (
              <Empty action={!ended && <Button onClick={() => go(paths.catalogue)}>{t.toSearch}</Button>}>
                {ended ? t.noneDeleted : t.none}
              </Empty>
            )
          return (
            <TableBox label={t.title}>
              <Heads names={ended ? t.headsDeleted : t.heads} />
              <tbody>
                {rows.map(row =>
                  ended ? (
                    <DeletedRow key={row.search_id} row={row} />
                  ) : (
                    <SavedSearchRow key={row.search_id} row={row} mails={pages[0]?.mails ?? false} />
                  ),
                )}
              </tbody>
            </TableBox>
          )
        }}
      </Read>
      <More of={read} />
      <button type="button" className="k-quiet-link" onClick={() => setEnded(!ended)}>
        {ended ? t.standing : t.deleted}
      </button>
    </Page>
  )
}
