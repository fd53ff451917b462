import type { HoldPolicy, IblPolicy } from '@kaft/contract/hold-policy'
import { changeSetting, readSettings } from '@kaft/contract/organisation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Radio, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { type SettingKey, settings } from '@kaft/contract/settings'
import type { Category, MembershipType } from '../base/library-settings.ts'
import { parseMoney, typedMoney } from '../base/money.model.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { Categories } from './categories.tsx'
import { groupsIn } from './branch-groups.model.ts'
import { BranchGroups } from './branch-groups.tsx'
import { type DamageCost, DamageCosts } from './damage-costs.tsx'
import { HoldPolicyForm } from './hold-policy-form.tsx'
import { IblPolicyForm } from './ibl-policy-form.tsx'
import { MembershipTypes } from './membership-types.tsx'
import css from './settings.module.css'
import { SettingsPage } from './settings-page.tsx'
import { type SettingsTexts, settingsTexts } from './texts/index.ts'

const isSetting = (key: string): key is SettingKey => key in settings

interface Field {
  readonly name: SettingKey
  readonly value: unknown
  readonly save: (value: unknown) => void
  readonly busy: boolean
}

const words = (name: SettingKey, t: SettingsTexts): readonly (readonly [string, string])[] => {
  if (name === 'desk.own_loan_scan') return Object.entries(t.library.scan)
  if (name === 'desk.receipt') return Object.entries(t.library.receipt)
  if (name === 'circulation.slip_mark') return Object.entries(t.library.slip)
  if (name === 'desk.same_day_scan') return Object.entries(t.library.sameDay)
  if (name === 'circulation.lost_fine') return Object.entries(t.library.lostFine)
  if (name === 'circulation.lost_refund') return Object.entries(t.library.lostRefund)
  if (name === 'circulation.auto_renew') return Object.entries(t.library.autoRenew)
  if (name === 'patrons.age_change') return Object.entries(t.library.ageChange)
  if (name === 'holds.refund_placing') return Object.entries(t.library.refund)
  return [
    ['true', t.library.on],
    ['false', t.library.off],
  ]
}

/** One of a few words, or yes and no; it is saved as soon as it is chosen. */
const ChoiceSetting = ({ name, value, save, busy }: Field): ReactNode => {
  const t = useTexts(settingsTexts)
  return (
    <Radio.Group
      aria-label={t.library.keys[name]}
      value={String(value)}
      onChange={next => save(typeof value === 'boolean' ? next === 'true' : next)}
    >
      <div className="k-line">
        {words(name, t).map(([one, label]) => (
          <Radio key={one} value={one} label={label} disabled={busy} />
        ))}
      </div>
    </Radio.Group>
  )
}

const MoneySetting = ({ name, value, save, busy }: Field): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const [typed, setTyped] = useState(value === null ? '' : typedMoney(Number(value)))
  const [tried, setTried] = useState(false)
  // Where nothing is the usual answer, an empty field says so.
  const empty = typed.trim() === '' && settings[name].default === null
  const cents = empty ? null : parseMoney(typed)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (cents !== null || empty) save(cents)
  }
  return (
    <form className="k-line" onSubmit={submit} noValidate>
      <TextInput
        aria-label={t.library.keys[name]}
        value={typed}
        leftSection="€"
        inputMode="decimal"
        autoComplete="off"
        error={tried && cents === null && !empty ? b.moneyUnreadable : undefined}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={cents === value}>
        {b.save}
      </Button>
    </form>
  )
}

interface Bounds {
  readonly minimum?: number
  readonly maximum?: number
}
/** What the contract takes for a number, also where nothing is an answer too. */
const boundsOf = (name: SettingKey): Required<Bounds> => {
  const value = settings[name].value as Bounds & { readonly anyOf?: readonly Bounds[] }
  const { minimum = 0, maximum = 999_999 } = value.anyOf?.find(one => one.maximum !== undefined) ?? value
  return { minimum, maximum }
}

