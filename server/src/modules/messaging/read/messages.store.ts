import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../../patrons/index.ts'

/** Rows of the contract's `Message`; what goes to who is no patron yet is not for the desk. What was coarsened or erased meanwhile is a dash. */
const rows = (where: Query, order: Query): Query => sql`
  select m.message_id, m.patron_id, coalesce(p.given_name || ' ' || p.family_name, '–') as patron_name, m.kind, m.step,
         coalesce(t.title, '–') as title, m.about_on, m.channel, m.planned_at, m.not_before, m.state,
         case when m.state = 'planned' and m.channel = 'email' and not (select organisation.coupling_runs('mail', organisation.today()))
              then 'coupling_off' else m.reason end as reason, m.ended_at, m.sent_to,
         m.cost_cents, m.attempts
    from messaging.message m
    left join patrons.patron p on p.patron_id = m.patron_id
    left join cataloguing.title t on t.title_id = m.title_id
   where ${where} and m.patron_id is not null ${order}`

export const ownMessages = (
  library_id: string,
  ask: { readonly state: string; readonly after: string; readonly most: number },
): Query =>
  rows(
    sql`m.library_id = ${library_id} and m.state = ${ask.state} and m.message_id > ${ask.after} and m.kind <> 'campaign' and (p.patron_id is null or not ${restrictedFor('communication')})`,
    sql`order by m.message_id limit ${ask.most}`,
  )

export const messagesOf = (patron_id: string): Query =>
  rows(sql`m.patron_id = ${patron_id}`, sql`order by m.message_id desc limit 200`)

export const patronHere = (patron_id: string): Query =>
  sql`select patron_id from patrons.patron where patron_id = ${patron_id}`
