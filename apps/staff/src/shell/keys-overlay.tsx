import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { activeShortcuts, chooseKey, comboFrom, comboOf, keyChoices, type Shortcut } from '../base/keys.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { useSession } from '../base/session.ts'
import { createStore, useStore } from '../base/store.ts'
import { shellTexts } from './texts.ts'

const shown = createStore<readonly Shortcut[] | null>(null)
/** Opens the list of the keys that answer now; the layer itself hides them, so the list is taken before. */
export const openKeys = (): void => shown.set(activeShortcuts().filter(s => s.quiet !== true))

const Row = ({ shortcut, staff_id }: { shortcut: Shortcut; staff_id: string }): ReactNode => {
  const t = useTexts(shellTexts)
  const lang = useLanguage()
  const [asking, setAsking] = useState(false)
  const combo = comboOf(shortcut)
  const changed = keyChoices.get()[shortcut.id] !== undefined
  return (
    <tr>
      <td>
        {asking ? (
          <button
            type="button"
            className="k-key-catch"
            // The button exists to catch the next key, so it takes the focus as soon as it is asked for.
            ref={element => element?.focus()}
            onBlur={() => setAsking(false)}
            onKeyDown={event => {
              if (/^(Shift|Control|Alt|AltGraph|Meta|Tab)$/.test(event.key)) return
              event.preventDefault()
              if (event.key !== 'Escape') chooseKey(staff_id, shortcut.id, comboFrom(event))
              setAsking(false)
            }}
          >
            {t.keysPress}
          </button>
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
            onChange={event =>
              chooseKey(staff_id, shortcut.id, event.currentTarget.checked ? undefined : null)
            }
          />
          {t.keysOn}
        </label>
      </td>
      <td>
        <Button size="compact-sm" onClick={() => setAsking(true)}>
          {t.keysChange}
        </Button>{' '}
        {changed && (
          <Button size="compact-sm" onClick={() => chooseKey(staff_id, shortcut.id, undefined)}>
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
