import { Type } from 'typebox'
import type { BodyOf, mergePatrons as op, unmergePatrons as undoOp } from '@kaft/contract'
import { isRefusal, may, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { once } from '../../../base/command.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { accepted, marked, weigh } from '../../../base/decision.ts'
import { refusedBy } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { moveAccounts, moveAccountsBack } from '../../finance/index.ts'
import type { HistoryChosen } from '../change/change-patron.ts'
import { renameTokens } from '../change/change.store.ts'
import { noteConflicts } from '../eid/eid.store.ts'
import { cardTypeOf } from '../memberships/membership-types.store.ts'
import { nameTokens } from '../names.rules.ts'
import { type Changed, changeOwn, ownPatron } from '../own/own-patron.ts'
import { lockPatron } from '../own/own-patron.store.ts'
import {
  goesBack,
  lastsLonger,
  mergedColumns,
  mergeFindings,
  undoUntil,
  type Weighed,
} from './merge.rules.ts'
import {
  endMerge,
  insertMerge,
  lockPair,
  Made,
  mergeQuery,
  MergeRow,
  moveAddresses,
  moveAddressesBack,
  movePerson,
  noteSource,
  moveTies,
  moveTiesBack,
  ownMoves,
  pairQuery,
  setMergedInto,
  writeColumns,
} from './merge.store.ts'

/**
 * What a floor above keeps of a patron: how it moves to another record, and back. Each module moves its own tables;
 * `move` answers rows `{ id }`.
 */
export interface RecordMove {
  readonly of: string
  readonly move: (from: string, to: string) => Query
  readonly back: (ids: readonly string[], to: string) => Query
}

/** Everything that hangs on a record, in this module and in its neighbours. */
const everyMove = (above: readonly RecordMove[]): RecordMove[] => [
  ...ownMoves,
  { of: 'addresses', move: moveAddresses, back: moveAddressesBack },
  ...(['patron_id', 'other_id'] as const).map(side => ({
    of: `ties ${side}`,
    move: (from: string, to: string) => moveTies(from, to, side),
    back: (ids: readonly string[], to: string) => moveTiesBack(ids, to, side),
  })),
  { of: 'accounts', move: moveAccounts, back: moveAccountsBack },
  ...above,
]

const weighed = (row: MergeRow): Weighed => ({
  ...row,
  has_number: row.person_id !== null,
  card_type: cardTypeOf(row.membership_types, row.membership_type).card_type ?? 'person',
})
const tokensOf = (columns: Readonly<Record<string, unknown>>): string[] =>
  nameTokens(columns as { family_name: string; given_name: string; former_names: string[] })

export interface MergeWiring {
  readonly moves: readonly RecordMove[]
  readonly historyChosen?: HistoryChosen | undefined
}

/** Both records as a merge has them. */
interface Pair {
  readonly kept: MergeRow
  readonly gone: MergeRow
}
const pairOf = (rows: readonly Row[], kept_id: string, gone_id: string): Pair | null => {
  const pair = allOf(MergeRow, rows)
  const kept = pair.find(row => row.patron_id === kept_id)
  const gone = pair.find(row => row.patron_id === gone_id)
  return kept && gone ? { kept, gone } : null
}

/**
 * Makes two records of one person at the own library into one. Loans, reservations, charges, messages, cards, blocks and
 * notes move to the kept one; of history and news the stricter choice wins (P45). The other record stays for thirty
 * days, empty and found by nobody, so that all of it can be taken back.
 */
export const mergePatrons = (
  ctx: StaffCtx,
  kept_id: string,
  body: BodyOf<typeof op>,
  wiring: MergeWiring,
) => {
  const gone_id = body.other_id
  // Both are locked before anything else, in one order: two desks that merge the same pair wait, and not for each other.
  const facts = [lockPair(kept_id, gone_id), lockPatron(kept_id), pairQuery(kept_id, gone_id)]
  return once<Changed>(
    ctx,
    { ...body, patron_id: kept_id },
    {
      facts,
      decide: async ([, own, rows], tx) => {
        const owned = ownPatron(ctx, tx, own ?? [])
        if (isRefusal(owned)) return owned
        const one = gone_id === kept_id ? null : pairOf(rows ?? [], kept_id, gone_id)
        if (gone_id === kept_id) return refuse('merge_self')
        tx.seen(one?.gone.patron_id ?? null, one ? 'seen' : 'refused')
        if (!one) return refuse('patron_unknown')
        if (one.gone.library_id !== one.kept.library_id) return refuse('patron_not_own')
        const findings = marked(mergeFindings(weighed(one.kept), weighed(one.gone)), may(ctx))
        const ok = accepted(body.accept, may(ctx))
        if (!weigh(findings, ok, { effect: () => null, trace: null }).go) return refusedBy(findings)
        const moved = await moveAll(tx, everyMove(wiring.moves), gone_id, kept_id)
        return {
          effects: mergeEffects(ctx, one, { take: body.take, moved, wiring }),
          answer: () => ({ patron_id: kept_id }),
        }
      },
    },
  )
}

function mergeEffects(
  ctx: StaffCtx,
  { kept, gone }: Pair,
  of: {
    readonly take: BodyOf<typeof op>['take']
    readonly moved: Record<string, string[]>
    readonly wiring: MergeWiring
  },
): Query[] {
  const { patron_id: kept_id, library_id } = kept
  const columns = mergedColumns(kept.columns, gone.columns, of.take)
  const person = gone.person_id
  return [
    setMergedInto(gone.patron_id, kept_id),
    ...(person === null
      ? []
      : [...movePerson(gone.patron_id, kept_id, person), noteConflicts(kept_id, ctx.now.toString())]),
    writeColumns(kept_id, columns),
    ...(columns['keep_history'] === undefined
      ? []
      : [
          noteSource(kept_id, 'keep_history', {
            from: 'manual',
            // Two libraries that become one merge by a job, which is no member of staff.
            ...(ctx.actor.staff_id ? { by: ctx.actor.staff_id } : {}),
            at: ctx.now.toString(),
          }),
        ]),
    ...renameTokens(kept_id, library_id, tokensOf({ ...kept.columns, ...columns })),
    ...renameTokens(gone.patron_id, library_id, []),
    // What either of them kept goes, also what came from the other record: the stricter choice holds for all of it.
    ...(kept.columns['keep_history'] === gone.columns['keep_history']
      ? []
      : (of.wiring.historyChosen?.(ctx, kept_id, false) ?? [])),
    insertMerge(ctx, {
      library_id,
      kept_id,
      gone_id: gone.patron_id,
      undo_until: undoUntil(dayOf(ctx.now)),
      moved: person === null ? of.moved : { ...of.moved, person: [person] },
      changed: Object.entries(columns).map(([column, to]) => ({ column, from: kept.columns[column], to })),
    }),
  ]
}

const Kept = Type.Object({ merge_id: Type.String() })

/**
 * The same for who has decided elsewhere that these are one person, as when two libraries become one and both knew the same
 * number: nothing is asked any more. Of the two memberships the one that lasts longer holds.
 * @returns the merge, by which it is taken back
 */
export async function mergeSame(
  ctx: StaffCtx,
  tx: Tx,
  of: { readonly kept_id: string; readonly gone_id: string },
  wiring: MergeWiring,
): Promise<string | null> {
  const { kept_id, gone_id } = of
  const [, rows = []] = await tx.more([lockPair(kept_id, gone_id), pairQuery(kept_id, gone_id)])
  const pair = pairOf(rows, kept_id, gone_id)
  if (!pair || pair.kept.merged_into !== null || pair.gone.merged_into !== null) return null
  const moved = await moveAll(tx, everyMove(wiring.moves), gone_id, kept_id)
  const take = lastsLonger(pair.gone.columns, pair.kept.columns) ? (['membership'] as const) : []
  const done = await tx.more(mergeEffects(ctx, pair, { take: [...take], moved, wiring }))
  return oneOf(Kept, done.at(-1) ?? [])?.merge_id ?? null
}

/** Takes that back, in a transaction that is somebody else's; one that was taken back already stays so. */
export async function unmergeSame(
  ctx: StaffCtx,
  tx: Tx,
  of: { readonly kept_id: string; readonly merge_id: string },
  wiring: MergeWiring,
): Promise<void> {
  const made = oneOf(Made, (await tx.more([mergeQuery(of.kept_id, of.merge_id)]))[0] ?? [])
  if (made?.ended !== null) return
  const pair = pairOf(
    (await tx.more([pairQuery(of.kept_id, made.gone_id)]))[0] ?? [],
    of.kept_id,
    made.gone_id,
  )
  if (pair?.gone.merged_into !== of.kept_id) return
  await tx.more([...unmergeEffects(pair, made, wiring), endMerge(ctx, of.merge_id)])
}

/** Moves everything, in one flight, and says what moved: only that goes back. */
async function moveAll(
  tx: Tx,
  moves: readonly RecordMove[],
  from: string,
  to: string,
): Promise<Record<string, string[]>> {
  const rows: Row[][] = await tx.more(moves.map(({ move }) => move(from, to)))
  return Object.fromEntries(
    moves.flatMap(({ of }, at) => {
      const ids = (rows[at] ?? []).map(row => String(row['id']))
      return ids.length === 0 ? [] : [[of, ids]]
    }),
  )
}

/** Takes a merge back: what moved goes back where it still is, what was changed since stays, what is new stays too. */
export const unmergePatrons = (
  ctx: StaffCtx,
  ask: { readonly patron_id: string; readonly merge_id: string; readonly body: BodyOf<typeof undoOp> },
  wiring: MergeWiring,
) => {
  const { patron_id: kept_id, merge_id } = ask
  // Which merge is part of what is asked: the same command about another one is another one.
  const body = { ...ask.body, merge_id }
  const facts = [mergeQuery(kept_id, merge_id)]
  return changeOwn(ctx, { patron_id: kept_id, body, facts }, async (_, [found], tx) => {
    const made = oneOf(Made, found ?? [])
    if (!made) return refuse('not_found')
    if (made.ended === 'final' || made.undo_until < dayOf(ctx.now)) return refuse('merge_too_late')
    const [rows = []] = made.ended === null ? await tx.more([pairQuery(kept_id, made.gone_id)]) : [[]]
    const pair = pairOf(rows, kept_id, made.gone_id)
    if (pair?.gone.merged_into !== kept_id || pair.kept.merged_into !== null) return refuse('merge_already')
    tx.seen(made.gone_id)
    return {
      effects: [...unmergeEffects(pair, made, wiring), endMerge(ctx, merge_id)],
      answer: () => ({ patron_id: kept_id }),
    }
  })
}

function unmergeEffects({ kept, gone }: Pair, made: Made, wiring: MergeWiring): Query[] {
  const { patron_id: kept_id, library_id } = kept
  const columns = goesBack(made.changed, kept.columns)
  const [person] = made.moved['person'] ?? []
  return [
    ...everyMove(wiring.moves).flatMap(({ of, back }) => {
      const ids = made.moved[of] ?? []
      return ids.length === 0 ? [] : [back(ids, gone.patron_id)]
    }),
    ...(person === undefined ? [] : movePerson(kept_id, gone.patron_id, person)),
    setMergedInto(gone.patron_id, null),
    writeColumns(kept_id, columns),
    ...renameTokens(kept_id, library_id, tokensOf({ ...kept.columns, ...columns })),
    ...renameTokens(gone.patron_id, library_id, tokensOf(gone.columns)),
  ]
}
