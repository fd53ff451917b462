/** A group of branches that a row of the regulation can name (setting `circulation.branch_groups`). */
export interface BranchGroup {
  readonly group: string
  readonly name: string
  readonly branch_ids: readonly string[]
}
const isGroup = (value: unknown): value is BranchGroup =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as BranchGroup).group === 'string' &&
  typeof (value as BranchGroup).name === 'string' &&
  Array.isArray((value as BranchGroup).branch_ids)

export const groupsIn = (value: unknown): readonly BranchGroup[] =>
  Array.isArray(value) ? value.filter(isGroup) : []

/** The code of a group, made from its name once; rows of the regulation keep naming it when the name changes. */
export function codeFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 30)
  const base = plain === '' ? 'groep' : plain
  for (let n = 1; ; n++) {
    const code = n === 1 ? base : `${base}_${n}`
    if (!taken.includes(code)) return code
  }
}

/** Puts a branch in a group, or in none; it lies in one group at most. */
export const placed = (
  groups: readonly BranchGroup[],
  branch_id: string,
  group: string | null,
): readonly BranchGroup[] =>
  groups.map(one => {
    const others = one.branch_ids.filter(id => id !== branch_id)
    return { ...one, branch_ids: one.group === group ? [...others, branch_id] : others }
  })
