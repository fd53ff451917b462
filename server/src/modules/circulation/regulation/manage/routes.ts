import * as op from '@kaft/contract'
import { on, type Route } from '../../../../base/route.ts'
import { activateRegulation } from './activate-regulation.ts'
import { changeRegulation, draftRegulation } from './draft-regulation.ts'
import { listRegulations, readRegulation } from './read-regulation.ts'

export const regulationRoutes = (): readonly Route[] => [
  on(op.listRegulations, ctx => listRegulations(ctx)),
  on(op.readRegulation, readRegulation),
  on(op.draftRegulation, draftRegulation),
  on(op.changeRegulation, changeRegulation),
  on(op.activateRegulation, activateRegulation),
]
