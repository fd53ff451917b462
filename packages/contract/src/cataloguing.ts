import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf } from './values.ts'

export const Availability = closed({
  branch_id: Id,
  branch_name: Type.String(),
  library_id: Id,
  library_name: Type.String(),
  items: Type.Integer(),
  available: Type.Integer(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  next_due_on: Nullable(Day),
})
export const TitleHit = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  language: Nullable(Type.String()),
  series: Nullable(Type.String()),
  /** Items of the own library (or of the asked branch) that stand on the shelf now, and all of them. */
  available: Type.Integer(),
  items: Type.Integer(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  waiting: Type.Integer(),
  /** How many of the matches are editions of its work, itself included: it stands for them. One where each edition was asked for itself. */
  editions: Type.Integer(),
})
export type TitleHit = Static<typeof TitleHit>
export const Facet = closed({
  field: Type.String(),
  values: Type.Array(
    closed({
      value: Type.String(),
      count: Type.Integer(),
      /** What the value is called, where it is a number of something: a branch. */
      name: Nullable(Type.String()),
    }),
  ),
})
export type Facet = Static<typeof Facet>
/** By what matches are put in order. The most lent come first wherever nothing else says so. */
export const searchSorts = ['relevance', 'lent', 'added', 'newest', 'oldest', 'title', 'author'] as const
export type SearchSort = (typeof searchSorts)[number]
const Words = Type.String({ maxLength: 300 })
/** What a search asks. `q` holds words, "phrases", fields as `auteur:elsschot`, a standard number, or `cql:` and a question. */
export const searchFields = {
  q: Type.Optional(Words),
  where: Type.Optional(OneOf(['all', 'library', 'branch'])),
  /** A branch of the own library, where `where` is `branch`; absent: the one where the caller stands. */
  branch: Type.Optional(Id),
  available: Type.Optional(Type.Literal('1')),
  material: Type.Optional(Type.String({ maxLength: 40 })),
  language: Type.Optional(Type.String({ maxLength: 3 })),
  audience: Type.Optional(Type.String({ maxLength: 20 })),
  genre: Type.Optional(Words),
  author: Type.Optional(Words),
  subject: Type.Optional(Words),
  series: Type.Optional(Words),
  decade: Type.Optional(Type.String({ pattern: '^[0-9]{3}0$' })),
  /** Only the names that were typed, and not the others that authority records know for them. */
  names: Type.Optional(Type.Literal('typed')),
  sort: Type.Optional(OneOf(searchSorts)),
  /** Each edition of a work by itself; absent: a work once, by the edition that fits best. */
  each_edition: Type.Optional(Type.Literal('1')),
  /** Whether the branches of the library are counted too; that takes about as long as the search itself. */
  count_branches: Type.Optional(Type.Literal('1')),
  after: Type.Optional(Type.String({ maxLength: 600 })),
}
export const searchTitles = operation({
  id: 'searchTitles',
  method: 'GET',
  path: '/titles',
  leave: 'cataloguing.read',
  summary:
    'Search the catalogue: words, phrases, fields, CQL, ISBN in any form, facets; popular titles first',
  query: closed(searchFields),
  ok: closed({
    rows: Type.Array(TitleHit),
    next: Nullable(Type.String()),
    /** How many works match, or how many titles where each edition was asked for itself; exact up to 10,000 titles (3,000 where it is asked what stands on a shelf), `more` beyond. */
    count: Type.Integer(),
    /** How many titles these are: as many as `count`, or more where works have several editions among them. */
    titles: Type.Integer(),
    more: Type.Boolean(),
    /** How many have each value, counted as `count` counts; what was chosen in a field does not take from the others of that field. On the first page only. */
    facets: Type.Array(Facet),
    /** A near spelling that does find something, where nothing was found; or that finds many times more than next to nothing. */
    did_you_mean: Nullable(Type.String()),
    /** No title has all the words, and none a near spelling: these have some of them. */
    some_words: Type.Boolean(),
    /** Names in what was asked that are known under others too: those were searched as well, and these stand beside them. */
    also: Type.Array(
      closed({
        authority_id: Id,
        heading: Type.String(),
        names: Type.Array(Type.String()),
        see_also: Type.Array(Type.String()),
      }),
    ),
  }),
  codes: ['question_unclear'],
})

