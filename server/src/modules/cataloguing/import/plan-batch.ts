import { parseMarcJson } from '@kaft/marc'
import type pg from 'pg'
import type { Static } from 'typebox'
import { allOf } from '../../../base/row.ts'
import {
  type Into,
  type NotTaken,
  type NotTakenRecord,
  send,
  type Steered,
  type StoredTitle,
  type Taken,
} from './batch.ts'
import { type Indexed, Stored as StoredRow, storedTitles } from './import.store.ts'
import { type Candidate, choose } from './match.rules.ts'
import { CandidateRow, candidatesOf, RecordRow, recordsOf } from './match.store.ts'
import { overlay } from './overlay.rules.ts'
import { type TitleRow, titleRow } from './title-row.ts'

export interface Plan {
  readonly fresh: readonly TitleRow[]
  readonly changed: readonly Indexed[]
  /** Titles that were there, by the number of the record that describes them now. */
  readonly ids: ReadonlyMap<string, string>
  /** What they were, by the same number. */
  readonly stored: ReadonlyMap<string, StoredTitle>
  /** How many were left as they are on purpose. */
  readonly kept: number
  readonly refused: readonly {
    readonly control_number: string
    readonly reason: NotTaken
    readonly detail: string
  }[]
}

/** The records of a batch that are not taken, each with why. */
export const refusedOf = (
  batch: readonly Taken[],
  refused: ReadonlyMap<string, Plan['refused'][number]>,
): NotTakenRecord[] =>
  batch.flatMap(of => {
    const said = refused.get(of.row.control_number)
    return said ? [{ of, reason: said.reason, detail: said.detail }] : []
  })

interface Matched {
  /** Titles of other sources that these records describe, which may be changed, and which not. */
  readonly over: ReadonlyMap<string, StoredTitle>
  readonly beside: ReadonlyMap<string, string>
  readonly refused: Plan['refused']
}
const none: Matched = { over: new Map(), beside: new Map(), refused: [] }

/** What happens to each record of a batch: made, changed, left, or not taken. */
export async function planBatch(client: pg.PoolClient, taken: readonly Taken[], into: Into): Promise<Plan> {
  const { source, steered } = into
  const rows = taken.map(t => t.row)
  const numbers = rows.map(r => r.control_number)
  const own = allOf(StoredRow, await send(client, storedTitles(source, numbers)))
  const known = new Map(own.filter(s => s.led_to === null).map(s => [s.control_number, s]))
  // A number that was merged away leads on: the items come under the title that stays, whose description stays too.
  const led = new Map(own.flatMap(s => (s.led_to === null ? [] : [[s.control_number, s.led_to] as const])))
  const unknown = taken.filter(t => !known.has(t.row.control_number) && !led.has(t.row.control_number))
  const matched = steered && unknown.length > 0 ? await match(client, unknown, steered) : none
  const stored = new Map([...known, ...matched.over])
  const keeps = steered?.rules.on_match === 'keep'
  const ids = new Map([
    ...[...stored].map(([number, s]) => [number, s.title_id] as const),
    ...matched.beside,
    ...led,
  ])
  const there = rows.flatMap(row => {
    const before = stored.get(row.control_number)
    return before === undefined || keeps ? [] : [{ row, title_id: before.title_id, before }]
  })
  const merged = steered && steered.rules.protect.length > 0 ? await mergeAll(client, there, steered) : there
  const changed = merged.filter(
    ({ row, before }) =>
      !row.hash.equals(before.record_hash as Buffer) || matched.over.has(row.control_number),
  )
  const refused = new Set(matched.refused.map(r => r.control_number))
  return {
    fresh: rows.filter(r => !ids.has(r.control_number) && !refused.has(r.control_number)),
    changed,
    ids,
    stored,
    kept: matched.beside.size + led.size + (keeps ? stored.size : 0),
    refused: matched.refused,
  }
}

const described = ({ row, borne }: Taken) => ({ ...row, numbers: [row.control_number, ...borne] })

/** Among titles of other sources, those that these records describe. */
async function match(client: pg.PoolClient, taken: readonly Taken[], steered: Steered): Promise<Matched> {
  const { rules } = steered
  const points = new Set(rules.match.map(m => m.point))
  const asked = taken.map((t, place) => ({
    place,
    isbns: points.has('isbn') ? t.row.numbers : [],
    numbers: points.has('number') ? [t.row.control_number, ...t.borne] : [],
    title: t.row.title,
  }))
  const found =
    points.size === 0 ? [] : await send(client, candidatesOf(asked, { titles: points.has('title') }))
  const by = Map.groupBy(allOf(CandidateRow, found), c => c.place)
  const [over, beside] = [new Map<string, StoredTitle>(), new Map<string, string>()]
  const refused: Plan['refused'][number][] = []
  const used = new Set<string>()
  for (const [place, one] of taken.entries()) {
    const { control_number } = one.row
    const all = (by.get(place) ?? []).map((c): Candidate & typeof c => ({
      ...c,
      numbers: [c.control_number],
    }))
    const choice = choose(described(one), all, rules)
    if (choice.kind === 'many') {
      const detail = `it fits ${choice.title_ids.length} titles equally well: ${choice.title_ids.slice(0, 5).join(', ')}`
      refused.push({ control_number, reason: 'match_ambiguous', detail })
    } else if (choice.kind === 'one' && !used.has(choice.candidate.title_id)) {
      const before = choice.candidate as Candidate & Static<typeof CandidateRow>
      used.add(before.title_id)
      if (steered.mayOverlay(before.source)) over.set(control_number, { ...before })
      else beside.set(control_number, before.title_id)
    } else if (choice.kind === 'one') {
      const detail = `an earlier record of this file is the title ${choice.candidate.title_id} already`
      refused.push({ control_number, reason: 'match_ambiguous', detail })
    } else if (rules.on_new === 'refuse') {
      refused.push({
        control_number,
        reason: 'title_not_here',
        detail: 'no title here fits, and new ones are not taken',
      })
    }
  }
  return { over, beside, refused }
}

interface There extends Indexed {
  readonly before: StoredTitle
}

/** New descriptions with what is protected of the old ones. */
async function mergeAll(
  client: pg.PoolClient,
  there: readonly There[],
  { rules }: Steered,
): Promise<There[]> {
  const before = new Map(
    allOf(RecordRow, await send(client, recordsOf(there.map(t => t.title_id)))).map(r => [
      r.title_id,
      r.record as Buffer,
    ]),
  )
  return there.map(one => {
    const [fresh, here] = [one.row.record, before.get(one.title_id)].map(bytes =>
      bytes ? parseMarcJson(bytes.toString('utf8')) : null,
    )
    if (!fresh?.ok || !here?.ok) return one
    const row = titleRow(overlay(fresh.record, here.record, rules.protect), null)
    return 'reason' in row ? one : { ...one, row: { ...row, control_number: one.row.control_number } }
  })
}
