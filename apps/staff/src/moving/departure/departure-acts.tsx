import {
  type Departure,
  listDepartures,
  readDeparture,
  steerDeparture,
  stopDeparture,
} from '@kaft/contract/departures'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { baseTexts } from '../../base/texts.ts'
import { mayStop } from './departure.model.ts'
import { departureTexts } from './texts.ts'

const refreshed = [readDeparture, listDepartures]
type Act = 'confirm' | 'look' | 'export' | 'erase'

/** The library stays after all: why? */
const Stop = ({ departure, close }: { departure: Departure; close: () => void }): ReactNode => {
  const t = useTexts(departureTexts)
  const b = useTexts(baseTexts)
  const stop = useDo(stopDeparture, refreshed)
  const [reason, setReason] = useState('')
  const first = useFocusOnOpen<HTMLInputElement>()
  return (
    <form
      className="k-stack"
      onSubmit={event => {
        event.preventDefault()
        if (reason.trim() === '') return
        stop.mutate(
          {
            params: { departure_id: departure.departure_id },
            body: { command_id: newCommandId(), reason: reason.trim() },
          },
          { onSuccess: close },
        )
      }}
    >
      <TextInput
        label={t.stopWhy}
        value={reason}
        maxLength={300}
        autoComplete="off"
        ref={first}
        onChange={event => setReason(event.currentTarget.value)}
      />
      {stop.error !== null && <Failed error={stop.error} />}
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" disabled={reason.trim() === ''} loading={stop.isPending}>
          {t.stopNow}
        </Button>
      </div>
    </form>
  )
}

/** What can be done at this point. The erasure asks once more, since nothing brings it back. */
export const Acts = ({ departure }: { departure: Departure }): ReactNode => {
  const t = useTexts(departureTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const steer = useDo(steerDeparture, refreshed)
  const [asks, setAsks] = useState<'erase' | 'stop' | null>(null)
  const { state, wants, departure_id, missing, exported_at, report } = departure
  const run = (act: Act): void =>
    steer.mutate(
      { params: { departure_id }, body: { command_id: newCommandId(), act } },
      { onSettled: () => setAsks(null) },
    )
  if (!mayStop(state)) return null
  if (asks === 'stop') return <Stop departure={departure} close={() => setAsks(null)} />
  if (asks === 'erase')
    return (
      <div className="k-line k-line-end">
        <span>{t.eraseSure(departure.library_name, f.count(report?.patrons ?? 0))}</span>
        <Button onClick={() => setAsks(null)}>{b.cancel}</Button>
        <Button variant="filled" color="red" loading={steer.isPending} onClick={() => run('erase')}>
          {t.eraseYes}
        </Button>
      </div>
    )
  const ready = missing.length === 0 && wants === null
  return (
    <>
      {steer.error !== null && <Failed error={steer.error} />}
      <div className="k-line k-line-end">
        <Button onClick={() => setAsks('stop')}>{t.acts.stop}</Button>
        {state === 'announced' ? (
          <Button variant="filled" loading={steer.isPending} onClick={() => run('confirm')}>
            {t.acts.confirm}
          </Button>
        ) : (
          <>
            <Button disabled={wants !== null} onClick={() => run('look')}>
              {t.acts.look}
            </Button>
            <Button
              variant={exported_at === null ? 'filled' : 'default'}
              disabled={wants !== null}
              onClick={() => run('export')}
            >
              {exported_at === null ? t.acts.export : t.acts.exportAgain}
            </Button>
            {ready && (
              <Button variant="filled" onClick={() => setAsks('erase')}>
                {t.acts.erase}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  )
}
