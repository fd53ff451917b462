import { isAbsolute, relative, resolve } from 'node:path'
import { distance } from './distance.ts'
import {
  address,
  choice,
  hosts,
  onOff,
  path,
  several,
  setting,
  type Setting,
  text,
  whole,
} from './config-kinds.ts'
import { practiceSettings } from './config-practice.ts'
import { oidcSettings } from './config-oidc.ts'
import { expectInEea, placeSettings } from './config-places.ts'
import { StartError } from './start-error.ts'

export { StartError }

/** Every setting there is. `docs/operating.md` is printed from this table, and any other `KAFT_*` stops the start. */
export const settings = {
  host: setting(
    'KAFT_HOST',
    text('a host name or address', /^[A-Za-z0-9.:_-]{1,253}$/),
    '127.0.0.1',
    'Address on which the doors listen. The default is reached from this machine only; use 0.0.0.0 in a container or behind a proxy on another machine.',
  ),
  port: setting('KAFT_PORT', whole(0, 65535), '8080', 'Port of the web door. 0 takes any free one.'),
  sip2Port: setting(
    'KAFT_SIP2_PORT',
    whole(0, 65535),
    '6001',
    'Port of the SIP2 door for self-service machines. 0 takes any free one. Not set: where another program has 6001, Kaft says so and opens without this door.',
  ),
  publicUrl: setting(
    'KAFT_PUBLIC_URL',
    address('an address that begins with http:// or https://', 'http:', 'https:'),
    undefined,
    'Address by which people reach Kaft, when a proxy stands before it. With https, cookies are sent over https only.',
  ),
  trustProxy: setting(
    'KAFT_TRUST_PROXY',
    onOff,
    'off',
    "On: the caller's address is the last one in X-Forwarded-For. Only behind one proxy, which writes it there.",
  ),
  dataFolder: setting(
    'KAFT_DATA',
    path,
    './var',
    'Folder of everything that Kaft keeps: the embedded database (pg18), its log, files.',
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    address('an address that begins with postgresql://', 'postgresql:', 'postgres:'),
    undefined,
    'A PostgreSQL server (18 or later) of your own, instead of the embedded one.',
  ),
  deskConnections: setting(
    'KAFT_DESK_CONNECTIONS',
    whole(1, 200),
    '5',
    'Connections to the database that a process keeps for the desk: five for each two processors that the database has, or less where several processes share it (ADR 49).',
  ),
  bulkConnections: setting(
    'KAFT_BULK_CONNECTIONS',
    whole(1, 50),
    '4',
    'Connections to the database that a process keeps for imports, lists and jobs.',
  ),
  keysFile: setting(
    'KAFT_KEYS',
    path,
    './keys/kaft.keys',
    'File with the keys to what is encrypted. Outside of the data folder and of every backup; keep a copy of it elsewhere.',
  ),
  backupFolder: setting(
    'KAFT_BACKUPS',
    path,
    undefined,
    'Folder for encrypted backups; without it, the folder backups in the data folder. A folder on another disk is better.',
  ),
  backupDays: setting(
    'KAFT_BACKUP_DAYS',
    whole(1, 730),
    '35',
    'How many days a backup is kept: a new one removes older ones from its folder. So long, at most, somebody who was erased is in a backup.',
  ),
  smtpUrl: setting(
    'KAFT_SMTP_URL',
    address('an address that begins with smtp:// or smtps://', 'smtp:', 'smtps:'),
    undefined,
    'Mail server for messages to patrons, with login and password where it wants them. Without it every message is a letter to print.',
  ),
  mailFrom: setting(
    'KAFT_MAIL_FROM',
    text('an e-mail address', /^[^\s@<>]+@[^\s@<>]+$/),
    undefined,
    'The address that messages come from. Needed with KAFT_SMTP_URL.',
  ),
  uitpasUrl: setting(
    'KAFT_UITPAS_URL',
    address('an address that begins with https:// or http://', 'https:', 'http:'),
    undefined,
    'The UiTPAS interface, to ask whether a pass has a social tariff. Without it a proof on paper is asked.',
  ),
  uitpasKey: setting(
    'KAFT_UITPAS_KEY',
    text('the client id that UiTPAS gave', /^[\x21-\x7e]{1,200}$/),
    undefined,
    'What this installation identifies itself with to UiTPAS. Needed with KAFT_UITPAS_URL.',
  ),
  magdaUrl: setting(
    'KAFT_MAGDA_URL',
    address('an address that begins with https:// or http://', 'https:', 'http:'),
    undefined,
    'MAGDA, to ask addresses of the national register. Nothing is asked before a library has recorded its authorisation in the settings. Messages are not signed (WS-Security): where that is asked, point this at a gateway that signs.',
  ),
  magdaSender: setting(
    'KAFT_MAGDA_SENDER',
    text('the sender address (URI) that MAGDA gave', /^[\x21-\x7e]{1,200}$/),
    undefined,
    'The address by which MAGDA knows this installation. Needed with KAFT_MAGDA_URL.',
  ),
  magdaCapacity: setting(
    'KAFT_MAGDA_CAPACITY',
    text('the code of the capacity (hoedanigheid) that MAGDA gave', /^[A-Za-z0-9]{1,20}$/),
    undefined,
    'In which capacity (hoedanigheid) this installation asks. Needed with KAFT_MAGDA_URL.',
  ),
  magdaCertificate: setting(
    'KAFT_MAGDA_CERTIFICATE',
    path,
    undefined,
    'File with the certificate and the key (PEM) that the line to MAGDA shows. Not set: the line shows none.',
  ),
  feedFolder: setting(
    'KAFT_FEEDS',
    path,
    undefined,
    'Folder with a folder for each feed of titles: a new file in it is imported by the rules of the profile that names the folder.',
  ),
  feedHosts: setting(
    'KAFT_FEED_HOSTS',
    hosts,
    undefined,
    'Hosts of other catalogues that may be asked (feeds over OAI-PMH, copy cataloguing over SRU and Z39.50) and of covers, separated by commas, with the port where it is not the usual one. No other host is ever asked.',
  ),
  coversMb: setting(
    'KAFT_COVERS_MB',
    whole(0, 1_000_000),
    '2000',
    'How many megabytes fetched covers may take in the data folder; the longest known go first. They can be thrown away: what is missing is drawn, and fetched again.',
  ),
  ...placeSettings,
  ...oidcSettings,
  ...practiceSettings,
  log: setting(
    'KAFT_LOG',
    choice('debug', 'info', 'warn', 'silent'),
    'info',
    'How much is written to the log.',
  ),
  doors: setting(
    'KAFT_DOORS',
    several('http', 'jobs', 'sip2'),
    'http,jobs,sip2',
    'What this process does: answer the web (http), run the jobs (jobs), answer self-service machines (sip2), or some of them.',
  ),
  demo: setting(
    'KAFT_DEMO',
    choice('on', 'off', 'auto'),
    'auto',
    'Whether an empty database is filled with the demonstration: invented people, real books. auto: yes in the embedded database, no where DATABASE_URL is set.',
  ),
  testNumbers: setting(
    'KAFT_TEST_NUMBERS',
    choice('on', 'off', 'auto'),
    'auto',
    'Whether national numbers of invented people (month + 60) are accepted. auto: in the demonstration only. Not possible at an https address without the demonstration.',
  ),
} as const

