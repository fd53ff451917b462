import type { Ask, AuthorityRun, mergeAuthorities as op } from '@kaft/contract'
import { authorityNumbers } from '@kaft/marc'
import { once } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { stamped } from '../records/edit.rules.ts'
import { authorityRow } from './authority-row.ts'
import { absorbed } from './edit.rules.ts'
import { setInUse, setMerged } from './merge.store.ts'
import { AuthorityNow, lockAuthorities, OneVersion, oneVersion } from './read.store.ts'
import { mayChange } from './read.ts'
import { RUN_JOB, readAuthorityRun } from './runs.ts'
import { insertRun, MadeRun, openRunOf, type RunRow } from './runs.store.ts'
import { decoded } from './shown.ts'
import { relink } from './headings.store.ts'
import { nameAgain, replaceAuthorities, type Send, unname } from './write-authorities.ts'

const runIn =
  (tx: Tx): Send =>
  async query =>
    (await tx.more([query]))[0] ?? []

interface Two {
  readonly into: AuthorityNow
  readonly from: AuthorityNow
}

function refusedBy(ctx: StaffCtx, two: Partial<Two>, busy: boolean): Refusal | null {
  const { into, from } = two
  if (!into || !from) return refuse('not_found')
  if (into.merged_into !== null || from.merged_into !== null) return refuse('authority_merged')
  if (!mayChange(ctx, into) || !mayChange(ctx, from)) return refuse('source_not_yours')
  return busy ? refuse('authority_busy') : null
}

/** The record that stays gets the names and numbers of the other, which is found no more. @returns its new form */
async function become(
  ctx: StaffCtx,
  tx: Tx,
  { into, from }: Two,
): Promise<{ version: number; hash: Buffer } | Refusal> {
  const at = ctx.now.toString()
  const [kept, gone] = [decoded(into.record), decoded(from.record)]
  const record = absorbed(kept, gone, authorityNumbers(gone, from.source))
  const row = authorityRow(stamped(record, into.control_number, ctx.now), into.source)
  if ('reason' in row) return refuse('record_invalid', { detail: row.detail })
  const send = runIn(tx)
  const before = await unname(send, [from.authority_id])
  await tx.more([setMerged(from.authority_id, into.authority_id, at)])
  const by = {
    at,
    library_id: ctx.actor.library_id,
    import_id: null,
    why: `samengevoegd met ${from.heading}`.slice(0, 200),
  }
  const { authority_id } = into
  await replaceAuthorities(send, [{ authority_id, row: { ...row, control_number: into.control_number } }], by)
  await send(relink({ ...before, authority_ids: [from.authority_id] }))
  return { version: into.version, hash: row.hash }
}

/** Lets one record go up in another, and carries the heading that stays through to the titles; undone as one. */
export async function mergeAuthorities(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Answer<AuthorityRun>> {
  const ids = [params.authority_id, body.from_authority_id]
  if (ids[0] === ids[1]) return refuse('authority_same')
  const { library_id, staff_id } = ctx.actor
  const done = await once<{ run_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockAuthorities(ids, library_id), openRunOf(ids)],
      decide: async ([rows = [], busy = []], tx) => {
        const all = allOf(AuthorityNow, rows)
        const [into, from] = ids.map(id => all.find(a => a.authority_id === id))
        const refused = refusedBy(ctx, { ...(into && { into }), ...(from && { from }) }, busy.length > 0)
        if (refused || !into || !from) return refused ?? refuse('not_found')
        const made = await become(ctx, tx, { into, from })
        if (isRefusal(made)) return made
        const [inserted = []] = await tx.more([
          insertRun({
            library_id,
            staff_id,
            kind: 'merge',
            authority_id: into.authority_id,
            absorbed_id: from.authority_id,
            central: into.only || may(ctx)('consortium.libraries'),
            version_no: made.version,
            record_hash: made.hash,
            was: from.heading,
            now: into.heading,
            at: ctx.now.toString(),
          }),
        ])
        const { run_id } = shaped(MadeRun, inserted[0])
        return { effects: [soon(RUN_JOB)], answer: () => ({ run_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readAuthorityRun(ctx, done.run_id)
}

/** The way back of a merge: two records again, each as it was. The titles follow stretch by stretch. */
export async function unmerge(ctx: StaffCtx, tx: Tx, run: RunRow): Promise<Refusal | null> {
  const { library_id } = ctx.actor
  const at = ctx.now.toString()
  const ids = [run.authority_id, run.absorbed_id ?? '0']
  const [rows = [], versions = []] = await tx.more([
    lockAuthorities(ids, library_id),
    oneVersion(run.authority_id, run.version_no ?? 0),
  ])
  const all = allOf(AuthorityNow, rows)
  const [into, from] = ids.map(id => all.find(a => a.authority_id === id))
  if (!into || !from || from.merged_into !== into.authority_id || versions.length === 0)
    return refuse('authority_changed_since')
  if (!(run.record_hash as Buffer).equals(into.record_hash as Buffer))
    return refuse('authority_changed_since')
  const was = authorityRow(decoded(shaped(OneVersion, versions[0]).record), into.source)
  const gone = authorityRow(decoded(from.record), from.source)
  if ('reason' in was || 'reason' in gone) return refuse('authority_changed_since')
  const send = runIn(tx)
  const by = { at, library_id, import_id: null, why: 'samenvoegen teruggedraaid' }
  const { authority_id } = into
  await replaceAuthorities(send, [{ authority_id, row: { ...was, control_number: into.control_number } }], by)
  await tx.more([setInUse(from.authority_id, at)])
  await nameAgain(send, [
    { authority_id: from.authority_id, row: { ...gone, control_number: from.control_number } },
  ])
  return null
}
