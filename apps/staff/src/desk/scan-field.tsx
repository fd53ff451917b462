import { findPatrons } from '@kaft/contract/patrons'
import { type KeyboardEvent, type ReactNode, type RefObject, useDeferredValue, useId, useState } from 'react'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { decodeTyped, looksLikeCode } from '../base/scan.model.ts'
import { emitScan } from '../base/scans.ts'
import { allows, useSession } from '../base/session.ts'
import css from './desk.module.css'
import { deskTexts } from './texts/index.ts'

export interface FieldActions {
  readonly openPatron: (patron_id: string) => void
  readonly openPrevious: () => void
  /** Enter in an empty field. */
  readonly onEmptyEnter: () => void
  /** Arrow down in an empty field: into the rows. */
  readonly onDown: () => void
}

/** The one field: cards, items and names. Scans do not need it; it is for what people type. */
export const ScanField = ({
  field,
  names,
  actions,
}: {
  field: RefObject<HTMLInputElement | null>
  /** Whether names may be searched; never in return mode. */
  names: boolean
  actions: FieldActions
}): ReactNode => {
  const t = useTexts(deskTexts)
  const id = useId()
  const session = useSession()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const q = useDeferredValue(text.trim())
  const searches = names && q.length >= 2 && !looksLikeCode(q) && allows(session, findPatrons.leave)
  const found = useRead(findPatrons, { query: { q } }, { enabled: searches, keep: true, fresh_ms: 2000 })
  const rows = searches ? (found.data?.rows ?? []).slice(0, 8) : []
  const chosen = rows[Math.min(at, rows.length - 1)]
  const reset = (): void => {
    setText('')
    setAt(0)
  }
  const submit = (): void => {
    const typed = text.trim()
    const mended = decodeTyped(typed)
    if (typed === '') actions.onEmptyEnter()
    else if (typed.toLowerCase() === 'v') actions.openPrevious()
    else if (mended !== null) emitScan(mended, true)
    else if (looksLikeCode(typed)) emitScan(typed)
    else if (chosen !== undefined && q === typed) actions.openPatron(chosen.patron_id)
    else return
    reset()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape' && text !== '') {
      event.preventDefault()
      reset()
    } else if (event.key === 'ArrowDown' && text === '') {
      event.preventDefault()
      actions.onDown()
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && rows.length > 0) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : rows.length - 1
      setAt((Math.min(at, rows.length - 1) + step) % rows.length)
    }
  }
  return (
    <div className={css['scan']}>
      <input
        ref={field}
        id={`${id}-field`}
        className={css['field']}
        role="combobox"
        aria-label={names ? t.scanField : t.scanReturn}
        aria-expanded={rows.length > 0}
        aria-controls={`${id}-found`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.patron_id}`}
        aria-autocomplete="list"
        placeholder={names ? t.scanPlaceholder : t.scanReturn}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        autoFocus
        value={text}
        onChange={event => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-found`}
        role="listbox"
        aria-label={t.found}
        className={css['found']}
        hidden={rows.length === 0}
      >
        {rows.map(one => (
          <div
            key={one.patron_id}
            id={`${id}-${one.patron_id}`}
            role="option"
            tabIndex={-1}
            aria-selected={one === chosen}
            className={css['foundRow']}
            onMouseDown={event => event.preventDefault()}
            onClick={() => {
              actions.openPatron(one.patron_id)
              reset()
            }}
            onKeyDown={() => undefined}
          >
            <span className="k-strong">{one.name}</span>
            <span className="k-quiet">{[one.birth_year, one.municipality].filter(Boolean).join(' · ')}</span>
            <span className="k-quiet">
              {one.membership_name} · {t.card(one.card_tail)}
              {one.library_id === session.library_id ? '' : ` · ${t.ofLibrary(one.library_name)}`}
            </span>
          </div>
        ))}
      </div>
      {searches && found.data !== undefined && q === text.trim() && rows.length === 0 && (
        <p className={css['hint']} role="status">
          {t.foundNone(session.library_name)}
        </p>
      )}
      {rows.length > 0 && <p className="k-sr-only">{t.searchHint}</p>}
    </div>
  )
}
