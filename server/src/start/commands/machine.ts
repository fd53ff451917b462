import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { StartError } from '../../base/start-error.ts'
import { makeMachine, NotFounded, setMachine } from '../../modules/organisation/index.ts'
import { type Command, misused, withDatabase } from './command.ts'

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const newPassword = (): string =>
  Array.from({ length: 20 }, () => LETTERS[randomInt(LETTERS.length)]).join('')

const sentence = <T>(work: Promise<T>): Promise<T> =>
  work.catch(error => {
    throw error instanceof NotFounded ? new StartError(error.message) : error
  })

const text = { type: 'string' } as const
function read<O extends NonNullable<Parameters<typeof parseArgs>[0]>['options'] & {}>(
  command: Command,
  words: readonly string[],
  options: O,
) {
  try {
    return parseArgs({ args: [...words], options }).values
  } catch (error) {
    throw misused(command, (error as Error).message.split('.')[0] ?? '')
  }
}

export const createMachine: Command = {
  name: 'create-machine',
  usage: '--branch CODE --login LOGIN --name NAME',
  summary: 'Make an account for a self-service machine (SIP2); its password is printed once.',
  run: async call => {
    const { branch, login, name } = read(createMachine, call.words, { branch: text, login: text, name: text })
    if (!branch || !login || !name) throw misused(createMachine, 'Branch, login and name are needed')
    await withDatabase(call, async ({ client, ready }) => {
      const password = newPassword()
      const by = { client, now: Temporal.Now.instant() }
      const made = await sentence(makeMachine(by, ready.keys, { branch, login, name, password }))
      call.say(`${made.login} can sign in with the password ${password}`)
    })
  },
}

/** Keys whose value is a list of codes, with commas; nothing behind the sign is none. */
const LISTS: ReadonlySet<string> = new Set(['lend_refuses', 'return_refuses'])
const valueOf = (key: string, value: string): unknown => {
  if (LISTS.has(key)) return value.split(',').filter(Boolean)
  if (value === 'on' || value === 'off') return value === 'on'
  return /^\d{1,2}$/.test(value) ? Number(value) : value
}

/** `may_pay=on`, `language=fr`, `max_connections=2`, `lend_refuses=cd,dvd`. */
function profileOf(set: readonly string[]): Record<string, unknown> {
  const profile: Record<string, unknown> = {}
  for (const word of set) {
    const at = word.indexOf('=')
    if (at < 1) throw misused(changeMachine, `${word} is not a key and a value`)
    const [key, value] = [word.slice(0, at), word.slice(at + 1)]
    profile[key] = valueOf(key, value)
  }
  return profile
}

const onOff = (value: string | undefined): { active?: boolean } => {
  if (value === undefined) return {}
  if (value !== 'on' && value !== 'off') throw misused(changeMachine, 'active is on or off')
  return { active: value === 'on' }
}

export const changeMachine: Command = {
  name: 'change-machine',
  usage: '--login LOGIN [--name NAME] [--active on|off] [--new-password] [--set KEY=VALUE ...]',
  summary: 'Change a self-service machine; docs/sip2.md lists the keys of its profile.',
  run: async call => {
    const asked = read(changeMachine, call.words, {
      login: text,
      name: text,
      active: text,
      'new-password': { type: 'boolean' },
      set: { type: 'string', multiple: true },
    })
    const { login, name } = asked
    if (!login) throw misused(changeMachine, 'The login is needed')
    const password = asked['new-password'] === true ? newPassword() : undefined
    const change = {
      ...(name ? { name } : {}),
      ...onOff(asked.active),
      ...(password === undefined ? {} : { password }),
      profile: profileOf(asked.set ?? []),
    }
    await withDatabase(call, async ({ client, ready }) => {
      await sentence(setMachine({ client, now: Temporal.Now.instant() }, ready.keys, { login, change }))
      call.say(
        password === undefined ? `${login} was changed.` : `${login} signs in with the password ${password}`,
      )
    })
  },
}
