import { type DataField, dataField, type MarcField, type MarcRecord } from '@kaft/marc'
import { GENRES, isForYouth, literaryForm, shelvesOf, SUBJECTS } from './gutenberg-categories.ts'
import { nonFilingCharacters, splitTitle, type TitleParts } from './gutenberg-title.ts'

export type Author = { name: string; birth: string; death: string }
export type Work = {
  id: number
  title: string
  language: string
  bookshelf: string
  authors: Author[]
  subjects: string[]
  classes: string[]
}
export type Kind = 'book' | 'recording' | 'score'

const LANGUAGES: Readonly<Record<string, string>> = {
  nl: 'dut',
  en: 'eng',
  fr: 'fre',
  de: 'ger',
  it: 'ita',
  es: 'spa',
  la: 'lat',
  af: 'afr',
  fy: 'fry',
  fi: 'fin',
  lt: 'lit',
  yi: 'yid',
}
const NOBODY = new Set(['', 'Anonymous', 'Unknown', 'Various'])
const BODY =
  /\b(?:Band|Orchestra|Orchester|Quartet|Quartett|Quartette|Trio|Minstrels|Society|Family|Duo|Choir|Chorus|Drustvo|Amt|Kings of Harmony)\b/i
const TYPE_OF: Readonly<Record<Kind, string>> = { book: 'am', recording: 'jm', score: 'cm' }
/** Record entered on this day: the day of the catalogue that the titles come from is not known. */
const ENTERED = '250101'

function year(text: string): string {
  const number = Number(text)
  return text === '' ? '' : number < 0 ? `${-number} v.C.` : String(number)
}

/** `Daum, P. A. (Paul Adriaan)`: the fuller form of the forenames stands in $q. */
function nameField(author: Author, isMain: boolean): DataField {
  const [, plain = author.name, fuller] = /^(.*?) \((.+)\)$/.exec(author.name) ?? []
  const dates =
    author.birth === '' && author.death === '' ? '' : `${year(author.birth)}-${year(author.death)}`
  const isBody = !plain.includes(',') && dates === '' && BODY.test(plain)
  const tag = `${isMain ? '1' : '7'}${isBody ? '10' : '00'}`
  const parts: [string, string][] = [['a', plain]]
  if (fuller !== undefined) parts.push(['q', `(${fuller})`])
  if (dates !== '') parts.push(['d', dates])
  const last = parts.length - 1
  const punctuated = parts.map(([code, text], index): [string, string] => [
    code,
    index < last && !(parts[index + 1]?.[0] === 'q') ? `${text},` : text,
  ])
  return dataField(tag, `${isBody ? '2' : plain.includes(',') ? '1' : '0'} `, punctuated)
}

/** `Buysse, Cyriel` as a title page has it. */
function spoken(name: string): string {
  const plain = name.replace(/ \(.+\)$/, '')
  const comma = plain.indexOf(', ')
  return comma < 0 ? plain : `${plain.slice(comma + 2)} ${plain.slice(0, comma)}`
}

/** 245 with ISBD punctuation before each part. */
function titleField(parts: TitleParts, work: Work, hasMain: boolean): DataField {
  const subfields: [string, string][] = [['a', parts.title]]
  const add = (code: string, mark: string, text: string | null) => {
    const last = subfields.at(-1)
    if (text === null || last === undefined) return
    last[1] += mark
    subfields.push([code, text])
  }
  add('n', '.', parts.part_number)
  add('p', parts.part_number === null ? '.' : ',', parts.part_name)
  add('b', ' :', parts.subtitle)
  const makers = work.authors.map(author => spoken(author.name)).filter(name => !NOBODY.has(name))
  add('c', ' /', makers.length === 0 ? null : makers.join(', '))
  return dataField(
    '245',
    `${hasMain ? '1' : '0'}${nonFilingCharacters(parts.title, work.language)}`,
    subfields,
  )
}

/** 008: books have audience in 22, no conference, festschrift or index in 29-31, literary form in 33. */
function fixedField(work: Work, kind: Kind, parts: TitleParts): MarcField {
  const value = [...' '.repeat(40)]
  const put = (at: number, text: string) => value.splice(at, text.length, ...text)
  const shelves = shelvesOf(work.bookshelf)
  put(0, ENTERED)
  put(6, parts.year === null ? 'nuuuuuuuu' : `s${parts.year}`)
  put(15, 'xx ')
  if (kind === 'book') {
    put(22, isForYouth(shelves, work.subjects) ? 'j' : 'e')
    put(29, '000')
    put(33, literaryForm(shelves, work.subjects))
  } else put(18, kind === 'score' ? '||a' : '||n')
  put(35, LANGUAGES[work.language] ?? 'und')
  put(39, 'd')
  return { tag: '008', value: value.join('') }
}

