import type { Purpose } from '@kaft/contract'
import type { Block, Paper, Part } from '../../../base/document/paper.ts'
import { longDay } from '../../../base/document/letter.rules.ts'
import { type Controller, purposeNames, remedies } from '../cases/letters.rules.ts'
import type { FileOf } from './file.rules.ts'
import { type Section, sections } from './sections.rules.ts'
import { sourceName, wordOf, yesNo } from './value-words.rules.ts'

export interface ReportOf extends FileOf {
  readonly number: string
  readonly controller: Controller
  readonly recipients: readonly {
    readonly name: string
    readonly purpose: string
    readonly country: string
  }[]
}

const moment = (value: string): string => {
  const at = Temporal.Instant.from(value.replace(/([+-]\d\d)$/, '$1:00')).toZonedDateTimeISO(
    'Europe/Brussels',
  )
  return `${longDay(at.toPlainDate().toString())}, ${at.toPlainTime().toString({ smallestUnit: 'minute' }).replace(':', '.')} uur`
}
type Of = readonly [table: string, column: string]
/** A value as a reader reads it: days in words, moments with their hour, euros, and words of the program in Dutch. */
function read(of: Of, value: unknown): string {
  if (typeof value === 'boolean') return yesNo(value)
  if (typeof value === 'number' && of[1].endsWith('_cents')) return euros(value)
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return longDay(value)
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return moment(value)
    if (of[1] === 'source') return sourceName(value)
    if (of[1] === 'role') return value.replaceAll('_', ' ')
    return wordOf(...of, value)
  }
  if (Array.isArray(value)) return value.map(inner => read(of, inner)).join(', ')
  if (typeof value === 'object' && value !== null) {
    if ('from' in value) return sourced(value)
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${read(of, inner)}`)
      .join('; ')
  }
  return String(value)
}
const euros = (cents: number): string =>
  `${cents < 0 ? '- ' : ''}€ ${Math.floor(Math.abs(cents) / 100)},${String(Math.abs(cents) % 100).padStart(2, '0')}`
/** Where something came from, and when. */
const sourced = (source: object): string => {
  const { from, at } = source as { from?: unknown; at?: unknown }
  return `${sourceName(from)}${typeof at === 'string' ? `, ${moment(at)}` : ''}`
}

/** Numbers and reckonings of the program: they stand in the file to take along, and tell a reader nothing. */
const technical = (column: string): boolean =>
  (column.endsWith('_id') && column !== 'patron_id') ||
  ['trace', 'findings', 'received_at', 'codes'].includes(column)
const readable = (columns: readonly string[]): readonly string[] => {
  const plain = columns.filter(column => !technical(column))
  return plain.length === 0 ? columns : plain
}
const nameOf = (section: Section, column: string): string =>
  (section.columns[column] ?? column).replace(' in cent', '')

type Row = Readonly<Record<string, unknown>>
/** Who somebody is, and below it where each of it came from. */
function person(section: Section, row: Row): Block[] {
  const { provenance, ...known } = row
  const sources = typeof provenance === 'object' && provenance !== null ? Object.entries(provenance) : []
  return [
    {
      kind: 'facts',
      facts: Object.entries(known).map(([column, value]) => ({
        name: nameOf(section, column),
        value: read(['patrons.patron', column], value),
      })),
    },
    ...(sources.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Waar elk gegeven vandaan komt',
            head: ['Gegeven', 'Van'],
            rows: sources.map(([column, source]) => [
              nameOf(section, column),
              typeof source === 'object' && source !== null ? sourced(source) : read(['', ''], source),
            ]),
          },
        ]),
  ]
}

/** A table of what at least one row has. */
function table(name: string, section: Section, rows: readonly Row[]): Block {
  const columns = readable(Object.keys(section.columns).filter(column => rows.some(row => column in row)))
  return {
    kind: 'table',
    caption: `${section.title}: ${rows.length}`,
    head: columns.map(column => nameOf(section, column)),
    rows: rows.map(row => columns.map(column => (column in row ? read([name, column], row[column]) : ''))),
  }
}

const text = (said: string): Block => ({ kind: 'text', text: said })

/** What beside the data themselves a reader is told (AVG art. 15(1)(a), (c), (d), (e), (f), (g), (h)). */
const explained = ({ controller, recipients }: ReportOf): readonly Part[] => [
  {
    id: 'why',
    heading: 'Waarvoor wij ze gebruiken',
    blocks: [{ kind: 'list', items: Object.values(purposeNames) }],
  },
  {
    id: 'from',
    heading: 'Waar ze vandaan komen',
    blocks: [
      text(
        'Van uzelf aan de balie of op de website, van uw identiteitskaart als u ze liet lezen, uit het vorige bibliotheeksysteem, of uit het Rijksregister als de bibliotheek daarvoor een machtiging heeft. Bij elk gegeven over wie u bent, staat de herkomst.',
      ),
    ],
  },
  {
    id: 'to',
    heading: 'Wie ze krijgt',
    blocks: [
      {
        kind: 'list',
        items: recipients.map(
          r => `${r.name} (${r.country}), voor: ${purposeNames[r.purpose as Purpose] ?? r.purpose}`,
        ),
      },
      text('Ze gaan niet buiten de Europese Unie.'),
    ],
  },
  {
    id: 'long',
    heading: 'Hoe lang wij ze bewaren',
    blocks: [
      text(
        'Tot hoogstens twee jaar na het einde van uw lidmaatschap, als er niets meer openstaat. Uw uitleningen zijn na 90 dagen niet meer met u verbonden, behalve als u uw leenhistoriek laat bewaren. De boekhouding blijft tien jaar, zonder uw naam.',
      ),
    ],
  },
  {
    id: 'rights',
    heading: 'Wat u kan vragen',
    blocks: [
      text(
        'U mag uw gegevens inkijken, meenemen, laten verbeteren of wissen, het gebruik laten beperken en bezwaar maken. Tegen nieuws van de bibliotheek kan u altijd bezwaar maken. Niemand beslist over u zonder dat een mens ernaar kijkt.',
      ),
      ...remedies(controller).map(text),
    ],
  },
]

/**
 * What a reader reads of the own data (AVG art. 15): the data themselves, and what for, from where, to whom, how long, and which
 * rights there are.
 */
export function report(of: ReportOf): Paper {
  const data = Object.entries(sections).flatMap(([name, section]): Part[] => {
    const rows = of.gathered[name] ?? []
    if (rows.length === 0) return []
    const blocks = section.key === 'patron' ? person(section, rows[0] ?? {}) : [table(name, section, rows)]
    return [{ id: section.key, heading: section.title, blocks }]
  })
  return {
    lang: 'nl-BE',
    title: `Uw gegevens bij ${of.library_name}`,
    opening: [
      text(
        `Gemaakt op ${longDay(of.made_on)}, voor uw vraag ${of.number}. Wat leeg is, staat er niet in. Nummers die enkel voor het systeem iets betekenen, staan in het bestand om mee te nemen.`,
      ),
    ],
    parts: [...data, ...explained(of)],
  }
}
