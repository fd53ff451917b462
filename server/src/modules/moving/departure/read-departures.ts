import type { departureCertificate as certificateOp, listDepartures as listOp, OkOf } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { oneCertificate } from '../../privacy/index.ts'
import { certificateText } from './certificate.rules.ts'
import { departureById, DepartureRow, departuresBefore } from './departure.store.ts'
import { FileRow, filesOf } from './files.store.ts'
import { toldOf } from './shown.ts'

const PAGE = 50

/** Libraries that leave or left, newest first. */
export async function listDepartures(
  ctx: StaffCtx,
  ask: { readonly before?: string },
): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [departuresBefore(ask.before ?? null, PAGE + 1)])
  const found = allOf(DepartureRow, rows)
  const page = found.slice(0, PAGE)
  const [files = []] = await read(ctx, [filesOf(page.map(r => r.departure_id))])
  const told = allOf(FileRow, files)
  return {
    rows: page.map(row => toldOf(row, told, dayOf(ctx.now))),
    next: found.length > PAGE ? (page.at(-1)?.departure_id ?? null) : null,
  }
}

/** The certificate of a library that left, as a text that can be kept and printed. */
export async function departureCertificate(
  ctx: StaffCtx,
  departure_id: string,
): Promise<OkOf<typeof certificateOp> | Refusal> {
  const [rows = []] = await read(ctx, [departureById(departure_id)])
  const row = oneOf(DepartureRow, rows)
  if (!row?.certificate_id) return refuse('not_found')
  const [made = []] = await read(ctx, [oneCertificate.query(row.certificate_id)])
  const certificate = oneOf(oneCertificate.row, made)
  if (!certificate) return refuse('not_found')
  return {
    name: `attest-vertrek-${departure_id}.txt`,
    mime: 'text/plain',
    text: certificateText(row, certificate),
  }
}
