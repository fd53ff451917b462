import type { TitleFacts } from '@kaft/marc'
import { oaiIdentifier, type PublicTitle } from '../public-title.rules.ts'
import { element } from '../xml.rules.ts'

/** Kinds of the DCMI Type Vocabulary. */
const TYPES: Readonly<Record<string, string>> = {
  book: 'Text',
  ebook: 'Text',
  comic: 'Text',
  magazine: 'Text',
  dvd: 'MovingImage',
  cd: 'Sound',
  audiobook: 'Sound',
  score: 'StillImage',
  map: 'StillImage',
  game: 'InteractiveResource',
  kit: 'Collection',
}

const many = (name: string, texts: readonly (string | null)[]): string =>
  [...new Set(texts)].map(text => element(`dc:${name}`, text)).join('')

const makers = ({ contributors }: TitleFacts) => ({
  creators: contributors.filter(c => c.is_main || c.role === 'aut').map(c => c.name),
  others: contributors.filter(c => !c.is_main && c.role !== 'aut').map(c => c.name),
})

/**
 * The fifteen elements of Dublin Core (ISO 15836-1), unqualified, in the order in which the schema of the Library of
 * Congress lists them.
 */
export function dublinCoreElements({ row, facts: f }: PublicTitle): string {
  const { creators, others } = makers(f)
  return [
    many('title', [[f.title, f.subtitle].filter(Boolean).join(' : ')]),
    many('creator', creators),
    many('subject', [...f.subjects, ...f.genres]),
    many('description', [f.summary]),
    many('publisher', [f.publisher]),
    many('contributor', others),
    many('date', [f.year === null ? null : String(f.year)]),
    many('type', [TYPES[f.material] ?? null, f.material]),
    many('format', [f.extent]),
    many('identifier', [
      oaiIdentifier(row.title_id),
      ...f.isbns.map(n => `urn:isbn:${n}`),
      ...f.issns.map(n => `urn:issn:${n}`),
      ...f.eans.map(n => `urn:ean:${n}`),
    ]),
    many('language', f.languages),
    many(
      'relation',
      f.series.map(s => (s.volume === null ? s.title : `${s.title} ; ${s.volume}`)),
    ),
  ].join('')
}

/** `oai_dc`, which every repository of OAI-PMH gives (OAI-PMH 2.0, §2.5 and appendix 1). */
export const oaiDublinCore = (title: PublicTitle): string =>
  '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
  'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">' +
  `${dublinCoreElements(title)}</oai_dc:dc>`

/** Dublin Core in an answer of SRU (info:srw/schema/1/dc-v1.1). */
export const srwDublinCore = (title: PublicTitle): string =>
  '<srw_dc:dc xmlns:srw_dc="info:srw/schema/1/dc-schema" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
  `${dublinCoreElements(title)}</srw_dc:dc>`
