/**
 * An age for a band of statistics, such as 8 for `6-11`: its middle, since the age itself is not kept. The open band at
 * the end begins where every regulation treats readers alike, so its first year serves.
 */
export function ageOfBand(band: string | null): number | null {
  const [, from, to] = /^(\d+)(?:-(\d+)|\+)$/.exec(band ?? '') ?? []
  if (from === undefined) return null
  return to === undefined ? Number(from) : Math.floor((Number(from) + Number(to)) / 2)
}
