import { type HoldPolicy, holdPolicy } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import type { Copies, Served, Waiting } from '../facts/item-facts.store.ts'
import { type AllocationFacts, allocate, nextFor } from '../holds/allocate.rules.ts'
import type { PullFacts, PullItem } from './pull-facts.store.ts'

type Claim = PullFacts['claims'][number]

/** A title to fetch: the items that somebody here would be given, and the holds that they may serve, first come first. */
export interface Line {
  readonly title_id: string
  readonly state: 'free' | 'here' | 'elsewhere'
  readonly needed: number
  readonly items: readonly PullItem[]
  /** The hold that the line is for: the first of those that this branch may look for. */
  readonly first: Waiting
  readonly own: boolean
  readonly claim: Claim | null
  /** Holds that nobody looks for, in their order. */
  readonly free: readonly Waiting[]
}

interface At {
  readonly branch_id: string
  readonly today: Day
}
interface Title {
  readonly items: PullItem[]
  readonly queue: Waiting[]
  readonly copies: (Copies & { readonly owner_id: string })[]
  readonly served: (Served & { readonly owner_id: string })[]
}
interface Owner {
  readonly patrons: ReadonlySet<string>
  readonly carried: ReadonlySet<string>
  readonly policy: HoldPolicy
}

/** The item as choosing sees it when it is scanned here: the very facts of a return. */
function asReturned(item: PullItem, title: Title, { owner, at }: { owner: Owner; at: At }): AllocationFacts {
  const ofOwner = (of: { readonly owner_id: string }): boolean => of.owner_id === item.library_id
  return {
    today: at.today,
    item_id: item.item_id,
    library_id: item.library_id,
    branch_id: item.branch_id,
    at_branch_id: at.branch_id,
    acquired_on: item.acquired_on,
    queue: title.queue.filter(h => owner.patrons.has(h.library_id) && owner.carried.has(h.pickup_library_id)),
    copies: title.copies.filter(ofOwner),
    served: title.served.filter(ofOwner),
  }
}

type Offer = readonly [item: PullItem, facts: AllocationFacts, policy: HoldPolicy]

/** How many of the items find a reader when they are scanned one after the other. */
function servable(offers: readonly Offer[]): number {
  const gone = new Set<string>()
  const given = new Map<string, number>()
  for (const [item, facts, policy] of offers) {
    const queue = facts.queue.filter(h => !gone.has(h.hold_id))
    const served = [...facts.served]
    for (const [key, items] of given) {
      const [owner, library_id = ''] = key.split(' ')
      if (owner !== item.library_id) continue
      const at = served.findIndex(s => s.library_id === library_id)
      if (at < 0) served.push({ library_id, items })
      else served[at] = { library_id, items: items + (served[at]?.items ?? 0) }
    }
    const next = nextFor({ ...facts, queue, served }, policy)
    if (!next) continue
    gone.add(next.hold_id)
    const key = `${item.library_id} ${next.library_id}`
    given.set(key, (given.get(key) ?? 0) + 1)
  }
  return gone.size
}

/** The holds that one of the items may serve now, in the order of the first item that serves them. */
function able(offers: readonly Offer[]): { listed: PullItem[]; holds: Waiting[] } {
  const holds = new Map<string, Waiting>()
  const listed: PullItem[] = []
  for (const [item, facts, policy] of offers) {
    const ranked = allocate(facts, policy).filter(s => s.rank !== null)
    if (ranked.length > 0) listed.push(item)
    for (const { hold } of ranked) holds.set(hold.hold_id, holds.get(hold.hold_id) ?? hold)
  }
  return { listed, holds: [...holds.values()] }
}

