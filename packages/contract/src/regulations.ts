import { Type } from 'typebox'
import { operation } from './operation.ts'
import { RegulationRow } from './regulation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable } from './values.ts'

export const RegulationState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('scheduled'),
  Type.Literal('active'),
  Type.Literal('retired'),
])
export const RegulationHead = closed({
  version_id: Id,
  name: Type.String(),
  state: RegulationState,
  starts_on: Nullable(Day),
  author: Type.String(),
  reason: Type.String(),
  made_at: Instant,
  activated_at: Nullable(Instant),
})
export const Regulation = closed({ ...RegulationHead.properties, rows: Type.Array(RegulationRow) })
const one = closed({ version_id: Id })

export const listRegulations = operation({
  id: 'listRegulations',
  method: 'GET',
  path: '/regulations',
  leave: 'signed_in',
  summary: 'Versions of the own regulation',
  ok: closed({ rows: Type.Array(RegulationHead) }),
})
export const readRegulation = operation({
  id: 'readRegulation',
  method: 'GET',
  path: '/regulations/:version_id',
  leave: 'signed_in',
  summary: 'One version with its rows',
  params: one,
  ok: Regulation,
})
export const draftRegulation = operation({
  id: 'draftRegulation',
  method: 'POST',
  path: '/regulations',
  leave: 'circulation.regulate',
  status: 201,
  summary: 'Make a draft, as a copy of another version or empty',
  body: closed({ command_id: CommandId, name: Line(60), reason: Line(300), copy_of: Nullable(Id) }),
  ok: Regulation,
})
export const changeRegulation = operation({
  id: 'changeRegulation',
  method: 'PUT',
  path: '/regulations/:version_id',
  leave: 'circulation.regulate',
  summary: 'Replace the rows of a draft',
  params: one,
  body: closed({ command_id: CommandId, rows: Type.Array(RegulationRow, { maxItems: 10_000 }) }),
  ok: Regulation,
  codes: ['regulation_not_draft'],
})
export const activateRegulation = operation({
  id: 'activateRegulation',
  method: 'POST',
  path: '/regulations/:version_id/activation',
  leave: 'circulation.regulate',
  status: 201,
  summary: 'Activate a draft now or on a day; refused when rows tie or a hole remains',
  params: one,
  body: closed({ command_id: CommandId, starts_on: Day, reason: Line(300) }),
  ok: Regulation,
  codes: ['regulation_not_draft', 'regulation_incomplete', 'regulation_same_moment'],
})
