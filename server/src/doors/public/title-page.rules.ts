import { languageName } from '@kaft/contract'
import type { Item, TitlePage } from '../../modules/cataloguing/index.ts'
import { html, KINDS, langOf } from './page.rules.ts'
import { contextObject } from './reading-tools.rules.ts'

/** Within a script nothing may look like the end of it. */
const json = (value: object): string => JSON.stringify(value).replace(/</g, '\\u003c')

interface Branch {
  readonly name: string
  readonly place: string
  readonly items: number
  readonly available: number
  readonly due_on: string | null
}

/** The items of each branch together: how many stand there, and when the first comes back. */
function branchesOf(items: readonly Item[]): Branch[] {
  const by = Map.groupBy(items, i => `${i.library_name} ${i.branch_name}`)
  return [...by.values()].flatMap(all => {
    const [first] = all
    if (!first) return []
    const due = all.flatMap(i => (i.status === 'on_loan' && i.due_on !== null ? [i.due_on] : [])).sort()
    return [
      {
        name: first.branch_name.startsWith(first.library_name)
          ? first.branch_name
          : `${first.library_name}, ${first.branch_name}`,
        place: [first.shelf, first.call_number].filter(Boolean).join(' · '),
        items: all.length,
        available: all.filter(i => i.status === 'available').length,
        due_on: due[0] ?? null,
      },
    ]
  })
}

const day = new Intl.DateTimeFormat('nl-BE', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
})
const dayOf = (text: string): string => day.format(new Date(`${text}T12:00:00Z`))

/** A day that is over promises nothing: what should have been back by then is late. */
function stateOf({ items, available, due_on }: Branch, today: string): string {
  if (available > 0) return `<b class="in">✓ Aanwezig</b>: ${available} van ${items}`
  if (due_on !== null && due_on < today) return `Uitgeleend. Het moest terug zijn op ${html(dayOf(due_on))}.`
  return due_on === null ? 'Nu niet aanwezig' : `Uitgeleend. Terug op ${html(dayOf(due_on))}.`
}

const branchLine = (b: Branch, today: string): string =>
  `<li class="${b.available > 0 ? 'in' : 'out'}"><strong>${html(b.name)}</strong><br>${stateOf(b, today)}${b.place === '' ? '' : `<br>${html(b.place)}`}</li>`

/** What a library says that it has, such as the years of a magazine. */
function heldLine({
  library_name,
  branch_name,
  shelf,
  call_number,
  statements,
}: TitlePage['held'][number]): string {
  const at = branch_name.startsWith(library_name) ? branch_name : `${library_name}, ${branch_name}`
  const place = [shelf, call_number].filter(Boolean).join(' · ')
  const said = statements.map(s =>
    html([s.text, s.note].filter(Boolean).join(' (') + (s.note === null ? '' : ')')),
  )
  return `<li><strong>${html(at)}</strong><br>${said.join('<br>')}${place === '' ? '' : `<br>${html(place)}`}</li>`
}
const heldPart = (held: TitlePage['held']): string => {
  const said = held.filter(h => h.statements.length > 0)
  return said.length === 0
    ? ''
    : `<h2>Welke nummers of delen zijn er?</h2><ul class="b">${said.map(heldLine).join('')}</ul>`
}

const fact = (name: string, value: string | null): string =>
  value === null || value === '' ? '' : `<dt>${html(name)}</dt><dd>${html(value)}</dd>`

/** Colours of the tokens, in light and dark; nothing comes from another host. */
const STYLE = `:root{color-scheme:light dark;--c:#f6f5f2;--s:#fff;--i:#1c1b1a;--q:#57534e;--l:#d9d5cd;--a:#1f4e8c;--ok:#1b6b3a;--mv:#0f5f73}
@media (prefers-color-scheme:dark){:root{--c:#141517;--s:#1d1f22;--i:#f1f0ee;--q:#bdb9b3;--l:#33363b;--a:#8ab6f0;--ok:#7fd19b;--mv:#7ccbdd}}
body{margin:0;background:var(--c);color:var(--i);font:1.125rem/1.55 system-ui,sans-serif}main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 3rem}
img.c{float:right;width:7.5rem;height:10.5rem;object-fit:contain;margin:0 0 1rem 1.25rem}h2,nav{clear:both}h1{font-size:1.875rem;line-height:1.25;margin:.25rem 0;font-weight:650}h2{font-size:1.375rem;margin:2rem 0 .5rem}p{margin:.5rem 0;max-width:72ch}.q{color:var(--q)}a{color:var(--a)}
ul.b{list-style:none;padding:0;margin:0}ul.b li{background:var(--s);border-left:4px solid var(--mv);padding:.75rem 1rem;margin:0 0 .5rem}ul.b li.in{border-color:var(--ok)}b.in{color:var(--ok)}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.25rem 1rem;margin:0}dt{color:var(--q)}dd{margin:0;overflow-wrap:anywhere}nav a{display:inline-block;padding:.5rem 0;margin-right:1.25rem}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}`

