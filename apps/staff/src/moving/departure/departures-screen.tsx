import { listDepartures } from '@kaft/contract/departures'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Empty, Failed, Loading } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { fusionTexts } from '../fusion/texts.ts'
import { movingTexts } from '../texts/index.ts'
import { Announce } from './announce.tsx'
import { stateOf } from './departure.model.ts'
import { departureTexts } from './texts.ts'

/** Libraries that leave or left. */
export const Screen = (): ReactNode => {
  const t = useTexts(departureTexts)
  const m = useTexts(movingTexts)
  const more = useTexts(fusionTexts).more
  const f = useFormats()
  const read = useReadPages(listDepartures, { query: {} }, { walk: 'before' })
  const rows = read.data?.pages.flatMap(page => page.rows)
  const [announces, setAnnounces] = useState(false)
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <>
          <To to={paths.settings}>{m.toSettings}</To>
          <Button variant="filled" onClick={() => setAnnounces(true)}>
            {t.announce}
          </Button>
        </>
      }
    >
      {announces && <Announce close={() => setAnnounces(false)} />}
      {read.error !== null && <Failed error={read.error} />}
      {rows === undefined && read.error === null && <Loading />}
      {rows?.length === 0 && <Empty>{t.none}</Empty>}
      {rows !== undefined && rows.length > 0 && (
        <TableBox label={t.title}>
          <Heads names={t.heads} />
          <tbody>
            {rows.map(one => (
              <tr key={one.departure_id}>
                <th scope="row">
                  <To to={paths.departure(one.departure_id)}>{one.library_name}</To>
                </th>
                <td>{f.dayYear(one.leaves_on)}</td>
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
      )}
      {read.hasNextPage && (
        <Button loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {more}
        </Button>
      )}
    </Page>
  )
}
