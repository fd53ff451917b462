import type { Personal } from '../../base/personal.ts'
import { eraseMessages } from './forget/erase.store.ts'

/** What messaging holds of people, how it lets it go, and how it is erased. */
export const messagingPersonal: Personal = {
  lets_go: [{ table: 'messaging.message', retention: 'D90', job: 'forget_messages' }],
  erase: eraseMessages,
}
