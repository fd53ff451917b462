import { Button } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { activeShortcuts, chooseKey, comboFrom, comboOf, keyChoices, type Shortcut } from '../base/keys.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { useSession } from '../base/session.ts'
import { createStore, useStore } from '../base/store.ts'
import { shellTexts } from './texts.ts'

const shown = createStore<readonly Shortcut[] | null>(null)
/** Opens the list of the keys that answer now; the layer itself hides them, so the list is taken before. */
export const openKeys = (): void => shown.set(activeShortcuts().filter(s => s.quiet !== true))

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

const Row = ({ shortcut, staff_id }: { shortcut: Shortcut; staff_id: string }): ReactNode => {
  const t = useTexts(shellTexts)
  const lang = useLanguage()
  const [asking, setAsking] = useState(false)
  const combo = comboOf(shortcut)
  const changed = keyChoices.get()[shortcut.id] !== undefined
  const set = (next: string | null | undefined): void => chooseKey(staff_id, shortcut.id, next)
  return (
    <tr>
      <td>
        {asking ? (
          <CatchKey onKey={set} onLeave={() => setAsking(false)} />
        ) : (
          <kbd>{(combo ?? '—').replaceAll('+', ' ')}</kbd>
        )}
      </td>
      <td>{shortcut.does[lang]}</td>
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
  const { staff_id } = useSession()
  useStore(keyChoices)
  return (
    <Layer title={t.keysTitle} onClose={() => shown.set(null)}>
      <p className="k-quiet">
        {t.keysEverywhere} {t.keysBrowser}
      </p>
      <table className="k-table">
        <tbody>
          {list.map(shortcut => (
            <Row key={shortcut.id} shortcut={shortcut} staff_id={staff_id} />
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
