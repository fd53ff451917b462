import type { askMagda as op, BodyOf, OkOf } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Magda } from '../../../base/magda/magda.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { read, transact } from '../../../base/tx.ts'
import { changeOwn } from '../own/own-patron.ts'
import { type Consulted, consult, isRegistered, logQuestion, openQuestion, type Opened } from './consult.ts'
import { Closed, consultationQuery, subjectQuery } from './magda.store.ts'

const refused = { unknown: 'magda_unknown', refused: 'magda_refused', away: 'magda_away' } as const

const answerOf = (
  patron_id: string,
  done: Omit<Consulted, 'codes'>,
  codes: readonly string[],
): Answer<OkOf<typeof op>> => {
  const { outcome, replaced, deceased } = done
  if (outcome === 'unanswered') return refuse('magda_away')
  if (outcome in refused) return refuse(refused[outcome as keyof typeof refused], { code: codes[0] ?? null })
  return { patron_id, outcome, replaced, deceased }
}

/** Asks now about one member of the own library. A repeat of the command tells what became of the first. */
export async function askMagda(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
  magda: Magda | null,
): Promise<Answer<OkOf<typeof op>>> {
  const { library_id, staff_id } = ctx.actor
  const { keys, now, testNumbers } = ctx
  const asker = { keys, now, testNumbers, staff_id }
  let mine: Opened | undefined
  const facts = [subjectQuery(patron_id, dayOf(now)), couplingRuns('magda', now)]
  const opened = await changeOwn<{ reference: string }>(
    ctx,
    { patron_id, body, facts },
    (_, [rows, coupling]) => {
      const question = openQuestion(asker, rows ?? [])
      if (isRefusal(question)) return question
      if (magda === null) return refuse('magda_off')
      if (!runsIn(coupling)) return refuse('coupling_off')
      mine = question
      const { reference } = question
      const service = isRegistered(question, now) ? 'GeefPersoon' : 'RegistreerInschrijving'
      return { effects: [logQuestion(asker, question, service)], answer: () => ({ reference }) }
    },
  )
  if (isRefusal(opened) || 'findings_refused' in opened) return opened
  if (mine?.reference === opened.reference && magda !== null) {
    const done = await consult({ ...asker, magda, run: work => transact(ctx, work) }, mine)
    return answerOf(patron_id, done, done.codes)
  }
  const [rows = []] = await read(ctx, [consultationQuery(library_id, opened.reference)])
  const before = oneOf(Closed, rows)
  return before ? answerOf(patron_id, before, []) : refuse('magda_away')
}
