import { findPatrons } from '@kaft/contract/patrons'
import type { OkOf } from '@kaft/contract/operation'
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
interface ScanFieldProps {
  readonly field: RefObject<HTMLInputElement | null>
  /** Whether names may be searched; never in return mode. */
  readonly names: boolean
  readonly actions: FieldActions
}
type FoundPatron = OkOf<typeof findPatrons>['rows'][number]
const mostFound = 8

/** Patrons by what is typed; `settled` says that the list belongs to these very words. */
const useFoundPatrons = (text: string, names: boolean) => {
  const session = useSession()
  const typed = text.trim()
  const q = useDeferredValue(typed)
  const searches = names && q.length >= 2 && !looksLikeCode(q) && allows(session, findPatrons.leave)
  const found = useRead(findPatrons, { query: { q } }, { enabled: searches, keep: true, fresh_ms: 2000 })
  const rows = searches ? (found.data?.rows ?? []).slice(0, mostFound) : []
  const settled = searches && q === typed && found.data !== undefined && !found.isPlaceholderData
  return { rows, settled }
}

const Found = ({
  id,
  rows,
  chosen,
  onOpen,
}: {
  id: string
  rows: readonly FoundPatron[]
  chosen: FoundPatron | undefined
  onOpen: (patron_id: string) => void
}): ReactNode => {
  const t = useTexts(deskTexts)
  const { library_id } = useSession()
  return (
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
          onClick={() => onOpen(one.patron_id)}
          // The field keeps the focus and the keys; this row is only clicked.
          onKeyDown={() => undefined}
        >
          <span className="k-strong">{one.name}</span>
          <span className="k-quiet">{[one.birth_year, one.municipality].filter(Boolean).join(' · ')}</span>
          <span className="k-quiet">
            {one.membership_name} · {t.card(one.card_tail)}
            {one.library_id === library_id ? '' : ` · ${t.ofLibrary(one.library_name)}`}
          </span>
        </div>
      ))}
    </div>
  )
}

/** What Enter means for what was typed by hand. False: it means nothing yet, so the text stays. */
const submitTyped = (
  typed: string,
  names: boolean,
  actions: FieldActions,
  chosen: FoundPatron | undefined,
) => {
  const mended = decodeTyped(typed)
  if (typed === '') actions.onEmptyEnter()
  else if (names && typed.toLowerCase() === 'v') actions.openPrevious()
  else if (mended !== null) emitScan(mended, true)
  else if (looksLikeCode(typed)) emitScan(typed)
  else if (chosen !== undefined) actions.openPatron(chosen.patron_id)
  else return false
  return true
}

const useTyping = (rows: readonly FoundPatron[], settled: boolean, onDown: () => void) => {
  const [at, setAt] = useState(0)
  const chosen = rows[Math.min(at, rows.length - 1)]
  /** Arrow keys: into the rows of the desk from an empty field, else through the list. True when they did. */
  const step = (key: string, empty: boolean): boolean => {
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return false
    if (empty && key === 'ArrowDown') onDown()
    else if (rows.length > 0)
      setAt((Math.min(at, rows.length - 1) + (key === 'ArrowDown' ? 1 : rows.length - 1)) % rows.length)
    else return false
    return true
  }
  return { chosen: settled ? chosen : undefined, step, first: () => setAt(0) }
}

/** What the list below the field says when it says nothing else. */
const Hint = ({ settled, none }: { settled: boolean; none: boolean }): ReactNode => {
  const t = useTexts(deskTexts)
  const { library_name } = useSession()
  return (
    <p className={css['hint']} role="status">
      {settled && (none ? t.foundNone(library_name) : <span className="k-sr-only">{t.searchHint}</span>)}
    </p>
  )
}

/** The one field: cards, items and names. Scans do not need it; it is for what people type. */
export const ScanField = ({ field, names, actions }: ScanFieldProps): ReactNode => {
  const t = useTexts(deskTexts)
  const id = useId()
  const [text, setText] = useState('')
  const { rows, settled } = useFoundPatrons(text, names)
  const { chosen, step, first } = useTyping(rows, settled, actions.onDown)
  const write = (next: string): void => {
    setText(next)
    first()
  }
  const open = (patron_id: string): void => {
    actions.openPatron(patron_id)
    write('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      if (submitTyped(text.trim(), names, actions, chosen)) write('')
    } else if (event.key === 'Escape' && text !== '') write('')
    else if (!step(event.key, text === '')) return
    event.preventDefault()
  }
  return (
    <div className={css['scan']}>
      <input
        ref={field}
        data-scan-field
        className={css['field']}
        role="combobox"
        aria-label={names ? t.scanField : t.scanReturn}
        aria-expanded={rows.length > 0}
        aria-controls={`${id}-found`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.patron_id}`}
        aria-autocomplete="list"
        placeholder={names ? t.scanPlaceholder : t.scanReturn}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={text}
        onChange={event => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Found id={id} rows={rows} chosen={chosen} onOpen={open} />
      <Hint settled={settled} none={rows.length === 0} />
    </div>
  )
}
