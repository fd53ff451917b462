import { type AgeChange, type ageChanges as op, type OkOf, type QueryOf, settings } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addMonths, type Day, dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, matches, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { nameOf } from '../head/head.ts'
import { birthday, outgrownKinds } from './age-changes.rules.ts'
import { AgeRow, AgeSettings, ageSettings, changeTypes, outgrownQuery } from './age-changes.store.ts'
import { derivedType } from './derive.rules.ts'
import { feeFor, type Offer, termOf } from './membership.rules.ts'
import { membershipTypes } from './membership-types.store.ts'

const PAGE = 50
const BATCH = 500
const cursor = /^(\d{4}-\d{2}-\d{2})~([1-9]\d{0,18})$/

const offersOf = (rows: readonly Row[]): readonly Offer[] =>
  membershipTypes(oneOf(AgeSettings, rows)?.membership_types)
const onBirthday = (rows: readonly Row[]): boolean => {
  const rule = settings['patrons.age_change']
  const stored = oneOf(AgeSettings, rows)?.age_change
  return (matches(rule.value, stored) ? stored : rule.default) === 'birthday'
}

const nextOf = (offers: readonly Offer[], row: AgeRow, on: Day): Offer | null => derivedType(offers, row, on)

function shown(offers: readonly Offer[], row: AgeRow, today: Day): AgeChange {
  const on = birthday(row.birth_on, row.turns)
  const next = nextOf(offers, row, on > today ? on : today)
  const from = offers.find(({ type }) => type === row.membership_type)
  const term = next && termOf(next, row.member_until, today)
  return {
    patron_id: row.patron_id,
    name: nameOf(row),
    on,
    from_name: from?.name ?? row.membership_type,
    to_name: next?.name ?? null,
    member_until: row.member_until,
    fee_cents: next && term ? feeFor(next, term, false).fee_cents : 0,
  }
}

/** Who grows out of their kind of membership from today until a day, and what they come into. */
export function ageChanges(ctx: StaffCtx, ask: QueryOf<typeof op>): Promise<OkOf<typeof op> | Refusal> {
  const [, turns = null, patron_id = '0'] = cursor.exec(ask.after ?? '') ?? []
  const today = dayOf(ctx.now)
  if ((ask.after !== undefined && turns === null) || ask.until > addMonths(today, 36))
    return Promise.resolve(refuse('invalid'))
  return transact(ctx, async tx => {
    const [stored = []] = await tx.first([ageSettings])
    const offers = offersOf(stored)
    // Also who has been too old since before: somebody has to look at those whom the night could not change.
    const kinds = outgrownKinds(offers, null, ask.until)
    const after = turns === null ? null : { turns, patron_id }
    const { library_id } = ctx.actor
    const [found = []] = await tx.more([outgrownQuery(library_id, kinds, { today, after, most: PAGE + 1 })])
    const rows = allOf(AgeRow, found)
    const page = rows.slice(0, PAGE)
    for (const row of page) tx.seen(row.patron_id)
    const last = rows.length > PAGE ? page.at(-1) : undefined
    return {
      rows: page.map(row => shown(offers, row, today)),
      next: last ? `${last.turns}~${last.patron_id}` : null,
    }
  })
}

/**
 * Gives everyone whose birthday it was the kind that follows from their age, where the library wants that on the day
 * itself. Whom no kind fits keeps the one they have. Twice is the same as once.
 */
export async function changeByAge(ctx: JobCtx): Promise<number> {
  const today = dayOf(ctx.now)
  let changed = 0
  await eachLibrary(ctx, async library_id => {
    let after: { turns: string; patron_id: string } | null = null
    do {
      ctx.signal.throwIfAborted()
      const batch = await changeSome(ctx, library_id, { today, after })
      changed += batch.changed
      after = batch.after
    } while (after !== null)
  })
  ctx.log('info', 'gave other kinds of membership by age', { job: ctx.operation, rows: changed })
  return changed
}

const changeSome = (
  ctx: JobCtx,
  library_id: string,
  at: { readonly today: Day; readonly after: { turns: string; patron_id: string } | null },
): Promise<{ changed: number; after: { turns: string; patron_id: string } | null }> =>
  inLibrary(ctx, library_id, async tx => {
    const [stored = []] = await tx.first([ageSettings])
    if (!onBirthday(stored)) return { changed: 0, after: null }
    const offers = offersOf(stored)
    const kinds = outgrownKinds(offers, null, at.today)
    const [found = []] = await tx.more([outgrownQuery(library_id, kinds, { ...at, most: BATCH })])
    const rows = allOf(AgeRow, found)
    const next = rows.flatMap(row => {
      const type = nextOf(offers, row, at.today)?.type
      return type === undefined ? [] : [{ patron_id: row.patron_id, type }]
    })
    await tx.last(next.length > 0 ? [changeTypes(next, { now: ctx.now.toString(), today: at.today })] : [])
    const last = rows.length === BATCH ? rows.at(-1) : undefined
    return {
      changed: next.length,
      after: last ? { turns: last.turns, patron_id: last.patron_id } : null,
    }
  })
