import type { Scheme } from '@kaft/marc'
import type { CqlName } from './cql.ts'
import { CqlFault } from './tokens.rules.ts'

export type Part = 'any' | 'title' | 'maker' | 'subject'

/** The context sets by the short names that explain tells, and by the identifiers that are registered for them. */
export const SETS: Readonly<Record<string, string>> = {
  cql: 'cql',
  'info:srw/cql-context-set/1/cql-v1.1': 'cql',
  'info:srw/cql-context-set/1/cql-v1.2': 'cql',
  dc: 'dc',
  'info:srw/cql-context-set/1/dc-v1.1': 'dc',
  bath: 'bath',
  'http://zing.z3950.org/cql/bath/2.0/': 'bath',
  rec: 'rec',
  'info:srw/cql-context-set/2/rec-1.1': 'rec',
  bib: 'bib',
  'info:srw/cql-context-set/1/bib-v1': 'bib',
  kaft: 'kaft',
  'urn:kaft:cql': 'kaft',
}

export type Kind =
  | Part
  | 'series'
  | 'publisher'
  | 'number'
  | 'language'
  | 'material'
  | 'year'
  | 'library'
  | 'record'
  | 'changed'
  | Scheme
/** Every index that is answered; explain tells them in this order. */
export const INDEXES: readonly { readonly set: string; readonly name: string; readonly kind: Kind }[] = [
  { set: 'cql', name: 'anywhere', kind: 'any' },
  { set: 'cql', name: 'allIndexes', kind: 'any' },
  { set: 'cql', name: 'anyIndexes', kind: 'any' },
  { set: 'cql', name: 'keywords', kind: 'any' },
  { set: 'cql', name: 'serverChoice', kind: 'any' },
  { set: 'dc', name: 'title', kind: 'title' },
  { set: 'dc', name: 'creator', kind: 'maker' },
  { set: 'dc', name: 'contributor', kind: 'maker' },
  { set: 'dc', name: 'subject', kind: 'subject' },
  { set: 'dc', name: 'publisher', kind: 'publisher' },
  { set: 'bib', name: 'titleSeries', kind: 'series' },
  { set: 'dc', name: 'language', kind: 'language' },
  { set: 'dc', name: 'type', kind: 'material' },
  { set: 'dc', name: 'date', kind: 'year' },
  { set: 'dc', name: 'identifier', kind: 'number' },
  { set: 'bath', name: 'any', kind: 'any' },
  { set: 'bath', name: 'title', kind: 'title' },
  { set: 'bath', name: 'author', kind: 'maker' },
  { set: 'bath', name: 'name', kind: 'maker' },
  { set: 'bath', name: 'subject', kind: 'subject' },
  { set: 'bath', name: 'isbn', kind: 'number' },
  { set: 'bath', name: 'issn', kind: 'number' },
  { set: 'bath', name: 'standardIdentifier', kind: 'number' },
  { set: 'bath', name: 'possessingInstitution', kind: 'library' },
  { set: 'kaft', name: 'siso', kind: 'siso' },
  { set: 'kaft', name: 'zizo', kind: 'zizo' },
  { set: 'kaft', name: 'avi', kind: 'avi' },
  { set: 'kaft', name: 'nur', kind: 'nur' },
  { set: 'kaft', name: 'music', kind: 'music' },
  { set: 'rec', name: 'identifier', kind: 'record' },
  { set: 'rec', name: 'id', kind: 'record' },
  { set: 'rec', name: 'lastModificationDate', kind: 'changed' },
]
const kinds = new Map(INDEXES.map(i => [`${i.set}.${i.name.toLowerCase()}`, i.kind]))
export const said = ({ set, name }: CqlName): string => (set === null ? name : `${set}.${name}`)

export function kindOf(index: CqlName): Kind {
  const set = index.set === null ? null : SETS[index.set]
  if (set === undefined) throw new CqlFault(15, index.set ?? '')
  // A name without a set means the set of the server's choice: the first in which it is known.
  const asked =
    set === null
      ? ['cql', 'dc', 'bath', 'bib', 'rec', 'kaft'].map(s => `${s}.${index.name}`)
      : [`${set}.${index.name}`]
  const kind = asked.map(name => kinds.get(name)).find(k => k !== undefined)
  if (kind === undefined) throw new CqlFault(16, said(index))
  return kind
}
