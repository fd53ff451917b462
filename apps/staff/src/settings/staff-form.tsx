import { addStaff, changeStaff, listStaff, readSession } from '@kaft/contract/organisation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { Invite } from './invite.tsx'
import { Leaver } from './leaver.tsx'
import { ResetFactors } from './reset-factors.tsx'
import { RoleFields } from './role-fields.tsx'
import css from './settings.module.css'
import {
  type Member,
  readStaffForm,
  type StaffFault,
  staffFormOf,
  type StaffForm as Form,
  type StaffKey,
} from './staff.model.ts'
import { settingsTexts } from './texts/index.ts'

type Errors = Readonly<Partial<Record<StaffKey, StaffFault>>>

/** Makes or changes an account; the answer names who was saved. */
const useSave = (member: Member | null, close: () => void) => {
  const t = useTexts(settingsTexts)
  const refreshed = [listStaff, readSession]
  const add = useDo(addStaff, refreshed)
  const change = useDo(changeStaff, refreshed)
  const [errors, setErrors] = useState<Errors>({})
  const done = {
    onSuccess: ({ name }: { name: string }) => {
      tell(t.staff.saved(name))
      close()
    },
  }
  const run = (form: Form): void => {
    const read = readStaffForm(form, member === null, dayOf())
    setErrors(read.ok ? {} : read.errors)
    if (!read.ok) return
    const { name, initials, roles, secrets } = read
    const command_id = newCommandId()
    if (member === null) {
      const { badge: _, password = '', ...rest } = secrets
      add.mutate(
        { body: { command_id, login: form.login.trim(), name, initials, roles, password, ...rest } },
        done,
      )
      return
    }
    const unlock = form.unlock ? { unlock: true } : {}
    const body = { command_id, name, initials, roles, active: form.active, ...secrets, ...unlock }
    change.mutate({ params: { staff_id: member.staff_id }, body }, done)
  }
  return { run, errors, busy: add.isPending || change.isPending, error: add.error ?? change.error }
}

interface FieldProps {
  readonly form: Form
  readonly set: (changes: Partial<Form>) => void
  readonly errors: Errors
  readonly isNew: boolean
}

const useFault = (): ((fault: StaffFault | undefined) => string | undefined) => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const words: Readonly<Record<StaffFault, string>> = {
    needed: b.needed,
    password: t.staff.errors.password,
    pin: t.staff.errors.pin,
    day: b.dayUnreadable,
  }
  return fault => (fault === undefined ? undefined : words[fault])
}

const Names = ({ form, set, errors, isNew }: FieldProps): ReactNode => {
  const t = useTexts(settingsTexts)
  const fault = useFault()
  const field = useFocusOnOpen<HTMLInputElement>()
  return (
    <div className={css['form']}>
      <TextInput
        ref={field}
        label={t.staff.name}
        value={form.name}
        maxLength={120}
        autoComplete="off"
        error={fault(errors.name)}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t.staff.initials}
        value={form.initials}
        maxLength={8}
        autoComplete="off"
        error={fault(errors.initials)}
        onChange={event => set({ initials: event.currentTarget.value })}
      />
      <TextInput
        label={t.staff.login}
        value={form.login}
        maxLength={80}
        autoComplete="off"
        autoCapitalize="none"
        disabled={!isNew}
        error={fault(errors.login)}
        onChange={event => set({ login: event.currentTarget.value })}
      />
    </div>
  )
}

const Secrets = ({ form, set, errors, isNew }: FieldProps): ReactNode => {
  const t = useTexts(settingsTexts)
  const fault = useFault()
  return (
    <div className={css['form']}>
      <PasswordInput
        label={isNew ? t.staff.password : t.staff.newPassword}
        description={t.staff.passwordHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.password}
        autoComplete="new-password"
        error={fault(errors.password)}
        onChange={event => set({ password: event.currentTarget.value })}
      />
      <PasswordInput
        label={isNew ? t.staff.pin : t.staff.newPin}
        value={form.pin}
        inputMode="numeric"
        maxLength={6}
        autoComplete="off"
        error={fault(errors.pin)}
        onChange={event => set({ pin: event.currentTarget.value })}
      />
      {!isNew && (
        <TextInput
          label={t.staff.badge}
          description={t.staff.badgeHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.badge}
          autoComplete="off"
          onChange={event => set({ badge: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

/** An account: who it is, with which secrets, and which roles. A scan fills the badge. */
export const StaffForm = ({ member, close }: { member: Member | null; close: () => void }): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const session = useSession()
  const [form, setForm] = useState<Form>(() => staffFormOf(member, session.branch_id))
  const { run, errors, busy, error } = useSave(member, close)
  const fault = useFault()
  const set = (changes: Partial<Form>): void => setForm(now => ({ ...now, ...changes }))
  useScans(scan => member !== null && set({ badge: scan.code }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    run(form)
  }
  const props = { form, set, errors, isNew: member === null }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{member?.name ?? t.staff.add}</h2>
        {error !== null && <Failed error={error} />}
        <Names {...props} />
        <Secrets {...props} />
        {member !== null && (
          <div className="k-line">
            <Checkbox
              label={t.staff.isActive}
              checked={form.active}
              onChange={event => set({ active: event.currentTarget.checked })}
            />
            {member.locked && (
              <Checkbox
                label={t.staff.unlock}
                checked={form.unlock}
                onChange={event => set({ unlock: event.currentTarget.checked })}
              />
            )}
          </div>
        )}
        <RoleFields roles={form.roles} set={roles => set({ roles })} error={fault(errors.roles)} />
        <div className="k-line k-line-end">
          {member !== null && member.active && <Invite member={member} />}
          {member !== null && member.second_factors > 0 && member.staff_id !== session.staff_id && (
            <ResetFactors member={member} />
          )}
          {member !== null && member.left_at === null && <Leaver member={member} close={close} />}
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {b.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
