import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openWorld, type World } from '../../server/src/testing/world.ts'

let world: World
before(async () => (world = await openWorld()))
after(() => world.close())

/** What gets another library when two become one; each module moves its own, in its folder `fuse`. */
const moves = new Set([
  ...['branch', 'workstation', 'staff', 'staff_role', 'machine', 'website', 'agreement_member'].map(
    t => `organisation.${t}`,
  ),
  ...['factor', 'recovery_code', 'staff_identity', 'undertaking'].map(t => `organisation.${t}`),
  ...['patron', 'card', 'membership', 'block', 'note', 'address', 'name_token', 'guardian_consent'].map(
    t => `patrons.${t}`,
  ),
  ...[
    'class_child',
    'family_link',
    'merge',
    'apart',
    'former_residence',
    'register_notice',
    'online_registration',
    'reader_login',
  ].map(t => `patrons.${t}`),
  'finance.account',
  ...['item', 'item_condition'].map(t => `inventory.${t}`),
  ...['loan', 'loan_child', 'hold', 'hold_title', 'hold_call', 'ibl_request', 'claim', 'crate'].map(
    t => `circulation.${t}`,
  ),
  ...['home_bag', 'home_stop', 'home_route', 'home_departure', 'shelf_search'].map(t => `circulation.${t}`),
  'circulation.last_closed',
  ...['saved_search', 'search_follow'].map(t => `cataloguing.${t}`),
  ...['purchase_suggestion', 'suggestion_asker'].map(t => `acquisitions.${t}`),
  'messaging.message',
  ...['campaign', 'address_list', 'address_list_row'].map(t => `messaging.${t}`),
  'patrons.statement_shown',
  ...[
    'erasure',
    'rights_case',
    'case_item',
    'case_notice',
    'case_letter',
    'case_file',
    'case_task',
    'restriction',
  ].map(t => `privacy.${t}`),
])
/** What stays with the library that was, with the reason; who succeeds it reads it by the scope. */
const stays: Readonly<Record<string, readonly string[]>> = {
  'what happened stays as it was written': [
    'circulation.event',
    'circulation.event_patron',
    'circulation.loan_fact',
    'circulation.pull_fill',
    'finance.entry',
    'finance.charge_about',
    'finance.refund',
    'organisation.change',
    'organisation.help',
    'statistics.month_figure',
    'statistics.counted',
    'privacy.access_log',
    'privacy.certificate',
    'privacy.breach',
    'privacy.breach_person',
    'privacy.erased',
    'patrons.magda_consultation',
    'patrons.number_question',
    'base.command',
    ...[
      'import',
      'import_authority',
      'import_change',
      'import_holding',
      'import_item',
      'import_part',
      'import_problem',
      'import_removed',
    ].map(t => `cataloguing.${t}`),
    'cataloguing.authority_edit',
    'cataloguing.holding_edit',
    'cataloguing.holding_removed',
    'cataloguing.authority_run',
    'cataloguing.authority_run_title',
    'cataloguing.title_edit',
    'cataloguing.record_report',
    'cataloguing.title_merge',
    'cataloguing.title_change',
    'cataloguing.title_change_line',
  ],
  'rules and settings of the library that was are over; its regulation is still resolved by open loans': [
    'circulation.regulation',
    'circulation.regulation_run',
    'circulation.regulation_withdrawal',
    'circulation.simulation',
    'circulation.closure',
    'circulation.stay',
    'organisation.setting',
    'cataloguing.import_profile',
    'cataloguing.title_left',
    'cataloguing.cover_upload',
    'cataloguing.title_list',
    'cataloguing.title_list_entry',
    'patrons.magda_authorisation',
    'patrons.number_leave',
    'privacy.small_debt_rule',
  ],
  'made anew by the night, or gone in a few days by itself': [
    'circulation.auto_renewal',
    'circulation.day_done',
    'circulation.loan_fact_cursor',
    'circulation.nightly_step',
    'circulation.history_cursor',
    'privacy.log_cursor',
    'privacy.retention_run',
    'privacy.announcement',
    'circulation.pull_claim',
    'circulation.bulk_line',
    'circulation.bulk_run',
    'organisation.full_sign_in',
    'organisation.session',
    'patrons.person_list',
    'patrons.person_list_row',
    'patrons.identity_conflict',
    'patrons.online_request',
    'patrons.reader_link',
    'patrons.reader_session',
  ],
  'says itself who joins, leaves, moves in or becomes one': [
    'organisation.library',
    'organisation.joining_library',
    'organisation.parting',
    'organisation.participation',
    'messaging.notice_run',
    'moving.file',
    'moving.link',
    'moving.move',
    'moving.part',
    'moving.refusal',
    'moving.tally',
    'moving.fusion_row',
    'moving.fusion_tally',
    ...['departure', 'departure_file', 'departure_part', 'departure_tally'].map(t => `moving.${t}`),
  ],
}

test('every table of a library moves when two become one, or says here why it stays', async () => {
  const excused = new Set(Object.values(stays).flat())
  const named = await world.rows(
    `select n.nspname || '.' || c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       join pg_namespace n on n.oid = c.relnamespace
      where a.attname = 'library_id' and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const names = named.map(row => row['name'] ?? '')
  assert.deepEqual(
    names.filter(name => !moves.has(name) && !excused.has(name)),
    [],
    'move it in the folder `fuse` of its module, or say above why it stays',
  )
  assert.deepEqual(
    [...moves, ...excused].filter(name => !names.includes(name)),
    [],
    'these are no tables of a library any more',
  )
})
