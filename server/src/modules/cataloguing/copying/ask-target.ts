import type { Ask, askTarget as askOp, CopyHit, CopyTarget, OkOf } from '@kaft/contract'
import { extractTitle, type MarcRecord, toMarcJson } from '@kaft/marc'
import { refuse, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { spoken } from '../import/title-row.ts'
import { Own, ownSource } from '../records/edit.store.ts'
import { copied } from './copied.rules.ts'
import { Fault, type Fetched } from './fetched.ts'
import { likenesses } from './likeness.ts'
import { askSru } from './sru-client.ts'
import { asksNothing, type Wanted } from './target.rules.ts'
import { type Reach, shownTarget } from './targets.ts'
import { targetById, TargetRow } from './targets.store.ts'
import { askZ3950 } from './z3950-client.ts'

/** So many are sent at once: what a person looks through, and what comes within the time. */
const MOST = 20

type Told = OkOf<typeof askOp>
const none: Omit<Told, 'fault' | 'took_ms'> = { count: 0, hits: [], next: null, unread: 0 }

/** Whatever is sent goes through here: a target that may not be asked is not. @throws Fault */
async function fetched(target: CopyTarget, reach: Reach, ask: Asked): Promise<Fetched> {
  if (target.state !== 'ready') throw new Fault(target.state, '')
  if (target.protocol === 'sru') return askSru(target, ask)
  const program = await reach.program()
  if (program === null) throw new Fault('no_program', '')
  return askZ3950(program, target, ask)
}
interface Asked {
  readonly wanted: Wanted
  readonly from: number
  readonly most: number
}

/** Searches one catalogue. No transaction is open while it is waited for, and a fault of the other side is an answer. */
export const askTarget =
  (reach: Reach) =>
  async (ctx: StaffCtx, { params, query }: Ask<typeof askOp>): Promise<Told | Refusal> => {
    const [rows = [], own = []] = await read(ctx, [
      targetById(params.target_id, dayOf(ctx.now)),
      ownSource(ctx.actor.library_id),
    ])
    const row = oneOf(TargetRow, rows)
    if (!row) return refuse('not_found')
    if (asksNothing(query)) return { ...none, fault: null, took_ms: 0 }
    const target = await shownTarget(row, reach)
    const from = Number(query.from ?? 1)
    const began = performance.now()
    const took = () => Math.round(performance.now() - began)
    try {
      const said = await fetched(target, reach, { wanted: query, from, most: MOST })
      const took_ms = took()
      const as = { agency: target.agency, drop: target.drop, by: shaped(Own, own[0]).own_source }
      const records = said.records.slice(0, MOST).map(record => copied(record, as))
      const hits = await hitsOf(ctx, records, from)
      const next = from + said.records.length
      const more = said.records.length > 0 && next <= said.count
      return {
        count: said.count,
        hits,
        next: more ? next : null,
        unread: said.unread,
        fault: null,
        took_ms,
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return { ...none, fault: { code: error.code, says: error.message }, took_ms: took() }
    }
  }

/** Levels of leader/17 at which a description is not whole: minimal, partial, prepublication, abbreviated (MARC 21). */
const PARTIAL = /[2-578]/

async function hitsOf(ctx: StaffCtx, records: readonly MarcRecord[], from: number): Promise<CopyHit[]> {
  const here = await likenesses(queries => read(ctx, queries), records)
  return records.map((record, i) => {
    const f = extractTitle(record)
    const main = f.contributors.find(c => c.is_main) ?? f.contributors[0]
    return {
      place: from + i,
      record: { leader: record.leader, fields: toMarcJson(record).fields },
      title: [f.title, f.subtitle].filter(Boolean).join(' : '),
      author: main ? spoken(main) : null,
      year: f.year,
      publisher: f.publisher,
      edition: f.edition,
      extent: f.extent,
      material: f.material,
      language: f.languages[0] ?? null,
      isbns: f.isbns,
      fields: record.fields.length,
      partial: PARTIAL.test(record.leader[17] ?? ' '),
      here: here[i] ?? [],
    }
  })
}
