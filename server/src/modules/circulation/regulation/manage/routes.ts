import * as op from '@kaft/contract'
import { on, type Route } from '../../../../base/route.ts'
import { readSimulation, simulateRegulation } from '../../simulate/simulate.ts'
import { previewOpenLoans } from '../open-loans/preview-open-loans.ts'
import { activateRegulation, askActivation } from './activate-regulation.ts'
import { checkRegulation, compareRegulation } from './check-regulation.ts'
import { changeRegulation, draftRegulation } from './draft-regulation.ts'
import { inheritedByRow } from './inherited-by-row.ts'
import { probeRegulation } from './probe-regulation.ts'
import { regulationGrid } from './read-grid.ts'
import { listRegulations, readRegulation } from './read-regulation.ts'
import { rollBackRegulation, withdrawRegulation } from './withdraw-regulation.ts'

export const regulationRoutes = (): readonly Route[] => [
  on(op.listRegulations, ctx => listRegulations(ctx)),
  on(op.readRegulation, readRegulation),
  on(op.draftRegulation, draftRegulation),
  on(op.changeRegulation, changeRegulation),
  on(op.activateRegulation, activateRegulation),
  on(op.previewOpenLoans, previewOpenLoans),
  on(op.askActivation, askActivation),
  on(op.withdrawRegulation, withdrawRegulation),
  on(op.rollBackRegulation, rollBackRegulation),
  on(op.checkRegulation, checkRegulation),
  on(op.compareRegulation, compareRegulation),
  on(op.regulationGrid, regulationGrid),
  on(op.probeRegulation, probeRegulation),
  on(op.inheritedByRow, inheritedByRow),
  on(op.simulateRegulation, simulateRegulation),
  on(op.readSimulation, readSimulation),
]
