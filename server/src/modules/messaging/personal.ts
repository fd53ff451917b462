import type { Personal } from '../../base/personal.ts'
import { eraseMessages } from './forget/erase.store.ts'

/** What messaging holds of people, how it lets it go, and how it is erased. */
export const messagingPersonal: Personal = {
  lets_go: [
    { table: 'messaging.message', retention: 'D90', job: 'forget_messages' },
    { table: 'messaging.campaign', retention: 'Y2', job: 'forget_campaigns' },
    { table: 'messaging.address_list', retention: 'Y2', job: 'forget_address_lists' },
    { table: 'messaging.address_list_row', retention: 'Y2', job: 'forget_address_lists' },
  ],
  erase: eraseMessages,
}
