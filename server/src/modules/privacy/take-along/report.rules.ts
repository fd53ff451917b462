import type { Purpose } from '@kaft/contract'
import { type Controller, longDay, purposeNames, remedies } from '../cases/letters.rules.ts'
import type { FileOf } from './file.rules.ts'
import { type Section, sections } from './sections.rules.ts'

export interface ReportOf extends FileOf {
  readonly number: string
  readonly controller: Controller
  readonly recipients: readonly {
    readonly name: string
    readonly purpose: string
    readonly country: string
  }[]
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const safe = (value: string): string => value.replace(/[&<>"']/g, mark => marks[mark] ?? '')

const words: Readonly<Record<string, string>> = {
  true: 'ja',
  false: 'nee',
  email: 'e-mail',
  letter: 'brief',
  manual: 'balie',
  magda: 'Rijksregister',
  migration: 'vorige systeem',
  self: 'uzelf',
}
/** A value as a reader reads it: days in words, moments with their hour, words of the program in Dutch where they are short. */
function read(value: unknown): string {
  if (typeof value === 'boolean') return words[String(value)] ?? ''
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return longDay(value)
    if (/^\d{4}-\d\d-\d\dT/.test(value)) {
      const at = Temporal.Instant.from(value.replace(/([+-]\d\d)$/, '$1:00')).toZonedDateTimeISO(
        'Europe/Brussels',
      )
      return `${longDay(at.toPlainDate().toString())}, ${at.toPlainTime().toString({ smallestUnit: 'minute' }).replace(':', '.')} uur`
    }
    return words[value] ?? value
  }
  if (Array.isArray(value)) return value.map(read).join(', ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${read(inner)}`)
      .join('; ')
  return String(value)
}

const facts = (section: Section, row: Readonly<Record<string, unknown>>): string =>
  `<dl>${Object.entries(row)
    .map(
      ([column, value]) => `<dt>${safe(section.columns[column] ?? column)}</dt><dd>${safe(read(value))}</dd>`,
    )
    .join('')}</dl>`

/** A table of what at least one row has; each cell under a head that names it (WCAG 2.2 §1.3.1). */
function table(section: Section, rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = Object.keys(section.columns).filter(column => rows.some(row => column in row))
  const head = columns.map(column => `<th scope="col">${safe(section.columns[column] ?? '')}</th>`).join('')
  const body = rows
    .map(
      row =>
        `<tr>${columns.map(column => `<td>${column in row ? safe(read(row[column])) : ''}</td>`).join('')}</tr>`,
    )
    .join('')
  return `<table><caption>${safe(section.title)}: ${rows.length}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1b1a}
h2{margin-top:2rem;break-after:avoid}dl{display:grid;grid-template-columns:minmax(12rem,1fr) 2fr;gap:.25rem 1rem}dt{color:#57534e}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.875rem}caption{text-align:left;font-weight:600;padding:.5rem 0}th,td{border:1px solid #d9d5cd;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
tr{break-inside:avoid}@page{size:A4;margin:18mm}@media print{body{margin:0;max-width:none;font-size:11pt}}`

/**
 * What a reader reads of the own data (AVG art. 15): the data themselves, and what for, from where, to whom, how long, and which
 * rights there are. One document without anything from outside, that a screen reader and a printer can both follow.
 */
export function report(of: ReportOf): string {
  const { controller, recipients } = of
  const parts = Object.entries(sections).flatMap(([name, section]) => {
    const rows = of.gathered[name] ?? []
    if (rows.length === 0) return []
    return [
      `<section aria-labelledby="${section.key}"><h2 id="${section.key}">${safe(section.title)}</h2>${
        section.key === 'patron' ? facts(section, rows[0] ?? {}) : table(section, rows)
      }</section>`,
    ]
  })
  const list = (items: readonly string[]): string =>
    `<ul>${items.map(item => `<li>${safe(item)}</li>`).join('')}</ul>`
  return `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Uw gegevens bij ${safe(of.library_name)} (${safe(of.number)})</title><style>${style}</style></head><body><main>
<h1>Uw gegevens bij ${safe(of.library_name)}</h1>
<p>Gemaakt op ${longDay(of.made_on)}, voor uw vraag ${safe(of.number)}. Wat leeg is, staat er niet in.</p>
${parts.join('\n')}
<section aria-labelledby="why"><h2 id="why">Waarvoor wij ze gebruiken</h2>${list(Object.values(purposeNames))}</section>
<section aria-labelledby="from"><h2 id="from">Waar ze vandaan komen</h2>
<p>Van uzelf aan de balie of op de website, van uw identiteitskaart als u ze liet lezen, uit het vorige bibliotheeksysteem, of uit het Rijksregister als de bibliotheek daarvoor een machtiging heeft. Bij elk gegeven over wie u bent, staat de herkomst.</p></section>
<section aria-labelledby="to"><h2 id="to">Wie ze krijgt</h2>${list(
    recipients.map(r => `${r.name} (${r.country}), voor: ${purposeNames[r.purpose as Purpose] ?? r.purpose}`),
  )}<p>Ze gaan niet buiten de Europese Unie.</p></section>
<section aria-labelledby="long"><h2 id="long">Hoe lang wij ze bewaren</h2>
<p>Tot hoogstens twee jaar na het einde van uw lidmaatschap, als er niets meer openstaat. Uw uitleningen zijn na 90 dagen niet meer met u verbonden, behalve als u uw leenhistoriek laat bewaren. De boekhouding blijft tien jaar, zonder uw naam.</p></section>
<section aria-labelledby="rights"><h2 id="rights">Wat u kan vragen</h2>
<p>U mag uw gegevens inkijken, meenemen, laten verbeteren of wissen, het gebruik laten beperken en bezwaar maken. Tegen nieuws van de bibliotheek kan u altijd bezwaar maken. Niemand beslist over u zonder dat een mens ernaar kijkt.</p>
${remedies(controller)
  .map(line => `<p>${safe(line)}</p>`)
  .join('')}</section>
</main></body></html>
`
}
