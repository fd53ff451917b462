import { parseMarcJson } from '@kaft/marc'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { titleRow } from '../import/title-row.ts'
import { stamped } from '../records/edit.rules.ts'
import { insertEdit } from '../records/edit.store.ts'
import { replaceTitles } from '../records/replace.ts'
import { withFields } from './merge.rules.ts'
import { type Both, Last, lastVersion } from './merge.store.ts'

const recordIn = (bytes: unknown) => {
  const said = parseMarcJson(Buffer.from(bytes as Uint8Array).toString('utf8'))
  if (!said.ok) throw new Error('a record in the catalogue cannot be read')
  return said.record
}

/** Fields of the record that goes come into the one that stays. @returns which version that replaced, and by what */
export async function takeFields(
  ctx: StaffCtx,
  tx: Tx,
  of: { readonly kept: Both; readonly gone: Both; readonly take: readonly number[] },
): Promise<{ version_no: number; hash: Buffer } | Refusal> {
  const { kept, gone } = of
  const { library_id, staff_id } = ctx.actor
  const record = withFields(recordIn(kept.record), recordIn(gone.record), of.take)
  const made = titleRow(stamped(record, kept.control_number, ctx.now), null)
  if ('reason' in made) return refuse('record_invalid', { detail: made.reason })
  const row = { ...made, control_number: kept.control_number }
  const by = {
    at: ctx.now.toString(),
    library_id,
    import_id: null,
    why: `velden van ${gone.source} ${gone.control_number}`,
  }
  await replaceTitles(
    query => tx.more([query]),
    [{ title_id: kept.title_id, row, source: kept.source, before: kept }],
    by,
  )
  const [rows = []] = await tx.more([lastVersion(kept.title_id)])
  const { version_no } = shaped(Last, rows[0])
  await tx.more([insertEdit({ library_id, title_id: kept.title_id, version: version_no, staff_id })])
  return { version_no, hash: row.hash }
}
