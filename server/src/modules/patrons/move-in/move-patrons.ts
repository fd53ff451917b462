import { type MoveReason, settings } from '@kaft/contract'
import { dayOf } from '../../../base/dates.ts'
import { blindIndex, blindIndexes, encrypt } from '../../../base/keys.ts'
import type { Keyed, MovedTo, MovingIn } from '../../../base/moving.ts'
import { allOf, matches, shaped } from '../../../base/row.ts'
import { fieldNames } from '../fields.rules.ts'
import { nameTokens } from '../names.rules.ts'
import { acceptNumber } from '../numbers.rules.ts'
import { NUMBER } from '../read/read-patron.ts'
import {
  insertMoved,
  KnownNumber,
  knownNumbers,
  type MovedRow,
  NextId,
  nextIds,
  noteMovedConflicts,
  Taken,
  takenCards,
  Updated,
  updateMoved,
} from './move-patrons.store.ts'
import { type MovedFields, tidyMoved } from './moved.rules.ts'

/** A patron as another system has them. */
export interface MovedPatron extends Keyed, MovedFields {
  readonly family_name: string
  readonly card?: string
  readonly national_number?: string
  readonly membership_type: string
  readonly member_since?: string
  readonly member_until?: string
}
export interface LeftEmpty extends Keyed {
  readonly field: string
  readonly reason: MoveReason
}
export interface RefusedRow extends Keyed {
  readonly reason: MoveReason
  readonly field: string | null
}
export interface MovedPatrons {
  readonly made: readonly MovedTo[]
  readonly refused: readonly RefusedRow[]
  readonly left_out: readonly LeftEmpty[]
}

type Row = Omit<MovedRow, 'patron_id'> & Keyed

const mayKeep = (stored: unknown): boolean => {
  const rule = settings['patrons.use_national_number']
  return (matches(rule.value, stored) ? stored : rule.default) as boolean
}

/** Of each number the index under which it is written, or why it stays empty: never who has it elsewhere. */
async function sealedNumbers(
  { ctx, tx }: MovingIn,
  rows: readonly MovedPatron[],
  allowed: boolean,
): Promise<{ sealed: Map<string, { index: string; cipher: string }>; left_out: LeftEmpty[] }> {
  const sealed = new Map<string, { index: string; cipher: string }>()
  const left_out: LeftEmpty[] = []
  const digits = new Map<string, string>()
  for (const { key, national_number } of rows) {
    if (national_number === undefined) continue
    const number = acceptNumber(national_number, ctx.testNumbers)
    const reason = !allowed ? 'number_not_allowed' : typeof number === 'string' ? 'number_invalid' : null
    if (reason !== null || typeof number === 'string') {
      left_out.push({ key, field: 'national_number', reason: reason ?? 'number_invalid' })
    } else digits.set(key, number.digits)
  }
  const indexes = [...digits.values()].flatMap(d => blindIndexes(ctx.keys, d))
  const known = new Map(
    indexes.length === 0
      ? []
      : allOf(KnownNumber, (await tx.more([knownNumbers(indexes)]))[0] ?? []).map(k => [k.index, k] as const),
  )
  const here = new Set<string>()
  for (const [key, d] of digits) {
    const all = blindIndexes(ctx.keys, d)
    const index = all.find(i => known.get(i)?.here || known.get(i)?.elsewhere) ?? blindIndex(ctx.keys, d)
    if (all.some(i => known.get(i)?.here) || here.has(index))
      left_out.push({ key, field: 'national_number', reason: 'number_twice' })
    else sealed.set(key, { index, cipher: encrypt(ctx.keys, d, NUMBER) })
    here.add(index)
  }
  return { sealed, left_out }
}

/**
 * What becomes of these patrons, before anything is written: the same for the dry run and for the load.
 * @param given cards that rows before these have taken, and which the database does not hold yet
 */
