import type {
  BodyOf,
  claimReturned as claimOp,
  ItemOutcome,
  listClaims as listOp,
  lookForClaim as lookOp,
  OkOf,
  resolveClaim as resolveOp,
} from '@kaft/contract'
import { type Decided, once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read, type Tx } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { beginConditionQuery, endConditionsQuery, itemStateQuery } from '../../inventory/index.ts'
import { commandOf } from '../answer/command.ts'
import { type KeptOutcome, outcomeOf } from '../answer/outcome.ts'
import { putOnShelf } from '../checkin/checkin.store.ts'
import { type EventKind, eventQuery } from '../events/event.store.ts'
import { lockItem } from '../facts/item-facts.store.ts'
import { lockPatron } from '../facts/patron-facts.store.ts'
import {
  loseEffects,
  lossOf,
  lostOutcome,
  type OpenLoss,
  openLossOf,
  openLossQueries,
} from '../lost/lose-loan.ts'
import { endWithout } from '../lost/lose-loan.store.ts'
import { lostSettingsOf, lostSettingsQuery } from '../lost/lost-settings.store.ts'
import { itemOfLoan, patronOfLoan } from '../renew/renew.store.ts'
import { before } from '../undo/before.rules.ts'
import {
  beginClaimQuery,
  ClaimRow,
  claimsQuery,
  endClaimQuery,
  LoanOfClaim,
  loanOfClaim,
  lookedQuery,
  unclaimQuery,
} from './claim.store.ts'

const stop = (code: Finding['code'], about: Finding['about'] = {}): RefusedByRules =>
  refusedBy([{ code, weight: 'stop', about }])

/** An action on a claimed or claimable loan, on its way to its effects. */
interface Acting {
  readonly found: OpenLoss
  readonly event_id: string
  readonly at: string
}

const eventOf = (ctx: StaffCtx, { found, event_id, at }: Acting, kind: EventKind, undo: object): Query =>
  eventQuery(ctx, {
    event_id,
    kind,
    occurred_at: at,
    item_id: found.item.item_id,
    loan_id: found.loan.loan_id,
    person: found.person,
    due_on: found.loan.due_on,
    undo: { ...before(found.item, null), claimed_on: found.loan.claimed_on, ...undo },
  })
const outcome = ({ found, event_id }: Acting, state: string): KeptOutcome => ({
  item_id: found.item.item_id,
  state,
  loan_id: found.loan.loan_id,
  charged: [],
  findings: [],
  event_id,
})

/** Locks the loan's patron and item, reads what is known, and lets `decide` say what happens. */
async function act(
  ctx: StaffCtx,
  ask: { command_id: string; occurred_at?: string; loan_id: string },
  decide: (acting: Acting, tx: Tx) => Decided<KeptOutcome> | Promise<Decided<KeptOutcome>>,
): Promise<ItemOutcome | Refusal | RefusedByRules> {
  const { loan_id } = ask
  const { at } = commandOf(ctx, ask)
  const done = await once<KeptOutcome>(ctx, ask, {
    facts: [
      lockPatron(patronOfLoan(loan_id)),
      lockItem(itemOfLoan(loan_id)),
      ...openLossQueries(loan_id, ctx.actor.library_id, dayOf(ctx.now)),
    ],
    decide: ([, , ...rows], tx) => {
      const found = openLossOf(rows)
      if (!found) return stop('not_on_loan')
      if (found.person) tx.seen(found.person.patron_id)
      return decide({ found, event_id: uuid7(ctx.now), at }, tx)
    },
  })
  return outcomeOf(ctx, done)
}

/** The patron says that it was brought back: the loan stays open, no fine runs from today, and the item is looked for. */
export const claimReturned = (ctx: StaffCtx, ask: BodyOf<typeof claimOp> & { readonly loan_id: string }) =>
  act(ctx, ask, acting => {
    const { found, event_id, at } = acting
    const { item, loan } = found
    if (loan.claimed_on !== null) return stop('loan_claimed', { claimed_on: loan.claimed_on })
    return {
      effects: [
        beginClaimQuery({ loan_id: loan.loan_id, event_id, at, on: dayOf(at) }),
        beginConditionQuery({ item_id: item.item_id, kind: 'claimed', note: null, event_id, at }),
        eventOf(ctx, acting, 'claimed_returned', {}),
      ],
      answer: () => outcome(acting, item.state),
    }
  })

