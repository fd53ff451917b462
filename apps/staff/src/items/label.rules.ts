import type { ItemHead } from '@kaft/contract/inventory'

/** As many letters as stand on one line of the label. */
const WIDE = 26
const MOST = 4

/** The text on lines of a label: whole words as far as they go, and never more lines than the label has. */
const wrapped = (text: string): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(part => part !== '')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= WIDE)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word.slice(0, WIDE))
  }
  return lines
}

/**
 * What stands on the label of an item: where it stands, what it is, whose it is, and its barcode. The place comes first: it
 * is read on the spine.
 */
export function labelOf(
  item: Pick<ItemHead, 'barcode' | 'title' | 'shelf' | 'call_number' | 'branch_name'>,
): { lines: readonly string[]; barcode: string } {
  const place = [item.shelf, item.call_number].filter(part => part !== null && part !== '').join(' ')
  const title = wrapped(item.title).slice(0, place === '' ? 2 : 1)
  const lines = [...wrapped(place).slice(0, 2), ...title, item.branch_name.slice(0, WIDE)]
  return { lines: lines.filter(line => line !== '').slice(0, MOST), barcode: item.barcode }
}
