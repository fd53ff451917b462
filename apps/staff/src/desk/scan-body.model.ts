import type { DeskState, ScanBody, Task } from './desk.state.ts'
import { returnWords } from './return.model.ts'

/** The body of a scan as it leaves: the patron who is open then, with everything that was accepted for the visit. */
export const scanBodyOf = (state: DeskState, task: Extract<Task, { kind: 'scan' }>): ScanBody => {
  const { return_mode, visit } = state
  if (return_mode?.counts === true)
    return { command_id: task.command_id, code: task.code, patron_id: null, as: 'in_house' }
  const accept = [...new Set([...(visit?.accepted ?? []), ...(task.words.accept ?? [])])]
  const child = state.rows.find(row => row.row_id === task.row_id)?.child
  return {
    command_id: task.command_id,
    code: task.code,
    patron_id: visit?.patron.patron_id ?? null,
    ...(accept.length === 0 ? {} : { accept }),
    ...(task.words.as === undefined ? {} : { as: task.words.as }),
    ...(task.words.chosen_id === undefined ? {} : { chosen_id: task.words.chosen_id }),
    ...(task.words.other_loan_fine === undefined ? {} : { other_loan_fine: task.words.other_loan_fine }),
    // A child of the class that was open before is nobody on the list of this one.
    ...(child == null || child.patron_id !== visit?.patron.patron_id ? {} : { child_id: child.child_id }),
    ...returnWords(return_mode),
  }
}
