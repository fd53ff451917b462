import type { FieldFormat, Format } from './format.ts'

/** `tag | ind1 | ind2 | subfields, repeatable before the bar | R or NR | Dutch | English | needed subfields` */
const TABLE = `
001 | | | | NR | Nummer van het record | Control number |
003 | | | | NR | Wie het nummer gaf | Control number identifier |
005 | | | | NR | Laatste wijziging | Date of latest transaction |
006 | | | | R | Bijkomende kenmerken | Additional material characteristics |
007 | | | | R | Fysieke vorm in codes | Physical description in codes |
008 | | | | NR | Gegevens in codes | Fixed-length data |
010 | # | # | bz8|a | NR | Nummer van de Library of Congress | LC control number |
015 | # | # | aqz68|2 | R | Nummer van de nationale bibliografie | National bibliography number |
020 | # | # | qz68|ac | R | ISBN | ISBN |
022 | #01 | # | myz680|al2 | R | ISSN | ISSN |
024 | 0123478 | #01 | qz68|acd2 | R | Ander nummer | Other standard identifier |
028 | 0123456 | 0123 | q68|ab | R | Nummer van de uitgever | Publisher number |
035 | # | # | z68|a | R | Nummer in een ander systeem | System control number |
040 | # | # | d8|abce6 | NR | Wie het record maakte | Cataloguing source |
041 | #01 | #7 | abdefghijkmnpqrt68|2 | R | Taal | Language |
043 | # | # | abc028|6 | NR | Gebied | Geographic area |
044 | # | # | abc28|6 | NR | Land van uitgave | Country of publication |
050 | #01 | 04 | a018|b36 | R | Plaats in de Library of Congress | LC call number |
080 | #01 | # | x0168|ab2 | R | UDC | UDC number |
082 | 0178 | #04 | a8|bmq26 | R | Dewey | Dewey number |
084 | # | # | a018|bq26 | R | Andere classificatie | Other classification | a
090 | #01 | # | ab8|2 | R | AVI-niveau | Reading level (AVI) |
100 | 013 | # | ce4jgkfnp018|abdqltu26 | NR | Persoon als hoofdwoord | Main entry, person | a
110 | 012 | # | bde4cgkfnp018|altu26 | NR | Organisatie als hoofdwoord | Main entry, body | a
111 | 012 | # | dce4jgknfpq018|altu26 | NR | Congres als hoofdwoord | Main entry, meeting | a
130 | 0123456789 | # | dgkmnps018|afhlort26 | NR | Uniforme titel als hoofdwoord | Main entry, uniform title | a
210 | 01 | #0 | 28|ab6 | R | Afgekorte titel | Abbreviated title |
222 | # | 0123456789 | 8|ab6 | R | Sleuteltitel | Key title |
240 | 01 | 0123456789 | dgkmnps018|afhlor26 | NR | Uniforme titel | Uniform title | a
245 | 01 | 0123456789 | gknps8|abcfh6 | NR | Titel en auteursvermelding | Title statement | a
246 | 0123 | #012345678 | gnp58|abfhi6 | R | Andere vorm van de titel | Varying form of title | a
247 | 01 | 01 | gnp8|abfhx6 | R | Vroegere titel | Former title |
250 | # | # | 38|ab6 | R | Uitgave | Edition | a
254 | # | # | 8|a6 | NR | Soort bladmuziek | Musical presentation |
255 | # | # | 8|abcdefg6 | R | Schaal van de kaart | Cartographic data |
256 | # | # | 8|a6 | NR | Soort bestand | Computer file characteristics |
260 | #23 | # | abcefg8|36 | R | Uitgever (oud) | Imprint |
263 | # | # | 8|a6 | NR | Verwacht in | Projected publication date |
264 | #23 | 01234 | abc8|36 | R | Uitgever, plaats en jaar | Publication | 
300 | # | # | acfg8|be36 | R | Omvang | Physical description |
306 | # | # | a8|6 | NR | Speelduur | Playing time |
310 | # | # | 8|ab6 | NR | Verschijnt | Frequency |
336 | # | # | ab8|236 | R | Soort inhoud | Content type |
337 | # | # | ab8|236 | R | Soort medium | Media type |
338 | # | # | ab8|236 | R | Soort drager | Carrier type |
340 | # | # | abcdefhijkmnopq8|236 | R | Materiaal | Physical medium |
344 | # | # | abcdefgh8|236 | R | Geluid | Sound characteristics |
347 | # | # | abcdef8|236 | R | Bestand | Digital file characteristics |
362 | 01 | # | 8|az6 | R | Jaargangen | Dates of publication |
380 | # | # | a018|26 | R | Vorm van het werk | Form of work |
385 | # | # | ab018|2mn36 | R | Doelgroep | Audience characteristics |
490 | 01 | # | avxy8|l36 | R | Reeks zoals vermeld | Series statement | a
500 | # | # | 8|a356 | R | Noot | General note | a
501 | # | # | 8|a56 | R | Samen met | With note | a
502 | # | # | go8|abcd6 | R | Proefschrift | Dissertation note |
504 | # | # | 8|ab6 | R | Literatuurlijst | Bibliography note | a
505 | 0128 | #0 | grtu8|a6 | R | Inhoud | Contents note |
508 | # | # | 8|a6 | R | Medewerkers | Production credits | a
511 | 01 | # | 8|a6 | R | Uitvoerders | Participants | a
515 | # | # | 8|a6 | R | Nummering | Numbering peculiarities | a
516 | # | # | 8|a6 | R | Soort bestand | Type of computer file | a
518 | # | # | dop0128|a36 | R | Opname | Date and place of event |
520 | #012348 | # | u8|abc236 | R | Samenvatting | Summary | a
521 | #012348 | # | a8|b36 | R | Voor wie | Target audience | a
525 | # | # | 8|a6 | R | Bijlage | Supplement note | a
526 | 08 | # | xz8|abcdi56 | R | Leesprogramma | Study programme |
530 | # | # | u8|abcd36 | R | Andere vorm te krijgen | Additional form |
533 | # | # | bcdefmn8|a3567 | R | Reproductie | Reproduction note |
534 | # | # | fknoxz8|abceilmpt36 | R | Oorspronkelijke uitgave | Original version |
538 | # | # | 8|aiu356 | R | Nodige apparatuur | System details | a
540 | # | # | u8|abcdfg2356q | R | Gebruiksrechten | Terms of use |
541 | #01 | # | no8|abcdefh356 | R | Herkomst van de verwerving | Acquisition source |
546 | # | # | b8|a36 | R | Noot over de taal | Language note |
550 | # | # | 8|a6 | R | Wie uitgeeft | Issuing body | a
561 | #01 | # | u8|a356 | R | Vroegere eigenaars | Ownership | a
586 | #8 | # | 8|a36 | R | Prijzen | Awards | a
588 | #01 | # | 8|a56 | R | Bron van de beschrijving | Source of description | a
600 | 013 | 01234567 | cegjkmnpsvxyz0148|abdfhloqrtu236 | R | Persoon als onderwerp | Subject, person | a
610 | 012 | 01234567 | bcdegkmnpsvxyz0148|afhlortu236 | R | Organisatie als onderwerp | Subject, body | a
611 | 012 | 01234567 | cdegjknpsvxyz0148|afhlqtu236 | R | Congres als onderwerp | Subject, meeting | a
630 | 0123456789 | 01234567 | degkmnpsvxyz0148|afhlort236 | R | Titel als onderwerp | Subject, title | a
648 | #01 | 01234567 | vxyz018|a236 | R | Periode als onderwerp | Subject, period | a
650 | #012 | 01234567 | egvxyz0149 8|abcd236 | R | Onderwerp | Subject, topic | a
651 | # | 01234567 | egvxyz0148|a236 | R | Plaats als onderwerp | Subject, place | a
653 | #012 | #0123456 | a018|56 | R | Vrij trefwoord | Uncontrolled term | a
655 | #0 | 01234567 | bcvxyz018|a2356 | R | Genre | Genre | a
656 | # | 7 | vxyz018|ak236 | R | Beroep | Occupation | a
700 | 013 | #2 | ceijgkmnps0148|abdfhloqrtux2356 | R | Andere persoon | Added entry, person | a
710 | 012 | #2 | bcdegikmnps0148|afhlortux2356 | R | Andere organisatie | Added entry, body | a
711 | 012 | #2 | cdegijknps0148|afhlqtux2356 | R | Ander congres | Added entry, meeting | a
720 | #12 | # | e48|a6 | R | Naam zonder vorm | Uncontrolled name | a
730 | 0123456789 | #2 | dgikmnps0148|afhlortx2356 | R | Andere uniforme titel | Added entry, uniform title | a
740 | 0123456789 | #2 | np8|ah56 | R | Andere titel | Added entry, title | a
752 | # | # | acdefgh0148|b26 | R | Plaats in lagen | Hierarchical place |
760 | 01 | #8 | ginow4|abcdhmstxy67 | R | Hoofdreeks | Main series |
765 | 01 | #8 | ginokrwz4|abcdhmstuxy67 | R | Oorspronkelijke taal | Original language |
767 | 01 | #8 | ginokrwz4|abcdhmstuxy67 | R | Vertaling | Translation |
770 | 01 | #8 | ginokrwz4|abcdhmstuxy67 | R | Bijlage of speciaal nummer | Supplement |
772 | 01 | #08 | ginokrwz4|abcdhmstuxy67 | R | Hoort bij | Supplement parent |
773 | 01 | #8 | gnokrswz4|abdhimpqtuxy367 | R | In | Host item |
775 | 01 | #8 | ginokrwz4|abcdefhmstuxy67 | R | Andere uitgave | Other edition |
776 | 01 | #8 | ginokrwz4|abcdhmstuxy67 | R | Andere vorm | Additional physical form |
777 | 01 | #8 | ginokrwz4|abcdhmstuxy67 | R | Uitgegeven met | Issued with |
780 | 01 | 01234567 | ginokrwz4|abcdhmstuxy67 | R | Voorgaand | Preceding entry |
785 | 01 | 012345678 | ginokrwz4|abcdhmstuxy67 | R | Volgend | Succeeding entry |
787 | 01 | #8 | ginokrwz4|abcdhmstuxy67 | R | Verwant | Other relationship |
800 | 013 | # | cegjkmnps01489w|abdfhloqrtuvx235 67 | R | Reeks onder een persoon | Series, person | a
810 | 012 | # | bcdegkmnps01489w|afhlortuvx23567 | R | Reeks onder een organisatie | Series, body | a
811 | 012 | # | cdegjknps01489w|afhlqtuvx23567 | R | Reeks onder een congres | Series, meeting | a
830 | # | 0123456789 | dgkmnps018w|afhlortvxy3567 | R | Reeks | Series | a
850 | # | # | a8| | R | Wie het heeft | Holding institution |
852 | #012345678 | #012 | bcdefgksxz8|ahijlmnpqtuy2369 | R | Plaats van een exemplaar | Location |
856 | #012347 | #0128 | adfimqsuvwxyz8|bchjklnoprt236 | R | Adres op het internet | Electronic location |
880 | #0123456789 | #0123456789 | abcdefghijklmnopqrstuvwxyz0123456789| | R | In een ander schrift | Alternate script | 6
`

