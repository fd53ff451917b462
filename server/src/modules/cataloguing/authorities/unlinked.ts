import type {
  Ask,
  AuthorityRecord,
  linkHeading as linkOp,
  makeAuthorityOf as makeOp,
  OkOf,
  unlinkedHeadings as listOp,
} from '@kaft/contract'
import { type DataField, headingsIn, isControlField, nacoForm, ownHeading } from '@kaft/marc'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { recordOfHeading, withSeeFrom } from './edit.rules.ts'
import { makeOnce, putAuthority } from './edit.ts'
import { AuthorityNow, lockAuthorities } from './read.store.ts'
import { mayChange, readAuthority } from './read.ts'
import { decoded } from './shown.ts'
import { HeadingNow, headingNow, unlinkedAfter, UnlinkedRow } from './unlinked.store.ts'

const ROWS = 50
const CURSOR = /^(-?\d{1,2})\.([1-9]\d{0,18})$/

export async function unlinkedHeadings(
  ctx: StaffCtx,
  { kind, q = '', after }: Ask<typeof listOp>['query'],
): Promise<OkOf<typeof listOp> | Refusal> {
  const cursor = after === undefined ? null : CURSOR.exec(after)
  if (after !== undefined && cursor === null) return refuse('invalid')
  const from = cursor ? { often: Number(cursor[1]), heading_id: cursor[2] ?? '' } : null
  const asked = { kind: kind ?? null, norm: nacoForm(q, true), after: from, most: ROWS }
  const [rows = []] = await read(ctx, [unlinkedAfter(asked)])
  const all = allOf(UnlinkedRow, rows)
  const page = all.slice(0, ROWS)
  const last = page.at(-1)
  return {
    rows: page.map(({ heading_id, kind, text, titles, candidates }) => ({
      heading_id,
      kind,
      text,
      titles,
      candidates,
    })),
    next: all.length > ROWS && last ? `${last.often}.${last.heading_id}` : null,
  }
}

/** The field of a title that holds a heading, without what is the title's own. */
function fieldOf(row: HeadingNow): DataField | null {
  const record = decoded(row.record)
  const found = headingsIn(record).find(h => h.text === row.text && h.kind === row.kind)
  const field = found && record.fields[found.at]
  return field && !isControlField(field) ? ownHeading(field) : null
}

/** Open Vlacc keeps genres in 650, and authority records keep them in 155. */
const filed = (field: DataField, kind: string): DataField =>
  kind === 'genre' ? { ...field, tag: `${field.tag[0]}55` } : field

/** A heading of titles becomes a name that leads to a record; the titles get its heading when that is carried through. */
export async function linkHeading(
  ctx: StaffCtx,
  { params, body }: Ask<typeof linkOp>,
): Promise<Answer<AuthorityRecord>> {
  const done = await once<{ authority_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockAuthorities([body.authority_id], ctx.actor.library_id), headingNow(params.heading_id)],
      decide: async ([rows = [], headings = []], tx) => {
        const [now, heading] = [oneOf(AuthorityNow, rows), oneOf(HeadingNow, headings)]
        const field = heading && fieldOf(heading)
        if (!now || !heading || !field) return refuse('not_found')
        if (now.merged_into !== null) return refuse('authority_merged')
        if (!mayChange(ctx, now)) return refuse('source_not_yours')
        if (now.kind !== heading.kind) return refuse('heading_other_kind')
        const record = withSeeFrom(decoded(now.record), filed(field, heading.kind))
        const why = `verwijzing: ${heading.text}`.slice(0, 200)
        const refused = await putAuthority(ctx, tx, { now, record, why })
        return refused ?? { effects: [], answer: () => ({ authority_id: now.authority_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readAuthority(ctx, done.authority_id)
}

/** An authority record of a heading that titles have. */
export const makeAuthorityOf = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof makeOp>,
): Promise<Answer<AuthorityRecord>> =>
  makeOnce(
    ctx,
    { ...body, ...params },
    {
      facts: [headingNow(params.heading_id)],
      record: ([rows = []]) => {
        const heading = oneOf(HeadingNow, rows)
        const field = heading && fieldOf(heading)
        return heading && field ? recordOfHeading(filed(field, heading.kind), ctx.now) : refuse('not_found')
      },
    },
  )