/** The forms in which titles can be taken along, each with its name. */
export const EXPORTS = [
  ['ris', 'RIS'],
  ['bibtex', 'BibTeX'],
  ['csv', 'CSV'],
  ['marc', 'MARC'],
  ['marcxml', 'MARCXML'],
] as const

const editionLine = (e: TitlePage['editions'][number]): string => {
  const language = e.language === null ? null : languageName(e.language, 'nl')
  const about = [KINDS[e.material], language, e.publisher, e.year].filter(Boolean).map(String)
  return `<li><a href="/titel/${e.title_id}"${langOf(e.language)}>${html(e.title)}</a><br><span class="q">${html(about.join(' · '))}</span></li>`
}
const editionsHtml = (editions: TitlePage['editions']): string =>
  editions.length === 0
    ? ''
    : `<h2 id="uitgaven">Andere uitgaven</h2><ul class="b">${editions.map(editionLine).join('')}</ul>`

/** The public page of a title: readable without a script, and for machines in the words of schema.org. */
export function titleHtml(
  { title, items, held, editions, linked }: TitlePage,
  of: { readonly nonce: string; readonly today: string },
): string {
  const { nonce } = of
  const { row, facts } = title
  const branches = branchesOf(items)
  const [kind, year] = [KINDS[row.material] ?? null, row.year === null ? null : String(row.year)]
  const about = [row.author, kind, year].filter(Boolean)
  const links = EXPORTS.map(
    ([form, name]) => `<a href="/export?id=${row.title_id}&amp;form=${form}" rel="nofollow">${name}</a>`,
  )
  return `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${html(row.title)}</title><meta name="description" content="${html(about.join(' · '))}">
<style nonce="${nonce}">${STYLE}</style><script type="application/ld+json" nonce="${nonce}">${json(linked)}</script><link rel="unapi-server" type="application/xml" title="unAPI" href="/unapi"></head>
<body><main>${contextObject(title)}<abbr class="unapi-id" title="${row.title_id}"></abbr><img class="c" src="/omslag/${row.title_id}" alt="" width="120" height="168"><p class="q">${html(kind ?? 'titel')}</p><h1${langOf(row.language)}>${html(row.title)}</h1>
${row.subtitle === null ? '' : `<p>${html(row.subtitle)}</p>`}<p class="q">${html([row.author, year].filter(Boolean).join(' · '))}</p>
${row.summary === null ? '' : `<p>${html(row.summary)}</p>`}
<h2>Waar vind je dit?</h2>${branches.length === 0 ? (held.length > 0 ? '' : '<p>Geen bibliotheek heeft dit nu.</p>') : `<ul class="b">${branches.map(b => branchLine(b, of.today)).join('')}</ul>`}${heldPart(held)}
${branches.length === 0 ? '' : `<p><a href="/mijn/reserveer/${row.title_id}" rel="nofollow">Reserveer</a></p>`}
<h2>Over deze uitgave</h2><dl>${[
    fact('Reeks', row.series),
    fact('Met', row.contributors.join('; ')),
    fact('Uitgever', row.publisher),
    fact('Uitgave', facts.edition),
    fact('Omvang', row.extent),
    fact('Taal', row.language === null ? null : languageName(row.language, 'nl')),
    fact('ISBN', row.isbns.join(', ')),
    fact('Onderwerpen', row.subjects.join('; ')),
  ].join('')}</dl>
${editionsHtml(editions)}<nav><a href="/zoeken">Zoek een andere titel</a></nav>
<h2>Meenemen in een ander programma</h2><nav>${links.join('')}</nav></main></body></html>`
}

export const notFoundHtml = (nonce: string): string =>
  `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Niet gevonden</title><style nonce="${nonce}">${STYLE}</style></head><body><main><h1>Deze titel is er niet (meer)</h1><p>Misschien werd de titel samengevoegd met een andere uitgave. <a href="/zoeken">Zoek opnieuw</a>.</p></main></body></html>`
