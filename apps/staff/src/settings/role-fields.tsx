import type { RoleCode } from '@kaft/contract/leave'
import { Button, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { DayField } from '../base/day-field.tsx'
import { dayOf } from '../base/format.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { roleName } from '../base/who-may.ts'
import css from './settings.module.css'
import { type Level, levels, newRole, roleCodes, type RoleForm } from './staff.model.ts'
import { settingsTexts } from './texts/index.ts'

const OneRole = ({
  role,
  set,
  drop,
}: {
  role: RoleForm
  set: (changes: Partial<RoleForm>) => void
  drop: () => void
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const lang = useLanguage()
  const { branches } = useSession()
  return (
    <div className={css['roleRow']}>
      <NativeSelect
        label={t.staff.role}
        value={role.role}
        data={roleCodes.map(code => ({ value: code, label: roleName(code, lang) }))}
        onChange={event => set({ role: event.currentTarget.value as RoleCode })}
      />
      <NativeSelect
        label={t.staff.level}
        value={role.level}
        data={levels.map(level => ({ value: level, label: t.staff.levels[level] }))}
        onChange={event => set({ level: event.currentTarget.value as Level })}
      />
      {role.level === 'branch' && (
        <NativeSelect
          label={t.staff.branch}
          value={role.branch_id}
          data={branches.map(one => ({ value: one.branch_id, label: one.name }))}
          onChange={event => set({ branch_id: event.currentTarget.value })}
        />
      )}
      <DayField label={t.staff.from} value={role.starts} onText={starts => set({ starts })} />
      <DayField label={t.staff.until} value={role.ends} onText={ends => set({ ends })} />
      <div className={css['drop']}>
        <Button aria-label={t.staff.dropRole(roleName(role.role, lang))} onClick={drop}>
          ×
        </Button>
      </div>
    </div>
  )
}

/** The roles of an account, each with where and how long it holds. */
export const RoleFields = ({
  roles,
  set,
  error,
}: {
  roles: readonly RoleForm[]
  set: (roles: readonly RoleForm[]) => void
  error: string | undefined
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const { branch_id } = useSession()
  const next = roles.reduce((most, role) => Math.max(most, role.no), 0) + 1
  return (
    <fieldset className={css['fieldset']}>
      <legend className="k-strong">{t.staff.roles}</legend>
      {roles.length === 0 && <p className="k-quiet">{t.staff.noRoles}</p>}
      {roles.map(role => (
        <OneRole
          key={role.no}
          role={role}
          set={changes => set(roles.map(one => (one.no === role.no ? { ...one, ...changes } : one)))}
          drop={() => set(roles.filter(one => one.no !== role.no))}
        />
      ))}
      {error !== undefined && <p className="mantine-InputWrapper-error">{error}</p>}
      <div>
        <Button onClick={() => set([...roles, newRole(next, branch_id, dayOf())])}>{t.staff.addRole}</Button>
      </div>
    </fieldset>
  )
}
