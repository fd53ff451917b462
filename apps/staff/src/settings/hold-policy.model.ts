import type { HoldPolicy, IblPolicy } from '@kaft/contract/hold-policy'

/** Steps between two branches as they are typed. */
export interface StepsRow {
  readonly key: number
  readonly from: string
  readonly to: string
  readonly steps: string
}
export interface PolicyForm {
  readonly own_first: boolean
  readonly equal_after: string
  readonly wait_branch: string
  readonly wait_library: string
  readonly step_days: string
  readonly new_days: string
  readonly share: string
  readonly transport: readonly StepsRow[]
}
export type PolicyField = Exclude<keyof PolicyForm, 'own_first' | 'transport'>

/** What each number may be; an empty field is allowed where nothing means never. */
export const bounds: Readonly<Record<PolicyField, { min: number; max: number; empty: boolean }>> = {
  equal_after: { min: 0, max: 366, empty: true },
  wait_branch: { min: 0, max: 60, empty: false },
  wait_library: { min: 0, max: 60, empty: false },
  step_days: { min: 0, max: 60, empty: false },
  new_days: { min: 0, max: 730, empty: false },
  share: { min: 1, max: 100, empty: true },
}
const STEPS = { min: 0, max: 9, empty: false }

const typed = (n: number | null): string => (n === null ? '' : String(n))
export const policyFormOf = (p: HoldPolicy): PolicyForm => ({
  own_first: p.own_first,
  equal_after: typed(p.equal_after_days),
  wait_branch: typed(p.wait_days.branch),
  wait_library: typed(p.wait_days.library),
  step_days: typed(p.transport_step_days),
  new_days: typed(p.new_item_days),
  share: typed(p.share_percent),
  transport: p.transport.map((t, key) => ({
    key,
    from: t.from_branch_id,
    to: t.to_branch_id,
    steps: String(t.steps),
  })),
})

/** A whole number within its bounds, null where empty is an answer, or nothing that can be read. */
export function readNumber(
  text: string,
  { min, max, empty }: { readonly min: number; readonly max: number; readonly empty: boolean },
): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return empty ? null : undefined
  if (!/^\d{1,4}$/.test(trimmed)) return undefined
  const n = Number(trimmed)
  return n >= min && n <= max ? n : undefined
}

export type PolicyRead =
  | { readonly ok: true; readonly policy: HoldPolicy }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> }

/** The form as the contract has it, or the fields that cannot be read; a row of steps is named by its key. */
export function readPolicy(form: PolicyForm): PolicyRead {
  const wrong = new Set<string>()
  const number = (field: PolicyField): number | null => {
    const n = readNumber(form[field], bounds[field])
    if (n === undefined) wrong.add(field)
    return n ?? null
  }
  const seen = new Set<string>()
  const transport = form.transport.map(row => {
    const steps = readNumber(row.steps, STEPS)
    const pair = `${row.from} ${row.to}`
    if (steps === undefined || row.from === row.to || row.from === '' || row.to === '' || seen.has(pair))
      wrong.add(`transport ${row.key}`)
    seen.add(pair)
    return { from_branch_id: row.from, to_branch_id: row.to, steps: steps ?? 0 }
  })
  const policy = {
    own_first: form.own_first,
    equal_after_days: number('equal_after'),
    wait_days: { branch: number('wait_branch') ?? 0, library: number('wait_library') ?? 0 },
    transport_step_days: number('step_days') ?? 0,
    transport,
    new_item_days: number('new_days') ?? 0,
    share_percent: number('share'),
  }
  return wrong.size > 0 ? { ok: false, wrong } : { ok: true, policy }
}

export interface IblForm {
  readonly days: string
  readonly min_age: string
  readonly refund: boolean
  readonly order: readonly string[]
}
export const iblBounds = {
  days: { min: 1, max: 60, empty: false },
  min_age: { min: 0, max: 3660, empty: false },
} as const

export const iblFormOf = (p: IblPolicy): IblForm => ({
  days: String(p.days),
  min_age: String(p.min_item_age_days),
  refund: p.refund,
  order: p.order,
})
export function readIbl(
  form: IblForm,
):
  | { readonly ok: true; readonly policy: IblPolicy }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> } {
  const [days, min_age] = [readNumber(form.days, iblBounds.days), readNumber(form.min_age, iblBounds.min_age)]
  const wrong = new Set([...(days == null ? ['days'] : []), ...(min_age == null ? ['min_age'] : [])])
  if (days == null || min_age == null) return { ok: false, wrong }
  return {
    ok: true,
    policy: { days, min_item_age_days: min_age, refund: form.refund, order: [...form.order] },
  }
}

/** A list with one of its entries a place up or down; at the end it stays. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const [one, other] = [list[at], list[at + by]]
  if (one === undefined || other === undefined) return list
  return list.map((entry, i) => (i === at ? other : i === at + by ? one : entry))
}
