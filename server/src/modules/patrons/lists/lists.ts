import type {
  BodyOf,
  makePersonList as makeOp,
  OkOf,
  PersonList,
  readPersonList as readOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { purposeOf } from './purpose.rules.ts'
import { nameOf } from '../head/head.ts'
import { outgrownKinds } from '../memberships/age-changes.rules.ts'
import { AgeSettings, ageSettings, outgrownQuery } from '../memberships/age-changes.store.ts'
import { membershipName, membershipTypes } from '../memberships/membership-types.store.ts'
import {
  Chosen,
  dropList,
  endingQuery,
  insertList,
  ListRow,
  listsQuery,
  Made,
  MOST,
  noEmailQuery,
  onlineQuery,
  peopleQuery,
  PersonRow,
} from './lists.store.ts'

const PAGE = 100

type Body = BodyOf<typeof makeOp>

/** The statement that chooses the people, or why it cannot be made. */
function chooser(ctx: StaffCtx, body: Body, settings: readonly Row[]): Query | Refusal {
  const today = dayOf(ctx.now)
  const { library_id } = ctx.actor
  if (body.kind === 'no_email') return noEmailQuery(library_id, today)
  if (body.kind === 'online') return onlineQuery(library_id)
  if (body.by === undefined || body.by < today) return refuse('list_day_needed')
  if (body.kind === 'ending') return endingQuery(library_id, today, body.by)
  const offers = membershipTypes(oneOf(AgeSettings, settings)?.membership_types)
  return outgrownQuery(library_id, outgrownKinds(offers, null, body.by), {
    today,
    after: null,
    most: MOST + 1,
  })
}

/** Makes a list of people for a stated purpose. What it is for stands with it, and it goes by itself. */
export async function makePersonList(
  ctx: StaffCtx,
  body: Body,
): Promise<PersonList | Refusal | RefusedByRules> {
  const purpose = purposeOf(body.purpose)
  if (purpose === null) return refuse('list_purpose_needed')
  const said = await once<{ list_id: string }>(ctx, body, {
    facts: [ageSettings],
    decide: async ([settings], tx) => {
      const query = chooser(ctx, body, settings ?? [])
      if (isRefusal(query)) return query
      const [rows = []] = await tx.more([query])
      const patron_ids = rows.map(row => oneOf(Chosen, [row])?.patron_id ?? '')
      if (patron_ids.length === 0) return refuse('list_empty')
      if (patron_ids.length > MOST) return refuse('list_too_long', { limit: MOST })
      const until = addDays(dayOf(ctx.now), body.days)
      return {
        effects: [insertList(ctx, { kind: body.kind, purpose, until, patron_ids })],
        answer: ([made]) => ({ list_id: oneOf(Made, made ?? [])?.list_id ?? '' }),
      }
    },
  })
  if (!('list_id' in said)) return said
  return transact(ctx, async tx => (await standing(ctx, tx, said.list_id)) ?? refuse('not_found'))
}

const standing = async (ctx: StaffCtx, tx: Tx, list_id: string): Promise<PersonList | null> =>
  oneOf(ListRow, (await tx.first([listsQuery(dayOf(ctx.now), list_id)]))[0] ?? []) ?? null

/** The lists of the own library that still stand. No person stands in this answer. */
export const personLists = (ctx: StaffCtx): Promise<{ rows: PersonList[] }> =>
  transact(ctx, async tx => ({
    rows: allOf(ListRow, (await tx.first([listsQuery(dayOf(ctx.now))]))[0] ?? []),
  }))

/** The people of a list as they are now; each who is shown was looked at. */
export function readPersonList(
  ctx: StaffCtx,
  list_id: string,
  after_place: string | undefined,
): Promise<OkOf<typeof readOp> | Refusal> {
  const after = Number(after_place ?? 0)
  if (!Number.isSafeInteger(after) || after < 0) return Promise.resolve(refuse('invalid'))
  return transact(ctx, async tx => {
    if ((await standing(ctx, tx, list_id)) === null) return refuse('not_found')
    const [found = []] = await tx.more([peopleQuery(list_id, after, PAGE + 1)])
    const rows = allOf(PersonRow, found)
    const page = rows.slice(0, PAGE)
    for (const { patron_id } of page) tx.seen(patron_id)
    return {
      rows: page.map(({ family_name, given_name, membership_type, membership_types, ...row }) => ({
        ...row,
        name: nameOf({ family_name, given_name }),
        membership_name: membershipName(membership_types, membership_type),
      })),
      next: rows.length > PAGE ? String(page.at(-1)?.place) : null,
    }
  })
}

/** Throws a list away. One that is gone already is `not_found`. */
export const dropPersonList = (ctx: StaffCtx, list_id: string): Promise<Record<string, never> | Refusal> =>
  transact(ctx, async tx => {
    await tx.first([])
    const [gone] = await tx.last([dropList(list_id)])
    return oneOf(Made, gone ?? []) ? {} : refuse('not_found')
  })
