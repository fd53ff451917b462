import { findPatrons } from '@kaft/contract/patrons'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { call } from '../base/api.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { passScanOn, type Scan, useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import css from './catalogue.module.css'
import { catalogueTexts } from './texts/index.ts'

export interface Chosen {
  readonly patron_id: string
  readonly name: string
}

const Search = ({ choose }: { choose: (patron: Chosen) => void }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const session = useSession()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const q = useDeferredValue(typed.trim())
  const read = useRead(findPatrons, { query: { q } }, { enabled: q.length >= 2, keep: true, fresh_ms: 2000 })
  const rows = q.length < 2 ? [] : (read.data?.rows ?? []).slice(0, 8)
  const none = q.length >= 2 && read.data !== undefined && rows.length === 0
  return (
    <div className="k-stack">
      <TextInput
        ref={field}
        label={t.hold.patron}
        description={none ? t.hold.none(session.library_name) : t.hold.patronHint}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={event => setTyped(event.currentTarget.value)}
        onKeyDown={event => {
          const [only] = rows
          if (event.key !== 'Enter') return
          event.preventDefault()
          if (rows.length === 1 && only !== undefined) choose(only)
        }}
      />
      <div className={css['choice']}>
        {rows.map(one => (
          <Button key={one.patron_id} justify="start" onClick={() => choose(one)}>
            {[one.name, one.birth_year, one.municipality].filter(Boolean).join(' · ')}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** The patron who is open at the desk, or another one by card or name. A card that is scanned meanwhile chooses. */
export const ChoosePatron = ({
  patron,
  current,
  choose,
}: {
  patron: Chosen | null
  current: Chosen | null
  choose: (patron: Chosen | null) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const other = useRef<HTMLButtonElement>(null)
  const chosen_id = patron?.patron_id
  useEffect(() => {
    if (chosen_id !== undefined) other.current?.focus()
  }, [chosen_id])
  const handle = async (scan: Scan): Promise<void> => {
    const { rows } = await call(findPatrons, { query: { q: scan.code } })
    const [only] = rows
    if (rows.length === 1 && only !== undefined) choose({ patron_id: only.patron_id, name: only.name })
    else passScanOn(scan)
  }
  useScans(scan => void handle(scan).catch(() => passScanOn(scan)))
  if (patron === null) return <Search choose={choose} />
  return (
    <div className="k-line k-line-between">
      <span>
        {t.hold.patron} <span className="k-strong">{patron.name}</span>
        {patron.patron_id === current?.patron_id && (
          <span className="k-sr-only"> {t.hold.current(patron.name)}</span>
        )}
      </span>
      <Button ref={other} size="compact-sm" onClick={() => choose(null)}>
        {t.hold.other}
      </Button>
    </div>
  )
}
