import type {
  Ask,
  Breach,
  breaches as listOp,
  breachStaff as staffOp,
  closeBreach as closeOp,
  decideBreach as decideOp,
  describeBreach as describeOp,
  notifyBreach as notifyOp,
  OkOf,
  reachedByBreach as peopleOp,
  reopenBreach as reopenOp,
  reportBreach as reportOp,
  scopeBreach as scopeOp,
  tellReached as tellOp,
} from '@kaft/contract'
import { breachCategories } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read, type Tx, transact } from '../../../base/tx.ts'
import { planBreach, Planned } from '../../messaging/index.ts'
import { ControllerRow, controllerRow } from '../cases/case.store.ts'
import { clockOf, closeRefusal, dueAt, hoursLeft, notification, notifyRefusal } from './breach.rules.ts'
import {
  addLookedAt,
  askTelling,
  BreachRow,
  breachRow,
  breachRows,
  closeBreach as close,
  colleagues,
  decide,
  describe,
  insertBreach,
  keepLetter,
  lockBreach,
  logSearch,
  markTold,
  MOST_BREACHES,
  MOST_REACHED,
  notified,
  ReachedRow,
  reachedRows,
  reopenBreach as reopen,
  Reported,
  StaffRow,
  Untold,
  untold,
} from './breach.store.ts'
import { TELL_JOB } from './tell-reached.ts'

type Said = Promise<Answer<Breach>>

const shown = (row: BreachRow, who: ControllerRow, now: Temporal.Instant): Breach => ({
  ...row,
  categories: breachCategories.filter(one => row.categories.includes(one)),
  due_at: dueAt(row.known_at),
  clock: clockOf(row, now),
  hours_left: hoursLeft(row.known_at, now),
  notification: notification(row, who),
})

export async function breaches(ctx: StaffCtx, { query }: Ask<typeof listOp>): Promise<OkOf<typeof listOp>> {
  const [rows = [], who = []] = await read(ctx, [breachRows(query.after ?? null), controllerRow])
  const found = allOf(BreachRow, rows)
  const controller = shaped(ControllerRow, who[0])
  const page = found.slice(0, MOST_BREACHES)
  return {
    rows: page.map(row => shown(row, controller, ctx.now)),
    next: found.length > MOST_BREACHES ? (page.at(-1)?.breach_id ?? null) : null,
  }
}

/** Anybody who works here can say it: from then on the clock runs, and the officer sees it at once (AVG art. 33(2)). */
export const reportBreach = (
  ctx: StaffCtx,
  { body }: Ask<typeof reportOp>,
): Promise<Answer<OkOf<typeof reportOp>>> => {
  const { supplier, ...said } = body
  const late = Temporal.Instant.compare(Temporal.Instant.from(said.known_at), ctx.now) > 0
  const known_at = late ? ctx.now.toString() : said.known_at
  return once(ctx, body, {
    facts: [],
    decide: async (_, tx) => {
      if (said.nature.trim().length < 10) return refuse('breach_reason_needed')
      const found_by = supplier ? 'supplier' : ctx.actor.leaves.has('privacy.cases') ? 'dpo' : 'library'
      const [made = []] = await tx.more([
        insertBreach(ctx, { found_by, nature: said.nature.trim(), known_at }),
      ])
      const { breach_id } = shaped(Reported, made[0])
      return { effects: [], answer: () => ({ breach_id, due_at: dueAt(known_at) }) }
    },
  })
}

type Acting = Refusal | { readonly effects: readonly Query[] }
/** One step of one breach: locked, decided, shown as it is now. */
async function act(
  ctx: StaffCtx,
  ask: {
    readonly breach_id: string
    readonly body: { readonly command_id: string }
    /** Whether the step is for a breach that was closed; else for one that is open. */
    readonly closed?: boolean
  },
  decideIt: (row: BreachRow, tx: Tx) => Acting | Promise<Acting>,
): Said {
  const { breach_id, closed = false } = ask
  const said = await once<{ breach_id: string }>(
    ctx,
    { ...ask.body, entry_id: breach_id },
    {
      facts: [lockBreach(breach_id), breachRow(breach_id)],
      decide: async ([, rows = []], tx) => {
        const row = oneOf(BreachRow, rows)
        if (row === null) return refuse('not_found')
        if ((row.closed_at !== null) !== closed) return refuse(closed ? 'breach_open' : 'breach_closed')
        const decided = await decideIt(row, tx)
        return 'effects' in decided ? { ...decided, answer: () => ({ breach_id }) } : decided
      },
    },
  )
  if (isRefusal(said) || 'findings_refused' in said) return said
  const [rows = [], who = []] = await read(ctx, [breachRow(breach_id), controllerRow])
  return shown(shaped(BreachRow, rows[0]), shaped(ControllerRow, who[0]), ctx.now)
}