type ValueOf<S> = S extends Setting<infer T> ? (S extends { fallback: string } ? T : T | undefined) : never
type Raw = { readonly [K in keyof typeof settings]: ValueOf<(typeof settings)[K]> }

export interface Config extends Omit<Raw, 'publicUrl' | 'backupFolder' | 'demo' | 'testNumbers'> {
  /** Without a slash at the end. */
  readonly publicUrl: string
  readonly backupFolder: string
  /** True when an empty database is filled with the demonstration. */
  readonly demo: boolean
  readonly testNumbers: boolean
  /** Whether the SIP2 port was asked for: then a taken one stops the start. */
  readonly sip2Asked: boolean
}

/** Set by the test runner for the test files, and read by them alone. */
const others = ['KAFT_TEST_PG']

/**
 * Reads the settings from an environment. Paths become absolute, seen from `cwd`.
 *
 * @throws StartError naming every setting that is unknown or malformed
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, cwd: string): Config {
  const faults = unknownNames(env)
  const raw: Record<string, unknown> = {}
  for (const [key, s] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const given = env[s.name]
    const value = given ?? s.fallback
    raw[key] = value === undefined ? undefined : s.kind.read(value)
    if (value !== undefined && raw[key] === undefined) faults.push(`${s.name} must be ${s.kind.expects}`)
  }
  if (faults.length > 0) throw new StartError(`${faults.join('; ')}.`)
  return { ...derive(raw as unknown as Raw, cwd), sip2Asked: env[settings.sip2Port.name] !== undefined }
}

/** What is needed together, and what must not stand together. @throws StartError */
function expectWhole(raw: Raw, demo: boolean): void {
  if (raw.uitpasUrl !== undefined && raw.uitpasKey === undefined) {
    throw new StartError('KAFT_UITPAS_URL is set and KAFT_UITPAS_KEY is not: UiTPAS must know who asks.')
  }
  if (raw.magdaUrl !== undefined && (raw.magdaSender === undefined || raw.magdaCapacity === undefined)) {
    throw new StartError(
      'KAFT_MAGDA_URL is set, and KAFT_MAGDA_SENDER or KAFT_MAGDA_CAPACITY is not: MAGDA must know who asks.',
    )
  }
  if (raw.oidcUrl !== undefined && (raw.oidcClient === undefined || raw.oidcSecret === undefined)) {
    throw new StartError(
      'KAFT_OIDC_URL is set, and KAFT_OIDC_CLIENT or KAFT_OIDC_SECRET is not: the provider must know who asks.',
    )
  }
  const outside = [
    raw.databaseUrl,
    raw.smtpUrl,
    raw.magdaUrl,
    raw.uitpasUrl,
    raw.oidcUrl,
    raw.feedHosts,
    raw.practicePort,
  ]
  if (raw.practiceSecret !== undefined && (!demo || outside.some(one => one !== undefined))) {
    throw new StartError(
      'KAFT_PRACTICE_SECRET is set, so this is a practice room: it has a database of its own with the demonstration, and speaks to nobody outside.',
    )
  }
  if (raw.smtpUrl !== undefined && raw.mailFrom === undefined) {
    throw new StartError(
      'KAFT_SMTP_URL is set and KAFT_MAIL_FROM is not: messages need an address that they come from.',
    )
  }
}

