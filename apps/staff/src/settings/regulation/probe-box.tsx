import { findItems } from '@kaft/contract/inventory'
import { findPatrons, readPatronHead } from '@kaft/contract/patrons'
import { probeRegulation } from '@kaft/contract/regulations'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { call } from '../../base/api.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay } from '../../base/day.model.ts'
import { dayOf } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { openPanel } from '../../base/panel.ts'
import { passScanOn, type Scan, useScans } from '../../base/scans.ts'
import { allows, useSession } from '../../base/session.ts'
import { Read } from '../../base/states.tsx'
import { baseTexts } from '../../base/texts.ts'
import type { Grid } from './grid.model.ts'
import css from '../settings.module.css'
import { versionTexts } from './texts.ts'
import { ProbeAnswer } from './why-cell.tsx'

interface Asked {
  readonly version_id: string
  readonly branch_id: string
  readonly membership_type: string
  readonly item_type: string
  readonly on: string
  readonly age: number | null
}

const Answer = ({ version_id, age, branch_id, ...asked }: Asked): ReactNode => {
  const lang = useLanguage()
  const body = {
    ...asked,
    lang,
    ...(age === null ? {} : { age }),
    ...(branch_id === '' ? {} : { branch_id }),
  }
  const read = useRead(probeRegulation, { params: { version_id }, body })
  return <Read of={read}>{answer => <ProbeAnswer answer={answer} />}</Read>
}

/** What a scanned code is: the type of an item, or the membership of a reader whom this session may see. */
function useFilling(set: (changes: { item_type?: string; membership_type?: string }) => void): void {
  const session = useSession()
  const fill = async (scan: Scan): Promise<void> => {
    if (allows(session, findItems.leave)) {
      const [item] = (await call(findItems, { query: { barcode: scan.code } })).rows
      if (item) return set({ item_type: item.item_type })
    }
    if (allows(session, findPatrons.leave)) {
      const [found] = (await call(findPatrons, { query: { q: scan.code } })).rows
      if (found) {
        const { membership_type } = await call(readPatronHead, { params: { patron_id: found.patron_id } })
        return set({ membership_type })
      }
    }
    return passScanOn(scan)
  }
  useScans(scan => void fill(scan).catch(() => passScanOn(scan)))
}

const ageOf = (typed: string): number | null => (/^\d{1,3}$/.test(typed.trim()) ? Number(typed) : null)

/** Tries the version in one case of one's own, without a reader and without lending anything. */
export const ProbeBox = ({
  version_id,
  grid,
  branch_id,
}: {
  version_id: string
  grid: Grid
  branch_id: string
}): ReactNode => {
  const t = useTexts(versionTexts)
  const b = useTexts(baseTexts)
  const lang = useLanguage()
  const [membership_type, setMembership] = useState(grid.membership_types[0]?.type ?? '')
  const [item_type, setItem] = useState(grid.item_types[0] ?? '')
  const [day, setDay] = useState('')
  const [age, setAge] = useState('')
  useFilling(changes => {
    if (changes.item_type !== undefined) setItem(changes.item_type)
    if (changes.membership_type !== undefined) setMembership(changes.membership_type)
  })
  const [tried, setTried] = useState(false)
  const noAge = age.trim() !== '' && ageOf(age) === null
  const on = day.trim() === '' ? dayOf() : parseDay(day, dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (on === null || noAge) return
    const asked = { version_id, branch_id, membership_type, item_type, on, age: ageOf(age) }
    openPanel({ title: t.probe, body: <Answer key={JSON.stringify(asked)} {...asked} /> })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <div>
          <h2 className="k-text-md k-strong">{t.probe}</h2>
          <p className="k-quiet">{t.probeAbout}</p>
        </div>
        <div className={css['form']}>
          <NativeSelect
            label={t.membership}
            value={membership_type}
            onChange={event => setMembership(event.currentTarget.value)}
            data={grid.membership_types.map(one => ({ value: one.type, label: one.name }))}
          />
          <NativeSelect
            label={t.item}
            value={item_type}
            onChange={event => setItem(event.currentTarget.value)}
            data={grid.item_types.map(value => ({ value, label: kindName(value, lang) }))}
          />
          <TextInput
            label={t.age}
            value={age}
            inputMode="numeric"
            autoComplete="off"
            error={tried && noAge ? t.ageUnread : undefined}
            onChange={event => setAge(event.currentTarget.value)}
          />
          <DayField
            label={t.on}
            value={day}
            onText={setDay}
            error={tried && on === null ? b.dayUnreadable : undefined}
          />
        </div>
        <div className="k-line k-line-end">
          <Button type="submit" disabled={membership_type === '' || item_type === ''}>
            {t.probe}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
