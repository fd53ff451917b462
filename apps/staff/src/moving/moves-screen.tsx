import { beginMove, listMoves, moveSystems } from '@kaft/contract/moving'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Radio } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo } from '../base/address.ts'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { To } from '../base/to.tsx'
import { isOver, stateOf } from './move.model.ts'
import { movingTexts } from './texts/index.ts'

type System = (typeof moveSystems)[number]

const Begin = (): ReactNode => {
  const t = useTexts(movingTexts)
  const go = useGo()
  const begin = useDo(beginMove, [listMoves])
  const [system, setSystem] = useState<System>('csv')
  return (
    <section className="k-stack k-spine k-panel">
      <h2 className="k-text-md k-strong">{t.begin}</h2>
      <p>{t.beginAbout}</p>
      <Radio.Group label={t.system} value={system} onChange={setSystem}>
        <div className="k-stack">
          {moveSystems.map(one => (
            <Radio key={one} value={one} label={t.systems[one]} description={t.systemAbout[one]} />
          ))}
        </div>
      </Radio.Group>
      {begin.error !== null && <Failed error={begin.error} />}
      <div className="k-line">
        <Button
          variant="filled"
          loading={begin.isPending}
          onClick={() =>
            begin.mutate(
              { body: { command_id: newCommandId(), system } },
              { onSuccess: ({ move_id }) => go(paths.move(move_id)) },
            )
          }
        >
          {t.begin}
        </Button>
      </div>
    </section>
  )
}

/** A library that comes over from another system: the move that runs, a new one, and those of the past. */
export const Screen = (): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const read = useRead(listMoves, {})
  return (
    <Page title={t.title} about={t.about} actions={<To to={paths.settings}>{t.toSettings}</To>}>
      <Read of={read}>
        {({ rows }) => (
          <>
            {rows.every(m => isOver(m.state)) && <Begin />}
            {rows.length === 0 ? (
              <Empty>{t.none}</Empty>
            ) : (
              <TableBox label={t.title}>
                <Heads names={t.heads} />
                <tbody>
                  {rows.map(m => (
                    <tr key={m.move_id}>
                      <th scope="row">
                        <To to={paths.move(m.move_id)}>
                          {f.dayYear(dayOf(m.made_at))}, {f.time(m.made_at)}
                        </To>
                      </th>
                      <td>{t.systems[m.system as System] ?? m.system}</td>
                      <td>{m.made_by}</td>
                      <td>
                        <StateWord state={stateOf[m.state]} size={16}>
                          {t.states[m.state]}
                        </StateWord>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </TableBox>
            )}
          </>
        )}
      </Read>
    </Page>
  )
}
