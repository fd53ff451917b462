import { listFusions } from '@kaft/contract/fusions'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Empty, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { movingTexts } from '../texts/index.ts'
import { stateOf } from './fusion.model.ts'
import { PlanFusion } from './plan-fusion.tsx'
import { fusionTexts } from './texts.ts'

/** Libraries that become or became one. */
export const Screen = (): ReactNode => {
  const t = useTexts(fusionTexts)
  const m = useTexts(movingTexts)
  const f = useFormats()
  const read = useRead(listFusions, { query: {} })
  const [plans, setPlans] = useState(false)
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <>
          <To to={paths.settings}>{m.toSettings}</To>
          {!plans && (
            <Button variant="filled" onClick={() => setPlans(true)}>
              {t.plan}
            </Button>
          )}
        </>
      }
    >
      {plans && <PlanFusion close={() => setPlans(false)} />}
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <TableBox label={t.title}>
              <Heads names={t.heads} />
              <tbody>
                {rows.map(one => (
                  <tr key={one.fusion_id}>
                    <th scope="row">
                      <To to={paths.fusion(one.fusion_id)}>{t.name(one.absorbed_name, one.kept_name)}</To>
                    </th>
                    <td>{f.dayYear(one.fused_on)}</td>
                    <td>{one.made_by}</td>
                    <td>
                      <StateWord state={stateOf[one.state]} size={16}>
                        {t.states[one.state]}
                      </StateWord>
                    </td>
                  </tr>
                ))}
              </tbody>
            </TableBox>
          )
        }
      </Read>
    </Page>
  )
}
