export interface Named {
  readonly library_id: string
  readonly name: string
}

/** Libraries with the region of each, a line each, as somebody changes them. */
export const linesOf = (libraries: readonly Named[], regions: Readonly<Record<string, string>>): string =>
  libraries.map(({ library_id, name }) => `${name}; ${regions[library_id] ?? ''}`.trimEnd()).join('\n')

/** What was typed; the first line that names no library is said. */
export function regionsIn(
  text: string,
  libraries: readonly Named[],
): { readonly regions: Record<string, string> } | { readonly wrong: string } {
  const ids = new Map(libraries.map(({ library_id, name }) => [name.toLowerCase(), library_id]))
  const regions: Record<string, string> = {}
  for (const line of text.split('\n').filter(one => one.trim() !== '')) {
    const at = line.lastIndexOf(';')
    const [name, region] = at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)]
    const library_id = ids.get(name.trim().toLowerCase())
    if (library_id === undefined || region.includes('*')) return { wrong: line.trim() }
    if (region.trim() !== '') regions[library_id] = region.trim()
  }
  return { regions }
}
