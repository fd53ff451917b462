import type { addItem, BodyOf } from '@kaft/contract'

/** What a form says of an item, texts without spaces at the ends; an empty line is nothing. */
export type ItemFields = Omit<BodyOf<typeof addItem>, 'command_id' | 'title_id' | 'barcode'>

const line = (text: string | null): string | null => {
  const tidy = text?.trim() ?? ''
  return tidy === '' ? null : tidy
}

export const tidyItem = (body: ItemFields): ItemFields => ({
  branch_id: body.branch_id,
  item_type: body.item_type,
  shelf: line(body.shelf),
  call_number: line(body.call_number),
  price_cents: body.price_cents,
  loanable: body.loanable,
  note: line(body.note),
  ...(body.age_label === undefined ? {} : { age_label: body.age_label }),
  ...(body.issue === undefined ? {} : { issue: line(body.issue) }),
})
