import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDoor } from './door/open-door.ts'
import { keepSettings, openPairing, readSettings } from './door/pairing.ts'
import { openDevices } from './open-devices.ts'
import { simulatedDevices, simulatorDoor } from './simulator.ts'

/** Where the staff client looks for a helper; see `docs/helper.md`. */
const PORT = 17345

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: String(PORT) },
    settings: { type: 'string', default: join(homedir(), '.kaft-helper.json') },
    simulate: { type: 'boolean', default: false },
    reader: { type: 'string' },
    receipt: { type: 'string' },
    label: { type: 'string' },
    rfid: { type: 'string' },
    terminal: { type: 'string' },
  },
})

async function start(): Promise<void> {
  const { port, settings, simulate, ...places } = values
  if (!/^[0-9]{1,5}$/.test(port)) throw new Error(`${port} is not a port.`)
  const simulated = simulate ? simulatedDevices() : null
  const { pairs } = await readSettings(settings)
  const pairing = openPairing(pairs, next => keepSettings(settings, { pairs: next }))
  const door = await openDoor({
    port: Number(port),
    devices: simulated ?? openDevices(places),
    pairing,
    ...(simulated ? { simulator: simulatorDoor(simulated) } : {}),
  })
  say(`The helper listens on 127.0.0.1:${door.port}, for this machine only.`)
  if (simulated) say(`Its devices are simulated: open http://127.0.0.1:${door.port}/ to use them.`)
  say(
    pairs.length === 0
      ? 'No Kaft is paired yet.'
      : `Paired with ${pairs.map(pair => pair.origin).join(', ')}.`,
  )
  say(
    `To pair: Instellingen, Werkplekken, Toestellen, and the code ${pairing.code()}. Enter shows a new code.`,
  )
  process.stdin.on('data', () => say(`Code: ${pairing.code()}`)).on('error', () => undefined)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      process.stdin.destroy()
      void door.close()
    })
}

start().catch((fault: unknown) => {
  const taken = (fault as { code?: string }).code === 'EADDRINUSE'
  const text = taken ? 'The port of the helper is taken: does one run already?' : (fault as Error).message
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
})
