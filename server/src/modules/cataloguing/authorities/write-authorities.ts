import { allOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { AuthorityRow } from './authority-row.ts'
import {
  type AuthorityReplacing,
  AuthorityVersion,
  type ChangedAuthority,
  deleteAuthorities,
  forgetNames,
  forgetNumbersOf,
  insertAuthorities,
  insertNames,
  insertNumbersOf,
  keepAuthorityVersions,
  MadeAuthority,
  Names,
  namesAndNumbers,
  updateAuthorities,
} from './authority.store.ts'
import { relink } from './headings.store.ts'

/** Sends a statement in a transaction that is somebody else's. */
export type Send = (query: Query) => Promise<Record<string, unknown>[]>

const once = (all: readonly string[]): string[] => [...new Set(all)].toSorted()

/** The names and numbers of records as they are now, and the headings of titles that point to them by those. */
async function name(
  send: Send,
  all: readonly ChangedAuthority[],
  before: { norms: string[]; numbers: string[] },
): Promise<void> {
  await send(insertNames(all))
  await send(insertNumbersOf(all))
  await send(
    relink({
      norms: once([
        ...before.norms,
        ...all.flatMap(a => a.row.names.filter(n => n.role !== 'also').map(n => n.norm)),
      ]),
      numbers: once([...before.numbers, ...all.flatMap(a => a.row.numbers)]),
      authority_ids: all.map(a => a.authority_id),
    }),
  )
}

/** Makes authority records, and links the headings that titles have already. @returns their ids by number */
export async function makeAuthorities(
  send: Send,
  rows: readonly AuthorityRow[],
  into: { readonly source: string; readonly at: string },
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const made = allOf(MadeAuthority, await send(insertAuthorities(into.source, into.at, rows)))
  const ids = new Map(made.map(m => [m.control_number, m.authority_id]))
  const all = rows.map(row => ({ authority_id: ids.get(row.control_number) ?? '', row }))
  await name(send, all, { norms: [], numbers: [] })
  return ids
}

/** Gives records another form, with the former one kept. @returns the version that each replaced */
export async function replaceAuthorities(
  send: Send,
  all: readonly ChangedAuthority[],
  by: AuthorityReplacing,
): Promise<Map<string, number>> {
  if (all.length === 0) return new Map()
  const ids = all.map(a => a.authority_id)
  const kept = allOf(AuthorityVersion, await send(keepAuthorityVersions(ids, by)))
  await send(updateAuthorities(by.at, all))
  const before = await unname(send, ids)
  await name(send, all, before)
  return new Map(kept.map(k => [k.authority_id, k.version_no]))
}

/** Gives records that were merged their names and numbers back, and the headings that these lead to. */
export const nameAgain = (send: Send, all: readonly ChangedAuthority[]): Promise<void> =>
  name(send, all, { norms: [], numbers: [] })

/** Takes records out altogether; the headings that pointed to them point to none, or to who else has the name. */
export async function dropAuthorities(send: Send, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const before = await unname(send, ids)
  await send(relink({ ...before, authority_ids: ids }))
  await send(deleteAuthorities(ids))
}

/** Takes the names and numbers of records away. @returns what they were; whoever calls this links the headings anew */
export async function unname(
  send: Send,
  ids: readonly string[],
): Promise<{ norms: string[]; numbers: string[] }> {
  const before = shaped(Names, (await send(namesAndNumbers(ids)))[0])
  await send(forgetNames(ids))
  await send(forgetNumbersOf(ids))
  return before
}
