import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Desk, type Kaft, sitDown } from '../kaft.ts'
import { main, says } from '../waiting.ts'
import type { House } from './house.ts'

const sit = ({ kaft }: House, login: string, at: string): Promise<Desk> =>
  sitDown(kaft, { login, workstation: ['2001', 1], at })
const toasts = ({ page }: Desk) => page.locator('.k-toasts')
const press = ({ page }: Desk, name: string): Promise<void> =>
  main(page).getByRole('button', { name, exact: true }).first().click()

const caseOf = async (desk: Desk, kind: string): Promise<Awaited<ReturnType<Desk['ask']>>> => {
  const { rows = [] } = await desk.ask('GET', '/rights-cases?tab=open')
  const found = rows.find(row => row['kind'] === kind)
  assert.ok(found, `the demonstration has a request: ${kind}`)
  return desk.ask('GET', `/rights-cases/${String(found['case_id'])}`)
}
const visit = async (desk: Desk, kaft: Kaft, path: string): Promise<void> => {
  await desk.page.goto(kaft.address + path)
  await desk.page.locator('#main h1').first().waitFor()
}

/** Nobody is erased by one press: the question names who goes, and who cancels erases nobody. */
async function erasure(house: House): Promise<void> {
  const desk = await sit(house, 'farid.testgem', '/privacy')
  const asked = await caseOf(desk, 'erasure')
  await visit(desk, house.kaft, `/privacy/verzoek/${String(asked['case_id'])}`)
  await press(desk, 'Beslis en maak de brief')
  await says(main(desk.page), new RegExp(`${String(asked['name'])} wordt nu gewist, met alles`))
  assert.match(
    await desk.page.evaluate(() => document.activeElement?.textContent ?? ''),
    /wordt nu gewist/,
    'the focus is on the question',
  )
  await press(desk, 'Annuleren')
  const still = await desk.ask('GET', `/rights-cases/${String(asked['case_id'])}`)
  assert.deepEqual([still['decision'], still['erasure']], [null, null])
  await desk.close()
}

/** A request that was called withdrawn by mistake is open again, wherever one is by then. */
async function closing(house: House): Promise<void> {
  const desk = await sit(house, 'farid.testgem', '/privacy')
  const { case_id } = await caseOf(desk, 'rectification')
  const step = async () => (await desk.ask('GET', `/rights-cases/${String(case_id)}`))['step']
  await visit(desk, house.kaft, `/privacy/verzoek/${String(case_id)}`)
  const before = await step()
  await press(desk, 'De lener trekt het in')
  await says(toasts(desk), /Het verzoek is afgesloten/)
  assert.equal(await step(), 'closed')
  await desk.page.keyboard.press('Control+z')
  await says(toasts(desk), /Het verzoek is weer open/)
  assert.equal(await step(), before)
  await desk.close()
}

/** A coupling that is turned off stops something for every library: it is said, with the way back. */
async function coupling(house: House): Promise<void> {
  const desk = await sit(house, 'nadia.consortium', '/privacy/koppelingen')
  const active = async () =>
    ((await desk.ask('GET', '/privacy/couplings')).rows ?? []).filter(row => row['state'] === 'active').length
  const before = await active()
  await press(desk, 'Zet uit')
  await says(toasts(desk), /staat uit\./)
  assert.equal(await active(), before - 1)
  await desk.page.keyboard.press('Control+z')
  await says(toasts(desk), /staat aan\./)
  assert.equal(await active(), before)
  await desk.close()
}

/** What opens above a long table takes along whoever opened it; a question that was taken back is no access that ended. */
async function words(house: House): Promise<void> {
  const griet = await sit(house, 'griet.consortium', '/instellingen/overeenkomsten')
  await press(griet, 'Stopzetten…')
  await griet.page.waitForFunction(() => (document.activeElement?.textContent ?? '').endsWith('stopzetten'))
  await griet.close()
  const hanne = await sit(house, 'hanne.helpdesk', '/helpdesk')
  await press(hanne, 'Trek in')
  await says(toasts(hanne), /Je vraag is ingetrokken/)
  await says(main(hanne.page), /ingetrokken om \d+\.\d+ uur door Hanne Smets/)
  await hanne.close()
}

/** Synonyms hold for all libraries: what is removed comes back, and who changes one types in its field at once. */
async function synonyms(house: House): Promise<void> {
  const desk = await sit(house, 'griet.consortium', '/catalogus/synoniemen')
  const { page } = desk
  const held = async (): Promise<number> =>
    (await desk.ask('GET', '/catalogue/synonyms')).rows?.filter(row => String(row['words']).includes('gsm'))
      .length ?? 0
  assert.equal(await held(), 1)
  await main(page)
    .getByRole('button', { name: /^Wijzig: gsm/ })
    .click()
  await page.waitForFunction(() =>
    (document.activeElement as HTMLInputElement | null)?.value?.startsWith('gsm'),
  )
  await press(desk, 'Annuleren')
  await main(page)
    .getByRole('button', { name: /^Verwijder: gsm/ })
    .click()
  await says(toasts(desk), /Verwijderd: gsm/)
  assert.equal(await held(), 0)
  await page.keyboard.press('Control+z')
  await says(toasts(desk), /Staat er weer: gsm/)
  assert.equal(await held(), 1)
  await desk.close()
}

export function officers(house: () => House): void {
  describe('what officers and helpers do', () => {
    test('an erasure is asked before it is decided', () => erasure(house()))
    test('a request that was closed is opened again by one key', () => closing(house()))
    test('a coupling that was turned off is on again by one key', () => coupling(house()))
    test('an agreement is stopped in a form that has the focus, and a question is taken back in its own words', () =>
      words(house()))
    test('synonyms that were removed come back, and are changed in a field that has the focus', () =>
      synonyms(house()))
  })
}
