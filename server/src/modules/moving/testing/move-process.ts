import { openDb } from '../../../base/db.ts'
import type { JobCtx } from '../../../base/job.ts'
import { openKeys } from '../../../base/keys.ts'
import { logAccess } from '../../privacy/index.ts'
import { koha } from '../mappings/koha.ts'
import { loadFolder, type MoveTold } from '../steer/load-folder.ts'
import { bytesOf, madeUp, type Size } from './made-up.ts'

/** What a process is told that moves the made-up library in. */
export interface MoveTask {
  readonly url: string
  readonly keys: string
  readonly library: string
  readonly now: string
  readonly size: Size
  readonly load: boolean
  readonly batch: number
}

/** Koha's mapping with the words of the made-up library, whose patrons' numbers stand in a column of their own. */
export const madeUpMapping = (library: string): typeof koha => ({
  ...koha,
  files: koha.files.map(f => ({
    ...f,
    gives: f.gives.map(g =>
      g.kind === 'patrons' ? { ...g, columns: { ...g.columns, national_number: { from: ['rrn'] } } } : g,
    ),
  })),
  codes: {
    ...koha.codes,
    branch: { CEN: `${library}0`, NRD: `${library}1` },
    membership_type: { V: 'volwassene', J: 'jeugd' },
  },
})

export async function moveMadeUp(task: MoveTask, onProgress: (kind: string) => void): Promise<MoveTold> {
  const { keys } = await openKeys(task.keys, [])
  const db = openDb({ connection: { connectionString: task.url }, deskSize: 2, bulkSize: 2 })
  const ctx: JobCtx = {
    db,
    keys,
    testNumbers: true,
    logAccess,
    now: Temporal.Instant.from(task.now),
    secret: null,
    actor: null,
    source: 'job',
    operation: 'moveIn',
    purpose: null,
    log: () => undefined,
    signal: new AbortController().signal,
  }
  try {
    const made = madeUp(task.size)
    return await loadFolder(ctx, {
      library: task.library,
      mapping: madeUpMapping(task.library),
      files: made.files.map(f => ({ name: f.name, bytes: 1, open: () => bytesOf(f) })),
      load: task.load,
      whole: true,
      batch: task.batch,
      onProgress: step => onProgress(`${step.does} ${step.kind}`),
    })
  } finally {
    await db.close()
  }
}

/** Run by itself it says each batch on a line, so that whoever started it can end it at any of them. */
if (process.argv[2]?.startsWith('{'))
  await moveMadeUp(JSON.parse(process.argv[2]) as MoveTask, kind => process.stdout.write(`${kind}\n`))
