import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { ledgerIn } from '../base/backup-leftovers.ts'
import { type Config, StartError } from '../base/config.ts'
import type { Db } from '../base/db.ts'
import type { Log } from '../base/log.ts'
import { openMailer } from '../base/mail.ts'
import { type Magda, openMagda } from '../base/magda/magda.ts'
import { openPublicDb } from '../base/public-db.ts'
import { openOidc } from '../base/oidc/oidc.ts'
import { openUitpas } from '../base/uitpas.ts'
import { type DemoSheet, demoDoor } from '../doors/http/demo.ts'
import { healthDoor } from '../doors/http/health.ts'
import { type Metrics, metricsDoor, openMetrics } from '../doors/http/metrics.ts'
import { openHttpDoor } from '../doors/http/server.ts'
import { apiShortcuts, webAppDoor } from '../doors/http/web-app.ts'
import { jobGauges, jobLags } from '../doors/jobs/lag.ts'
import { coverDoor } from '../doors/public/cover-door.ts'
import { newsDoor } from '../doors/public/news-door.ts'
import { publicDoors } from '../doors/public/open-public.ts'
import { readerCookie } from '../doors/http/bind.ts'
import { readerDoor } from '../doors/reader/reader-door.ts'
import { openJobsDoor } from '../doors/jobs/run-jobs.ts'
import { allJobs } from '../jobs.ts'
import { coverDisk, keepTitles, remember, titleGauges } from '../modules/cataloguing/index.ts'
import type { Provider } from '../modules/organisation/oidc/sign-in-elsewhere.ts'
import { logAccess } from '../modules/privacy/index.ts'
import { allRoutes } from '../routes.ts'
import { openPools, openReaderPool, prepareDatabase, reachServer, type Ready } from './database.ts'
import type { Practice } from '../modules/organisation/routes.ts'
import { openPractice } from './practice/open-practice.ts'
import { openDemo } from './demo/open-demo.ts'
import type { Life } from './life.ts'
import { expectFreePort, portSentence } from './port.ts'
import { readiness } from './readiness.ts'
import { openSip2, sip2CanOpen } from './sip2.ts'
import { staffClient } from './web-app.ts'

/** What the person at the console is told once Kaft is open. */
export interface Opened {
  /** Address of the web door, or null when this process runs jobs only. */
  readonly address: string | null
  /** Host and port of the SIP2 door, or null where it is closed. */
  readonly sip2: string | null
  /** Who can sign in, where this is a demonstration. */
  readonly demo: DemoSheet | null
  /** Where a key file was made at this start. */
  readonly keysMade: string | null
}

/** What a start is given: the order of the end, the log, and words for the person at the console. */
export interface Hands {
  readonly life: Life
  readonly log: Log
  readonly note: (text: string) => void
}

/** Opens everything that this process is to do, from the ground up. */
export async function openKaft(config: Config, hands: Hands): Promise<Opened> {
  const { life, log, note } = hands
  const web = config.doors.includes('http')
  if (web) await expectFreePort(config)
  const machines = await sip2CanOpen(config, note)
  const server = await reachServer(config, text => log('warn', text))
  await life.keep(
    () => server.stop(),
    () => server.abort(),
  )
  const ready = await prepareDatabase(config, server)
  const client = web ? await staffClient(note) : null
  const db = openPools(ready, config)
  await life.keep(() => db.close())
  const demo = config.demo && ready.installation.demo ? await openDemo({ ready, server, db }, note) : null
  // Doors close in the reverse order: first nobody comes in any more, then the jobs end.
  if (config.doors.includes('jobs')) await openJobs(config, { ...hands, ready })
  const metrics = openMetrics(db)
  const practice = web ? await openPractice(config, { ...hands, ready, server }) : null
  const parts = { ...hands, ready, db, metrics, practice }
  const sip2 = machines
    ? `${config.host}:${await openSip2(config, { ...parts, registry: metrics.registry })}`
    : null
  const address = client === null ? null : await openWeb(config, { ...parts, demo, client })
  return { address, sip2, demo, keysMade: ready.keysMade ? config.keysFile : null }
}

const clock = () => Temporal.Now.instant()

/** The door to MAGDA; null where the installation has none. */
function magdaOf({ magdaUrl, magdaSender, magdaCapacity, magdaCertificate }: Config): Magda | null {
  if (!magdaUrl || !magdaSender || !magdaCapacity) return null
  const sender = { uri: magdaSender, capacity: magdaCapacity }
  return openMagda({ url: magdaUrl, sender, certificate: magdaCertificate })
}

/** From where titles may come by themselves. */
const feedsOf = ({ feedFolder, feedHosts }: Config) => ({
  folder: feedFolder ?? null,
  hosts: feedHosts ?? [],
})

/** Images that were fetched lie beside the database; whatever stands there can be fetched again. */
const coversOf = ({ dataFolder }: Config) => coverDisk(join(dataFolder, 'covers'))

/** The provider at which staff may sign in; null where the installation has none. */
async function providerOf(config: Config): Promise<Provider | null> {
  const { oidcUrl: url, oidcClient: client_id, oidcSecret } = config
  if (!url || !client_id || !oidcSecret) return null
  const secret = await readFile(oidcSecret, 'utf8').catch(() => {
    throw new StartError(`KAFT_OIDC_SECRET: the file ${oidcSecret} cannot be read.`)
  })
  const oidc = openOidc({
    url,
    client_id,
    secret: secret.trim(),
    scope: config.oidcScope,
    hosts: config.oidcHosts?.split(',').map(host => host.trim()) ?? [],
    org_claim: config.oidcOrgClaim,
    role_claim: config.oidcRoleClaim,
  })
  return { oidc, name: config.oidcName, strong: config.oidcStrong }
}

