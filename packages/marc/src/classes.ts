import { fields, type MarcRecord, subfield, subfields } from './record.ts'

/** Shelf classes, levels and codes of Flemish libraries, each as often as a record has it. */
export const SCHEMES = ['siso', 'zizo', 'avi', 'nur', 'music'] as const
export type Scheme = (typeof SCHEMES)[number]
export type ClassOf = { scheme: Scheme; value: string }

const AVI_LEVEL = /\b(Start|[ME][3-7]|Plus)\b/gi
const NUR_CODE = /\b\d{3}\b/g

/** `m4` is written M4, and `start` Start. */
const level = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1).toLowerCase()}`
const plain = (record: MarcRecord, tag: string): string[] =>
  fields(record, tag).flatMap(field => subfields(field, 'a').map(value => value.trim()))

/** 084 names its scheme in $2: other catalogues put SISO, ZIZO and NUR there. */
function named(record: MarcRecord, scheme: string): string[] {
  return fields(record, '084')
    .filter(field => (subfield(field, '2') ?? '').trim().toLowerCase() === scheme)
    .flatMap(field => subfields(field, 'a').map(value => value.trim()))
}

/**
 * What the data format of Open Vlacc keeps of classes: 090 AVI, 095 SISO, 096 NUR, 097 music; ZIZO in 084 with its name.
 */
export function extractClasses(record: MarcRecord): ClassOf[] {
  const by: Readonly<Record<Scheme, readonly string[]>> = {
    siso: [...plain(record, '095'), ...named(record, 'siso')],
    zizo: named(record, 'zizo'),
    avi: plain(record, '090').flatMap(text => text.match(AVI_LEVEL)?.map(level) ?? []),
    nur: [...plain(record, '096'), ...named(record, 'nur')].flatMap(text => text.match(NUR_CODE) ?? []),
    music: plain(record, '097'),
  }
  return SCHEMES.flatMap(scheme => [...new Set(by[scheme].filter(Boolean))].map(value => ({ scheme, value })))
}
