import type { OkOf, receipt as receiptOp } from '@kaft/contract'
import { Day } from '@kaft/contract'
import { Type } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { sql } from '../../../base/sql.ts'
import { transact } from '../../../base/tx.ts'

const Head = Type.Object({
  card_tail: Type.String(),
  balance_cents: Type.Integer(),
  paid_cents: Type.Integer(),
})
const Lent = Type.Object({ title: Type.String(), due_on: Day })
const Returned = Type.Object({ title: Type.String(), fine_cents: Type.Integer() })
const Hours = Type.Object({ line: Type.String() })

/** What a receipt prints of this session: titles, due days and amounts; the card's last digits, no name (P105). */
export function receipt(
  ctx: StaffCtx,
  ask: { patron_id: string; since?: string },
): Promise<OkOf<typeof receiptOp> | Refusal> {
  const since = ask.since ?? ctx.now.subtract({ hours: 12 }).toString()
  const { branch_id } = ctx.actor
  return transact(ctx, async tx => {
    const [heads, lent, returned, hours] = await tx.first([
      sql`select coalesce((select right(c.code, 4) from patrons.card c where c.patron_id = p.patron_id and c.state = 'active' order by c.card_id desc limit 1), '') as card_tail,
            coalesce((select sum(e.amount_cents) from finance.account a join finance.entry e on e.account_id = a.account_id
                       where a.library_id = p.library_id and a.patron_id = p.patron_id), 0)::integer as balance_cents,
            coalesce((select -sum(e.amount_cents) from finance.account a join finance.entry e on e.account_id = a.account_id
                       where a.library_id = p.library_id and a.patron_id = p.patron_id and e.kind = 'payment' and e.at >= ${since}), 0)::integer as paid_cents
            from patrons.patron p where p.patron_id = ${ask.patron_id}`,
      sql`select t.title, l.due_on from circulation.loan l join cataloguing.title t on t.title_id = l.title_id
           where l.patron_id = ${ask.patron_id} and l.returned_at is null and (l.lent_at >= ${since} or l.renewed_at >= ${since}) order by l.due_on, t.title`,
      sql`select t.title, coalesce((select sum(e.amount_cents) from finance.charge_about c join finance.entry e on e.entry_id = c.entry_id
                     where c.loan_id = l.loan_id and e.charge_kind = 'fine' and not exists (select from finance.entry r where r.reverses = e.entry_id)), 0)::integer as fine_cents
            from circulation.loan l join cataloguing.title t on t.title_id = l.title_id
           where l.patron_id = ${ask.patron_id} and l.returned_at >= ${since} and l.ended = 'returned' order by l.returned_at`,
      sql`select (array['ma','di','wo','do','vr','za','zo'])[h.weekday] || ' ' || string_agg(to_char(h.opens, 'HH24.MI') || '–' || to_char(h.closes, 'HH24.MI'), ', ' order by h.opens) as line
            from organisation.opening_hours h where h.branch_id = ${branch_id} group by h.weekday order by h.weekday`,
    ])
    const head = oneOf(Head, heads ?? [])
    tx.seen(head ? ask.patron_id : null, head ? 'seen' : 'refused')
    if (!head) return refuse('patron_unknown')
    return {
      library: ctx.actor.library_name,
      branch: ctx.actor.branch_name,
      at: ctx.now.toString(),
      ...head,
      lent: allOf(Lent, lent ?? []),
      returned: allOf(Returned, returned ?? []),
      hours: allOf(Hours, hours ?? []).map(h => h.line),
    }
  })
}