async function ready(
  moving: MovingIn,
  rows: readonly MovedPatron[],
  given: ReadonlySet<string>,
): Promise<{ rows: Row[] } & Omit<MovedPatrons, 'made'>> {
  const { tx, library_id, at } = moving
  const today = dayOf(at)
  const codes = rows.flatMap(r => r.card ?? [])
  const [facts = []] = await tx.more([takenCards(library_id, codes)])
  const { cards, use_number } = shaped(Taken, facts[0])
  const taken = new Set([...cards, ...given])
  const fine: MovedPatron[] = []
  const refused: RefusedRow[] = []
  for (const row of rows) {
    if (row.card !== undefined && taken.has(row.card))
      refused.push({ key: row.key, reason: 'card_in_use', field: 'card' })
    else fine.push(row)
    if (row.card !== undefined) taken.add(row.card)
  }
  const { sealed, left_out } = await sealedNumbers(moving, fine, mayKeep(use_number))
  const out = [...left_out]
  return { rows: fine.map(row => rowOf(row, { today, sealed, out })), refused, left_out: out }
}

function rowOf(
  said: MovedPatron,
  at: {
    readonly today: string
    readonly sealed: ReadonlyMap<string, { index: string; cipher: string }>
    readonly out: LeftEmpty[]
  },
): Row {
  const { fields, left_out } = tidyMoved(said, at.today)
  at.out.push(...left_out.map(l => ({ key: said.key, ...l })))
  const number = at.sealed.get(said.key)
  return {
    key: said.key,
    ...fields,
    card: said.card ?? null,
    membership_type: said.membership_type,
    member_since: said.member_since ?? at.today,
    member_until: said.member_until ?? null,
    number_index: number?.index ?? null,
    number_cipher: number?.cipher ?? null,
    tokens: nameTokens(fields),
    filled: fieldNames.filter(name => fields[name] !== null),
  }
}

/** What would become of them: nothing is written. */
export async function lookAtPatrons(
  moving: MovingIn,
  rows: readonly MovedPatron[],
  given: ReadonlySet<string>,
): Promise<MovedPatrons> {
  const { rows: fine, refused, left_out } = await ready(moving, rows, given)
  return { made: fine.map(({ key }) => ({ key, id: '0' })), refused, left_out }
}

/** Patrons of another system become patrons here, with the membership that they have and its end. */
export async function movePatrons(moving: MovingIn, rows: readonly MovedPatron[]): Promise<MovedPatrons> {
  const { rows: fine, refused, left_out } = await ready(moving, rows, new Set())
  if (fine.length === 0) return { made: [], refused, left_out }
  const [ids = []] = await moving.tx.more([nextIds(fine.length)])
  const made = allOf(NextId, ids).map(({ id }, i) => ({ id, row: fine[i] as Row }))
  await moving.tx.more([
    insertMoved(
      made.map(({ id, row }) => ({ ...row, patron_id: id })),
      moving,
    ),
  ])
  const numbered = made.flatMap(({ id, row }) => (row.number_index === null ? [] : [id]))
  if (numbered.length > 0) await moving.tx.more([noteMovedConflicts(numbered, moving.at)])
  return { made: made.map(({ id, row }) => ({ key: row.key, id })), refused, left_out }
}

/** What a later export says otherwise of patrons who came in before. The card is left to the desk, and so is the number. */
export async function changePatrons(
  moving: MovingIn,
  rows: readonly (MovedPatron & MovedTo)[],
): Promise<MovedPatrons> {
  const out: LeftEmpty[] = []
  const today = dayOf(moving.at)
  const set = rows.map(row => ({
    ...rowOf(row, { today, sealed: new Map(), out }),
    patron_id: row.id,
  }))
  const [said = []] = await moving.tx.more([updateMoved(set, moving)])
  const done = new Set(allOf(Updated, said).flatMap(u => (u.done ? [u.patron_id] : [])))
  // A name that the other system corrected meanwhile may no longer be that of the same person.
  if (done.size > 0) await moving.tx.more([noteMovedConflicts([...done], moving.at)])
  return {
    made: rows.filter(r => done.has(r.id)).map(({ key, id }) => ({ key, id })),
    refused: rows
      .filter(r => !done.has(r.id))
      .map(({ key }) => ({ key, reason: 'changed_here' as const, field: null })),
    left_out: out,
  }
}
