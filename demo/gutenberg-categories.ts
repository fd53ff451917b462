/**
 * The shelves of Project Gutenberg in Dutch, as genres and subjects of a public library. Only the words are
 * translated; which title stands on which shelf is what the catalogue says.
 */
export const GENRES: Readonly<Record<string, string>> = {
  Novels: 'Romans',
  Adventure: 'Avonturenromans',
  'Crime, Thrillers and Mystery': 'Detectives',
  'Historical Novels': 'Historische romans',
  'Science-Fiction & Fantasy': 'Sciencefiction',
  'Short Stories': 'Kortverhalen',
  Poetry: 'Gedichten',
  'Plays/Films/Dramas': 'Toneel',
  Humour: 'Humor',
  Biographies: 'Biografieën',
  'Travel Writing': 'Reisverhalen',
  'Essays, Letters & Speeches': 'Essays',
  'Mythology, Legends & Folklore': 'Sprookjes en sagen',
  'Children & Young Adult Reading': 'Jeugdboeken',
  'Classics of Literature': 'Klassiekers',
  Romance: 'Liefdesromans',
}

export const SUBJECTS: Readonly<Record<string, string>> = {
  'History - European': 'Geschiedenis van Europa',
  'History - Modern (1750+)': 'Nieuwste geschiedenis',
  'History - Early Modern (c. 1450-1750)': 'Nieuwe geschiedenis',
  'History - Medieval/Middle Ages': 'Middeleeuwen',
  'History - Ancient': 'Oudheid',
  'History - Warfare': 'Krijgsgeschiedenis',
  'History - Religious': 'Kerkgeschiedenis',
  'History - Royalty': 'Vorstenhuizen',
  'History - American': 'Geschiedenis van Amerika',
  'History - Other': 'Geschiedenis',
  'Archaeology & Anthropology': 'Volkenkunde',
  'Nature/Gardening/Animals': 'Natuur en dieren',
  'Science - Biology': 'Biologie',
  'Science - Earth/Agricultural/Farming': 'Aardwetenschappen en landbouw',
  'Science - Physics': 'Natuurkunde',
  'Science - Astronomy': 'Sterrenkunde',
  'Philosophy & Ethics': 'Filosofie',
  'Religion/Spirituality': 'Religie',
  'Teaching & Education': 'Onderwijs',
  'How To ...': 'Vaardigheden',
  'Gender & Sexuality Studies': 'Gender',
  'Language & Communication': 'Taal',
  'Cooking & Drinking': 'Koken',
  Art: 'Kunst',
  Music: 'Muziek',
  Politics: 'Politiek',
  Sociology: 'Sociologie',
  Economics: 'Economie',
  'British Literature': 'Engelse literatuur',
  'French Literature': 'Franse literatuur',
  'German Literature': 'Duitse literatuur',
  'Russian Literature': 'Russische literatuur',
  'American Literature': 'Amerikaanse literatuur',
}

const FICTION = new Set([
  'Novels',
  'Adventure',
  'Crime, Thrillers and Mystery',
  'Historical Novels',
  'Science-Fiction & Fantasy',
  'Short Stories',
  'Romance',
])

/** The shelves of a title. The catalogue parts them by slashes, some names hold one: longest names are cut first. */
export function shelvesOf(bookshelf: string): string[] {
  return bookshelf
    .split('/Category: ')
    .map(shelf => shelf.replace(/^Category: /, ''))
    .filter(shelf => shelf !== '')
}

/** MARC 21 008/33: poems, drama, fiction or not; blank-coded `|` where the catalogue does not say. */
export function literaryForm(shelves: string[], subjects: string[]): string {
  if (shelves.includes('Poetry')) return 'p'
  if (shelves.includes('Plays/Films/Dramas')) return 'd'
  const isFiction =
    shelves.some(shelf => FICTION.has(shelf)) ||
    subjects.some(subject => /fiction|stories|tales/i.test(subject))
  if (isFiction) return '1'
  return shelves.length > 0 || subjects.length > 0 ? '0' : '|'
}

export function isForYouth(shelves: string[], subjects: string[]): boolean {
  return (
    shelves.includes('Children & Young Adult Reading') ||
    subjects.some(subject =>
      /\bjuvenile\b|\bchildren's (?:stories|poetry|literature)|picture books for children|fairy tales/i.test(
        subject,
      ),
    )
  )
}