export function readFormatTable(table: string): Record<string, FieldFormat> {
  const fields: Record<string, FieldFormat> = {}
  for (const line of table.trim().split('\n')) {
    // The bar within the list of subfields has no blank beside it; those between columns do.
    const [tag = '', ind1 = '', ind2 = '', codes = '', repeats, nl = '', en = '', needs = ''] = line
      .split(/(?<=\s)\|(?=\s|$)/)
      .map(part => part.trim())
    if (tag === '') continue
    const isControl = tag.startsWith('00')
    fields[tag] = {
      nl,
      en,
      repeats: repeats === 'R',
      ...(isControl ? {} : { ind1, ind2, codes: codes.replaceAll(' ', '') }),
      ...(needs === '' ? {} : { needs }),
    }
  }
  return fields
}

/**
 * MARC 21 Format for Bibliographic Data (Library of Congress), the fields that public libraries meet. A field that is not
 * here is noticed and not refused: 9XX and X9X are for local use.
 */
export const MARC21: Format = {
  name: 'MARC 21',
  fields: readFormatTable(TABLE),
  required: ['245'],
  closed: false,
}

/** What the Open Vlacc data format adds to it and asks of it (Dataformaat Open Vlacc, 2015). */
const VLACC_TABLE = `
090 | # | # | ab8|2 | R | AVI-niveau | Reading level (AVI) | a
095 | # | # | ab8|2 | R | SISO | SISO | a
096 | # | # | a8|2 | R | NUR | NUR | a
097 | # | # | ab8|2 | R | Muziekklasse | Music class | a
600 | 013 | 01234567 | cegjkmnpsvxyz01489|abdfhloqrtu236 | R | Persoon als onderwerp | Subject, person | a
650 | #012 | 01234567 | egvxyz01489|abcd236 | R | Onderwerp, thema of genre | Subject, theme or genre | a
651 | # | 01234567 | egvxyz01489|a236 | R | Plaats als onderwerp | Subject, place | a
`
export const OPEN_VLACC: Format = {
  name: 'Open Vlacc',
  fields: { ...MARC21.fields, ...readFormatTable(VLACC_TABLE) },
  required: ['001', '008', '245'],
  closed: false,
}
