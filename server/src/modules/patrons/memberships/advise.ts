import { type MembershipAdvice, settings, type TariffFacts } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { matches, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { isBirth } from '../fields.rules.ts'
import { weighTypes } from './derive.rules.ts'
import { feeFor, termOf } from './membership.rules.ts'
import { Covered, coveredQuery, TariffRow, tariffQuery } from './membership.store.ts'
import {
  Categories,
  categoriesQuery,
  membershipTypes,
  Offers,
  offersQuery,
} from './membership-types.store.ts'

/** The groups of readers of the own library, by code. */
export function categoryNames(rows: readonly Row[]): ReadonlyMap<string, string> {
  const rule = settings['patrons.categories']
  const stored = oneOf(Categories, rows)?.categories
  const list = (matches(rule.value, stored) ? stored : rule.default) as { category: string; name: string }[]
  return new Map(list.map(({ category, name }) => [category, name]))
}

function adviceOf(
  ctx: StaffCtx,
  rows: { readonly offers: readonly Row[]; readonly categories: readonly Row[] },
  of: {
    readonly person: TariffFacts
    readonly now: string | null
    readonly until: string | null
    readonly covered: boolean
  },
): MembershipAdvice {
  const today = dayOf(ctx.now)
  const names = categoryNames(rows.categories)
  const offers = membershipTypes(oneOf(Offers, rows.offers)?.membership_types)
  const nameOf = (code: string | null): string | null => (code === null ? null : (names.get(code) ?? code))
  const weighed = weighTypes(offers, of.person, today).map(({ offer, fits, conditions }) => {
    const term = termOf(offer, of.until, today)
    return {
      type: offer.type,
      name: offer.name,
      fits,
      conditions: conditions.map(c =>
        c.asks === 'category'
          ? { ...c, has: nameOf(c.has ?? null), wants: nameOf(c.wants ?? null) ?? '' }
          : c,
      ),
      ...feeFor(offer, term, of.covered),
      ...term,
    }
  })
  const [first] = weighed
  return { advised: first?.fits ? first.type : null, now: of.now, rows: weighed }
}

/** Which kind follows from these facts, for somebody who is not a patron yet. */
export const adviseMembership = (ctx: StaffCtx, person: TariffFacts): Promise<MembershipAdvice | Refusal> =>
  transact(ctx, async tx => {
    if (person.birth_on !== null && !isBirth(person.birth_on, dayOf(ctx.now))) return refuse('birth_invalid')
    const [offers = [], categories = []] = await tx.first([offersQuery, categoriesQuery])
    return adviceOf(ctx, { offers, categories }, { person, now: null, until: null, covered: false })
  })

/**
 * Why a patron has this kind of membership, and what each kind would cost at a renewal now.
 * @returns `patron_unknown` where the patron is not in scope
 */
export const explainMembership = (ctx: StaffCtx, patron_id: string): Promise<MembershipAdvice | Refusal> =>
  transact(ctx, async tx => {
    const [found = [], offers = [], categories = [], covers = []] = await tx.first([
      tariffQuery(patron_id),
      offersQuery,
      categoriesQuery,
      coveredQuery(patron_id),
    ])
    const row = oneOf(TariffRow, found)
    tx.seen(row ? patron_id : null, row ? 'seen' : 'refused')
    if (!row) return refuse('patron_unknown')
    const { membership_type: now, member_until: until, ...person } = row
    const covered = oneOf(Covered, covers)?.covered ?? false
    return adviceOf(ctx, { offers, categories }, { person, now, until, covered })
  })
