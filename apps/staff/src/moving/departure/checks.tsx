import {
  acceptDeparture,
  type Departure,
  type DepartureCheck,
  listDepartures,
  readDeparture,
} from '@kaft/contract/departures'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { baseTexts } from '../../base/texts.ts'
import { checkState, inOrder, isMoney } from './departure.model.ts'
import { departureTexts } from './texts.ts'

/** Why something may stay open. */
const Accept = ({
  departure_id,
  check,
  close,
}: {
  departure_id: string
  check: DepartureCheck
  close: () => void
}): ReactNode => {
  const t = useTexts(departureTexts)
  const b = useTexts(baseTexts)
  const accept = useDo(acceptDeparture, [readDeparture, listDepartures])
  const [reason, setReason] = useState('')
  return (
    <form
      className="k-stack"
      onSubmit={event => {
        event.preventDefault()
        if (reason.trim() === '') return
        accept.mutate(
          {
            params: { departure_id },
            body: { command_id: newCommandId(), check: check.code, reason: reason.trim() },
          },
          { onSuccess: close },
        )
      }}
    >
      <TextInput
        label={t.acceptAbout(t.check[check.code])}
        value={reason}
        maxLength={300}
        autoComplete="off"
        autoFocus
        onChange={event => setReason(event.currentTarget.value)}
      />
      {accept.error !== null && <Failed error={accept.error} />}
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" disabled={reason.trim() === ''} loading={accept.isPending}>
          {t.acceptNow}
        </Button>
      </div>
    </form>
  )
}

/** What has to be settled before, or accepted with a reason; what is open stands first. */
export const Checks = ({ departure }: { departure: Departure }): ReactNode => {
  const t = useTexts(departureTexts)
  const f = useFormats()
  const [asked, setAsked] = useState<DepartureCheck | null>(null)
  const { checks, looked_at, exported_at, state, departure_id } = departure
  if (checks.length === 0 || looked_at === null) return null
  const told = ({ state: is, reason }: DepartureCheck): string =>
    is === 'empty' ? t.empty : is === 'open' ? t.open : t.accepted(reason ?? '')
  return (
    <Spine panel className="k-stack" state={checks.some(c => c.state === 'open') ? 'stop' : 'ok'}>
      <div>
        <h2 className="k-text-md k-strong">{t.checks}</h2>
        <p className="k-quiet">{t.checksAbout(`${f.dayLong(dayOf(looked_at))}, ${f.time(looked_at)}`)}</p>
      </div>
      <TableBox label={t.checks}>
        <Heads names={t.checkHeads} />
        <tbody>
          {inOrder(checks, exported_at !== null).map(check => (
            <tr key={check.code}>
              <th scope="row">{t.check[check.code]}</th>
              <td className="k-number">
                {isMoney(check.code) ? f.money(check.count) : f.count(check.count)}
              </td>
              <td>
                <StateWord state={checkState[check.state]} size={16}>
                  {told(check)}
                </StateWord>
              </td>
              <td>
                {check.state === 'open' && state === 'confirmed' && (
                  <Button size="compact-sm" onClick={() => setAsked(check)}>
                    {t.accept}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      {asked !== null && (
        <Accept key={asked.code} departure_id={departure_id} check={asked} close={() => setAsked(null)} />
      )}
    </Spine>
  )
}
