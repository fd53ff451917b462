import { readConfig } from './base/config.ts'
import { StartError } from './base/start-error.ts'
import type { Command } from './start/commands/command.ts'
import { doctor } from './start/commands/doctor.ts'
import { evidence } from './start/commands/evidence.ts'
import { createLibrary, createStaff } from './start/commands/found.ts'
import { importMarcFile } from './start/commands/import-marc.ts'
import { changeMachine, createMachine } from './start/commands/machine.ts'
import { moveIn } from './start/commands/move-in.ts'
import { openapi, schema } from './start/commands/print.ts'
import { eraseAgain, register, residue } from './start/commands/privacy.ts'
import { reindex } from './start/commands/reindex.ts'
import { backup, build, migrate, restore, settings, verify } from './start/commands/upkeep.ts'

const commands: readonly Command[] = [
  createLibrary,
  createStaff,
  createMachine,
  changeMachine,
  importMarcFile,
  reindex,
  moveIn,
  backup,
  verify,
  restore,
  eraseAgain,
  residue,
  register,
  migrate,
  doctor,
  evidence,
  build,
  openapi,
  schema,
  settings,
]

const help = (): string =>
  [
    'npm run kaft -- <command>',
    '',
    ...commands.map(c => `  ${`${c.name} ${c.usage}`.trimEnd()}\n      ${c.summary}`),
    '',
    'The settings are those of npm start, by environment: docs/operating.md.',
  ].join('\n')

const line = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`)

async function run(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    line(process.stdout)(help())
    return 0
  }
  const command = commands.find(c => c.name === name)
  if (!command) throw new StartError(`There is no command ${name}: npm run kaft -- help lists them.`)
  const config = readConfig(process.env, process.cwd())
  return (
    (await command.run({ config, words: rest, say: line(process.stdout), note: line(process.stderr) })) ?? 0
  )
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  line(process.stderr)(error instanceof StartError ? error.message : String((error as Error).stack))
  process.exitCode = 1
}
