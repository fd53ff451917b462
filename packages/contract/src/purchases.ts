import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page } from './values.ts'

/* What staff suggest that their library buys: from a search that finds nothing, from holds that nothing can fill, from a queue that is too long; and for whom. */

/** Proposed, decided, bought; or withdrawn by who works here. The first three are open: asked again, they are raised and not made twice. */
export const purchaseStates = [
  'proposed',
  'accepted',
  'ordered',
  'received',
  'declined',
  'withdrawn',
] as const
export const PurchaseState = OneOf(purchaseStates)
export type PurchaseState = (typeof purchaseStates)[number]
export const openPurchaseStates = [
  'proposed',
  'accepted',
  'ordered',
] as const satisfies readonly PurchaseState[]

/** Why the library should buy: somebody asks for it, too many wait, no item can be lent, one is lost or broken, the collection lacks it. */
export const purchaseReasons = ['asked', 'queue', 'no_items', 'replace', 'gap', 'other'] as const
export const PurchaseReason = OneOf(purchaseReasons)
export type PurchaseReason = (typeof purchaseReasons)[number]

/** Why it does not; `other` says why in words. */
export const declineReasons = [
  'not_available',
  'too_dear',
  'no_budget',
  'not_our_collection',
  'have_another',
  'elsewhere',
  'other',
] as const
export const DeclineReason = OneOf(declineReasons)
export type DeclineReason = (typeof declineReasons)[number]

export const MOST_COPIES = 99
const Copies = Type.Integer({ minimum: 1, maximum: MOST_COPIES })

/** An open suggestion of the own library for a title, as other lists show it beside that title. */
export const OpenPurchase = closed({ suggestion_id: Id, state: PurchaseState })
export type OpenPurchase = Static<typeof OpenPurchase>

export const PurchaseSuggestion = closed({
  suggestion_id: Id,
  /** The title of the catalogue, where there is one; it follows a title into which it was merged. */
  title_id: Nullable(Id),
  title: Nullable(Type.String()),
  author: Nullable(Type.String()),
  isbn: Nullable(Type.String()),
  /** Of the title of the catalogue: the language in which it is read aloud. */
  language: Nullable(Type.String()),
  branch_id: Id,
  branch: Type.String(),
  because: PurchaseReason,
  remark: Nullable(Type.String()),
  copies: Type.Integer(),
  /** How often it was proposed. */
  asked: Type.Integer(),
  /** Readers of the own library who wait for that title now, and its own items that can be lent: numbers only. */
  waiting: Type.Integer(),
  items: Type.Integer(),
  /** Readers of the own library who asked for it and still stand with it: a number only. */
  askers: Type.Integer(),
  /** Null where whoever it was does not work here any more. */
  proposed_by: Nullable(Type.String()),
  proposed_at: Instant,
  state: PurchaseState,
  declined_because: Nullable(DeclineReason),
  says: Nullable(Type.String()),
  decided_by: Nullable(Type.String()),
  decided_at: Nullable(Instant),
  ordered_at: Nullable(Instant),
  received_at: Nullable(Instant),
  version: Type.Integer(),
})
export type PurchaseSuggestion = Static<typeof PurchaseSuggestion>

