import type { Block, Paper, Part } from './paper.ts'

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const safe = (value: string): string => value.replace(/[&<>"']/g, mark => marks[mark] ?? '')

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1b1a}
h2{margin-top:2rem;break-after:avoid}p{white-space:pre-line}dl{display:grid;grid-template-columns:minmax(12rem,1fr) 2fr;gap:.25rem 1rem}dt{color:#57534e}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.875rem}caption{text-align:left;font-weight:600;padding:.5rem 0}th,td{border:1px solid #d9d5cd;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
tr{break-inside:avoid}@page{size:A4;margin:18mm}@media print{body{margin:0;max-width:none;font-size:11pt}}`

/** Each cell stands under a head that names it (WCAG 2.2 §1.3.1). */
const table = ({ caption, head, rows }: Extract<Block, { kind: 'table' }>): string =>
  `<table><caption>${safe(caption)}</caption><thead><tr>${head
    .map(name => `<th scope="col">${safe(name)}</th>`)
    .join('')}</tr></thead><tbody>${rows
    .map(row => `<tr>${row.map(cell => `<td>${safe(cell)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`

function html(block: Block): string {
  if (block.kind === 'text') return `<p>${safe(block.text)}</p>`
  if (block.kind === 'list') return `<ul>${block.items.map(item => `<li>${safe(item)}</li>`).join('')}</ul>`
  if (block.kind === 'facts')
    return `<dl>${block.facts.map(f => `<dt>${safe(f.name)}</dt><dd>${safe(f.value)}</dd>`).join('')}</dl>`
  return table(block)
}
const part = ({ id, heading, blocks }: Part): string =>
  `<section aria-labelledby="${safe(id)}"><h2 id="${safe(id)}">${safe(heading)}</h2>${blocks.map(html).join('\n')}</section>`

/** A page of HTML without anything from outside, that a screen reader and a printer can both follow. */
export const pageOf = (paper: Paper): string => `<!doctype html>
<html lang="${paper.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(paper.title)}</title><style>${style}</style></head><body><main>
<h1>${safe(paper.title)}</h1>
${paper.opening.map(html).join('\n')}
${paper.parts.map(part).join('\n')}
</main></body></html>
`
