import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Desk, type Kaft, sitDown } from '../kaft.ts'
import { isAccessible, reflows } from '../looking.ts'
import { main, says } from '../waiting.ts'
import type { House } from './house.ts'

/** A screen by its address, or that of what stands first in an answer. */
type Stop = string | { readonly ask: string; readonly id: string; readonly at: (id: string) => string }
interface Walk {
  readonly who: string
  readonly login: string
  readonly stops: readonly Stop[]
}

/** What those who are not at the desk go through, each screen as it stands in the demonstration. */
const walks: readonly Walk[] = [
  {
    who: 'the officer of all libraries',
    login: 'nadia.consortium',
    stops: ['/mijn-dag', '/privacy/maatregelen?toon=bewijs'],
  },
  {
    who: 'a cataloguer',
    login: 'griet.consortium',
    stops: [
      '/catalogus/nieuw',
      ...[(id: string) => `/catalogus/${id}`, (id: string) => `/catalogus/${id}/record`].map(at => ({
        ask: '/titles?q=de',
        id: 'title_id',
        at,
      })),
      '/catalogus/koppen',
      { ask: '/catalogue/authorities', id: 'authority_id', at: (id: string) => `/catalogus/koppen/${id}` },
      '/catalogus/meldingen',
      '/catalogus/andere-catalogi',
      '/catalogus/sleutels',
      '/catalogus/dubbels',
      '/catalogus/wijzigen',
      '/catalogus/wijzigen/nieuw',
      '/catalogus/exemplaren',
      '/catalogus/synoniemen',
      '/catalogus/zoekindex',
      '/catalogus/zoekopdrachten',
      '/catalogus/lijsten',
      { ask: '/title-lists', id: 'list_id', at: (id: string) => `/catalogus/lijsten/${id}` },
      '/catalogus/importeren',
      '/instellingen/fusies',
      '/instellingen/vertrek',
      '/instellingen/overeenkomsten',
    ],
  },
  {
    who: 'the data protection officer',
    login: 'farid.testgem',
    stops: [
      '/privacy',
      { ask: '/rights-cases?tab=open', id: 'case_id', at: (id: string) => `/privacy/verzoek/${id}` },
      '/privacy/bewaren',
      '/privacy/datalekken',
      '/privacy/verklaring',
      '/privacy/koppelingen',
      '/privacy/maatregelen',
      '/identiteit',
      '/helpdesk',
      '/mijn-account',
    ],
  },
  {
    who: 'a manager',
    login: 'els.testgem',
    stops: [
      '/cijfers',
      '/bezorging',
      '/reserveringen',
      '/teruggebracht-gemeld',
      '/snel-toegevoegd',
      '/nieuwe-etiketten',
      '/leners/lijsten',
      '/leners/dubbel',
      '/catalogus/zoekopdrachten',
      '/helpdesk',
      '/mijn-account',
    ],
  },
  { who: 'who sends news', login: 'bram.testgem', stops: ['/nieuws', '/leners/lijsten'] },
]

/** What only those who make or install Kaft call something: a file, a setting of the server. */
const OF_MAKERS = /\w\.(sql|ts|md|json)\b|\bKAFT_[A-Z]/

/** A screen that is closed to somebody, or broken, has no heading: it is waited for in vain, and so does not pass. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('#main h1').first().waitFor()
  await page.waitForFunction(
    () => !/Bezig met laden/.test(document.querySelector('#main')?.textContent ?? ''),
  )
  const text = await main(page).innerText()
  assert.doesNotMatch(text, /Deze pagina bestaat niet/)
  assert.doesNotMatch(text, OF_MAKERS)
}

async function go(desk: Desk, kaft: Kaft, stop: Stop): Promise<void> {
  if (typeof stop === 'string') return open(desk.page, kaft.address + stop)
  const { rows: [first] = [] } = await desk.ask('GET', stop.ask)
  assert.ok(first, `${stop.ask} has something in the demonstration`)
  return open(desk.page, kaft.address + stop.at(String(first[stop.id])))
}

/** Goes on after a fault, so that one run tells all of them. */
async function walk(kaft: Kaft, { login, stops }: Walk): Promise<void> {
  const desk = await sitDown(kaft, { login, workstation: ['2001', 1], at: '/mijn-account' })
  const faults: string[] = []
  for (const stop of stops) {
    try {
      await go(desk, kaft, stop)
      await isAccessible(desk.page)
      await reflows(desk.page)
    } catch (error) {
      faults.push(`${JSON.stringify(stop)}: ${(error as Error).message}`)
    }
  }
  await desk.close()
  assert.deepEqual(faults, [])
}

/** As a member stands at the desk and asks what is kept of them: no mouse, and at the pace of somebody who types. */
async function atTheDesk({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'bram.testgem', workstation: ['2001', 2], at: '/mijn-account' })
  const { page } = desk
  const code = kaft.demo.sheet.find(row => /alles in orde/.test(row.nl))?.code ?? ''
  const { rows: [patron] = [] } = await desk.ask('GET', `/patrons?q=${code}`)
  await open(page, `${kaft.address}/leners/${String(patron?.['patron_id'])}?tab=privacy`)
  const began = Date.now()
  const press = async (name: string): Promise<void> => {
    const button = main(page).getByRole('button', { name, exact: true })
    await button.focus()
    await page.keyboard.press('Enter')
  }
  await press('Privacyverzoek')
  await isAccessible(page)
  await reflows(page)
  const axe_ms = Date.now() - began
  await main(page).getByRole('radio', { name: 'kaart gezien' }).focus()
  await page.keyboard.press('Space')
  await press('Neem het verzoek op')
  await says(main(page), /\d{4}-\d+ Inzage/)
  assert.ok(Date.now() - began - axe_ms < 30_000, 'half a minute, and most of it is talking')
  await desk.close()
}

export function everyWalk(house: () => House): void {
  describe('what is gone through away from the desk is accessible in light and dark, and fits 320 px and 200 % zoom', () => {
    for (const one of walks) test(one.who, () => walk(house().kaft, one))
    test('a request of a member is begun at the desk within half a minute, by keyboard', () =>
      atTheDesk(house()))
  })
}
