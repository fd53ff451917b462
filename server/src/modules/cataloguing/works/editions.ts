import type { Ask, editionsOfTitle as op, OkOf, setEditionWork as setOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { decoded } from '../authorities/shown.ts'
import { chooseWork, lockWorks, unchooseWork, WorkNow } from './choice.store.ts'
import { Edition, EditionsOf, editionsOf, workOfTitle } from './editions.store.ts'
import { setWorks } from './title-work.store.ts'
import { workOf } from './work-number.ts'

const MOST = 100
type Editions = OkOf<typeof op>

/** The other editions of the work of a title, with what the own library and others have of each. */
export async function editionsOfTitle(ctx: StaffCtx, title_id: string): Promise<Editions | Refusal> {
  const [of = [], rows = []] = await read(ctx, [workOfTitle(title_id), editionsOf(title_id, ctx.actor, MOST)])
  const work = oneOf(EditionsOf, of)
  return work ? { chosen: work.chosen, rows: allOf(Edition, rows) } : refuse('title_unknown')
}

/** A work that no rule names: that of this one title. Rules make positive numbers, so no two can be the same. */
const ownWork = (title_id: string): string => `-${title_id}`

interface Titles {
  readonly title: WorkNow
  readonly other: WorkNow | null
}
/** Joining takes the work of the other title; where that has none, both get one of their own. */
function joined({ title, other }: Titles, at: string) {
  if (!other) return null
  const work = other.work ?? ownWork(other.title_id)
  return [
    ...(other.work === null
      ? [chooseWork(other.title_id, work, at), setWorks([{ title_id: other.title_id, work: work }])]
      : []),
    chooseWork(title.title_id, work, at),
    setWorks([{ title_id: title.title_id, work: work }]),
  ]
}

function effectsOf(act: Ask<typeof setOp>['body']['act'], titles: Titles, at: string) {
  const { title } = titles
  const { title_id } = title
  if (act === 'join') return joined(titles, at)
  if (act === 'split')
    return [
      chooseWork(title_id, ownWork(title_id), at),
      setWorks([{ title_id: title_id, work: ownWork(title_id) }]),
    ]
  if (title.chosen === null) return null
  return [
    unchooseWork(title_id),
    setWorks([{ title_id: title_id, work: title.former ?? workOf(decoded(title.record)) }]),
  ]
}

/** Says of which work a title is, past the rules; the last word can be taken back. */
export async function setEditionWork(
  ctx: StaffCtx,
  { params, body }: Ask<typeof setOp>,
): Promise<Answer<Editions>> {
  const { title_id } = params
  const other_id = body.act === 'join' ? body.with_title_id : null
  if (body.act === 'join' && (other_id === null || other_id === title_id)) return refuse('invalid')
  const done = await once<{ title_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockWorks([title_id, ...(other_id === null ? [] : [other_id])])],
      decide: ([rows = []]) => {
        const all = allOf(WorkNow, rows)
        const title = all.find(t => t.title_id === title_id)
        const other = all.find(t => t.title_id === other_id) ?? null
        if (!title || (other_id !== null && !other)) return refuse('title_unknown')
        const effects = effectsOf(body.act, { title, other }, ctx.now.toString())
        return effects === null ? refuse('work_not_chosen') : { effects, answer: () => ({ title_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : editionsOfTitle(ctx, done.title_id)
}
