import { KINDS, languageName } from '@kaft/contract'
import type { TitleFacts } from '@kaft/marc'
import type { PublicTitle } from '../public-title.rules.ts'

const authors = (f: TitleFacts): string[] => [
  ...new Set(f.contributors.filter(c => c.is_main || c.role === 'aut' || c.role === 'cmp').map(c => c.name)),
]
const editors = (f: TitleFacts): string[] => [
  ...new Set(f.contributors.filter(c => c.role === 'edt' || c.role === 'com').map(c => c.name)),
]
const wholeTitle = (f: TitleFacts): string => [f.title, f.subtitle].filter(Boolean).join(' : ')
const line = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Types of the RIS format; what it has no word for is generic. */
const RIS_TYPES: Readonly<Record<string, string>> = {
  book: 'BOOK',
  comic: 'BOOK',
  ebook: 'EBOOK',
  magazine: 'JFULL',
  dvd: 'VIDEO',
  cd: 'SOUND',
  audiobook: 'SOUND',
  score: 'MUSIC',
  map: 'MAP',
}

/** RIS (Research Information Systems): a tag of two letters, two blanks, a hyphen and a blank; lines end in CR LF. */
export function toRis({ facts: f }: PublicTitle): string {
  const lines: (readonly [string, string | null])[] = [
    ['TY', RIS_TYPES[f.material] ?? 'GEN'],
    ...authors(f).map(name => ['AU', name] as const),
    ...editors(f).map(name => ['ED', name] as const),
    ['TI', wholeTitle(f)],
    ['T2', f.series[0]?.title ?? null],
    ['VL', f.series[0]?.volume ?? null],
    ['ET', f.edition],
    ['PY', f.year === null ? null : String(f.year)],
    ['CY', f.place],
    ['PB', f.publisher],
    ['SP', f.extent],
    ['LA', f.languages[0] ?? null],
    ...f.isbns.concat(f.issns).map(number => ['SN', number] as const),
    ...f.subjects.map(subject => ['KW', subject] as const),
    ['AB', f.summary],
  ]
  const said = lines.flatMap(([tag, text]) =>
    text === null || line(text) === '' ? [] : [`${tag}  - ${line(text)}`],
  )
  return [...said, 'ER  - ', ''].join('\r\n')
}

/** Signs that TeX would take for its own. */
const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}
const tex = (text: string): string => line(text).replace(/[\\{}&%$#_~^]/g, c => TEX[c] ?? c)

/** `elsschot1933kaas-12`: names that people can tell apart, and that no two titles share. */
function keyOf({ row, facts: f }: PublicTitle): string {
  const word = (text: string | undefined) =>
    (text ?? '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9 ,]/g, '')
      .split(/[ ,]/)
      .find(part => part.length > 2) ?? ''
  return `${word(authors(f)[0])}${f.year ?? ''}${word(f.title)}-${row.title_id}`
}

/** BibTeX, in UTF-8 as biber reads it; titles are kept in braces, so that no style changes their capitals. */
export function toBibtex(title: PublicTitle): string {
  const f = title.facts
  const given: (readonly [string, string | null])[] = [
    ['author', authors(f).map(tex).join(' and ')],
    ['editor', editors(f).map(tex).join(' and ')],
    ['title', `{${tex(wholeTitle(f))}}`],
    ['series', f.series[0] ? tex(f.series[0].title) : null],
    ['number', f.series[0]?.volume ? tex(f.series[0].volume) : null],
    ['edition', f.edition === null ? null : tex(f.edition)],
    ['year', f.year === null ? null : String(f.year)],
    ['address', f.place === null ? null : tex(f.place)],
    ['publisher', f.publisher === null ? null : tex(f.publisher)],
    ['isbn', f.isbns[0] ?? null],
    ['issn', f.issns[0] ?? null],
    ['language', f.languages[0] ?? null],
    ['keywords', f.subjects.map(tex).join(', ')],
  ]
  const kind = f.material === 'book' || f.material === 'comic' ? 'book' : 'misc'
  const lines = given
    .filter(([, text]) => text !== null && text !== '')
    .map(([name, text]) => `  ${name} = {${text}}`)
  return `@${kind}{${keyOf(title)},\n${lines.join(',\n')}\n}\n`
}

const COLUMNS = [
  'titel',
  'ondertitel',
  'auteur',
  'jaar',
  'soort',
  'taal',
  'reeks',
  'uitgever',
  'omvang',
  'isbn',
  'onderwerpen',
  'nummer',
] as const

/**
 * A cell of CSV (RFC 4180). One that a spreadsheet would take for a formula gets an apostrophe before it: a title may
 * come from anywhere.
 */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A table with a line of headings, as spreadsheets here open it: semicolons, names for codes, and the mark of UTF-8 before it. */
export function toCsv(titles: readonly PublicTitle[]): string {
  const rows = titles.map(({ row, facts: f }) => [
    f.title,
    f.subtitle ?? '',
    row.author ?? '',
    f.year === null ? '' : String(f.year),
    KINDS[f.material] ?? f.material,
    f.languages[0] === undefined ? '' : languageName(f.languages[0], 'nl'),
    row.series ?? '',
    f.publisher ?? '',
    f.extent ?? '',
    f.isbns.join(' '),
    [...f.subjects, ...f.genres].join(' | '),
    row.control_number,
  ])
  return `\ufeff${[[...COLUMNS], ...rows].map(row => row.map(cell).join(';')).join('\r\n')}\r\n`
}
