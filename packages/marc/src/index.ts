export {
  type AuthorityFacts,
  extractAuthority,
  type Heading,
  type HeadingKind,
  type Tracing,
} from './authority.ts'
export { type CheckedNumber, checkNumber, type NumberKind } from './check-number.ts'
export { type ClassOf, type Scheme, SCHEMES } from './classes.ts'
export { cleanText } from './clean-text.ts'
export { checkFormat, type FaultCode, type FieldFormat, type Format, type FormatFault } from './format.ts'
export { FORMATS } from './formats.ts'
export { type Conformed, conformRecord } from './conform.ts'
export { extractTitle, type TitleFacts } from './extract.ts'
export {
  authorityNames,
  authorityNumbers,
  type AuthorityName,
  headingField,
  headingOf,
  headingsIn,
  type HeadingForm,
  type NamedKind,
  nacoForm,
  ownHeading,
  type Relation,
  withHeading,
} from './heading.ts'
export {
  DEFAULT_HOLDINGS,
  extractHoldings,
  type Holding,
  type HoldingProblem,
  type HoldingsLayout,
  parsePriceCents,
} from './holdings.ts'
export type { HoldingPiece } from './holding-pieces.ts'
export {
  extractHoldingsFacts,
  extractHoldingsRecord,
  type HoldingsFacts,
  isHoldingsRecord,
} from './holdings-record.ts'
export { MAX_RECORD_BYTES, readIso2709 } from './iso2709.ts'
export { brokenLinks, inOwnScript, type LinkedField, linkedFields } from './linked.ts'
export { decodeMarc8, type Marc8Text } from './marc8.ts'
export {
  fromMarcJson,
  type MarcJson,
  type MarcJsonRead,
  parseMarcJson,
  printMarcJson,
  toMarcJson,
} from './marc-json.ts'
export { MAX_XML_CHARACTERS, printMarcxml, readMarcxml, writeMarcxmlRecord } from './marcxml.ts'
export { extractMaterial, type Material, MATERIALS } from './material.ts'
export { type Contributor, extractContributors } from './names.ts'
export { normaliseEan, normaliseIsbn, normaliseIsmn, normaliseIssn, toIsbn10 } from './normalise.ts'
export type { MarcFault, MarcFaultCode, MarcRead, MarcTaken, MarcWarning, MarcWarningCode } from './read.ts'
export { type Gunzip, readMarc } from './read-marc.ts'
export { readMarcJson } from './read-marc-json.ts'
export { readMnemonic } from './read-mnemonic.ts'
export {
  BOOK_LEADER,
  type ControlField,
  controlField,
  type DataField,
  dataField,
  fields,
  firstSubfield,
  isControlField,
  isControlTag,
  type MarcField,
  type MarcRecord,
  positions,
  type Subfield,
  subfield,
  subfields,
} from './record.ts'
export { type FileFormat, sniffFormat } from './sniff.ts'
export type { Audience } from './subjects.ts'
export { trimIsbd } from './trim-isbd.ts'
export { MARCXML_NAMESPACE } from './write-marcxml.ts'
export { MAX_WRITTEN_BYTES, writeIso2709, type WrittenIso2709 } from './write-iso2709.ts'
