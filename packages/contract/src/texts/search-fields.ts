/** Fields that can be named in the one box of search, as `auteur:elsschot` or `titel:"het been"`, each with its names in Dutch and English. */
const names = {
  title: 'titel title',
  author: 'auteur author maker',
  series: 'reeks serie series',
  subject: 'onderwerp genre subject',
  publisher: 'uitgever publisher',
  number: 'isbn issn ean nummer',
  year: 'jaar year',
  language: 'taal language',
  siso: 'siso',
  zizo: 'zizo',
  avi: 'avi',
  nur: 'nur',
} as const
export type SearchField = keyof typeof names

const byName: ReadonlyMap<string, SearchField> = new Map(
  (Object.keys(names) as SearchField[]).flatMap(field =>
    names[field].split(' ').map(name => [name, field] as const),
  ),
)
/** The field of a name, in whatever case; undefined for a word like any other. */
export const searchFieldOf = (name: string): SearchField | undefined => byName.get(name.toLowerCase())

/** What may be a named field in a text: its name, then a phrase between quotes with the quote that ends it, or a word. */
export const NAMED_FIELD = /(?<![\p{L}\p{N}])(\p{L}{3,10}):\s?(?:["“„]([^"“”„]*)(["“”]|$)|([^\s"“”„]+))/giu
