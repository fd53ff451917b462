import { readSession } from '@kaft/contract/organisation'
import { announce } from '../base/announce.ts'
import { textsNow } from '../base/language.ts'
import { sessionEnded } from '../base/online.ts'
import { queryClient } from '../base/query-client.ts'
import type { Session } from '../base/session.ts'
import { signInTexts } from './texts.ts'

/** Where the browser keeps the key of this workstation; it survives signing out. */
const workstationKey = 'kaft.workstation_key'
export const readWorkstationKey = (): string | null => localStorage.getItem(workstationKey)
export const keepWorkstationKey = (key: string): void => localStorage.setItem(workstationKey, key)

/** Puts a new session in place of the former one. What is open on the screen stays open. */
export const takeSession = (session: Session): void => {
  queryClient.setQueryData([readSession.id, {}], session)
  sessionEnded.set(false)
  announce(textsNow(signInTexts).switched(session.staff_name))
}
