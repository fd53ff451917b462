import type { BodyOf, proposePurchase } from '@kaft/contract'

type Proposal = BodyOf<typeof proposePurchase>
interface Title {
  readonly title_id: string
  readonly title: string
  readonly author: string | null
}
export interface Wish {
  readonly title_id: string | null
  readonly title: string | null
  readonly author: string | null
  readonly isbn: string | null
}

const textIn = (text: string | null): string | null => text?.trim() || null

/**
 * What a suggestion asks: the title of the catalogue where there is one, else the words as they were typed.
 * @param known the thirteen digits of the ISBN that was typed, undefined where they are none; and the title that was found by number or ISBN
 * @returns why it asks nothing, or what it asks
 */
export function wishOf(
  typed: Pick<Proposal, 'title_id' | 'title' | 'author' | 'isbn'>,
  known: { readonly isbn: string | undefined; readonly title: Title | null },
): Wish | 'not_found' | 'purchase_isbn_wrong' | 'purchase_says_nothing' {
  if (typed.title_id !== null && known.title === null) return 'not_found'
  if (textIn(typed.isbn) !== null && known.isbn === undefined) return 'purchase_isbn_wrong'
  const title = known.title?.title ?? textIn(typed.title)
  const isbn = known.isbn ?? null
  if (title === null && isbn === null) return 'purchase_says_nothing'
  return {
    title_id: known.title?.title_id ?? null,
    title,
    author: known.title === null ? textIn(typed.author) : known.title.author,
    isbn,
  }
}

/** Asked once more: it is asked as often as before and once more, for as many copies as whoever wants most. */
export const raised = (
  open: { readonly asked: number; readonly copies: number },
  copies: number,
): { readonly asked: number; readonly copies: number } => ({
  asked: open.asked + 1,
  copies: Math.max(open.copies, copies),
})
