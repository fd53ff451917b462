import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Desk, sitDown } from '../kaft.ts'
import { isAccessible, reflows } from '../looking.ts'
import { goTo, main, newestRow, openPatron, panel, says, scanField } from '../waiting.ts'
import type { House } from './house.ts'

/** Goes to an address as a link does, without loading the page anew. */
async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(to => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await settled(page)
}

async function settled(page: Page): Promise<void> {
  await page.locator('#main h1').first().waitFor()
  await page.waitForFunction(
    () => !/Bezig met laden/.test(document.querySelector('#main')?.textContent ?? ''),
  )
}

async function check(page: Page): Promise<void> {
  await isAccessible(page)
  await reflows(page)
}

const codeOnSheet = ({ kaft }: House, words: RegExp): string => {
  const code = kaft.demo.sheet.find(row => words.test(row.nl))?.code
  if (code === undefined) throw new Error(`the demo sheet has nothing for ${words}`)
  return code
}

/** The desk with one of each: a patron in debt, something lent, refused, unknown, asked, and an open panel. */
async function fullDesk({ page, scanner }: Desk, house: House): Promise<void> {
  await scanner.scan(codeOnSheet(house, /notitie/))
  await says(openPatron(page), /Notitie/)
  const [book, other] = [house.stock.book('2001'), house.stock.book('2001')]
  const codes = [
    book.barcode,
    other.barcode,
    '30002999999998',
    book.barcode,
    codeOnSheet(house, /niet uitleenbaar/),
  ]
  for (const code of codes) await scanner.scan(code)
  await page.waitForFunction(() => document.querySelectorAll('[data-row] [data-state]').length > 6)
  await says(newestRow(page), /Niet uitgeleend|niet uitleenbaar/i)
}

async function returning({ page, scanner }: Desk, house: House): Promise<void> {
  await page.keyboard.press('F7')
  await says(main(page), /Welke dag telt/)
  await check(page)
  await page.keyboard.press('Enter')
  await scanner.scan(codeOnSheet(house, /een scan neemt in/))
  await scanner.scan(house.stock.book('2002').barcode)
  await says(newestRow(page), /Bak naar Noord/)
}

async function patronTabs(desk: Desk, house: House, tab: string): Promise<void> {
  const card = codeOnSheet(house, /heeft een reservering klaarliggen/)
  const { rows: [patron] = [] } = await desk.ask('GET', `/patrons?q=${card}`)
  await visit(desk.page, `/leners/${String(patron?.['patron_id'])}?tab=${tab}`)
}

type Show = (desk: Desk, house: House) => Promise<void>
const address =
  (path: string): Show =>
  ({ page }) =>
    visit(page, path)

