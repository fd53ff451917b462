import { languageName } from '@kaft/contract'
import {
  NARROWED,
  type ReadingAsk,
  type ReadingHit,
  type ReadingList,
  type ReadingPage,
  type SORTS,
} from '../../modules/cataloguing/index.ts'
import { html, KINDS, langOf, pageHtml } from './page.rules.ts'
import { EXPORTS } from './title-page.rules.ts'

const number = new Intl.NumberFormat('nl-BE')
const NAMES: Readonly<Record<string, string>> = {
  soort: 'Soort',
  doelgroep: 'Doelgroep',
  taal: 'Taal',
  genre: 'Genre',
  onderwerp: 'Onderwerp',
  reeks: 'Reeks',
  auteur: 'Auteur',
  jaar: 'Jaar',
  vestiging: 'Vestiging',
}
const SORT_NAMES: Readonly<Record<keyof typeof SORTS, string>> = {
  beste: 'Best passend',
  'meest-geleend': 'Meest geleend',
  aanwinst: 'Laatst in de catalogus',
  nieuwste: 'Nieuwste',
  oudste: 'Oudste',
  titel: 'Titel',
  auteur: 'Auteur',
}
const AUDIENCES: Readonly<Record<string, string>> = { adult: 'volwassenen', youth: 'jeugd' }
/** What stands in an address of a search, in this order; anything else is left out of the links that are made of it. */
const KEPT = ['q', 'bib', 'vestiging', 'aanwezig', ...Object.keys(NARROWED), 'uitgaven', 'volgorde']

/** The address of a search with something changed; null takes a part away. */
export function addressOf(
  path: string,
  p: ReadingAsk,
  changes: Readonly<Record<string, string | null>> = {},
): string {
  const said: Readonly<Record<string, string | null | undefined>> = { ...p, na: undefined, ...changes }
  const kept = [...KEPT, 'na'].flatMap(name => (said[name] ? [[name, String(said[name])]] : []))
  const query = new URLSearchParams(kept).toString()
  return query === '' ? path : `${path}?${query}`
}

const valueWord = (name: string, value: string): string => {
  if (name === 'soort') return KINDS[value] ?? value
  if (name === 'taal') return languageName(value, 'nl')
  if (name === 'doelgroep') return AUDIENCES[value] ?? value
  return name === 'jaar' ? `${value}–${Number(value) + 9}` : value
}

function facetGroup(
  p: ReadingAsk,
  name: string,
  values: readonly { value: string; word: string; count: number }[],
): string {
  const links = values.map(({ value, word, count }) => {
    const chosen = p[name] === value
    const href = html(addressOf('/zoeken', p, { [name]: chosen ? null : value }))
    return `<li><a href="${href}"${chosen ? ' aria-current="true"' : ''} rel="nofollow">${chosen ? '✓ ' : ''}${html(word)} (${number.format(count)})</a></li>`
  })
  return values.length === 0 ? '' : `<div><h3>${NAMES[name]}</h3><ul>${links.join('')}</ul></div>`
}

const MOST_VALUES = 8
function facets(p: ReadingAsk, page: ReadingPage): string {
  const groups = Object.entries(NARROWED).map(([name, field]) => {
    const found = page.facets.find(f => f.field === field)?.values ?? []
    const shown = found.filter((v, i) => i < MOST_VALUES || v.value === p[name])
    return facetGroup(
      p,
      name,
      shown.map(v => ({ value: v.value, count: v.count, word: valueWord(name, v.value) })),
    )
  })
  const branches = page.facets.find(f => f.field === 'branch')?.values ?? []
  const codes = new Map(page.place.branches.map(b => [b.branch_id, b.code]))
  const places = branches.flatMap(b => {
    const code = codes.get(b.value)
    return code === undefined ? [] : [{ value: code, count: b.count, word: b.name ?? code }]
  })
  const all = [places.length > 1 ? facetGroup(p, 'vestiging', places) : '', ...groups].join('')
  const chosen = [...Object.keys(NARROWED), 'vestiging'].filter(name => p[name])
  if (all === '' && chosen.length === 0) return ''
  const without = Object.fromEntries(chosen.map(name => [name, null]))
  const clear =
    chosen.length < 2 ? '' : `<a href="${html(addressOf('/zoeken', p, without))}">Wis alle filters</a>`
  const branch = page.place.branch?.name
  const chips = chosen.map(name => {
    const word = name === 'vestiging' ? (branch ?? '') : valueWord(name, p[name] ?? '')
    const said = `${NAMES[name]}: ${word}`
    return `<a href="${html(addressOf('/zoeken', p, { [name]: null }))}" aria-label="${html(`Zonder ${said}`)}">✕ ${html(said)}</a>`
  })
  const bar = chips.length === 0 ? '' : `<nav aria-label="Gekozen filters">${chips.join('')}${clear}</nav>`
  return `${bar}<details><summary>Filter${chosen.length > 0 ? ` (${chosen.length})` : ''}</summary><div class="g">${all}</div></details>`
}

