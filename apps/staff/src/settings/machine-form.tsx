import { listWorkstations } from '@kaft/contract/organisation'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useFocusOnOpen } from '../base/form.tsx'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { baseTexts } from '../base/texts.ts'
import {
  type Asked,
  type MachineFault,
  type MachineForm,
  type Profile,
  readMachine,
} from './machine.model.ts'
import { MachineRefuses } from './machine-refuses.tsx'
import css from './settings.module.css'
import { machineTexts } from './texts/machines.ts'

interface FieldProps {
  readonly form: MachineForm
  readonly set: (changes: Partial<MachineForm>) => void
  readonly wrong: readonly MachineFault[]
}
const order = ['label', 'input', 'description', 'error'] as const
const wrapper = [...order]

const profileSetter =
  ({ form, set }: FieldProps) =>
  (changes: Partial<Profile>): void =>
    set({ profile: { ...form.profile, ...changes } })

type Flag = {
  [K in keyof Profile]: Profile[K] extends boolean ? K : never
}[keyof Profile]

const Flags = <K extends Flag>({
  words,
  ...props
}: FieldProps & { words: Readonly<Record<K, string>> }): ReactNode => {
  const put = profileSetter(props)
  return (
    <div className="k-stack">
      {(Object.keys(words) as K[]).map(key => (
        <Checkbox
          key={key}
          label={words[key]}
          checked={props.form.profile[key]}
          onChange={event => put({ [key]: event.currentTarget.checked })}
        />
      ))}
    </div>
  )
}

const Choice = <K extends 'language' | 'encoding' | 'line_end' | 'personal' | 'patron_pin'>({
  at,
  label,
  hint,
  words,
  ...props
}: FieldProps & {
  at: K
  label: string
  hint?: string
  words: Readonly<Record<Profile[K], string>>
}): ReactNode => {
  const put = profileSetter(props)
  const data = (Object.keys(words) as Profile[K][]).map(value => ({ value, label: words[value] }))
  return (
    <NativeSelect
      label={label}
      description={hint}
      inputWrapperOrder={wrapper}
      value={props.form.profile[at]}
      data={data}
      onChange={event => put({ [at]: event.currentTarget.value as Profile[K] })}
    />
  )
}

const Place = (props: FieldProps): ReactNode => {
  const t = useTexts(machineTexts)
  const { branches } = useSession()
  const { form, set } = props
  const stations = useRead(listWorkstations, {}).data?.rows.filter(w => w.branch_id === form.branch_id) ?? []
  const none = { value: '', label: t.noStation }
  return (
    <>
      <NativeSelect
        label={t.branch}
        value={form.branch_id}
        data={branches.map(one => ({ value: one.branch_id, label: one.name }))}
        onChange={event => set({ branch_id: event.currentTarget.value, workstation_id: '' })}
      />
      <NativeSelect
        label={t.station}
        value={form.workstation_id}
        data={[none, ...stations.map(one => ({ value: one.workstation_id, label: one.name }))]}
        onChange={event => set({ workstation_id: event.currentTarget.value })}
      />
    </>
  )
}

const Speech = (props: FieldProps): ReactNode => {
  const t = useTexts(machineTexts)
  const { form, set, wrong } = props
  const put = profileSetter(props)
  const { bins } = form.profile
  return (
    <>
      <h3 className="k-strong">{t.speech}</h3>
      <div className={css['form']}>
        <TextInput
          label={t.institution}
          description={t.institutionHint}
          inputWrapperOrder={wrapper}
          value={form.profile.institution}
          maxLength={30}
          autoComplete="off"
          onChange={event => put({ institution: event.currentTarget.value.replaceAll('|', '') })}
        />
        <Choice at="language" label={t.language} words={t.languages} {...props} />
        <Choice at="encoding" label={t.encoding} words={t.encodings} {...props} />
        <Choice at="line_end" label={t.line_end} words={t.line_ends} {...props} />
        <TextInput
          label={t.max_connections}
          value={form.max_connections}
          inputMode="numeric"
          autoComplete="off"
          error={wrong.includes('max_connections') ? t.wrongNumber : undefined}
          onChange={event => set({ max_connections: event.currentTarget.value })}
        />
      </div>
      <fieldset className={css['form']}>
        <legend className="k-quiet">{t.bins}</legend>
        {(['shelf', 'hold', 'elsewhere'] as const).map(bin => (
          <TextInput
            key={bin}
            label={t.binNames[bin]}
            value={bins[bin]}
            maxLength={10}
            autoComplete="off"
            onChange={event =>
              put({ bins: { ...bins, [bin]: event.currentTarget.value.replaceAll('|', '') } })
            }
          />
        ))}
      </fieldset>
    </>
  )
}

