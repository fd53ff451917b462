import { type Static, Type } from 'typebox'
import { searchFields } from './cataloguing.ts'
import { operation } from './operation.ts'
import { closed, CommandId, Id, Instant, Line, Nullable, Page } from './values.ts'

/* Searches that staff keep, for themselves or for their library; and what came or changed since somebody last looked. */

/** So many searches somebody keeps at most. */
export const MOST_SAVED = 200
const { after: _, each_edition: __, count_branches: ___, ...asked } = searchFields
/** What a kept search asks, by the names of `searchTitles`; where a branch is asked, it is named. */
export const SavedAsk = closed(asked)
export type SavedAsk = Static<typeof SavedAsk>
/** How many titles that fit came, and how many changed; `more`: so much changed that not all of it was looked at. */
const News = { came: Type.Integer(), changed: Type.Integer(), more: Type.Boolean() }
/** Up to where somebody looked: the moment, and the last title that there was then. */
export const SeenUpTo = closed({ looked_at: Instant, newest: Type.String({ pattern: '^[0-9]{1,19}$' }) })
export const SavedSearch = closed({
  search_id: Id,
  name: Type.String(),
  asks: SavedAsk,
  /** Whether the caller may change it: it is theirs, or it is the library's and nobody's any more. */
  mine: Type.Boolean(),
  /** Who shares it; null where it is the caller's own, or where whoever shared it left. */
  shared_by: Nullable(Type.String()),
  shared: Type.Boolean(),
  version: Type.Integer(),
  changed_at: Instant,
  ended: Type.Boolean(),
  /** What the caller is told of it; null where they do not follow it. */
  follow: Nullable(
    closed({
      looked_at: Instant,
      mail_to: Nullable(Type.String()),
      /** Whether that address refused mail: nothing goes there until another is given. */
      mail_refused: Type.Boolean(),
      ...News,
    }),
  ),
})
export type SavedSearch = Static<typeof SavedSearch>
export const listSavedSearches = operation({
  id: 'listSavedSearches',
  method: 'GET',
  path: '/saved-searches',
  leave: 'cataloguing.read',
  summary: 'The kept searches of the caller and those that colleagues share, the last made first',
  query: closed({ after: Type.Optional(Id), ended: Type.Optional(Type.Literal('1')) }),
  ok: closed({
    ...Page(SavedSearch).properties,
    /** Whether news can go by mail: a server is approved for that. */
    mails: Type.Boolean(),
  }),
})
export const saveSearch = operation({
  id: 'saveSearch',
  method: 'POST',
  path: '/saved-searches',
  leave: 'cataloguing.read',
  status: 201,
  summary: 'Keep a search, rename it, share it, change what it asks, delete it or bring it back',
  body: closed({
    command_id: CommandId,
    search_id: Nullable(Id),
    version: Type.Integer(),
    name: Line(120),
    asks: SavedAsk,
    shared: Type.Boolean(),
    /** Of a new one: whether the caller is told what comes in. */
    follow: Type.Boolean(),
    ended: Type.Boolean(),
  }),
  ok: closed({ search_id: Id, version: Type.Integer() }),
  codes: [
    'not_found',
    'changed_meanwhile',
    'question_unclear',
    'saved_search_empty',
    'saved_searches_full',
    'saved_search_not_yours',
  ],
})
export const followSearch = operation({
  id: 'followSearch',
  method: 'POST',
  path: '/saved-searches/:search_id/follow',
  leave: 'cataloguing.read',
  status: 201,
  summary: 'Be told what comes in for a kept search, on the screen or also by mail; or no longer',
  params: closed({ search_id: Id }),
  body: closed({
    command_id: CommandId,
    on: Type.Boolean(),
    /** Where the news goes in the evening; null for who looks on the screen. */
    mail_to: Nullable(Type.String({ maxLength: 254, pattern: '^[^\\s@<>,;"]{1,64}@[^\\s@<>,;"]{1,189}$' })),
  }),
  ok: closed({ search_id: Id }),
  codes: ['not_found', 'saved_search_no_mail'],
})
export const SearchNewsRow = closed({
  title_id: Id,
  title: Type.String(),
  author: Nullable(Type.String()),
  year: Nullable(Type.Integer()),
  material: Type.String(),
  language: Nullable(Type.String()),
  changed_at: Instant,
  /** Whether it came since; else its description changed, or the library got its first item. */
  came: Type.Boolean(),
})
export const searchNews = operation({
  id: 'searchNews',
  method: 'GET',
  path: '/saved-searches/:search_id/news',
  leave: 'cataloguing.read',
  summary: 'The titles of a kept search that came or changed since the caller last looked, the last first',
  params: closed({ search_id: Id }),
  query: closed({ after: Type.Optional(Type.String({ maxLength: 60 })) }),
  ok: closed({
    ...Page(SearchNewsRow).properties,
    name: Type.String(),
    asks: SavedAsk,
    ...News,
    since: Instant,
    /** Up to where this answer looks: what `seeSearchNews` is given. */
    up_to: SeenUpTo,
  }),
  codes: ['not_found'],
})
export const seeSearchNews = operation({
  id: 'seeSearchNews',
  method: 'POST',
  path: '/saved-searches/:search_id/seen',
  leave: 'cataloguing.read',
  status: 201,
  summary: 'Say up to where the caller looked; the answer tells where that was before, which is the way back',
  params: closed({ search_id: Id }),
  body: closed({ command_id: CommandId, up_to: SeenUpTo }),
  ok: closed({ search_id: Id, was: SeenUpTo }),
  codes: ['not_found'],
})
export const countSearchNews = operation({
  id: 'countSearchNews',
  method: 'GET',
  path: '/saved-search-news',
  leave: 'cataloguing.read',
  summary: 'For how many of the searches that the caller follows something came or changed',
  ok: closed({ followed: Type.Integer(), with_news: Type.Integer() }),
})
