import type {
  BodyOf,
  NumberLibrary,
  numberLibraries as listOp,
  OkOf,
  QueryOf,
  setNumberLibrary as setOp,
} from '@kaft/contract'
import type { Static } from 'typebox'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import {
  MOST_LIBRARIES,
  numberLibrariesQuery,
  numberLibraryQuery,
  NumberRow,
  putNumberLibrary,
} from './number-list.store.ts'

/** The list of libraries that may use national numbers, as it is handed over each half-year (Beslissing 9/2020). */
export async function numberLibraries(
  ctx: StaffCtx,
  query: QueryOf<typeof listOp>,
): Promise<OkOf<typeof listOp>> {
  const [found] = await read(ctx, [numberLibrariesQuery(query.after ?? null)])
  const rows = allOf(NumberRow, found ?? [])
  const page = rows.slice(0, MOST_LIBRARIES)
  return { rows: page, next: rows.length > MOST_LIBRARIES ? (page.at(-1)?.library_id ?? null) : null }
}

interface Done {
  readonly library_id: string
}
/** Puts a library on the list, or says until when. It holds from that day on for every session, without another start. */
export async function setNumberLibrary(
  ctx: StaffCtx,
  library_id: string,
  body: BodyOf<typeof setOp>,
): Promise<Static<typeof NumberLibrary> | Refusal | RefusedByRules> {
  if (body.until_on !== null && body.until_on < body.from_on) return refuse('invalid')
  const said = await once<Done>(
    ctx,
    { ...body, library_id },
    {
      facts: [numberLibraryQuery(library_id)],
      decide: ([rows]) =>
        oneOf(NumberRow, rows ?? []) === null
          ? refuse('not_found')
          : { effects: [putNumberLibrary(ctx, library_id, body)], answer: () => ({ library_id }) },
    },
  )
  if (isRefusal(said) || 'findings_refused' in said) return said
  const [rows] = await read(ctx, [numberLibraryQuery(library_id)])
  return oneOf(NumberRow, rows ?? []) ?? refuse('not_found')
}
