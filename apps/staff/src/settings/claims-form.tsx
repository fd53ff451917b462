import { changeCentralSetting, readCentralSettings } from '@kaft/contract/central-settings'
import { listBranches } from '@kaft/contract/organisation'
import type { OidcMapping } from '@kaft/contract/sign-in-elsewhere'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { roleName } from '../base/who-may.ts'
import css from './settings.module.css'
import { roleCodes } from './staff.model.ts'
import { centralTexts } from './texts/central.ts'

interface Choice {
  readonly value: string
  readonly label: string
}
interface PairRow {
  readonly no: number
  readonly text: string
  readonly choice: string
}

/** Rows of a word of the provider and what it means here. */
const Pairs = ({
  rows,
  set,
  labels,
  choices,
}: {
  rows: readonly PairRow[]
  set: (rows: readonly PairRow[]) => void
  labels: readonly [text: string, choice: string, add: string, drop: string]
  choices: readonly Choice[]
}): ReactNode => {
  const [text, choice, add, drop] = labels
  const change = (no: number, to: Partial<PairRow>): void =>
    set(rows.map(row => (row.no === no ? { ...row, ...to } : row)))
  const next = Math.max(0, ...rows.map(row => row.no)) + 1
  return (
    <div className="k-stack">
      {rows.map(row => (
        <div key={row.no} className={css['form']}>
          <TextInput
            label={text}
            value={row.text}
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            onChange={event => change(row.no, { text: event.currentTarget.value })}
          />
          <NativeSelect
            label={choice}
            value={row.choice}
            data={[...choices]}
            onChange={event => change(row.no, { choice: event.currentTarget.value })}
          />
          <Button
            aria-label={`${drop}: ${row.text}`}
            onClick={() => set(rows.filter(one => one.no !== row.no))}
          >
            {drop}
          </Button>
        </div>
      ))}
      <div className="k-line">
        <Button
          size="compact-sm"
          onClick={() => set([...rows, { no: next, text: '', choice: choices[0]?.value ?? '' }])}
        >
          {add}
        </Button>
      </div>
    </div>
  )
}

/** How organisations and roles of the provider read here. */
export const ClaimsForm = ({ mapping }: { mapping: OidcMapping }): ReactNode => {
  const t = useTexts(centralTexts)
  const b = useTexts(baseTexts)
  const lang = useLanguage()
  const branches = useRead(listBranches, {})
  const [libraries, setLibraries] = useState<readonly PairRow[]>(() =>
    mapping.libraries.map((row, no) => ({ no, text: row.org_code, choice: row.library_id })),
  )
  const [roles, setRoles] = useState<readonly PairRow[]>(() =>
    mapping.roles.map((row, no) => ({ no, text: row.claim, choice: row.role })),
  )
  const change = useDo(changeCentralSetting, [readCentralSettings])
  const known = new Map(branches.data?.rows.map(row => [row.library_id, row.library_name]))
  const libraryChoices = [...known].map(([value, label]) => ({ value, label }))
  const roleChoices = roleCodes
    .filter(role => role !== 'consortium')
    .map(role => ({ value: role, label: roleName(role, lang) }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const filled = (rows: readonly PairRow[]) => rows.filter(row => row.text.trim() !== '')
    const value = {
      libraries: filled(libraries).map(row => ({ org_code: row.text.trim(), library_id: row.choice })),
      roles: filled(roles).map(row => ({ claim: row.text.trim(), role: row.choice })),
    }
    change.mutate(
      { params: { key: 'staff.oidc' }, body: { command_id: newCommandId(), value } },
      { onSuccess: () => tell(t.saved) },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.claims}</h2>
        <p className="k-prose">{t.claimsAbout}</p>
        {change.error !== null && <Failed error={change.error} />}
        <Pairs
          rows={libraries}
          set={setLibraries}
          labels={[t.orgCode, t.library, t.addLibrary, t.drop]}
          choices={libraryChoices}
        />
        <Pairs
          rows={roles}
          set={setRoles}
          labels={[t.claim, t.role, t.addRole, t.drop]}
          choices={roleChoices}
        />
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" loading={change.isPending}>
            {b.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
