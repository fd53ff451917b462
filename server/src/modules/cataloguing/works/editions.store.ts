import { Edition } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export { Edition }
export const EditionsOf = Type.Object({ chosen: Type.Boolean() })

export interface Place {
  readonly library_id: string
  readonly branch_id: string
}

export const workOfTitle = (title_id: string): Query => sql`
  select c.title_id is not null as chosen from cataloguing.title t left join cataloguing.work_choice c on c.title_id = t.title_id
   where t.title_id = ${title_id} and t.state = 'in_use'`

/** The other editions of the work of a title: those in its language and form first, the newest before older ones. */
export const editionsOf = (title_id: string, at: Place, most: number): Query => sql`
  select t.title_id, t.title, t.author, t.year, t.material, t.language, t.publisher, held.items, held.available, held.elsewhere
    from cataloguing.title_work mine
    join cataloguing.title_work s on s.work = mine.work and s.title_id <> mine.title_id
    join cataloguing.title t on t.title_id = s.title_id and t.state = 'in_use'
    join cataloguing.title self on self.title_id = mine.title_id
    cross join lateral (
      select count(*) filter (where b.library_id = ${at.library_id})::integer as items,
             count(*) filter (where b.library_id = ${at.library_id} and i.state = 'in_use'
               and not exists (select from circulation.item_status st where st.item_id = i.item_id and st.status <> 'available'))::integer as available,
             count(*) filter (where b.library_id <> ${at.library_id})::integer as elsewhere
        from inventory.item i join organisation.branch b on b.branch_id = i.branch_id where i.title_id = t.title_id and i.state <> 'withdrawn') held
   where mine.title_id = ${title_id}
   order by t.language is distinct from self.language, t.material is distinct from self.material, held.available = 0, t.year desc nulls last, t.title_id
   limit ${most}`
