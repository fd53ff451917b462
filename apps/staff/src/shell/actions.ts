import { activeShortcuts, comboOf } from '../base/keys.ts'
import { openPanel } from '../base/panel.ts'
import { textsNow } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { preferLanguage } from '../base/preferences.ts'
import type { Action } from '../base/place.ts'
import { cover, switching } from './gate.ts'
import { moduleActions } from './places.ts'
import { shellTexts } from './texts.ts'

const shellActions: readonly Action[] = [
  {
    id: 'shell.takeOver',
    title: { nl: 'Wie neemt over?', en: 'Who takes over?' },
    needs: [],
    words: ['wissel', 'badge', 'pin', 'aanmelden', 'switch'],
    key: 'Ctrl U',
    run: () => switching.set(true),
  },
  {
    id: 'shell.coverNow',
    title: { nl: 'Scherm afdekken', en: 'Cover the screen' },
    needs: [],
    words: ['slot', 'privacy', 'lock'],
    key: 'Alt L',
    run: cover,
  },
  {
    id: 'shell.dutch',
    title: { nl: 'Nederlands', en: 'Dutch (Nederlands)' },
    needs: [],
    words: ['taal', 'language'],
    run: () => preferLanguage('nl'),
  },
  {
    id: 'shell.english',
    title: { nl: 'Engels (English)', en: 'English' },
    needs: [],
    words: ['taal', 'language'],
    run: () => preferLanguage('en'),
  },
  {
    id: 'shell.noodprocedure',
    title: { nl: 'Noodprocedure', en: 'Emergency procedure' },
    needs: [],
    words: ['nooduitlening', 'werkdatum', 'offline'],
    run: () => {
      const t = textsNow(shellTexts)
      openPanel({ title: t.oldWords.noodprocedure, body: t.oldWords.aboutNoodprocedure })
    },
  },
  {
    id: 'shell.oldStorno',
    title: { nl: 'Storno of herstel van een betaling', en: 'Reverse a payment' },
    needs: [{ leave: 'finance.reverse' }],
    words: ['storno', 'herstel', 'terugboeken'],
    run: go => go(paths.till),
  },
]

/** What the palette can do now: the shell's own, the modules', and every key that answers on the open screen. */
export const allActions = (): readonly Action[] => [...shellActions, ...moduleActions, ...screenActions]

let screenActions: readonly Action[] = []
/** Takes the keys of the screen before the palette hides them. */
export const takeScreenActions = (): void => {
  screenActions = activeShortcuts()
    .filter(s => s.quiet !== true && !s.id.startsWith('shell.') && comboOf(s) !== null)
    .map(s => ({
      id: `key ${s.id}`,
      title: s.does,
      needs: [],
      key: comboOf(s)?.replaceAll('+', ' ') ?? '',
      run: () => setTimeout(s.run),
    }))
}
