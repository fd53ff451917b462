/** One thing that is known, and its name. */
export interface Fact {
  readonly name: string
  readonly value: string
}
export type Block =
  /** Running text; its line breaks stay. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
export interface Part {
  /** Names the part in its document, as an anchor does. */
  readonly id: string
  readonly heading: string
  readonly blocks: readonly Block[]
}
/** What is written to one person, before it is a page of HTML or a PDF: both say the same, in the same order. */
export interface Paper {
  readonly lang: 'nl-BE'
  readonly title: string
  /** Whom a letter goes to, line by line, where it stands in the window of the envelope. */
  readonly address?: readonly string[]
  readonly day?: string
  readonly opening: readonly Block[]
  readonly parts: readonly Part[]
}
