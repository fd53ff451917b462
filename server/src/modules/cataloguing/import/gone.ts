import { controlField, type MarcRecord } from '@kaft/marc'
import type pg from 'pg'
import type { Row } from '../../../base/db.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Into, send } from './batch.ts'
import { dropBareTitles } from './drop-bare.ts'
import { Going, goingTitles, keepRemoved, markDropped } from './gone.store.ts'
import { enterQuery } from '../imports/work.store.ts'

/** A record that says of itself that it is deleted, and where it stands. */
export interface Gone {
  readonly position: number
  readonly index: number
  readonly control_number: string
}
/** MARC 21, leader/05: d is a record that is deleted where it came from. */
export const isDeleted = ({ leader }: MarcRecord): boolean => leader[5] === 'd'
export const numberOf = (record: MarcRecord): string | null => controlField(record, '001')?.trim() || null

/** What becomes of titles whose source takes its description back. */
export interface Went {
  /** They carried nothing, and are out of the catalogue. */
  readonly removed: number
  /** A library has them or somebody awaits them: they stay, and say that their source dropped them. */
  readonly marked: readonly (Gone & { readonly title_id: string })[]
  /** They are not there, or were never. */
  readonly unknown: number
  /** Whoever imports may not take these titles out. */
  readonly kept: number
}
const nothing: Went = { removed: 0, marked: [], unknown: 0, kept: 0 }

/** Looks what would become of each, and with `dry` does no more. In a transaction of its own. */
export async function takeGone(
  client: pg.PoolClient,
  gone: readonly Gone[],
  into: Into & { readonly dry: boolean },
): Promise<Went> {
  const { steered, source } = into
  if (!steered || gone.length === 0) return nothing
  if (!steered.mayOverlay(source)) return { ...nothing, kept: gone.length }
  const by = new Map(gone.map(g => [g.control_number, g]))
  await client.query('begin')
  try {
    const found = allOf(Going, await send(client, goingTitles(source, [...by.keys()])))
    const went = into.dry ? null : await apply(client, found, into)
    await client.query('commit')
    const staying = found.filter(t => (went ? !went.has(t.title_id) : t.used))
    return {
      removed: found.length - staying.length,
      marked: staying.flatMap(({ control_number, title_id }) => {
        const of = by.get(control_number)
        return of ? [{ ...of, title_id }] : []
      }),
      unknown: gone.length - found.length,
      kept: 0,
    }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** Takes what nobody has out, and marks what stays. @returns the ids of those that went */
async function apply(
  client: pg.PoolClient,
  found: readonly { readonly title_id: string; readonly used: boolean }[],
  { at, source, steered }: Into,
): Promise<Set<string>> {
  const free = found.filter(t => !t.used).map(t => t.title_id)
  const { library_id = null, import_id = null } = steered?.by ?? {}
  if (library_id !== null && import_id !== null && free.length > 0) {
    await send(client, enterQuery(library_id))
    await send(client, keepRemoved(library_id, import_id, free))
  }
  const went = new Set(free.length === 0 ? [] : await dropBareTitles({ more: inTurn(client) }, free, at))
  const stay = found.map(t => t.title_id).filter(id => !went.has(id))
  if (stay.length > 0) await send(client, markDropped(stay, { source, at, import_id }))
  return went
}

const inTurn =
  (client: pg.PoolClient) =>
  async (queries: readonly Query[]): Promise<Row[][]> => {
    const all: Row[][] = []
    for (const query of queries) all.push(await send(client, query))
    return all
  }
