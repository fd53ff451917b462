import { type Static, Type } from 'typebox'
import { Code } from './codes.ts'
import { closed, Nullable } from './values.ts'

/** Where a finding comes from: the row and version of a regulation, or the wall of the house that refused. */
export const RuleRef = closed({
  version_id: Nullable(Type.String()),
  row_no: Nullable(Type.Integer()),
  value: Nullable(Type.String()),
})
export type RuleRef = Static<typeof RuleRef>

/**
 * One reason, found by a rule. A `stop` ends the action; an `ask` is passed by someone with leave who accepts
 * its code; an `info` is only told. `about` never names another person.
 */
export const Finding = closed({
  code: Code,
  weight: Type.Union([Type.Literal('stop'), Type.Literal('ask'), Type.Literal('info')]),
  about: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  rule: Type.Optional(RuleRef),
  /** Whether the one who asked has the leave to accept this code. */
  may_accept: Type.Optional(Type.Boolean()),
})
export type Finding = Static<typeof Finding>

/** One fault of form: which field, and what it should be. */
export const Fault = closed({ at: Type.String(), says: Type.String() })
export type Fault = Static<typeof Fault>

/** RFC 9457 §3: the one shape of every refusal and fault on the wire. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Code,
  detail: Type.Optional(Type.String()),
  instance: Type.Optional(Type.String()),
  /** The same sentence in each language that the screens speak. */
  texts: closed({ nl: Type.String(), en: Type.String() }),
  findings: Type.Optional(Type.Array(Finding)),
  faults: Type.Optional(Type.Array(Fault)),
  /** Whether the same call may simply be repeated. */
  retry: Type.Optional(Type.Boolean()),
})
export type Problem = Static<typeof Problem>