function derive(raw: Raw, cwd: string): Omit<Config, 'sip2Asked'> {
  const dataFolder = resolve(cwd, raw.dataFolder)
  const keysFile = resolve(cwd, raw.keysFile)
  const below = relative(dataFolder, keysFile)
  if (!below.startsWith('..') && !isAbsolute(below)) {
    throw new StartError(
      `KAFT_KEYS (${keysFile}) lies in the data folder ${dataFolder}: whoever takes a copy of the data would take the keys along; choose another folder.`,
    )
  }
  const demo = raw.demo === 'on' || (raw.demo === 'auto' && raw.databaseUrl === undefined)
  if (raw.testNumbers === 'on' && !demo && raw.publicUrl?.startsWith('https:')) {
    throw new StartError(
      'KAFT_TEST_NUMBERS is on at an https address without the demonstration: invented people must not mix with real ones; set it off, or set KAFT_DEMO on.',
    )
  }
  expectWhole(raw, demo)
  expectInEea(raw)
  const host = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(raw.host) ? 'localhost' : raw.host
  return {
    ...raw,
    dataFolder,
    keysFile,
    demo,
    testNumbers: raw.testNumbers === 'on' || (raw.testNumbers === 'auto' && demo),
    backupFolder: resolve(cwd, raw.backupFolder ?? resolve(dataFolder, 'backups')),
    publicUrl: (raw.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${raw.port}`).replace(
      /\/+$/,
      '',
    ),
  }
}

function unknownNames(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = [...Object.values(settings).map(s => s.name), ...others]
  return Object.keys(env)
    .filter(name => name.startsWith('KAFT_') && !known.includes(name))
    .toSorted()
    .map(name => {
      const near = known.find(k => distance(k, name) <= 2)
      return `${name} is not a setting of Kaft${near ? ` (did you mean ${near}?)` : ''}`
    })
}
