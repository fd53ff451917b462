import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { crateByCode, CrateFacts } from '../crates/crate.store.ts'

/** What a scanned code may be: cards and items of the libraries that work together, and the title of an ISBN. */
export const CodeFacts = Type.Object({
  items: Type.Array(
    Type.Object({
      item_id: Id,
      title: Type.String(),
      library_name: Type.String(),
      status: Type.String(),
      loan_patron_id: Type.Union([Id, Type.Null()]),
      loan_id: Type.Union([Id, Type.Null()]),
      lent_today: Type.Boolean(),
      state: Type.String(),
    }),
  ),
  /** A crate, and the shelf of a label. */
  crate: Type.Union([CrateFacts, Type.Null()]),
  shelf: Type.Union([Type.String(), Type.Null()]),
  copies: Type.Array(
    Type.Object({
      item_id: Id,
      label: Type.String(),
      library_name: Type.String(),
      loan_id: Type.Union([Id, Type.Null()]),
      loan_patron_id: Type.Union([Id, Type.Null()]),
      lent_today: Type.Boolean(),
      state: Type.String(),
    }),
  ),
})
export type CodeFacts = Type.Static<typeof CodeFacts>

/** Whether the item was lent on this day, of `s` in the statement around it. */
const lentOn = (day: string): Query =>
  sql`coalesce((s.status = 'on_loan' and (s.since at time zone 'Europe/Brussels')::date = ${day}::date), false)`

/** `isbn`: the code as ISBN-13 when it is one; then the copies of this branch are listed to choose from. */
export const codeFacts = (ctx: StaffCtx, code: string, isbn: string | null): Query => sql`
  select ${crateByCode(ctx, code)} as crate,
         (select o.shelf from circulation.shelf_order o where o.label = ${code} and o.branch_id = ${ctx.actor.branch_id}) as shelf, coalesce((select json_agg(json_build_object('item_id', i.item_id::text, 'title', t.title, 'library_name', l.name,
            'status', coalesce(s.status, 'available'), 'state', i.state, 'loan_id', s.loan_id::text, 'lent_today', ${lentOn(dayOf(ctx.now))},
            'loan_patron_id', (select lo.patron_id::text from circulation.loan lo join patrons.patron p on p.patron_id = lo.patron_id where lo.loan_id = s.loan_id))
            order by i.library_id <> (select organisation.own_library()), i.item_id)
          from inventory.item i join cataloguing.title t on t.title_id = i.title_id join organisation.library l on l.library_id = i.library_id
          left join circulation.item_status s on s.item_id = i.item_id
         where i.barcode = ${code} and i.library_id = any ((select organisation.scope())::bigint[])), '[]') as items,
         coalesce((select json_agg(json_build_object('item_id', i.item_id::text, 'label', t.title || coalesce(' · ' || i.shelf, '') || ' · ' || i.barcode,
            'library_name', l.name, 'state', i.state, 'loan_id', s.loan_id::text, 'lent_today', ${lentOn(dayOf(ctx.now))},
            'loan_patron_id', (select lo.patron_id::text from circulation.loan lo join patrons.patron p on p.patron_id = lo.patron_id where lo.loan_id = s.loan_id))
            order by i.item_id)
          from cataloguing.title_isbn x join inventory.item i on i.title_id = x.title_id join cataloguing.title t on t.title_id = i.title_id
          join organisation.library l on l.library_id = i.library_id
          left join circulation.item_status s on s.item_id = i.item_id
         where x.isbn = ${isbn} and i.branch_id = ${ctx.actor.branch_id}), '[]') as copies`

/** Whether a code is the badge of a colleague of this library. */
export const badgeOf = (hashes: readonly Buffer[]): Query =>
  sql`select staff_id from organisation.staff where badge_hash = any (${hashes}::bytea[]) and active`
