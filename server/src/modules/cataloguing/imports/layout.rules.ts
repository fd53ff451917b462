import type { HoldingsLayout } from '@kaft/marc'

const DATA = ['barcode', 'branch', 'shelf', 'call_number', 'item_type', 'price', 'note'] as const

/** `852:barcode=p,branch=b`: the field of the items and the subfields of each datum; null where it says something else. */
export function layoutOf(text: string): HoldingsLayout | null {
  const [tag = '', given = '', ...more] = text.split(':')
  if (more.length > 0 || !/^[0-9A-Z]{3}$/i.test(tag)) return null
  const pairs = given.split(',').map(pair => pair.trim().split('='))
  if (
    !pairs.every(
      ([name, codes, ...rest]) =>
        rest.length === 0 && DATA.some(d => d === name) && /^[0-9a-z]{1,10}$/.test(codes ?? ''),
    )
  )
    return null
  const { barcode, ...rest } = Object.fromEntries(pairs) as Record<string, string>
  return barcode ? { tag, barcode, ...rest } : null
}
