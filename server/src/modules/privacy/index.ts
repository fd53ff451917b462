export { logAccess } from './access/log-access.store.ts'
export { askErasure, ErasureAsked, previewErasure, readErasure } from './erase/ask-erasure.ts'
export { fuseErasures } from './fuse/fuse-erasures.store.ts'
export { levelLedger } from './erase/ledger.ts'
export { noteProofs } from './registers/witness.ts'
export {
  backupFailed,
  backupRestored,
  backupTried,
  chainsLooked,
  dataMapLooked,
  type Proof,
  testsRun,
  wallsLooked,
} from './registers/witness.rules.ts'
export { readReport, type TestReport } from './registers/test-report.ts'
export { registerOfMap } from './map/processing-register.ts'
export { readMap } from './map/read-map.ts'
export { registerCsv, registerText } from './map/register.rules.ts'
export { erasedBefore } from './erase/erased-before.ts'
export { eraseIn } from './erase/erase.ts'
export { leaveCases } from './leave/leave-cases.store.ts'
export { certifyLeft, markLeft, oneCertificate } from './leave/left.ts'
export { gatherPerson } from './take-along/make-files.ts'
export { portable } from './take-along/file.rules.ts'
export { lockRecords } from './retention/life.store.ts'
export { freshenFigures } from './erase/fresh-figures.ts'
export { privacyMoves } from './merge/move-patron.store.ts'
