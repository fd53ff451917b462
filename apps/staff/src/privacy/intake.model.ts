import type { BodyOf } from '@kaft/contract/operation'
import type { Purpose } from '@kaft/contract/privacy'
import type { CaseKind, startCase } from '@kaft/contract/rights'

/** What the form of a request holds, as it is typed. */
export interface Intake {
  readonly kind: CaseKind
  readonly purposes: readonly Purpose[]
  readonly wants: string
  readonly changes: string
  readonly limits: string
  readonly objection: string
  readonly outcome: string
  readonly items: readonly { readonly field: string; readonly wish: string }[]
}
export const emptyIntake: Intake = {
  kind: 'access',
  purposes: [],
  wants: '',
  changes: '',
  limits: '',
  objection: '',
  outcome: '',
  items: [],
}

export type TextField = 'wants' | 'changes' | 'limits' | 'objection' | 'outcome'
/** The fields that a kind of request asks for: what else the statement names is left out of the way. */
export const fieldsOf: Readonly<Record<CaseKind, readonly TextField[]>> = {
  access: ['wants'],
  portability: ['wants'],
  rectification: ['changes'],
  erasure: ['changes'],
  restriction: ['limits', 'outcome'],
  objection: ['objection', 'outcome'],
  complaint: ['objection', 'outcome'],
}
export const asksItems = (kind: CaseKind): boolean => kind === 'rectification'

/** What is missing: a purpose, or words. Null where the request says enough. */
export const lacks = (form: Intake): 'purpose' | 'words' | null => {
  const typed = (text: string): boolean => text.trim() !== ''
  if (form.kind === 'objection') return form.purposes.length === 0 ? 'purpose' : null
  if (form.kind === 'complaint') return typed(form.objection) ? null : 'words'
  if (form.kind !== 'rectification') return null
  return typed(form.changes) || form.items.some(item => typed(item.field) && typed(item.wish))
    ? null
    : 'words'
}

type Asked = Omit<BodyOf<typeof startCase>, 'command_id' | 'proof'>
/** The form as a request; what is empty, or belongs to another kind, is left out. */
export function askedOf(form: Intake): Asked {
  const fields = fieldsOf[form.kind]
  const text = (field: TextField): string | undefined => {
    const typed = form[field].trim()
    return fields.includes(field) && typed !== '' ? typed : undefined
  }
  const [wants, changes, limits, objection, outcome_wished] = (
    ['wants', 'changes', 'limits', 'objection', 'outcome'] as const
  ).map(text)
  const items = asksItems(form.kind)
    ? form.items
        .map(item => ({ field: item.field.trim(), wish: item.wish.trim() }))
        .filter(item => item.field !== '' && item.wish !== '')
    : []
  return {
    kind: form.kind,
    purposes: [...form.purposes],
    ...(wants === undefined ? {} : { wants }),
    ...(changes === undefined ? {} : { changes }),
    ...(limits === undefined ? {} : { limits }),
    ...(objection === undefined ? {} : { objection }),
    ...(outcome_wished === undefined ? {} : { outcome_wished }),
    ...(items.length === 0 ? {} : { items }),
  }
}
