import { type DataField, fields, type MarcRecord, subfields, trimIsbd } from '@kaft/marc'
import { originalTitle } from '../works/work-key.rules.ts'
import { wholeTitle } from './fold.rules.ts'

/** Titles beside its own under which a description is looked for. */
export interface OtherTitles {
  /** Of the same work: its uniform title (130, 240), the one it first appeared under (765, 534, 500), other forms (246). */
  readonly same: readonly string[]
  /** Of works in it or beside it (730, 740, and $t of 700, 710, 711). */
  readonly beside: readonly string[]
}

const MOST = 20
/** Name and parts: no language ($l), date ($f), version ($s) or form ($h). */
const named = (field: DataField, codes: string): string =>
  subfields(field, codes)
    .map(value => trimIsbd(value.trim()).replace(/\.$/, ''))
    .join('. ')
/** Each once, and none that the record itself bears: a word that stands twice would weigh more. */
const once = (all: readonly string[], without: readonly string[]): string[] => {
  const found = new Map(all.map(title => [wholeTitle(title), title]))
  for (const title of without) found.delete(wholeTitle(title))
  found.delete(null)
  return [...found.values()].slice(0, MOST)
}

/** What names a record under other titles, so that who knows a translation by its original title finds it. */
export function otherTitles(record: MarcRecord): OtherTitles {
  const own = fields(record, '245').map(f => named(f, 'anp'))
  const same = once(
    [originalTitle(record) ?? '', ...fields(record, '130', '240', '246').map(f => named(f, 'anp'))],
    own,
  )
  const beside = [
    ...fields(record, '730', '740').map(f => named(f, 'anp')),
    ...fields(record, '700', '710', '711').map(f => named(f, 't')),
  ]
  return { same, beside: once(beside, [...own, ...same]) }
}
