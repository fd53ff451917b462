import * as op from '@kaft/contract'
import type { StaffCtx } from '../../base/ctx.ts'
import type { Personal } from '../../base/personal.ts'
import { on, type Route } from '../../base/route.ts'
import { erasureCertificates } from './erase/certificates.ts'
import { processingRegister } from './map/processing-register.ts'
import { patronAccess } from './patron-access/patron-access.ts'
import { readAccessLog } from './read-log/read-access-log.ts'
import { readSmallDebts, setSmallDebts } from './retention/small-debts.ts'
import { retentionTonight } from './retention/tonight.ts'

/** `above`: what the modules that stand on this one hold of people. */
export const privacyRoutes = (above: readonly Personal[]): readonly Route[] => [
  on(op.readAccessLog, readAccessLog),
  on(op.patronAccess, patronAccess),
  on(op.retentionTonight, retentionTonight),
  on(op.erasureCertificates, erasureCertificates),
  on(op.readSmallDebts, (ctx: StaffCtx) => readSmallDebts(ctx)),
  on(op.setSmallDebts, setSmallDebts),
  on(op.processingRegister, (ctx: StaffCtx) => processingRegister(ctx, above)),
]
