/** One thing that a fixed field says by its place: from where, how many characters, and the values there are. */
export interface Spot {
  readonly name: string
  readonly from: number
  readonly length: number
  /** Values with their words in Dutch and English; none: free text of that length. */
  readonly values: readonly (readonly [code: string, nl: string, en: string])[]
}

/** MARC 21 Bibliographic, Leader. */
export const LEADER_SPOTS: readonly Spot[] = [
  {
    name: 'status',
    from: 5,
    length: 1,
    values: [
      ['n', 'nieuw', 'new'],
      ['c', 'gewijzigd', 'changed'],
      ['a', 'aangevuld', 'fuller'],
      ['p', 'aangevuld na vooraf', 'fuller after prepublication'],
      ['d', 'verwijderd', 'deleted'],
    ],
  },
  {
    name: 'type',
    from: 6,
    length: 1,
    values: [
      ['a', 'tekst', 'text'],
      ['c', 'bladmuziek', 'notated music'],
      ['e', 'kaart', 'map'],
      ['g', 'film of dia', 'projected'],
      ['i', 'gesproken', 'spoken sound'],
      ['j', 'muziek', 'music'],
      ['k', 'beeld', 'picture'],
      ['m', 'software of game', 'computer file'],
      ['o', 'pakket', 'kit'],
      ['p', 'gemengd', 'mixed'],
      ['r', 'voorwerp of spel', 'object'],
      ['t', 'handschrift', 'manuscript'],
    ],
  },
  {
    name: 'level',
    from: 7,
    length: 1,
    values: [
      ['m', 'boek of ander geheel', 'monograph'],
      ['s', 'tijdschrift', 'serial'],
      ['a', 'deel van een geheel', 'component part'],
      ['c', 'verzameling', 'collection'],
      ['i', 'wordt bijgewerkt', 'integrating'],
      ['b', 'deel van een tijdschrift', 'serial part'],
      ['d', 'deel van een verzameling', 'subunit'],
    ],
  },
  {
    name: 'encoding',
    from: 17,
    length: 1,
    values: [
      [' ', 'volledig', 'full'],
      ['1', 'volledig, boek niet gezien', 'full, not examined'],
      ['3', 'verkort', 'abbreviated'],
      ['5', 'voorlopig', 'preliminary'],
      ['7', 'minimaal', 'minimal'],
      ['8', 'vooraf', 'prepublication'],
    ],
  },
  {
    name: 'form',
    from: 18,
    length: 1,
    values: [
      ['i', 'ISBD', 'ISBD'],
      ['a', 'AACR2', 'AACR2'],
      [' ', 'geen ISBD', 'not ISBD'],
      ['c', 'ISBD zonder leestekens', 'ISBD without punctuation'],
      ['u', 'onbekend', 'unknown'],
    ],
  },
]

/** MARC 21 Bibliographic, 008: the spots of all materials, and those of books that public libraries use. */
export const FIXED_SPOTS: readonly Spot[] = [
  {
    name: 'dateType',
    from: 6,
    length: 1,
    values: [
      ['s', 'één jaar', 'single date'],
      ['m', 'van … tot …', 'multiple'],
      ['r', 'herdruk en eerste druk', 'reprint'],
      ['t', 'uitgave en copyright', 'publication and copyright'],
      ['q', 'vermoedelijk', 'questionable'],
      ['n', 'onbekend', 'unknown'],
      ['c', 'loopt nog', 'current'],
      ['d', 'gestopt', 'ceased'],
      ['|', 'niet ingevuld', 'no attempt'],
    ],
  },
  { name: 'year1', from: 7, length: 4, values: [] },
  { name: 'year2', from: 11, length: 4, values: [] },
  {
    name: 'country',
    from: 15,
    length: 3,
    values: [
      ['be ', 'België', 'Belgium'],
      ['ne ', 'Nederland', 'Netherlands'],
      ['fr ', 'Frankrijk', 'France'],
      ['gw ', 'Duitsland', 'Germany'],
      ['enk', 'Engeland', 'England'],
      ['xxu', 'Verenigde Staten', 'United States'],
      ['xx ', 'onbekend', 'unknown'],
    ],
  },
  {
    name: 'audience',
    from: 22,
    length: 1,
    values: [
      [' ', 'niet ingevuld', 'unknown'],
      ['a', 'tot 5 jaar', 'preschool'],
      ['b', '6 tot 8 jaar', 'primary'],
      ['c', '9 tot 13 jaar', 'pre-adolescent'],
      ['d', '14 tot 17 jaar', 'adolescent'],
      ['j', 'jeugd', 'juvenile'],
      ['e', 'volwassenen', 'adult'],
      ['f', 'vakmensen', 'specialized'],
      ['g', 'iedereen', 'general'],
    ],
  },
  {
    name: 'fiction',
    from: 33,
    length: 1,
    values: [
      ['1', 'fictie', 'fiction'],
      ['0', 'non-fictie', 'not fiction'],
      ['2', 'niet van toepassing', 'not applicable'],
      ['j', 'kortverhalen', 'short stories'],
      ['p', 'poëzie', 'poetry'],
      ['d', 'toneel', 'drama'],
      ['|', 'niet ingevuld', 'no attempt'],
    ],
  },
  {
    name: 'language',
    from: 35,
    length: 3,
    values: [
      ['dut', 'Nederlands', 'Dutch'],
      ['fre', 'Frans', 'French'],
      ['eng', 'Engels', 'English'],
      ['ger', 'Duits', 'German'],
      ['spa', 'Spaans', 'Spanish'],
      ['ita', 'Italiaans', 'Italian'],
      ['tur', 'Turks', 'Turkish'],
      ['ara', 'Arabisch', 'Arabic'],
      ['pol', 'Pools', 'Polish'],
      ['mul', 'meer talen', 'multiple'],
      ['zxx', 'geen tekst', 'no content'],
    ],
  },
]

export const readSpot = (text: string, { from, length }: Spot): string =>
  text.slice(from, from + length).padEnd(length, ' ')
export function writeSpot(text: string, { from, length }: Spot, value: string, whole: number): string {
  const padded = text.padEnd(whole, ' ')
  return padded.slice(0, from) + value.padEnd(length, ' ').slice(0, length) + padded.slice(from + length)
}
/** A 008 for a book of today: `yymmdd`, one year, Belgium, Dutch. */
export const blankFixed = (day: string, year = '    ', language = 'dut'): string =>
  `${day.slice(2).replaceAll('-', '')}s${year.padEnd(4, ' ').slice(0, 4)}    be            000 | ${language} d`
