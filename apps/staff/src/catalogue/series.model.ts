/** A title of a series, and which volume it is. */
export interface Volume {
  readonly title_id: string
  readonly title: string
  /** As the record says it: "12", "deel 3", "1999/2"; null where it says nothing. */
  readonly volume: string | null
}

/** "Salamander ; 12": the series, and the volume after the last semicolon that has spaces around it (ISBD 6.4). */
export function readSeries(series: string): { readonly name: string; readonly volume: string | null } {
  const at = series.lastIndexOf(' ; ')
  return at < 0
    ? { name: series, volume: null }
    : { name: series.slice(0, at), volume: series.slice(at + 3).trim() || null }
}

/** The first number of a volume, by which volumes are in order. */
const numberOf = (volume: string | null): number => {
  const found = /\d+/.exec(volume ?? '')
  return found === null ? Number.MAX_SAFE_INTEGER : Number(found[0])
}

/** The titles of a series in their order; what has no number comes last, by title. */
export const volumesOf = (
  hits: readonly { readonly title_id: string; readonly title: string; readonly series: string | null }[],
  name: string,
): readonly Volume[] =>
  hits
    .map(({ title_id, title, series }) => ({ title_id, title, of: readSeries(series ?? '') }))
    .map(({ title_id, title, of }) => ({ title_id, title, volume: of.name === name ? of.volume : null }))
    .toSorted(
      (a, b) =>
        numberOf(a.volume) - numberOf(b.volume) ||
        (a.volume ?? '').localeCompare(b.volume ?? '') ||
        a.title.localeCompare(b.title),
    )

/** The volumes after one; none where the series does not say where that one stands. */
export function nextVolumes(volumes: readonly Volume[], title_id: string): readonly Volume[] {
  const own = volumes.find(v => v.title_id === title_id)
  if (own === undefined || own.volume === null) return []
  const no = numberOf(own.volume)
  return volumes.filter(v => v.volume !== null && numberOf(v.volume) > no)
}
