/** The same list with one of its rows at another place. */
export function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const [one] = all.slice(from, from + 1)
  if (one === undefined || to < 0 || to >= all.length) return [...all]
  const rest = all.filter((_, i) => i !== from)
  return [...rest.slice(0, to), one, ...rest.slice(to)]
}
