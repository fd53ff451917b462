import { isControlField, type MarcField, type MarcRecord } from '@kaft/marc'

/** `690` is one field, `9XX` all that begin so. */
const named = (tag: string, pattern: string): boolean =>
  pattern.length === 3 && [...pattern].every((c, i) => c === 'X' || c === tag[i])

/**
 * A new description over the one that is here: fields that are protected stay as they are here, and those of the new one
 * by the same names are let go. $5 says whose a field is (MARC 21, Appendix A): it stays as well.
 */
export function overlay(fresh: MarcRecord, here: MarcRecord, protect: readonly string[]): MarcRecord {
  const isKept = (f: MarcField) => protect.some(pattern => named(f.tag, pattern))
  const isOwn = (f: MarcField) => !isControlField(f) && f.subfields.some(s => s.code === '5')
  const kept = here.fields.filter(f => isKept(f) || isOwn(f))
  if (kept.length === 0) return { ...fresh, fields: fresh.fields.filter(f => !isKept(f)) }
  const same = new Set(kept.map(f => JSON.stringify(f)))
  const taken = fresh.fields.filter(f => !isKept(f) && !same.has(JSON.stringify(f)))
  // Each field keeps its place among those of its hundred, as catalogues show them.
  const fields = [...taken]
  for (const field of kept) {
    const at = fields.findIndex(f => f.tag > field.tag)
    fields.splice(at < 0 ? fields.length : at, 0, field)
  }
  return { leader: fresh.leader, fields }
}
