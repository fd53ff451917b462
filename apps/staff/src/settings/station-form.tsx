import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useFocusOnOpen } from '../base/form.tsx'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { playSound, soundChoice, soundKinds, unlockSound } from '../base/sound.ts'
import { baseTexts } from '../base/texts.ts'
import css from './settings.module.css'
import {
  bounds,
  ownLoans,
  readStation,
  receipts,
  sameDays,
  type StationForm,
  type StationKey,
  type StationSettings,
} from './station.model.ts'
import { settingsTexts } from './texts/index.ts'

type NumberKey = keyof typeof bounds
interface Asked {
  readonly name: string
  readonly branch_id: string
  readonly settings: StationSettings
}

/** Plays the six sounds as they will be; afterwards the sound of this workstation is as it was. */
const testSounds = (volume: number): void => {
  const before = soundChoice.get()
  unlockSound()
  soundChoice.set({ on: true, volume })
  soundKinds.forEach((kind, index) => setTimeout(() => playSound(kind), index * 700))
  setTimeout(() => soundChoice.set(before), soundKinds.length * 700)
}

interface FieldProps {
  readonly form: StationForm
  readonly set: (changes: Partial<StationForm>) => void
  readonly wrong: readonly StationKey[]
}

const NumberField = ({
  at,
  label,
  form,
  set,
  wrong,
}: FieldProps & { at: NumberKey; label: string }): ReactNode => {
  const t = useTexts(settingsTexts)
  const [least, most] = bounds[at]
  return (
    <TextInput
      label={label}
      description={`${least}–${most}`}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={form[at]}
      inputMode="numeric"
      autoComplete="off"
      error={wrong.includes(at) ? t.stations.wrong : undefined}
      onChange={event => set({ [at]: event.currentTarget.value })}
    />
  )
}

const Behaviour = (props: FieldProps): ReactNode => {
  const t = useTexts(settingsTexts)
  const { form, set } = props
  const ofLibrary = { value: '', label: t.stations.ofLibrary }
  return (
    <div className={css['form']}>
      <NativeSelect
        label={t.stations.receipt}
        value={form.receipt}
        data={[ofLibrary, ...receipts.map(one => ({ value: one, label: t.stations.receipts[one] }))]}
        onChange={event => set({ receipt: event.currentTarget.value as StationForm['receipt'] })}
      />
      <NativeSelect
        label={t.stations.own}
        value={form.own_loan_scan}
        data={[ofLibrary, ...ownLoans.map(one => ({ value: one, label: t.stations.owns[one] }))]}
        onChange={event => set({ own_loan_scan: event.currentTarget.value as StationForm['own_loan_scan'] })}
      />
      <NativeSelect
        label={t.stations.sameDay}
        value={form.same_day_scan}
        data={[ofLibrary, ...sameDays.map(one => ({ value: one, label: t.library.sameDay[one] }))]}
        onChange={event => set({ same_day_scan: event.currentTarget.value as StationForm['same_day_scan'] })}
      />
      <NumberField at="cover_after_s" label={t.stations.cover} {...props} />
      <NumberField at="lock_after_s" label={t.stations.lock} {...props} />
    </div>
  )
}

const Sound = (props: FieldProps): ReactNode => {
  const t = useTexts(settingsTexts)
  const { form, set } = props
  return (
    <div className={css['form']}>
      <Checkbox
        label={t.stations.sound}
        checked={form.sound}
        onChange={event => set({ sound: event.currentTarget.checked })}
      />
      {form.sound && <NumberField at="volume" label={t.stations.volume} {...props} />}
      {form.sound && (
        <div>
          <Button onClick={() => testSounds(Number(form.volume) || 0)}>{t.stations.test}</Button>
        </div>
      )}
    </div>
  )
}

/** The fields of a workstation, for registering and for changing one. */
export const StationFields = ({
  start,
  action,
  busy,
  close,
  run,
}: {
  start: StationForm
  action: string
  busy: boolean
  close: () => void
  run: (asked: Asked) => void
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const session = useSession()
  const [form, setForm] = useState(start)
  const [wrong, setWrong] = useState<readonly StationKey[]>([])
  const field = useFocusOnOpen<HTMLInputElement>()
  const set = (changes: Partial<StationForm>): void => setForm(now => ({ ...now, ...changes }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readStation(form)
    setWrong(read.ok ? [] : read.wrong)
    if (read.ok) run({ name: read.name, branch_id: read.branch_id, settings: read.settings })
    else if (read.wrong.includes('name')) field.current?.focus()
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <div className={css['form']}>
        <TextInput
          ref={field}
          label={t.stations.name}
          description={t.stations.nameHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.name}
          maxLength={60}
          autoComplete="off"
          error={wrong.includes('name') ? b.needed : undefined}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={t.stations.branch}
          value={form.branch_id}
          data={session.branches.map(one => ({ value: one.branch_id, label: one.name }))}
          onChange={event => set({ branch_id: event.currentTarget.value })}
        />
        <TextInput
          label={t.stations.prefix}
          description={t.stations.prefixHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.scanner_prefix}
          maxLength={4}
          autoComplete="off"
          onChange={event => set({ scanner_prefix: event.currentTarget.value })}
        />
      </div>
      <Sound form={form} set={set} wrong={wrong} />
      <Behaviour form={form} set={set} wrong={wrong} />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {action}
        </Button>
      </div>
    </form>
  )
}
