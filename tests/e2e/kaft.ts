import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type Demo, readDemo } from '../../demo/read-demo.ts'
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts'
import { placeForProgram, startProgram } from './program/run-program.ts'
import { type Scanner, scannerAt } from './scanner.ts'

/** The real program with its demonstration, and a real browser. */
export interface Kaft {
  readonly address: string
  readonly demo: Demo
  readonly browser: Browser
  /** Whatever no page should ever do: faults, dialogs, and calls to anywhere but Kaft. One line each. */
  readonly faults: string[]
  /** Addresses of helper programs that pages may speak to beside Kaft. */
  readonly helpers?: readonly string[]
  /** Ends everything that was started. */
  close(): Promise<void>
}

/** Somebody at a screen. */
export interface Desk {
  readonly page: Page
  readonly scanner: Scanner
  /** Calls the API as who is signed in here. Throws when it is refused. */
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answer>
  close(): Promise<void>
}
// biome-ignore format: one line
export type Answer = Readonly<Record<string, unknown>> & { readonly rows?: readonly Readonly<Record<string, unknown>>[] }

/**
 * Starts Kaft on a folder of its own with the demonstration loaded, and opens a browser.
 * `E2E_ADDRESS` names a running demonstration to use instead, for who works on a journey.
 */
export async function openKaft(): Promise<Kaft> {
  const demo = readDemo(Temporal.Now.plainDateISO('Europe/Brussels').toString())
  const program = await demonstration()
  const executablePath = await findChromium()
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] }).catch(async error => {
    await program.close()
    throw error
  })
  return {
    address: program.address,
    demo,
    browser,
    faults: [],
    close: async () => {
      await browser.close()
      await program.close()
    },
  }
}

async function demonstration(): Promise<{ address: string; close: () => Promise<void> }> {
  const running = process.env['E2E_ADDRESS']
  if (running !== undefined) return { address: running, close: async () => undefined }
  const place = await placeForProgram()
  try {
    const program = await startProgram({ ...place.env, KAFT_DEMO: 'on' })
    return {
      address: program.address,
      close: async () => {
        await program.stop()
        await place.remove()
      },
    }
  } catch (error) {
    await place.remove()
    throw error
  }
}

export interface Seat extends BrowserContextOptions {
  /** Login of the demonstration; absent: nobody is signed in yet. */
  readonly login?: string
  /** The workstation at which they sit: code of the branch and its how manieth, as the demonstration names its keys. */
  readonly workstation?: readonly [branch: string, place: number]
  /** Where the page opens; the desk unless said otherwise. */
  readonly at?: string
  /** Runs in the page before anything of Kaft does. */
  readonly before?: readonly (() => void)[]
}

/** Opens a page of its own, with nothing remembered but the workstation. */
export async function sitDown(kaft: Kaft, seat: Seat): Promise<Desk> {
  const { login, workstation, at = '/balie', before = [], ...options } = seat
  const context = await kaft.browser.newContext({
    locale: 'nl-BE',
    timezoneId: 'Europe/Brussels',
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
    ...options,
  })
  const key = workstation === undefined ? null : `demo-${workstation.join('-')}`
  if (key !== null) {
    await context.addInitScript(value => localStorage.setItem('kaft.workstation_key', value), key)
  }
  for (const script of before) await context.addInitScript(script)
  if (login !== undefined) {
    const data = { login, password: kaft.demo.password, ...(key === null ? {} : { workstation_key: key }) }
    const answer = await context.request.post(`${kaft.address}/api/v1/session`, { data })
    if (!answer.ok()) throw new Error(`${login} cannot sign in: ${answer.status()} ${await answer.text()}`)
  }
  const page = await context.newPage()
  noteFaults(page, kaft)
  await page.goto(`${kaft.address}${at}`)
  return {
    page,
    scanner: await scannerAt(page),
    ask: async (method, path, body) => {
      const url = `${kaft.address}/api/v1${path}`
      const answer = await context.request.fetch(url, {
        method,
        ...(body === undefined ? {} : { data: body }),
      })
      if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
      return (await answer.json()) as Answer
    },
    close: () => context.close(),
  }
}

/** A refusal that the screen words is no fault; the browser logs it all the same. */
const isRefusal = (text: string): boolean => text.startsWith('Failed to load resource')

function noteFaults(page: Page, kaft: Kaft): void {
  const fault = (what: string): void => void kaft.faults.push(`${new URL(page.url()).pathname}: ${what}`)
  page.on('pageerror', error => fault(error.stack ?? error.message))
  page.on('dialog', dialog => {
    fault(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', message => {
    if (message.type() === 'error' && !isRefusal(message.text())) fault(message.text())
  })
  page.on('request', request => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && ![kaft.address, ...(kaft.helpers ?? [])].includes(origin))
      fault(`a call to ${request.url()}`)
  })
}
