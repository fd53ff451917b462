import { fromLaw } from './from-law.ts'
import { fromRights } from './from-rights.ts'
import { fromStatement } from './from-statement.ts'
import type { Requirement } from './requirement.ts'

/** Every requirement, in order. */
export const requirements: readonly Requirement[] = [...fromStatement, ...fromRights, ...fromLaw]
