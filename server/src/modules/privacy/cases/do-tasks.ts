import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { stopNews } from '../../patrons/index.ts'
import { makeFiles } from '../take-along/make-files.ts'
import { CaseRow, caseRow, ControllerRow, controllerRow } from './case.store.ts'
import { close, decide, insertLetter, markAnswered, markCarried } from './case-effects.store.ts'
import { decisionLetter } from './letters.rules.ts'
import { writtenOf } from './show-case.ts'
import {
  lockTask,
  OpenTask,
  openTasks,
  Task,
  taskDone,
  taskTried,
  WaitingLibrary,
  waitingLibraries,
} from './tasks.store.ts'

/**
 * Does what was decided, each in the library of the person: the officer of all libraries has no scope there, and needs none.
 * What fails is tried a few times and keeps nothing else from being done; a case with an open task is not called done.
 */
export async function doTasks(ctx: JobCtx): Promise<void> {
  const [rows = []] = await transact(ctx, tx => tx.first([waitingLibraries]))
  for (const { library_id } of allOf(WaitingLibrary, rows)) {
    const [found = []] = await inLibrary(ctx, library_id, tx => tx.first([openTasks(library_id)]))
    for (const { task_id } of allOf(OpenTask, found)) {
      ctx.signal.throwIfAborted()
      await oneTask(ctx, library_id, task_id).catch(async (error: unknown) => {
        ctx.log('error', 'a task of a request failed', {
          task_id,
          kind: error instanceof Error ? error.name : 'other',
        })
        await inLibrary(ctx, library_id, async tx => {
          await tx.first([])
          return tx.last([taskTried(task_id)])
        })
      })
    }
  }
}

const oneTask = (ctx: JobCtx, library_id: string, task_id: string): Promise<void> =>
  inLibrary(ctx, library_id, async tx => {
    const [found = []] = await tx.first([lockTask(task_id)])
    const task = oneOf(Task, found)
    if (task) await tx.last(await doOne(ctx, tx, { ...task, library_id }))
  })

async function doOne(ctx: JobCtx, tx: Tx, task: Task & { library_id: string }): Promise<Query[]> {
  const { task_id, case_id, library_id, patron_id, number } = task
  const at = ctx.now.toString()
  if (patron_id === null) return [taskTried(task_id)]
  if (task.kind === 'stop_news') return [stopNews(patron_id), taskDone(task_id, at)]
  // Taken back before it was done.
  if (task.closed) return [taskDone(task_id, at)]
  const files = await makeFiles(ctx, tx, { case_id, library_id, patron_id, number })
  const answer = task.grants_itself ? await granted(ctx, tx, case_id) : []
  return [...files, taskDone(task_id, at), ...answer, markCarried(case_id, at)]
}

/** Somebody asked for what is their own by their own door: it is granted, answered and closed with the files. */
async function granted(ctx: JobCtx, tx: Tx, case_id: string): Promise<Query[]> {
  const [rows = [], who = []] = await tx.more([caseRow(case_id), controllerRow])
  const row = shaped(CaseRow, rows[0])
  const yes = { decision: 'granted', reasons: '', unfounded_why: null, fee_cents: 0 } as const
  const at = ctx.now.toString()
  const letter = decisionLetter(writtenOf(row, shaped(ControllerRow, who[0]), dayOf(ctx.now)), yes)
  return [
    decide(ctx, case_id, yes),
    insertLetter(ctx, row, letter),
    markAnswered(case_id, at),
    close(case_id, at, 'answered'),
  ]
}
