import { addParticipation, listParticipations, type Participation } from '@kaft/contract/participations'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useAsk, useAsked } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { More } from '../base/rows.tsx'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { AddParticipation } from './participations/add-form.tsx'
import { EndParticipation } from './participations/end-form.tsx'
import { SettingsPage } from './settings-page.tsx'
import { settingsTexts } from './texts/index.ts'
import { participationTexts } from './texts/participations.ts'

/** How the agreement stands, and what becomes of its library where nothing follows it. */
const State = ({ of }: { of: Participation }): ReactNode => {
  const t = useTexts(participationTexts)
  const f = useFormats()
  const runs = of.state === 'holds' || of.state === 'coming'
  return (
    <div className="k-stack">
      {runs ? (
        <StateWord state={of.state === 'holds' ? 'ok' : 'ask'} size={16}>
          {t.states[of.state]}
        </StateWord>
      ) : (
        <span className="k-quiet">{t.states[of.state]}</span>
      )}
      {of.closes_on !== null && of.state === 'holds' && (
        <StateWord state="ask" size={16}>
          {t.closesOn(f.dayYear(of.closes_on))}
        </StateWord>
      )}
      {!of.open && (
        <StateWord state="stop" size={16}>
          {t.closed}
        </StateWord>
      )}
    </div>
  )
}

const Line = ({ of, end }: { of: Participation; end: (() => void) | null }): ReactNode => {
  const t = useTexts(participationTexts)
  const f = useFormats()
  const last = of.stops_on ?? of.ends_on
  return (
    <tr>
      <th scope="row">{of.library}</th>
      <td>{of.reference}</td>
      <td>{of.version}</td>
      <td>{of.signed_on === null ? '–' : f.dayYear(of.signed_on)}</td>
      <td>{f.dayYear(of.starts_on)}</td>
      <td>{last === null ? t.noEnd : f.dayYear(last)}</td>
      <td>
        <State of={of} />
      </td>
      <td>
        {end !== null && (
          <Button size="compact-sm" onClick={end}>
            {t.end}
          </Button>
        )}
      </td>
    </tr>
  )
}

const mayEnd = (of: Participation, own: string): boolean =>
  of.library_id !== own && of.stops_on === null && of.state !== 'over'

/** What the libraries signed with Cultuurconnect, with what is over: nothing is changed or taken away here. */
export const Screen = (): ReactNode => {
  const t = useTexts(settingsTexts)
  const p = useTexts(participationTexts)
  const { library_id } = useSession()
  const ask = useAsk()
  const closing = useAsked().get('toon') === 'sluit'
  const read = useReadPages(listParticipations, { query: closing ? { closing: 'yes' } : {} })
  const [adds, setAdds] = useState(false)
  const [ends, setEnds] = useState<string | null>(null)
  const rows = read.data?.pages.flatMap(page => page.rows)
  const ending = rows?.find(one => one.participation_id === ends)
  const actions = (
    <Allowed op={addParticipation}>
      <Button variant="filled" onClick={() => setAdds(true)}>
        {p.add}
      </Button>
    </Allowed>
  )
  return (
    <SettingsPage room="participations" actions={actions}>
      {adds && <AddParticipation close={() => setAdds(false)} />}
      {ending !== undefined && (
        <EndParticipation key={ending.participation_id} of={ending} close={() => setEnds(null)} />
      )}
      <Checkbox
        label={p.onlyClosing}
        checked={closing}
        onChange={event => ask({ toon: event.currentTarget.checked ? 'sluit' : null })}
      />
      {read.error !== null && <Failed error={read.error} again={() => void read.refetch()} />}
      {rows === undefined && read.error === null && <Loading />}
      {rows?.length === 0 && <Empty>{closing ? p.noneClosing : p.none}</Empty>}
      {rows !== undefined && rows.length > 0 && (
        <TableBox label={t.names.participations}>
          <Heads names={[...p.heads, '']} />
          <tbody>
            {rows.map(one => (
              <Line
                key={one.participation_id}
                of={one}
                end={mayEnd(one, library_id) ? () => setEnds(one.participation_id) : null}
              />
            ))}
          </tbody>
        </TableBox>
      )}
      <More of={read} />
    </SettingsPage>
  )
}
