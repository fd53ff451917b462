import { createStore } from './store.ts'

/** What was typed to find a patron stays when somebody comes back; it never stands in an address, for it names a person. */
export const typedPatron = createStore('')
