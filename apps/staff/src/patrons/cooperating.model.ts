interface Agreed {
  readonly rung: string
  readonly starts_on: string
  readonly ends_on: string | null
  readonly members: readonly {
    readonly library_id: string
    readonly name: string
    readonly joined_on: string
    readonly left_on: string | null
  }[]
}

/** The others by what they may: see who somebody is (from 3a on), or only know whether the fee was paid. */
export function cooperatingOf(
  agreements: readonly Agreed[],
  library_id: string,
  today: string,
): { sees: string[]; fee: string[] } {
  const runs = (from: string, until: string | null): boolean =>
    from <= today && (until === null || today <= until)
  const names = (shares: boolean): string[] => {
    const found = agreements
      .filter(a => runs(a.starts_on, a.ends_on) && a.rung.startsWith('3') === shares)
      .map(a => a.members.filter(m => runs(m.joined_on, m.left_on)))
      .filter(members => members.some(m => m.library_id === library_id))
      .flatMap(members => members.filter(m => m.library_id !== library_id).map(m => m.name))
    return [...new Set(found)].toSorted()
  }
  const sees = names(true)
  return { sees, fee: names(false).filter(name => !sees.includes(name)) }
}

interface Joined {
  readonly joining_id: string
  readonly rung: string
  readonly state: string
  readonly starts_on: string
  readonly libraries: readonly {
    readonly library_id: string
    readonly name: string
    readonly joins: boolean
  }[]
}

/** Who is coming: patrons were told of it already, so who registers now is told here. */
export const comingOf = (
  joinings: readonly Joined[],
  library_id: string,
): { joining_id: string; starts_on: string; names: string[] }[] =>
  joinings
    .filter(j => j.state === 'telling' && j.libraries.some(l => l.library_id === library_id))
    .map(({ joining_id, starts_on, libraries }) => {
      const joins = libraries.some(l => l.library_id === library_id && l.joins)
      const names = libraries.filter(l => l.library_id !== library_id && (joins || l.joins)).map(l => l.name)
      return { joining_id, starts_on, names }
    })
