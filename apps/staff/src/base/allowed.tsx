import type { Operation } from '@kaft/contract/operation'
import type { ReactNode } from 'react'
import { useAllowed } from './session.ts'

/** Shows its children only to who may do `op`; everyone else sees `otherwise`, or nothing. */
export const Allowed = ({
  op,
  otherwise = null,
  children,
}: {
  op: Pick<Operation, 'leave'>
  otherwise?: ReactNode
  children: ReactNode
}): ReactNode => (useAllowed(op) ? children : otherwise)
