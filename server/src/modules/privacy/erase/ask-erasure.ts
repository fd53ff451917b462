import { type Erasure, type ErasurePart, type ErasurePreview, KeepReason } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import { countStep, Gone, type Personal } from '../../../base/personal.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { LifeRow, livesOf, theseRecords } from '../retention/life.store.ts'
import { openReasons } from '../retention/retention.rules.ts'
import { stepsFor } from './erase.ts'
import {
  Asked,
  certificateQuery,
  erasureQuery,
  ErasureRow,
  GoneRecord,
  insertErasure,
  mergedInto,
} from './erase.store.ts'
import { ERASE_JOB } from './work-erasures.ts'
import { CertificateRow } from './certificates.ts'

/** What stays by law, without the person where it can (P150; law of 8 August 1983, art. 17). */
const STAYS = [
  { what: 'ledger', years: 10 },
  { what: 'register_questions', years: 10 },
] as const

/**
 * What an erasure would take away and what keeps it from being done, in the transaction of the caller, who says whom was
 * seen. Nothing is written.
 * @returns null where no such record is in scope
 */
export async function previewErasure(
  ctx: StaffCtx,
  tx: Tx,
  ask: {
    readonly patron_id: string
    readonly parts: readonly ErasurePart[]
    /** Modules that stand on this one. */
    readonly above: readonly Personal[]
  },
): Promise<ErasurePreview | null> {
  const { patron_id, parts, above } = ask
  const today = dayOf(ctx.now)
  const [merged = []] = await tx.more([mergedInto([patron_id])])
  const patron_ids = [patron_id, ...allOf(GoneRecord, merged).map(row => row.patron_id)]
  const steps = stepsFor({ patron_ids, parts, today, above })
  const [lives = [], ...counts] = await tx.more([livesOf(theseRecords([patron_id])), ...steps.map(countStep)])
  const life = oneOf(LifeRow, lives)
  if (!life) return null
  const rows = new Map<string, number>()
  for (const [at, { table }] of steps.entries())
    rows.set(table, (rows.get(table) ?? 0) + (oneOf(Gone, counts[at] ?? [])?.gone ?? 0))
  return {
    patron_id,
    parts: [...parts],
    goes: [...rows].filter(([, n]) => n > 0).map(([table, n]) => ({ table, rows: n })),
    blocks: blocksOf(life, parts, today),
    stays: parts.includes('everything') ? STAYS.map(s => ({ ...s })) : [],
  }
}

/** A part by itself is kept back by a restriction only: what is open needs the record, not all that it holds. */
export const blocksOf = (life: LifeRow, parts: readonly ErasurePart[], today: string): KeepReason[] =>
  openReasons(life, today).filter(reason => parts.includes('everything') || reason.code === 'restricted')

/**
 * Asks for an erasure: statements for the effects of the caller. The first answers a row `Asked`; the job begins when the
 * transaction commits, looks once more whether anything keeps it, and makes the certificate.
 */
export const askErasure = (
  ctx: StaffCtx,
  ask: { readonly library_id: string; readonly patron_id: string; readonly parts: readonly ErasurePart[] },
): readonly Query[] => [insertErasure(ctx, ask), soon(ERASE_JOB)]
export { Asked as ErasureAsked }

const Blocks = Type.Array(KeepReason)

/** An erasure as it stands now; null out of scope. */
export async function readErasure(tx: Tx, erasure_id: string): Promise<Erasure | null> {
  const [found = []] = await tx.more([erasureQuery(erasure_id)])
  const row = oneOf(ErasureRow, found)
  if (!row) return null
  const [made = []] = row.certificate_id === null ? [] : await tx.more([certificateQuery(row.certificate_id)])
  const { erasure_id: id, state, parts, asked_at, ended_at, blocks } = row
  const certificate = allOf(CertificateRow, made)[0] ?? null
  return { erasure_id: id, state, parts, asked_at, ended_at, blocks: shaped(Blocks, blocks), certificate }
}
