import { Certificate } from '@kaft/contract'
import type { JobCtx } from '../../../base/job.ts'
import { blindIndex } from '../../../base/keys.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import {
  certificateQuery,
  insertCertificate,
  insertErased,
  lockCertificates,
  MadeCertificate,
} from '../erase/erase.store.ts'

/** Under which a library that left is known in the ledger of erasures, beside its people. */
export const leftText = (library_id: string): string => `left ${library_id}`

/** From now on a backup of before it, once put back, lets the library leave again. */
export const markLeft = (ctx: JobCtx, library_id: string): Query =>
  insertErased([
    {
      library_id,
      mark: blindIndex(ctx.keys, leftText(library_id)),
      parts: ['library'],
      at: ctx.now.toString(),
    },
  ])

/** The last certificate of a library: what went of it in all. Chained behind those of its people. */
export async function certifyLeft(
  ctx: JobCtx,
  tx: Tx,
  of: {
    readonly library_id: string
    readonly people: number
    readonly rows: readonly { readonly table: string; readonly rows: number }[]
  },
): Promise<string> {
  const [, made = []] = await tx.more([
    lockCertificates(of.library_id),
    insertCertificate({ ...of, at: ctx.now.toString(), because: 'left', parts: ['everything'] }),
  ])
  const certificate_id = oneOf(MadeCertificate, made)?.certificate_id
  if (certificate_id === undefined) throw new Error('a library that left got no certificate')
  return certificate_id
}

/** One certificate, for who may read it. */
export const oneCertificate = { query: certificateQuery, row: Certificate }
