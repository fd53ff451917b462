import type { OkOf, Operation } from '@kaft/contract/operation'
import type { readSession } from '@kaft/contract/organisation'
import { createContext, use } from 'react'

export type Session = OkOf<typeof readSession>

/** Set by the shell once somebody is signed in; every screen below it may rely on it. */
export const SessionContext = createContext<Session | null>(null)

/** Who works here. Throws outside the shell, because a screen without a session is a fault in our house. */
export const useSession = (): Session => {
  const session = use(SessionContext)
  if (session === null) throw new Error('No session: this screen stands outside the shell')
  return session
}

/** Whether this session may do an operation, or holds a leave. */
export const allows = (session: Pick<Session, 'leaves'>, need: Operation['leave']): boolean =>
  need === 'anyone' ||
  need === 'signed_in' ||
  (need !== 'website' && need !== 'reader' && session.leaves.includes(need))

export const useAllowed = (op: Pick<Operation, 'leave'>): boolean => allows(useSession(), op.leave)
