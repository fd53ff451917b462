import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Line, Nullable, OneOf, Page } from './values.ts'

/** So many days before a library closes, who works for all libraries is told of it. */
export const PARTICIPATION_WARNING_DAYS = 60

/** Not begun, holding today, past its last day, or ended before that day. */
export const ParticipationState = OneOf(['coming', 'holds', 'over', 'stopped'])
/** What a library signed with Cultuurconnect: without one that holds today, it is closed (P16). */
export const Participation = closed({
  participation_id: Id,
  library_id: Id,
  library: Type.String(),
  reference: Type.String(),
  version: Type.String(),
  /** Null only for what stood before agreements were kept here. */
  signed_on: Nullable(Day),
  starts_on: Day,
  /** The last day, as it was signed; null is without end. */
  ends_on: Nullable(Day),
  /** The last day after all, where it was ended before its time. */
  stops_on: Nullable(Day),
  state: ParticipationState,
  /** Whether its library is open today. */
  open: Type.Boolean(),
  /** The last day on which its library is open, where no agreement follows; null where that is not within sixty days. */
  closes_on: Nullable(Day),
})
export type Participation = Static<typeof Participation>

export const listParticipations = operation({
  id: 'listParticipations',
  method: 'GET',
  path: '/participations',
  leave: 'consortium.agreements',
  summary: 'Agreements between libraries and Cultuurconnect, library by library, with those that are over',
  query: closed({
    /** Only of libraries that are closed, or close within sixty days. */
    closing: Type.Optional(Type.Literal('yes')),
    after: Type.Optional(Id),
  }),
  ok: Page(Participation),
})
export const addParticipation = operation({
  id: 'addParticipation',
  method: 'POST',
  path: '/participations',
  leave: 'consortium.agreements',
  status: 201,
  summary: 'Note an agreement that a library signed; on its days the library is open',
  body: closed({
    command_id: CommandId,
    library_id: Id,
    reference: Line(200),
    version: Line(40),
    signed_on: Day,
    starts_on: Day,
    ends_on: Nullable(Day),
  }),
  ok: Participation,
  codes: ['participation_own'],
})
export const endParticipation = operation({
  id: 'endParticipation',
  method: 'POST',
  path: '/participations/:participation_id/end',
  leave: 'consortium.agreements',
  summary: 'End an agreement before its time; after that day it opens nothing',
  params: closed({ participation_id: Id }),
  body: closed({ command_id: CommandId, stops_on: Day }),
  ok: Participation,
  codes: ['participation_own', 'participation_over'],
})
