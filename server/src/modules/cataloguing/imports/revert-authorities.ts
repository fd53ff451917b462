import { parseMarcJson } from '@kaft/marc'
import { allOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { authorityRow } from '../authorities/authority-row.ts'
import type { ChangedAuthority } from '../authorities/authority.store.ts'
import { dropAuthorities, replaceAuthorities, type Send } from '../authorities/write-authorities.ts'
import type { ImportRow } from './imports.store.ts'
import { AuthorityChange, authoritiesToUndo, forgetAuthorityChanges } from './revert-authorities.store.ts'
import { kept, type Said } from './revert.rules.ts'

const STRETCH = 500

/** Records that the import made go, those that it changed get their former form back; unless they were changed since. */
export async function undoAuthorities(tx: Tx, row: ImportRow, at: string): Promise<Said> {
  const [rows = []] = await tx.more([authoritiesToUndo(row.import_id, STRETCH)])
  const changes = allOf(AuthorityChange, rows)
  if (changes.length === 0) return { more: false, kept: [] }
  const send: Send = async query => (await tx.more([query]))[0] ?? []
  const same = changes.filter(c => c.same)
  await dropAuthorities(
    send,
    same.filter(c => c.made).map(c => c.authority_id),
  )
  const back = same.flatMap((c): ChangedAuthority[] => {
    const read = c.record === null ? null : parseMarcJson((c.record as Buffer).toString('utf8'))
    const was = read?.ok ? authorityRow(read.record, c.source) : null
    if (!was || 'reason' in was) return []
    return [{ authority_id: c.authority_id, row: { ...was, control_number: c.control_number } }]
  })
  const by = { at, library_id: row.library_id, import_id: row.import_id, why: 'import teruggedraaid' }
  await replaceAuthorities(send, back, by)
  await tx.more([
    forgetAuthorityChanges(
      row.import_id,
      changes.map(c => c.authority_id),
    ),
  ])
  return {
    more: true,
    kept: changes
      .filter(c => c.there && !c.same)
      .map(c => ({
        ...kept(
          'authority_changed_since',
          `the authority record ${c.control_number} was changed or merged since`,
          '0',
        ),
        title_id: null,
      })),
  }
}
