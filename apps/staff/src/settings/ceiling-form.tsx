import { changeCentralSetting, readCentralSettings } from '@kaft/contract/central-settings'
import type { RoleCode } from '@kaft/contract/leave'
import { listBranches, readSession } from '@kaft/contract/organisation'
import type { RoleCeiling } from '@kaft/contract/sign-in-elsewhere'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { roleName } from '../base/who-may.ts'
import { roleCodes } from './staff.model.ts'
import { centralTexts } from './texts/central.ts'

/** Which roles a library may give under its agreement; one that is not limited may give all. */
export const CeilingForm = ({ ceiling }: { ceiling: RoleCeiling }): ReactNode => {
  const t = useTexts(centralTexts)
  const b = useTexts(baseTexts)
  const lang = useLanguage()
  const branches = useRead(listBranches, {})
  const known = new Map(branches.data?.rows.map(row => [row.library_id, row.library_name]))
  const [chosen, choose] = useState('')
  const library_id = chosen === '' ? ([...known.keys()][0] ?? '') : chosen
  const own = ceiling.libraries.find(one => one.library_id === library_id)
  const [edited, edit] = useState<{ library_id: string; roles: readonly string[] } | null>(null)
  const roles = edited?.library_id === library_id ? edited.roles : (own?.roles ?? roleCodes)
  const change = useDo(changeCentralSetting, [readCentralSettings, readSession])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const given = roleCodes.filter((role: RoleCode) => roles.includes(role))
    const others = ceiling.libraries.filter(one => one.library_id !== library_id)
    const isWhole = given.length === roleCodes.length
    const value = { libraries: isWhole ? others : [...others, { library_id, roles: given }] }
    change.mutate(
      { params: { key: 'staff.role_ceiling' }, body: { command_id: newCommandId(), value } },
      { onSuccess: () => tell(t.saved) },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.ceiling}</h2>
        <p className="k-prose">{t.ceilingAbout}</p>
        {change.error !== null && <Failed error={change.error} />}
        <NativeSelect
          label={t.library}
          value={library_id}
          data={[...known].map(([value, label]) => ({ value, label }))}
          onChange={event => choose(event.currentTarget.value)}
        />
        <Checkbox.Group
          label={t.roles}
          value={[...roles]}
          onChange={next => edit({ library_id, roles: next })}
        >
          <div className="k-line">
            {roleCodes.map(role => (
              <Checkbox key={role} value={role} label={roleName(role, lang)} />
            ))}
          </div>
        </Checkbox.Group>
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" disabled={library_id === ''} loading={change.isPending}>
            {b.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
