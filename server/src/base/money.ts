/** Money in whole cents of a euro; never a fraction, never a floating amount. */
export type Cents = number

/** Whether the number can be an amount: whole, and exact in a double. */
export const isCents = (value: number): boolean => Number.isSafeInteger(value)

const whole = (value: number): Cents => {
  if (!isCents(value)) throw new RangeError(`not an amount in whole cents: ${value}`)
  // A zero has no sign: `-0` fails strict comparisons and is printed with its minus in places.
  return value === 0 ? 0 : value
}

/** Sum of amounts. @throws RangeError when one of them is not whole. */
export const sumCents = (amounts: Iterable<Cents>): Cents => {
  let total = 0
  for (const amount of amounts) total += whole(amount)
  return whole(total)
}

/** So many percent of an amount, half a cent away from zero. */
export const percentOf = (amount: Cents, percent: number): Cents =>
  whole(Math.sign(amount) * Math.round((Math.abs(whole(amount)) * percent) / 100))

/**
 * What is paid in cash for a total: the nearest multiple of five cents (Belgian law on the rounding
 * of cash payments, a duty since 1 December 2019). Endings 1, 2, 6 and 7 go down, 3, 4, 8 and 9 go up; a total of
 * five cents or less stays. It applies to the total, never to a line. A refund rounds the same way.
 */
export const roundCash = (total: Cents): Cents => {
  const size = Math.abs(whole(total))
  return size <= 5 ? whole(total) : whole(Math.sign(total) * Math.round(size / 5) * 5)
}

/** What rounding adds (or, negative, takes off) when that total is paid in cash: a line of its own on the receipt. */
export const cashRounding = (total: Cents): Cents => whole(roundCash(total) - total)

export type MoneyLanguage = 'nl' | 'en'

/** An amount as people here write it: `€ 1.204,50`, `-€ 0,60`; in English `€1,204.50`. */
export const formatCents = (amount: Cents, language: MoneyLanguage = 'nl'): string => {
  const size = Math.abs(whole(amount))
  const [thousands, decimal, sign] = language === 'nl' ? ['.', ',', '€ '] : [',', '.', '€']
  const euros = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, thousands)
  return `${amount < 0 ? '-' : ''}${sign}${euros}${decimal}${String(size % 100).padStart(2, '0')}`
}
