import type {
  Ask,
  CoverSource,
  OkOf,
  listCoverSources as listOp,
  putCover as putOp,
  readCover as readOp,
  saveCoverSource as saveOp,
  BodyOf,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, may, refuse, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { allowsAddress } from '../imports/feed.rules.ts'
import { configure, readAnew } from '../../organisation/index.ts'
import {
  BesideSource,
  besideSource,
  coverSource,
  coverSources,
  dropUpload,
  insertSource,
  Known,
  knownCover,
  lockTitle,
  MadeSource,
  MOST_SOURCES,
  putUpload,
  SourceRow,
  updateSource,
} from './covers.store.ts'
import { coverAddress, imageType } from './image.rules.ts'

/** A number that is made up, to see whether an address can be asked at all. */
const ANY = '9789460000010'

function shownSource(hosts: readonly string[], row: SourceRow): CoverSource {
  const { open, ...fields } = row
  const address = coverAddress(row.address, ANY)
  const declared = address !== null && allowsAddress({ folder: null, hosts }, address)
  const state = !row.active ? 'off' : !declared ? 'host_not_declared' : open ? 'ready' : 'coupling_closed'
  return { ...fields, state }
}

export const listCoverSources =
  (hosts: readonly string[]) =>
  async (ctx: StaffCtx): Promise<OkOf<typeof listOp>> => {
    const [rows = []] = await read(ctx, [coverSources(dayOf(ctx.now))])
    return { rows: allOf(SourceRow, rows).map(row => shownSource(hosts, row)) }
  }

/** Makes or changes a source of covers. */
export const saveCoverSource =
  (hosts: readonly string[]) =>
  async (ctx: StaffCtx, body: BodyOf<typeof saveOp>): Promise<Answer<CoverSource>> => {
    const { command_id: _, source_id, ...said } = body
    const today = dayOf(ctx.now)
    const wanted = { ...said, name: said.name.trim(), address: said.address.trim() }
    if (coverAddress(wanted.address, ANY) === null) return refuse('target_invalid', { field: 'address' })
    const done = await configure<{ source_id: string }>(ctx, body, {
      facts: [coverSource(source_id, today), besideSource(wanted.name, source_id, wanted.coupling)],
      decide: async ([known = [], near = []], tx) => {
        const before = oneOf(SourceRow, known)
        const { named, all, coupling } = shaped(BesideSource, near[0])
        if (source_id !== null && !before) return refuse('not_found')
        if (named) return refuse('name_in_use')
        if (!coupling) return refuse('target_invalid', { field: 'coupling' })
        if (!before && all >= MOST_SOURCES) return refuse('targets_full')
        const at = ctx.now.toString()
        const [rows = []] = await tx.more([
          before ? updateSource(before.source_id, wanted, at) : insertSource(wanted, at),
        ])
        const { source_id: __, open: ___, ...was } = before ?? { source_id: '', open: false }
        return {
          effects: [],
          change: { subject: `covers ${wanted.name}`, before: before ? was : null, after: wanted },
          answer: shaped(MadeSource, rows[0]),
        }
      },
    })
    if (isRefusal(done) || 'findings_refused' in done) return done
    const [rows = []] = await readAnew(ctx, [coverSource(done.source_id, today)])
    return shownSource(hosts, shaped(SourceRow, rows[0]))
  }

/** A cover that a library gave is changed by that library, or by who works for all. */
const mayChange = (ctx: StaffCtx, { upload_by }: Known): boolean =>
  upload_by === null || upload_by === ctx.actor.library_id || may(ctx)('consortium.libraries')

type Cover = OkOf<typeof readOp>
const shown = (ctx: StaffCtx, row: Known): Cover => ({
  title_id: row.title_id,
  from: row.upload_by !== null ? 'library' : row.checked_at !== null ? 'source' : 'drawn',
  name: row.upload_by !== null ? row.library : row.source,
  may_change: may(ctx)('cataloguing.change') && mayChange(ctx, row),
})

export async function readCover(ctx: StaffCtx, title_id: string): Promise<Cover | Refusal> {
  const [rows = []] = await read(ctx, [knownCover(title_id)])
  const row = oneOf(Known, rows)
  return row ? shown(ctx, row) : refuse('title_unknown')
}

/** Gives a title a cover of the library's own, or takes that away again. What an image is, is told by its bytes. */
export async function putCover(ctx: StaffCtx, { params, body }: Ask<typeof putOp>): Promise<Answer<Cover>> {
  const { title_id } = params
  const { library_id } = ctx.actor
  const image = body.image === null ? null : Buffer.from(body.image, 'base64')
  const type = image && imageType(image)
  if (image && !type) return refuse('cover_invalid')
  const done = await once<{ title_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockTitle(title_id), knownCover(title_id)],
      decide: ([there = [], known = []]) => {
        const row = oneOf(Known, known)
        if (there.length === 0 || !row) return refuse('title_unknown')
        if (!mayChange(ctx, row)) return refuse('source_not_yours')
        const put =
          image && type
            ? putUpload({ title_id, library_id, type, image, at: ctx.now.toString() })
            : dropUpload(title_id)
        return { effects: [put], answer: () => ({ title_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readCover(ctx, done.title_id)
}