const NumberSetting = ({ name, value, save, busy }: Field): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const [typed, setTyped] = useState(typeof value === 'number' ? String(value) : '')
  // Where nothing is the usual answer, an empty field says so.
  const empty = typed.trim() === '' && settings[name].default === null
  const { minimum, maximum } = boundsOf(name)
  const read = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : -1
  const number = read >= minimum && read <= maximum ? read : null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (number !== null || empty) save(number)
  }
  return (
    <form className="k-line" onSubmit={submit} noValidate>
      <TextInput
        aria-label={t.library.keys[name]}
        value={typed}
        inputMode="numeric"
        autoComplete="off"
        error={number === null && !empty ? t.library.noNumber(minimum, maximum) : undefined}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={(number === null && !empty) || number === value}>
        {b.save}
      </Button>
    </form>
  )
}

/** The address of a page; empty where that is an answer too. */
const AddressSetting = ({ name, value, save, busy }: Field): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const [typed, setTyped] = useState(typeof value === 'string' ? value : '')
  const text = typed.trim()
  const wrong = text !== '' && !/^https:\/\/[^\s?#]+$/.test(text)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!wrong) save(text === '' ? null : text)
  }
  return (
    <form className="k-line" onSubmit={submit} noValidate>
      <TextInput
        aria-label={t.library.keys[name]}
        value={typed}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        error={wrong ? t.library.noAddress : undefined}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={wrong || (text || null) === value}>
        {b.save}
      </Button>
    </form>
  )
}

const Value = (field: Field): ReactNode => {
  const t = useTexts(settingsTexts)
  const { name, value } = field
  if (name === 'patrons.membership_types')
    return <MembershipTypes types={value as readonly MembershipType[]} save={field.save} busy={field.busy} />
  if (name === 'patrons.categories')
    return <Categories rows={value as readonly Category[]} save={field.save} busy={field.busy} />
  if (name.endsWith('_cents') && (typeof value === 'number' || value === null))
    return <MoneySetting {...field} />
  if (name === 'patrons.online_page') return <AddressSetting {...field} />
  if (name === 'circulation.branch_groups')
    return <BranchGroups groups={groupsIn(value)} save={field.save} busy={field.busy} />
  if (name === 'circulation.damage_costs')
    return <DamageCosts costs={value as readonly DamageCost[]} save={field.save} busy={field.busy} />
  if (name === 'holds.allocation')
    return <HoldPolicyForm policy={value as HoldPolicy} save={field.save} busy={field.busy} />
  if (name === 'holds.ibl')
    return <IblPolicyForm policy={value as IblPolicy} save={field.save} busy={field.busy} />
  if (typeof value === 'number' || (value === null && name.endsWith('_days')))
    return <NumberSetting {...field} />
  if (typeof value === 'boolean' || typeof value === 'string') return <ChoiceSetting {...field} />
  return <p className="k-quiet">{t.library.other}</p>
}

const Setting = ({ name, value }: { name: SettingKey; value: unknown }): ReactNode => {
  const t = useTexts(settingsTexts)
  const change = useDo(changeSetting, [readSettings])
  const save = (next: unknown): void =>
    change.mutate(
      { params: { key: name }, body: { command_id: newCommandId(), value: next } },
      { onSuccess: () => tell(t.library.saved) },
    )
  const about = t.library.about[name]
  return (
    <Spine panel className="k-stack">
      <div>
        <h2 className="k-text-md k-strong">{t.library.keys[name]}</h2>
        {about !== undefined && <p className="k-quiet">{about}</p>}
      </div>
      {change.error !== null && <Failed error={change.error} />}
      <Value key={JSON.stringify(value)} name={name} value={value} save={save} busy={change.isPending} />
    </Spine>
  )
}

/** Lists and what has several parts take the whole width. */
const isWide = (value: unknown): boolean => typeof value === 'object' && value !== null

/** The settings of the library, each saved by itself. What they were stands in the changes. */
export const Screen = (): ReactNode => {
  const read = useRead(readSettings, {})
  return (
    <SettingsPage room="library">
      <Read of={read}>
        {({ rows }) => {
          const known = rows.flatMap(({ key, value }) => (isSetting(key) ? [{ key, value }] : []))
          const wide = known.filter(row => isWide(row.value))
          const small = known.filter(row => !isWide(row.value))
          return (
            <>
              {wide.map(row => (
                <Setting key={row.key} name={row.key} value={row.value} />
              ))}
              <div className={css['panels']}>
                {small.map(row => (
                  <Setting key={row.key} name={row.key} value={row.value} />
                ))}
              </div>
            </>
          )
        }}
      </Read>
    </SettingsPage>
  )
}
