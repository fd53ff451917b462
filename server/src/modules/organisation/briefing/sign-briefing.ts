import {
  type Ask,
  type OkOf,
  type publishBriefing as publishOp,
  type readBriefing as readOp,
  type signBriefing as signOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../change/configure.ts'
import { bumpMember } from '../staff/certify.store.ts'
import {
  Briefing,
  briefingFor,
  everyLibraryAnew,
  insertBriefing,
  insertUndertaking,
  lockBriefing,
  Newest,
  newestVersion,
} from './briefing.store.ts'

export const readBriefing = async (ctx: StaffCtx): Promise<OkOf<typeof readOp>> =>
  shaped(Briefing, (await read(ctx, [briefingFor(ctx.actor.staff_id)]))[0]?.[0])

/** Signs the version that was read; when a newer one came meanwhile, that one is to be read. */
export function signBriefing(
  ctx: StaffCtx,
  body: Ask<typeof signOp>['body'],
): Promise<Answer<{ signed: number }>> {
  const { staff_id, library_id } = ctx.actor
  const { version } = body
  return once(ctx, body, {
    facts: [newestVersion],
    decide: ([rows = []]) =>
      shaped(Newest, rows[0]).version === version
        ? {
            effects: [
              insertUndertaking({ staff_id, library_id, version, at: ctx.now.toString() }),
              bumpMember(staff_id),
            ],
            answer: () => ({ signed: version }),
          }
        : refuse('briefing_other_version'),
  })
}

/** A new version for everybody: from this moment on each undertaking of before is one of an older version. */
export async function publishBriefing(
  ctx: StaffCtx,
  { body }: Ask<typeof publishOp>,
): Promise<Answer<OkOf<typeof publishOp>>> {
  const { texts } = body
  const done = await configure(ctx, body, {
    lock: lockBriefing,
    facts: [newestVersion],
    decide: ([rows = []]) => {
      if (!texts.nl.changed || !texts.en.changed) return refuse('briefing_what_changed')
      const { version } = shaped(Newest, rows[0])
      return {
        effects: [insertBriefing(version + 1, texts, ctx.now.toString()), everyLibraryAnew],
        change: { subject: 'briefing', before: { version }, after: { version: version + 1 } },
        answer: { version: version + 1 },
      }
    },
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  return shaped(Briefing, (await readAnew(ctx, [briefingFor(ctx.actor.staff_id)]))[0]?.[0])
}
