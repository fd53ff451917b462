import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import {
  activeShortcuts,
  comboFrom,
  comboOf,
  keyChoices,
  mayChoose,
  type Shortcut,
  takenBy,
} from '../base/keys.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { chooseKey } from '../base/preferences.ts'
import { createStore, useStore } from '../base/store.ts'
import { Heads } from '../base/table-box.tsx'
import { shellTexts } from './texts.ts'

const shown = createStore<readonly Shortcut[] | null>(null)
/** Opens the list of the keys that answer now; the layer itself hides them, so the list is taken before. */
export const openKeys = (): void => shown.set(activeShortcuts())
const written = (combo: string | null): string => (combo ?? '—').replaceAll('+', ' ')

/** Catches the next key; it takes the focus as soon as it is asked for. */
const CatchKey = ({ onKey, onLeave }: { onKey: (combo: string) => void; onLeave: () => void }): ReactNode => {
  const t = useTexts(shellTexts)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (/^(Shift|Control|Alt|AltGraph|Meta|Tab)$/.test(event.key)) return
    event.preventDefault()
    if (event.key !== 'Escape') onKey(comboFrom(event))
    onLeave()
  }
  return (
    <button
      type="button"
      className="k-key-catch"
      ref={element => element?.focus()}
      onBlur={onLeave}
      onKeyDown={onKeyDown}
    >
      {t.keysPress}
    </button>
  )
}

/** Why a key cannot be chosen; null where it can. */
const useRefusal = (shortcut: Shortcut, all: readonly Shortcut[]): ((combo: string) => string | null) => {
  const t = useTexts(shellTexts)
  const lang = useLanguage()
  return combo => {
    const other = takenBy(combo, shortcut.id, all)
    if (other !== undefined) return t.keysTaken(written(combo), other.does[lang])
    return mayChoose(combo) ? null : t.keysReserved(combo === ' ' ? t.space : written(combo))
  }
}

interface RowProps {
  readonly shortcut: Shortcut
  readonly all: readonly Shortcut[]
}

const Row = ({ shortcut, all }: RowProps): ReactNode => {
  const t = useTexts(shellTexts)
  const lang = useLanguage()
  const refusal = useRefusal(shortcut, all)
  const [asking, setAsking] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const combo = comboOf(shortcut)
  const changed = keyChoices.get()[shortcut.id] !== undefined
  const set = (next: string | null | undefined): void => {
    setRefused(null)
    chooseKey(shortcut.id, next)
  }
  const onKey = (next: string): void => {
    const why = refusal(next)
    if (why === null) set(next)
    else setRefused(why)
  }
  return (
    <tr>
      <td>
        {asking ? <CatchKey onKey={onKey} onLeave={() => setAsking(false)} /> : <kbd>{written(combo)}</kbd>}
      </td>
      <td>
        {shortcut.does[lang]}
        {refused !== null && (
          <p role="alert">
            <StateWord state="stop" size={16}>
              {refused}
            </StateWord>
          </p>
        )}
      </td>
      <td>
        <label className="k-line">
          <input
            type="checkbox"
            checked={combo !== null}
            onChange={event => set(event.currentTarget.checked ? undefined : null)}
          />
          {t.keysOn}
        </label>
      </td>
      <td>
        <Button size="compact-sm" onClick={() => setAsking(true)}>
          {t.keysChange}
        </Button>{' '}
        {changed && (
          <Button size="compact-sm" onClick={() => set(undefined)}>
            {t.keysReset}
          </Button>
        )}
      </td>
    </tr>
  )
}

const Overlay = ({ list }: { list: readonly Shortcut[] }): ReactNode => {
  const t = useTexts(shellTexts)
  useStore(keyChoices)
  return (
    <Layer title={t.keysTitle} onClose={() => shown.set(null)}>
      <p className="k-quiet">
        {t.keysEverywhere} {t.keysRows} {t.keysBrowser}
      </p>
      <table className="k-table">
        <Heads names={t.keysHeads} />
        <tbody>
          {list
            .filter(shortcut => shortcut.quiet !== true)
            .map(shortcut => (
              <Row key={shortcut.id} shortcut={shortcut} all={list} />
            ))}
        </tbody>
      </table>
    </Layer>
  )
}

/** F1: every key that answers here, each of which this account may change or switch off (WCAG 2.2 §2.1.4). */
export const KeysOverlay = (): ReactNode => {
  const list = useStore(shown)
  return list === null ? null : <Overlay list={list} />
}
