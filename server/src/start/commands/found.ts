import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type RoleCode, roles } from '@kaft/contract'
import { StartError } from '../../base/start-error.ts'
import { makeLibrary, makeStaff, NotFounded } from '../../modules/organisation/index.ts'
import { type Call, type Command, misused, withDatabase } from './command.ts'

export const createLibrary: Command = {
  name: 'create-library',
  usage: '--code CODE --name NAME --branch CODE=NAME [--branch CODE=NAME ...] [--agreement REFERENCE]',
  summary: 'Make a library and its branches, with its agreement from today on.',
  run: async call => {
    const { code, name, branch, agreement } = read(call, createLibrary, {
      branch: { type: 'string', multiple: true },
      agreement: { type: 'string' },
    })
    const branches = ((branch ?? []) as string[]).map(text => {
      const [code, name] = text.split('=', 2)
      if (!code || !name) throw misused(createLibrary, `${text} is not a branch`)
      return { code, name }
    })
    if (!code || !name || branches.length === 0)
      throw misused(createLibrary, 'Code, name and a branch are needed')
    const named =
      typeof agreement === 'string' && agreement.trim() !== '' ? { agreement: agreement.trim() } : {}
    const founded = { code, name, branches, ...named }
    await withDatabase(call, async ({ client }) => {
      await sentence(makeLibrary({ client, now: Temporal.Now.instant() }, founded))
      call.say(
        `Library ${code} was made with ${branches.length === 1 ? 'one branch' : `${branches.length} branches`}.`,
      )
    })
  },
}

const LEAST = 10
const roleCodes = Object.keys(roles) as RoleCode[]

export const createStaff: Command = {
  name: 'create-staff',
  usage: '--library CODE --login LOGIN --name NAME --initials AB --role ROLE',
  summary: `Make a personal account; the password is asked for, or read from standard input. Roles: ${roleCodes.join(', ')}.`,
  run: async call => {
    const { library, login, name, initials, role } = read(call, createStaff)
    if (!library || !login || !name || !initials)
      throw misused(createStaff, 'Library, login, name and initials are needed')
    const known = roleCodes.find(r => r === role)
    if (!known) throw misused(createStaff, `The role is one of ${roleCodes.join(', ')}`)
    const password = await askPassword()
    if (password.length < LEAST) throw new StartError(`The password needs ${LEAST} characters or more.`)
    await withDatabase(call, async ({ client, ready }) => {
      const ask = { library, login, name, initials, role: known, password }
      const made = await sentence(makeStaff({ client, now: Temporal.Now.instant() }, ready.keys, ask))
      call.say(`${made.login} can sign in.`)
    })
  },
}

const words = ['code', 'name', 'library', 'login', 'initials', 'role'] as const
type Words = Partial<Record<(typeof words)[number], string>>

function read(
  call: Call,
  command: Command,
  more: Record<string, { type: 'string'; multiple?: boolean }> = {},
): Words & Record<string, unknown> {
  const options = { ...Object.fromEntries(words.map(w => [w, { type: 'string' as const }])), ...more }
  try {
    return parseArgs({ args: [...call.words], options }).values
  } catch (error) {
    throw misused(command, (error as Error).message.split('.')[0] ?? '')
  }
}

const sentence = <T>(work: Promise<T>): Promise<T> =>
  work.catch(error => {
    throw error instanceof NotFounded ? new StartError(error.message) : error
  })

/** Not echoed on a terminal, and never a word of the command line, where every process of the machine can read it. */
async function askPassword(): Promise<string> {
  const terminal = process.stdin.isTTY
  const unseen = new Writable({ write: (_part, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: unseen, terminal })
  if (terminal) process.stderr.write('Password (it is not shown): ')
  try {
    for await (const line of reader) return line
    return ''
  } finally {
    reader.close()
    if (terminal) process.stderr.write('\n')
  }
}
