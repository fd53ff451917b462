import type { Actor, StaffCtx } from '../../../base/ctx.ts'
import type { JobCtx } from '../../../base/job.ts'

/**
 * A job as whoever writes events and charges sees it: the library and the branch that it acts for, nobody of the
 * staff. It reads and writes in the scope that it entered; this names only what its rows say.
 */
export const asLibrary = (
  ctx: JobCtx,
  at: { readonly library_id: string; readonly branch_id: string },
): StaffCtx => ({
  ...ctx,
  source: 'job',
  secret: '',
  actor: {
    ...nobody,
    ...at,
  },
})

const nobody: Omit<Actor, 'library_id' | 'branch_id'> = {
  session_id: '0',
  // No row of staff: columns of who did it stay empty.
  staff_id: null as unknown as string,
  staff_name: '',
  library_name: '',
  branch_name: '',
  workstation_id: null,
  roles: [],
  leaves: new Set(),
  version: '',
}