const choices = (all: readonly (readonly [string, string])[], chosen: string): string =>
  all
    .map(
      ([value, word]) =>
        `<option value="${html(value)}"${value === chosen ? ' selected' : ''}>${html(word)}</option>`,
    )
    .join('')

function form(p: ReadingAsk, { place }: Pick<ReadingPage, 'place'>): string {
  const hidden = Object.keys(NARROWED)
    .filter(name => p[name])
    .map(name => `<input type="hidden" name="${name}" value="${html(p[name] ?? '')}">`)
  const { library, libraries, branch } = place
  const where =
    libraries.length < 2
      ? ''
      : `<label><span>Waar</span><select name="bib"><option value="">Alle bibliotheken</option>${choices(
          libraries.map(l => [l.code, l.name]),
          library?.code ?? '',
        )}</select></label>`
  const name = branch?.name ?? library?.name
  return `<form class="z" action="/zoeken" method="get" role="search"><label><span>Zoek een boek, film, …</span><input type="search" name="q" value="${html(p['q'] ?? '')}" maxlength="300" autocomplete="off"></label><button>Zoek</button>
<div class="k">${where}<label><span>Sorteer</span><select name="volgorde">${choices(Object.entries(SORT_NAMES), p['volgorde'] ?? 'beste')}</select></label>
<label class="c"><input type="checkbox" name="aanwezig" value="1"${p['aanwezig'] === '1' ? ' checked' : ''}>Nu aanwezig${name === undefined ? '' : ` in ${html(name)}`}</label></div>${branch ? `<input type="hidden" name="vestiging" value="${html(branch.code)}">` : ''}${hidden.join('')}</form>`
}

function hitLine({ title, editions, items, available }: ReadingHit): string {
  const { row } = title
  const about = [row.author, KINDS[row.material], row.year, row.series].filter(Boolean).map(String)
  const state =
    available > 0
      ? `<b>✓ Aanwezig</b>: ${available} van ${items}`
      : items > 0
        ? '◷ Nu niet aanwezig'
        : 'Niet in deze bibliotheek'
  const others = editions > 1 ? ` · <a href="/titel/${row.title_id}#uitgaven">${editions} uitgaven</a>` : ''
  return `<li class="${available > 0 ? 'in' : 'out'}"><a href="/titel/${row.title_id}"${langOf(row.language)}>${html(row.title)}</a><br><span class="q">${html(about.join(' · '))}</span>${others}<br>${state}</li>`
}

const shelf = ({ list, titles }: ReadingList): string =>
  titles.length === 0
    ? ''
    : `<section aria-label="${html(list.name)}"><h2><a href="/lijst/${list.list_id}">${html(list.name)}</a></h2><ul class="s" tabindex="0">${titles
        .map(
          ({ title: { row } }) =>
            `<li><a href="/titel/${row.title_id}"${langOf(row.language)}>${html(row.title)}</a><span class="q">${html(row.author ?? '')}</span></li>`,
        )
        .join('')}</ul></section>`

const countWords = (page: ReadingPage): string =>
  page.more
    ? 'Meer dan 10.000 titels'
    : page.count !== page.titles
      ? `${number.format(page.count)} ${page.count === 1 ? 'werk' : 'werken'} (${number.format(page.titles)} uitgaven)`
      : page.count === 1
        ? '1 titel'
        : `${number.format(page.count)} titels`

