import type { Format } from './format.ts'
import { readFormatTable } from './format-marc21.ts'

/** As the table of descriptions: `tag | ind1 | ind2 | subfields | R or NR | Dutch | English | needed`. */
const OWN = `
001 | | | | NR | Nummer van het record | Control number |
003 | | | | NR | Wie het nummer gaf | Control number identifier |
004 | | | | NR | Nummer van de titel | Control number of the title |
005 | | | | NR | Laatste wijziging | Date of latest transaction |
007 | | | | R | Fysieke vorm in codes | Physical description in codes |
008 | | | | NR | Gegevens in codes | Fixed-length data |
014 | #018 | # | z68|ab | R | Nummer van een ander record | Linkage number |
020 | # | # | qz68|ac | R | ISBN | ISBN |
022 | #01 | # | myz680|al2 | R | ISSN | ISSN |
024 | 0123478 | #01 | qz68|acd2 | R | Ander nummer | Other standard identifier |
035 | # | # | z68|a | R | Nummer in een ander systeem | System control number |
040 | # | # | d8|abce6 | NR | Wie het record maakte | Record source |
506 | #01 | # | bcdeu8|afgq2356 | R | Wie het mag gebruiken | Restrictions on access |
541 | #01 | # | no8|abcdefh356 | R | Herkomst van de verwerving | Acquisition source |
561 | #01 | # | u8|a356 | R | Vroegere eigenaars | Ownership |
562 | # | # | abcde8|356 | R | Kenmerken van dit exemplaar | Copy and version |
563 | # | # | u8|a356 | R | Band | Binding |
583 | #01 | # | bcdefhijklnouxz8|a2356 | R | Behandeling | Action note |
841 | # | # | | NR | Gegevens in codes, ingebed | Coded data, embedded |
842 | # | # | 8|a6 | NR | Fysieke vorm in woorden | Textual physical form |
843 | # | # | bcfmn8|ade3567 | R | Reproductie | Reproduction |
844 | # | # | 8|a6 | NR | Naam van de eenheid | Name of unit |
845 | # | # | u8|abcd356 | R | Gebruiksrechten | Terms of use |
852 | #012345678 | #012 | bcdefgksuxz8|ahijlmnpqt2369 | R | Plaats | Location |
856 | #012347 | #0128 | adfimqsuvwxyz8|bchjklnoprt236 | R | Adres op het internet | Electronic location |
880 | #0123456789 | #0123456789 | abcdefghijklmnopqrstuvwxyz0123456789| | R | In een ander schrift | Alternate script | 6
`
/** The three kinds of unit that captions, values and words are given of. */
const UNITS = [
  ['3', 'basis', 'basic unit'],
  ['4', 'bijlagen', 'supplements'],
  ['5', 'registers', 'indexes'],
] as const
/** Captions (853-855), values (863-865), words (866-868) and items (876-878) of each, by the last digit. */
const SERIES = UNITS.flatMap(([last, nl, en], i) => [
  `85${last} | #0123 | #0123 | ouvxyz|abcdefghijklmnptw368 | R | Opschriften, ${nl} | Captions, ${en} |`,
  `86${last} | #345 | #01234 | oqsxz|abcdefghijklmnptw368 | R | Nummering, ${nl} | Numbering, ${en} |`,
  `86${6 + i} | #345 | #0127 | xz8|a26 | R | Bezit in woorden, ${nl} | Holdings in words, ${en} | a`,
  `87${6 + i} | # | # | bcdehjlprxz8|at36 | R | Exemplaar, ${nl} | Item, ${en} |`,
]).join('\n')

/**
 * MARC 21 Format for Holdings Data (Library of Congress): of which title, where its copies stand, which volumes and issues there
 * are, and the items. Other fields are noticed and not refused.
 */
export const HOLDINGS: Format = {
  name: 'MARC 21 Holdings',
  fields: readFormatTable(`${OWN.trim()}\n${SERIES}`),
  required: ['852'],
  closed: false,
  kind: 'holdings',
}
