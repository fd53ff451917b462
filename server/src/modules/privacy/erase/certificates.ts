import { type Ask, Certificate, type erasureCertificates as op, type OkOf } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { certificatesPage } from './erase.store.ts'

const PAGE = 50
export const CertificateRow = Certificate

/** What was erased in the own library, newest first. Nobody stands in it. */
export async function erasureCertificates(
  ctx: StaffCtx,
  { query }: Ask<typeof op>,
): Promise<OkOf<typeof op>> {
  const [found = []] = await read(ctx, [
    certificatesPage(ctx.actor.library_id, query.before ?? null, PAGE + 1),
  ])
  const all = allOf(CertificateRow, found)
  const rows = all.slice(0, PAGE)
  return { rows, next: all.length > PAGE ? (rows.at(-1)?.certificate_id ?? null) : null }
}
