import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Agreement, Rung } from './organisation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page, Word } from './values.ts'

/** How far a joining is: a plan, patrons are being told, begun, or called off. */
export const JoiningState = OneOf(['draft', 'telling', 'active', 'withdrawn'])
/** What an agreement opens between its members, read from its rung. */
export const Opens = closed({
  shares_fee: Type.Boolean(),
  shares_rules: Type.Boolean(),
  shares_patrons: Type.Boolean(),
  has_transport: Type.Boolean(),
  shares_letters: Type.Boolean(),
  floats: Type.Boolean(),
})

/** Patrons who were told before their library came to this system: when, and where that is written. */
const ToldBefore = closed({ on: Day, reference: Line(200) })
export const Joining = closed({
  joining_id: Id,
  /** The agreement that is joined; null while a new one has not begun. */
  agreement_id: Nullable(Id),
  name: Type.String(),
  rung: Rung,
  opens: Opens,
  starts_on: Day,
  ends_on: Nullable(Day),
  /** Types of membership that the members accept of each other; null is all. */
  membership_types: Nullable(Type.Array(Word)),
  libraries: Type.Array(
    closed({ library_id: Id, name: Type.String(), joins: Type.Boolean(), tells: Type.Boolean() }),
  ),
  wait_days: Type.Integer(),
  second_person: Type.Boolean(),
  told_before: Nullable(ToldBefore),
  state: JoiningState,
  made_at: Instant,
  made_by: Type.String(),
  told_from: Nullable(Instant),
  told_by: Nullable(Type.String()),
  ended_at: Nullable(Instant),
  ended_by: Nullable(Type.String()),
})
export type Joining = Static<typeof Joining>

/** How far the word to the patrons of one library is, in counts. */
export const NoticeProgress = closed({
  library_id: Id,
  name: Type.String(),
  /** Whether every patron was looked at. */
  planned_all: Type.Boolean(),
  looked: Type.Integer(),
  planned: Type.Integer(),
  mails_waiting: Type.Integer(),
  letters_waiting: Type.Integer(),
  sent: Type.Integer(),
  printed: Type.Integer(),
  failed: Type.Integer(),
  /** Kept from going by staff: that patron was not told. */
  kept_back: Type.Integer(),
  /** No longer needed: who died meanwhile. */
  dropped: Type.Integer(),
})
export type NoticeProgress = Static<typeof NoticeProgress>

export const listJoinings = operation({
  id: 'listJoinings',
  method: 'GET',
  path: '/joinings',
  leave: 'signed_in',
  summary: 'Libraries that are going to join a cooperation, or did; newest first',
  query: closed({ before: Type.Optional(Id) }),
  ok: Page(Joining),
})
export const planJoining = operation({
  id: 'planJoining',
  method: 'POST',
  path: '/joinings',
  leave: 'consortium.agreements',
  status: 201,
  summary: 'Plan that libraries join a cooperation, or begin one; nothing opens yet and nobody is told',
  body: closed({
    command_id: CommandId,
    /** The running agreement that is joined; absent for a new one, which then has a name and a rung. */
    agreement_id: Type.Optional(Id),
    name: Line(120),
    rung: Rung,
    starts_on: Day,
    ends_on: Nullable(Day),
    library_ids: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }),
    membership_types: Nullable(Type.Array(Word, { minItems: 1, maxItems: 50, uniqueItems: true })),
    told_before: Nullable(ToldBefore),
  }),
  ok: Joining,
  codes: ['agreement_overlaps', 'agreement_ended', 'joining_few'],
})
export const previewJoining = operation({
  id: 'previewJoining',
  method: 'GET',
  path: '/joinings/:joining_id/preview',
  leave: 'consortium.agreements',
  summary: 'How many borrowers become visible to whom, and how many are told by which way; counts only',
  params: closed({ joining_id: Id }),
  ok: closed({
    libraries: Type.Array(
      closed({
        library_id: Id,
        name: Type.String(),
        joins: Type.Boolean(),
        /** Records that the others see from then on. */
        records: Type.Integer(),
        /** Records of others that this library sees from then on, and does not see now. */
        becomes_visible: Type.Integer(),
        by_email: Type.Integer(),
        by_letter: Type.Integer(),
      }),
    ),
  }),
})
export const readJoining = operation({
  id: 'readJoining',
  method: 'GET',
  path: '/joinings/:joining_id',
  leave: 'consortium.agreements',
  summary: 'A joining with how far the word to the patrons is, and what still stands in the way',
  params: closed({ joining_id: Id }),
  ok: closed({
    joining: Joining,
    progress: Type.Array(NoticeProgress),
    /** The first day on which it may begin, as far as it is known now. */
    may_from: Nullable(Day),
    in_the_way: Type.Array(
      OneOf(['joining_not_told', 'joining_kept_back', 'joining_notice_old', 'joining_other_person']),
    ),
  }),
})
const one = closed({ joining_id: Id })
export const tellJoining = operation({
  id: 'tellJoining',
  method: 'POST',
  path: '/joinings/:joining_id/notices',
  leave: 'consortium.agreements',
  summary: 'Tell all patrons whose data it opens, by the way that each prefers',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: Joining,
  codes: ['joining_state', 'joining_day_past'],
})
export const activateJoining = operation({
  id: 'activateJoining',
  method: 'POST',
  path: '/joinings/:joining_id/activation',
  leave: 'consortium.agreements',
  status: 201,
  summary: 'Begin it from a day on; refused without proof that the patrons were told in time',
  params: one,
  body: closed({ command_id: CommandId, starts_on: Day }),
  ok: Agreement,
  codes: [
    'joining_state',
    'joining_not_told',
    'joining_kept_back',
    'joining_notice_old',
    'joining_too_soon',
    'joining_other_person',
    'agreement_overlaps',
    'agreement_ended',
  ],
})
export const withdrawJoining = operation({
  id: 'withdrawJoining',
  method: 'POST',
  path: '/joinings/:joining_id/withdrawal',
  leave: 'consortium.agreements',
  summary: 'Call a joining off; messages that did not go yet do not go',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: Joining,
  codes: ['joining_state'],
})
