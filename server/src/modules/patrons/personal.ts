import type { LetsGo, Personal } from '../../base/personal.ts'
import { erasePatrons } from './forget/erase.store.ts'

const by = (job: string, retention: string, ...tables: readonly string[]): LetsGo[] =>
  tables.map(table => ({ table: `patrons.${table}`, retention, job }))

/** What is held of patrons, how it goes, and how it is erased. What hangs on a record by its key goes with the record. */
export const patronsPersonal: Personal = {
  lets_go: [
    ...by('retention', 'P54', 'patron', 'person', 'merge', 'note'),
    ...by('forget_notes', 'until', 'note'),
    ...by('finish_merges', 'until', 'merge'),
    ...by('forget_class_children', 'until', 'class_child'),
    ...by('forget_person_lists', 'until', 'person_list', 'person_list_row'),
    ...by('forget_number_questions', 'Y2', 'number_question'),
    ...by('forget_identity_marks', 'Y2', 'identity_conflict'),
    ...by('forget_identity_marks', 'Y10', 'magda_authorisation', 'number_leave'),
    ...by('forget_online', 'D7', 'online_request'),
    ...by('forget_reader_doors', 'D7', 'reader_link', 'reader_session'),
    ...by('forget_reader_doors', 'D1', 'reader_rest'),
    ...by('forget_consultations', 'Y10', 'magda_consultation'),
  ],
  erase: erasePatrons,
}
