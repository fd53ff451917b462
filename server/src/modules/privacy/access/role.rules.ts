import { operations, roles } from '@kaft/contract'

const leaveOf = new Map(operations.map(({ op }) => [op.id, op.leave as string]))
/** The order of the contract: the desk first. */
const order: readonly string[] = Object.keys(roles)
const opens = (role: string, leave: string | undefined): boolean =>
  (roles as Readonly<Record<string, readonly string[]>>)[role]?.some(held => held === leave) === true

/**
 * In which of their roles somebody does an operation, as the log tells it: the first by the order of the contract that opens it. Whoever
 * also makes lists of addresses did not lend in that role.
 * @param held codes of the roles that somebody has, or of what is none of the staff's, such as a machine or a reader
 */
export function roleFor(operation: string, held: readonly string[]): string | null {
  if (held.length < 2) return held[0] ?? null
  const known = order.filter(role => held.includes(role))
  return known.find(role => opens(role, leaveOf.get(operation))) ?? known[0] ?? held[0] ?? null
}