/** An action on a claim that is open; one that was settled is told so, unless this very command settled it. */
async function actOnClaim(
  ctx: StaffCtx,
  ask: { command_id: string; occurred_at?: string; claim_id: string },
  decide: (acting: Acting, tx: Tx) => Decided<KeptOutcome> | Promise<Decided<KeptOutcome>>,
): Promise<ItemOutcome | Refusal | RefusedByRules> {
  const [rows] = await read(ctx, [loanOfClaim(ask.claim_id)])
  const claim = oneOf(LoanOfClaim, rows ?? [])
  if (!claim) return refuse('not_found')
  const said = await act(ctx, { ...ask, loan_id: claim.loan_id }, (acting, tx) =>
    claim.open && acting.found.loan.claimed_on !== null ? decide(acting, tx) : stop('claim_closed'),
  )
  const gone = 'findings_refused' in said && said.findings_refused[0]?.code === 'not_on_loan'
  return gone ? stop('claim_closed') : said
}

/** Looked for on the shelf, and not found. */
export const lookForClaim = (ctx: StaffCtx, ask: BodyOf<typeof lookOp> & { readonly claim_id: string }) =>
  actOnClaim(ctx, ask, acting => ({
    effects: [
      lookedQuery(ask.claim_id, 1, acting.at),
      eventOf(ctx, acting, 'claim_looked', { claim_id: ask.claim_id }),
    ],
    answer: () => outcome(acting, acting.found.item.state),
  }))

/** What staff decide when it was not found: it is lost, it is let go, or the patron had it at home after all. */
export const resolveClaim = (ctx: StaffCtx, ask: BodyOf<typeof resolveOp> & { readonly claim_id: string }) =>
  actOnClaim(ctx, ask, async (acting, tx) => {
    if (ask.how === 'withdrawn') return withdrawn(ctx, acting)
    if (ask.how === 'dismissed') return dismissed(ctx, acting)
    const { found, event_id, at } = acting
    const on = dayOf(at)
    const losing = { found, loss: await lossOf(ctx, tx, found, on), event_id, at, on, reason: null }
    return { effects: loseEffects(ctx, losing), answer: () => lostOutcome(losing) }
  })

const settled = ({ found, event_id, at }: Acting, ended: 'dismissed' | 'withdrawn'): Query[] => [
  endClaimQuery({ loan_id: found.loan.loan_id, ended, event_id, at }),
  endConditionsQuery({
    item_id: found.item.item_id,
    kinds: ['claimed'],
    ended: 'settled',
    event_id,
    at,
  }),
]

const withdrawn = (ctx: StaffCtx, acting: Acting): Decided<KeptOutcome> => ({
  effects: [
    ...settled(acting, 'withdrawn'),
    unclaimQuery(acting.found.loan.loan_id),
    eventOf(ctx, acting, 'claim_resolved', {}),
  ],
  answer: () => outcome(acting, acting.found.item.state),
})

/** Nobody pays: the loan ends, and the item is missing from now on. */
const dismissed = (ctx: StaffCtx, acting: Acting): Decided<KeptOutcome> => {
  const { found, event_id, at } = acting
  const { item_id, branch_id } = found.item
  return {
    effects: [
      endWithout({ loan_id: found.loan.loan_id, ended: 'dismissed', at, on: dayOf(at) }),
      ...settled(acting, 'dismissed'),
      putOnShelf(item_id, branch_id, at),
      itemStateQuery(item_id, 'missing'),
      beginConditionQuery({ item_id, kind: 'missing', note: null, event_id, at }),
      eventOf(ctx, acting, 'claim_resolved', {}),
    ],
    answer: () => outcome(acting, 'missing'),
  }
}

/** What must be looked for on the shelves here, in walking order; nobody's name stands in it. */
export async function listClaims(ctx: StaffCtx): Promise<OkOf<typeof listOp>> {
  const [rows, settings] = await read(ctx, [
    claimsQuery(ctx.actor.branch_id),
    lostSettingsQuery(ctx.actor.library_id),
  ])
  const { claim_looks } = lostSettingsOf(settings ?? [])
  return {
    looks_wanted: claim_looks,
    rows: allOf(ClaimRow, rows ?? []).map(row => ({ ...row, to_decide: row.looks >= claim_looks })),
  }
}
