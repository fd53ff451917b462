import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { announceDeparture } from './departure/announce-departure.ts'
import { departurePart, fetchedDeparture, ownDeparture } from './departure/own-departure.ts'
import { departureCertificate, listDepartures } from './departure/read-departures.ts'
import { readDeparture } from './departure/shown.ts'
import { acceptDeparture, steerDeparture, stopDeparture } from './departure/steer-departure.ts'
import { changeFusionMap, planFusion } from './fusion/plan-fusion.ts'
import { itemsToLabel, listFusions } from './fusion/read-fusions.ts'
import { readFusion } from './fusion/shown.ts'
import { signFusion, steerFusion, takeBackFusion } from './fusion/steer-fusion.ts'
import { beginMove } from './steer/begin-move.ts'
import { changeMapping } from './steer/change-mapping.ts'
import { addMoveFile, addMovePart, dropMoveFile } from './steer/files.ts'
import { previewMove } from './steer/preview.ts'
import { listMoves, moveRefusals, readMove, reconcileMove } from './steer/read-move.ts'
import { signMove, takeBackMove } from './steer/sign-move.ts'
import { steerMove } from './steer/steer-move.ts'

export const movingRoutes = (): readonly Route[] => [
  on(op.listMoves, ctx => listMoves(ctx)),
  on(op.readMove, (ctx, { params }) => readMove(ctx, params.move_id)),
  on(op.beginMove, (ctx, { body }) => beginMove(ctx, body)),
  on(op.addMoveFile, addMoveFile),
  on(op.addMovePart, addMovePart),
  on(op.dropMoveFile, dropMoveFile),
  on(op.changeMapping, changeMapping),
  on(op.previewMove, previewMove),
  on(op.steerMove, steerMove),
  on(op.moveRefusals, moveRefusals),
  on(op.reconcileMove, (ctx, { params }) => reconcileMove(ctx, params.move_id)),
  on(op.signMove, signMove),
  on(op.takeBackMove, takeBackMove),
  on(op.listFusions, (ctx, { query }) => listFusions(ctx, query)),
  on(op.readFusion, (ctx, { params }) => readFusion(ctx, params.fusion_id)),
  on(op.planFusion, planFusion),
  on(op.changeFusionMap, changeFusionMap),
  on(op.steerFusion, steerFusion),
  on(op.signFusion, signFusion),
  on(op.takeBackFusion, takeBackFusion),
  on(op.listDepartures, (ctx, { query }) => listDepartures(ctx, query)),
  on(op.readDeparture, (ctx, { params }) => readDeparture(ctx, params.departure_id)),
  on(op.announceDeparture, announceDeparture),
  on(op.steerDeparture, steerDeparture),
  on(op.acceptDeparture, acceptDeparture),
  on(op.stopDeparture, stopDeparture),
  on(op.departureCertificate, (ctx, { params }) => departureCertificate(ctx, params.departure_id)),
  on(op.ownDeparture, ctx => ownDeparture(ctx)),
  on(op.departurePart, departurePart),
  on(op.fetchedDeparture, fetchedDeparture),
  on(op.itemsToLabel, (ctx, { query }) => itemsToLabel(ctx, query)),
]
