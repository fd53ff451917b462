import { defineTexts } from '../../../base/language.ts'

export const holdingTexts = defineTexts(
  {
    open: 'Record',
    openOf: (place: string) => `Bezitsrecord van ${place}`,
    fresh: 'Nieuw bezitsrecord',
    title: 'Bezitsrecord',
    about: (source: string, number: string) => `Bron ${source}, nummer ${number}`,
    toTitle: 'Naar de titel',
    of: (title: string) => `Bij ${title}`,
    locked:
      'Dit bezit is van een andere bibliotheek. Je kan het lezen, niet wijzigen. Klopt er iets niet, vraag het haar.',
    embedded:
      'Dit bezit stond in de beschrijving van de titel. Komt die opnieuw binnen, dan wordt het vervangen; je wijziging blijft bij de versies.',
    imported:
      'Komt dit record opnieuw uit zijn bron, dan vervangt dat je wijziging. Ze blijft bij de versies.',
    words: 'In woorden',
    noWords: 'Dit record zegt niets in woorden: het bezit zijn de exemplaren.',
    heads: ['Vestiging', 'Kast', 'Plaatskenmerk'],
    places: 'Waar het staat',
    items: 'Exemplaren in dit record',
    itemHeads: ['Streepjescode', 'Vestiging', 'Kast', 'Nummer of deel'],
    noItems: 'Dit record noemt geen exemplaren.',
    itemGone: 'geen exemplaar met deze streepjescode',
    itemElsewhere: 'staat op een andere titel',
    aboutItems:
      'Een wijziging hier maakt of wijzigt geen exemplaren: dat doe je bij de titel, of met een import.',
    record: 'Record',
    saved: 'Bewaard. De vorige vorm staat bij de versies.',
    made: 'Het bezitsrecord staat bij de titel.',
    save: 'Bewaren',
    remove: 'Verwijder dit bezitsrecord',
    removeAbout: (n: number) =>
      n === 0
        ? 'Er hangen geen exemplaren aan. Je kan het meteen terughalen.'
        : n === 1
          ? 'Het ene exemplaar dat erin staat, blijft bij de titel: uitlenen en reserveren gaan door. Je kan het record meteen terughalen, zonder zijn vroegere versies.'
          : `De ${n} exemplaren die erin staan, blijven bij de titel: uitlenen en reserveren gaan door. Je kan het record meteen terughalen, zonder zijn vroegere versies.`,
    removed: 'Het bezitsrecord is verwijderd. De exemplaren bleven.',
    restored: 'Het bezitsrecord staat er weer.',
    noVersions: 'Dit record is hier nog niet gewijzigd.',
    versions: 'Versies',
  },
  {
    open: 'Record',
    openOf: place => `Holdings record of ${place}`,
    fresh: 'New holdings record',
    title: 'Holdings record',
    about: (source, number) => `Source ${source}, number ${number}`,
    toTitle: 'To the title',
    of: title => `Of ${title}`,
    locked:
      'These holdings are another library’s. You can read them, not change them. If something is wrong, ask that library.',
    embedded:
      'These holdings stood within the description of the title. If that comes in anew they are replaced; your change stays among the versions.',
    imported:
      'If this record comes from its source anew, that replaces your change. It stays among the versions.',
    words: 'In words',
    noWords: 'This record says nothing in words: the holdings are the items.',
    heads: ['Branch', 'Shelf', 'Call number'],
    places: 'Where it stands',
    items: 'Items in this record',
    itemHeads: ['Barcode', 'Branch', 'Shelf', 'Number or volume'],
    noItems: 'This record names no items.',
    itemGone: 'no item with this barcode',
    itemElsewhere: 'stands on another title',
    aboutItems: 'A change here makes or changes no items: do that at the title, or by an import.',
    record: 'Record',
    saved: 'Kept. The former form is among the versions.',
    made: 'The holdings record stands with the title.',
    save: 'Save',
    remove: 'Remove this holdings record',
    removeAbout: n =>
      n === 0
        ? 'No items hang on it. You can bring it back at once.'
        : n === 1
          ? 'The one item in it stays with the title: lending and reserving go on. You can bring the record back at once, without its former versions.'
          : `The ${n} items in it stay with the title: lending and reserving go on. You can bring the record back at once, without its former versions.`,
    removed: 'The holdings record is removed. The items stayed.',
    restored: 'The holdings record is back.',
    noVersions: 'This record was not changed here yet.',
    versions: 'Versions',
  },
)
