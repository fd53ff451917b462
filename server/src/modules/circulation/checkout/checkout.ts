import type { Code, DeskAnswer } from '@kaft/contract'
import { Type } from 'typebox'
import { repeated } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { accepted, type Finding } from '../../../base/decision.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { endConditionsQuery, itemStateQuery } from '../../inventory/index.ts'
import { eidCodes } from '../../patrons/index.ts'
import { nothing } from '../answer/answer.store.ts'
import { type Done, emptyAnswer, finish, type Kept, keptNothing, refusal, replay } from '../answer/answer.ts'
import { againIfTwin, commandOf, type DeskCommand } from '../answer/command.ts'
import { childOnList, lendFor, OnList } from '../class-list/loan-child.store.ts'
import { eventWrites } from '../events/event.store.ts'
import { feeQueries } from '../fines/fee-queries.ts'
import { frozenItem, ItemFacts, itemIs, itemsColumn, lockPatronThenItem } from '../facts/item-facts.store.ts'
import { lockPatron, PatronFacts, patronIs, patronsColumn, patronsWho } from '../facts/patron-facts.store.ts'
import { moveHold } from '../holds/move-hold.store.ts'
import { bagOf } from '../home-delivery/bag.ts'
import type { Bag } from '../home-delivery/bag.rules.ts'
import { bagFacts, hadBefore, type IntoBag, putInBag } from '../home-delivery/bag.store.ts'
import { before } from '../undo/before.rules.ts'
import { rulebookFor, termsFor } from '../rulebook/rulebook.ts'
import { type CheckoutEffect, decideCheckout } from './checkout.rules.ts'
import { lendingFacts, loanWrites } from './checkout.store.ts'
import { otherEnds } from './other-loan.ts'

export interface CheckoutAsk {
  readonly command_id: string
  readonly occurred_at?: string
  readonly item_id?: string
  readonly barcode?: string
  readonly patron_id?: string
  readonly card?: string
  readonly accept?: readonly Code[]
  readonly other_loan_fine?: 'book' | 'drop'
  /** A second loan of what the patron was lent today, and not a renewal. */
  readonly lends_again?: boolean
  readonly child_id?: string
  /** The round of home delivery into whose bag it goes. */
  readonly home?: IntoBag
}

const FactsRow = Type.Object({
  loan_id: Type.String(),
  epoch: Type.String(),
  patrons: Type.Array(PatronFacts),
  items: Type.Array(ItemFacts),
})

interface Facts {
  readonly patrons: readonly PatronFacts[]
  readonly items: readonly ItemFacts[]
  readonly loan_id: string
  readonly epoch: string
  /** The card on whose list the named child stands. */
  readonly child_of: string | null
  /** Which round's bag it would go into; null where none was named. */
  readonly bag: Bag | null
}

/** Why the two codes do not name one patron and one item, or null when they do. */
function unknowns({ patrons, items }: Facts): Finding[] | null {
  const findings: Finding[] = []
  if (patrons.length === 0) findings.push({ code: 'card_unknown', weight: 'stop', about: {} })
  if (items.length === 0) findings.push({ code: 'item_unknown', weight: 'stop', about: {} })
  if (patrons.length > 1 || items.length > 1)
    findings.push({ code: 'code_ambiguous', weight: 'stop', about: {} })
  return findings.length > 0 ? findings : null
}

/**
 * Lends an item to a patron: lock patron and item, read the facts, decide, write. A repeat gets the first answer.
 * @returns `lent`, or `refused` / `asked` with every finding and nothing changed
 */
