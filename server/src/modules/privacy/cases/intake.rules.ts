import type { CaseKind, Purpose } from '@kaft/contract'

interface Intake {
  readonly kind: CaseKind
  readonly purposes: readonly Purpose[]
  readonly changes?: string
  readonly objection?: string
  readonly items?: readonly unknown[]
}
const empty = (text: string | undefined): boolean => (text ?? '').trim() === ''

/**
 * Whether a request lacks what it is about: what has to be put right, or against what somebody objects and where a complaint
 * is about. To see, take along, erase or limit everything needs no words.
 */
export const saysNothing = (asked: Intake): boolean => {
  if (asked.kind === 'rectification') return empty(asked.changes) && (asked.items ?? []).length === 0
  if (asked.kind === 'objection') return asked.purposes.length === 0
  return asked.kind === 'complaint' && empty(asked.objection)
}
