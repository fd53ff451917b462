import type { Move, MoveFile, MoveMapping } from '@kaft/contract'
import type { Static } from 'typebox'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { membershipTypes, Offers, offersQuery } from '../../patrons/index.ts'
import { FileRow, filesOf } from '../read/part.store.ts'
import { fold, takenColumns } from '../read/row.rules.ts'
import { BranchWord, branchWords } from '../run/facts.store.ts'
import { moveById, MoveRow, Reasoned, reasonsOf, Tallied, talliesOf } from '../run/move.store.ts'
import { mapOf } from '../run/steps.ts'

export function fileShown(file: FileRow, mapping: MoveMapping): MoveFile {
  const map_no = file.looked ? mapOf(mapping, file) : null
  const map = map_no === null ? undefined : mapping.files[map_no]
  const taken = new Set((map?.gives ?? []).flatMap(takenColumns).map(fold))
  return {
    file_no: file.file_no,
    pass: file.pass,
    name: file.name,
    bytes: Number(file.bytes),
    looked: file.looked,
    format: file.format,
    encoding: file.encoding,
    delimiter: file.delimiter,
    rows: Number(file.rows),
    columns: file.columns.map(c => ({ ...c, taken: taken.has(fold(c.name)) })),
    map_no,
  }
}

type Told = Pick<Static<typeof Move>, 'tallies' | 'reasons' | 'branches' | 'membership_types'>
export const moveShown = (row: MoveRow, files: readonly FileRow[], told: Told): Move => ({
  move_id: row.move_id,
  library_id: row.library_id,
  library_name: row.library_name,
  state: row.state,
  mapping: row.mapping,
  version: row.version,
  pass: row.pass,
  step: row.step,
  done: Number(row.done),
  total: Number(row.total),
  fault: row.fault,
  files: files.map(f => fileShown(f, row.mapping)),
  ...told,
  made_at: row.made_at,
  made_by: row.by,
  frozen_at: row.frozen_at,
  loaded_at: row.loaded_at,
  signed_at: row.signed_at,
  signed_by: row.signer,
  undo_until: row.undo_until,
})

/** The whole move, as screens show it; null where there is none of the own library. */
export async function readWhole(tx: Pick<Tx, 'first' | 'more'>, move_id: string): Promise<Move | null> {
  const [moves = [], files = [], tallies = [], reasons = [], types = []] = await tx.first([
    moveById(move_id),
    filesOf(move_id),
    talliesOf(move_id),
    reasonsOf(move_id),
    offersQuery,
  ])
  const row = oneOf(MoveRow, moves)
  const [branches = []] = row ? await tx.more([branchWords(row.library_id)]) : []
  return row
    ? moveShown(row, allOf(FileRow, files), {
        tallies: allOf(Tallied, tallies),
        reasons: allOf(Reasoned, reasons),
        branches: allOf(BranchWord, branches).map(({ code, name }) => ({ code, name })),
        membership_types: membershipTypes(shaped(Offers, types[0]).membership_types).map(
          ({ type, name }) => ({
            type,
            name,
          }),
        ),
      })
    : null
}
