import type { CopyTarget, TargetState } from '@kaft/contract'

/** Where a target is, of either protocol. */
export interface At {
  readonly host: string
  readonly port: number
  readonly database: string
}
const Z3950 = /^([a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?):(\d{1,5})\/([\w.-]{1,60})$/i

/** `host:port/database` of a Z39.50 target; null where it is written otherwise. Nothing in it can be read as an option. */
export function zAddress(address: string): At | null {
  const [, host, port, database] = Z3950.exec(address) ?? []
  if (host === undefined || port === undefined || database === undefined) return null
  const number = Number(port)
  return number >= 1 && number <= 65_535 ? { host: host.toLowerCase(), port: number, database } : null
}

/** The port that Z39.50 has of old (IANA), which a list of hosts need not name. */
const Z_PORT = 210

type Where = Pick<CopyTarget, 'protocol' | 'address'>

/** Whether a target stands at one of the hosts that this installation declares: `host`, or `host:port`. */
export function isDeclared({ protocol, address }: Where, hosts: readonly string[]): boolean {
  if (protocol === 'sru') {
    if (!URL.canParse(address)) return false
    const { protocol: scheme, host, username, password } = new URL(address)
    const plain = username === '' && password === '' && ['http:', 'https:'].includes(scheme)
    return plain && hosts.includes(host.toLowerCase())
  }
  const at = zAddress(address)
  if (!at) return false
  return hosts.includes(`${at.host}:${at.port}`) || (at.port === Z_PORT && hosts.includes(at.host))
}

const SRU_INDEX =
  /^[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)?(?: (?:=|==|<>|all|any|adj|exact|scr|within)(?:\/[\w.=]+)*)?$/
const Z_ATTRIBUTES = /^@attr (?:\w+ )?[1-9]\d?=[\w.-]+(?: @attr (?:\w+ )?[1-9]\d?=[\w.-]+){0,5}$/

type Faulty = 'address' | 'version' | 'isbn' | 'title' | 'author'
/** The first field by which a target could not be asked; null where it can. */
export function faultOf(t: Omit<CopyTarget, 'target_id' | 'state'>): Faulty | null {
  if (t.protocol === 'z3950') {
    if (!zAddress(t.address)) return 'address'
  } else {
    if (!URL.canParse(t.address) || !/^https?:$/.test(new URL(t.address).protocol)) return 'address'
    const { username, password, hash } = new URL(t.address)
    if (username !== '' || password !== '' || hash !== '') return 'address'
    if (t.sru_version === null) return 'version'
  }
  const shape = t.protocol === 'sru' ? SRU_INDEX : Z_ATTRIBUTES
  return (['isbn', 'title', 'author'] as const).find(name => !shape.test(t.indexes[name])) ?? null
}

/** What keeps a target from being asked, the first thing that somebody would have to change. */
export function stateOf(
  t: Where & { readonly active: boolean; readonly open: boolean },
  here: { readonly hosts: readonly string[]; readonly program: boolean },
): TargetState {
  if (!t.active) return 'off'
  if (!isDeclared(t, here.hosts)) return 'host_not_declared'
  if (!t.open) return 'coupling_closed'
  return t.protocol === 'z3950' && !here.program ? 'no_program' : 'ready'
}

/** What is searched; at least one of them is there. */
export type Wanted = Partial<Record<'isbn' | 'title' | 'author', string>>
const NAMES = ['isbn', 'title', 'author'] as const
const given = (wanted: Wanted, indexes: CopyTarget['indexes']) =>
  NAMES.flatMap(name => {
    const term = wanted[name]?.trim()
    return term ? [{ index: indexes[name], term: name === 'isbn' ? term.replace(/[\s-]/g, '') : term }] : []
  })
export const asksNothing = (wanted: Wanted): boolean => NAMES.every(name => !wanted[name]?.trim())

/** Signs that mean something to a query language are no part of what somebody looks for. */
const bare = (term: string): string => term.replace(/[\\"*?^\p{Cc}]/gu, ' ').trim()

/** The question in CQL: a term is quoted, and has no quote in it. */
export const cqlOf = (wanted: Wanted, indexes: CopyTarget['indexes']): string =>
  given(wanted, indexes)
    .map(({ index, term }) => `${index.includes(' ') ? index : `${index} =`} "${bare(term)}"`)
    .join(' and ')

/** The question in the prefix notation of YAZ (PQF), where an operator stands before its operands. */
export function pqfOf(wanted: Wanted, indexes: CopyTarget['indexes']): string {
  const parts = given(wanted, indexes).map(({ index, term }) => `${index} "${bare(term)}"`)
  return `${'@and '.repeat(parts.length - 1)}${parts.join(' ')}`
}
