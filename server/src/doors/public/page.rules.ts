import { languageTag } from '@kaft/contract'

export { KINDS } from '@kaft/contract'

/** What the pages that anyone may read have in common: written by the server, readable without a script, from no other host. */

const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const html = (text: string): string => text.replace(/[&<>"]/g, c => SPECIAL[c] ?? c)

/** Colours of the tokens, in light and dark. */
const STYLE = `:root{color-scheme:light dark;--c:#f6f5f2;--s:#fff;--i:#1c1b1a;--q:#57534e;--l:#d9d5cd;--b:#85807a;--a:#1f4e8c;--on:#fff;--ok:#1b6b3a;--mv:#0f5f73;--f:#0b57d0}
@media (prefers-color-scheme:dark){:root{--c:#141517;--s:#1d1f22;--i:#f1f0ee;--q:#bdb9b3;--l:#33363b;--b:#7c828b;--a:#8ab6f0;--on:#0e1a2b;--ok:#7fd19b;--mv:#7ccbdd;--f:#ffd54a}}
*{box-sizing:border-box}body{margin:0;background:var(--c);color:var(--i);font:1.125rem/1.55 system-ui,sans-serif}main{max-width:48rem;margin:0 auto;padding:1rem 1rem 3rem}
h1{font-size:1.625rem;line-height:1.25;margin:.25rem 0 .75rem;font-weight:650}h2{font-size:1.25rem;margin:1.75rem 0 .5rem}p{margin:.5rem 0;max-width:72ch}a{color:var(--a)}.q{color:var(--q)}
:focus-visible{outline:3px solid var(--f);outline-offset:2px}
form.z{display:grid;gap:.75rem;grid-template-columns:1fr auto;align-items:end}form.z .w{grid-column:1/-1}form.z .k{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:end}
label{font-weight:500;display:block}label span{display:block;margin-bottom:.25rem}label.c{display:flex;gap:.5rem;align-items:center;min-height:3rem}label.c input{width:1.5rem;height:1.5rem;margin:0}
input[type=search],select{font:inherit;color:inherit;background:var(--s);border:1px solid var(--b);border-radius:6px;min-height:3rem;padding:.25rem .75rem;width:100%;max-width:100%}
button{font:inherit;font-weight:500;color:var(--on);background:var(--a);border:0;border-radius:6px;min-height:3rem;padding:.25rem 1.25rem;cursor:pointer}
ol.h{list-style:none;padding:0;margin:1rem 0}ol.h li{background:var(--s);border-left:4px solid var(--l);padding:.75rem 1rem;margin:0 0 .5rem;overflow-wrap:anywhere}ol.h li.in{border-color:var(--ok)}ol.h li.out{border-color:var(--mv)}
ol.h a{font-weight:650;display:inline-block;min-height:1.75rem}.in b{color:var(--ok)}
details{background:var(--s);border:1px solid var(--l);border-radius:10px;padding:0 1rem;margin:.75rem 0}summary{min-height:3rem;display:flex;align-items:center;cursor:pointer;font-weight:500}summary::before{content:"▸";margin-right:.5rem}details[open]>summary::before{content:"▾"}
.g{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:0 1.25rem;padding-bottom:1rem}.g h3{font-size:1rem;margin:.75rem 0 0}.g ul{list-style:none;margin:0;padding:0}.g li a,.m a,nav a{display:inline-flex;align-items:center;min-height:3rem;margin-right:1.25rem}.g [aria-current]{font-weight:650}
.m{margin:1rem 0}.s{display:flex;gap:.75rem;overflow-x:auto;padding:.25rem 0 .75rem;list-style:none;margin:0}.s li{flex:0 0 12rem;background:var(--s);border-left:4px solid var(--l);padding:.75rem}.s a{font-weight:650;display:block;min-height:3rem}
@media print{form,nav,.m,details{display:none}body{background:#fff;color:#000}}`

/** A whole page. `links` go into its head. */
export const pageHtml = (of: {
  readonly title: string
  readonly nonce: string
  readonly links?: string
  readonly body: string
}): string =>
  `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${html(of.title)}</title>${of.links ?? ''}
<style nonce="${of.nonce}">${STYLE}</style></head><body><main>${of.body}</main></body></html>`

/** A title in another language is read aloud in that. */
export const langOf = (code: string | null, page = 'nl'): string => {
  const tag = languageTag(code)
  return tag === null || tag === page ? '' : ` lang="${tag}"`
}
