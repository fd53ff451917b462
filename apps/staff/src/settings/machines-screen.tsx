import { addMachine, changeMachine, listMachines } from '@kaft/contract/machines'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { type Machine, machineFormOf } from './machine.model.ts'
import { MachineFields } from './machine-form.tsx'
import css from './settings.module.css'
import { SettingsPage } from './settings-page.tsx'
import { machineTexts } from './texts/machines.ts'

interface Shown {
  readonly name: string
  readonly password: string
}

/** A password that was just made: shown once, until somebody says that they have it. */
const PasswordShown = ({ shown, close }: { shown: Shown; close: () => void }): ReactNode => {
  const t = useTexts(machineTexts)
  const copy = (): void => void navigator.clipboard.writeText(shown.password).then(() => tell(t.copied))
  return (
    <Spine state="ok" soft panel className="k-stack" role="status">
      <StateWord state="ok">{t.password(shown.name)}</StateWord>
      <p className="k-text-lg k-strong">
        <code>{shown.password}</code>
      </p>
      <div className="k-line">
        <Button onClick={copy}>{t.copy}</Button>
        <Button onClick={close}>{t.done}</Button>
      </div>
    </Spine>
  )
}

const Add = ({ close, show }: { close: () => void; show: (shown: Shown) => void }): ReactNode => {
  const t = useTexts(machineTexts)
  const { branch_id } = useSession()
  const add = useDo(addMachine, [listMachines])
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.add}</h2>
      <p className="k-quiet">{t.addAbout}</p>
      {add.error !== null && <Failed error={add.error} />}
      <MachineFields
        start={machineFormOf(null, branch_id)}
        action={t.add}
        busy={add.isPending}
        close={close}
        run={(asked, form) =>
          add.mutate(
            { body: { command_id: newCommandId(), ...asked, login: form.login.trim() } },
            {
              onSuccess: ({ machine, password }) => {
                if (password !== null) show({ name: machine.name, password })
                close()
              },
            },
          )
        }
      />
    </Spine>
  )
}

const Edit = ({
  machine,
  close,
  show,
}: {
  machine: Machine
  close: () => void
  show: (shown: Shown) => void
}): ReactNode => {
  const t = useTexts(machineTexts)
  const b = useTexts(baseTexts)
  const change = useDo(changeMachine, [listMachines])
  const { machine_id } = machine
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">
        {machine.name} · {machine.login}
      </h2>
      {change.error !== null && <Failed error={change.error} />}
      <MachineFields
        start={machineFormOf(machine, machine.branch_id)}
        locked={machine.locked}
        action={b.save}
        busy={change.isPending}
        close={close}
        run={(asked, { active, unlock, new_password }) =>
          change.mutate(
            {
              params: { machine_id },
              body: { command_id: newCommandId(), ...asked, active, unlock, new_password },
            },
            {
              onSuccess: ({ machine: saved, password }) => {
                if (password !== null) show({ name: saved.name, password })
                else tell(t.saved(saved.name))
                close()
              },
            },
          )
        }
      />
    </Spine>
  )
}

const Card = ({ machine, edit }: { machine: Machine; edit: () => void }): ReactNode => {
  const t = useTexts(machineTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const { branches } = useSession()
  const branch = branches.find(one => one.branch_id === machine.branch_id)?.name ?? ''
  const may = (Object.keys(t.mays) as (keyof typeof t.mays)[]).filter(key => machine.profile[key])
  const seen =
    machine.signed_in_at === null
      ? t.neverSeen
      : t.lastSeen(`${f.dayYear(dayOf(machine.signed_in_at))}, ${f.time(machine.signed_in_at)}`)
  const state = !machine.active ? 'stop' : machine.locked ? 'ask' : undefined
  return (
    <Spine panel state={state} className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{machine.name}</h2>
        <Button size="compact-sm" onClick={edit} aria-label={`${b.change}: ${machine.name}`}>
          {b.change}
        </Button>
      </div>
      <p className="k-quiet">
        {branch} · <code>{machine.login}</code>
      </p>
      <p>{may.map(key => t.mays[key]).join(' · ')}</p>
      <p className="k-quiet">{seen}</p>
      {state !== undefined && (
        <StateWord state={state} size={16}>
          {machine.active ? t.locked : t.inactive}
        </StateWord>
      )}
    </Spine>
  )
}

/** The self-service machines of the library: each an account of its own, with what it may. */
export const Screen = (): ReactNode => {
  const t = useTexts(machineTexts)
  const read = useRead(listMachines, {})
  const [adds, setAdds] = useState(false)
  const [shown, show] = useState<Shown | null>(null)
  const [edited, edit] = useState<string | null>(null)
  return (
    <SettingsPage
      room="machines"
      actions={
        <Allowed op={addMachine}>
          <Button variant="filled" onClick={() => setAdds(true)}>
            {t.add}
          </Button>
        </Allowed>
      }
    >
      {shown !== null && <PasswordShown shown={shown} close={() => show(null)} />}
      {adds && <Add close={() => setAdds(false)} show={show} />}
      <Read of={read}>
        {({ rows }) => {
          const open = rows.find(one => one.machine_id === edited)
          return (
            <>
              {open !== undefined && (
                <Edit key={open.machine_id} machine={open} close={() => edit(null)} show={show} />
              )}
              {rows.length === 0 && !adds && <Empty>{t.none}</Empty>}
              <div className={css['panels']}>
                {rows
                  .filter(one => one !== open)
                  .map(one => (
                    <Card key={one.machine_id} machine={one} edit={() => edit(one.machine_id)} />
                  ))}
              </div>
            </>
          )
        }}
      </Read>
    </SettingsPage>
  )
}
