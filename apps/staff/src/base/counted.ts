/**
 * A count with its noun: `1 exemplaar`, `12 exemplaren`.
 * @param n the count, or how it is written: what stands for one is `1` in every language of the screens
 */
export const counted = (n: number | string, one: string, more: string): string =>
  `${n} ${String(n) === '1' ? one : more}`
