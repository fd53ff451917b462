import { Type } from 'typebox'
import { operation } from './operation.ts'
import { Session } from './organisation.ts'
import { closed } from './values.ts'

export const beginPractice = operation({
  id: 'beginPractice',
  method: 'POST',
  path: '/session/practice',
  leave: 'signed_in',
  summary: 'Go to the practice room with the own roles: where the browser goes next',
  ok: closed({ url: Type.String() }),
  codes: ['practice_off'],
})
export const enterPractice = operation({
  id: 'enterPractice',
  method: 'POST',
  path: '/session/practice-room',
  leave: 'anyone',
  status: 201,
  summary: 'Enter the practice room by the ticket that the real Kaft gave',
  body: closed({ ticket: Type.String({ minLength: 1, maxLength: 4000 }) }),
  ok: Session,
  codes: ['practice_off', 'ticket_over', 'too_many'],
})
export const resetPractice = operation({
  id: 'resetPractice',
  method: 'POST',
  path: '/session/practice-room/reset',
  leave: 'signed_in',
  summary: 'Put the practice room back as it was in the morning, for everybody who practises',
  ok: Session,
  codes: ['practice_off'],
})
