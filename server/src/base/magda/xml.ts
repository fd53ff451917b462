import { SaxesParser } from 'saxes'

/** An element as it was read: its name without prefix, its namespace, what stands in it. */
export interface Element {
  readonly name: string
  readonly space: string
  readonly children: Element[]
  text: string
}

/** The text is no XML that we read. It says why in a word of our own, and never repeats a piece of it. */
export class XmlFault extends Error {}

/** Longest document that is read, in characters; an answer of the register about one person has some 6 000. */
export const MAX_CHARACTERS = 262_144
/** Deeper nesting, or more elements, than any message of MAGDA has. */
const MAX_DEPTH = 40
const MAX_ELEMENTS = 8_000

/**
 * Reads a whole document with namespaces. Strict: what is not well-formed is refused, and so is every document type
 * declaration, so that no entity can be declared (XML 1.0 §2.8, §4). Attributes are dropped: nothing here needs them.
 * @throws XmlFault
 */
export function readXml(text: string): Element {
  if (text.length > MAX_CHARACTERS) throw new XmlFault('too long')
  const top: Element = { name: '', space: '', children: [], text: '' }
  const open: Element[] = [top]
  let count = 0
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', () => {
    throw new XmlFault('not well-formed')
  })
  parser.on('doctype', () => {
    throw new XmlFault('document type')
  })
  parser.on('opentag', tag => {
    if (open.length > MAX_DEPTH || ++count > MAX_ELEMENTS) throw new XmlFault('too much')
    const element: Element = { name: tag.local, space: tag.uri, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const add = (piece: string): void => {
    const element = open.at(-1)
    if (element && open.length > 1) element.text += piece
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => void open.pop())
  try {
    parser.write(text).close()
  } catch (error) {
    throw error instanceof XmlFault ? error : new XmlFault('not well-formed')
  }
  const [root] = top.children
  if (!root) throw new XmlFault('empty')
  return root
}

/** The first child of that name, along a path; undefined where one is missing. */
export const at = (element: Element | undefined, ...path: readonly string[]): Element | undefined =>
  path.reduce<Element | undefined>((here, name) => here?.children.find(c => c.name === name), element)

export const textAt = (element: Element | undefined, ...path: readonly string[]): string | null =>
  at(element, ...path)?.text.trim() || null

export const all = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter(c => c.name === name) ?? []

/** How many elements stand in it, itself included. */
export const sizeOf = (element: Element): number => element.children.reduce((n, c) => n + sizeOf(c), 1)

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
/** A tree of elements as it is sent, its texts escaped. */
export type Tree = readonly [name: string, inside: string | readonly Tree[]]
export const printXml = ([name, inside]: Tree): string => {
  const body =
    typeof inside === 'string'
      ? inside.replaceAll(/[&<>]/g, c => escapes[c] ?? c)
      : inside.map(printXml).join('')
  return `<${name}>${body}</${name}>`
}
