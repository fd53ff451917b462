import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'

const Gone = Type.Object({ id: Id })
/** Runs a statement that takes rows out, and says which went. */
export const gone = async (tx: Pick<Tx, 'more'>, query: Query): Promise<string[]> =>
  allOf(Gone, (await tx.more([query]))[0] ?? []).map(row => row.id)
