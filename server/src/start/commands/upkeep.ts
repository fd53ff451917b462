import { stat } from 'node:fs/promises'
import { settingsTable } from '../../base/settings-table.ts'
import { makeBackup } from '../../base/backup.ts'
import { openKeys } from '../../base/keys.ts'
import { madeAt, restoreBackup, type Restored, verifyBackup } from '../../base/restore.ts'
import { StartError } from '../../base/start-error.ts'
import { withClient } from '../../base/client.ts'
import { backupFailed, backupRestored, backupTried, type Proof } from '../../modules/privacy/index.ts'
import { staffClient } from '../web-app.ts'
import { type Call, type Command, keysOf, misused, withDatabase, withMadeServer } from './command.ts'
import { leaveEvidence, unwritten } from './evidence.ts'
import { eraseAfterRestore } from './privacy.ts'

export const migrate: Command = {
  name: 'migrate',
  usage: '',
  summary: 'Bring the database to the present schema.',
  run: call =>
    withDatabase(call, async ({ ready }) =>
      call.say(
        ready.migrated === 0 ? 'The schema is current.' : `${ready.migrated} migrations were applied.`,
      ),
    ),
}

export const build: Command = {
  name: 'build',
  usage: '',
  summary: 'Build the staff client, where its sources have changed.',
  run: async call => call.say(`The staff client is built: ${await staffClient(call.note)}`),
}

const sizeOf = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`

export const backup: Command = {
  name: 'backup',
  usage: '[--verify]',
  summary:
    'Copy the embedded database, also while it is in use, into one encrypted file; --verify tries the copy.',
  run: async call => {
    if (call.words.some(w => w !== '--verify')) throw misused(backup, 'That is not how a backup is made')
    const keys = await keysOf(call)
    call.note('Copying the database ...')
    const made = await makeBackup(call.config, keys, Temporal.Now.instant())
    call.say(`${made.path} (${sizeOf(made.bytes)})`)
    if (call.words.includes('--verify')) await tellVerified(call, made.path)
  },
}

export const verify: Command = {
  name: 'verify',
  usage: 'FILE',
  summary:
    'Try a backup: restore it aside, read every row of it, and remove it again. Leaves the outcome as evidence of the measures.',
  run: async call => tellVerified(call, oneFile(call, verify)),
}

async function tellVerified(call: Call, file: string): Promise<void> {
  call.note('Restoring it aside and reading every row ...')
  const keys = await presentKeys(call)
  const tried = await verifyBackup(call.config, keys, file).catch(async (error: unknown) => {
    // A name that was mistyped says nothing of a backup.
    if ((await stat(file).catch(() => null))?.isFile())
      await leaveInDatabase(call, backupFailed(await madeAt(file)))
    throw error
  })
  await leaveInDatabase(call, backupTried(tried))
  const rows = tried.databases.reduce((n, d) => n + d.rows, 0)
  call.say(`The backup of ${tried.made_at} is whole: ${rows} rows were read.`)
}

/** Where a backup is tried there may be no database: then there is nowhere to write it down. */
async function leaveInDatabase(call: Call, proof: Proof): Promise<void> {
  await withMadeServer(call, server =>
    withClient(server.url, client => leaveEvidence(call, client, { by: 'backup', proofs: [proof] })),
  ).catch((error: unknown) => unwritten(call, error))
}

/** Written into what was put back, at the present schema: it is the database from here on. */
async function leaveInRestored(
  call: Call,
  restored: Restored,
  again: number | null | 'failed',
): Promise<void> {
  const proofs = [backupRestored(restored, again)]
  await withDatabase(call, ({ client }) => leaveEvidence(call, client, { by: 'backup', proofs })).catch(
    (error: unknown) => unwritten(call, error),
  )
}

export const restore: Command = {
  name: 'restore',
  usage: 'FILE',
  summary: 'Put a backup into an empty data folder.',
  run: async call => {
    const file = oneFile(call, restore)
    const keys = await presentKeys(call)
    call.note('Restoring ...')
    const done = await restoreBackup(call.config, keys, file)
    for (const d of done.databases) call.say(`${d.name}: ${d.tables} tables, ${d.rows} rows`)
    call.say(`Restored as it was on ${done.made_at}. What was done after that is not in it.`)
    const again = await eraseAfterRestore(call, file).catch(async (error: unknown) => {
      await leaveInRestored(call, done, 'failed')
      throw error
    })
    await leaveInRestored(call, done, again)
  },
}

function oneFile(call: Call, command: Command): string {
  const [file, ...more] = call.words
  if (file === undefined || more.length > 0) throw misused(command, 'Name one file')
  return file
}

/** A file that is not there is not made: new keys open no old backup. */
async function presentKeys(call: Call) {
  const path = call.config.keysFile
  if (!(await stat(path).catch(() => undefined))) {
    throw new StartError(
      `The key file ${path} is not there, and only its keys open a backup: put your copy of it back, or set KAFT_KEYS.`,
    )
  }
  return (await openKeys(path, [])).keys
}

export const settings: Command = {
  name: 'settings',
  usage: '',
  summary: 'Print the table of settings, as in docs/operating.md.',
  run: async call => call.say(settingsTable().trimEnd()),
}
