import { findPatrons } from '@kaft/contract/patrons'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { call } from './api.ts'
import { useRead } from './hooks.ts'
import { defineTexts, useTexts } from './language.ts'
import { passScanOn, type Scan, useScans } from './scans.ts'
import { useSession } from './session.ts'

/** A patron as other screens need to name one. */
export interface NamedPatron {
  readonly patron_id: string
  readonly name: string
}

const searchTexts = defineTexts(
  {
    hint: 'Scan een kaart of typ een naam.',
    none: (library: string) => `Niemand gevonden in ${library}.`,
    ended: 'Ook wie geen lid meer is',
  },
  {
    hint: 'Scan a card or type a name.',
    none: library => `Nobody found in ${library}.`,
    ended: 'Also who is no member any more',
  },
)

/** A card that is scanned chooses its patron; anything else opens beside the screen. */
export const usePatronScans = (choose: (patron: NamedPatron) => void): void =>
  useScans(scan => chooseByScan(scan, choose))

/** The same for a screen that has another use for some scans. */
export const chooseByScan = (scan: Scan, choose: (patron: NamedPatron) => void): void => {
  const handle = async (): Promise<void> => {
    const { rows } = await call(findPatrons, { query: { q: scan.code } })
    const [only] = rows
    if (rows.length === 1 && only !== undefined) choose({ patron_id: only.patron_id, name: only.name })
    else passScanOn(scan)
  }
  void handle().catch(() => passScanOn(scan))
}

/** Finds a patron by name for an action; the first eight are offered, `Enter` takes the only one. */
export const PatronSearch = ({
  label,
  choose,
}: {
  label: string
  choose: (patron: NamedPatron) => void
}): ReactNode => {
  const t = useTexts(searchTexts)
  const session = useSession()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const q = useDeferredValue(typed.trim())
  const [also, setAlso] = useState(false)
  const read = useRead(
    findPatrons,
    // What is done to somebody who is no member any more from here is settling: a loan, a charge, two records of one person.
    { query: { q, ...(also ? { ended: 'open_matters' as const } : {}) } },
    { enabled: q.length >= 2, keep: true, fresh_ms: 2000 },
  )
  const rows = q.length < 2 ? [] : (read.data?.rows ?? []).slice(0, 8)
  const none = q.length >= 2 && read.data !== undefined && rows.length === 0
  return (
    <div className="k-stack">
      <TextInput
        ref={field}
        label={label}
        description={none ? t.none(session.library_name) : t.hint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
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
      {q.length >= 2 && read.data?.ended === true && (
        <div className="k-line">
          <Button onClick={() => setAlso(true)}>{t.ended}</Button>
        </div>
      )}
      {rows.map(one => (
        <Button key={one.patron_id} justify="start" onClick={() => choose(one)}>
          {[one.name, one.birth_year, one.municipality].filter(Boolean).join(' · ')}
        </Button>
      ))}
    </div>
  )
}
