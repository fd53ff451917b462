/** A line for the receipt printer: text, what stands at its right end, and how it looks. */
export interface ReceiptLine {
  readonly text: string
  readonly end?: string
  readonly style?: 'title' | 'bold' | 'rule'
}

const clean = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim()

/** A paragraph by its line breaks. */
const partsOf = (element: Element): ReceiptLine[] => {
  const lines: { text: string; bold: boolean }[] = [{ text: '', bold: false }]
  for (const node of element.childNodes) {
    const last = lines.at(-1)
    if (node instanceof Element && node.tagName === 'BR') lines.push({ text: '', bold: false })
    else if (last !== undefined) {
      last.text += node.textContent ?? ''
      if (node instanceof Element && node.classList.contains('k-print-due')) last.bold = true
    }
  }
  return lines
    .map(({ text, bold }) => ({ text: clean(text), ...(bold ? { style: 'bold' as const } : {}) }))
    .filter(line => line.text !== '')
}

const lineOf = (element: Element): ReceiptLine[] => {
  if (element.tagName === 'HR') return [{ text: '', style: 'rule' }]
  if (element.classList.contains('k-print-line')) {
    const [first, last] = [element.firstElementChild, element.lastElementChild]
    const end = first === last ? undefined : clean(last?.textContent ?? '')
    return [{ text: clean(first?.textContent ?? ''), ...(end === undefined ? {} : { end }) }]
  }
  if (element.tagName === 'H1') return [{ text: clean(element.textContent), style: 'title' }]
  if (element.tagName === 'H2') return [{ text: clean(element.textContent), style: 'bold' }]
  return partsOf(element)
}

/**
 * What stands on a sheet of 80 mm, as lines for a printer without a dialog; null where a picture is part of it, which
 * only the browser can print.
 */
export const receiptLines = (sheet: Element): ReceiptLine[] | null => {
  if (sheet.querySelector('svg, img, canvas') !== null) return null
  const lines = [...sheet.querySelectorAll('h1, h2, p, hr')]
    .flatMap(lineOf)
    .filter(line => line.text !== '' || line.style === 'rule')
  return lines.length > 0 ? lines : null
}
