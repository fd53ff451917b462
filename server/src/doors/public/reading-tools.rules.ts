import type { PublicTitle } from '../../modules/cataloguing/index.ts'
import { html } from './page.rules.ts'

/**
 * What a program that keeps references (Zotero and its like) reads of a page, as ContextObject in a span (COinS, on
 * ANSI/NISO Z39.88-2004, "KEV" format of books). A person sees nothing of it.
 */
export function contextObject({ row }: Pick<PublicTitle, 'row'>): string {
  const said: readonly (readonly [string, string | null | undefined])[] = [
    ['rft.btitle', [row.title, row.subtitle].filter(Boolean).join(' : ')],
    ['rft.au', row.author],
    ['rft.pub', row.publisher],
    ['rft.date', row.year === null ? null : String(row.year)],
    ['rft.isbn', row.isbns[0]],
    ['rft.language', row.language],
  ]
  const object = new URLSearchParams([
    ['ctx_ver', 'Z39.88-2004'],
    ['rft_val_fmt', 'info:ofi/fmt:kev:mtx:book'],
    ['rft.genre', 'book'],
    ...said.flatMap(([key, value]) => (value ? [[key, value]] : [])),
  ])
  return `<span class="Z3988" title="${html(object.toString())}"></span>`
}

/** The forms of unAPI (version 1, "UNAPI" and "UNAPI?id=IDENTIFIER"), of one title or of all. */
export function unapiFormats(
  forms: Readonly<Record<string, { readonly type: string }>>,
  id: string | null,
): string {
  const formats = Object.entries(forms).map(
    ([name, { type }]) => `<format name="${name}" type="${type.split(';', 1)[0]}"/>`,
  )
  const named = id === null ? '' : ` id="${html(id)}"`
  return `<?xml version="1.0" encoding="UTF-8"?><formats${named}>${formats.join('')}</formats>`
}
