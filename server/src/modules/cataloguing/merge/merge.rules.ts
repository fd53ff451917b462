import type { Finding } from '../../../base/decision.ts'
import type { MarcField, MarcRecord } from '@kaft/marc'

/** A title as a merge weighs it. */
export interface Weighed {
  readonly title_id: string
  readonly source: string
  readonly material: string
  readonly isbns: readonly string[]
  readonly provisional: boolean
  /** Whether the caller keeps its description. */
  readonly kept_here: boolean
}

/** Everything that speaks against making these two into one. What only looks odd is asked; what cannot be stops. */
export function mergeFindings(kept: Weighed, gone: Weighed, sources: ReadonlySet<string>): Finding[] {
  const found = (code: Finding['code'], weight: 'stop' | 'ask', holds: boolean): Finding[] =>
    holds ? [{ code, weight, about: {} }] : []
  const typed = kept.provisional || gone.provisional
  const [a, b] = [kept.isbns, gone.isbns]
  return [
    ...found('title_merge_self', 'stop', kept.title_id === gone.title_id),
    ...found('source_not_yours', 'stop', !gone.kept_here),
    ...found('title_merge_material', 'ask', !typed && kept.material !== gone.material),
    ...found('title_merge_isbn', 'ask', a.length > 0 && b.length > 0 && !a.some(one => b.includes(one))),
    // What all libraries share gives way to what one of them wrote.
    ...found(
      'title_merge_central',
      'ask',
      !sources.has(gone.source) && !gone.provisional && sources.has(kept.source),
    ),
  ]
}

/** The number, the moment of change and who gave the number stay those of the record that stays. */
const OWN = new Set(['001', '003', '005', '008'])

/** The record that stays with fields of the other, each among those of its hundred; what it has already comes once. */
export function withFields(kept: MarcRecord, gone: MarcRecord, take: readonly number[]): MarcRecord {
  const said = new Set(kept.fields.map(f => JSON.stringify(f)))
  const taken = [...new Set(take)]
    .map(at => gone.fields[at])
    .filter((f): f is MarcField => f !== undefined && !OWN.has(f.tag) && !said.has(JSON.stringify(f)))
  const fields = [...kept.fields]
  for (const field of taken) {
    const at = fields.findIndex(f => f.tag > field.tag)
    fields.splice(at < 0 ? fields.length : at, 0, field)
  }
  return { ...kept, fields }
}
