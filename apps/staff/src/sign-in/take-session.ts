import { readSession } from '@kaft/contract/organisation'
import { announce } from '../base/announce.ts'
import { textsNow } from '../base/language.ts'
import { sessionEnded } from '../base/online.ts'
import { queryClient } from '../base/query-client.ts'
import type { Session } from '../base/session.ts'
import { signInTexts } from './texts.ts'

/** Puts a new session in place of the former one. What is open on the screen stays open. */
export const takeSession = (session: Session): void => {
  queryClient.setQueryData([readSession.id, {}], session)
  sessionEnded.set(false)
  announce(textsNow(signInTexts).switched(session.staff_name))
}
