import { html } from '../public/page.rules.ts'
import { type PageLanguage, type ReaderWords, words } from './words.rules.ts'

/** Colours of the tokens, in light and dark; one column, rows to touch of 48 px, nothing from another host. */
const STYLE = `:root{color-scheme:light dark;--c:#f6f5f2;--s:#fff;--i:#1c1b1a;--q:#57534e;--l:#d9d5cd;--b:#85807a;--a:#1f4e8c;--on:#fff;--ok:#1b6b3a;--st:#a3231f;--mv:#0f5f73;--f:#0b57d0}
@media (prefers-color-scheme:dark){:root{--c:#141517;--s:#1d1f22;--i:#f1f0ee;--q:#bdb9b3;--l:#33363b;--b:#7c828b;--a:#8ab6f0;--on:#0e1a2b;--ok:#7fd19b;--st:#ff9d94;--mv:#7ccbdd;--f:#ffd54a}}
*{box-sizing:border-box}body{margin:0;overflow-wrap:anywhere;background:var(--c);color:var(--i);font:1.125rem/1.55 system-ui,sans-serif}
header,main,footer{max-width:40rem;margin:0 auto;padding:0 1rem}main{padding-bottom:3rem}footer{border-top:1px solid var(--l);padding:1rem;color:var(--q)}
header{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:center;padding-top:.5rem}header nav{display:contents}header a,header button{min-height:3rem;display:inline-flex;align-items:center}header a[aria-current]{font-weight:650;color:var(--i);text-decoration:none}
h1{font-size:1.625rem;line-height:1.25;margin:.75rem 0;font-weight:650}h2{font-size:1.25rem;margin:1.75rem 0 .5rem}h3{font-size:1.125rem;margin:1.25rem 0 .5rem}p{margin:.5rem 0;max-width:65ch}a{color:var(--a)}.q{color:var(--q)}
:focus-visible{outline:3px solid var(--f);outline-offset:2px}
label{display:block;font-weight:500;margin:.75rem 0 .25rem}label.c{display:flex;gap:.75rem;align-items:center;min-height:3rem;font-weight:400}label.c input{width:1.5rem;height:1.5rem;margin:0;flex:none}
input:not([type=checkbox],[type=radio]),select,textarea{font:inherit;color:inherit;background:var(--s);border:1px solid var(--b);border-radius:6px;min-height:3rem;padding:.25rem .75rem;width:100%}
fieldset{border:0;padding:0;margin:.75rem 0;min-width:0}legend{font-weight:500;padding:0}
button,.go{font:inherit;font-weight:500;color:var(--on);background:var(--a);border:0;border-radius:6px;min-height:3rem;padding:.5rem 1.25rem;cursor:pointer;display:inline-flex;align-items:center;text-decoration:none}
.wide{width:100%;justify-content:center;min-height:3.5rem}.plain{background:none;color:var(--a);border:1px solid var(--b)}.bare{background:none;color:var(--a);padding:0;text-decoration:underline}
form+form{margin-top:.5rem}ul.d{list-style:disc;padding-left:1.25rem}ul.d li{background:none;border:0;padding:.125rem 0;margin:0}ins{text-decoration:none}
ul:not(.d){list-style:none;padding:0;margin:.75rem 0}li{background:var(--s);border-left:4px solid var(--l);padding:.75rem 1rem;margin:0 0 .5rem;overflow-wrap:anywhere}li.ok{border-color:var(--ok)}li.st{border-color:var(--st)}li.mv{border-color:var(--mv)}li b{font-weight:650}
details{background:var(--s);border-left:4px solid var(--l);padding:0 1rem;margin:0 0 .5rem}summary{min-height:3rem;padding:.5rem 0;display:flex;align-items:center;cursor:pointer;font-weight:500}summary::before{content:"▸";margin-right:.5rem}details[open]>summary::before{content:"▾"}
.acts{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.5rem}.say{background:var(--s);border:1px solid var(--l);border-left:4px solid var(--ok);padding:.75rem 1rem;margin:1rem 0}.say.no{border-left-color:var(--st)}
@media print{header,form,footer{display:none}}`

export interface Framed {
  readonly lang: PageLanguage
  readonly nonce: string
  readonly title: string
  readonly body: string
  /** Which part is open; null while nobody is signed in. */
  readonly part: 'home' | 'data' | 'libraries' | 'privacy' | null
  /** The library of the reader, where somebody is signed in. */
  readonly library: string | null
  /** That somebody else than who signed in is looked at, and the way back: HTML; empty else. */
  readonly looking: string
  /** Whether that is a child: what is the child's own has no part in the menu. */
  readonly guards: boolean
  /** The address of this page, for the same one in the other language. */
  readonly here: string
}

const PARTS = [
  ['home', '/mijn'],
  ['data', '/mijn/gegevens'],
  ['libraries', '/mijn/bibliotheken'],
  ['privacy', '/mijn/privacy'],
] as const

const menu = (t: ReaderWords, { part, guards }: Pick<Framed, 'part' | 'guards'>): string =>
  part === null
    ? ''
    : `<nav aria-label="${t.title}">${PARTS.filter(
        ([name]) => !guards || name === 'home' || name === 'libraries',
      )
        .map(
          ([name, href]) => `<a href="${href}"${name === part ? ' aria-current="page"' : ''}>${t[name]}</a>`,
        )
        .join(' ')}</nav>
<form method="post" action="/mijn/afmelden"><button class="bare">${t.out}</button></form>`

/** A whole page of a reader. */
export function frame(of: Framed): string {
  const t: ReaderWords = words[of.lang]
  const other = of.lang === 'nl' ? 'en' : 'nl'
  return `<!doctype html><html lang="${of.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${html(of.title)} · ${t.title}</title><style nonce="${of.nonce}">${STYLE}</style></head><body><header>${menu(t, of)}</header>
<main>${of.looking}${of.library === null ? '' : `<p class="q">${html(of.library)}</p>`}<h1>${html(of.title)}</h1>${of.body}</main>
<footer><a href="/zoeken">${t.search}</a> &nbsp; <a href="/mijn/verklaring">${t.statement}</a> &nbsp; <a href="${html(of.here)}?taal=${other}" lang="${other}">${t.other}</a></footer></body></html>`
}

/** Something that happened, or why it did not; read aloud at once. */
export const say = (text: string | null, good = true): string =>
  text === null
    ? ''
    : `<div class="say${good ? '' : ' no'}" role="${good ? 'status' : 'alert'}">${text}</div>`

/** A text of more lines with its question. */
export const bigText = (name: string, label: string, value: string): string =>
  `<label for="${name}">${html(label)}</label><textarea id="${name}" name="${name}" rows="5" maxlength="2000">${html(value)}</textarea>`

/** A button that does something, with what makes a repeat harmless. */
export const act = (of: {
  readonly to: string
  readonly word: string
  readonly command_id?: string
  readonly look?: 'wide' | 'plain'
  readonly about?: string
  readonly fields?: Readonly<Record<string, string>>
}): string => {
  const hidden = Object.entries({ ...(of.command_id ? { command_id: of.command_id } : {}), ...of.fields })
  const inputs = hidden
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${html(value)}">`)
    .join('')
  const told = of.about === undefined ? '' : ` aria-label="${html(`${of.word}: ${of.about}`)}"`
  return `<form method="post" action="${of.to}">${inputs}<button class="${of.look ?? ''}"${told}>${html(of.word)}</button></form>`
}
