import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MoveMapping, moveSystems } from '@kaft/contract'
import { openDb } from '../../base/db.ts'
import type { JobCtx } from '../../base/job.ts'
import { matches } from '../../base/row.ts'
import { StartError } from '../../base/start-error.ts'
import { loadFolder, type MoveTold, type SourceFile, systems } from '../../modules/moving/index.ts'
import { logAccess } from '../../modules/privacy/index.ts'
import { type Call, type Command, misused, withDatabase } from './command.ts'

export const moveIn: Command = {
  name: 'move-in',
  usage: `FOLDER --library CODE [--system ${moveSystems.join('|')}] [--load] [--changes]`,
  summary:
    'Move a library in from the exports of another system: a dry run with its report, and with --load the freeze and the load. Cut off, the same again goes on. It is signed off in the staff client.',
  run: async call => {
    const asked = await readWords(call)
    const told = await withDatabase(call, async ({ ready }) => {
      const db = openDb({
        connection: { connectionString: ready.urlFor('kaft_jobs') },
        deskSize: 2,
        bulkSize: 2,
      })
      try {
        const ctx: JobCtx = {
          db,
          keys: ready.keys,
          testNumbers: call.config.testNumbers,
          logAccess,
          now: Temporal.Now.instant(),
          secret: null,
          actor: null,
          source: 'job',
          operation: 'moveIn',
          purpose: 'administration',
          log: () => undefined,
          signal: new AbortController().signal,
        }
        return await loadFolder(ctx, { ...asked, onProgress: progressOf(call) })
      } finally {
        await db.close()
      }
    })
    for (const line of linesOf(told)) call.say(line)
    return told.counts?.fits === false ? 1 : 0
  },
}

/** A line for each percent, so that a log of it can be read. */
function progressOf(call: Call) {
  let last = ''
  return (step: { readonly kind: string }, done: number, total: number): void => {
    const line = `${String(total === 0 ? 100 : Math.floor((100 * done) / total)).padStart(3)} % ${step.kind}`
    if (line !== last) call.note(line)
    last = line
  }
}

const words = {
  library: { type: 'string' },
  system: { type: 'string' },
  load: { type: 'boolean' },
  changes: { type: 'boolean' },
} as const

async function readWords(call: Call) {
  const { values, positionals } = parsed(call)
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) throw misused(moveIn, 'Name one folder')
  if (values.library === undefined) throw misused(moveIn, 'Say which library moves in')
  const files = await filesIn(folder)
  if (files.length === 0) throw new StartError(`There is no file in ${folder}.`)
  return {
    library: values.library,
    mapping: await mappingOf(folder, values.system),
    files,
    load: values.load ?? false,
    whole: !(values.changes ?? false),
  }
}

function parsed(call: Call) {
  try {
    return parseArgs({ args: [...call.words], options: words, allowPositionals: true })
  } catch (error) {
    throw misused(moveIn, (error as Error).message.split('.')[0] ?? '')
  }
}

const MAPPING = 'mapping.json'

/** The mapping in the folder, as the staff client saves it; else the one that is known of the system. */
async function mappingOf(folder: string, system: string | undefined): Promise<MoveMapping> {
  const text = await readFile(join(folder, MAPPING), 'utf8').catch(() => null)
  if (text === null) {
    const known = moveSystems.find(s => s === (system ?? 'csv'))
    if (!known) throw misused(moveIn, `${system} is not one of ${moveSystems.join(', ')}`)
    return systems[known]
  }
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    throw new StartError(`${MAPPING} in ${folder} is not JSON.`)
  }
  if (!matches(MoveMapping, said))
    throw new StartError(`${MAPPING} in ${folder} is not a mapping: see docs/moving-in.md.`)
  return said as MoveMapping
}

async function filesIn(folder: string): Promise<SourceFile[]> {
  const names = await readdir(folder).catch((error: { code?: string }) => {
    throw new StartError(`The folder ${folder} cannot be read (${error.code}).`)
  })
  const found: SourceFile[] = []
  for (const name of names.toSorted()) {
    const path = join(folder, name)
    const { size, isFile } = await stat(path).then(s => ({ size: s.size, isFile: s.isFile() }))
    if (isFile && size > 0 && name !== MAPPING && !name.startsWith('.'))
      found.push({ name, bytes: size, open: () => createReadStream(path, { highWaterMark: 1 << 20 }) })
  }
  return found
}

const euros = (cents: number | null): string => (cents === null ? '' : ` ${(cents / 100).toFixed(2)}`)

/** Counts and reasons; a value of the files stands in none of them. */
function linesOf({ move, counts }: MoveTold): string[] {
  const pass = move.pass
  const unknown = move.files.flatMap(f =>
    f.map_no === null
      ? [`${f.name}: no part of the mapping fits, nothing is taken`]
      : f.columns.some(c => !c.taken && c.filled > 0)
        ? [
            `${f.name}: left behind: ${f.columns
              .filter(c => !c.taken && c.filled > 0)
              .map(c => `${c.name} (${c.filled})`)
              .join(', ')}`,
          ]
        : [],
  )
  return [
    `move ${move.move_id} of ${move.library_name}: ${move.state}, pass ${pass}`,
    ...move.files.map(
      f => `${f.name}: ${f.rows} rows, ${f.format} ${f.encoding} ${JSON.stringify(f.delimiter)}`,
    ),
    ...unknown,
    ...move.tallies
      .filter(t => t.pass === pass)
      .map(
        t =>
          `${t.kind}: ${t.read} read, ${t.made} new, ${t.changed} changed, ${t.same} same, ${t.gone} ended, ${t.left_behind} left behind, ${t.refused} refused${t.kind === 'charges' ? `,${euros(t.read_cents)} read,${euros(t.refused_cents)} refused` : ''}`,
      ),
    ...move.reasons
      .filter(r => r.pass === pass)
      .map(r => `  ${r.kind}: ${r.reason}${r.field === null ? '' : ` (${r.field})`}: ${r.count}`),
    ...(pass === 0
      ? []
      : (counts?.rows ?? []).map(
          c =>
            `${c.fits ? 'fits' : 'DOES NOT FIT'}: ${c.kind}: ${c.source} there, ${c.refused + c.left_behind} behind, ${c.here} here${c.source_cents === null ? '' : `;${euros(c.source_cents)} there,${euros(c.refused_cents)} behind,${euros(c.here_cents)} here`}`,
        )),
  ]
}
