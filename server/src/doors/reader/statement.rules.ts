import type { compareStatements, MyStatement, OkOf, readStatement, statements } from '@kaft/contract'
import { html } from '../public/page.rules.ts'
import { longDay } from './home.rules.ts'
import { act } from './page.rules.ts'
import { statementWords } from './statement-words.rules.ts'
import type { PageLanguage } from './words.rules.ts'

type Head = OkOf<typeof statements>['rows'][number]
type Whole = OkOf<typeof readStatement>
type Lines = OkOf<typeof compareStatements>['lines']

/** A line as HTML: `## ` begins a heading and `- ` a row of a list; those are all the marks that there are. */
const bare = (line: string): string => html(line.replace(/^(## |- )/, '').trim())

/** The text of a version; it is Dutch, whatever the language of the page. */
export function statementText(body: string): string {
  const parts: string[] = []
  let rows: string[] = []
  const flush = (): void => {
    if (rows.length > 0) parts.push(`<ul class="d">${rows.map(row => `<li>${row}</li>`).join('')}</ul>`)
    rows = []
  }
  for (const line of body.split('\n')) {
    if (line.startsWith('- ')) rows.push(bare(line))
    else {
      flush()
      if (line.startsWith('## ')) parts.push(`<h2>${bare(line)}</h2>`)
      else if (line.trim() !== '') parts.push(`<p>${bare(line)}</p>`)
    }
  }
  flush()
  return `<div lang="nl">${parts.join('')}</div>`
}

const link = (href: string, word: string): string => `<p><a href="${href}">${html(word)}</a></p>`
const at = (version: string): string => `/mijn/verklaring/${encodeURIComponent(version)}`

/** That a version is there which the reader was not shown. */
export const freshSay = (of: MyStatement | null, lang: PageLanguage): string => {
  const t = statementWords[lang]
  return of === null || of.informed_on !== null
    ? ''
    : `<div class="say">${t.fresh} <a href="${at(of.version)}">${t.freshLink}</a></div>`
}

/** Whether the reader knows the version that holds, and the button that says so (P7). */
function noting(of: MyStatement | null, page: { lang: PageLanguage; command_id: string }): string {
  if (of === null) return ''
  const t = statementWords[page.lang]
  if (of.informed_on !== null) return `<p><b>${html(t.noted(longDay(of.informed_on, page.lang)))}</b></p>`
  const button = act({ to: '/mijn/verklaring', word: t.note, look: 'wide', command_id: page.command_id })
  return `${button}<p class="q">${t.noteHelp}</p>`
}

export interface StatementPage {
  readonly lang: PageLanguage
  /** Already HTML. */
  readonly said: string
  readonly command_id: string
  /** Of who is signed in. */
  readonly mine: MyStatement | null
}

/** All versions with what each changed, and which of them the reader got (P110–P112). */
export function versionsBody(rows: readonly Head[], page: StatementPage): string {
  const t = statementWords[page.lang]
  const row = (h: Head): string =>
    `<li class="${h.state === 'current' ? 'ok' : ''}"><a href="${at(h.version)}"><b>${html(h.title)}</b></a><br><span class="q">${t[h.state]} · ${html(t.holdsFrom(longDay(h.from_on, page.lang)))}</span><br><span lang="nl">${html(h.changes)}</span></li>`
  // A version carries the day on which it was decided as its name; of one that is not among the rows, that is all there is.
  const called = (version: string): string => {
    const from_on = rows.find(one => one.version === version)?.from_on
    return from_on === undefined ? version : t.versionOf(longDay(from_on, page.lang))
  }
  const got = (page.mine?.shown ?? []).map(
    s =>
      `<li>${longDay(s.on, page.lang)}<br><span class="q">${html(`${called(s.version)} · ${t.ways[s.how]}`)}</span></li>`,
  )
  const shown = got.length === 0 ? '' : `<h2>${t.shown}</h2><ul>${got.join('')}</ul>`
  return `${page.said}<ul>${rows.map(row).join('')}</ul>${shown}`
}

/** One version, with the day of its last change and who answers for it (P5, P9, P112). */
export function versionBody(of: Whole, before: string | null, page: StatementPage): string {
  const t = statementWords[page.lang]
  const c = of.controller
  const first = of.changes === '' ? `<p class="q">${t.first}</p>` : ''
  const compare = before === null ? first : link(`${at(of.version)}/wijzigingen`, t.lines)
  const changed = of.changes === '' ? '' : `<h2>${t.changed}</h2><p lang="nl">${html(of.changes)}</p>`
  const who = `${c.name}, ${c.address} (${c.enterprise_number}). ${c.dpo_name}: ${c.dpo_email}.`
  return `${page.said}<p class="q">${t[of.state]} · ${html(t.fromOn(longDay(of.from_on, page.lang)))}</p>${changed}${compare}${statementText(of.body)}
<p>${html(who)}</p>${of.state === 'current' ? noting(page.mine, page) : ''}${link('/mijn/verklaring', t.back)}`
}

/** Line by line, only what changed: what went and what came, each said in words and not by colour alone. */
export function changesBody(
  of: { readonly version: string; readonly changes: string },
  lines: Lines,
  lang: PageLanguage,
): string {
  const t = statementWords[lang]
  const rows = lines
    .filter(l => l.kind !== 'same' && l.text.trim() !== '')
    .map(l =>
      l.kind === 'new'
        ? `<li class="ok"><span class="q">${t.came}</span><br><ins lang="nl">${bare(l.text)}</ins></li>`
        : `<li class="st"><span class="q">${t.gone}</span><br><del lang="nl">${bare(l.text)}</del></li>`,
    )
  const list = rows.length === 0 ? `<p>${t.same}</p>` : `<ul>${rows.join('')}</ul>`
  return `<p lang="nl">${html(of.changes)}</p>${list}${link(at(of.version), t.read)}${link('/mijn/verklaring', t.back)}`
}
