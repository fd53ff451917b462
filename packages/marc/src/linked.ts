import { type DataField, fields, isControlField, type MarcRecord, subfield } from './record.ts'

/** A field in another script, and the field that it is the other writing of, where the record has one. */
export type LinkedField = {
  /** The tag that the 880 stands for. */
  tag: string
  /** The 880. */
  written: DataField
  regular: DataField | null
  /** `(B` Latin, `(N` Cyrillic, `$1` Chinese, Japanese, Korean, `(3` Arabic …, or a code of ISO 15924; null if unsaid. */
  script: string | null
  right_to_left: boolean
}

/** $6 is `tag-occurrence/script/orientation` (MARC 21 Bibliographic, Appendix A). */
const LINK = /^(\d{3})-(\d{2,})(?:\/([^/]*))?(?:\/(r))?/

function linkOf(field: DataField): RegExpExecArray | null {
  return LINK.exec(subfield(field, '6')?.trim() ?? '')
}

/**
 * The fields 880 of a record, each beside the field that it is linked to. Occurrence 00 says that there is none; a link
 * that leads nowhere is one too. Where two fields bear the same number, the first counts.
 */
export function linkedFields(record: MarcRecord): LinkedField[] {
  const regular = new Map<string, DataField>()
  for (const field of record.fields) {
    if (isControlField(field) || field.tag === '880') continue
    const [, tag, occurrence] = linkOf(field) ?? []
    const key = `${field.tag} ${occurrence}`
    if (tag === '880' && occurrence !== '00' && !regular.has(key)) regular.set(key, field)
  }
  return fields(record, '880').flatMap(written => {
    const [, tag, occurrence, script, orientation] = linkOf(written) ?? []
    if (tag === undefined) return []
    return [
      {
        tag,
        written,
        regular: occurrence === '00' ? null : (regular.get(`${tag} ${occurrence}`) ?? null),
        script: script === undefined || script === '' ? null : script,
        right_to_left: orientation === 'r',
      },
    ]
  })
}

/** The 880s as if they were the fields that they stand for: titles and names as they are written in their own script. */
export function inOwnScript(record: MarcRecord): MarcRecord {
  return {
    leader: record.leader,
    fields: linkedFields(record).map(({ tag, written }) => ({ ...written, tag })),
  }
}

/** Links of a record that lead nowhere: an 880 without its field, or a field that names an 880 which is not there. */
export function brokenLinks(record: MarcRecord): string[] {
  const links = linkedFields(record)
  const met = new Set(links.map(l => l.regular))
  const lost = links.filter(l => l.regular === null && !/-00/.test(subfield(l.written, '6') ?? ''))
  const waiting = record.fields.filter(
    (f): f is DataField => !isControlField(f) && f.tag !== '880' && linkOf(f)?.[1] === '880' && !met.has(f),
  )
  return [
    ...lost.map(l => `880 ${subfield(l.written, '6')}`),
    ...waiting.map(f => `${f.tag} ${subfield(f, '6')}`),
  ]
}
