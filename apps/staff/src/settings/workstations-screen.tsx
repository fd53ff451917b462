import {
  changeWorkstation,
  listWorkstations,
  readSession,
  registerWorkstation,
  signOut,
} from '@kaft/contract/organisation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { keepWorkstationKey } from '../base/workstation-key.ts'
import css from './settings.module.css'
import { HelperPanel } from './helper-panel.tsx'
import { SettingsPage } from './settings-page.tsx'
import { type Station, stationFormOf } from './station.model.ts'
import { StationFields } from './station-form.tsx'
import { settingsTexts } from './texts/index.ts'

/** After registering: the session was made before the machine had a name, so it has to be made anew. */
const Registered = ({ name }: { name: string }): ReactNode => {
  const t = useTexts(settingsTexts)
  const again = async (): Promise<void> => {
    await call(signOut, {}).catch(() => undefined)
    location.assign(import.meta.env.BASE_URL)
  }
  return (
    <Spine state="ok" soft panel className="k-line k-line-between" role="status">
      <StateWord state="ok">{t.stations.registered(name)}</StateWord>
      <Button onClick={() => void again()}>{t.stations.signInAgain}</Button>
    </Spine>
  )
}

const Register = ({ close, done }: { close: () => void; done: (name: string) => void }): ReactNode => {
  const t = useTexts(settingsTexts)
  const { branch_id } = useSession()
  const register = useDo(registerWorkstation, [listWorkstations])
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.stations.register}</h2>
      <p className="k-quiet">{t.stations.registerAbout}</p>
      {register.error !== null && <Failed error={register.error} />}
      <StationFields
        start={stationFormOf({ name: '', branch_id, settings: {} })}
        action={t.stations.register}
        busy={register.isPending}
        close={close}
        run={asked =>
          register.mutate(
            { body: { command_id: newCommandId(), ...asked } },
            {
              onSuccess: ({ workstation, workstation_key }) => {
                keepWorkstationKey(workstation_key)
                done(workstation.name)
                close()
              },
            },
          )
        }
      />
    </Spine>
  )
}

const Edit = ({ station, close }: { station: Station; close: () => void }): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const change = useDo(changeWorkstation, [listWorkstations, readSession])
  const { workstation_id } = station
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{station.name}</h2>
      {change.error !== null && <Failed error={change.error} />}
      <StationFields
        start={stationFormOf(station)}
        action={b.save}
        busy={change.isPending}
        close={close}
        run={asked =>
          change.mutate(
            { params: { workstation_id }, body: { command_id: newCommandId(), ...asked } },
            {
              onSuccess: saved => {
                tell(t.stations.saved(saved.name))
                close()
              },
            },
          )
        }
      />
    </Spine>
  )
}

const Card = ({ station, edit }: { station: Station; edit: () => void }): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const session = useSession()
  const form = stationFormOf(station)
  const here = session.workstation?.workstation_id === station.workstation_id
  const branch = session.branches.find(one => one.branch_id === station.branch_id)?.name ?? ''
  const receipt = form.receipt === '' ? t.stations.ofLibrary : t.stations.receipts[form.receipt]
  const sound = form.sound ? t.stations.soundOn(Number(form.volume)) : t.stations.soundOff
  return (
    <Spine panel state={here ? 'ok' : undefined} className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{station.name}</h2>
        <Button size="compact-sm" onClick={edit} aria-label={`${b.change}: ${station.name}`}>
          {b.change}
        </Button>
      </div>
      <p className="k-quiet">{branch}</p>
      <p>{t.stations.facts(sound, receipt)}</p>
      {here && (
        <StateWord state="ok" size={16}>
          {t.stations.here}
        </StateWord>
      )}
    </Spine>
  )
}

/** The machines of the library: this one can be registered, each can be set. */
export const Screen = (): ReactNode => {
  const t = useTexts(settingsTexts)
  const read = useRead(listWorkstations, {})
  const [registers, setRegisters] = useState(false)
  const [registered, setRegistered] = useState<string | null>(null)
  const [edited, edit] = useState<string | null>(null)
  return (
    <SettingsPage
      room="workstations"
      actions={
        <Allowed op={registerWorkstation}>
          <Button variant="filled" onClick={() => setRegisters(true)}>
            {t.stations.register}
          </Button>
        </Allowed>
      }
    >
      {registered !== null && <Registered name={registered} />}
      <HelperPanel />
      {registers && <Register close={() => setRegisters(false)} done={setRegistered} />}
      <Read of={read}>
        {({ rows }) => {
          const open = rows.find(one => one.workstation_id === edited)
          return (
            <>
              {open !== undefined && (
                <Edit key={open.workstation_id} station={open} close={() => edit(null)} />
              )}
              {rows.length === 0 && <Empty>{t.stations.none}</Empty>}
              <div className={css['panels']}>
                {rows
                  .filter(one => one !== open)
                  .map(one => (
                    <Card key={one.workstation_id} station={one} edit={() => edit(one.workstation_id)} />
                  ))}
              </div>
            </>
          )
        }}
      </Read>
    </SettingsPage>
  )
}
