import type { MoveKind } from '@kaft/contract'
import { charges } from './charges.ts'
import { holds } from './holds.ts'
import { items } from './items.ts'
import type { Kind } from './kind.ts'
import { history, loans } from './loans.ts'
import { blocks, cards, memberships, notes } from './parts.ts'
import { patrons } from './patrons.ts'

/** Every kind but the titles, which records are imported for. */
export const kinds: Readonly<Record<Exclude<MoveKind, 'titles'>, Kind>> = {
  items,
  patrons,
  cards,
  memberships,
  blocks,
  notes,
  loans,
  holds,
  charges,
  history,
}
