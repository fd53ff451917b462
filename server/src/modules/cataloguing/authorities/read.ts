import type {
  Ask,
  AuthorityRecord,
  authorityVersions as versionsOp,
  OkOf,
  readAuthorityVersion as versionOp,
  titlesOfAuthority as titlesOp,
} from '@kaft/contract'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { mayEdit } from '../records/edit.rules.ts'
import { numberOfAuthority } from './authority-row.ts'
import {
  AuthorityNow,
  authorityNow,
  OneVersion,
  oneVersion,
  TitleRow,
  titlesAfter,
  TracingRow,
  tracingsOf,
  Uses,
  usesOf,
  VersionRow,
  versionsBefore,
} from './read.store.ts'
import { decoded, shownRecord } from './shown.ts'

/** Who may change an authority record: as for descriptions, who keeps its source. */
export const mayChange = (ctx: StaffCtx, of: Pick<AuthorityNow, 'source' | 'own_source' | 'only'>): boolean =>
  mayEdit({ ...of, provisional: false }, may(ctx)('consortium.libraries'))

export async function readAuthority(ctx: StaffCtx, authority_id: string): Promise<AuthorityRecord | Refusal> {
  const [rows = [], uses = [], names = []] = await read(ctx, [
    authorityNow(authority_id, ctx.actor.library_id),
    usesOf(authority_id),
    tracingsOf(authority_id),
  ])
  const row = oneOf(AuthorityNow, rows)
  if (!row) return refuse('not_found')
  const tracings = allOf(TracingRow, names)
  const of = (role: 'see' | 'also') =>
    tracings
      .filter(t => t.role === role)
      .map(({ text, kind, relation, authority_id }) => ({ text, kind, relation, authority_id }))
  return {
    authority_id,
    kind: row.kind,
    heading: row.heading,
    source: row.source,
    control_number: row.control_number,
    version: row.version,
    changed_at: row.changed_at,
    merged_into: row.merged_into,
    number: numberOfAuthority(row),
    record: shownRecord(decoded(row.record)),
    editable: may(ctx)('cataloguing.change') && mayChange(ctx, row) && row.merged_into === null,
    see_from: of('see'),
    see_also: of('also'),
    ...shaped(Uses, uses[0]),
  }
}

const ROWS = 50
export async function authorityVersions(
  ctx: StaffCtx,
  { params, query }: Ask<typeof versionsOp>,
): Promise<OkOf<typeof versionsOp>> {
  const before = query.before === undefined ? null : Number(query.before)
  const [rows = []] = await read(ctx, [versionsBefore(params.authority_id, before, ROWS)])
  const all = allOf(VersionRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page, next: all.length > ROWS ? String(page.at(-1)?.version ?? '') : null }
}

export async function readAuthorityVersion(
  ctx: StaffCtx,
  { params }: Ask<typeof versionOp>,
): Promise<OkOf<typeof versionOp> | Refusal> {
  const [rows = []] = await read(ctx, [oneVersion(params.authority_id, Number(params.version))])
  const row = oneOf(OneVersion, rows)
  return row ? { ...row, record: shownRecord(decoded(row.record)) } : refuse('not_found')
}

export async function titlesOfAuthority(
  ctx: StaffCtx,
  { params, query }: Ask<typeof titlesOp>,
): Promise<OkOf<typeof titlesOp>> {
  const of = { after: query.after ?? null, behind: query.behind === '1', most: ROWS }
  const [rows = []] = await read(ctx, [titlesAfter(params.authority_id, of)])
  const all = allOf(TitleRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page, next: all.length > ROWS ? (page.at(-1)?.title_id ?? null) : null }
}
