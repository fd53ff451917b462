import type { Purpose, Register, RegisterLine } from '@kaft/contract'
import type { LetsGo } from '../../../base/personal.ts'
import { carrierOf, type Personal } from './carried.rules.ts'

/* The register of processing (AVG art. 30) in Dutch, made of the data map: it cannot say something else than the schema. */

const processings: Readonly<Record<string, string>> = {
  acquisitions: 'Aankoop en collectie',
  base: 'Werking van het systeem',
  cataloguing: 'Catalogiseren',
  circulation: 'Uitlenen, innemen en reserveren',
  finance: 'Financieel beheer',
  messaging: 'Berichten aan leners',
  moving: 'Overstap van een bibliotheek',
  organisation: 'Medewerkers en toegang',
  patrons: 'Lenersadministratie',
  privacy: 'Verantwoording en rechten',
}
const categories: Readonly<Record<string, string>> = {
  identity: 'Identificatiegegevens',
  contact: 'Contactgegevens',
  characteristic: 'Persoonlijke kenmerken',
  preference: 'Voorkeuren',
  library: 'Bibliotheekgegevens',
  loan: 'Leenhistoriek',
  note: 'Vrije tekst over een persoon',
  national_number: 'Rijksregisternummer (versleuteld of als sleutelhash)',
  pseudonym: 'Nummer dat naar een persoon leidt',
  staff: 'Gegevens van medewerkers',
}
const purposes: Readonly<Record<Purpose, string>> = {
  identification: 'Identificatie en autorisatie',
  functional: 'Functionele doeleinden',
  exchange: 'Uitwisseling met andere overheden',
  administration: 'Administratie en verantwoording',
  statistics: 'Gepseudonimiseerde statistiek',
  communication: 'Communicatie',
}

const basisOf = (p: Personal): string => {
  if (p.category === 'national_number')
    return 'AVG art. 6.1.e en 87; wet van 8 augustus 1983; machtiging voor het gebruik van het Rijksregisternummer'
  if (p.table === 'patrons.patron' && p.column === 'news') return 'AVG art. 6.1.a: toestemming'
  if (p.table.startsWith('finance.'))
    return 'AVG art. 6.1.c: boekhoudplicht, en 6.1.e: taak van algemeen belang'
  if (p.table.startsWith('privacy.')) return 'AVG art. 6.1.c: verantwoordingsplicht (art. 5.2, 32)'
  if (p.category === 'staff') return 'AVG art. 6.1.e en 6.1.c: beveiliging en verantwoording'
  return 'AVG art. 6.1.e: taak van algemeen belang (decreet lokaal cultuurbeleid)'
}

export const keptWords = (retention: string): string => {
  const n = Number(retention.slice(1))
  if (retention === 'P54') return 'Zolang het lidmaatschap duurt en twee jaar daarna, als er niets openstaat'
  if (retention === 'until') return 'Tot de datum die bij het gegeven zelf staat'
  if (retention === 'employment') return 'Zolang de medewerker er werkt, en twee jaar daarna'
  if (retention.startsWith('D')) return `${n} dagen`
  return n === 1 ? '1 jaar' : `${n} jaar`
}
const goesWords: Readonly<Record<string, string>> = {
  row: 'De rij wordt gewist',
  null: 'Het gegeven wordt leeggemaakt',
  unlink: 'De band met de persoon wordt verbroken',
  coarsen: 'Het gegeven wordt grof gemaakt (een maand, een dagdeel, een groep)',
  partition: 'De rij wordt gewist met de dag of de maand waarin ze moet verdwijnen',
}

export interface RegisterFacts {
  readonly schema: string
  readonly since: string
  readonly personal: readonly Personal[]
  readonly lets_go: readonly LetsGo[]
  readonly with_patron: ReadonlySet<string>
  readonly controller: string
  readonly dpo: string
}