/** A person with years of life, and the work of that person if one is named; wars have years too. */
const PERSON = /^([^,]+, .+?), ((?:ca\. )?\d{3,4}\??-(?:\d{3,4}\??)?)(?:\. (.+))?$/
const NO_PERSON =
  /\b(?:Wars?|Revolution|Rebellion|Movement|Period|Dynasty|Expedition|Campaign|Exposition|Siege)\b/

function divisionCode(text: string): string {
  if (/^\d|century|^To \d/.test(text)) return 'y'
  return /(?:fiction|Drama|Poetry|Periodicals|literature)$/i.test(text) ? 'v' : 'x'
}

/** A heading of the Library of Congress, whose parts stand between dashes. */
function subjectField(subject: string): DataField {
  const [head = '', ...rest] = subject.split(' -- ')
  const divisions = rest.map((text): [string, string] => [divisionCode(text), text])
  const [, name, dates, work] = NO_PERSON.test(head) ? [] : (PERSON.exec(head) ?? [])
  if (name === undefined || dates === undefined) return dataField('650', ' 0', [['a', head], ...divisions])
  const parts: [string, string][] = [
    ['a', `${name},`],
    ['d', work === undefined ? dates : `${dates}.`],
  ]
  if (work !== undefined) parts.push(['t', work])
  return dataField('600', '10', [...parts, ...divisions])
}

const CARRIERS: Readonly<Record<Kind, [content: string, media: string, carrier: string, extent: string]>> = {
  book: ['txt', 'n', 'nc', '1 deel'],
  recording: ['prm', 's', 'sd', '1 geluidsdrager'],
  score: ['ntm', 'n', 'nc', '1 partituur'],
}

function description(kind: Kind): DataField[] {
  const [content, media, carrier, extent] = CARRIERS[kind]
  return [
    dataField('300', '  ', [['a', extent]]),
    dataField('336', '  ', [
      ['b', content],
      ['2', 'rdacontent'],
    ]),
    dataField('337', '  ', [
      ['b', media],
      ['2', 'rdamedia'],
    ]),
    dataField('338', '  ', [
      ['b', carrier],
      ['2', 'rdacarrier'],
    ]),
  ]
}

function categories(work: Work): DataField[] {
  const shelves = shelvesOf(work.bookshelf)
  const label = (labels: Readonly<Record<string, string>>) => [
    ...new Set(shelves.flatMap(shelf => labels[shelf] ?? [])),
  ]
  return [
    ...label(SUBJECTS).map(text => dataField('650', ' 4', [['a', text]])),
    ...label(GENRES).map(text => dataField('655', ' 4', [['a', text]])),
  ]
}

/**
 * A MARC 21 record of a work in Project Gutenberg's catalogue. It says no more than that catalogue does; carrier
 * and extent are those of the printed book or sound carrier that a library would lend.
 */
export function gutenbergRecord(work: Work, kind: Kind): MarcRecord {
  const parts = splitTitle(work.title)
  const authors = work.authors.filter(author => !NOBODY.has(author.name))
  const series = parts.series
  const makers = authors.map((author, index) => nameField(author, index === 0))
  const fields: MarcField[] = [
    { tag: '001', value: `pg${work.id}` },
    { tag: '003', value: 'UtSlPG' },
    { tag: '005', value: '20250101000000.0' },
    ...(kind === 'recording' ? [{ tag: '007', value: 'sd |||||||||||' }] : []),
    fixedField(work, kind, parts),
    dataField('040', '  ', [
      ['a', 'UtSlPG'],
      ['b', 'dut'],
      ['e', 'rda'],
    ]),
    ...work.classes.slice(0, 1).map(text => dataField('050', ' 4', [['a', text]])),
    ...makers.slice(0, 1),
    titleField(parts, work, makers.length > 0),
    ...(parts.year === null ? [] : [dataField('264', ' 1', [['c', String(parts.year)]])]),
    ...description(kind),
    ...(series === null
      ? []
      : [
          dataField('490', '0 ', [
            ['a', `${series.title} ;`],
            ['v', series.volume],
          ]),
        ]),
    ...work.subjects.map(subjectField),
    ...categories(work),
    ...makers.slice(1),
    dataField('856', '42', [
      ['3', 'Tekst bij Project Gutenberg'],
      ['u', `https://www.gutenberg.org/ebooks/${work.id}`],
    ]),
  ]
  return { leader: `00000n${TYPE_OF[kind]} a2200000 i 4500`, fields }
}
