import { stat, statfs } from 'node:fs/promises'
import { readDataMap, unknownKeys } from '../../base/catalogue/data-map.ts'
import { findHoles } from '../../base/catalogue/walls.ts'
import type { Client } from '../../base/client.ts'
import { withClient } from '../../base/client.ts'
import { schemaGaps } from '../../base/migrate.ts'
import { knownKeys, openRing } from '../keys.ts'
import { chainsLooked, dataMapLooked, type Proof, wallsLooked } from '../../modules/privacy/index.ts'
import { type Call, type Command, withMadeServer } from './command.ts'
import { leaveEvidence } from './evidence.ts'

interface Looked {
  readonly name: string
  /** What is wrong; nothing when all is well. */
  readonly faults: readonly string[]
  /** The measure that this is evidence of, told by how many faults there are. */
  readonly proves?: (faults: number) => Proof
}

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary:
    'Look whether schema, walls, data map, seals, certificates, keys, disk and clock are in order. Leaves that as evidence of the measures, and changes nothing else.',
  run: call =>
    withMadeServer(call, server =>
      withClient(server.url, async client => {
        let bad = 0
        const proved = new Map<NonNullable<Looked['proves']>, number>()
        for (const look of looks) {
          const { name, faults, proves } = await look(call, client)
          if (proves) proved.set(proves, (proved.get(proves) ?? 0) + faults.length)
          call.say(`${faults.length === 0 ? 'good' : 'BAD '}  ${name}`)
          for (const fault of faults) call.say(`        ${fault}`)
          bad += faults.length
        }
        const proofs = [...proved].map(([proves, faults]) => proves(faults))
        await leaveEvidence(call, client, { by: 'doctor', proofs })
        return bad === 0 ? 0 : 1
      }),
    ),
}

type Look = (call: Call, client: Client) => Promise<Looked>

const schema: Look = async (_, client) => ({
  name: 'the schema is current',
  faults: await schemaGaps(client),
})

const walls: Look = async (_, client) => {
  const { personal } = await readDataMap(client)
  const faults = await findHoles(client, [...new Set(personal.map(p => p.table))])
  return { name: 'the walls between libraries have no hole', faults, proves: wallsLooked }
}

const dataMap: Look = async (_, client) => {
  const { faults } = await readDataMap(client)
  return {
    name: 'the data map names every column and key',
    faults: [...faults, ...(await unknownKeys(client))],
    proves: dataMapLooked,
  }
}

const seals: Look = async (_, client) => {
  const { rows } = await client.query<{ seal: string | null; row: string | null }>(
    'select privacy.broken_seal() as seal, privacy.broken_row() as row',
  )
  const { seal, row } = rows[0] ?? { seal: null, row: null }
  const faults = [
    ...(seal === null
      ? []
      : [`seal ${seal} does not fit: rows of the access log were changed, added or removed`]),
    ...(row === null ? [] : [`row ${row} of the access log does not fit its own hash`]),
  ]
  return { name: 'the access log is sealed and unchanged', faults, proves: chainsLooked }
}

const certificates: Look = async (_, client) => {
  const { rows } = await client.query<{ broken: string | null; n: number }>(
    'select privacy.broken_certificate() as broken, (select count(*)::integer from privacy.certificate) as n',
  )
  const { broken, n } = rows[0] ?? { broken: null, n: 0 }
  return {
    name: `the chains of the ${n} certificates of erasure are unbroken`,
    faults:
      broken === null
        ? []
        : [`certificate ${broken} does not fit the one before it: one of them was changed, added or removed`],
    proves: chainsLooked,
  }
}

const months: Look = async (_, client) => {
  const { rows } = await client.query<{ n: number }>(
    'select circulation.months_ahead(organisation.today()) as n',
  )
  const n = rows[0]?.n ?? 0
  return { name: 'events have room for two months', faults: n >= 2 ? [] : [`${n} months are ready`] }
}

const LEAST_FREE = 1024 ** 3

const disk: Look = async call => {
  const { bavail, bsize } = await statfs(call.config.dataFolder)
  const free = bavail * bsize
  const faults =
    free >= LEAST_FREE
      ? []
      : [`${Math.round(free / 1024 / 1024)} MB are free on the disk of ${call.config.dataFolder}`]
  return { name: 'the disk has a gigabyte free', faults }
}

const keys: Look = async (call, client) => {
  const name = 'the key file is the one of this database, and closed to others'
  try {
    await openRing(call.config.keysFile, await presentOnly(call, client))
    return { name, faults: [] }
  } catch (error) {
    return { name, faults: [(error as Error).message] }
  }
}

/** `openRing` would make a file that is not there; the doctor only looks. */
async function presentOnly(call: Call, client: Client) {
  const known = await knownKeys(client)
  if (known.length === 0 && !(await stat(call.config.keysFile).catch(() => undefined))) {
    throw new Error(`The key file ${call.config.keysFile} has not been made yet: start Kaft once.`)
  }
  return known
}

const MOST_APART_MS = 2000

const clock: Look = async (_, client) => {
  const { rows } = await client.query<{ at: string; brussels: string }>(
    "select extract(epoch from clock_timestamp())::text as at, to_char(now() at time zone 'Europe/Brussels', 'YYYY-MM-DD HH24') as brussels",
  )
  const [row] = rows
  const apart = Math.abs(Number(row?.at) * 1000 - Date.now())
  const here = Temporal.Now.zonedDateTimeISO('Europe/Brussels')
  const hour = `${here.toPlainDate().toString()} ${String(here.hour).padStart(2, '0')}`
  const faults = [
    ...(apart <= MOST_APART_MS
      ? []
      : [`the clocks of Kaft and of the database are ${Math.round(apart)} ms apart`]),
    ...(row?.brussels === hour || here.minute === 0
      ? []
      : [`in Brussels it is ${hour} h here and ${row?.brussels} h in the database: update its time zones`]),
  ]
  return { name: 'the clocks agree, also on Brussels', faults }
}

const looks: readonly Look[] = [schema, walls, dataMap, seals, certificates, months, keys, disk, clock]