const People = (props: FieldProps): ReactNode => {
  const t = useTexts(machineTexts)
  return (
    <>
      <h3 className="k-strong">{t.people}</h3>
      <div className={css['form']}>
        <Choice at="personal" label={t.personal} words={t.personals} {...props} />
        <Choice at="patron_pin" label={t.pin} hint={t.pinHint} words={t.pins} {...props} />
      </div>
      <Flags words={t.shows} {...props} />
      <p className="k-quiet">{t.showsHint}</p>
    </>
  )
}

/** What only an account that exists has: whether it lives, its lock, and a new password. */
const Account = ({ form, set, locked }: FieldProps & { locked: boolean }): ReactNode => {
  const t = useTexts(machineTexts)
  return (
    <div className="k-stack">
      <Checkbox
        label={t.active}
        checked={form.active}
        onChange={event => set({ active: event.currentTarget.checked })}
      />
      {locked && (
        <Checkbox
          label={t.unlock}
          checked={form.unlock}
          onChange={event => set({ unlock: event.currentTarget.checked })}
        />
      )}
      <Checkbox
        label={t.newPassword}
        checked={form.new_password}
        onChange={event => set({ new_password: event.currentTarget.checked })}
      />
    </div>
  )
}

const Names = ({
  form,
  set,
  wrong,
  isNew,
  field,
}: FieldProps & {
  isNew: boolean
  field: ReturnType<typeof useFocusOnOpen<HTMLInputElement>>
}): ReactNode => {
  const t = useTexts(machineTexts)
  const b = useTexts(baseTexts)
  return (
    <>
      <TextInput
        ref={field}
        label={t.name}
        description={t.nameHint}
        inputWrapperOrder={wrapper}
        value={form.name}
        maxLength={60}
        autoComplete="off"
        error={wrong.includes('name') ? b.needed : undefined}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      {isNew && (
        <TextInput
          label={t.login}
          description={t.loginHint}
          inputWrapperOrder={wrapper}
          value={form.login}
          maxLength={60}
          autoComplete="off"
          error={wrong.includes('login') ? b.needed : undefined}
          onChange={event => set({ login: event.currentTarget.value })}
        />
      )}
    </>
  )
}

/** The fields of a machine, for making and for changing one. */
export const MachineFields = ({
  start,
  locked,
  action,
  busy,
  close,
  run,
}: {
  start: MachineForm
  /** Absent: the machine is new. */
  locked?: boolean
  action: string
  busy: boolean
  close: () => void
  run: (asked: Asked, form: MachineForm) => void
}): ReactNode => {
  const t = useTexts(machineTexts)
  const b = useTexts(baseTexts)
  const [form, setForm] = useState(start)
  const [wrong, setWrong] = useState<readonly MachineFault[]>([])
  const field = useFocusOnOpen<HTMLInputElement>()
  const isNew = locked === undefined
  const props = { form, wrong, set: (c: Partial<MachineForm>): void => setForm(now => ({ ...now, ...c })) }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readMachine(form, isNew)
    setWrong(read.ok ? [] : read.wrong)
    if (read.ok) run(read.asked, form)
    else if (read.wrong.includes('name')) field.current?.focus()
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <div className={css['form']}>
        <Names isNew={isNew} field={field} {...props} />
        <Place {...props} />
      </div>
      <h3 className="k-strong">{t.may}</h3>
      <Flags words={t.mays} {...props} />
      <h3 className="k-strong">{t.refusesTitle}</h3>
      <p className="k-quiet">{t.refusesHint}</p>
      {(['lend_refuses', 'return_refuses'] as const).map(at => (
        <MachineRefuses
          key={at}
          legend={t.refuses[at]}
          chosen={form.profile[at]}
          put={codes => profileSetter(props)({ [at]: codes })}
        />
      ))}
      <People {...props} />
      <Speech {...props} />
      {locked !== undefined && <Account locked={locked} {...props} />}
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {action}
        </Button>
      </div>
    </form>
  )
}