export function checkout(
  ctx: StaffCtx,
  ask: CheckoutAsk,
  command = commandOf(ctx, ask),
): Promise<DeskAnswer | Refusal> {
  const eid = ask.card === undefined ? [] : eidCodes(ctx.keys, ask.card)
  const [who, what] = [patronIs(ask, eid), itemIs(ask)]
  const day = dayOf(ctx.now)
  return againIfTwin(() =>
    transact(ctx, async tx => {
      const rows = await tx.first([
        lockPatronThenItem(lockPatron(who), what),
        lendingFacts(ctx, ask.command_id, {
          patrons: patronsColumn(who, { day, card: ask.card, eid }),
          items: itemsColumn(what, { day: dayOf(command.at), whose: patronsWho(ask, eid), named: true }),
        }),
        ask.child_id === undefined ? nothing : childOnList(ask.child_id, day),
        ...(ask.home ? [bagFacts(ctx, ask.home), hadBefore(who, what)] : []),
      ])
      const known = repeated<Kept>(rows[1] ?? [], command.hash)
      if (known) return isRefusal(known) ? known : replay(ctx, tx, known)
      return lend(ctx, tx, { ask, command, facts: factsOf(rows, ask) })
    }),
  )
}

/** The slot of the flight holds an empty row where no child was named. */
const childOf = (rows: readonly Row[]): string | null =>
  rows[0]?.child_id === undefined ? null : (oneOf(OnList, rows)?.patron_id ?? null)

const factsOf = (rows: readonly Row[][], { home }: CheckoutAsk): Facts => ({
  ...shaped(FactsRow, rows[1]?.[0]),
  child_of: childOf(rows[2] ?? []),
  bag: bagOf(home, rows[3], rows[4]),
})

const isUnknownChild = (
  { child_id }: CheckoutAsk,
  { child_of }: Facts,
  { patron_id }: PatronFacts,
): boolean => child_id !== undefined && child_of !== patron_id

/** Nothing was done, since the codes do not name one patron and one item. */
function nobodyOrNothing(tx: Tx, patron: PatronFacts | undefined, findings: Finding[]): DeskAnswer {
  if (!patron) tx.seen(null, 'refused')
  return { ...emptyAnswer, findings }
}

async function lend(
  ctx: StaffCtx,
  tx: Tx,
  { ask, command, facts }: { ask: CheckoutAsk; command: DeskCommand; facts: Facts },
): Promise<DeskAnswer> {
  const missing = unknowns(facts)
  const [patron, item] = [facts.patrons[0], facts.items[0]]
  if (missing || !patron || !item) return nobodyOrNothing(tx, patron, missing ?? [])
  const { branch_id, library_id } = ctx.actor
  const book = await rulebookFor(ctx, tx, { library_id, epoch: facts.epoch })
  const calendar = book.calendars.get(branch_id) ?? null
  const decision = decideCheckout(
    {
      today: dayOf(command.at),
      at: command.at,
      source: ctx.source,
      branch_id,
      library_id,
      patron,
      item,
      regulation: book.regulation,
      calendar,
      lends_again: ask.lends_again === true,
      bag: facts.bag,
      child_unknown: isUnknownChild(ask, facts, patron),
    },
    passed(ctx, ask),
  )
  if (!decision.go) return refusal(ctx, tx, refusedWith(patron, item, decision.findings))
  const { effect } = decision
  const books_fine = ask.other_loan_fine === 'book'
  const ending = await otherEnds(ctx, tx, { item, loan: effect.ends_loan, at: command.at, books_fine })
  const lending: Lending = {
    patron,
    item,
    effect,
    loan_id: facts.loan_id,
    child_id: ask.child_id ?? null,
    home: ask.home ?? null,
    event_id: uuid7(ctx.now),
    at: command.at,
    terms_id: await termsFor(ctx, tx, { version_id: effect.version_id, values: effect.resolved.values }),
    trace: JSON.stringify(decision.trace),
    ended_event_id: ending?.event_id ?? null,
  }
  const kept = keptOf(lending, toldOf(decision.findings))
  return finish(ctx, tx, { ...effectsOf(ctx, lending, ending?.effects), kept, command, item, person: patron })
}

const refusedWith = ({ patron_id }: PatronFacts, { item_id }: ItemFacts, findings: readonly Finding[]) => ({
  patron_id,
  item_id,
  findings: [...findings],
})
const toldOf = (findings: readonly Finding[]): Finding[] => findings.filter(f => f.weight === 'info')

