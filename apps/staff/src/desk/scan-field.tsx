import type { ClassChild } from '@kaft/contract/class-lists'
import { findPatrons } from '@kaft/contract/patrons'
import { type KeyboardEvent, type ReactNode, type RefObject, useDeferredValue, useId, useState } from 'react'
import { useGo } from '../base/address.ts'
import { childName } from '../base/child-name.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { decodeTyped, looksLikeCode } from '../base/scan.model.ts'
import { emitScan } from '../base/scans.ts'
import { allows, useSession } from '../base/session.ts'
import { paths } from '../base/paths.ts'
import { typedPatron } from '../base/typed-patron.ts'
import { childrenLike } from './class-children.model.ts'
import css from './desk.module.css'
import { deskTexts } from './texts/index.ts'

export interface FieldActions {
  readonly openPatron: (patron_id: string) => void
  readonly chooseChild: (child: ClassChild) => void
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
  /** The children of the class that is open; what is typed chooses one of them first. */
  readonly klas: readonly ClassChild[]
  readonly actions: FieldActions
}
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
  return { rows, settled, ended: searches && found.data?.ended === true }
}

/** One thing that typed letters may mean. `sure`: Enter takes it without waiting for the server. */
interface Option {
  readonly key: string
  readonly name: string
  readonly facts: readonly string[]
  readonly sure: boolean
  readonly run: () => void
}

/** Children of the open class first, for they are on the screen already; then patrons. */
const useOptions = (text: string, { names, klas, actions }: Omit<ScanFieldProps, 'field'>) => {
  const t = useTexts(deskTexts)
  const go = useGo()
  const { library_id } = useSession()
  const found = useFoundPatrons(text, names)
  const ofClass = childrenLike(klas, text).map(
    (child): Option => ({
      key: `child-${child.child_id}`,
      name: childName(child),
      facts: [t.klas.option(child.loans.length)],
      sure: true,
      run: () => actions.chooseChild(child),
    }),
  )
  const patrons = found.rows.map((one): Option => {
    const elsewhere = one.library_id === library_id ? '' : ` · ${t.ofLibrary(one.library_name)}`
    return {
      key: one.patron_id,
      name: one.name,
      facts: [
        [one.birth_year, one.municipality].filter(Boolean).join(' · '),
        `${one.membership_name} · ${t.card(one.card_tail)}${elsewhere}`,
      ],
      sure: false,
      run: () => actions.openPatron(one.patron_id),
    }
  })
  // Whose membership is over is looked for in the list of patrons, where it is said why.
  const ended: Option = {
    key: 'ended',
    name: t.endedOption,
    facts: [t.endedWhere],
    sure: false,
    run: () => {
      typedPatron.set(text.trim())
      go(paths.patrons)
    },
  }
  const options = [...ofClass, ...patrons].slice(0, mostFound)
  return { options: found.ended ? [...options, ended] : options, settled: found.settled }
}

const Found = ({
  id,
  options,
  chosen,
  onTake,
}: {
  id: string
  options: readonly Option[]
  chosen: Option | undefined
  onTake: (option: Option) => void
}): ReactNode => {
  const t = useTexts(deskTexts)
  return (
    <div
      id={`${id}-found`}
      role="listbox"
      aria-label={t.found}
      className={css['found']}
      hidden={options.length === 0}
    >
      {options.map(one => (
        <div
          key={one.key}
          id={`${id}-${one.key}`}
          role="option"
          tabIndex={-1}
          aria-selected={one === chosen}
          className={css['foundRow']}
          onMouseDown={event => event.preventDefault()}
          onClick={() => onTake(one)}
          // The field keeps the focus and the keys; this row is only clicked.
          onKeyDown={() => undefined}
        >
          <span className="k-strong">{one.name}</span>
          {one.facts.map(fact => (
            <span key={fact} className="k-quiet">
              {fact}
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}

/** What Enter means for what was typed by hand. False: it means nothing yet, so the text stays. */
const submitTyped = (typed: string, names: boolean, actions: FieldActions, chosen: Option | undefined) => {
  const mended = decodeTyped(typed)
  if (typed === '') actions.onEmptyEnter()
  else if (chosen?.sure === true) chosen.run()
  else if (names && typed.toLowerCase() === 'v') actions.openPrevious()
  else if (mended !== null) emitScan(mended, true)
  else if (looksLikeCode(typed)) emitScan(typed)
  else if (chosen !== undefined) chosen.run()
  else return false
  return true
}

const useTyping = (rows: readonly Option[], settled: boolean, onDown: () => void) => {
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
  return { chosen: settled || chosen?.sure === true ? chosen : undefined, step, first: () => setAt(0) }
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
export const ScanField = ({ field, names, klas, actions }: ScanFieldProps): ReactNode => {
  const t = useTexts(deskTexts)
  const id = useId()
  const [text, setText] = useState('')
  const { options, settled } = useOptions(text, { names, klas, actions })
  const { chosen, step, first } = useTyping(options, settled, actions.onDown)
  const write = (next: string): void => {
    setText(next)
    first()
  }
  const take = (option: Option): void => {
    option.run()
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
        aria-expanded={options.length > 0}
        aria-controls={`${id}-found`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.key}`}
        aria-autocomplete="list"
        placeholder={names ? t.scanPlaceholder : t.scanReturn}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={text}
        onChange={event => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Found id={id} options={options} chosen={chosen} onTake={take} />
      <Hint settled={settled} none={options.length === 0} />
    </div>
  )
}
