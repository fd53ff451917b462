import type { Language } from '../../base/language.ts'

/**
 * What the server adds to a reason, which it writes for the log too: known sentences become Dutch, and barcodes, numbers
 * and values of fields stay as they stood in the file.
 */
const known: readonly (readonly [RegExp, string])[] = [
  [/^the record has no title in 245, 130 or 240$/, 'geen 245, 130 of 240'],
  [/^(\S+) stands on another title of the library$/, '$1'],
  [/^(.+): no branch named$/, '$1: geen vestiging genoemd'],
  [/^no place \(852\)$/, 'geen plaats (852)'],
  [
    /^the control number in 001 has (\d+) characters, and may have (\d+)$/,
    'het nummer in 001 telt $1 tekens, hoogstens $2 mag',
  ],
  [/^the control number in 001 has (\d+) characters$/, 'het nummer in 001 telt $1 tekens'],
  [/^it names no title: no (.+) or (\d+)$/, 'geen $1 of $2'],
  [
    /^the number (.+) stood on another record of this file; the first was taken$/,
    'nummer $1 staat twee keer in dit bestand: het eerste record telde',
  ],
  [/^it fits (\d+) titles equally well: .*$/, 'past even goed bij $1 titels'],
  [
    /^an earlier record of this file is the title \d+ already$/,
    'een vroeger record van dit bestand is dezelfde titel',
  ],
  [/^no title here fits, and new ones are not taken$/, 'volgens het profiel komen er geen nieuwe bij'],
  [
    /^no authority record has this number here, and new ones are not taken$/,
    'volgens het profiel komen er geen nieuwe bij',
  ],
  [/^the database refused it \((.+)\)$/, 'de databank weigerde dit record ($1)'],
  [
    /^the source took (.+) back; a library has it or somebody awaits it$/,
    '$1: een bibliotheek heeft deze titel, of iemand wacht erop',
  ],
  [/^it is a record of .+, and describes no title$/, 'een ander soort record'],
  [/^(.+): items that stay on the title: (\d+)$/, '$1: $2 exemplaren blijven bij de titel'],
  [/^(\S+) no\. (\d+)(.*)$/, '$1 nr. $2$3'],
  [/^(?:not an object with leader and fields|no leader|no list of fields)$/, 'leader of velden ontbreken'],
  [/^field no\. (\d+) is no field of MARC-in-JSON$/, 'veld nr. $1 is geen veld van MARC-in-JSON'],
  [/^no (?:end|record terminator) within (\d+) bytes$/, 'geen einde binnen $1 bytes'],
  [/^a record without fields$/, 'een record zonder velden'],
  [/^the file ends within (?:this record|a leader)$/, 'het bestand stopt in dit record'],
  [/^these bytes do not start with a leader and were skipped$/, 'overgeslagen: hier begint geen leader'],
  [/^only (\d+) of the 24 positions of a leader$/, 'de leader heeft $1 van 24 tekens'],
  [/^no field terminator ends the directory$/, 'de inhoudstafel eindigt niet'],
  [/^the last field does not end$/, 'het laatste veld eindigt niet'],
  [/^(\d+) fields are not of the kind of their tag$/, '$1 velden passen niet bij hun nummer'],
]

/** The detail in the language of the screen; a sentence that is not known stays as it is. */
export const detailIn = (lang: Language, detail: string | null): string => {
  if (detail === null || lang !== 'nl') return detail ?? ''
  const found = known.find(([sentence]) => sentence.test(detail))
  return found === undefined ? detail : detail.replace(found[0], found[1])
}
