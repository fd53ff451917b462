import { type DeskAnswer, type ItemHead, type PatronHead, scan } from '@kaft/contract'
import { marked } from '../../../base/decision.ts'
import { may, type StaffCtx } from '../../../base/ctx.ts'
import { keepAnswer } from '../../../base/command.ts'
import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query, Write } from '../../../base/sql.ts'
import { read, type Tx } from '../../../base/tx.ts'
import { tripOf, tripQuery } from '../crates/crate.store.ts'
import { headsOf, patronHeadQuery } from '../../patrons/index.ts'
import { ChildOfLoan, childOfLoan } from '../class-list/loan-child.store.ts'
import type { FrozenPerson } from '../events/event.store.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'
import {
  headOfFacts,
  itemHeadOf,
  itemHeadQuery,
  nothing,
  Place,
  placeOfFacts,
  placeQuery,
} from './answer.store.ts'

/** What a desk command keeps for a repeat: ids, days and amounts. Names are read again. */
export interface Kept {
  readonly did: DeskAnswer['did']
  readonly item_id: string | null
  readonly patron_id: string | null
  readonly loan: DeskAnswer['loan']
  readonly goes: {
    readonly to: 'shelf' | 'hold_shelf' | 'transit'
    readonly branch_id: string
    readonly because: NonNullable<DeskAnswer['destination']>['because']
    readonly hold_id: string | null
    readonly until: string | null
  } | null
  readonly fine: DeskAnswer['fine']
  readonly findings: DeskAnswer['findings']
  readonly event_id: string | null
  /** The trip of a crate that was scanned, or that an item went into. */
  readonly trip_id?: string | null
}

export const keptNothing: Kept = {
  did: 'not_on_loan',
  item_id: null,
  patron_id: null,
  loan: null,
  goes: null,
  fine: null,
  findings: [],
  event_id: null,
}

/** An answer that did nothing. */
export const emptyAnswer: DeskAnswer = {
  did: 'refused',
  patron: null,
  item: null,
  loan: null,
  destination: null,
  fine: null,
  findings: [],
  choices: [],
  crate: null,
  shelf: null,
  event_id: null,
}

/** Only the desk's own scan carries the head of the patron; a machine asks for it when it needs it. */
const hasHead = (ctx: StaffCtx): boolean => ctx.operation === scan.id

/** Names that the facts of the item told already. */
interface Named {
  readonly head: ItemHead | null
  readonly place: Place | null
}

/** The statements that fill an answer with names, always five and in this order. */
const tail = (ctx: StaffCtx, kept: Kept, { head, place }: Named = { head: null, place: null }): Query[] => [
  kept.item_id && !head ? itemHeadQuery(kept.item_id) : nothing,
  kept.patron_id && hasHead(ctx) ? patronHeadQuery([kept.patron_id], ctx.now) : nothing,
  kept.goes && !place ? placeQuery(kept.goes) : nothing,
  kept.trip_id ? tripQuery(kept.trip_id) : nothing,
  kept.loan && hasHead(ctx) ? childOfLoan(kept.loan.loan_id) : nothing,
]

/** The child of a class list for whom the loan is, or nothing where there is none. */
const childIn = (rows: readonly Row[]): Pick<DeskAnswer, 'child'> => {
  const child = oneOf(ChildOfLoan, rows)
  if (!child) return {}
  const { child_id, given_name, initial, still } = child
  return { child: { child_id, name: initial === null ? given_name : `${given_name} ${initial}.`, still } }
}

