import { parseMarcJson } from '@kaft/marc'
import type pg from 'pg'
import { allOf } from '../../../base/row.ts'
import { type AuthorityRow, authorityRow } from '../authorities/authority-row.ts'
import { type ChangedAuthority, storedAuthorities, StoredAuthority } from '../authorities/authority.store.ts'
import { makeAuthorities, replaceAuthorities } from '../authorities/write-authorities.ts'
import {
  type Into,
  type NotTakenRecord,
  send,
  type Stored,
  type TakenAuthority,
  type WrittenAuthorities,
} from './batch.ts'
import { overlay } from './overlay.rules.ts'

interface AuthorityPlan {
  readonly fresh: readonly AuthorityRow[]
  readonly changed: readonly ChangedAuthority[]
  readonly counts: WrittenAuthorities
  readonly refused: readonly NotTakenRecord[]
}

/** A new form over the one that is here, by the rules of the import. */
function merged(row: AuthorityRow, here: StoredAuthority, { source, steered }: Into): AuthorityRow {
  if (!steered || steered.rules.protect.length === 0) return row
  const [fresh, before] = [row.record, here.record as Buffer].map(b => parseMarcJson(b.toString('utf8')))
  if (!fresh?.ok || !before?.ok) return row
  const made = authorityRow(overlay(fresh.record, before.record, steered.rules.protect), source)
  return 'reason' in made ? row : { ...made, control_number: row.control_number }
}

/** What happens to each authority record of a batch; it is known by its number alone, since names may be borne by two. */
export async function planAuthorities(
  client: pg.PoolClient,
  batch: readonly TakenAuthority[],
  into: Into,
): Promise<AuthorityPlan> {
  const rules = into.steered?.rules
  const all = [...new Map(batch.map(t => [t.authority.control_number, t])).values()]
  const numbers = all.map(t => t.authority.control_number)
  const stored = allOf(StoredAuthority, await send(client, storedAuthorities(into.source, numbers)))
  const known = new Map(stored.map(s => [s.control_number, s]))
  const isNew = (t: TakenAuthority) => !known.has(t.authority.control_number)
  const refuses = rules?.on_new === 'refuse'
  const fresh = refuses ? [] : all.filter(isNew).map(t => t.authority)
  const changed = all.flatMap(({ authority }): ChangedAuthority[] => {
    const here = known.get(authority.control_number)
    // One that went up in another stays there, however often its source sends it.
    if (here === undefined || here.merged || rules?.on_match === 'keep') return []
    const row = merged(authority, here, into)
    return row.hash.equals(here.record_hash as Buffer) ? [] : [{ authority_id: here.authority_id, row }]
  })
  const refused = refuses
    ? batch.filter(isNew).map(
        (of): NotTakenRecord => ({
          of,
          reason: 'authority_not_here',
          detail: 'no authority record has this number here, and new ones are not taken',
        }),
      )
    : []
  return {
    fresh,
    changed,
    refused,
    counts: {
      authorities_new: fresh.length,
      authorities_changed: changed.length,
      authorities_unchanged: batch.length - refused.length - fresh.length - changed.length,
    },
  }
}

/** Stores the authority records of a batch, in the transaction of the batch. */
export async function writeAuthorities(
  client: pg.PoolClient,
  plan: AuthorityPlan,
  into: Into,
): Promise<Stored['authorities']> {
  const by = { at: into.at, library_id: null, import_id: null, why: null, ...into.steered?.by }
  const run = (query: Parameters<typeof send>[1]) => send(client, query)
  const made = await makeAuthorities(run, plan.fresh, into)
  const versions = await replaceAuthorities(run, plan.changed, by)
  return [
    ...plan.fresh.map(row => ({
      authority_id: made.get(row.control_number) ?? '',
      made: true,
      version_no: null,
      hash: row.hash,
    })),
    ...plan.changed.map(({ authority_id, row }) => ({
      authority_id,
      made: false,
      version_no: versions.get(authority_id) ?? null,
      hash: row.hash,
    })),
  ]
}
