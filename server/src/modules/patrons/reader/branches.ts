import { Id, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { ReaderCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { branchesQuery, titleHead } from './branches.store.ts'

const Branch = Type.Object({ branch_id: Id, name: Type.String() })

const Title = Type.Object({
  title: Type.String(),
  author: Nullable(Type.String()),
  language: Nullable(Type.String()),
})

/** Where a reader may pick up what they reserve, the own library's branches first. */
export const branchesFor = async (ctx: ReaderCtx): Promise<Static<typeof Branch>[]> =>
  allOf(Branch, (await read(ctx, [branchesQuery(ctx.actor.library_id)]))[0] ?? [])

/** What a reader is about to reserve; null where there is no such title any more. */
export const titleFor = async (ctx: ReaderCtx, title_id: string): Promise<Static<typeof Title> | null> =>
  oneOf(Title, (await read(ctx, [titleHead(title_id)]))[0] ?? [])
