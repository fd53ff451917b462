import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const KnownWord = Type.Object({ word: Type.String(), titles: Type.Integer() })
/** Which of these words titles hold, and how many. */
export const knownWords = (words: readonly string[]): Query =>
  sql`select w.word, w.titles from cataloguing.word w where w.word = any (${words}::text[]) and w.titles > 0`

export const Near = Type.Object({
  word: Type.String(),
  near: Type.Array(Type.String()),
  known: Type.Boolean(),
})
/** A word that was typed, and those that differ from it by one letter. */
export interface Asked {
  readonly word: string
  readonly beside: readonly string[]
}
/**
 * For each word: whether titles hold it or one that begins so; if not, the words that look most like it: those of one
 * letter's difference, which are looked up by key, or else by the triples of letters they share, which takes longer.
 */
export const nearWords = (words: readonly Asked[]): Query => {
  const beside = words.flatMap(({ beside }, i) => beside.map(word => [i + 1, word] as const))
  const like = sql`order by public.similarity(w.word, a.word) desc, w.titles desc, w.word limit 8`
  return sql`
  with a as materialized (
    select a.word, a.place, exists (select from cataloguing.word w where w.word >= a.word and w.word < a.word || ${'\u{10FFFF}'} and w.titles > 0) as known
      from unnest(${words.map(w => w.word)}::text[]) with ordinality as a(word, place)),
  b as materialized (select * from unnest(${beside.map(b => b[0])}::integer[], ${beside.map(b => b[1])}::text[]) as b(place, word))
  select a.word, a.known, case when a.known then '{}' else coalesce(
         nullif(array(select w.word from b join cataloguing.word w on w.word = b.word where b.place = a.place and w.titles > 0 ${like}), '{}'),
         array(select w.word from cataloguing.word w where w.word operator(public.%) a.word and w.titles > 0 ${like})) end as near
    from a order by a.place`
}

/** For each word the words of one letter's difference that so many times more titles hold. */
export const commonerWords = (words: readonly Asked[], times: number): Query => {
  const beside = words.flatMap(({ beside }, i) => beside.map(word => [i + 1, word] as const))
  return sql`
  with a as materialized (
    select a.word, a.place, greatest(1, (select w.titles from cataloguing.word w where w.word = a.word)) as titles
      from unnest(${words.map(w => w.word)}::text[]) with ordinality as a(word, place)),
  b as materialized (select * from unnest(${beside.map(b => b[0])}::integer[], ${beside.map(b => b[1])}::text[]) as b(place, word))
  select a.word, true as known, array(select w.word from b join cataloguing.word w on w.word = b.word
           where b.place = a.place and w.titles >= ${times}::integer * a.titles order by w.titles desc, w.word limit 1) as near
    from a order by a.place`
}

/** Of these words the one that most titles hold a longer word of, as when it is not typed to its end; no row where none is. */
export const beginsWords = (words: readonly string[]): Query => sql`
  select b.word, n.titles from unnest(${words}::text[]) as b(word)
    cross join lateral (select sum(w.titles)::integer as titles from cataloguing.word w
                         where w.word >= b.word and w.word < b.word || ${'\u{10FFFF}'} and w.titles > 0) as n
   where n.titles > 0 order by n.titles desc, b.word limit 1`