/** A loan that was decided, and everything that its effects are made of. */
interface Lending {
  readonly patron: PatronFacts
  readonly item: ItemFacts
  readonly effect: CheckoutEffect
  readonly loan_id: string
  readonly child_id: string | null
  readonly home: IntoBag | null
  readonly event_id: string
  readonly at: string
  readonly terms_id: string
  readonly trace: string
  /** The event by which the loan of another ended, when one did. */
  readonly ended_event_id: string | null
}

/**
 * What the caller accepts and may accept. That another's loan ends is accepted only together with what becomes of its
 * fine: no default may decide about somebody's money.
 */
function passed(ctx: StaffCtx, ask: CheckoutAsk): ReadonlySet<Code> {
  const codes = accepted(ask.accept, may(ctx))
  if (ask.other_loan_fine !== undefined) return codes
  return new Set([...codes].filter(code => code !== 'item_on_loan_elsewhere'))
}

/** What was missing is there: somebody has it in their hands. */
const foundQueries = ({ item, event_id, at }: Lending): Query[] =>
  item.state === 'missing'
    ? [
        itemStateQuery(item.item_id, 'in_use'),
        endConditionsQuery({ item_id: item.item_id, kinds: ['missing'], ended: 'found', event_id, at }),
      ]
    : []

/** For which child of a class list the loan is, where one was named. */
const childQueries = (
  { library_id }: PatronFacts,
  { loan_id, child_id }: Pick<Lending, 'loan_id' | 'child_id'>,
): Query[] => (child_id === null ? [] : [lendFor({ loan_id, library_id, child_id })])

/** `ended`: what ends the loan of another first. */
function effectsOf(ctx: StaffCtx, lending: Lending, ended: readonly Query[] = []): Done {
  const { patron, item, effect, ...l } = lending
  const { fills, bumps, due_on, due_at, ends_loan } = effect
  const fee = (kind: 'lending_fee' | 'hold', cents: number): Query[] =>
    feeQueries(ctx, { patron, item, loan_id: l.loan_id, kind, cents })
  return {
    before: [...ended, ...foundQueries(lending)],
    writes: [
      ...loanWrites(ctx, {
        loan_id: l.loan_id,
        library_id: patron.library_id,
        patron_id: patron.patron_id,
        item,
        lent_at: l.at,
        due_on,
        due_at,
        terms_id: l.terms_id,
        trace: l.trace,
        fills,
      }),
      ...eventWrites(ctx, {
        event_id: l.event_id,
        kind: 'checkout',
        occurred_at: l.at,
        item_id: item.item_id,
        item: frozenItem(item),
        loan_id: l.loan_id,
        hold_id: fills,
        person: patron,
        due_on,
        undo: {
          ...before(item, fills ?? bumps),
          ended_loan_id: ends_loan?.loan_id ?? null,
          ended_event_id: l.ended_event_id,
          bumped: fills && bumps ? before(item, bumps).hold : null,
        },
      }),
    ],
    after: [
      ...(bumps ? [moveHold({ hold_id: bumps, item_id: item.item_id, into: 'waiting', at: l.at })] : []),
      ...childQueries(patron, l),
      ...(l.home ? [putInBag({ ...l.home, ...patron, loan_id: l.loan_id })] : []),
      ...fee('lending_fee', effect.lending_fee_cents),
      ...fee('hold', effect.pickup_cents),
    ],
  }
}

const keptOf = (l: Lending, findings: Kept['findings']): Kept => ({
  ...keptNothing,
  did: 'lent',
  item_id: l.item.item_id,
  patron_id: l.patron.patron_id,
  event_id: l.event_id,
  loan: {
    loan_id: l.loan_id,
    patron_id: l.patron.patron_id,
    due_on: l.effect.due_on,
    due_at: l.effect.due_at,
    renewals: 0,
    lent_at: l.at,
  },
  findings,
})