function filled(
  ctx: StaffCtx,
  kept: Kept,
  [items, patrons, places, trips, children]: readonly Row[][],
): DeskAnswer {
  const item = kept.item_id ? itemHeadOf(items ?? []) : null
  const place = kept.goes ? oneOf(Place, places ?? []) : null
  const patron: PatronHead | null =
    kept.patron_id && hasHead(ctx) ? (headsOf(patrons ?? [])[0] ?? null) : null
  return {
    did: kept.did,
    patron: patron && { ...patron, findings: marked(patron.findings, may(ctx)) },
    item,
    loan: kept.loan,
    ...(kept.loan && hasHead(ctx) ? childIn(children ?? []) : {}),
    fine: kept.fine,
    choices: [],
    crate: kept.trip_id ? tripOf(trips) : null,
    shelf: null,
    event_id: kept.event_id,
    findings: marked(kept.findings, may(ctx)),
    destination:
      kept.goes && place
        ? {
            to: kept.goes.to,
            branch_id: kept.goes.branch_id,
            branch_name: place.branch_name,
            because: kept.goes.because,
            hold_code: place.hold_code,
            until: kept.goes.until,
            shelf: kept.goes.to === 'shelf' ? (item?.shelf ?? null) : null,
            call_number: kept.goes.to === 'shelf' ? (item?.call_number ?? null) : null,
          }
        : null,
  }
}

/** What a command does: writes of tables apart as one statement, and what comes before and after them. */
export interface Done {
  readonly before: readonly Query[]
  readonly writes: readonly Write[]
  readonly after: readonly Query[]
}
export const nothingDone: Done = { before: [], writes: [], after: [] }

/** Writes the effects, keeps the answer for a repeat, reads the names and commits, all in one flight. */
export async function finish(
  ctx: StaffCtx,
  tx: Tx,
  done: Done & {
    readonly kept: Kept
    readonly command: { readonly command_id: string; readonly hash: Buffer }
    /** What the facts said of the item, where they were asked for its names. */
    readonly item?: ItemFacts
    /** What the facts said of the patron, where they did. */
    readonly person?: Pick<FrozenPerson, 'patron_id' | 'library_id'> | null
  },
): Promise<DeskAnswer> {
  if (done.person && done.person.patron_id === done.kept.patron_id) tx.sawPatron(done.person)
  else if (done.kept.patron_id) tx.seen(done.kept.patron_id)
  const keep: Write = { as: 'answer', query: keepAnswer(ctx, { ...done.command, answer: done.kept }) }
  const head = done.item ? headOfFacts(done.item) : null
  const place = done.item && done.kept.goes ? placeOfFacts(done.item, done.kept.goes) : null
  const effects = [...done.before, { together: [keep, ...done.writes] }, ...done.after]
  const rows = await tx.last([...effects, ...tail(ctx, done.kept, { head, place })])
  const [items = [], patrons = [], places = [], ...others] = rows.slice(effects.length)
  return filled(ctx, done.kept, [
    head ? [{ ...head }] : items,
    patrons,
    place ? [{ ...place }] : places,
    ...others,
  ])
}

/** The answer of something that is done already. */
export const answerOf = async (ctx: StaffCtx, kept: Kept): Promise<DeskAnswer> =>
  filled(ctx, kept, await read(ctx, tail(ctx, kept)))

/** The first answer again, with names read anew; nothing is changed. */
export const replay = async (ctx: StaffCtx, tx: Tx, kept: Kept): Promise<DeskAnswer> => {
  if (kept.patron_id) tx.seen(kept.patron_id)
  return filled(ctx, kept, await tx.more(tail(ctx, kept)))
}

/** Whether what was found ends it, or only asks somebody who may pass it. */
export const refusedOr = (ctx: StaffCtx, findings: Kept['findings']): 'refused' | 'asked' =>
  findings.some(f => f.weight === 'stop' || (f.weight === 'ask' && !marked([f], may(ctx))[0]?.may_accept))
    ? 'refused'
    : 'asked'

/** The answers of one command about several items, from the heads of those items. */
export const answersOf = (ctx: StaffCtx, all: readonly Kept[], heads: readonly Row[]): DeskAnswer[] =>
  all.map(kept => filled(ctx, kept, [heads.filter(row => row['item_id'] === kept.item_id), [], [], [], []]))

/** A refusal or a question, with the item and the patron that it is about. */
export const refusal = async (
  ctx: StaffCtx,
  tx: Tx,
  about: Pick<Kept, 'item_id' | 'patron_id' | 'findings'>,
): Promise<DeskAnswer> => {
  return replay(ctx, tx, { ...keptNothing, ...about, did: refusedOr(ctx, about.findings) })
}
