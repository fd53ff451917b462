import { changePreferences } from '@kaft/contract/organisation'
import type { BodyOf } from '@kaft/contract/operation'
import { call } from './api.ts'
import { keyChoices } from './keys.ts'
import { type Language, showLanguage, textsNow } from './language.ts'
import { createStore } from './store.ts'
import { tell } from './tell.ts'
import { baseTexts } from './texts.ts'

/**
 * How somebody likes the screens: language, colours, height of the rows, keys. It follows the account to each desk.
 * This machine remembers the last that it showed, so that a page does not flicker while the session is being read.
 */
export type Preferences = BodyOf<typeof changePreferences>

const place = 'kaft.preferences'
const remembered = (): Preferences => {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(place) ?? '{}') as Preferences
  } catch {
    return {}
  }
}
export const preferences = createStore<Preferences>(remembered())

const show = (next: Preferences): void => {
  preferences.set(next)
  localStorage.setItem(place, JSON.stringify(next))
  showLanguage(next.language ?? 'nl')
  keyChoices.set(next.keys ?? {})
}

/** What was chosen before anybody had signed in; the next account takes it along. */
let asked: Preferences = {}
let signedIn = false

/** Saves one after the other, so that the last choice is the one that stays. */
let saving: Promise<unknown> = Promise.resolve()
const save = (next: Preferences): void => {
  saving = saving
    .then(() => call(changePreferences, { body: next }))
    .catch(() => tell(textsNow(baseTexts).preferenceNotSaved))
}

/** Shows the screens as this account likes them: at the start, and when a colleague takes over. */
export const takePreferences = (own: Preferences): void => {
  signedIn = true
  const next = { ...own, ...asked }
  if (Object.keys(asked).length > 0) save(next)
  asked = {}
  show(next)
}

/** Changes how the screens look for whoever works here, here at once and elsewhere from the next time on. */
export const prefer = (change: Preferences): void => {
  const next = { ...preferences.get(), ...change }
  if (signedIn) save(next)
  else asked = { ...asked, ...change }
  show(next)
}

export const preferLanguage = (language: Language): void => prefer({ language })

/** Changes one shortcut of this account; null switches it off, `undefined` gives the default back. */
export const chooseKey = (id: string, combo: string | null | undefined): void => {
  const { [id]: _, ...others } = keyChoices.get()
  prefer({ keys: combo === undefined ? others : { ...others, [id]: combo } })
}
