import type { Personal } from '../../base/personal.ts'
import { erasePrivacy } from './erase/own-rows.store.ts'

/** What privacy itself holds of people, how it lets it go, and how it is erased. */
export const privacyPersonal: Personal = {
  lets_go: [
    { table: 'privacy.access_log', retention: 'Y2', job: 'forget_access_log' },
    { table: 'privacy.erased', retention: 'Y2', job: 'forget_erased' },
    { table: 'privacy.erasure', retention: 'P54', job: 'retention' },
    { table: 'privacy.erasure', retention: 'Y10', job: 'forget_askers' },
    ...['rights_case', 'case_item', 'case_notice', 'case_letter', 'case_task'].map(table => ({
      table: `privacy.${table}`,
      retention: 'Y2',
      job: 'forget_cases',
    })),
    { table: 'privacy.case_file', retention: 'until', job: 'forget_case_files' },
    { table: 'privacy.restriction', retention: 'P54', job: 'retention' },
    { table: 'privacy.breach_person', retention: 'Y2', job: 'forget_breaches' },
    { table: 'privacy.breach', retention: 'Y10', job: 'forget_breach_marks' },
  ],
  erase: erasePrivacy,
}
