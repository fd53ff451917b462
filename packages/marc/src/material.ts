import {
  controlField,
  fields,
  firstSubfield,
  isControlField,
  type MarcRecord,
  positions,
  subfields,
} from './record.ts'

/** What is lent, as coarse as regulations and shelves need it. */
export const MATERIALS = [
  'book',
  'magazine',
  'comic',
  'dvd',
  'cd',
  'audiobook',
  'game',
  'score',
  'map',
  'kit',
  'ebook',
  'other',
] as const
export type Material = (typeof MATERIALS)[number]

const COMIC_GENRE =
  /\b(?:strip(?:verha(?:al|len)|boek(?:en)?|s)?|comics?|graphic novels?|manga|beeldverhalen)\b/i
const GAME_GENRE = /\b(?:spel(?:len)?|games?|gezelschapsspel(?:len)?|speelgoed)\b/i

type Facts = { record: MarcRecord; fixed: string; physical: string[]; carriers: string[]; genres: string }

function gather(record: MarcRecord): Facts {
  return {
    record,
    fixed: controlField(record, '008') ?? '',
    physical: record.fields.flatMap(field =>
      isControlField(field) && field.tag === '007' ? [field.value] : [],
    ),
    carriers: fields(record, '338').flatMap(field => subfields(field, 'b')),
    genres: fields(record, '650', '655')
      .flatMap(field => subfields(field, 'av'))
      .join(' | '),
  }
}

function isOnline({ record, fixed, physical, carriers }: Facts): boolean {
  const designation = firstSubfield(record, '245', 'h') ?? ''
  return (
    'oqs'.includes(positions(fixed, 23)) ||
    carriers.includes('cr') ||
    physical.some(value => value.startsWith('cr')) ||
    /e-?boek|e-?book|elektronische bron|electronic resource/i.test(designation)
  )
}

/** Text (leader/06 a, t): serials by leader/07, then form of item, then comics by 008/24-27, 008/33 or genre. */
function materialOfText(facts: Facts): Material {
  if ('bis'.includes(positions(facts.record.leader, 7))) return 'magazine'
  if (isOnline(facts)) return 'ebook'
  const contents = positions(facts.fixed, 24, 4)
  const isComic =
    contents.includes('6') || positions(facts.fixed, 33) === 'c' || COMIC_GENRE.test(facts.genres)
  return isComic ? 'comic' : 'book'
}

/** Projected media (g): video by 007, 338 or 008/33; slides and the like are something else. */
function materialOfProjected({ fixed, physical, carriers }: Facts): Material {
  const kind = positions(fixed, 33)
  if (physical.some(value => value.startsWith('v')) || carriers.some(code => code.startsWith('v')))
    return 'dvd'
  return 'fost'.includes(kind) ? 'other' : 'dvd'
}

/** Computer files (m): games by 008/26 or genre, documents online as e-books. */
function materialOfComputerFile(facts: Facts): Material {
  const kind = positions(facts.fixed, 26)
  if (kind === 'g' || GAME_GENRE.test(facts.genres)) return 'game'
  return kind === 'd' && isOnline(facts) ? 'ebook' : 'other'
}

function materialOfObject({ fixed, genres }: Facts): Material {
  return 'gw'.includes(positions(fixed, 33)) || GAME_GENRE.test(genres) ? 'game' : 'other'
}

/**
 * The material by leader/06-07, 007, 008 and 338 (MARC 21 Bibliographic, "Leader", "007", "008"; the values that
 * the Flemish union catalogue uses are the same). A leader that says nothing leaves the carrier to decide.
 */
export function extractMaterial(record: MarcRecord): Material {
  const facts = gather(record)
  switch (positions(record.leader, 6)) {
    case 'a':
    case 't':
      return materialOfText(facts)
    case 'c':
    case 'd':
      return 'score'
    case 'e':
    case 'f':
      return 'map'
    case 'g':
      return materialOfProjected(facts)
    case 'i':
      return 'audiobook'
    case 'j':
      return 'cd'
    case 'm':
      return materialOfComputerFile(facts)
    case 'o':
      return 'kit'
    case 'r':
      return materialOfObject(facts)
    default:
      return facts.carriers.includes('nc') ? 'book' : 'other'
  }
}
