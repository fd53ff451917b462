export {
  type BranchDay,
  branchesOf,
  clearBranchDays,
  daysOfBranches,
  setBranchDays,
} from './calendar/many-days.store.ts'
export { isBriefed } from './briefing/briefing.rules.ts'
export { configure, readAnew } from './change/configure.ts'
export { makeLibrary, makeStaff, NotFounded } from './found/found.ts'
export { loadSession, type OpenSession } from './session/session.ts'

export { badgeHashes, decoyHash, hashSecret, isSecret, keyHash } from './sign-in/secrets.ts'
export {
  type KnownMachine,
  knowMachine,
  type MachineLogin,
  machinePatience,
  reopenMachine,
  signInMachine,
  signOutMachine,
} from './machines/machine-session.ts'
export { makeMachine, setMachine } from './machines/found-machine.ts'
export { type Attempts, networkOf, newAttempts, newResting } from './sign-in/attempts.ts'
export { knowWebsite, newKeyAttempts } from './websites/website-session.ts'
export { restLibrary } from './rest/rest.store.ts'
export { organisationPersonal } from './personal.ts'
export { readReviews, reviewsOf } from './staff/reviews.ts'
export {
  agreementsAhead,
  Fused,
  fuseHouse,
  houseAhead,
  houseBack,
  leaveAgreements,
  rejoinAgreements,
} from './fuse/fuse-house.store.ts'
export { leaveBranches, leaveHouse } from './leave/leave-house.store.ts'
export { forgetChanges } from './forget/forget-marks.store.ts'
export { lockLibraries } from './change/change.store.ts'
export { storedSetting } from './settings/settings.store.ts'
export { NOTICES_JOB } from './agreements/jobs-asked.ts'
