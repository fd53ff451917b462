import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** An element of the structure as a reader of others sees it: what it is, and all that it says. */
export interface Heard {
  readonly role: string
  readonly scope: string | null
  readonly text: string
  readonly within: readonly Heard[]
}
export interface Judged {
  readonly tagged: boolean
  readonly lang: string | null
  readonly title: string | null
  readonly pages: number
  readonly root: Heard
}

interface Node {
  readonly role?: string
  readonly type?: string
  readonly id?: string
  readonly alt?: string
  readonly scope?: string
  readonly children?: readonly Node[]
}
type Item = { type: string; id?: string } | { str: string; hasEOL: boolean }

/** What is drawn under each mark of the page. */
function drawnIn(items: readonly Item[]): ReadonlyMap<string, string> {
  const drawn = new Map<string, string>()
  const open: string[] = []
  for (const item of items) {
    if ('str' in item) {
      const mark = open.findLast(id => id !== '') ?? ''
      drawn.set(mark, `${drawn.get(mark) ?? ''}${item.str}${item.hasEOL ? '\n' : ''}`)
    } else if (item.type === 'endMarkedContent') open.pop()
    else open.push(item.id ?? '')
  }
  return drawn
}

function heard(node: Node, drawn: ReadonlyMap<string, string>): Heard {
  const within = (node.children ?? []).flatMap(child => (child.type ? [] : [heard(child, drawn)]))
  const parts = (node.children ?? []).map(child =>
    child.type ? (drawn.get(child.id ?? '') ?? '') : heard(child, drawn).text,
  )
  // What stands beside the drawing is what is read out in its place (ISO 32000-1 §14.9.4).
  return { role: node.role ?? '', scope: node.scope ?? null, text: node.alt ?? parts.join(' '), within }
}

/** Reads a PDF with pdf.js, which no line of Kaft wrote, as the reader of a browser does. */
export async function judge(pdf: Buffer): Promise<Judged> {
  const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const doc = await loading.promise
  const marked = await doc.getMarkInfo()
  const { info } = (await doc.getMetadata()) as { info: { Language?: string | null; Title?: string } }
  const within: Heard[] = []
  for (let no = 1; no <= doc.numPages; no++) {
    const page = await doc.getPage(no)
    const tree = (await page.getStructTree()) as Node | null
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    if (tree) within.push(heard(tree, drawnIn(items)))
  }
  const pages = doc.numPages
  await loading.destroy()
  const text = within.map(one => one.text).join(' ')
  return {
    tagged: (marked as Map<string, boolean> | null)?.get('Marked') === true,
    lang: info.Language ?? null,
    title: info.Title ?? null,
    pages,
    root: { role: 'Root', scope: null, text, within },
  }
}

export const all = (root: Heard, role: string): Heard[] => [
  ...(root.role === role ? [root] : []),
  ...root.within.flatMap(one => all(one, role)),
]
/** Without spaces: where a line ends is not what is said. */
export const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\p{Cf}\p{Cc}]/gu, '')

/** What keeps somebody who hears the document from what it says: nothing of it may be so. */
export function faultsOf(
  judged: Judged,
  said: { headings: readonly string[]; texts: readonly string[] },
): string[] {
  const { root } = judged
  const headings = ['H1', 'H2'].flatMap(role => all(root, role)).map(one => bare(one.text))
  const whole = bare(root.text)
  const heads = all(root, 'TH')
  return [
    ...(judged.tagged ? [] : ['it is not tagged']),
    ...(judged.lang === 'nl-BE' ? [] : [`its language is ${judged.lang}`]),
    ...(judged.title ? [] : ['it has no title']),
    ...said.headings.filter(text => !headings.includes(bare(text))).map(text => `no heading: ${text}`),
    ...all(root, 'Table').flatMap((table, no) =>
      all(table, 'TD').length > 0 && all(table, 'TH').length === 0 ? [`table ${no} has no head`] : [],
    ),
    ...heads.filter(one => one.scope === null).map(one => `a head says not of what: ${one.text}`),
    ...said.texts.filter(text => !whole.includes(bare(text))).map(text => `lost: ${text}`),
  ]
}
