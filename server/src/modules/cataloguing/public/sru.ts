import { allOf } from '../../../base/row.ts'
import type { Diagnostic } from '../cql/cql.ts'
import { parseCql } from '../cql/parse.rules.ts'
import { understand } from '../cql/understand.rules.ts'
import { wordsOf } from '../words/fold.rules.ts'
import { find } from './find.ts'
import { withHoldings } from './held.ts'
import { MOST, Scanned, wordsFrom } from './find.store.ts'
import type { PublicDb } from '../../../base/public-db.ts'
import { DEFAULT_ROWS, explainXml, MOST_ROWS, type Place } from './sru-explain.rules.ts'
import { scanXml, schemaNamed, searchXml, type SruAnswer, type SruVersion } from './sru-xml.rules.ts'

export type Parameters = Readonly<Record<string, string | undefined>>

const PARAMETERS = new Set([
  'operation',
  'version',
  'query',
  'queryType',
  'startRecord',
  'maximumRecords',
  'recordPacking',
  'recordXMLEscaping',
  'recordSchema',
  'resultSetTTL',
  'sortKeys',
  'httpAccept',
  'responseType',
  'scanClause',
  'responsePosition',
  'maximumTerms',
  'key',
])

interface Request {
  readonly p: Parameters
  readonly version: SruVersion
  readonly at: Place
}

const fault = (code: number, details: string): Diagnostic => ({ code, details })
const isWhole = (text: string): boolean => /^\d{1,9}$/.test(text)

/** What is wrong with the parameters of a request, whatever it asks. */
function faultOf({ p, version }: Request): Diagnostic | null {
  const strange = Object.keys(p).find(name => !PARAMETERS.has(name) && !name.startsWith('x-'))
  if (strange !== undefined) return fault(8, strange)
  if (p['stylesheet'] !== undefined) return fault(110, '')
  if (p['recordXPath'] !== undefined) return fault(72, '')
  if (p['queryType'] !== undefined && !['cql', 'searchTerms'].includes(p['queryType']))
    return fault(6, 'queryType')
  if (p['sortKeys'] !== undefined && p['sortKeys'] !== '') return fault(80, 'use sortBy in the query')
  const packing = p['recordPacking'] ?? p['recordXMLEscaping'] ?? 'xml'
  if (!['xml', 'string', ...(version === '2.0' ? ['packed', 'unpacked'] : [])].includes(packing))
    return fault(71, packing)
  for (const name of ['startRecord', 'maximumRecords', 'responsePosition', 'maximumTerms']) {
    const said = p[name]
    if (said !== undefined && !isWhole(said)) return fault(6, name)
  }
  return null
}

const refused = (request: Request, diagnostic: Diagnostic): string =>
  searchXml({
    version: request.version,
    schema: 'marcxml',
    packing: 'xml',
    count: 0,
    more: false,
    start: 1,
    titles: [],
    diagnostics: [diagnostic],
    query: request.p['query'] ?? '',
    most: DEFAULT_ROWS,
  })

async function search(db: PublicDb, request: Request): Promise<string> {
  const { p, version } = request
  const query = p['query']
  if (query === undefined || query.trim() === '') return refused(request, fault(7, 'query'))
  const schema = schemaNamed(p['recordSchema'] ?? 'marcxml')
  if (schema === undefined) return refused(request, fault(66, p['recordSchema'] ?? ''))
  const start = Number(p['startRecord'] ?? 1)
  if (start < 1) return refused(request, fault(6, 'startRecord'))
  const most = Math.min(Number(p['maximumRecords'] ?? DEFAULT_ROWS), MOST_ROWS)
  // `searchTerms` of SRU 2.0 are words and no CQL.
  const asked =
    p['queryType'] === 'searchTerms' ? `cql.anywhere all "${query.replace(/["\\*?^]/g, ' ')}"` : query
  const parsed = parseCql(asked)
  if (!parsed.ok) return refused(request, parsed.diagnostic)
  const understood = understand(parsed.query)
  if ('diagnostic' in understood) return refused(request, understood.diagnostic)
  const { count, more, titles: found } = await find(db, { ...understood, from: start - 1, rows: most })
  const titles = schema === 'marcxml-holdings' ? await withHoldings(db, found) : found
  const diagnostics: Diagnostic[] = []
  if (start > 1 && start > count) diagnostics.push(fault(61, `${start}`))
  else if (more && version !== '2.0')
    diagnostics.push(fault(59, `more than ${MOST} match; the first ${MOST} can be read`))
  const packing = (p['recordPacking'] ?? p['recordXMLEscaping']) === 'string' ? 'string' : 'xml'
  const answer: SruAnswer = { version, schema, packing, count, more, start, titles, diagnostics, query, most }
  return searchXml(answer)
}

