import type { Language } from './language.ts'

/** What each kind of item or title is called; a code that is not here stands for itself. */
const kinds: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  book: { nl: 'boek', en: 'book' },
  comic: { nl: 'strip', en: 'comic' },
  magazine: { nl: 'tijdschrift', en: 'magazine' },
  newspaper: { nl: 'krant', en: 'newspaper' },
  dvd: { nl: 'dvd', en: 'DVD' },
  cd: { nl: 'cd', en: 'CD' },
  audiobook: { nl: 'luisterboek', en: 'audiobook' },
  daisy: { nl: 'daisyboek', en: 'Daisy book' },
  game: { nl: 'game', en: 'game' },
  board_game: { nl: 'gezelschapsspel', en: 'board game' },
  toy: { nl: 'speelgoed', en: 'toy' },
  language_course: { nl: 'taalcursus', en: 'language course' },
  score: { nl: 'partituur', en: 'score' },
  sprinter: { nl: 'sprinter', en: 'sprinter' },
  ereader: { nl: 'e-reader', en: 'e-reader' },
  map: { nl: 'kaart', en: 'map' },
  kit: { nl: 'pakket', en: 'kit' },
  other: { nl: 'ander materiaal', en: 'other material' },
}
export const kindCodes: readonly string[] = Object.keys(kinds)
export const kindName = (kind: string, lang: Language): string => kinds[kind]?.[lang] ?? kind
