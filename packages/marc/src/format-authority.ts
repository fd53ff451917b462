import type { Format } from './format.ts'
import { readFormatTable } from './format-marc21.ts'

/** As the table of descriptions: `tag | ind1 | ind2 | subfields | R or NR | Dutch | English | needed`. */
const CONTROL = `
001 | | | | NR | Nummer van het record | Control number |
003 | | | | NR | Wie het nummer gaf | Control number identifier |
005 | | | | NR | Laatste wijziging | Date of latest transaction |
008 | | | | NR | Gegevens in codes | Fixed-length data |
010 | # | # | z8|a | NR | Nummer van de Library of Congress | LC control number |
024 | 78 | # | az068|2q | R | Ander nummer (ISNI, VIAF, Wikidata) | Other identifier |
035 | # | # | z68|a | R | Nummer in een ander systeem | System control number |
040 | # | # | d8|abcef6 | NR | Wie het record maakte | Cataloguing source |
043 | # | # | abc028|6 | NR | Gebied | Geographic area |
046 | # | # | uvxz8|abcdefgklnopqrst26 | R | Datums in codes | Coded dates |
`
const NOTES = `
368 | # | # | abcdv08u|26st | R | Andere kenmerken | Other attributes |
370 | # | # | cfgv08u|abe26st | R | Plaatsen | Associated places |
372 | # | # | av08u|26st | R | Vakgebied | Field of activity |
374 | # | # | av08u|26st | R | Beroep | Occupation |
375 | # | # | av08u|26st | R | Gender | Gender |
377 | # | #7 | al08u|26 | R | Taal | Language |
380 | # | # | a08|26 | R | Vorm van het werk | Form of work |
667 | # | # | 8|a56 | R | Interne noot | Nonpublic note | a
670 | # | # | uv08|abw6 | R | Bron van de gegevens | Source data found | a
675 | # | # | a8|6 | NR | Bron zonder gegevens | Source data not found |
678 | 01 | # | u8|ab6 | R | Levensbeschrijving | Biographical data |
680 | # | # | ai8|56 | R | Gebruik van de kop | Scope note |
`
/** Headings by the last digits of their tag: indicators, subfields, and names of 1XX, 4XX and 5XX. */
const HEADINGS = `
00 | 013 | # | ckmnpsvxyz8gj|abdfhlqrtou6 | Persoon | Person
10 | 012 | # | bcdkmnpgsvxyz8|afhlrtou6 | Organisatie | Body
11 | 012 | # | cdegkpnsvxyz8|afhlqtu6 | Congres of gebeurtenis | Meeting
30 | # | 0123456789 | dgkmnpsvxyz8|afhlort6 | Uniforme titel | Uniform title
47 | # | # | cdgvxyz8|a6 | Gebeurtenis | Event
48 | # | # | vxyz8|a6 | Periode | Period
50 | # | # | vxyzg8|ab6 | Onderwerp | Topic
51 | # | # | gvxyz8|a6 | Plaats | Place
55 | # | # | vxyz8|a6 | Genre | Genre
62 | # | # | 8|a6 | Medium van uitvoering | Medium of performance
`
const headingRows = HEADINGS.trim()
  .split('\n')
  .flatMap(row => {
    const parts = row.split(/(?<=\s)\|(?=\s)/).map(part => part.trim())
    const [last = '', ind1 = '', ind2 = '', codes = '', nl = '', en = ''] = parts
    const [see, also] = [nl.toLowerCase(), en.toLowerCase()]
    return [
      `1${last} | ${ind1} | ${ind2} | ${codes} | NR | ${nl} | ${en} | a`,
      `4${last} | ${ind1} | ${ind2} | i45w0${codes} | R | Zie van: ${see} | See from: ${also} | a`,
      `5${last} | ${ind1} | ${ind2} | i45w0${codes} | R | Zie ook: ${see} | See also: ${also} | a`,
    ]
  })
  .join('\n')

/**
 * MARC 21 Format for Authority Data (Library of Congress): headings (1XX), names that lead to them (4XX), headings beside
 * them (5XX), and the notes that cataloguers keep. Other fields are noticed and not refused.
 */
export const AUTHORITY: Format = {
  name: 'MARC 21 Authority',
  fields: readFormatTable(`${CONTROL.trim()}\n${headingRows}\n${NOTES.trim()}`),
  required: [],
  closed: false,
  kind: 'authority',
}
