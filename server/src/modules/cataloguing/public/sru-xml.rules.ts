import { MARCXML_NAMESPACE, writeMarcxmlRecord } from '@kaft/marc'
import type { Diagnostic } from '../cql/cql.ts'
import { srwDublinCore } from './forms/dublin-core.rules.ts'
import { oaiIdentifier, type PublicTitle } from './public-title.rules.ts'
import { DECLARATION, element, escaped } from './xml.rules.ts'

export type SruVersion = '1.1' | '1.2' | '2.0'

/** The forms of a record, by their short names and their identifiers. */
export const SCHEMAS = {
  marcxml: { id: 'info:srw/schema/1/marcxml-v1.1', title: 'MARCXML', also: [MARCXML_NAMESPACE, 'marc21'] },
  'marcxml-holdings': {
    id: 'urn:kaft:marcxml-holdings',
    title: 'MARCXML with holdings',
    also: ['marc21_withholdings'],
  },
  dc: {
    id: 'info:srw/schema/1/dc-v1.1',
    title: 'Dublin Core',
    also: ['info:srw/schema/1/dc-schema', 'oai_dc'],
  },
} as const
export type SchemaName = keyof typeof SCHEMAS
export const schemaNamed = (asked: string): SchemaName | undefined =>
  (Object.keys(SCHEMAS) as SchemaName[]).find(
    name =>
      name === asked ||
      SCHEMAS[name].id === asked ||
      (SCHEMAS[name].also as readonly string[]).includes(asked),
  )

/** What the diagnostics of the standard say (SRU 1.2, "Diagnostics List"), of those that are used here. */
const MESSAGES: Readonly<Record<number, string>> = {
  1: 'General system error',
  2: 'System temporarily unavailable',
  3: 'Authentication error',
  4: 'Unsupported operation',
  5: 'Unsupported version',
  6: 'Unsupported parameter value',
  7: 'Mandatory parameter not supplied',
  8: 'Unsupported parameter',
  10: 'Query syntax error',
  12: 'Too many characters in query',
  13: 'Invalid or unsupported use of parentheses',
  14: 'Invalid or unsupported use of quotes',
  15: 'Unsupported context set',
  16: 'Unsupported index',
  19: 'Unsupported relation',
  20: 'Unsupported relation modifier',
  22: 'Unsupported combination of relation and index',
  27: 'Empty term unsupported',
  28: 'Masking character not supported',
  29: 'Masked words too short',
  31: 'Anchoring character not supported',
  32: 'Anchoring character in unsupported position',
  36: 'Term in invalid format for index or relation',
  38: 'Too many boolean operators in query',
  39: 'Proximity not supported',
  46: 'Unsupported boolean modifier',
  59: 'Result set created with valid partial results available',
  61: 'First record position out of range',
  66: 'Unknown schema for retrieval',
  71: 'Unsupported record packing',
  72: 'XPath retrieval unsupported',
  80: 'Sort not supported',
  82: 'Unsupported sort sequence',
  110: 'Stylesheets not supported',
  120: 'Response position out of range',
}

interface Dialect {
  readonly namespace: string
  readonly diagnostic: string
  readonly packing: 'recordPacking' | 'recordXMLEscaping'
}
const FIRST: Dialect = {
  namespace: 'http://www.loc.gov/zing/srw/',
  diagnostic: 'http://www.loc.gov/zing/srw/diagnostic/',
  packing: 'recordPacking',
}
const SECOND: Dialect = {
  namespace: 'http://docs.oasis-open.org/ns/search-ws/sruResponse',
  diagnostic: 'http://docs.oasis-open.org/ns/search-ws/diagnostic',
  packing: 'recordXMLEscaping',
}
const SECOND_SCAN = 'http://docs.oasis-open.org/ns/search-ws/scan'
export const dialectOf = (version: SruVersion): Dialect => (version === '2.0' ? SECOND : FIRST)

