import { listAuthorityRuns } from '@kaft/contract/authorities'
import { StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { dayOf, useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { stateOf } from './run-state.ts'
import { authorityTexts } from './texts.ts'

/** Headings that this library carried through, the last first. */
export const RunsTab = (): ReactNode => {
  const texts = useTexts(authorityTexts)
  const { runs: t } = texts
  const f = useFormats()
  const read = useReadPages(listAuthorityRuns, {})
  return (
    <>
      <p className="k-quiet">{t.about}</p>
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          if (rows.length === 0) return <Empty>{t.none}</Empty>
          return (
            <>
              <TableBox label={texts.tabs.runs}>
                <Heads names={t.heads} />
                <tbody>
                  {rows.map(run => (
                    <tr key={run.run_id}>
                      <th scope="row">
                        <To to={paths.authorityRun(run.run_id)}>{run.now}</To>
                      </th>
                      <td>{t.kinds[run.kind]}</td>
                      <td>
                        {f.dayShort(dayOf(run.made_at))}, {f.time(run.made_at)}
                      </td>
                      <td>{run.made_by}</td>
                      <td className="k-number">{f.count(run.titles)}</td>
                      <td>
                        <StateWord state={stateOf[run.state]} size={16}>
                          {t.states[run.state]}
                        </StateWord>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </TableBox>
              <More of={read} />
            </>
          )
        }}
      </Read>
    </>
  )
}