/** The titles that were found, or what to do where none was. */
function results(p: ReadingAsk, page: ReadingPage): string {
  const meant =
    page.did_you_mean === null
      ? ''
      : `<p>Bedoelde je <a href="${html(addressOf('/zoeken', p, { q: page.did_you_mean }))}">${html(page.did_you_mean)}</a>?</p>`
  if (page.hits.length === 0) {
    const wider = page.place.library && page.place.libraries.length > 1
    return `${meant}<p>Geen titel gevonden. Probeer een ander woord, of minder filters.</p>${wider ? `<p><a href="${html(addressOf('/zoeken', p, { bib: null, vestiging: null }))}">Zoek in alle bibliotheken</a></p>` : ''}`
  }
  const some = page.some_words
    ? '<p>Geen titel heeft al deze woorden. Deze titels hebben er enkele van.</p>'
    : ''
  const next =
    page.next === null
      ? ''
      : `<p class="m"><a href="${html(addressOf('/zoeken', p, { na: page.next }))}">Volgende titels</a></p>`
  return `${meant}${some}<ol class="h">${page.hits.map(hitLine).join('')}</ol>${next}`
}

/** The page on which readers search; without a question it shows the lists of the library. */
export function searchHtml(of: {
  readonly asked: ReadingAsk
  readonly page: ReadingPage
  readonly lists: readonly ReadingList[]
  readonly nonce: string
}): string {
  const { asked: p, page, lists } = of
  const isAsked = KEPT.some(name => !['bib', 'volgorde'].includes(name) && p[name])
  const feed = addressOf('/zoeken/feed', p, { volgorde: null })
  const said = p['q']?.trim() ? `Zoeken: ${p['q'].trim()}` : 'Zoeken'
  const found = isAsked
    ? `<p aria-live="polite"><strong>${countWords(page)}</strong></p>${facets(p, page)}${results(p, page)}<p class="m"><a href="${html(feed)}" rel="nofollow">Volg deze zoekvraag (RSS)</a></p>`
    : lists.map(shelf).join('') || '<p class="q">Typ een titel, een auteur of een onderwerp.</p>'
  return pageHtml({
    title: `${said}${page.place.library ? ` · ${page.place.library.name}` : ''}`,
    nonce: of.nonce,
    links: `<meta name="robots" content="noindex"><link rel="alternate" type="application/rss+xml" href="${html(feed)}">`,
    body: `<p><a href="/mijn">Mijn bibliotheek</a></p><h1>${html(page.place.library?.name ?? 'De bibliotheken')}</h1>${form(p, page)}${found}`,
  })
}

/** What a search that cannot be understood gets: the box with the words in it, and what to change. */
export const unclearHtml = (p: ReadingAsk, part: string, nonce: string): string =>
  pageHtml({
    title: 'Zoeken',
    nonce,
    body: `<h1>Zoeken</h1><p>We begrijpen "${html(part)}" niet. Schrijf bijvoorbeeld auteur:elsschot of jaar:1990-1999.</p>${form(p, { place: { library: null, branch: null, libraries: [], branches: [] } })}`,
  })

/** What an address that leads nowhere gets. */
export const nowhereHtml = (nonce: string): string =>
  pageHtml({
    title: 'Niet gevonden',
    nonce,
    links: '<meta name="robots" content="noindex">',
    body: '<h1>Deze pagina is er niet</h1><p>Kijk het adres na, of zoek verder. <a href="/zoeken">Naar zoeken</a></p>',
  })

/** A list of a library, to read and to print. */
export const listHtml = ({ list, titles }: ReadingList, nonce: string): string =>
  pageHtml({
    title: `${list.name} · ${list.library_name}`,
    nonce,
    links: `<link rel="alternate" type="application/rss+xml" href="/lijst/${list.list_id}/feed"><meta name="description" content="${html(list.about ?? list.name)}">`,
    body: `<p class="q"><a href="/zoeken?bib=${encodeURIComponent(list.library_code)}">${html(list.library_name)}</a></p><h1>${html(list.name)}</h1>${list.about === null ? '' : `<p>${html(list.about)}</p>`}
<ol class="h">${titles
      .map(
        ({ title: { row }, note }) =>
          `<li><a href="/titel/${row.title_id}"${langOf(row.language)}>${html(row.title)}</a><br><span class="q">${html([row.author, KINDS[row.material], row.year].filter(Boolean).join(' · '))}</span>${note === null ? '' : `<br>${html(note)}`}</li>`,
      )
      .join('')}</ol>${titles.length === 0 ? '<p>Deze lijst is nog leeg.</p>' : ''}
<nav aria-label="Meenemen"><a href="/lijst/${list.list_id}/feed">RSS</a>${EXPORTS.map(([form, name]) => `<a href="/export?list=${list.list_id}&amp;form=${form}" rel="nofollow">${name}</a>`).join('')}</nav>`,
  })
