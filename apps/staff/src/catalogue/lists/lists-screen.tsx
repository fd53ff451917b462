import { listTitleLists, saveTitleList, type TitleList } from '@kaft/contract/title-lists'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { Allowed } from '../../base/allowed.tsx'
import { dayOf, useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Layer } from '../../base/layer.tsx'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { ListForm } from './list-form.tsx'
import { listTexts } from './texts.ts'

const Row = ({ list }: { list: TitleList }): ReactNode => {
  const t = useTexts(listTexts)
  const f = useFormats()
  const day = (on: string | null): string | null => (on === null ? null : f.dayShort(on))
  return (
    <tr>
      <th scope="row">
        <To to={paths.titleList(list.list_id)}>{list.name}</To>
      </th>
      <td>{t.kinds[list.kind]}</td>
      <td>{f.count(list.titles)}</td>
      <td>{list.shown ? t.shown(day(list.shown_from), day(list.shown_until)) : t.hidden}</td>
      <td>{f.dayShort(dayOf(list.refreshed_at ?? list.changed_at))}</td>
    </tr>
  )
}

/** The lists that a library shows to its readers. */
export const Screen = (): ReactNode => {
  const t = useTexts(listTexts)
  const go = useGo()
  const [making, setMaking] = useState(false)
  const [ended, setEnded] = useState(false)
  const only = ended ? { ended: '1' as const } : {}
  const read = useReadPages(listTitleLists, { query: only })
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <Allowed op={saveTitleList}>
          <Button variant="filled" onClick={() => setMaking(true)}>
            {t.fresh}
          </Button>
        </Allowed>
      }
    >
      {making && (
        <Layer title={t.fresh} onClose={() => setMaking(false)}>
          <ListForm list={null} done={list_id => go(paths.titleList(list_id))} />
        </Layer>
      )}
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          return rows.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <TableBox label={t.title}>
              <Heads names={t.heads} />
              <tbody>
                {rows.map(list => (
                  <Row key={list.list_id} list={list} />
                ))}
              </tbody>
            </TableBox>
          )
        }}
      </Read>
      <More of={read} />
      <button type="button" className="k-quiet-link" onClick={() => setEnded(!ended)}>
        {ended ? t.running : t.ended}
      </button>
    </Page>
  )
}
