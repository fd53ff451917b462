export { loadSession, type OpenSession } from './session/session.ts'
export { hashSecret } from './sign-in/passwords.ts'
export { keyHash } from './sign-in/sign-in.ts'