export function diagnosticsXml(version: SruVersion, all: readonly Diagnostic[]): string {
  if (all.length === 0) return ''
  const { diagnostic } = dialectOf(version)
  const one = ({ code, details }: Diagnostic) =>
    `<diagnostic xmlns="${diagnostic}"><uri>info:srw/diagnostic/1/${code}</uri>${element('details', details)}${element('message', MESSAGES[code] ?? 'Diagnostic')}</diagnostic>`
  return `<diagnostics>${all.map(one).join('')}</diagnostics>`
}

export interface SruAnswer {
  readonly version: SruVersion
  readonly schema: SchemaName
  readonly packing: 'xml' | 'string'
  readonly count: number
  readonly more: boolean
  readonly start: number
  readonly titles: readonly PublicTitle[]
  readonly diagnostics: readonly Diagnostic[]
  readonly query: string
  readonly most: number
}

function recordXml(a: SruAnswer, title: PublicTitle, position: number): string {
  const { packing } = dialectOf(a.version)
  const data = a.schema === 'dc' ? srwDublinCore(title) : writeMarcxmlRecord(title.record)
  return (
    `<record>${element('recordSchema', SCHEMAS[a.schema].id)}${element(packing, a.packing)}` +
    `<recordData>${a.packing === 'xml' ? data : escaped(data)}</recordData>` +
    `${element('recordIdentifier', oaiIdentifier(title.row.title_id))}${element('recordPosition', position)}</record>`
  )
}

function echo(a: SruAnswer): string {
  const name = 'echoedSearchRetrieveRequest'
  const version = a.version === '2.0' ? '' : element('version', a.version)
  return (
    `<${name}>${version}${element('query', a.query)}${element('startRecord', a.start)}` +
    `${element('maximumRecords', a.most)}${element(dialectOf(a.version).packing, a.packing)}${element('recordSchema', a.schema)}</${name}>`
  )
}

/** The answer to a search: SRU 1.2 "Response Parameters"; OASIS searchRetrieve 1.0 part 3 for SRU 2.0. */
export function searchXml(a: SruAnswer): string {
  const records = a.titles.map((title, i) => recordXml(a, title, a.start + i)).join('')
  const end = a.start + a.titles.length
  const next = a.titles.length > 0 && end <= a.count ? element('nextRecordPosition', end) : ''
  const body = [
    a.version === '2.0' ? '' : element('version', a.version),
    element('numberOfRecords', a.count),
    records === '' ? '' : `<records>${records}</records>`,
    next,
    echo(a),
    diagnosticsXml(a.version, a.diagnostics),
    a.version === '2.0'
      ? element(
          'resultCountPrecision',
          `info:srw/vocabulary/resultCountPrecision/1/${a.more ? 'minimum' : 'exact'}`,
        )
      : '',
  ]
  return `${DECLARATION}<searchRetrieveResponse xmlns="${dialectOf(a.version).namespace}">${body.join('')}</searchRetrieveResponse>`
}

export interface ScanAnswer {
  readonly version: SruVersion
  readonly terms: readonly { readonly word: string; readonly titles: number }[]
  readonly clause: string
  readonly diagnostics: readonly Diagnostic[]
}

export function scanXml(a: ScanAnswer): string {
  const second = a.version === '2.0'
  const terms = a.terms
    .map(t => `<term>${element('value', t.word)}${element('numberOfRecords', t.titles)}</term>`)
    .join('')
  const version = second ? '' : element('version', a.version)
  const echoed = `<echoedScanRequest>${version}${element('scanClause', a.clause)}</echoedScanRequest>`
  return (
    `${DECLARATION}<scanResponse xmlns="${second ? SECOND_SCAN : FIRST.namespace}">${version}` +
    `${terms === '' ? '' : `<terms>${terms}</terms>`}${echoed}${diagnosticsXml(a.version, a.diagnostics)}</scanResponse>`
  )
}
