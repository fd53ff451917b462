import type { Erased, ErasureStep } from '../../../base/personal.ts'
import { type Query, sql } from '../../../base/sql.ts'

const step = (table: string, rows: Query, where: Query, set: Query | null = null): ErasureStep => ({
  table: `patrons.${table}`,
  rows,
  where,
  set,
})

/**
 * Everything that hangs on a record, and then the record. The keys would take most of it along; it goes by itself so that
 * a certificate can tell how much went.
 */
function everything(ids: readonly string[]): ErasureStep[] {
  const theirs = sql`x.patron_id = any (${ids}::bigint[])`
  return [
    // A form that was sent from the same address, and waits for its code.
    step(
      'online_request',
      sql`patrons.online_request x`,
      sql`x.email_folded in (select p.email_folded from patrons.patron p where p.patron_id = any (${ids}::bigint[]))`,
    ),
    step('online_registration', sql`patrons.online_registration x`, theirs),
    step('reader_session', sql`patrons.reader_session x`, theirs),
    step('reader_link', sql`patrons.reader_link x`, theirs),
    step('reader_login', sql`patrons.reader_login x`, theirs),
    step('person_list_row', sql`patrons.person_list_row x`, theirs),
    step('register_notice', sql`patrons.register_notice x`, theirs),
    step('former_residence', sql`patrons.former_residence x`, theirs),
    step('guardian_consent', sql`patrons.guardian_consent x`, theirs),
    step('family_link', sql`patrons.family_link x`, sql`(${theirs} or x.other_id = any (${ids}::bigint[]))`),
    step('class_child', sql`patrons.class_child x`, theirs),
    step(
      'apart',
      sql`patrons.apart x`,
      sql`(x.low_id = any (${ids}::bigint[]) or x.high_id = any (${ids}::bigint[]))`,
    ),
    step(
      'merge',
      sql`patrons.merge x`,
      sql`(x.kept_id = any (${ids}::bigint[]) or x.gone_id = any (${ids}::bigint[]))`,
    ),
    step('address', sql`patrons.address x`, theirs),
    step('note', sql`patrons.note x`, theirs),
    step('block', sql`patrons.block x`, theirs),
    step('name_token', sql`patrons.name_token x`, theirs),
    step('membership', sql`patrons.membership x`, theirs),
    step('card', sql`patrons.card x`, theirs),
    step('patron', sql`patrons.patron x`, theirs),
  ]
}

/** What of the records goes when a part is asked for. The main residence stays: letters need it. */
export function erasePatrons({ patron_ids: ids, part }: Erased): readonly ErasureStep[] {
  const theirs = sql`x.patron_id = any (${ids}::bigint[])`
  const patron = (where: Query, set: Query): ErasureStep =>
    step('patron', sql`patrons.patron x`, sql`${theirs} and ${where}`, sql`version = version + 1, ${set}`)
  switch (part) {
    case 'everything':
      return everything(ids)
    case 'contact':
      return [
        step('address', sql`patrons.address x`, theirs),
        step('former_residence', sql`patrons.former_residence x`, theirs),
        patron(
          sql`coalesce(x.email, x.phone) is not null`,
          sql`email = null, phone = null, message_channel = 'letter', provenance = x.provenance - 'email' - 'phone'`,
        ),
      ]
    case 'national_number':
      return [
        step('register_notice', sql`patrons.register_notice x`, theirs),
        step('former_residence', sql`patrons.former_residence x`, theirs),
        step('card', sql`patrons.card x`, sql`${theirs} and x.kind = 'eid'`),
        patron(
          sql`x.person_id is not null`,
          sql`person_id = null, magda_asked_at = null, magda_until = null`,
        ),
      ]
    case 'notes':
      return [step('note', sql`patrons.note x`, theirs)]
    case 'preferences':
      return [
        patron(
          sql`(x.news or x.keep_history or x.auto_renew is not null or x.language <> 'nl')`,
          sql`news = false, keep_history = false, auto_renew = null, language = 'nl',
              provenance = x.provenance - 'news' - 'keep_history' - 'language' - 'auto_renew'`,
        ),
      ]
    case 'history':
    case 'messages':
      return []
  }
}

/** One row, `gone`: persons whom no record points at any more (P3, P59). */
export const forgetPersons = (person_ids: readonly string[] | null, most: number): Query =>
  sql`select patrons.forget_persons(${person_ids}::bigint[], ${most}) as gone`

/** Fresh figures for the planner: its old ones hold names and addresses of people who are gone. */
export const freshFigures: readonly Query[] = [
  sql`analyze patrons.patron`,
  sql`analyze patrons.name_token`,
  sql`analyze patrons.card`,
  sql`analyze patrons.address`,
  sql`analyze patrons.note`,
  sql`analyze patrons.membership`,
  sql`analyze patrons.block`,
  sql`analyze patrons.guardian_consent`,
  sql`analyze patrons.family_link`,
  sql`analyze patrons.former_residence`,
  sql`analyze patrons.person`,
  sql`analyze messaging.message`,
  sql`analyze finance.entry`,
  // Of a table that became empty the old samples would stay: they are taken away.
  sql`select pg_clear_attribute_stats(n.nspname::text, c.relname::text, a.attname::text, false)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind = 'r' and c.reltuples = 0 and has_table_privilege(c.oid, 'maintain')
         and (n.nspname = 'patrons' or c.oid in ('messaging.message'::regclass, 'finance.entry'::regclass))`,
]
