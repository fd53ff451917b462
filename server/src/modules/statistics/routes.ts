import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { readFigures } from './read/read-figures.ts'

export const statisticsRoutes = (): readonly Route[] => [on(op.readFigures, readFigures)]
