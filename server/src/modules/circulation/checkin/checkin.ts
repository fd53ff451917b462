import type { DeskAnswer, ResolvedValues, Day } from '@kaft/contract'
import { Type } from 'typebox'
import { priorAnswerWith, repeated } from '../../../base/command.ts'
import { isRefusal, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { emptyAnswer, finish, nothingDone, type Kept, refusal, replay } from '../answer/answer.ts'
import { againIfTwin, commandOf, type DeskCommand } from '../answer/command.ts'
import { withCrate } from '../crates/carried.ts'
import { type OpenCrate, packing } from '../crates/pack.rules.ts'
import { OpenCrateRow, openCrateQuery } from '../crates/pack.store.ts'
import type { FrozenPerson } from '../events/event.store.ts'
import { bookedCents, momentOf } from '../fines/owed.ts'
import { ItemFacts, itemHere, itemIs, itemsColumn, lockItem } from '../facts/item-facts.store.ts'
import { LostFacts, lockPatronOfLoss, lostFacts } from '../lost/found-again.store.ts'
import { lostSettingsOf, lostSettingsQuery } from '../lost/lost-settings.store.ts'
import { costMoney, type LossNow, moneyBack } from '../lost/money-back.rules.ts'
import { whyNotWanted } from '../pull-list/found.rules.ts'
import { countingDay } from '../return-days/return-day.rules.ts'
import { proposalOf } from '../return-days/return-days.ts'
import { type Rulebook, rulebookFor } from '../rulebook/rulebook.ts'
import { type Checkin, decideCheckin, type Goes } from './checkin.rules.ts'
import { effectsOf } from './checkin-effects.ts'
import { pickupDays } from './pickup-days.ts'

export interface CheckinAsk {
  readonly command_id: string
  readonly occurred_at?: string
  readonly item_id?: string
  readonly barcode?: string
  /** Return mode: the day that counts for lateness; never after today. */
  readonly return_on?: string
  readonly return_reason?: string
  /** A walk along the pull list: only an item of this branch that somebody waits for is taken. */
  readonly pull?: boolean
  /** The trip of the crate that stands open at the workstation: what travels to its branch goes in. */
  readonly trip_id?: string
  /** The event that took the item's hold off the shelf just before: undoing one undoes both. */
  readonly cleared_by?: string
  /** The patron who stands at the desk: theirs is not found in the library, they bring it. */
  readonly brought_by?: string
}

const FactsRow = Type.Object({ epoch: Type.String(), items: Type.Array(ItemFacts) })
const LostRow = Type.Object({ lost: LostFacts })

interface Facts {
  readonly item: ItemFacts
  readonly person: FrozenPerson | null
  readonly book: Rulebook
  readonly loanBook: Rulebook | null
  /** Present for an item that was lost or invoiced: what that cost, and what the library lets fall. */
  readonly loss: LossNow | null
}

/**
 * Takes an item back, or says where it belongs when it was not on loan. It never refuses for a rule.
 * @returns what happened and the destination; `item_unknown` or `code_ambiguous` as a finding otherwise
 */
export async function checkin(
  ctx: StaffCtx,
  ask: CheckinAsk,
  command = commandOf(ctx, ask),
): Promise<DeskAnswer | Refusal> {
  const said = await takeIn(ctx, ask, { command, lost: false })
  // Money of whoever lost it, or got an invoice, comes in between, and a patron is locked before an item: so it begins again.
  return said === 'was_lost' ? ((await takeIn(ctx, ask, { command, lost: true })) as DeskAnswer) : said
}

const takeIn = (
  ctx: StaffCtx,
  ask: CheckinAsk,
  { command, lost }: { command: DeskCommand; lost: boolean },
): Promise<DeskAnswer | Refusal | 'was_lost'> =>
  againIfTwin(() =>
    transact(ctx, async tx => {
      const what = ask.pull ? itemHere(ctx, ask.barcode ?? '') : itemIs(ask)
      const ofLoss = lost ? [lostFacts(what), lostSettingsQuery(ctx.actor.library_id)] : []
      const all = await tx.first([
        ...(lost ? [lockPatronOfLoss(what)] : []),
        lockItem(what),
        priorAnswerWith(
          ctx,
          ask.command_id,
          itemsColumn(what, { day: dayOf(command.at), borrower: true, named: true }),
        ),
        ...ofLoss,
        ...(ask.trip_id ? [openCrateQuery(ask.trip_id, what)] : []),
      ])
      const rows = lost ? all.slice(1) : all
      const known = repeated<Kept>(rows[1] ?? [], command.hash)
      if (known) return isRefusal(known) ? known : replay(ctx, tx, known)
      const { items, epoch } = shaped(FactsRow, rows[1]?.[0])
      const [item] = items
      if (!item || items.length > 1) {
        return {
          ...emptyAnswer,
          findings: [{ code: codeOf(items.length, ask), weight: 'stop', about: {} }],
        }
      }
      if (!lost && costMoney(item, dayOf(command.at))) return 'was_lost'
      return take(ctx, tx, {
        ask,
        command,
        facts: await factsOf(ctx, tx, item, { rows, epoch, lost }),
        crate: oneOf(OpenCrateRow, ask.trip_id ? (rows.at(-1) ?? []) : []),
      })
    }),
  )

const codeOf = (found: number, ask: CheckinAsk) =>
  found > 1 ? 'code_ambiguous' : ask.pull ? 'pull_not_wanted' : 'item_unknown'

async function factsOf(
  ctx: StaffCtx,
  tx: Tx,
  item: ItemFacts,
  read: { readonly rows: readonly Row[][]; readonly epoch: string; readonly lost: boolean },
): Promise<Facts> {
  const { rows, epoch } = read
  const { loan } = item
  const lost = read.lost ? (oneOf(LostRow, rows[2] ?? [])?.lost ?? null) : null
  return {
    item,
    person: loan?.borrower ?? lost?.person ?? null,
    loss: lost && { lost, policy: lostSettingsOf(rows[3] ?? []) },
    book: await rulebookFor(ctx, tx, { library_id: ctx.actor.library_id, epoch }),
    loanBook: loan
      ? await rulebookFor(ctx, tx, { library_id: loan.lent_library_id, epoch: loan.lent_epoch })
      : null,
  }
}

interface Taking {
  readonly ask: CheckinAsk
  readonly command: DeskCommand
  readonly facts: Facts
  readonly crate: OpenCrate | null
}

async function take(ctx: StaffCtx, tx: Tx, { ask, command, facts, crate }: Taking): Promise<DeskAnswer> {
  const { item, person, loanBook, book } = facts
  const today = dayOf(command.at)
  const on = countingDay(ask.return_on, today, () => proposalOf(book, ctx.actor.branch_id, today))
  // Whoever may not see the patron gets the loan without them: row-level security left the name out already.
  const seen: ItemFacts = item.loan && !person ? { ...item, loan: { ...item.loan, patron_id: null } } : item
  const refund = moneyBack(facts, today)
  const by_reader = broughtByReader(ctx, ask, seen)
  const decided = decideCheckin({
    today,
    returned_on: on,
    returned_at: momentOf(command.at, on),
    booked_cents: await bookedOf(tx, seen, today),
    branch_id: ctx.actor.branch_id,
    item: seen,
    terms: (item.loan?.resolved as ResolvedValues | undefined) ?? null,
    loan_calendar: item.loan ? (loanBook?.calendars.get(item.loan.branch_id) ?? null) : null,
    pickup_days: pickupDays(book, { branch_id: ctx.actor.branch_id, item, today }),
    calendar: book.calendars.get(ctx.actor.branch_id) ?? null,
    by_reader,
    refund,
  })
  const unwanted = ask.pull ? whyNotWanted(item, decided, ctx.actor.branch_id) : null
  if (unwanted) return refusal(ctx, tx, { item_id: item.item_id, patron_id: null, findings: [unwanted] })
  const packed = packing(crate, decided.goes, ctx.actor.branch_id)
  const moves = decided.did !== 'not_on_loan' || item.status !== placedAs(decided.goes)
  const changes = moves || packed.packs
  const event_id = changes ? uuid7(ctx.now) : null
  const effects = event_id
    ? effectsOf(ctx, {
        facts: { ...facts, item: seen },
        decided,
        refund,
        command,
        event_id,
        on,
        reason: on === today ? null : (ask.return_reason ?? null),
        pulled: ask.pull === true,
        by_reader,
        trip_id: packed.packs ? (crate?.trip_id ?? null) : null,
        moves,
        cleared_by: ask.cleared_by ?? null,
      })
    : nothingDone
  const kept = keptOf({ item, decided, event_id, patron_id: person?.patron_id ?? null })
  return finish(ctx, tx, { ...effects, kept: withCrate(kept, crate, packed), command, item, person })
}

/** At a self-service machine readers hand in what they have; nobody puts there what stood on a shelf. */
const broughtByReader = (ctx: StaffCtx, { brought_by }: CheckinAsk, { loan }: ItemFacts): boolean =>
  loan !== null && (ctx.source === 'self' || (brought_by !== undefined && loan.patron_id === brought_by))

/** What of the fine was booked already; asked only where the terms say that something can have been. */
const bookedOf = (tx: Tx, { loan, title_id }: ItemFacts, today: Day): Promise<number> | number => {
  if (!loan) return 0
  const terms = loan.resolved as ResolvedValues
  return bookedCents(tx, { terms, loan, title_id, patron_id: loan.patron_id, today })
}

function keptOf(of: {
  readonly item: ItemFacts
  readonly decided: Checkin
  readonly event_id: string | null
  readonly patron_id: string | null
}): Kept {
  const { goes, fine, late_days, did, findings } = of.decided
  const loan = did === 'taken_back' ? of.item.loan : null
  return {
    did,
    item_id: of.item.item_id,
    patron_id: of.patron_id,
    loan: loan && {
      loan_id: loan.loan_id,
      patron_id: of.patron_id,
      due_on: loan.due_on,
      due_at: loan.due_at,
      renewals: loan.renewals,
      lent_at: loan.lent_at,
    },
    goes: {
      to: goes.to,
      branch_id: goes.branch_id,
      because: goes.because,
      hold_id: 'hold' in goes ? goes.hold.hold_id : null,
      until: 'until' in goes ? goes.until : null,
    },
    fine: fine && { amount_cents: fine.amount_cents, days: late_days, entry_id: null },
    findings: [...findings],
    event_id: of.event_id,
  }
}

const placedAs = (goes: Goes): string =>
  ({ shelf: 'available', hold_shelf: 'hold_shelf', transit: 'in_transit' })[goes.to]
