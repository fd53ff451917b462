/**
 * An amount as people type it, in whole cents: "5", "5,7", "€ 5,70", "1.204,50", "1204.5". Null when it is none.
 * A point before exactly two last digits is read as a comma, since that is what numeric keypads type.
 */
export const parseMoney = (typed: string): number | null => {
  const text = typed.replace(/[€\s\u00a0]/g, '')
  const match = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:[,.](\d{1,2}))?$/.exec(text)
  if (match === null) return null
  const euros = Number((match[1] ?? '').replaceAll('.', ''))
  const cents = Number((match[2] ?? '').padEnd(2, '0'))
  const total = euros * 100 + cents
  return Number.isSafeInteger(total) && total <= 100_000_000 ? total : null
}

/** How an amount stands in a field that people edit: "5,70"; whole euros stay whole. */
export const typedMoney = (cents: number): string =>
  cents % 100 === 0
    ? String(cents / 100)
    : `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