export const describeBreach = (ctx: StaffCtx, { params, body }: Ask<typeof describeOp>): Said => {
  const { version, command_id: _, ...said } = body
  return act(ctx, { ...params, body }, row =>
    row.version === version ? { effects: [describe(row.breach_id, said)] } : refuse('changed_meanwhile'),
  )
}

/** Decides whether the authority is told; what is not told keeps its reasons as well (AVG art. 33(5)). */
export const decideBreach = (ctx: StaffCtx, { params, body }: Ask<typeof decideOp>): Said =>
  act(ctx, { ...params, body }, row => {
    const why = body.why.trim()
    return why.length < 10
      ? refuse('breach_reason_needed')
      : { effects: [decide(ctx, row.breach_id, body.decision, why)] }
  })

export const notifyBreach = (ctx: StaffCtx, { params, body }: Ask<typeof notifyOp>): Said =>
  act(ctx, { ...params, body }, row => {
    const late_why = body.late_why?.trim() ?? ''
    const no = notifyRefusal(row, ctx.now, late_why)
    if (no) return refuse(no)
    const at = ctx.now.toString()
    return { effects: [notified(row.breach_id, { to: body.to, late_why: late_why || null, at })] }
  })

/** Puts everybody of the library of the breach on the list at whose record an account or a workstation looked between two moments. */
export const scopeBreach = (ctx: StaffCtx, { params, body }: Ask<typeof scopeOp>): Said =>
  act(ctx, { ...params, body }, ({ breach_id, own }, tx) => {
    if (own) tx.seen(null)
    return { effects: [addLookedAt(breach_id, body), ...(own ? [] : [logSearch(ctx, breach_id)])] }
  })

export const reachedByBreach = (
  ctx: StaffCtx,
  { params, query }: Ask<typeof peopleOp>,
): Promise<OkOf<typeof peopleOp>> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([reachedRows(params.breach_id, query.after ?? '0')])
    const found = allOf(ReachedRow, rows)
    const page = found.slice(0, MOST_REACHED)
    for (const { patron_id } of page) tx.seen(patron_id)
    return { rows: page, next: found.length > MOST_REACHED ? (page.at(-1)?.patron_id ?? null) : null }
  })

/**
 * Writes to all on the list, in plain words: what happened, what it can mean, what was done (AVG art. 34(2)). For another library a job
 * does it there, by the ways and in the name of that library.
 */
export const tellReached = (ctx: StaffCtx, { params, body }: Ask<typeof tellOp>): Said =>
  act(ctx, { ...params, body }, async ({ breach_id, own }, tx) => {
    const letter = body.letter.trim()
    if (letter.length < 10) return refuse('breach_reason_needed')
    const [rows = []] = await tx.more([untold(breach_id)])
    const ids = allOf(Untold, rows).map(row => row.patron_id)
    if (ids.length === 0) return refuse('breach_no_people')
    for (const id of ids) tx.seen(id)
    const { library_id, branch_id } = ctx.actor
    const now = ctx.now.toString()
    if (!own) return { effects: [keepLetter(breach_id, letter), askTelling(breach_id, now), soon(TELL_JOB)] }
    const [made = []] = await tx.more([planBreach({ library_id, branch_id, now, breach_id }, ids)])
    const told = allOf(Planned, made).map(row => row.patron_id)
    return { effects: [keepLetter(breach_id, letter), markTold(breach_id, told, now)] }
  })

export const closeBreach = (ctx: StaffCtx, { params, body }: Ask<typeof closeOp>): Said =>
  act(ctx, { ...params, body }, row => {
    const no = closeRefusal(row)
    return no ? refuse(no) : { effects: [close(row.breach_id, ctx.now.toString())] }
  })

/** A breach that was closed goes on, with all that was written down and decided. */
export const reopenBreach = (ctx: StaffCtx, { params, body }: Ask<typeof reopenOp>): Said =>
  act(ctx, { ...params, body, closed: true }, row => ({ effects: [reopen(row.breach_id)] }))

/** Whose looks a breach can be searched for: by name, since nobody knows the number of an account. */
export const breachStaff = async (
  ctx: StaffCtx,
  { query }: Ask<typeof staffOp>,
): Promise<OkOf<typeof staffOp>> => ({
  rows: allOf(StaffRow, (await read(ctx, [colleagues(ctx, query.breach_id ?? null)]))[0] ?? []),
})