/** One line for what stands in one table, of one category, for one purpose, kept and let go in one way. */
export function registerOf(facts: RegisterFacts): Register {
  const by = { lets_go: facts.lets_go, jobs: new Set<string>(), with_patron: facts.with_patron }
  const groups = Map.groupBy(facts.personal, p =>
    [p.table, p.category, p.purpose, p.retention, p.erasure, basisOf(p)].join('|'),
  )
  const lines = [...groups.values()].flatMap((group): RegisterLine[] => {
    const [first] = group
    if (!first) return []
    const [schema = ''] = first.table.split('.')
    const purpose = first.purpose as Purpose
    return [
      {
        processing: processings[schema] ?? schema,
        table: first.table,
        category: categories[first.category] ?? first.category,
        data: group.map(p => (p.key === null ? p.column : `${p.column}.${p.key}`)).join(', '),
        purpose,
        purpose_words: purposes[purpose],
        basis: basisOf(first),
        people: first.category === 'staff' ? 'Medewerkers' : 'Leners',
        kept: keptWords(first.retention),
        goes: goesWords[first.erasure] ?? first.erasure,
        by: carrierOf(first, by) ?? '',
      },
    ]
  })
  return {
    schema: facts.schema,
    since: facts.since,
    controller: facts.controller,
    dpo: facts.dpo,
    recipients: [
      'De bibliotheek waar de lener lid is, en bibliotheken die met haar leners delen (samenwerking 3a of hoger)',
      'De IT-leverancier, als verwerker',
      'Dienstenintegrator Digitaal Vlaanderen (MAGDA), enkel met een lopende machtiging',
      'Publiq (UiTPAS), enkel het nummer van een kaart die de lener toont',
    ],
    transfers: 'Geen doorgifte buiten de Europese Unie',
    measures: [
      'Scheiding tussen bibliotheken in de databank zelf',
      'Rijksregisternummers versleuteld en enkel via een sleutelhash te vinden',
      'Logboek van elke inzage, verzegeld in een keten',
      'Back-ups versleuteld; wie gewist is wordt na terugzetten opnieuw gewist',
      'Persoonlijke accounts, rechten per werkproces, halfjaarlijkse controle',
    ],
    lines: lines.toSorted((a, b) => (a.processing + a.table < b.processing + b.table ? -1 : 1)),
  }
}

const escape = (text: string): string => `"${text.replaceAll('"', '""')}"`
const heads = [
  'Verwerking',
  'Tabel',
  'Categorie',
  'Gegevens',
  'Doel',
  'Rechtsgrond',
  'Betrokkenen',
  'Bewaartermijn',
  'Hoe het verdwijnt',
  'Taak',
]

/** As a file for a spreadsheet, semicolons as Belgian ones expect. */
export const registerCsv = (register: Register): string =>
  [
    heads,
    ...register.lines.map(l => [
      l.processing,
      l.table,
      l.category,
      l.data,
      l.purpose_words,
      l.basis,
      l.people,
      l.kept,
      l.goes,
      l.by,
    ]),
  ]
    .map(row => row.map(escape).join(';'))
    .join('\r\n')

/** As text to read, with what art. 30(1) asks beside the lines. */
export const registerText = (register: Register): string =>
  [
    '# Register van de verwerkingsactiviteiten',
    '',
    `Schema: ${register.schema}`,
    `Verwerkingsverantwoordelijke: ${register.controller}`,
    `Functionaris voor gegevensbescherming: ${register.dpo}`,
    `Ontvangers: ${register.recipients.join('; ')}`,
    `Doorgifte: ${register.transfers}`,
    `Maatregelen: ${register.measures.join('; ')}`,
    ...[...Map.groupBy(register.lines, l => l.processing)].flatMap(([processing, lines]) => [
      '',
      `## ${processing}`,
      '',
      ...lines.map(
        l =>
          `- ${l.category} (${l.table}: ${l.data}). ${l.purpose_words}. ${l.basis}. ${l.people}. ${l.kept}. ${l.goes} (${l.by}).`,
      ),
    ]),
  ].join('\n')
