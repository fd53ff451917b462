import type { Certificate } from '@kaft/contract'
import { longDay } from '../../../base/document/letter.rules.ts'
import type { DepartureRow } from './departure.store.ts'

/** What each table is called in a certificate; what is not here is told with the rest of its kind. */
const kinds: readonly (readonly [string, readonly string[]])[] = [
  ['Leners', ['patrons.patron']],
  ['Personen die enkel hier bekend waren, met hun rijksregisternummer', ['patrons.person']],
  ['Kaarten', ['patrons.card']],
  ['Lidmaatschappen', ['patrons.membership']],
  ['Adressen', ['patrons.address', 'patrons.former_residence']],
  ['Notities en blokkades', ['patrons.note', 'patrons.block']],
  ['Uitleningen', ['circulation.loan']],
  ['Reserveringen', ['circulation.hold']],
  [
    'Aankoopsuggesties, en wie erom vroeg',
    ['acquisitions.purchase_suggestion', 'acquisitions.suggestion_asker'],
  ],
  ['Banden tussen een gebeurtenis en een lener', ['circulation.event_patron', 'circulation.event']],
  ['Rekeningen van leners', ['finance.account', 'finance.charge_about', 'finance.entry']],
  ['Berichten', ['messaging.message']],
  [
    'Campagnes en adreslijsten',
    ['messaging.campaign', 'messaging.address_list', 'messaging.address_list_row'],
  ],
  ['Exemplaren', ['inventory.item', 'inventory.item_condition']],
  ['Accounts van medewerkers en toestellen', ['organisation.staff']],
  ['Werkplekken', ['organisation.workstation']],
  ['Privacyverzoeken', ['privacy.rights_case']],
  ['Regels van het logboek van inzage die niet meer zeggen over wie', ['privacy.access_log']],
]
const rest = 'Andere rijen, zoals lijsten, instellingen en aanmeldingen'

export function countsOf(rows: Certificate['rows']): { readonly kind: string; readonly rows: number }[] {
  const left = new Map(rows.map(r => [r.table, r.rows]))
  const taken = kinds.map(([kind, tables]) => {
    const n = tables.reduce((sum, table) => sum + (left.get(table) ?? 0), 0)
    for (const table of tables) left.delete(table)
    return { kind, rows: n }
  })
  const others = [...left.values()].reduce((sum, n) => sum + n, 0)
  return [...taken, { kind: rest, rows: others }].filter(c => c.rows > 0)
}

const dutch = new Intl.NumberFormat('nl-BE')
const momentOf = (at: string): string => {
  const there = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Brussels')
  const time = there.toPlainTime().toString({ smallestUnit: 'minute' }).replace(':', '.')
  return `${longDay(there.toPlainDate().toString())}, ${time} uur`
}

/** The certificate as it is kept and printed: what went, what stays and why, and how it can be checked. Nobody stands in it. */
export function certificateText(
  row: Pick<DepartureRow, 'library_name' | 'reason' | 'leaves_on' | 'replayed'>,
  certificate: Certificate,
): string {
  const { certificate_id, at, people, rows, hash } = certificate
  const counts = countsOf(rows)
  const width = Math.max(...counts.map(c => c.kind.length))
  return `${[
    'ATTEST VAN WISSING',
    '',
    `Bibliotheek      ${row.library_name}`,
    `Laatste dag      ${longDay(row.leaves_on)}`,
    ...(row.replayed
      ? ['Aanleiding       de wissing werd herhaald nadat een oudere back-up was teruggezet']
      : [`Aanleiding       ${row.reason}`]),
    `Gewist op        ${momentOf(at)}`,
    '',
    `De bibliotheek neemt niet langer deel aan Kaft. Wat zij in Kaft bewaarde, kreeg ze mee en is daarna gewist: ${dutch.format(people)} dossiers van leners.`,
    'Wie ook lid is van een andere bibliotheek, blijft daar bekend, met wat die bibliotheek zelf bewaart.',
    '',
    ...counts.map(c => `${c.kind.padEnd(width)}  ${dutch.format(c.rows).padStart(12)}`),
    '',
    'Wat blijft, zonder dat het naar iemand leidt: de titels van de gedeelde catalogus; gebeurtenissen en kasregels voor de statistiek',
    'en de boekhouding (tien jaar); het logboek van inzage en de attesten; tien jaar lang de vragen aan het Rijksregister (wet van 8',
    'augustus 1983, art. 17). Exemplaren die in de historiek van een lener van een andere bibliotheek staan, blijven als afgevoerd.',
    '',
    `Attest ${certificate_id}. Het sluit aan op het vorige attest van de bibliotheek; zo is elke wijziging te zien.`,
    `SHA-256 ${hash}`,
  ].join('\n')}\n`
}
