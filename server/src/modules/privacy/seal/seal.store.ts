import { Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const sealNow = (now: string): Query => sql`select privacy.seal_now(${now}) as rows`
export const Sealed = Type.Object({ rows: Type.Integer() })

export const lastSeal: Query = sql`select seal_id, encode(root, 'hex') as root from privacy.seal order by seal_id desc limit 1`
export const Seal = Type.Object({ seal_id: Type.String(), root: Type.String() })

export const sealHealth: Query = sql`
  select privacy.broken_seal() as broken_seal, privacy.broken_row() as broken_row, privacy.broken_certificate() as broken_certificate,
         (select max(sealed_at) from privacy.seal) as sealed_at, coalesce((select sum(rows) from privacy.seal), 0)::bigint as sealed_rows`
export const Health = Type.Object({
  broken_seal: Nullable(Type.String()),
  broken_row: Nullable(Type.String()),
  broken_certificate: Nullable(Type.String()),
  sealed_at: Nullable(Instant),
  sealed_rows: Type.String(),
})
