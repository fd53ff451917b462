import type {
  addAuthority as addOp,
  Ask,
  AuthorityRecord,
  BodyOf,
  saveAuthority as saveOp,
} from '@kaft/contract'
import { checkFormat, conformRecord, FORMATS, type MarcRecord } from '@kaft/marc'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { recordOf, stamped } from '../records/edit.rules.ts'
import { Own, ownSource } from '../records/edit.store.ts'
import { authorityRow } from './authority-row.ts'
import { storedAuthorities } from './authority.store.ts'
import { keepFormer } from './edit.rules.ts'
import { insertAuthorityEdit, sameHeading } from './edit.store.ts'
import { AuthorityNow, lockAuthorities } from './read.store.ts'
import { mayChange, readAuthority } from './read.ts'
import { decoded } from './shown.ts'
import { makeAuthorities, replaceAuthorities, type Send } from './write-authorities.ts'

const runIn =
  (tx: Tx): Send =>
  async query =>
    (await tx.more([query]))[0] ?? []

/** What keeps a record from being an authority record, in words for a log of machines; null where nothing does. */
export function authorityFault(record: MarcRecord): string | null {
  const found = checkFormat(record, FORMATS.authority).find(f => f.weight === 'stop' && f.tag !== '001')
  return found ? `${found.tag} ${found.code} ${found.about}`.trim() : null
}

function same(a: MarcRecord, b: MarcRecord): boolean {
  const said = (r: MarcRecord) => {
    const { record } = conformRecord(r)
    return JSON.stringify([record.leader, record.fields.filter(f => f.tag !== '005' && f.tag !== '001')])
  }
  return said(a) === said(b)
}

interface Saving {
  readonly now: AuthorityNow
  readonly record: MarcRecord
  readonly why: string | null
}
/** Gives a record another form, within a transaction; a heading that it had before stays as a name that leads to it. */
export async function putAuthority(
  ctx: StaffCtx,
  tx: Tx,
  { now, record, why }: Saving,
): Promise<Refusal | null> {
  const whole = keepFormer(decoded(now.record), record)
  const row = authorityRow(stamped(whole, now.control_number, ctx.now), now.source)
  if ('reason' in row) return refuse('record_invalid', { detail: row.detail })
  const { authority_id } = now
  const changed = { authority_id, row: { ...row, control_number: now.control_number } }
  const { library_id, staff_id } = ctx.actor
  await replaceAuthorities(runIn(tx), [changed], { at: ctx.now.toString(), library_id, import_id: null, why })
  await tx.more([insertAuthorityEdit({ library_id, authority_id, version: now.version, staff_id })])
  return null
}

/** Changes an authority record by hand. Titles keep the form that they have until it is carried through. */
export async function saveAuthority(
  ctx: StaffCtx,
  { params, body }: Ask<typeof saveOp>,
): Promise<Answer<AuthorityRecord>> {
  const { authority_id } = params
  const edited = recordOf(body.record)
  const fault = edited && authorityFault(edited)
  if (!edited || fault !== null)
    return refuse('record_invalid', { detail: fault ?? 'field of the wrong kind' })
  const done = await once<{ authority_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockAuthorities([authority_id], ctx.actor.library_id)],
      decide: async ([rows = []], tx) => {
        const now = oneOf(AuthorityNow, rows)
        if (!now) return refuse('not_found')
        if (now.merged_into !== null) return refuse('authority_merged')
        if (!mayChange(ctx, now)) return refuse('source_not_yours')
        if (now.version !== body.version) return refuse('changed_meanwhile')
        if (same(edited, decoded(now.record))) return refuse('record_same')
        const refused = await putAuthority(ctx, tx, { now, record: edited, why: body.why })
        return refused ?? { effects: [], answer: () => ({ authority_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readAuthority(ctx, done.authority_id)
}

/** Makes a record under the source of the own library, within a transaction. @returns its id */
export async function newAuthority(
  ctx: StaffCtx,
  tx: Tx,
  of: { readonly record: MarcRecord; readonly source: string; readonly command_id: string },
): Promise<Refusal | { readonly authority_id: string }> {
  const given = of.record.fields.find(f => f.tag === '001')
  const number =
    given && 'value' in given && given.value.trim() !== ''
      ? given.value.trim()
      : `k${of.command_id.replaceAll('-', '')}`
  const row = authorityRow(stamped(of.record, number, ctx.now), of.source)
  if ('reason' in row) return refuse('record_invalid', { detail: row.detail })
  const named = { kind: row.kind, norm: row.norm, not: null }
  const [there = [], same = []] = await tx.more([storedAuthorities(of.source, [number]), sameHeading(named)])
  if (there.length > 0) return refuse('record_number_in_use')
  if (same.length > 0) return refuse('heading_in_use')
  const ids = await makeAuthorities(runIn(tx), [row], { source: of.source, at: ctx.now.toString() })
  return { authority_id: ids.get(row.control_number) ?? '' }
}

export async function addAuthority(
  ctx: StaffCtx,
  body: BodyOf<typeof addOp>,
): Promise<Answer<AuthorityRecord>> {
  const record = recordOf(body.record)
  const fault = record && authorityFault(record)
  if (!record || fault !== null)
    return refuse('record_invalid', { detail: fault ?? 'field of the wrong kind' })
  return makeOnce(ctx, body, { facts: [], record: () => record })
}

/** Makes an authority record in a command of its own; `record` is made of what the facts say. */
export async function makeOnce(
  ctx: StaffCtx,
  body: { readonly command_id: string; readonly heading_id?: string },
  of: {
    readonly facts: readonly Query[]
    readonly record: (rows: Record<string, unknown>[][]) => MarcRecord | Refusal
  },
): Promise<Answer<AuthorityRecord>> {
  const done = await once<{ authority_id: string }>(ctx, body, {
    facts: [ownSource(ctx.actor.library_id), ...of.facts],
    decide: async ([own = [], ...rows], tx) => {
      const record = of.record(rows)
      if (isRefusal(record)) return record
      const { own_source: source } = shaped(Own, own[0])
      const made = await newAuthority(ctx, tx, { record, source, command_id: body.command_id })
      return isRefusal(made) ? made : { effects: [], answer: () => made }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readAuthority(ctx, done.authority_id)
}
