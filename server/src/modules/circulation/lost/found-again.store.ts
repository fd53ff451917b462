import { Cents, Day, Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { chargesAboutItem } from '../../finance/index.ts'
import { FrozenPersonRow, frozenPerson } from '../facts/frozen-person.store.ts'

/** What is known of the loss, or of the invoice, of an item that lies here now; charges that are out of sight are not among them. */
export const LostFacts = Type.Object({
  /** Null where the item came into the system as lost. */
  lost_on: Type.Union([Day, Type.Null()]),
  charges: Type.Union([
    Type.Array(
      Type.Object({
        entry_id: Id,
        charge_kind: Type.String(),
        amount_cents: Cents,
        open_cents: Cents,
        paid_cents: Cents,
        patron_id: Id,
        library_id: Id,
      }),
    ),
    Type.Null(),
  ]),
  person: Type.Union([FrozenPersonRow, Type.Null()]),
})
export type LostFacts = Type.Static<typeof LostFacts>

/** The patron on whose account the loss stands. The tie through the item outlives the one through the loan. */
const owner = (item_id: Query): Query => sql`
  (select acc.patron_id from finance.charge_about ca join finance.entry c on c.entry_id = ca.entry_id
     join finance.account acc on acc.account_id = c.account_id
    where ca.item_id = ${item_id} and c.kind = 'charge' and c.charge_kind in ('replacement', 'processing') order by c.entry_id desc limit 1)`

/** Waits for whoever decides about that patron's money. Comes before the lock of the item, as everywhere. */
export const lockPatronOfLoss = (is: Query): Query =>
  sql`select p.patron_id from inventory.item i join patrons.patron p on p.patron_id = ${owner(sql`i.item_id`)} where ${is} for no key update of p`

export const lostFacts = (is: Query): Query => sql`
  select json_build_object(
    'lost_on', case when since.at <> '-infinity' then (since.at at time zone 'Europe/Brussels')::date end,
    'charges', ${chargesAboutItem(sql`i.item_id`, sql`since.billed_at`)},
    'person', (select ${frozenPerson} from patrons.patron p where p.patron_id = ${owner(sql`i.item_id`)})) as lost
    from inventory.item i
    cross join lateral (select coalesce((select max(c.since) from inventory.item_condition c
        where c.item_id = i.item_id and c.kind = 'lost' and c.ended_at is null), '-infinity'::timestamptz) as at) lost
    cross join lateral (select lost.at, case when lost.at = '-infinity' and i.state = 'lost' then lost.at
        else coalesce((select max(l.lent_at) from circulation.loan l where l.item_id = i.item_id and (l.lent_at < lost.at or l.returned_at is null)),
                      case when i.state = 'lost' then lost.at else 'infinity' end) end as billed_at) since
   where ${is}`
