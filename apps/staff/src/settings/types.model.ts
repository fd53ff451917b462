import type { CardType } from '@kaft/contract/regulation'
import type { MembershipType } from '../base/library-settings.ts'
import { parseMoney, typedMoney } from '../base/money.model.ts'

/** A kind of membership while somebody edits it; `no` keeps the rows apart. */
export interface TypeForm {
  readonly no: number
  readonly type: string
  readonly name: string
  readonly fee: string
  readonly months: string
  readonly from_age: string
  readonly to_age: string
  readonly card_type: CardType
  /** Postcodes with commas or spaces between them; empty is everywhere. */
  readonly postcodes: string
  /** Empty is everyone. */
  readonly category: string
  readonly social: boolean
  readonly ends: 'months' | 'year' | 'year_pro_rata'
}

export const typeFormsOf = (types: readonly MembershipType[]): readonly TypeForm[] =>
  types.map((one, no) => ({
    no,
    type: one.type,
    name: one.name,
    fee: typedMoney(one.fee_cents),
    months: String(one.months),
    from_age: String(one.from_age),
    to_age: String(one.to_age),
    card_type: one.card_type ?? 'person',
    postcodes: (one.postcodes ?? []).join(', '),
    category: one.category ?? '',
    social: one.social ?? false,
    ends: one.ends === 'year' ? (one.pro_rata === true ? 'year_pro_rata' : 'year') : 'months',
  }))

export const newType = (forms: readonly TypeForm[]): TypeForm => ({
  no: forms.reduce((most, form) => Math.max(most, form.no), -1) + 1,
  type: '',
  name: '',
  fee: '0',
  months: '12',
  from_age: '0',
  to_age: '150',
  card_type: 'person',
  postcodes: '',
  category: '',
  social: false,
  ends: 'months',
})

const whole = (typed: string, least: number, most: number): number | null => {
  const n = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : Number.NaN
  return n >= least && n <= most ? n : null
}

/** What not every kind has: for whom it is, and when it ends. */
const moreOf = (form: TypeForm): Partial<MembershipType> | null => {
  const postcodes = form.postcodes.split(/[,;\s]+/).filter(one => one !== '')
  if (postcodes.length > 100 || postcodes.some(one => !/^[0-9A-Za-z-]{2,10}$/.test(one))) return null
  return {
    ...(form.card_type === 'person' ? {} : { card_type: form.card_type }),
    ...(postcodes.length === 0 ? {} : { postcodes: [...new Set(postcodes)] }),
    ...(form.category === '' ? {} : { category: form.category }),
    ...(form.social ? { social: true } : {}),
    ...(form.ends === 'months' ? {} : { ends: 'year' as const }),
    ...(form.ends === 'year_pro_rata' ? { pro_rata: true } : {}),
  }
}

const readType = (form: TypeForm): MembershipType | null => {
  const fee_cents = parseMoney(form.fee)
  const months = whole(form.months, 1, 240)
  const from_age = whole(form.from_age, 0, 120)
  const to_age = whole(form.to_age, 0, 150)
  const type = form.type.trim()
  const name = form.name.trim()
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(type) || name === '' || name.length > 60) return null
  if (fee_cents === null || fee_cents > 100_000 || months === null || from_age === null || to_age === null)
    return null
  const more = moreOf(form)
  return from_age <= to_age && more !== null
    ? { type, name, fee_cents, months, from_age, to_age, ...more }
    : null
}

/** The types as the setting wants them, or the first row that cannot be read or repeats a code (counted from 1). */
export const readTypes = (
  forms: readonly TypeForm[],
):
  | { readonly ok: true; readonly types: readonly MembershipType[] }
  | { readonly ok: false; readonly row: number } => {
  const read = forms.map(readType)
  const bad = read.findIndex(
    (one, at) => one === null || read.some((other, before) => before < at && other?.type === one.type),
  )
  if (bad >= 0 || read.length === 0) return { ok: false, row: Math.max(0, bad) + 1 }
  return { ok: true, types: read.filter(one => one !== null) }
}
