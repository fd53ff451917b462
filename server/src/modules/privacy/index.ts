export { logAccess } from './access/log-access.store.ts'
export { checkAccessLog, type LogHealth, seal, type SealMade } from './seal/seal.ts'