export const listPurchases = operation({
  id: 'listPurchases',
  method: 'GET',
  path: '/purchase-suggestions',
  leave: 'cataloguing.read',
  summary: 'What was suggested to buy in the own library, the last first, with how many stand in each state',
  query: closed({
    state: Type.Optional(PurchaseState),
    branch_id: Type.Optional(Id),
    /** Words of the title or the author, or the ISBN. */
    q: Type.Optional(Line(200)),
    after: Type.Optional(Id),
  }),
  ok: closed({
    ...Page(PurchaseSuggestion).properties,
    /** Of the branch and the words that are asked, in every state. */
    counts: Type.Array(closed({ state: PurchaseState, count: Type.Integer() })),
  }),
})
export const readPurchase = operation({
  id: 'readPurchase',
  method: 'GET',
  path: '/purchase-suggestions/:suggestion_id',
  leave: 'cataloguing.read',
  summary: 'One suggestion to buy',
  params: closed({ suggestion_id: Id }),
  ok: PurchaseSuggestion,
  codes: ['not_found'],
})
export const proposePurchase = operation({
  id: 'proposePurchase',
  method: 'POST',
  path: '/purchase-suggestions',
  leave: 'cataloguing.read',
  status: 201,
  summary: 'Suggest to buy a title of the catalogue, or one as it is typed; what is open already is raised',
  body: closed({
    command_id: CommandId,
    branch_id: Id,
    title_id: Nullable(Id),
    title: Nullable(Line(300)),
    author: Nullable(Line(200)),
    isbn: Nullable(Line(40)),
    because: PurchaseReason,
    remark: Nullable(Line(500)),
    copies: Copies,
  }),
  ok: closed({
    suggestion_id: Id,
    version: Type.Integer(),
    state: PurchaseState,
    /** How often it was proposed by now; more than once: it stood in the list already. */
    asked: Type.Integer(),
    copies: Type.Integer(),
    /** How many copies it asked before; null where it is new. */
    copies_before: Nullable(Type.Integer()),
  }),
  codes: ['not_found', 'purchase_says_nothing', 'purchase_isbn_wrong'],
})
const moved = closed({ suggestion_id: Id, version: Type.Integer(), state: PurchaseState })
export const decidePurchase = operation({
  id: 'decidePurchase',
  method: 'POST',
  path: '/purchase-suggestions/:suggestion_id/decision',
  leave: 'acquisitions.decide',
  status: 201,
  summary: 'Accept or decline a suggestion, say that it is ordered or received, or go one step back',
  params: closed({ suggestion_id: Id }),
  body: closed({
    command_id: CommandId,
    version: Type.Integer(),
    to: OneOf(['proposed', 'accepted', 'declined', 'ordered', 'received']),
    /** For declining. */
    reason: Nullable(DeclineReason),
    says: Nullable(Line(500)),
  }),
  ok: moved,
  codes: [
    'not_found',
    'changed_meanwhile',
    'purchase_wrong_state',
    'purchase_reason_needed',
    'purchase_open_already',
  ],
})
export const withdrawPurchase = operation({
  id: 'withdrawPurchase',
  method: 'POST',
  path: '/purchase-suggestions/:suggestion_id/withdrawal',
  leave: 'cataloguing.read',
  status: 201,
  summary: 'Withdraw a suggestion that is not decided, take one proposal of it back, or bring it back',
  params: closed({ suggestion_id: Id }),
  body: closed({
    command_id: CommandId,
    version: Type.Integer(),
    what: OneOf(['all', 'one', 'back']),
    /** With `one`: how many copies it asks again, and the words that came with that proposal. */
    copies: Nullable(Copies),
    remark: Nullable(Line(500)),
  }),
  ok: moved,
  codes: ['not_found', 'changed_meanwhile', 'purchase_wrong_state', 'purchase_open_already'],
})

/** A reader who asked for it, for as long as they stand with it. */
export const PurchaseAsker = closed({
  asker_id: Id,
  patron_id: Id,
  name: Type.String(),
  asked_at: Instant,
  /** They stand with it until this day at the latest; no longer than it is decided and they have what they asked for. */
  until: Day,
  /** What they have of its title by now: it is at home, it is reserved, or they had it since they asked. */
  has: Nullable(OneOf(['loan', 'hold', 'had'])),
})
export type PurchaseAsker = Static<typeof PurchaseAsker>
const one = closed({ suggestion_id: Id })
export const purchaseAskers = operation({
  id: 'purchaseAskers',
  method: 'GET',
  path: '/purchase-suggestions/:suggestion_id/askers',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'Which readers asked for a suggestion, and what they have of its title by now',
  params: one,
  ok: closed({ rows: Type.Array(PurchaseAsker) }),
  codes: ['not_found'],
})
export const addPurchaseAsker = operation({
  id: 'addPurchaseAsker',
  method: 'POST',
  path: '/purchase-suggestions/:suggestion_id/askers',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Note that a reader of the own library asked for a suggestion',
  params: one,
  body: closed({ command_id: CommandId, patron_id: Id }),
  /** `added`: false where they stood with it already, and so asked anew. */
  ok: closed({ suggestion_id: Id, patron_id: Id, added: Type.Boolean() }),
  codes: ['not_found', 'patron_unknown', 'patron_not_own', 'processing_restricted'],
})
export const removePurchaseAsker = operation({
  id: 'removePurchaseAsker',
  method: 'POST',
  path: '/purchase-suggestions/:suggestion_id/askers/removal',
  leave: 'circulation.hold',
  purpose: 'functional',
  status: 201,
  summary: 'Take a reader off a suggestion',
  params: one,
  body: closed({ command_id: CommandId, patron_id: Id }),
  ok: closed({ suggestion_id: Id, patron_id: Id }),
  codes: ['not_found'],
})

export const patronPurchases = operation({
  id: 'patronPurchases',
  method: 'GET',
  path: '/patrons/:patron_id/purchase-suggestions',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'What a reader asked the own library to buy, for as long as they stand with it',
  params: closed({ patron_id: Id }),
  ok: closed({
    rows: Type.Array(
      closed({
        suggestion_id: Id,
        title_id: Nullable(Id),
        title: Nullable(Type.String()),
        author: Nullable(Type.String()),
        isbn: Nullable(Type.String()),
        language: Nullable(Type.String()),
        state: PurchaseState,
        declined_because: Nullable(DeclineReason),
        asked_at: Instant,
        until: Day,
      }),
    ),
  }),
  codes: ['patron_unknown'],
})
