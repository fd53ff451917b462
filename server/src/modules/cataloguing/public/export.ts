import { printMarcJson, writeIso2709, writeMarcxmlRecord } from '@kaft/marc'
import { toBibtex, toCsv, toRis } from './forms/cite.rules.ts'
import { dublinCoreElements, oaiDublinCore } from './forms/dublin-core.rules.ts'
import type { PublicTitle } from './public-title.rules.ts'
import { DECLARATION } from './xml.rules.ts'

interface Form {
  readonly type: string
  /** The end of the file's name. */
  readonly ending: string
  print(titles: readonly PublicTitle[]): string | Uint8Array
}

/** Records that ISO 2709 cannot say (over 99,999 bytes) are left out of a file of it; MARCXML has them all. */
function iso2709(titles: readonly PublicTitle[]): Uint8Array {
  const parts = titles.flatMap(({ record }) => {
    const written = writeIso2709(record)
    return written.ok ? [written.bytes] : []
  })
  return Buffer.concat(parts)
}

const marcxml = (titles: readonly PublicTitle[]): string =>
  `${DECLARATION}<collection xmlns="http://www.loc.gov/MARC21/slim">\n${titles.map(t => writeMarcxmlRecord(t.record, false)).join('\n')}\n</collection>\n`

const dublinCore = (titles: readonly PublicTitle[]): string =>
  titles.length === 1 && titles[0]
    ? DECLARATION + oaiDublinCore(titles[0])
    : `${DECLARATION}<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${titles.map(t => `<record>${dublinCoreElements(t)}</record>`).join('')}</metadata>`

/** The forms in which titles are given out, by the word that asks for them. */
export const FORMS = {
  ris: {
    type: 'application/x-research-info-systems; charset=utf-8',
    ending: 'ris',
    print: titles => titles.map(toRis).join(''),
  },
  bibtex: {
    type: 'application/x-bibtex; charset=utf-8',
    ending: 'bib',
    print: titles => titles.map(toBibtex).join('\n'),
  },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv', print: toCsv },
  marc: { type: 'application/marc', ending: 'mrc', print: iso2709 },
  marcxml: { type: 'application/marcxml+xml; charset=utf-8', ending: 'xml', print: marcxml },
  marcjson: {
    type: 'application/x-ndjson; charset=utf-8',
    ending: 'ndjson',
    print: titles => titles.map(t => `${printMarcJson(t.record)}\n`).join(''),
  },
  dc: { type: 'application/xml; charset=utf-8', ending: 'dc.xml', print: dublinCore },
} as const satisfies Record<string, Form>
export type FormName = keyof typeof FORMS
export const formNamed = (asked: string | undefined): FormName | null =>
  asked !== undefined && Object.hasOwn(FORMS, asked) ? (asked as FormName) : null