async function openJobs(config: Config, { ready, life, log }: Hands & { ready: Ready }): Promise<void> {
  const { smtpUrl, mailFrom } = config
  const mailer = smtpUrl && mailFrom ? openMailer(smtpUrl, mailFrom) : null
  await life.keep(async () => mailer?.close())
  const door = await openJobsDoor({
    connectionString: ready.urlFor('kaft_jobs'),
    jobs: allJobs({
      mailer,
      magda: magdaOf(config),
      erasedFile: ledgerIn(config.backupFolder),
      feeds: feedsOf(config),
      covers: {
        disk: coversOf(config),
        hosts: feedsOf(config).hosts,
        most_bytes: config.coversMb * 1_000_000,
      },
      site: config.publicUrl,
    }),
    base: { keys: ready.keys, testNumbers: config.testNumbers, logAccess },
    now: clock,
    log,
  })
  await life.keep(() => door.stop())
}

interface Parts extends Hands {
  readonly ready: Ready
  readonly db: Db
  readonly metrics: Metrics
  readonly demo: DemoSheet | null
  /** Folder of the staff client. */
  readonly client: string
  readonly practice: Practice | null
}

interface RoutesAsk extends Pick<Parts, 'log' | 'practice'> {
  readonly demo: boolean
  readonly site: { readonly origin: string }
}

/** Every operation, as this installation answers it. */
const routesOf = async (config: Config, { demo, site, log, practice }: RoutesAsk) => {
  const { uitpasUrl, uitpasKey } = config
  return allRoutes({
    demo,
    site,
    provider: await providerOf(config),
    log,
    ...(practice ? { practice } : {}),
    uitpas: uitpasUrl && uitpasKey ? openUitpas(uitpasUrl, uitpasKey) : null,
    magda: magdaOf(config),
    mails: Boolean(config.smtpUrl && config.mailFrom),
    feeds: feedsOf(config),
  })
}

/** The pools of those who are no staff, each by a role of its own. */
async function openOutside(ready: Ready, life: Life) {
  const publicDb = openPublicDb(ready.urlFor('kaft_public'))
  await life.keep(() => publicDb.close())
  const readers = openReaderPool(ready)
  await life.keep(() => readers.close())
  return { publicDb, readers }
}

async function openWeb(
  config: Config,
  { ready, db, metrics, demo, client, practice, life, log }: Parts,
): Promise<string> {
  const site = { origin: new URL(config.publicUrl).origin }
  const lags = () => jobLags(db, allJobs({ mailer: null, magda: null, erasedFile: '' }), clock())
  jobGauges(metrics.registry, lags)
  const { publicDb, readers } = await openOutside(ready, life)
  const kept = keepTitles(ready.urlFor('kaft_app'), log)
  await life.keep(() => kept.close())
  titleGauges(metrics.registry, kept)
  for (const way of [db, publicDb]) remember(way, kept)
  const address = { now: config.publicUrl }
  const routes = await routesOf(config, { demo: demo !== null, site, log, practice })
  const secure = config.publicUrl.startsWith('https:')
  const practised = config.practiceSecret !== undefined
  const cookie = readerCookie({ practice: practised })
  const outside = {
    keys: ready.keys,
    source: 'internet',
    testNumbers: config.testNumbers,
    logAccess,
  } as const
  const app = await openHttpDoor({
    routes,
    base: { db, keys: ready.keys, source: 'desk', testNumbers: config.testNumbers, logAccess },
    now: clock,
    log,
    metrics,
    secure,
    trustProxy: config.trustProxy,
    practice: practised,
    readers,
    beside: async app => {
      healthDoor(app, readiness({ db, lags }))
      metricsDoor(app, metrics)
      apiShortcuts(app)
      if (demo) demoDoor(app, demo)
      coverDoor(app, { db: publicDb, disk: coversOf(config), now: clock })
      newsDoor(app, { base: { ...outside, db }, now: clock })
      readerDoor(app, { routes, base: { ...outside, db }, readers, now: clock, secure, cookie })
      publicDoors(app, { db: publicDb, now: clock, base: () => address.now, mail: harvestersMail(config) })
      await webAppDoor(app, client)
    },
  })
  await life.keep(() => closeDoor(app))
  address.now = await listen(app, config)
  // A port that was chosen free is known only now.
  site.origin = new URL(address.now).origin
  return address.now
}

/** Whom a harvester of the catalogue may write to (OAI-PMH 2.0, adminEmail). */
const harvestersMail = ({ mailFrom, publicUrl }: Config): string =>
  mailFrom ?? `beheer@${new URL(publicUrl).hostname}`

/** A connection that was answering when the end began would be kept for a next request that is not let in. */
async function closeDoor(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
  await app.close().finally(() => clearInterval(sweep))
}

async function listen(app: FastifyInstance, config: Config): Promise<string> {
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    throw portSentence(error, config)
  }
  const taken = app.server.address()
  const port = typeof taken === 'object' && taken !== null ? taken.port : config.port
  return config.port === 0 ? config.publicUrl.replace(/:0$/, `:${port}`) : config.publicUrl
}
