import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { patronAccess } from './patron-access/patron-access.ts'
import { readAccessLog } from './read-log/read-access-log.ts'

export const privacyRoutes = (): readonly Route[] => [
  on(op.readAccessLog, readAccessLog),
  on(op.patronAccess, patronAccess),
]
