/** The round of a family at the desk: `Alt G` goes on to the next member and comes back to whom it began with. Pure. */

/**
 * The ring that holds for the open patron: the former one while the patron is in it, so that the second child comes
 * after the first although only the parent knows both; else a new one of the patron and their family.
 */
export const ringFor = (
  former: readonly string[],
  open: string,
  members: readonly string[],
): readonly string[] => (former.includes(open) ? former : [...new Set([open, ...members])])

/** Who comes after the open patron, or null where nobody else is in the ring. */
export const nextIn = (ring: readonly string[], open: string): string | null => {
  const next = ring[(ring.indexOf(open) + 1) % ring.length]
  return next === undefined || next === open ? null : next
}
