import type { ReactNode } from 'react'
import { activeShortcuts, comboOf, keyChoices, keysChanged } from '../base/keys.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useStore } from '../base/store.ts'
import { DemoTrayButton } from './demo-tray.tsx'
import { shellTexts } from './texts.ts'

/** The function keys that answer on this screen, in order; each is a button too. */
export const FooterKeys = (): ReactNode => {
  useStore(keysChanged)
  useStore(keyChoices)
  const lang = useLanguage()
  const t = useTexts(shellTexts)
  const seen = new Set<string>()
  const list = activeShortcuts()
    .map(shortcut => ({ shortcut, combo: comboOf(shortcut) }))
    .filter(({ combo }) => combo !== null && /^F\d+$/.test(combo) && !seen.has(combo) && seen.add(combo))
    .toSorted((a, b) => Number(a.combo?.slice(1)) - Number(b.combo?.slice(1)))
  return (
    <nav className="k-footer" aria-label={t.keysBar}>
      {list.map(({ shortcut, combo }) => (
        <button
          key={shortcut.id}
          type="button"
          className="k-footer-key"
          onMouseDown={event => event.preventDefault()}
          onClick={shortcut.run}
        >
          <kbd>{combo}</kbd> {shortcut.does[lang]}
        </button>
      ))}
      <DemoTrayButton />
    </nav>
  )
}
