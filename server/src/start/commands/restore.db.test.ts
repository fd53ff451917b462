import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeBackup } from '../../base/backup.ts'
import { ledgerIn } from '../../base/backup-leftovers.ts'
import { residueInDatabase, residueInFiles } from '../../base/catalogue/residue.ts'
import { type Client, withClient } from '../../base/client.ts'
import { type Config, readConfig } from '../../base/config.ts'
import { openDb } from '../../base/db.ts'
import { logAccess } from '../../modules/privacy/index.ts'
import { movingPersonal } from '../../modules/moving/index.ts'
import { privacyJobs } from '../../modules/privacy/jobs.ts'
import { prepareDatabase } from '../database.ts'
import { type Call, withServer } from './command.ts'
import { restore, verify } from './upkeep.ts'

const root = await mkdtemp(join(tmpdir(), 'kaft-restore-'))
after(() => rm(root, { recursive: true, force: true }))
const config = (data: string): Config =>
  readConfig(
    {
      KAFT_DATA: join(root, data),
      KAFT_KEYS: join(root, 'keys', 'kaft.keys'),
      KAFT_BACKUPS: join(root, 'backups'),
      KAFT_DEMO: 'off',
    },
    root,
  )
const said: string[] = []
const callOf = (data: string, words: readonly string[] = []): Call => ({
  config: config(data),
  words,
  say: line => void said.push(line),
  note: () => undefined,
})
const NAME = 'Blauwemarkering'

const evidenceIn = (data: string): Promise<{ outcome: string; says: string }[]> =>
  withServer(callOf(data), server =>
    withClient(server.url, async client => {
      const asked =
        "select outcome, says from privacy.measure_evidence where measure = 'backups' and source = 'backup'"
      return (await client.query<{ outcome: string; says: string }>(`${asked} order by evidence_id`)).rows
    }),
  )

const aRecord = async (client: Client): Promise<{ library_id: string; patron_id: string }> => {
  await client.query("select circulation.make_partitions('2026-11-25')")
  const { rows } = await client.query<{ library_id: string; patron_id: string }>(
    `with l as (insert into organisation.library (code, name, active) values ('R1', 'Bib Test', true) returning library_id)
     insert into patrons.patron (library_id, family_name, given_name, gender, email, language, message_channel, membership_type, member_since,
       member_until, provenance, registered_at)
     select library_id, n, 'Testpersoon', 'x', lower(n) || '@voorbeeld.be', 'nl', 'email', 'volwassene', '2020-01-01', '2025-01-01', '{}', now()
       from l, unnest(array['${NAME}', 'Buurman']) n returning library_id::text, patron_id::text`,
  )
  return rows[0]!
}

test('P83 a backup from before an erasure, put back: the person is gone, and nobody had to think of it', async () => {
  const first = callOf('first')
  const file = await withServer(first, async server => {
    const ready = await prepareDatabase(first.config, server)
    const record = await withClient(server.url, aRecord)
    const now = Temporal.Now.instant()
    const old = await makeBackup(first.config, ready.keys, now.subtract({ hours: 24 * 36 }))
    const made = await makeBackup(first.config, ready.keys, now)
    const files = await readdir(first.config.backupFolder)
    assert.ok(!files.some(name => old.path.endsWith(name)), 'older than thirty-five days: not kept')
    await withClient(server.url, client =>
      client.query(
        "insert into privacy.erasure (library_id, patron_id, parts, asked_at) values ($1, $2, '{everything}', now())",
        [record.library_id, record.patron_id],
      ),
    )
    const db = openDb({
      connection: { connectionString: ready.urlFor('kaft_jobs') },
      deskSize: 1,
      bulkSize: 1,
    })
    try {
      const job = privacyJobs(ledgerIn(first.config.backupFolder), [movingPersonal]).find(
        j => j.name === 'erase_asked',
      )!
      await job.handler({
        db,
        keys: ready.keys,
        now,
        secret: null,
        actor: null,
        source: 'job',
        operation: 'erase_asked',
        purpose: null,
        testNumbers: true,
        logAccess,
        log: () => undefined,
        signal: new AbortController().signal,
      })
    } finally {
      await db.close()
    }
    assert.deepEqual(await withClient(server.url, client => residueInDatabase(client, [NAME])), [])
    return made.path
  })

  const second = callOf('second', [file])
  await restore.run(second)
  assert.match(said.at(-1) ?? '', /^1 records that were erased after the backup were erased again/)
  await withServer(callOf('second'), server =>
    withClient(server.url, async client => {
      const { rows } = await client.query('select family_name from patrons.patron')
      assert.deepEqual(rows, [{ family_name: 'Buurman' }])
      assert.deepEqual(await residueInDatabase(client, [NAME]), [])
      const { rows: made } = await client.query('select because, people from privacy.certificate')
      assert.deepEqual(made, [{ because: 'replay', people: 1 }])
    }),
  )
  const [left, ...more] = await evidenceIn('second')
  assert.deepEqual(more, [])
  assert.equal(left?.outcome, 'good')
  assert.match(left?.says ?? '', /teruggezet: heel, \d+ tabellen .* doorlopen: 1 record opnieuw gewist\.$/)
  assert.deepEqual(await residueInFiles(join(root, 'second'), [NAME]), [])
  assert.deepEqual(await residueInFiles(join(root, 'backups'), [NAME]), [])
})

test('P107 a trial of a backup leaves evidence: in order when it is whole, and not when it was damaged; where there is no database it says so', async () => {
  const backups = join(root, 'backups')
  const name = (await readdir(backups)).find(file => file.endsWith('.backup')) ?? ''
  const file = join(backups, name)
  await verify.run(callOf('first', [file]))
  const damaged = join(root, 'damaged.backup')
  const bytes = await readFile(file)
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
  await writeFile(damaged, bytes)
  await assert.rejects(verify.run(callOf('first', [damaged])), /is damaged, cut short or was changed/)
  await assert.rejects(verify.run(callOf('first', [join(root, 'none.backup')])))
  assert.deepEqual(
    (await evidenceIn('first')).map(one => one.outcome),
    ['good', 'bad'],
    'a name that was mistyped is no evidence',
  )
  const told: string[] = []
  await verify.run({ ...callOf('nowhere', [file]), note: line => void told.push(line) })
  assert.match(told.at(-1) ?? '', /^It could not be written down as evidence .* no database of Kaft/)
})
