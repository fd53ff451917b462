import { MARCXML_NAMESPACE, writeMarcxmlRecord } from '@kaft/marc'
import { oaiDublinCore } from './forms/dublin-core.rules.ts'
import { oaiIdentifier, type PublicTitle, toSeconds } from './public-title.rules.ts'
import { DECLARATION, element, escaped } from './xml.rules.ts'

export type OaiError =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noRecordsMatch'
  | 'noMetadataFormats'
  | 'noSetHierarchy'

export const FORMATS = {
  oai_dc: {
    schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
    print: oaiDublinCore,
  },
  marc21: {
    schema: 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd',
    namespace: MARCXML_NAMESPACE,
    print: (title: PublicTitle) => writeMarcxmlRecord(title.record),
  },
  marc21_withholdings: {
    schema: 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd',
    namespace: MARCXML_NAMESPACE,
    print: (title: PublicTitle) => writeMarcxmlRecord(title.record),
  },
} as const
export type Prefix = keyof typeof FORMATS
/** Whether records of this format tell what libraries have of a title. */
export const hasHoldings = (prefix: Prefix): boolean => prefix === 'marc21_withholdings'
export const isPrefix = (text: string): text is Prefix => Object.hasOwn(FORMATS, text)

export interface Header {
  readonly title_id: string
  readonly at: string
  readonly deleted: boolean
  readonly sets: readonly string[]
}

export const headerXml = (h: Header): string =>
  `<header${h.deleted ? ' status="deleted"' : ''}>${element('identifier', oaiIdentifier(h.title_id))}` +
  `${element('datestamp', toSeconds(h.at))}${h.sets.map(code => element('setSpec', setSpecOf(code))).join('')}</header>`

export const recordXml = (h: Header, title: PublicTitle | undefined, prefix: Prefix): string =>
  `<record>${headerXml(h)}${h.deleted || !title ? '' : `<metadata>${FORMATS[prefix].print(title)}</metadata>`}</record>`

/** Set names allow unreserved characters only (OAI-PMH 2.0, §2.6): any other is written as its code. */
export const setSpecOf = (code: string): string =>
  `bib-${code.replace(/[^A-Za-z0-9_.!~*'()-]/g, c => `(${c.codePointAt(0)?.toString(16)})`)}`

/** Around every answer: when it was given, what was asked, and where (§3.2). */
export interface Envelope {
  readonly at: string
  readonly base: string
  /** Left out where the request was not understood: badVerb and badArgument (§3.6). */
  readonly asked: Readonly<Record<string, string>>
}

const around = ({ at, base, asked }: Envelope, body: string): string => {
  const attributes = Object.entries(asked)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')
  return (
    `${DECLARATION}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
    'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">' +
    `<responseDate>${toSeconds(at)}</responseDate><request${attributes}>${escaped(base)}</request>${body}</OAI-PMH>`
  )
}

export const answerXml = (envelope: Envelope, verb: string, body: string): string =>
  around(envelope, `<${verb}>${body}</${verb}>`)

export const errorXml = (envelope: Envelope, code: OaiError, says: string): string =>
  around(
    code === 'badVerb' || code === 'badArgument' ? { ...envelope, asked: {} } : envelope,
    `<error code="${code}">${escaped(says)}</error>`,
  )

export const formatsXml = (): string =>
  Object.entries(FORMATS)
    .map(
      ([prefix, { schema, namespace }]) =>
        `<metadataFormat>${element('metadataPrefix', prefix)}${element('schema', schema)}${element('metadataNamespace', namespace)}</metadataFormat>`,
    )
    .join('')
