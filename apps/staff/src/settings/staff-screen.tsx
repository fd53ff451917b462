import { addStaff, listStaff } from '@kaft/contract/organisation'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Empty, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { roleName } from '../base/who-may.ts'
import { elsewhereTexts } from '../sign-in/elsewhere-texts.ts'
import { SettingsPage } from './settings-page.tsx'
import type { Given, Member } from './staff.model.ts'
import { StaffForm } from './staff-form.tsx'
import { centralTexts } from './texts/central.ts'
import { certificationTexts } from './texts/certification.ts'
import { settingsTexts } from './texts/index.ts'

export const useRoleWords = (): ((given: Given) => string) => {
  const t = useTexts(settingsTexts)
  const lang = useLanguage()
  const { branches } = useSession()
  return ({ role, level, branch_id }) => {
    const branch = branches.find(one => one.branch_id === branch_id)?.name
    const name = roleName(role, lang)
    return level === 'library'
      ? name
      : t.staff.at(name, level === 'branch' ? (branch ?? '') : t.staff.levels.consortium)
  }
}

/** Each role with its end, and below it who gave it. */
const RoleList = ({ member }: { member: Member }): ReactNode => {
  const c = useTexts(certificationTexts)
  const f = useFormats()
  const words = useRoleWords()
  return member.roles.map((role, at) => {
    const grant = member.grants[at]
    const name = words(role)
    return (
      <div key={`${role.role} ${role.level} ${role.branch_id ?? ''}`}>
        {role.ends_on === null ? name : c.until(name, f.dayYear(role.ends_on))}
        {grant !== undefined && (
          <span className="k-text-xs k-quiet">
            {' '}
            {grant.granted_by === null
              ? c.by(c.unknown, f.dayYear(dayOf(grant.granted_at)))
              : c.givenBy(grant.granted_by, f.dayYear(dayOf(grant.granted_at)))}
          </span>
        )}
      </div>
    )
  })
}

const Line = ({ member, change }: { member: Member; change: () => void }): ReactNode => {
  const t = useTexts(settingsTexts)
  const c = useTexts(certificationTexts)
  const s = useTexts(centralTexts)
  const e = useTexts(elsewhereTexts)
  const f = useFormats()
  return (
    <tr>
      <th scope="row">{member.name}</th>
      <td>{member.login}</td>
      <td>{member.initials}</td>
      <td>
        <RoleList member={member} />
      </td>
      <td>
        <span className="k-line">
          {member.active ? (
            <StateWord state="ok" size={16}>
              {t.staff.active}
            </StateWord>
          ) : (
            <span className="k-quiet">
              {member.left_at === null ? t.staff.inactive : c.leftOn(f.dayYear(dayOf(member.left_at)))}
            </span>
          )}
          {member.signs_in_elsewhere && <span className="k-quiet">{e.linked}</span>}
          {member.second_factors > 0 && <span className="k-quiet">{s.has}</span>}
          {member.leaves_on !== null && (
            <StateWord state="ask" size={16}>
              {c.leavesOn(f.dayYear(member.leaves_on))}
            </StateWord>
          )}
          {member.locked && (
            <StateWord state="stop" size={16}>
              {t.staff.locked}
            </StateWord>
          )}
        </span>
      </td>
      <td>
        <Button size="compact-sm" onClick={change} aria-label={`${t.staff.change}: ${member.name}`}>
          {t.staff.change}
        </Button>
      </td>
    </tr>
  )
}

/** Personal accounts and what each may do. There are no shared ones. */
export const Screen = (): ReactNode => {
  const t = useTexts(settingsTexts)
  const read = useRead(listStaff, {})
  const [adds, setAdds] = useState(false)
  const [edited, edit] = useState<string | null>(null)
  const open = (staff_id: string): void => {
    setAdds(false)
    edit(staff_id)
  }
  return (
    <SettingsPage
      room="staff"
      actions={
        <Allowed op={addStaff}>
          <Button
            variant="filled"
            onClick={() => {
              edit(null)
              setAdds(true)
            }}
          >
            {t.staff.add}
          </Button>
        </Allowed>
      }
    >
      {adds && <StaffForm member={null} close={() => setAdds(false)} />}
      <Read of={read}>
        {({ rows }) => {
          const member = rows.find(one => one.staff_id === edited)
          return (
            <>
              {member !== undefined && (
                <StaffForm key={member.staff_id} member={member} close={() => edit(null)} />
              )}
              {rows.length === 0 ? (
                <Empty>{t.staff.none}</Empty>
              ) : (
                <TableBox label={t.names.staff}>
                  <Heads names={[...t.staff.heads, t.staff.change]} />
                  <tbody>
                    {rows.map(one => (
                      <Line key={one.staff_id} member={one} change={() => open(one.staff_id)} />
                    ))}
                  </tbody>
                </TableBox>
              )}
            </>
          )
        }}
      </Read>
    </SettingsPage>
  )
}
