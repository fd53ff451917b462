import type { BodyOf, registerPatron as op } from '@kaft/contract'
import { cardNumberIsValid } from '@kaft/eid/card-number'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { IdentityRules } from '../eid/identity-rules.ts'
import { type PatronFields, provenanceOf, type Source, tidyFields } from '../fields.rules.ts'
import { categoryNames } from '../memberships/advise.ts'
import type { Tariff } from '../memberships/uitpas.ts'
import { digitsOf } from './number.ts'

/** The form of registration; who registered on the internet comes without how the statement is given. */
export type FormBody = Omit<BodyOf<typeof op>, 'command_id' | 'statement' | 'tariff'>

/** The form after its own checks, before the database is asked. */
export interface Form {
  readonly fields: PatronFields
  readonly card: string | null
  readonly digits: string | null
  readonly category: string | null
  readonly tariff: Tariff | null
  readonly body: FormBody
}

/** The form as it is stored, or the first thing in it that cannot be. */
export function readForm(ctx: StaffCtx, body: FormBody, tariff: Tariff | null): Form | Refusal {
  const fields = tidyFields(body, dayOf(ctx.now))
  if (typeof fields === 'string') return refuse(fields)
  const card = body.card?.trim() ?? null
  if (card === '' || (card === null && body.eid === undefined)) return refuse('invalid')
  if (body.eid && !cardNumberIsValid(body.eid.card_number)) return refuse('eid_unreadable')
  const digits = body.national_number === undefined ? null : digitsOf(ctx, body.national_number)
  if (isRefusal(digits)) return digits
  if (digits !== null && body.proof === undefined) return refuse('proof_needed')
  return { fields, card, digits, category: body.category ?? null, tariff, body }
}

/** Where each field came from: what still stands as it was read, and what staff typed; what did not change keeps its source. */
export function sourcesOf(
  ctx: StaffCtx,
  { fields, body }: Form,
  before: Partial<PatronFields> = {},
): Record<string, Source> {
  const by = { by: ctx.actor.staff_id, at: ctx.now.toString() }
  const typed = provenanceOf(fields, before, { from: 'manual', ...by })
  const from = body.read?.from ?? 'manual'
  const read = (body.read?.fields ?? []).filter(name => fields[name] !== null)
  return { ...typed, ...Object.fromEntries(read.map(name => [name, { from, ...by }])) }
}

/** What stands in the way of the cards and of the number, before anything else is looked at. */
export function cardFault(ctx: StaffCtx, form: Form, identity: IdentityRules): Refusal | null {
  const library = ctx.actor.library_name
  const { eid } = form.body
  if (form.digits !== null && !identity.keeps_numbers) return refuse('number_not_allowed', { library })
  if (!eid) return null
  if (!identity.reads_eid) return refuse('eid_off', { library })
  const { valid_until } = eid
  return identity.eid_expires && valid_until !== null && valid_until < dayOf(ctx.now)
    ? refuse('card_expired', { until: valid_until })
    : null
}

/** A group of readers that the library does not have. @param rows of `categoriesQuery` */
export const categoryFault = ({ category }: Form, rows: readonly Row[]): Refusal | null =>
  category !== null && !categoryNames(rows).has(category) ? refuse('category_unknown') : null

/** What the kind of membership is weighed by. */
export const tariffFacts = (form: Form) => ({
  membership_type: form.body.membership_type,
  birth_on: form.fields.birth_on,
  postcode: form.fields.postcode,
  category: form.category,
  social_until: form.tariff?.social_until ?? null,
})
