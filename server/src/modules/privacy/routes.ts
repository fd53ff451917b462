import * as op from '@kaft/contract'
import type { StaffCtx } from '../../base/ctx.ts'
import type { Personal } from '../../base/personal.ts'
import { on, type Route } from '../../base/route.ts'
import { erasureCertificates } from './erase/certificates.ts'
import { processingRegister } from './map/processing-register.ts'
import { readSmallDebts, setSmallDebts } from './retention/small-debts.ts'
import { retentionTonight } from './retention/tonight.ts'
import { breachLetters } from './breaches/breach-letters.ts'
import {
  breaches,
  breachStaff,
  closeBreach,
  decideBreach,
  describeBreach,
  notifyBreach,
  reachedByBreach,
  reopenBreach,
  reportBreach,
  scopeBreach,
  tellReached,
} from './breaches/breaches.ts'
import { readCase } from './cases/act.ts'
import {
  addNotice,
  answerCase,
  carryOut,
  closeCase,
  liftRestriction,
  reopenCase,
  settleItem,
  settleNotice,
  tellLifting,
} from './cases/finish-case.ts'
import {
  addIdentityCopy,
  askIdentity,
  decideCase,
  eraseAgain,
  extendCase,
  proveIdentity,
  tieCase,
} from './cases/handle-case.ts'
import { readCaseLetter } from './cases/read-letter.ts'
import { findForCase, readCaseFile, readersRights, rightsCases } from './cases/list-cases.ts'
import { addCase, patronCases, startCase } from './cases/start-case.ts'
import { beginRequest } from './own-requests/begin-request.ts'
import {
  myErasure,
  myRequests,
  readMyRequest,
  readMyRequestFile,
  withdrawRequest,
} from './own-requests/own-requests.ts'
import { patronAccess } from './patron-access/patron-access.ts'
import { readAccessLog } from './read-log/read-access-log.ts'
import { readController, setController } from './registers/controller.ts'
import {
  addEvidence,
  approveCoupling,
  couplings,
  measures,
  recipients,
  setCoupling,
  setMeasure,
  setRecipient,
  switchCoupling,
} from './registers/registers.ts'
import { myStatement, noteStatement } from './statements/own-statement.ts'
import { informPatron, shownStatements, uninformedPatrons } from './statements/inform.ts'
import {
  announceStatement,
  compareStatements,
  draftStatement,
  readStatement,
  statements,
} from './statements/statements.ts'
import { portableSchema } from './take-along/file.rules.ts'

const caseRoutes = (): readonly Route[] => [
  on(op.startCase, (ctx, { params, body }) => startCase(ctx, params.patron_id, body)),
  on(op.patronCases, (ctx, { params }) => patronCases(ctx, params.patron_id)),
  on(op.addCase, (ctx, { body }) => addCase(ctx, body)),
  on(op.rightsCases, (ctx, { query }) => rightsCases(ctx, query)),
  on(op.readersRights, ctx => readersRights(ctx)),
  on(op.findForCase, findForCase),
  on(op.readCase, (ctx, { params }) => readCase(ctx, params.case_id)),
  on(op.tieCase, tieCase),
  on(op.askIdentity, askIdentity),
  on(op.proveIdentity, proveIdentity),
  on(op.addIdentityCopy, addIdentityCopy),
  on(op.extendCase, extendCase),
  on(op.decideCase, decideCase),
  on(op.settleItem, settleItem),
  on(op.eraseAgain, eraseAgain),
  on(op.carryOut, carryOut),
  on(op.addNotice, addNotice),
  on(op.settleNotice, settleNotice),
  on(op.answerCase, answerCase),
  on(op.closeCase, closeCase),
  on(op.reopenCase, reopenCase),
  on(op.tellLifting, tellLifting),
  on(op.liftRestriction, liftRestriction),
  on(op.readCaseFile, readCaseFile),
  on(op.readCaseLetter, readCaseLetter),
  on(op.portabilitySchema, async () => portableSchema()),
]

/** Of a reader by themselves. What is fetched is fetched as the officer does; the database shows them their own. */
const ownRoutes = (): readonly Route[] => [
  on(op.myRequests, myRequests),
  on(op.beginRequest, (ctx, { body }) => beginRequest(ctx, body)),
  on(op.readMyRequest, (ctx, { params }) => readMyRequest(ctx, params.case_id)),
  on(op.withdrawRequest, withdrawRequest),
  on(op.readMyRequestFile, readMyRequestFile),
  on(op.readMyRequestLetter, (ctx, ask) => readCaseLetter(ctx, ask)),
  on(op.myErasure, ctx => myErasure(ctx)),
  on(op.myStatement, ctx => myStatement(ctx)),
  on(op.noteStatement, (ctx, ask) => noteStatement(ctx, ask)),
]

const statementRoutes = (): readonly Route[] => [
  on(op.statements, statements),
  on(op.readStatement, (ctx, { params }) => readStatement(ctx, params.version)),
  on(op.compareStatements, compareStatements),
  on(op.draftStatement, draftStatement),
  on(op.shownStatements, (ctx, { params }) => shownStatements(ctx, params.patron_id)),
  on(op.informPatron, informPatron),
  on(op.uninformedPatrons, (ctx, { query }) => uninformedPatrons(ctx, query)),
  on(op.announceStatement, announceStatement),
]

const registerRoutes = (): readonly Route[] => [
  on(op.breaches, breaches),
  on(op.breachLetters, breachLetters),
  on(op.reportBreach, reportBreach),
  on(op.describeBreach, describeBreach),
  on(op.decideBreach, decideBreach),
  on(op.notifyBreach, notifyBreach),
  on(op.scopeBreach, scopeBreach),
  on(op.reachedByBreach, reachedByBreach),
  on(op.tellReached, tellReached),
  on(op.closeBreach, closeBreach),
  on(op.reopenBreach, reopenBreach),
  on(op.breachStaff, breachStaff),
  on(op.readController, ctx => readController(ctx)),
  on(op.setController, setController),
  on(op.couplings, couplings),
  on(op.setCoupling, setCoupling),
  on(op.approveCoupling, approveCoupling),
  on(op.switchCoupling, switchCoupling),
  on(op.recipients, recipients),
  on(op.setRecipient, setRecipient),
  on(op.measures, measures),
  on(op.setMeasure, setMeasure),
  on(op.addEvidence, addEvidence),
]

/** `above`: what the modules that stand on this one hold of people. */
export const privacyRoutes = (above: readonly Personal[]): readonly Route[] => [
  on(op.readAccessLog, readAccessLog),
  on(op.patronAccess, patronAccess),
  on(op.myAccess, ctx =>
    patronAccess(ctx, { params: { patron_id: ctx.actor.reader.patron_id }, query: {}, body: {} }),
  ),
  on(op.retentionTonight, retentionTonight),
  on(op.erasureCertificates, erasureCertificates),
  on(op.readSmallDebts, (ctx: StaffCtx) => readSmallDebts(ctx)),
  on(op.setSmallDebts, setSmallDebts),
  on(op.processingRegister, (ctx: StaffCtx) => processingRegister(ctx, above)),
  ...caseRoutes(),
  ...ownRoutes(),
  ...statementRoutes(),
  ...registerRoutes(),
]
