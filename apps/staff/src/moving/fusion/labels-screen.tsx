import { itemsToLabel } from '@kaft/contract/fusions'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { Empty, Failed, Loading } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { fusionTexts } from './texts.ts'

/** Items whose code was another one's too, until they are labelled anew. */
export const Screen = (): ReactNode => {
  const t = useTexts(fusionTexts)
  const read = useReadPages(itemsToLabel, { query: {} })
  const rows = read.data?.pages.flatMap(page => page.rows)
  return (
    <Page title={t.labels} about={t.labelsAbout}>
      {read.error !== null && <Failed error={read.error} />}
      {rows === undefined && read.error === null && <Loading />}
      {rows?.length === 0 && <Empty>{t.labelsNone}</Empty>}
      {rows !== undefined && rows.length > 0 && (
        <TableBox label={t.labels}>
          <Heads names={t.labelHeads} />
          <tbody>
            {rows.map(row => (
              <tr key={row.item_id}>
                <th scope="row">{row.title}</th>
                <td>{row.branch}</td>
                <td>{row.was}</td>
                <td>{row.code}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
      {read.hasNextPage && (
        <Button loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </Page>
  )
}
