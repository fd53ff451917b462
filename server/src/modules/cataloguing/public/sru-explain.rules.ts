import type { Diagnostic } from '../cql/cql.ts'
import { INDEXES } from '../cql/indexes.rules.ts'
import { diagnosticsXml, dialectOf, SCHEMAS, type SruVersion } from './sru-xml.rules.ts'
import { DECLARATION, element, escaped } from './xml.rules.ts'

const SETS = {
  cql: 'info:srw/cql-context-set/1/cql-v1.2',
  dc: 'info:srw/cql-context-set/1/dc-v1.1',
  bath: 'http://zing.z3950.org/cql/bath/2.0/',
  bib: 'info:srw/cql-context-set/1/bib-v1',
  rec: 'info:srw/cql-context-set/2/rec-1.1',
}

export const DEFAULT_ROWS = 10
export const MOST_ROWS = 100

export interface Place {
  readonly host: string
  readonly port: number
  readonly transport: string
  /** Path of the door without its first slash: the name of the database. */
  readonly database: string
}

const indexes = INDEXES.map(
  ({ set, name }) =>
    `<index search="true" scan="${set === 'cql' && name !== 'allIndexes'}" sort="${/^(?:title|creator|author|.*date)$/i.test(name)}">` +
    `<title lang="en">${name}</title><map><name set="${set}">${name}</name></map></index>`,
).join('')

const schemas = Object.entries(SCHEMAS)
  .map(
    ([name, { id, title }]) =>
      `<schema name="${name}" identifier="${escaped(id)}" sort="false" retrieve="true"><title lang="en">${title}</title></schema>`,
  )
  .join('')

/** What the catalogue answers, in ZeeRex (http://explain.z3950.org/dtd/2.0/), which is what explain of SRU gives. */
const zeeRex = (version: SruVersion, at: Place): string =>
  `<explain xmlns="http://explain.z3950.org/dtd/2.0/">` +
  `<serverInfo protocol="SRU" version="${version}" transport="${at.transport}" method="GET POST">` +
  `${element('host', at.host)}${element('port', at.port)}${element('database', at.database)}</serverInfo>` +
  `<databaseInfo><title lang="nl" primary="true">Catalogus van de openbare bibliotheken</title>` +
  `<description lang="nl">Titels van de bibliotheken van deze installatie, met waar ze staan. Zonder gegevens over personen.</description></databaseInfo>` +
  `<metaInfo><dateModified>2026-11-29</dateModified></metaInfo>` +
  `<indexInfo>${Object.entries(SETS)
    .map(([name, id]) => `<set name="${name}" identifier="${escaped(id)}"/>`)
    .join('')}${indexes}</indexInfo>` +
  `<schemaInfo>${schemas}</schemaInfo>` +
  `<configInfo><default type="numberOfRecords">${DEFAULT_ROWS}</default><default type="retrieveSchema">marcxml</default>` +
  `<setting type="maximumRecords">${MOST_ROWS}</setting><supports type="relation">all</supports><supports type="relation">any</supports>` +
  `<supports type="relation">adj</supports><supports type="relation">exact</supports><supports type="maskingCharacter">*</supports></configInfo></explain>`

export function explainXml(version: SruVersion, at: Place, diagnostics: readonly Diagnostic[] = []): string {
  const { namespace, packing } = dialectOf(version)
  const second = version === '2.0'
  return (
    `${DECLARATION}<explainResponse xmlns="${namespace}">${second ? '' : element('version', version)}` +
    `<record><recordSchema>http://explain.z3950.org/dtd/2.0/</recordSchema>${element(packing, 'xml')}` +
    `<recordData>${zeeRex(version, at)}</recordData></record>${diagnosticsXml(version, diagnostics)}</explainResponse>`
  )
}
