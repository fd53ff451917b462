import type { TestReport } from './test-report.ts'

/** What the program saw of a measure. It names no person, and says no more than numbers, days and what failed. */
export interface Proof {
  readonly measure: string
  readonly outcome: 'good' | 'partly' | 'bad'
  /** Dutch, as the measures themselves are. */
  readonly says: string
}

const proof = (measure: string, outcome: Proof['outcome'], says: string): Proof => ({
  measure,
  outcome,
  says,
})
const many = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`

/** A moment as people read it: 29/11/2026 om 3.05 uur, in Brussels. */
const momentOf = (instant: string): string => {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Brussels')
  return `${at.day}/${at.month}/${at.year} om ${at.hour}.${String(at.minute).padStart(2, '0')} uur`
}

export interface TriedBackup {
  readonly made_at: string
  readonly databases: readonly { readonly tables: number; readonly rows: number }[]
}
const read = ({ databases }: TriedBackup): string => {
  const sum = (of: 'tables' | 'rows') => databases.reduce((n, one) => n + one[of], 0)
  return `${many(sum('tables'), 'tabel', 'tabellen')} en ${many(sum('rows'), 'rij', 'rijen')} gelezen`
}

/** A backup was put back aside, read whole, and taken away again. */
export const backupTried = (tried: TriedBackup): Proof =>
  proof(
    'backups',
    'good',
    `Back-up van ${momentOf(tried.made_at)} op proef teruggezet: heel, ${read(tried)}.`,
  )

/** A backup that cannot be put back; when it was made stands in its first line, where that can be read. */
export const backupFailed = (made_at: string | null): Proof =>
  proof(
    'backups',
    'bad',
    `${made_at === null ? 'Een back-up waarvan ook het begin onleesbaar is' : `De back-up van ${momentOf(made_at)}`} kon niet teruggezet worden.`,
  )

/**
 * A backup was put back for good.
 * @param again how many records were erased again; null where the list of who was erased was not there, 'failed' where it broke off
 */
export function backupRestored(restored: TriedBackup, again: number | null | 'failed'): Proof {
  const says = `Back-up van ${momentOf(restored.made_at)} teruggezet: heel, ${read(restored)}.`
  if (again === 'failed')
    return proof('backups', 'bad', `${says} Wie sindsdien gewist was, kon niet opnieuw gewist worden.`)
  if (again === null)
    return proof('backups', 'partly', `${says} De lijst van wie sindsdien gewist was, was er niet bij.`)
  return proof(
    'backups',
    'good',
    `${says} De lijst van wie sindsdien gewist was, is doorlopen: ${many(again, 'record', 'records')} opnieuw gewist.`,
  )
}

/** What was looked at, and how many faults that had. */
const told = (measure: string, faults: number, says: { good: string; bad: string }): Proof =>
  faults === 0 ? proof(measure, 'good', says.good) : proof(measure, 'bad', `${says.bad} (${faults}).`)

export const wallsLooked = (faults: number): Proof =>
  told('walls', faults, {
    good: 'De muren tussen de bibliotheken zijn nagekeken: geen enkel gat.',
    bad: 'De muren tussen de bibliotheken hebben gaten',
  })
export const dataMapLooked = (faults: number): Proof =>
  told('data_map', faults, {
    good: 'Elke kolom en elke sleutel staat in de gegevenskaart.',
    bad: 'Kolommen of sleutels staan niet in de gegevenskaart',
  })
/** The seals over the access log, its rows, and the certificates of erasure. */
export const chainsLooked = (faults: number): Proof =>
  told('access_log', faults, {
    good: 'De ketens van het logboek en van de attesten van wissing zijn nagelopen: niets is gewijzigd.',
    bad: 'Het logboek of een attest van wissing is niet meer zoals het geschreven is',
  })

/** Up to a tenth that still has to be done is work in hand; more is a measure that is not kept. */
const outcomeOf = (open: number, all: number): Proof['outcome'] =>
  open === 0 ? 'good' : open * 10 <= all ? 'partly' : 'bad'

export interface Reviewed {
  readonly libraries: number
  readonly roles: number
  readonly roles_due: number
  readonly accounts: number
  readonly lacking: number
}
/** The half-yearly look at roles, and the yearly promise of confidentiality, of all libraries together. */
export const reviewsSeen = (r: Reviewed): readonly Proof[] => [
  proof(
    'certification',
    outcomeOf(r.roles_due, r.roles),
    `In ${many(r.libraries, 'bibliotheek', 'bibliotheken')}: ${r.roles - r.roles_due} van de ${many(r.roles, 'rol', 'rollen')} het laatste half jaar gegeven of nagekeken.`,
  ),
  proof(
    'confidentiality',
    outcomeOf(r.lacking, r.accounts),
    `In ${many(r.libraries, 'bibliotheek', 'bibliotheken')}: ${r.accounts - r.lacking} van de ${many(r.accounts, 'account dat leners ziet', 'accounts die leners zien')}, met een geldige belofte van geheimhouding.`,
  ),
]

/** Which tests speak for a measure of their own. */
export const fileProofs: readonly { measure: string; what: string; files: readonly string[] }[] = [
  {
    measure: 'walls',
    what: 'de muren',
    files: [
      'tests/house/walls.db.test.ts',
      'server/src/scope.db.test.ts',
      'server/src/scope-walls.db.test.ts',
    ],
  },
  {
    measure: 'data_map',
    what: 'de gegevenskaart',
    files: ['tests/house/data-map.db.test.ts', 'tests/house/carried.db.test.ts'],
  },
]

/** A whole run of the tests, told of each measure that it speaks for. */
export function testsRun(report: TestReport): readonly Proof[] {
  const head = `Kaft ${report.kaft}, proeven van ${momentOf(report.made_at)}`
  const counted = (what: string, of: { passed: number; failed: number }) =>
    `${head}: ${what} ${many(of.passed, 'proef geslaagd', 'proeven geslaagd')}, ${of.failed} mislukt.`
  const outcome = (failed: number) => (failed === 0 ? 'good' : 'bad')
  const promises = Object.entries(report.promises)
  const broken = promises.filter(([, { failed }]) => failed.length > 0).map(([name]) => name)
  const kept = promises.length - broken.length
  return [
    proof('tests', outcome(report.failed), counted('in totaal', report)),
    proof(
      'policy_statement',
      outcome(broken.length),
      `${head}: ${many(kept, 'belofte', 'beloften')} met proeven die slagen${broken.length === 0 ? '' : `; mislukt: ${broken.slice(0, 20).join(', ')}`}.`,
    ),
    ...fileProofs.flatMap(({ measure, what, files }) => {
      const ran = files.flatMap(file => report.files[file] ?? [])
      if (ran.length < files.length) return []
      const sum = (of: 'passed' | 'failed') => ran.reduce((n, one) => n + one[of], 0)
      const of = { passed: sum('passed'), failed: sum('failed') }
      return [proof(measure, outcome(of.failed), counted(`over ${what}`, of))]
    }),
  ]
}