interface Of {
  readonly own: string
  readonly at: At
  readonly claims: ReadonlyMap<string, Claim>
}
function lineOf(title_id: string, offers: readonly Offer[], { own, at, claims }: Of): Line | null {
  const { listed, holds } = able(offers)
  if (listed.length === 0) return null
  const mine = holds.filter(h => claims.get(h.hold_id)?.branch_id === at.branch_id)
  const free = holds.filter(h => !claims.has(h.hold_id))
  const [state, group] =
    mine.length > 0
      ? (['here', mine] as const)
      : free.length > 0
        ? (['free', free] as const)
        : (['elsewhere', holds] as const)
  const [first] = group
  if (!first) return null
  return {
    title_id,
    state,
    // One item that somebody would be given finds that reader.
    needed: offers.length === 1 ? 1 : Math.min(servable(offers), group.length),
    items: listed,
    first,
    own: first.pickup_library_id === own,
    claim: claims.get(first.hold_id) ?? null,
    free,
  }
}

const LAST = 1_000_000
const compare = (a: string | null, b: string | null): number => {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
const along = (a: PullItem, b: PullItem): number =>
  (a.place ?? LAST) - (b.place ?? LAST) || compare(a.shelf, b.shelf) || compare(a.call_number, b.call_number)

/** Where one walks for a line: to the first of its items along the shelves. */
export const placeOf = (line: Line): PullItem | undefined => line.items.toSorted(along)[0]

/** Own first (B), then what travels (N), each along the shelves; last what others look for. */
function inWalk(lines: readonly Line[]): Line[] {
  const keyed = lines.map(line => ({ line, place: placeOf(line) }))
  return keyed
    .sort(
      (a, b) =>
        Number(a.line.state === 'elsewhere') - Number(b.line.state === 'elsewhere') ||
        Number(b.line.own) - Number(a.line.own) ||
        (a.place && b.place ? along(a.place, b.place) : 0) ||
        Number(a.line.title_id) - Number(b.line.title_id),
    )
    .map(k => k.line)
}

function byTitle(f: PullFacts): Map<string, Title> {
  const titles = new Map<string, Title>()
  const at = (title_id: string): Title => {
    const known = titles.get(title_id) ?? { items: [], queue: [], copies: [], served: [] }
    titles.set(title_id, known)
    return known
  }
  for (const item of f.items) at(item.title_id).items.push(item)
  for (const hold of f.queue) at(hold.title_id).queue.push(hold)
  for (const copies of f.copies) at(copies.title_id).copies.push(copies)
  for (const served of f.served) at(served.title_id).served.push(served)
  return titles
}

/**
 * What to fetch from the shelves of a branch: each item is asked for as if it were scanned, by the rule and the policy
 * of a return, so that nothing is listed which its scan would refuse.
 */
export function pullLines(f: PullFacts, at: At): Line[] {
  const claims = new Map(f.claims.map(c => [c.hold_id, c]))
  const owners = new Map(
    f.owners.map(o => [
      o.library_id,
      { patrons: new Set(o.patrons), carried: new Set(o.carried), policy: o.policy ?? holdPolicy },
    ]),
  )
  const lines: Line[] = []
  for (const [title_id, title] of byTitle(f)) {
    if (title.queue.length === 0) continue
    const offers = title.items.flatMap((item): Offer[] => {
      const owner = owners.get(item.library_id)
      return owner ? [[item, asReturned(item, title, { owner, at }), owner.policy]] : []
    })
    const line = lineOf(title_id, offers, { own: f.own, at, claims })
    if (line) lines.push(line)
  }
  return inWalk(lines)
}

/** The holds that one round takes: of its first free lines as many as are needed, each hold once. */
export function roundOf(
  lines: readonly Line[],
  most: number,
): { readonly hold_id: string; readonly title_id: string }[] {
  const taken = new Set<string>()
  return lines
    .filter(line => line.state === 'free')
    .slice(0, most)
    .flatMap(({ title_id, free, needed }) => {
      const holds = free.filter(h => !taken.has(h.hold_id)).slice(0, needed)
      for (const { hold_id } of holds) taken.add(hold_id)
      return holds.map(({ hold_id }) => ({ hold_id, title_id }))
    })
}