/** Each screen with something on it, by its Dutch name. */
const screens: Readonly<Record<string, Show>> = {
  'Balie, empty': address('/balie'),
  Balie: async (desk, house) => {
    await visit(desk.page, '/balie')
    await fullDesk(desk, house)
  },
  'Balie with Waarom': async ({ page }) => {
    await page.keyboard.press('F2')
    await says(panel(page), /Waarom.*Wat verandert dit/)
  },
  Innamemodus: async (desk, house) => {
    await desk.page.keyboard.press('Escape')
    await desk.page.keyboard.press('Alt+3')
    await desk.page.keyboard.press('F12')
    await openPatron(desk.page).waitFor({ state: 'detached' })
    await returning(desk, house)
  },
  Leners: async ({ page }) => {
    await visit(page, '/leners')
    await page.getByRole('searchbox').fill('van')
    await says(main(page), /leners gevonden/)
  },
  'Lener, uitleningen': (desk, house) => patronTabs(desk, house, 'uitleningen'),
  'Lener, reserveringen': (desk, house) => patronTabs(desk, house, 'reserveringen'),
  'Lener, kosten': (desk, house) => patronTabs(desk, house, 'kosten'),
  'Lener, berichten': (desk, house) => patronTabs(desk, house, 'berichten'),
  'Lener, gegevens': (desk, house) => patronTabs(desk, house, 'gegevens'),
  'Lener, logboek': (desk, house) => patronTabs(desk, house, 'logboek'),
  'Inschrijven, with what is missing': async ({ page }) => {
    await visit(page, '/leners/nieuw')
    await page.getByRole('button', { name: 'Inschrijven', exact: true }).click()
    await says(main(page), /Kijk \d+ velden na/)
  },
  'Online ingeschreven': address('/leners/online'),
  'Identificeren, with what is missing': async (desk, _house) => {
    const { page } = desk
    const { rows: [patron] = [] } = await desk.ask('GET', '/patrons/online?show=children')
    await visit(page, `/leners/${String(patron?.['patron_id'])}/identificatie`)
    await page.getByRole('button', { name: 'Identificeren', exact: true }).click()
    await says(main(page), /Scan de bibliotheekpas/)
  },
  'Lener, online ingeschreven': async (desk, _house) => {
    const { rows: [patron] = [] } = await desk.ask('GET', '/patrons/online?show=doubles')
    await visit(desk.page, `/leners/${String(patron?.['patron_id'])}`)
  },
  Catalogus: address('/catalogus?q=de'),
  'Titel, with the reservation open': async ({ page }) => {
    await main(page).locator('[data-act="open"]').first().click()
    await main(page)
      .getByRole('button', { name: /^Reserveer/ })
      .click()
    await panel(page).waitFor()
    await settled(page)
  },
  'Catalogus, nothing found': address('/catalogus?q=zzqxv'),
  Aankoopsuggesties: address('/aankoopsuggesties'),
  Berichten: address('/berichten'),
  'Berichten, wacht': address('/berichten?tab=wacht'),
  Kastlijst: address('/kastlijst'),
  'Volgorde van de kasten': address('/kastlijst/volgorde'),
  'Kastlijst op de telefoon': async ({ page }) => {
    await visit(page, '/kastlijst/zoeken')
    await main(page).getByRole('button', { name: 'Start' }).click()
    await says(main(page), /Niet gevonden/)
  },
  Reserveringskast: address('/reserveringskast'),
  'Reserveringskast, vandaag': address('/reserveringskast?tab=vandaag'),
  'Reserveringskast, opruimen': address('/reserveringskast?tab=opruimen'),
  'Reserveringskast, onderweg': address('/reserveringskast?tab=onderweg'),
  'Zoek eerst op het rek': address('/zoek-eerst'),
  Bellijst: address('/bellijst'),
  'Veel tegelijk': address('/veel-tegelijk'),
  'Veel tegelijk, each row before it changes': async ({ page }) => {
    await main(page).getByLabel('Hoe?').selectOption({ label: 'Verlengen' })
    await main(page).getByLabel('Waarom doe je dit?').fill('Feestdagen')
    await main(page).getByRole('button', { name: 'Toon wat er verandert' }).click()
    await main(page)
      .getByRole('button', { name: /^Verleng \d+ uitleningen$/ })
      .waitFor()
    await settled(page)
  },
  'Transport, bakken': async ({ page }) => {
    await visit(page, '/transport')
    await page.keyboard.press('n')
    await page.getByLabel('Gaat meestal naar').waitFor()
  },
  'Transport, onderweg': address('/transport?tab=onderweg'),
  'Transport, te laat': address('/transport?tab=te-laat'),
  'Innamemodus with a crate': async ({ page, scanner }, house) => {
    // Return mode stands as it was left: it ends by its key or after half an hour, not by looking elsewhere.
    await visit(page, '/balie')
    await says(main(page), /Innamemodus/)
    await scanner.scan('BAK-2002-01')
    await says(main(page), /Bak BAK-2002-01 naar Noord/)
    await scanner.scan(house.stock.book('2002').barcode)
    await says(main(page), /Bak BAK-2002-01 naar Noord · 1 exemplaar/)
  },
  Kas: address('/kas'),
  Betalen: async (desk, house) => {
    const card = codeOnSheet(house, /hoge openstaande schuld/)
    const { rows: [patron] = [] } = await desk.ask('GET', `/patrons?q=${card}`)
    await visit(desk.page, `/kas/${String(patron?.['patron_id'])}`)
  },
  'Mijn dag': address('/mijn-dag'),
  'The palette': async ({ page }) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('van')
    await says(page.getByRole('dialog'), /Leners/)
  },
  Toetsen: async ({ page }) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('F1')
    await page.getByRole('dialog').waitFor()
  },
  'Wie neemt over?': async ({ page }) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+u')
    await page.getByLabel('Initialen').waitFor()
  },
}

async function signInPage({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { at: '/' })
  await desk.page.getByLabel('Aanmeldnaam').waitFor()
  await check(desk.page)
  await desk.close()
}

/** Whatever the manager finds under Instellingen. */
async function settings({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'els.testgem', workstation: ['2001', 1] })
  const { page } = desk
  await scanField(page).waitFor()
  await goTo(page, 'Instellingen')
  await settled(page)
  await check(page)
  const links = main(page).locator('a[href*="/instellingen/"]')
  const paths = await links.evaluateAll(all => [...new Set(all.map(one => one.getAttribute('href') ?? ''))])
  for (const path of paths) {
    await visit(page, path)
    await check(page).catch(error => {
      throw new Error(`${path}: ${(error as Error).message}`, { cause: error })
    })
  }
  await desk.close()
}

export function everyScreen(house: () => House): void {
  describe('every screen is accessible in light and dark, and fits 320 px and 200 % zoom', () => {
    let desk: Desk | undefined
    test('Aanmelden', () => signInPage(house()))
    for (const [name, show] of Object.entries(screens)) {
      test(name, async () => {
        desk ??= await sitDown(house().kaft, { login: 'bram.testgem', workstation: ['2001', 2] })
        await settled(desk.page)
        await show(desk, house())
        await check(desk.page)
      })
    }
    test('Instellingen', async () => {
      await desk?.close()
      await settings(house())
    })
  })
}
