import type { Personal } from '../../base/personal.ts'
import { FORGET_JOB, FORGET_MANY_JOB, FORGET_SAVED_JOB } from './jobs.ts'

/** Nothing here is of a patron: only who made, changed or imported something, and that for ten years. */
export const cataloguingPersonal: Personal = {
  lets_go: [
    { table: 'cataloguing.import', retention: 'Y10', job: FORGET_JOB },
    { table: 'cataloguing.import_profile', retention: 'Y10', job: FORGET_JOB },
    { table: 'cataloguing.title_change', retention: 'Y10', job: FORGET_MANY_JOB },
    { table: 'cataloguing.title_merge', retention: 'Y10', job: FORGET_MANY_JOB },
    { table: 'cataloguing.authority_edit', retention: 'Y10', job: FORGET_JOB },
    { table: 'cataloguing.authority_run', retention: 'Y10', job: FORGET_JOB },
    { table: 'cataloguing.title_edit', retention: 'Y10', job: FORGET_JOB },
    { table: 'cataloguing.holding_edit', retention: 'Y10', job: FORGET_JOB },
    { table: 'cataloguing.saved_search', retention: 'employment', job: FORGET_SAVED_JOB },
    { table: 'cataloguing.search_follow', retention: 'employment', job: FORGET_SAVED_JOB },
  ],
  erase: () => [],
}
