/** What the next item gets; it stays from one to the next. */
export interface ItemForm {
  readonly branch_id: string
  readonly item_type: string
  readonly shelf: string
  readonly call_number: string
  readonly issue: string
}
interface Known {
  readonly author: string | null
  readonly title: string
  readonly material: string
}
interface Beside {
  readonly item_type: string
  readonly shelf: string | null
  readonly call_number: string | null
  readonly issue: string | null
}

/** Kinds of which each number is an item of its own. */
const SERIALS = new Set(['magazine', 'newspaper'])
export const asksIssue = (material: string): boolean => SERIALS.has(material)

/** The first letters of the name under which it stands: of the maker the family name, else of the title. */
export function spineOf({ author, title }: Pick<Known, 'author' | 'title'>): string {
  const name = (author ?? '').split(',')[0]?.trim().split(/\s+/).at(-1) ?? ''
  const word = name === '' ? title.replace(/^(?:de|het|een|the|an?|le|la|les)\s+/iu, '') : name
  return [...word.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '')].slice(0, 4).join('').toUpperCase()
}

/** What an item of this title probably gets: as the newest one of it here, of a magazine the number behind that; else as the one before. */
export function proposed(form: ItemForm, title: Known, beside: Beside | undefined): ItemForm {
  const like = beside
    ? { item_type: beside.item_type, shelf: beside.shelf ?? '', call_number: beside.call_number ?? '' }
    : { item_type: title.material, call_number: spineOf(title) }
  return { ...form, ...like, issue: asksIssue(title.material) ? nextIssue(beside?.issue ?? '') : '' }
}

/** The number behind one, where its last part counts: 2026/3 becomes 2026/4. */
export const nextIssue = (issue: string): string => {
  const found = /^(.*\D|)(\d{1,2})$/.exec(issue.trim())
  return found === null ? '' : `${found[1]}${Number(found[2]) + 1}`
}
