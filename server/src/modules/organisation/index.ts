export {
  type BranchDay,
  branchesOf,
  clearBranchDays,
  daysOfBranches,
  setBranchDays,
} from './calendar/many-days.store.ts'
export { configure, readAnew } from './change/configure.ts'
export { makeLibrary, makeStaff, NotFounded } from './found/found.ts'
export { loadSession, type OpenSession } from './session/session.ts'

export { badgeHashes, keyHash } from './sign-in/secrets.ts'
