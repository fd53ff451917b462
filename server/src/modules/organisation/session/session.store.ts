import { Employer, Instant, Nullable, Preferences, RoleCeiling, SecondFactorRule } from '@kaft/contract'
import { Type } from 'typebox'
import { oneOf } from '../../../base/row.ts'
import type { Row } from '../../../base/db.ts'
import { type Query, sql } from '../../../base/sql.ts'

const Named = Type.Object({ branch_id: Type.String(), name: Type.String() })
/** What the database says of a session, made by `organisation.session_facts()`. */
export const SessionFacts = Type.Object({
  session_id: Type.String(),
  staff_id: Type.String(),
  staff_name: Type.String(),
  initials: Type.String(),
  library_id: Type.String(),
  library_name: Type.String(),
  branch_id: Type.String(),
  branch_name: Type.String(),
  version: Type.String(),
  full_until: Instant,
  preferences: Preferences,
  proven: Type.Boolean(),
  enrolled: Type.Boolean(),
  role_ceiling: Nullable(RoleCeiling),
  factor_rule: Nullable(SecondFactorRule),
  briefing_version: Type.Integer(),
  undertaking: Type.Union([Type.Object({ version: Type.Integer(), signed_at: Instant }), Type.Null()]),
  workstation: Type.Union([
    Type.Object({
      workstation_id: Type.String(),
      name: Type.String(),
      settings: Type.Record(Type.String(), Type.Unknown()),
    }),
    Type.Null(),
  ]),
  branches: Type.Array(Named),
  /** Where somebody from outside looks at this library by a ticket. */
  help: Nullable(
    Type.Object({
      help_id: Type.String(),
      ticket: Type.String(),
      employer: Employer,
      writes: Type.Boolean(),
      ends_at: Instant,
    }),
  ),
  roles: Type.Array(Type.String()),
  scope: Type.Array(Type.Object({ library_id: Type.String(), name: Type.String() })),
})
export type SessionFacts = Type.Static<typeof SessionFacts>

export const sessionFacts = sql`select organisation.session_facts() as facts`
export const factsOf = (rows: readonly Row[]): SessionFacts | null =>
  oneOf(
    SessionFacts,
    rows.flatMap(r => (r.facts ? [r.facts] : [])),
  )

/** How this account likes the screens; no look at a person, and nothing that another session has to know at once. */
export const storePreferences = (staff_id: string, preferences: Preferences): Query =>
  sql`update organisation.staff set preferences = ${JSON.stringify(preferences)} where staff_id = ${staff_id}`
