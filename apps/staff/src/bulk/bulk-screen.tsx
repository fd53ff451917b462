import { type BulkRun, listBulk } from '@kaft/contract/bulk'
import type { ReactNode } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { Empty, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { To } from '../base/to.tsx'
import { isWorking } from './change.model.ts'
import { NewRun } from './new-run.tsx'
import { bulkTexts } from './texts/index.ts'

const Last = ({ runs }: { runs: readonly BulkRun[] }): ReactNode => {
  const t = useTexts(bulkTexts)
  const f = useFormats()
  return (
    <section className="k-stack" aria-label={t.last}>
      <h2 className="k-text-md k-strong">{t.last}</h2>
      {runs.length === 0 ? (
        <Empty>{t.none}</Empty>
      ) : (
        <TableBox label={t.last}>
          <Heads names={t.heads} />
          <tbody>
            {runs.map(run => (
              <tr key={run.run_id}>
                <th scope="row">
                  <To to={paths.bulkRun(run.run_id)}>
                    {f.dayShort(dayOf(run.made_at))}, {f.time(run.made_at)}
                  </To>
                </th>
                <td>{t.kinds[run.kind] ?? run.kind}</td>
                <td>{run.reason}</td>
                <td>{run.made_by}</td>
                <td className="k-number">{f.count(run.lines)}</td>
                <td>{t.stateNames[run.state]}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </section>
  )
}

/** Changes of many at once: a form for a new one, and the last ones with how they went. */
export const Screen = (): ReactNode => {
  const t = useTexts(bulkTexts)
  const read = useRead(listBulk, {}, { every_ms: 15_000 })
  return (
    <Page title={t.title} about={t.about}>
      <NewRun />
      <Read of={read}>{({ rows }) => <Last runs={rows} />}</Read>
      <span className="k-sr-only" role="status">
        {read.data?.rows.some(run => isWorking(run.state)) === true ? t.stateNames.running : ''}
      </span>
    </Page>
  )
}