/** Words that mean the same to who searches: whoever asks for one finds the others too. */
export const SynonymGroup = closed({ group_id: Id, words: Type.Array(Type.String()), changed_at: Instant })
export type SynonymGroup = Static<typeof SynonymGroup>
export const listSynonyms = operation({
  id: 'listSynonyms',
  method: 'GET',
  path: '/catalogue/synonyms',
  leave: 'cataloguing.read',
  summary: 'Words that mean the same to who searches, the last changed group first',
  query: closed({ after: Type.Optional(Id) }),
  ok: closed({
    rows: Type.Array(SynonymGroup),
    next: Nullable(Type.String()),
    /** Whether this caller may change them: they hold for every library. */
    may_change: Type.Boolean(),
  }),
})
export const saveSynonyms = operation({
  id: 'saveSynonyms',
  method: 'POST',
  path: '/catalogue/synonyms',
  leave: 'cataloguing.read',
  status: 201,
  summary: 'Declare words that mean the same, change such a group, or take it away with no words at all',
  body: closed({
    command_id: CommandId,
    group_id: Nullable(Id),
    words: Type.Array(Line(80), { maxItems: 20 }),
  }),
  ok: closed({ group_id: Id }),
  codes: ['for_all_libraries', 'not_found', 'synonyms_too_few', 'synonym_too_long'],
})
export const ItemOfTitle = closed({
  item_id: Id,
  barcode: Type.String(),
  library_id: Id,
  library_name: Type.String(),
  branch_id: Id,
  branch_name: Type.String(),
  item_type: Type.String(),
  shelf: Nullable(Type.String()),
  call_number: Nullable(Type.String()),
  /** Which number of a magazine or volume of a set. */
  issue: Nullable(Type.String()),
  status: Type.String(),
  due_on: Nullable(Day),
  last_seen_on: Nullable(Day),
  note: Nullable(Type.String()),
})
/** What a library says that it has, in words: which years of a magazine, which volumes of a set. */
export const HeldText = closed({
  holding_id: Id,
  library_id: Id,
  library_name: Type.String(),
  /** Where copies stand: a branch, the shelf there and the number on it. */
  places: Type.Array(
    closed({
      branch_name: Type.String(),
      shelf: Nullable(Type.String()),
      call_number: Nullable(Type.String()),
    }),
  ),
  statements: Type.Array(
    closed({
      of: OneOf(['basic', 'supplement', 'index']),
      text: Type.String(),
      note: Nullable(Type.String()),
    }),
  ),
})
export type HeldText = Static<typeof HeldText>
export const Title = closed({
  title_id: Id,
  control_number: Type.String(),
  title: Type.String(),
  subtitle: Nullable(Type.String()),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  language: Nullable(Type.String()),
  publisher: Nullable(Type.String()),
  extent: Nullable(Type.String()),
  series: Nullable(Type.String()),
  summary: Nullable(Type.String()),
  audience: Nullable(Type.String()),
  isbns: Type.Array(Type.String()),
  subjects: Type.Array(Type.String()),
  contributors: Type.Array(Type.String()),
  genres: Type.Array(Type.String()),
  /** SISO, ZIZO, AVI, NUR and the class of music, as the record has them. */
  classes: Type.Array(closed({ scheme: Type.String(), value: Type.String() })),
  /** For which ages it is, in years, where the record says so. */
  age_from: Nullable(Type.Integer()),
  age_to: Nullable(Type.Integer()),
  fiction: Nullable(Type.Boolean()),
  local_notes: Type.Array(Type.String()),
  /** Every branch of every library that has an item; the own branch and library first. */
  availability: Type.Array(Availability),
  /** Items of the own library and of those that it shares patrons with. */
  items: Type.Array(ItemOfTitle),
  /** Holdings in words, of every library; the own one first. */
  holdings: Type.Array(HeldText),
  /** Who waits for it among the patrons in scope. */
  waiting: Type.Integer(),
})
export type Title = Static<typeof Title>
export const readTitle = operation({
  id: 'readTitle',
  method: 'GET',
  path: '/titles/:title_id',
  leave: 'cataloguing.read',
  summary: 'One title with its items and its availability at each branch',
  params: closed({ title_id: Id }),
  ok: Title,
  codes: ['title_unknown'],
})
