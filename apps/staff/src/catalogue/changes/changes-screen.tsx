import { listTitleChanges, type TitleChange } from '@kaft/contract/catalogue-changes'
import { StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../../base/address.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { changeTexts } from './texts.ts'

export const stateOf: Readonly<Record<TitleChange['state'], State>> = {
  looking: 'move',
  ready: 'ask',
  running: 'move',
  done: 'ok',
  reverting: 'move',
  reverted: 'ok',
  stopped: 'stop',
  failed: 'stop',
}

/** Changes of many descriptions by this library, the last first. */
export const Screen = (): ReactNode => {
  const t = useTexts(changeTexts)
  const f = useFormats()
  const go = useGo()
  const read = useReadPages(listTitleChanges, { query: {} })
  const fresh = (
    <Button variant="filled" onClick={() => go(paths.newTitleChange)}>
      {t.fresh}
    </Button>
  )
  return (
    <Page title={t.list} about={t.about} actions={fresh}>
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          if (rows.length === 0) return <Empty>{t.none}</Empty>
          return (
            <>
              <TableBox label={t.list}>
                <Heads names={t.heads} />
                <tbody>
                  {rows.map(row => (
                    <tr key={row.change_id}>
                      <th scope="row">
                        <To to={paths.titleChange(row.change_id)}>{row.name}</To>
                      </th>
                      <td>{f.dayShort(dayOf(row.made_at))}</td>
                      <td>{row.made_by}</td>
                      <td>
                        <StateWord state={stateOf[row.state]} size={16}>
                          {t.states[row.state]}
                        </StateWord>
                      </td>
                      <td className="k-number">{f.count(row.titles)}</td>
                    </tr>
                  ))}
                </tbody>
              </TableBox>
              <More of={read} />
            </>
          )
        }}
      </Read>
    </Page>
  )
}
