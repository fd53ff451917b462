import { Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { ReaderCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { branchesQuery } from './branches.store.ts'

const Branch = Type.Object({ branch_id: Id, name: Type.String() })

/** Where a reader may pick up what they reserve, the own library's branches first. */
export const branchesFor = async (ctx: ReaderCtx): Promise<Static<typeof Branch>[]> =>
  allOf(Branch, (await read(ctx, [branchesQuery(ctx.actor.library_id)]))[0] ?? [])
