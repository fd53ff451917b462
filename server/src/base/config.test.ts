import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readConfig, settings, StartError } from './config.ts'
import { settingsTable } from './settings-table.ts'

const cwd = '/srv/kaft'
const stops = (env: Record<string, string>, message: RegExp) =>
  assert.throws(
    () => readConfig(env, cwd),
    (e: unknown) => e instanceof StartError && message.test(e.message),
  )

test('without settings, the defaults', () => {
  assert.deepEqual(readConfig({ PATH: '/bin' }, cwd), {
    host: '127.0.0.1',
    port: 8080,
    publicUrl: 'http://localhost:8080',
    trustProxy: false,
    dataFolder: '/srv/kaft/var',
    databaseUrl: undefined,
    deskConnections: 5,
    bulkConnections: 4,
    coversMb: 2000,
    keysFile: '/srv/kaft/keys/kaft.keys',
    backupDays: 35,
    backupFolder: '/srv/kaft/var/backups',
    log: 'info',
    doors: ['http', 'jobs', 'sip2'],
    demo: true,
    testNumbers: true,
    smtpUrl: undefined,
    mailFrom: undefined,
    uitpasUrl: undefined,
    uitpasKey: undefined,
    magdaUrl: undefined,
    magdaSender: undefined,
    magdaCapacity: undefined,
    magdaCertificate: undefined,
    euHosts: undefined,
    feedFolder: undefined,
    feedHosts: undefined,
    oidcUrl: undefined,
    oidcClient: undefined,
    oidcSecret: undefined,
    oidcHosts: undefined,
    oidcName: 'ACM/IDM',
    oidcScope: 'openid profile vo',
    oidcOrgClaim: 'vo_orgcode',
    oidcRoleClaim: 'kaft_rol_3d',
    oidcStrong: false,
    practicePort: undefined,
    practiceUrl: undefined,
    practiceSecret: undefined,
    sip2Port: 6001,
    sip2Asked: false,
  })
})

test('a setting that is given counts', () => {
  const c = readConfig(
    {
      KAFT_PORT: '0',
      KAFT_HOST: '::1',
      KAFT_DATA: '/data',
      KAFT_BACKUPS: 'elsewhere',
      KAFT_DOORS: 'jobs, http',
      KAFT_PUBLIC_URL: 'https://bib.example/',
      DATABASE_URL: 'postgresql://kaft@%2Frun%2Fpg:5432/kaft',
      KAFT_TRUST_PROXY: 'on',
    },
    cwd,
  )
  assert.equal(c.port, 0)
  assert.equal(c.dataFolder, '/data')
  assert.equal(c.backupFolder, '/srv/kaft/elsewhere')
  assert.deepEqual(c.doors, ['http', 'jobs'])
  assert.equal(c.publicUrl, 'https://bib.example')
  assert.equal(c.trustProxy, true)
})

test('the demonstration stays out of a server of your own unless asked for, and invented numbers with it', () => {
  const own = { DATABASE_URL: 'postgres://db/kaft', KAFT_EU_HOSTS: 'db=BE:own server' }
  assert.deepEqual(pick(readConfig(own, cwd)), [false, false])
  assert.deepEqual(pick(readConfig({ ...own, KAFT_DEMO: 'on' }, cwd)), [true, true])
  assert.deepEqual(pick(readConfig({ KAFT_DEMO: 'off' }, cwd)), [false, false])
  assert.deepEqual(pick(readConfig({ KAFT_DEMO: 'on', KAFT_TEST_NUMBERS: 'off' }, cwd)), [true, false])
  assert.deepEqual(pick(readConfig({ KAFT_DEMO: 'off', KAFT_TEST_NUMBERS: 'on' }, cwd)), [false, true])
  const open = { KAFT_PUBLIC_URL: 'https://bib.example', KAFT_TEST_NUMBERS: 'on' }
  stops({ ...open, KAFT_DEMO: 'off' }, /^KAFT_TEST_NUMBERS is on at an https address/)
  assert.deepEqual(pick(readConfig({ ...open, KAFT_DEMO: 'on' }, cwd)), [true, true])
})
const pick = (c: { demo: boolean; testNumbers: boolean }) => [c.demo, c.testNumbers]

test('an unknown or malformed setting is named, and so are all others', () => {
  stops({ KAFT_PROT: '8080' }, /^KAFT_PROT is not a setting of Kaft \(did you mean KAFT_PORT\?\)\.$/)
  stops({ KAFT_WHATEVER_ELSE: '' }, /^KAFT_WHATEVER_ELSE is not a setting of Kaft\.$/)
  stops(
    { KAFT_PORT: '80x', KAFT_LOG: 'loud', KAFT_X: '1' },
    /KAFT_X .*KAFT_PORT must be a whole number.*KAFT_LOG must be one of/,
  )
  for (const port of ['', ' ', '-1', '65536', '8e3', '0x50', '8080.0', '99999999999999999999']) {
    stops({ KAFT_PORT: port }, /^KAFT_PORT must be a whole number from 0 to 65535\.$/)
  }
  for (const doors of ['', 'http,', 'http,ftp', 'http,http'])
    stops({ KAFT_DOORS: doors }, /^KAFT_DOORS must be/)
  for (const url of ['mysql://x/y', 'kaft', '']) stops({ DATABASE_URL: url }, /^DATABASE_URL must be/)
  stops({ KAFT_PUBLIC_URL: 'ftp://bib' }, /^KAFT_PUBLIC_URL must be/)
  stops({ KAFT_DATA: '' }, /^KAFT_DATA must be/)
  stops({ KAFT_HOST: 'a b' }, /^KAFT_HOST must be/)
  stops({ KAFT_TRUST_PROXY: 'yes' }, /^KAFT_TRUST_PROXY must be on or off\.$/)
})

test('keys never lie in the data folder', () => {
  stops({ KAFT_KEYS: './var/kaft.keys' }, /^KAFT_KEYS .* lies in the data folder/)
  stops({ KAFT_DATA: '.', KAFT_KEYS: 'x/../kaft.keys' }, /^KAFT_KEYS/)
  assert.equal(readConfig({ KAFT_KEYS: './variant/kaft.keys' }, cwd).keysFile, '/srv/kaft/variant/kaft.keys')
})

test('whatever stands in a setting, the answer is a configuration or one sentence', () => {
  const names = Object.values(settings).map(s => s.name)
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary' })), env => {
      try {
        const c = readConfig(env, cwd)
        return c.port >= 0 && c.port <= 65535 && c.doors.length > 0
      } catch (e) {
        return e instanceof StartError && Object.keys(env).some(name => e.message.includes(name))
      }
    }),
  )
})

test('the printed table names each setting with its default', () => {
  const table = settingsTable()
  for (const s of Object.values(settings)) assert.match(table, new RegExp(`^\\| \`${s.name}\` \\|`, 'm'))
  assert.match(table, /^\| `KAFT_PORT` \| `8080` \| a whole number from 0 to 65535 \|/m)
})
