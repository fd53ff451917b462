import type { Personal } from '../../base/personal.ts'

/** What the organisation holds of its staff, and how it lets it go. No patron stands here. */
export const organisationPersonal: Personal = {
  lets_go: [
    { table: 'organisation.change', retention: 'Y10', job: 'forget_changes' },
    { table: 'organisation.joining', retention: 'Y10', job: 'forget_changes' },
    { table: 'organisation.parting', retention: 'Y10', job: 'forget_changes' },
    { table: 'organisation.help', retention: 'Y2', job: 'forget_help' },
    { table: 'organisation.session', retention: 'D30', job: 'forget_sessions' },
    { table: 'organisation.full_sign_in', retention: 'D30', job: 'forget_sessions' },
    { table: 'organisation.staff', retention: 'employment', job: 'forget_leavers' },
    { table: 'organisation.staff_role', retention: 'employment', job: 'forget_leavers' },
    { table: 'organisation.staff_identity', retention: 'employment', job: 'forget_leavers' },
    { table: 'organisation.undertaking', retention: 'employment', job: 'forget_leavers' },
    { table: 'organisation.factor', retention: 'employment', job: 'forget_leavers' },
    { table: 'organisation.recovery_code', retention: 'employment', job: 'forget_leavers' },
  ],
  erase: () => [],
}
