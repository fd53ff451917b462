import type { ClassChild } from '@kaft/contract/class-lists'
import { childName } from '../base/child-name.ts'
import type { ChosenChild } from './desk.state.ts'

/** Choosing a child of the class that is open: by letters, or the next one. Pure. */

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** The children whose name begins with what was typed, whatever its accents; nothing for nothing. */
export const childrenLike = (children: readonly ClassChild[], typed: string): readonly ClassChild[] => {
  const start = folded(typed.trim())
  return start === '' ? [] : children.filter(child => folded(childName(child)).startsWith(start))
}

/** The child after the chosen one; after the last comes the first, as with nobody chosen. */
export const childAfter = (
  children: readonly ClassChild[],
  chosen: ChosenChild | null,
): ClassChild | undefined =>
  children[(children.findIndex(child => child.child_id === chosen?.child_id) + 1) % children.length]
