import { Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, Id, Instant, Nullable, OneOf, Page } from './values.ts'

/**
 * The closed list of six purposes for which personal data are processed (mission document, "Hoe" 3):
 * identification, functional, exchange, administration, statistics, communication.
 */
export const purposes = [
  'identification',
  'functional',
  'exchange',
  'administration',
  'statistics',
  'communication',
] as const
export type Purpose = (typeof purposes)[number]
export const Purpose = OneOf(purposes)

/** What the door to someone's history was opened for: damage, a disputed cost, or the patron's own question. */
export const doorReasons = ['damage', 'dispute', 'own_request'] as const
export type DoorReason = (typeof doorReasons)[number]
export const DoorReason = OneOf(doorReasons)

/** What somebody is looked for whose membership is over: to be a member again, to settle what is open, or at their own question. */
export const endedReasons = ['rejoin', 'open_matters', 'own_request'] as const
export type EndedReason = (typeof endedReasons)[number]
export const EndedReason = OneOf(endedReasons)
export const LookReason = OneOf([...doorReasons, 'rejoin', 'open_matters'])

export const AccessRow = closed({
  access_id: Id,
  at: Instant,
  operation: Type.String(),
  purpose: Purpose,
  outcome: Type.Union([Type.Literal('seen'), Type.Literal('refused')]),
  library_name: Type.String(),
  role: Nullable(Type.String()),
  patron_id: Nullable(Id),
  staff_name: Nullable(Type.String()),
  /** By which ticket, where somebody from outside looked. */
  ticket: Nullable(Type.String()),
})

export const readAccessLog = operation({
  id: 'readAccessLog',
  method: 'GET',
  path: '/access-log',
  summary: 'Who looked at whose record in this library, newest first',
  leave: 'privacy.log',
  purpose: 'administration',
  query: closed({ patron_id: Type.Optional(Id), before: Type.Optional(Id) }),
  ok: Page(AccessRow),
})

export const patronAccess = operation({
  id: 'patronAccess',
  method: 'GET',
  path: '/patrons/:patron_id/access',
  summary: 'Who looked at this record: library, role, day, purpose, and why history was opened',
  leave: 'patrons.read',
  purpose: 'administration',
  params: closed({ patron_id: Id }),
  ok: closed({
    rows: Type.Array(
      closed({
        on: Type.String(),
        library_name: Type.String(),
        role: Nullable(Type.String()),
        purpose: Purpose,
        /** Present where history was opened: why. */
        reason: Nullable(LookReason),
        /** By which ticket, where somebody of the helpdesk or of the supplier looked. */
        ticket: Nullable(Type.String()),
        times: Type.Integer(),
      }),
    ),
  }),
})