const MOST_TERMS = 100
const DEFAULT_TERMS = 20

/** Words of titles, makers and series around one: `cql.anywhere = kaas`, or the word alone. */
async function scan(db: PublicDb, { p, version }: Request): Promise<string> {
  const clause = p['scanClause'] ?? ''
  const told = (diagnostics: Diagnostic[], terms: { word: string; titles: number }[] = []) =>
    scanXml({ version, terms, clause, diagnostics })
  if (clause.trim() === '') return told([fault(7, 'scanClause')])
  const parsed = parseCql(clause)
  if (!parsed.ok) return told([parsed.diagnostic])
  const { node } = parsed.query
  if (node.kind !== 'clause') return told([fault(10, 'one index and one term')])
  const { set, name } = node.index
  if (set !== null && set !== 'cql') return told([fault(16, `${set}.${name}`)])
  const most = Math.min(Number(p['maximumTerms'] ?? DEFAULT_TERMS), MOST_TERMS)
  const position = Number(p['responsePosition'] ?? 1)
  if (position > most + 1) return told([fault(120, `${position}`)])
  const word = wordsOf(node.term.replace(/[*?^\\]/g, ''))[0]?.joined ?? ''
  const before = Math.max(0, position - 1)
  const [rows = []] = await db.ask([wordsFrom({ word, before, from: Math.max(0, most - before) })])
  return told([], allOf(Scanned, rows))
}

/** What went wrong before a question was understood, or behind it, as the standard says it in the version that was asked. */
export function sruFault(p: Parameters, spoken: SruVersion, of: { readonly status: number }): string {
  const version = VERSIONS.find(v => v === p['version']) ?? spoken
  const passing = of.status === 429 || of.status === 503
  const code = passing ? 2 : of.status === 401 ? 3 : of.status === 413 ? 12 : of.status < 500 ? 6 : 1
  const details = of.status === 429 ? 'too many questions; wait a minute' : ''
  return p['scanClause'] === undefined
    ? refused({ p, version, at: NOWHERE }, fault(code, details))
    : scanXml({ version, terms: [], clause: p['scanClause'], diagnostics: [fault(code, details)] })
}
const NOWHERE: Place = { host: '', port: 0, transport: '', database: '' }

const VERSIONS: readonly SruVersion[] = ['1.1', '1.2', '2.0']

/**
 * Answers SRU (Search/Retrieve via URL) 1.1, 1.2 and 2.0. Whatever is wrong is told as a diagnostic of the standard, in
 * an answer of the standard.
 * @param spoken the version of this address where the request names none: 2.0 has no parameter for it
 */
export async function answerSru(
  db: PublicDb,
  p: Parameters,
  spoken: { readonly version: SruVersion; readonly at: Place },
): Promise<string> {
  const version = VERSIONS.find(v => v === (p['version'] ?? spoken.version))
  const request: Request = { p, version: version ?? spoken.version, at: spoken.at }
  if (version === undefined) return refused(request, fault(5, '1.1, 1.2, 2.0'))
  const operation =
    p['operation'] ?? (p['scanClause'] ? 'scan' : p['query'] === undefined ? 'explain' : 'searchRetrieve')
  const wrong = faultOf(request)
  if (operation === 'explain') return explainXml(version, spoken.at, wrong ? [wrong] : [])
  if (!['searchRetrieve', 'scan'].includes(operation)) return refused(request, fault(4, operation))
  if (operation === 'scan')
    return wrong
      ? scanXml({ version, terms: [], clause: p['scanClause'] ?? '', diagnostics: [wrong] })
      : scan(db, request)
  return wrong ? refused(request, wrong) : search(db, request)
}
