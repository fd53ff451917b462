import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Client, withClient } from '../../base/client.ts'
import { StartError } from '../../base/start-error.ts'
import { noteProofs, type Proof, readReport, type TestReport, testsRun } from '../../modules/privacy/index.ts'
import { type Call, type Command, misused, withMadeServer } from './command.ts'

const ROOT = join(import.meta.dirname, '../../../..')

/** The version of the program that runs. */
export async function versionHere(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  return version
}

export interface Seen {
  readonly by: Parameters<typeof noteProofs>[1]['by']
  readonly proofs: readonly Proof[]
}

/**
 * Leaves what a command saw as evidence of the measures. The command did its work already: where it cannot be written,
 * say on a database of before this, that is told and nothing more.
 */
export async function leaveEvidence(call: Call, client: Client, seen: Seen): Promise<void> {
  try {
    await client.query('set role kaft_owner')
    await noteProofs(client, { ...seen, at: Temporal.Now.instant() })
  } catch (error) {
    unwritten(call, error)
  } finally {
    await client.query('reset role').catch(() => undefined)
  }
}
export const unwritten = (call: Call, error: unknown): void =>
  call.note(`It could not be written down as evidence of the measures: ${(error as Error).message}`)

export const evidence: Command = {
  name: 'evidence',
  usage: 'FILE',
  summary:
    'Write down a whole run of the tests of this version as evidence of the measures: FILE comes from npm test -- --report FILE.',
  run: async call => {
    const [file, ...more] = call.words
    if (file === undefined || more.length > 0) throw misused(evidence, 'Name one file')
    const report = await reportIn(file)
    const proofs = testsRun(report)
    const at = Temporal.Instant.from(report.made_at)
    const made = await withMadeServer(call, server =>
      withClient(server.url, async client => {
        await client.query('set role kaft_owner')
        return noteProofs(client, { by: 'tests', proofs, at })
      }),
    )
    for (const proof of proofs) call.say(`${proof.measure}: ${proof.outcome}`)
    call.say(
      made === 0
        ? 'This run was written down before.'
        : `${made} proofs were written down: they show under Privacy, Maatregelen.`,
    )
  },
}

/** @throws StartError where the file is no report of a whole run of this version */
async function reportIn(file: string): Promise<TestReport> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartError(
      `The report ${file} cannot be read (${(error as { code?: string }).code ?? dirname(file)}).`,
    )
  })
  const report = readReport(text)
  if (report === null) throw new StartError(`${file} is no report of npm test -- --report FILE.`)
  if (!report.whole)
    throw new StartError(
      `${file} tells of a choice of the tests: run all of them, npm test -- --report FILE.`,
    )
  const here = await versionHere()
  if (report.kaft !== here)
    throw new StartError(`${file} tells of Kaft ${report.kaft}, and this is Kaft ${here}.`)
  if (Temporal.Instant.compare(Temporal.Instant.from(report.made_at), Temporal.Now.instant()) > 0)
    throw new StartError(`${file} is of a moment that has not been: look at the clocks of both machines.`)
  return report
}
