import type { EditedRecord } from '@kaft/contract'
import { checkFormat, FORMATS, isControlTag, type MarcRecord } from '@kaft/marc'

/** Who may change a description: who keeps its source, the consortium, or the only library here; a provisional one, anyone. */
export const mayEdit = (
  of: {
    readonly source: string
    readonly own_source: string
    readonly only: boolean
    readonly provisional: boolean
  },
  consortium: boolean,
): boolean => consortium || of.only || of.source === of.own_source || of.provisional

/** What an editor sent, as a record: the kind of each field is the kind of its tag. */
export function recordOf(edited: EditedRecord): MarcRecord | null {
  const fields = edited.fields.map(f => {
    if ('value' in f) return isControlTag(f.tag) ? { tag: f.tag, value: f.value } : null
    return isControlTag(f.tag) ? null : { ...f, ind1: f.ind1 || ' ', ind2: f.ind2 || ' ' }
  })
  const whole = fields.filter(f => f !== null)
  return whole.length === fields.length ? { leader: edited.leader, fields: whole } : null
}

/** 005 is the moment of the last change (MARC 21: `yyyymmddhhmmss.f`), and 001 stays what it was. */
export function stamped(record: MarcRecord, control_number: string, at: Temporal.Instant): MarcRecord {
  const moment = `${at.toString().replace(/\D/g, '').slice(0, 14)}.0`
  const rest = record.fields.filter(f => f.tag !== '001' && f.tag !== '005')
  const before = rest.filter(f => f.tag < '005')
  const behind = rest.filter(f => f.tag >= '005')
  return {
    leader: record.leader,
    fields: [{ tag: '001', value: control_number }, ...before, { tag: '005', value: moment }, ...behind],
  }
}

/** The first thing in a record that keeps it from being stored, in words for a log of machines; null where there is none. */
export function stopOf(record: MarcRecord, format: keyof typeof FORMATS): string | null {
  // The number of a new record is given by the server, so its absence is no fault of the editor.
  const found = checkFormat(record, FORMATS[format]).find(f => f.weight === 'stop' && f.tag !== '001')
  return found ? `${found.tag} ${found.code} ${found.about}`.trim() : null
}
