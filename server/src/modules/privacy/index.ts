export { logAccess } from './access/log-access.store.ts'
