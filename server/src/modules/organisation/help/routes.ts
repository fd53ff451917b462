import * as op from '@kaft/contract'
import { on, type Route } from '../../../base/route.ts'
import { answerHelp, answerHelpCentrally, endHelp, endHelpCentrally, noteHelp } from './answer-help.ts'
import { askHelp, withdrawHelp } from './ask-help.ts'
import { helpLooked, helpNow, helpOf, ownHelp } from './read-help.ts'

/** Help from outside: asked, answered, ended, and what was looked at. */
export const helpRoutes: readonly Route[] = [
  on(op.askHelp, askHelp),
  on(op.ownHelp, ownHelp),
  on(op.withdrawHelp, withdrawHelp),
  on(op.libraryHelp, (ctx, { query }) => helpOf('library')(ctx, query)),
  on(op.centralHelp, (ctx, { query }) => helpOf('central')(ctx, query)),
  on(op.helpNow, ctx => helpNow(ctx)),
  on(op.answerHelp, answerHelp),
  on(op.answerHelpCentrally, answerHelpCentrally),
  on(op.noteHelp, noteHelp),
  on(op.endHelp, endHelp),
  on(op.endHelpCentrally, endHelpCentrally),
  on(op.helpLooked, helpLooked),
]
