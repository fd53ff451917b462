import type { BodyOf, listSynonyms as listOp, OkOf, QueryOf, saveSynonyms as saveOp } from '@kaft/contract'
import { may, type StaffCtx, refuse } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure } from '../../organisation/index.ts'
import { isCentral } from '../imports/profiles.ts'
import { Place, placeOf } from '../imports/profiles.store.ts'
import { wordsOf } from '../words/fold.rules.ts'
import {
  dropSynonyms,
  insertSynonyms,
  MadeSynonym,
  synonymById,
  SynonymRow,
  synonymsAfter,
  updateSynonyms,
} from './synonyms.store.ts'
import { MOST_SYNONYM_WORDS } from './words-query.rules.ts'

const ROWS = 100

/** What holds for every library is for who works for all of them; or for the cataloguers of the only one. */
const mayChange = (ctx: StaffCtx, place: Place): boolean =>
  may(ctx)('consortium.libraries') || (place.only && isCentral(ctx, place) && may(ctx)('cataloguing.change'))

export async function listSynonyms(
  ctx: StaffCtx,
  { after }: QueryOf<typeof listOp>,
): Promise<OkOf<typeof listOp>> {
  const [rows = [], [place] = []] = await read(ctx, [
    synonymsAfter(after ?? null, ROWS),
    placeOf(ctx.actor.library_id),
  ])
  const all = allOf(SynonymRow, rows)
  const page = all.slice(0, ROWS)
  return {
    rows: page,
    next: all.length > ROWS ? (page.at(-1)?.group_id ?? null) : null,
    may_change: mayChange(ctx, shaped(Place, place)),
  }
}

/** A word as search reads it. */
const keyOf = (word: string): string[] => wordsOf(word).map(w => w.joined)

/** Declares words that mean the same; none at all takes the group away. Searches know it at once. */
export async function saveSynonyms(
  ctx: StaffCtx,
  body: BodyOf<typeof saveOp>,
): Promise<Answer<OkOf<typeof saveOp>>> {
  const said = new Map(
    body.words.map(word => [keyOf(word).join(' '), word.trim()] as const).filter(([key]) => key !== ''),
  )
  const [keys, words] = [[...said.keys()], [...said.values()]]
  const long = keys.find(key => key.split(' ').length > MOST_SYNONYM_WORDS)
  if (long !== undefined) return refuse('synonym_too_long', { word: said.get(long) ?? long })
  const isGoing = body.words.length === 0
  if (!isGoing && keys.length < 2) return refuse('synonyms_too_few')
  return configure<{ group_id: string }>(ctx, body, {
    facts: [placeOf(ctx.actor.library_id), synonymById(body.group_id)],
    decide: async ([places = [], known = []], tx) => {
      if (!mayChange(ctx, shaped(Place, places[0]))) return refuse('for_all_libraries')
      const before = oneOf(SynonymRow, known)
      if (body.group_id === null ? isGoing : !before) return refuse('not_found')
      const saved = { words, keys, at: ctx.now.toString() }
      const write = !before
        ? insertSynonyms(saved)
        : isGoing
          ? dropSynonyms(before.group_id)
          : updateSynonyms(before.group_id, saved)
      const [[made] = []] = await tx.more([write])
      const { group_id } = shaped(MadeSynonym, made)
      return {
        effects: [],
        change: {
          subject: `synonyms ${group_id}`,
          before: before ? { words: before.words } : null,
          after: isGoing ? null : { words },
        },
        answer: { group_id },
      }
    },
  })
}
