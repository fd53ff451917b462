import { type MoveKind, moveFields } from '@kaft/contract'

/*
 * The files of an export, in the words of a move into Kaft: a library that comes back, or another Kaft, takes them with the
 * mapping `csv` as they are. Fields stand under the names of the contract; a cell is never rewritten, since a program reads it.
 */

export const fileOfKind = {
  patrons: 'leners.csv',
  cards: 'kaarten.csv',
  memberships: 'lidmaatschappen.csv',
  blocks: 'blokkades.csv',
  notes: 'notities.csv',
  loans: 'uitleningen.csv',
  holds: 'reserveringen.csv',
  charges: 'kosten.csv',
  history: 'historiek.csv',
  items: 'exemplaren.csv',
} as const satisfies Partial<Record<MoveKind, string>>
export type ExportKind = keyof typeof fileOfKind

const cell = (value: unknown): string => {
  const text =
    value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
const line = (cells: readonly unknown[]): string => `${cells.map(cell).join(';')}\r\n`

export const headOf = (kind: ExportKind): string => line(Object.keys(moveFields[kind]))
export const rowsOf = (kind: ExportKind, rows: readonly Readonly<Record<string, unknown>>[]): string => {
  const names = Object.keys(moveFields[kind])
  return rows.map(row => line(names.map(name => row[name]))).join('')
}

export const bookingColumns = [
  'entry_id',
  'account_id',
  'patron',
  'kind',
  'charge_kind',
  'amount',
  'charge_id',
  'reverses',
  'payment_id',
  'method',
  'at',
  'on_day',
  'branch',
  'reason',
] as const
export const bookingHead = line(bookingColumns)
export const bookingRows = (rows: readonly Readonly<Record<string, unknown>>[]): string =>
  rows.map(row => line(bookingColumns.map(name => row[name]))).join('')

/** What stands in each file, for whoever opens the folder. */
export const readMe = (of: {
  readonly library: string
  readonly on: string
}): string => `Export van ${of.library} uit Kaft, gemaakt op ${of.on}

De csv-bestanden hebben puntkomma's tussen de velden, UTF-8, een eerste regel met namen, dagen als JJJJ-MM-DD en bedragen in euro
met een punt. Kaft leest ze zo weer in: stap over met de koppeling "csv" (docs/moving-in.md).

titels.xml            de titels waarvan de bibliotheek een exemplaar heeft, in MARCXML; veld 001 is het nummer in exemplaren.csv
exemplaren.csv        de exemplaren
leners.csv            de leners, met het rijksregisternummer van wie er een heeft
kaarten.csv, lidmaatschappen.csv, blokkades.csv, notities.csv
                      wat bij een lener hoort; "patron" is de "key" in leners.csv
uitleningen.csv       wat nu uitgeleend is
reserveringen.csv     wat nu gereserveerd is
kosten.csv            wat nu openstaat, per kost
historiek.csv         wat terugkwam, van leners die hun historiek bewaren
boekingen.csv         elke regel van het kasboek
dossiers.ndjson       een lener per regel, met alles wat de bibliotheek over die lener bewaart, in de vorm van het bestand dat een lener
                      zelf kan meenemen (JSON Schema: GET /api/v1/privacy/portability-schema)
huis.json             vestigingen, openingsuren, uitzonderlijke dagen, instellingen, reglementen, medewerkers en werkplekken
`
