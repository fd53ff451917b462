import type { EncodingWarning } from './encoding.ts'
import type { MarcRecord } from './record.ts'

/** What a reader mended or noticed in a record that it could nevertheless take. */
export type MarcWarningCode =
  | EncodingWarning
  | 'length_wrong'
  | 'terminator_missing'
  | 'terminator_inside'
  | 'base_wrong'
  | 'directory_mended'
  | 'field_unlisted'
  | 'field_empty'
  | 'leader_mended'
  | 'leader_missing'
  | 'tag_wrong'
  | 'indicators_wrong'
  | 'subfields_missing'
  | 'subfield_without_code'
  | 'control_characters'
  | 'element_unknown'

export type MarcWarning = { code: MarcWarningCode; tag?: string }

/** Why a record could not be taken. */
export type MarcFaultCode =
  /** The file ends, or the next record begins, before this record is whole. */
  | 'truncated'
  /** No end within the length that a record may have. */
  | 'too_long'
  /** No record starts here: the bytes up to the next record are skipped. */
  | 'no_record'
  /** The directory does not end, so that no field can be found. */
  | 'directory_missing'
  /** The directory and the fields do not fit together, so that tags and texts cannot be matched. */
  | 'directory_broken'
  /** Fields of control and of data kind are mixed up, or nothing is in the record. */
  | 'record_empty'
  /** XML that is not well-formed. */
  | 'not_well_formed'
  /** The file is of a kind that holds no MARC records in a form known here. */
  | 'format_unknown'

/**
 * One step of a reader. `position` is the byte offset in the file where the record (or the skipped stretch)
 * starts, `index` the number of the record in the file, from 1; a skipped stretch has the number of the record
 * before it. `bytes` is the length of what the step covers. `detail` is English, for people who mend files.
 */
export type MarcTaken = {
  ok: true
  record: MarcRecord
  position: number
  index: number
  bytes: number
  warnings: MarcWarning[]
}
export type MarcFault = {
  ok: false
  position: number
  index: number
  reason: MarcFaultCode
  detail: string
  bytes: number
}
export type MarcRead = MarcTaken | MarcFault
