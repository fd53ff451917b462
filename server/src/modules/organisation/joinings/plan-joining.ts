import { type Ask, type OkOf, type planJoining as op, settings } from '@kaft/contract'
import { Type } from 'typebox'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { matches, oneOf } from '../../../base/row.ts'
import { Joined, joinedAgreement, librariesAmong, overlapping } from '../agreements/agreements.store.ts'
import { ladder } from '../agreements/rung.rules.ts'
import { lockLibraries } from '../change/change.store.ts'
import { configure } from '../change/configure.ts'
import { storedSetting } from '../settings/settings.store.ts'
import { insertJoining, type NewJoining } from './joinings.store.ts'
import { readChangedJoining } from './read-joining.ts'

type Body = Ask<typeof op>['body']
const Made = Type.Object({ joining_id: Type.String() })
const Stored = Type.Object({ value: Type.Unknown() })

const settingOf = (
  key: 'cooperation.wait_days' | 'cooperation.second_person',
  rows: readonly Row[],
): unknown => {
  const stored = oneOf(Stored, rows)?.value
  return matches(settings[key].value, stored) ? stored : settings[key].default
}

/**
 * The plan as it is kept. What the agreement says that is joined counts, not what was typed beside it; patrons of those
 * who are in it already are told where their data open to somebody new.
 */
function planOf(
  body: Body,
  joined: Joined | null,
  rules: { readonly wait_days: number; readonly second_person: boolean },
): NewJoining | Refusal {
  const members = joined?.members ?? []
  const rung = joined?.rung ?? body.rung
  if (body.library_ids.some(id => members.includes(id))) return refuse('agreement_overlaps')
  if (members.length + body.library_ids.length < 2) return refuse('joining_few')
  const told = body.told_before === null
  return {
    ...rules,
    agreement_id: joined?.agreement_id ?? null,
    name: joined?.name ?? body.name,
    rung,
    starts_on: body.starts_on,
    ends_on: joined ? joined.ends_on : body.ends_on,
    membership_types: joined ? joined.membership_types : body.membership_types,
    told_before: body.told_before,
    libraries: [
      ...members.map(library_id => ({
        library_id,
        joins: false,
        tells: told && ladder[rung].shares_patrons,
      })),
      ...body.library_ids.map(library_id => ({ library_id, joins: true, tells: told })),
    ],
  }
}

/** What the record of changes says of a plan. */
const recorded = (plan: NewJoining, library_ids: readonly string[]): object => {
  const { name, rung, starts_on, ends_on, membership_types, told_before } = plan
  return { agreement: name, rung, starts_on, ends_on, membership_types, told_before, library_ids }
}

/** Plans that libraries join: nothing opens, and nobody is told, until somebody says so. */
export async function planJoining(ctx: StaffCtx, { body }: Ask<typeof op>): Promise<Answer<OkOf<typeof op>>> {
  const { library_ids, starts_on, ends_on, told_before } = body
  const today = dayOf(ctx.now)
  if (ends_on !== null && ends_on < starts_on) return refuse('invalid')
  if (told_before !== null && told_before.on > today) return refuse('invalid')
  const own = ctx.actor.library_id
  const done = await configure(ctx, body, {
    lock: lockLibraries([own, ...library_ids]),
    facts: [
      librariesAmong(library_ids),
      joinedAgreement(body.agreement_id ?? null, today),
      storedSetting(own, 'cooperation.wait_days'),
      storedSetting(own, 'cooperation.second_person'),
    ],
    decide: async ([libraries = [], agreements = [], wait = [], second = []], tx) => {
      if (libraries.length !== library_ids.length) return refuse('not_found')
      const joined = oneOf(Joined, agreements)
      if (body.agreement_id !== undefined && !joined) return refuse('agreement_ended')
      const plan = planOf(body, joined, {
        wait_days: settingOf('cooperation.wait_days', wait) as number,
        second_person: settingOf('cooperation.second_person', second) as boolean,
      })
      if (isRefusal(plan)) return plan
      const all = plan.libraries.map(l => l.library_id)
      const at = { starts_on, ends_on: plan.ends_on, but: plan.agreement_id }
      const [overlaps = []] = await tx.more([overlapping(all, at)])
      if (overlaps.length > 0) return refuse('agreement_overlaps')
      const [made = []] = await tx.more([
        insertJoining(plan, { staff_id: ctx.actor.staff_id, now: ctx.now.toString() }),
      ])
      const joining_id = oneOf(Made, made)?.joining_id ?? ''
      return {
        effects: [],
        change: { subject: `joining ${joining_id}`, before: null, after: recorded(plan, library_ids) },
        answer: { joining_id },
      }
    },
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  return readChangedJoining(ctx, done.joining_id)
}
