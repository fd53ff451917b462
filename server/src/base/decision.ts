import type { Finding as WireFinding, Overridable } from '@kaft/contract'
import { overrides } from '@kaft/contract'
import type { Code, Leave } from '@kaft/contract'

/** One reason with the rule that it came from; see the contract for what each weight means. */
export type Finding = WireFinding

/** What a rule says: yes with an effect, or no with every reason; and always the trace of how it got there. */
export type Decision<E, T = unknown> =
  | { readonly go: true; readonly effect: E; readonly findings: readonly Finding[]; readonly trace: T }
  | { readonly go: false; readonly findings: readonly Finding[]; readonly trace: T }

/** The codes that the caller both accepts and has the leave to accept. */
export function accepted(
  codes: readonly Code[] | undefined,
  may: (leave: Leave) => boolean,
): ReadonlySet<Code> {
  return new Set((codes ?? []).filter(code => code in overrides && may(overrides[code as Overridable])))
}

/** Marks each finding with whether the caller could pass it, so that a screen shows only buttons that work. */
export const marked = (findings: readonly Finding[], may: (leave: Leave) => boolean): Finding[] =>
  findings.map(f => ({
    ...f,
    may_accept: f.weight === 'ask' && f.code in overrides && may(overrides[f.code as Overridable]),
  }))

/** Weighs all findings at once: a stop always ends it, an ask ends it unless accepted, an info never does. */
export function weigh<E, T>(
  findings: readonly Finding[],
  ok: ReadonlySet<Code>,
  make: { effect: () => E; trace: T },
): Decision<E, T> {
  const left = findings.filter(f => f.weight === 'stop' || (f.weight === 'ask' && !ok.has(f.code)))
  if (left.length > 0) return { go: false, findings, trace: make.trace }
  return { go: true, effect: make.effect(), findings, trace: make.trace }
}
