import { createInterface } from 'node:readline'
import { dirname, join } from 'node:path'
import { readdir, stat } from 'node:fs/promises'
import { residueInPages } from '../../base/catalogue/residue-pages.ts'
import { LEAST, type Residue, residueInDatabase, residueInFiles } from '../../base/catalogue/residue.ts'
import { withClient } from '../../base/client.ts'
import { openDb } from '../../base/db.ts'
import type { JobCtx } from '../../base/job.ts'
import { ledgerIn } from '../../base/backup-leftovers.ts'
import { openLog } from '../../base/log.ts'
import { StartError } from '../../base/start-error.ts'
import {
  levelLedger,
  logAccess,
  readMap,
  registerCsv,
  registerOfMap,
  registerText,
} from '../../modules/privacy/index.ts'
import { movingPersonal } from '../../modules/moving/index.ts'
import { prepareDatabase } from '../database.ts'
import { type Call, type Command, misused, withMadeServer, withServer } from './command.ts'

export const register: Command = {
  name: 'register',
  usage: '[--csv]',
  summary: 'Print the register of processing (AVG art. 30) in Dutch, as the schema that runs now has it.',
  run: call => {
    if (call.words.some(w => w !== '--csv'))
      throw misused(register, 'That is not how the register is printed')
    return withMadeServer(call, async server => {
      const db = openDb({ connection: { connectionString: server.url }, deskSize: 1, bulkSize: 1 })
      try {
        const client = await db.bulk.connect()
        const made = await readMap(client, [movingPersonal]).finally(() => client.release())
        const said = registerOfMap(made)
        call.say(call.words.includes('--csv') ? registerCsv(said) : registerText(said))
      } finally {
        await db.close()
      }
    })
  },
}

export const residue: Command = {
  name: 'residue',
  usage: '[--pages] < FILE',
  summary:
    'Look whether anything is left of somebody who was erased: values on standard input, one a line. Says where, never what; with --pages in the raw pages of the embedded server too. Changes nothing.',
  run: async call => {
    const pages = call.words.includes('--pages')
    if (call.words.some(word => word !== '--pages'))
      throw misused(residue, 'The values come on standard input, so that they stand in no list of processes')
    const values = await linesOfInput()
    if (values.length === 0) throw misused(residue, `No value of ${LEAST} characters or more was given`)
    call.note(`Looking for ${values.length} values ...`)
    const found = await withMadeServer(call, server =>
      withClient(server.url, client => residueInDatabase(client, values)),
    )
    const files = await residueInFiles(call.config.dataFolder, values)
    const raw = pages ? await rawResidue(call.config.dataFolder, values) : []
    for (const { where, hits } of [...found, ...files, ...raw]) call.say(`${where}: ${hits}`)
    if (found.length + files.length + raw.length > 0) return 1
    call.say('Nothing is left.')
    return 0
  },
}

/** Every folder of the server itself, as its files lie there after it was stopped: nothing waits in memory. */
async function rawResidue(dataFolder: string, values: readonly string[]): Promise<Residue[]> {
  const foldersIn = async (path: string): Promise<string[]> => {
    const inside = await readdir(path, { withFileTypes: true }).catch(() => [])
    return inside.filter(one => one.isDirectory()).map(({ name }) => name)
  }
  const servers = (await foldersIn(dataFolder)).filter(name => /^pg\d+$/.test(name))
  const found: Residue[] = []
  for (const name of servers) {
    const server = join(dataFolder, name)
    found.push(...(await residueInPages(server, await foldersIn(server), values)))
  }
  return found
}

async function linesOfInput(): Promise<string[]> {
  const values: string[] = []
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim().length >= LEAST) values.push(line.trim())
  }
  return values
}

export const eraseAgain: Command = {
  name: 'erase-again',
  usage: '[FILE]',
  summary:
    'Erase again whoever was erased after the backup that was put back, by the ledger beside the backups or FILE. kaft restore does it by itself; do it after you restored a server of your own.',
  run: async call => {
    if (call.words.length > 1) throw misused(eraseAgain, 'Name one file, or none')
    const again = await eraseAgainIn(call, call.words)
    call.say(again === 0 ? 'Nobody had to be erased again.' : `${again} records were erased again.`)
  },
}

/** Brings the database to the present schema, and to what the ledgers of erasures know. */
export function eraseAgainIn(call: Call, files: readonly string[]): Promise<number> {
  return withServer(call, async server => {
    const ready = await prepareDatabase(call.config, server)
    const db = openDb({
      connection: { connectionString: ready.urlFor('kaft_jobs') },
      deskSize: 1,
      bulkSize: 1,
    })
    const ctx: JobCtx = {
      db,
      keys: ready.keys,
      now: Temporal.Now.instant(),
      secret: null,
      actor: null,
      source: 'job',
      operation: 'erase_again',
      purpose: null,
      testNumbers: call.config.testNumbers,
      logAccess,
      log: openLog('error'),
      signal: new AbortController().signal,
    }
    try {
      let again = 0
      for (const file of [...files, ledgerIn(call.config.backupFolder)])
        again += await levelLedger(ctx, file, [movingPersonal])
      return again
    } finally {
      await db.close()
    }
  })
}

/**
 * After a restore: the ledgers that are there, beside the backup or in the folder of backups.
 * @returns how many records were erased again; null where there is no ledger
 */
export async function eraseAfterRestore(call: Call, backup: string): Promise<number | null> {
  const files = [join(dirname(backup), 'erased.jsonl'), ledgerIn(call.config.backupFolder)]
  const there: string[] = []
  for (const file of new Set(files)) if (await stat(file).catch(() => null)) there.push(file)
  if (there.length === 0) {
    call.say(
      `No list of who was erased since (erased.jsonl) is beside the backup or in ${call.config.backupFolder}. Put it there and run: npm run kaft -- erase-again`,
    )
    return null
  }
  call.note('Erasing again whoever was erased since ...')
  const again = await eraseAgainIn(call, there).catch((error: unknown) => {
    throw new StartError(
      `The database was restored, and whoever was erased since could not be erased again (${(error as Error).message}). Run: npm run kaft -- erase-again`,
    )
  })
  call.say(`${again} records that were erased after the backup were erased again.`)
  return again
}
