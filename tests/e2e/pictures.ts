import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Desk, type Kaft, openKaft, type Seat, sitDown } from './kaft.ts'
import { newestRow, openPatron, panel, says, scanField } from './waiting.ts'

// Takes the pictures of docs/pictures anew: node tests/e2e/pictures.ts. They show the demonstration, where nobody and
// no loan is real.

const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures')

interface Picture {
  readonly name: string
  readonly seat: Seat
  readonly show: (desk: Desk, kaft: Kaft) => Promise<void>
  /** The same screen in the dark and on a large screen. */
  readonly more?: boolean
}

const onSheet = ({ demo }: Kaft, words: RegExp): string =>
  demo.sheet.find(row => words.test(row.nl))?.code ?? ''

/** A patron with one of each thing that a scan can become. */
async function busyDesk({ page, scanner }: Desk, kaft: Kaft): Promise<void> {
  await scanField(page).waitFor()
  await scanner.scan(onSheet(kaft, /reservering klaarliggen/))
  await says(openPatron(page), /ligt klaar/)
  const books = kaft.demo.sheet.filter(row => row.nl.startsWith('boek op de plank')).map(row => row.code)
  const [first = '', second = ''] = books
  const codes = [
    onSheet(kaft, /^dvd/),
    onSheet(kaft, /niet uitleenbaar/),
    first,
    '30009999999999',
    second,
    first,
  ]
  for (const code of codes) await scanner.scan(code)
  await says(newestRow(page), /heeft dit al thuis/)
}

async function whyAtDesk(desk: Desk, kaft: Kaft): Promise<void> {
  const { page, scanner } = desk
  await scanField(page).waitFor()
  await scanner.scan(onSheet(kaft, /exemplaren thuis/))
  await scanner.scan(onSheet(kaft, /^cd op de plank/))
  await says(newestRow(page), /Uitgeleend/)
  await page.keyboard.press('F2')
  await says(panel(page), /Omdat/)
}

/** A book at somebody's home for which another patron of the cooperation waits. */
function awaitedLoan({ demo }: Kaft): string {
  const shares = (key: string): boolean => /^I2[012]0/.test(key)
  const awaited = new Set(demo.holds.filter(h => h.state === 'waiting' && shares(h.patron)).map(h => h.title))
  const home = new Set(demo.loans.filter(l => l.item.library === 'I200').map(l => l.item.barcode))
  const found = demo.items.find(i => i.library === 'I200' && home.has(i.barcode) && awaited.has(i.title))
  return found?.barcode ?? ''
}

async function returning({ page, scanner }: Desk, kaft: Kaft): Promise<void> {
  await scanField(page).waitFor()
  await page.keyboard.press('F7')
  await page.getByText('Welke dag telt').waitFor()
  await page.keyboard.press('Enter')
  const sheet = [/een scan neemt in/, /^van Noord/, /niet bekend|vermist/].map(words => onSheet(kaft, words))
  for (const code of [...sheet, awaitedLoan(kaft)]) await scanner.scan(code)
  await says(newestRow(page), /Reserveringskast|Bak naar/)
}

async function patronOf(desk: Desk, card: string): Promise<string> {
  const { rows: [patron] = [] } = await desk.ask('GET', `/patrons?q=${card}`)
  return String(patron?.['patron_id'])
}
const patronAt =
  (words: RegExp, path: (patron_id: string) => string): Picture['show'] =>
  async (desk, kaft) => {
    await desk.page.goto(`${kaft.address}${path(await patronOf(desk, onSheet(kaft, words)))}`)
  }

async function title({ page }: Desk): Promise<void> {
  await page.locator('[data-act="open"]').first().click()
  await page.getByRole('heading', { name: 'Exemplaren' }).waitFor()
}

const amina: Seat = { login: 'amina.testgem', workstation: ['2001', 1] }
const bram: Seat = { login: 'bram.testgem', workstation: ['2001', 1] }
const els: Seat = { login: 'els.testgem', workstation: ['2001', 1] }
const nothing = async (): Promise<void> => undefined

/** In this order: what one does at the desk the next may show. */
const pictures: readonly Picture[] = [
  { name: 'sign-in', seat: { at: '/' }, show: ({ page }) => page.getByLabel('Aanmeldnaam').waitFor() },
  { name: 'my-day', seat: { ...bram, at: '/mijn-dag' }, show: nothing },
  { name: 'pull-list', seat: { ...bram, at: '/kastlijst' }, show: nothing },
  { name: 'hold-shelf', seat: { ...bram, at: '/reserveringskast' }, show: nothing },
  {
    name: 'patrons',
    seat: { ...bram, at: '/leners' },
    show: ({ page }) => page.getByRole('searchbox').fill('van den'),
  },
  { name: 'patron', seat: bram, show: patronAt(/is te laat/, id => `/leners/${id}`) },
  { name: 'patron-data', seat: bram, show: patronAt(/notitie/, id => `/leners/${id}?tab=gegevens`) },
  { name: 'register', seat: { ...bram, at: '/leners/nieuw' }, show: nothing },
  { name: 'catalogue', seat: { ...bram, at: '/catalogus?q=conscience' }, show: nothing },
  { name: 'title', seat: { ...bram, at: '/catalogus?q=conscience' }, show: title },
  { name: 'pay', seat: bram, show: patronAt(/hoge openstaande schuld/, id => `/kas/${id}`) },
  { name: 'settings', seat: { ...els, at: '/instellingen' }, show: nothing },
  { name: 'regulation', seat: { ...els, at: '/instellingen/reglement' }, show: nothing },
  { name: 'desk', seat: amina, show: busyDesk, more: true },
  { name: 'why', seat: amina, show: whyAtDesk },
  { name: 'return-mode', seat: amina, show: returning },
]

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => !/Bezig met laden/.test(document.body.textContent ?? ''))
  await page.evaluate(() => document.fonts.ready)
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  process.stdout.write(`${name}\n`)
}

const kaft = await openKaft()
try {
  await mkdir(folder, { recursive: true })
  for (const { name, seat, show, more } of pictures) {
    const desk = await sitDown(kaft, seat)
    await show(desk, kaft)
    await take(desk.page, name)
    if (more === true) {
      await desk.page.emulateMedia({ colorScheme: 'dark' })
      await take(desk.page, `${name}-dark`)
      await desk.page.emulateMedia({ colorScheme: 'light' })
      await desk.page.setViewportSize({ width: 1920, height: 1080 })
      await take(desk.page, `${name}-large`)
    }
    await desk.close()
  }
} finally {
  await kaft.close()
}
for (const fault of kaft.faults) process.stdout.write(`${fault}\n`)
