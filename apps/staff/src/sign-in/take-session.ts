import { readSession } from '@kaft/contract/organisation'
import { announce } from '../base/announce.ts'
import { textsNow } from '../base/language.ts'
import { briefingAsked, sessionEnded } from '../base/online.ts'
import { queryClient } from '../base/query-client.ts'
import type { Session } from '../base/session.ts'
import { stepUp } from '../base/step-up.ts'
import { signInTexts } from './texts.ts'

/** Puts a new session in place of the former one. What is open on the screen stays open. */
export const takeSession = (session: Session): void => {
  queryClient.setQueryData([readSession.id, {}], session)
  sessionEnded.set(false)
  briefingAsked.set(session.briefing_due)
  // A question to somebody else is not theirs to answer.
  stepUp.settle(session.second_factor === 'proven')
  announce(textsNow(signInTexts).switched(session.staff_name))
}
