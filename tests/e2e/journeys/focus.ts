import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { uuid7 } from '../../../server/src/base/uuid.ts'
import { type Desk, sitDown } from '../kaft.ts'
import { main, panel, says } from '../waiting.ts'
import type { House } from './house.ts'

const administrator = ({ kaft }: House, at: string): Promise<Desk> =>
  sitDown(kaft, { login: 'els.testgem', workstation: ['2001', 1], at })
const command = () => ({ command_id: uuid7(Temporal.Now.instant()) })
const pressing = async (page: Page, name: string | RegExp): Promise<void> => {
  const button = main(page).getByRole('button', { name }).first()
  await button.focus()
  await page.keyboard.press('Enter')
}

/** What has the focus says so, and is not the page as a whole. */
async function isAt(page: Page, words: RegExp): Promise<void> {
  const at = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText ?? '')
  const isBody = () => page.evaluate(() => document.activeElement === document.body)
  for (const until = Date.now() + 20_000; Date.now() < until; await page.waitForTimeout(100)) {
    if (!(await isBody()) && words.test(await at())) return
  }
  assert.fail(`the focus is on ${(await isBody()) ? 'the whole page' : JSON.stringify(await at())}`)
}

/** "Bezig" has the focus once the button of the undo went, and goes itself once all dates are back. */
async function closureUndone(house: House): Promise<void> {
  const desk = await administrator(house, '/instellingen/sluitingen')
  const { page } = desk
  const branch_id = String((await desk.ask('GET', '/session'))['branch_id'])
  const day = Temporal.Now.plainDateISO('Europe/Brussels').add({ days: 9 }).toString()
  const plan = { branch_ids: [branch_id], from_on: day, until_on: day, type: 'gesloten', moves: 'off_closed' }
  await desk.ask('POST', '/closures', { ...command(), ...plan, reason: 'stroompanne' })
  await page.reload()
  await says(main(page), /stroompanne[^]*gewijzigd/)
  await pressing(page, 'Ongedaan maken')
  await says(main(page), /teruggedraaid/)
  await isAt(page, /Gesloten · /)
  await desk.close()
}

/** A draft with two rows of its own, one of which is typed in. */
async function otherRow(house: House): Promise<void> {
  const desk = await administrator(house, '/instellingen/reglement')
  const { page } = desk
  const { rows = [] } = await desk.ask('GET', '/regulations')
  const copy_of = rows.find(row => row['state'] === 'active')?.['version_id']
  const made = await desk.ask('POST', '/regulations', {
    ...command(),
    name: 'focus',
    reason: 'proef',
    copy_of,
  })
  await page.goto(`${house.kaft.address}/instellingen/reglement/${String(made['version_id'])}?toon=regels`)
  await says(main(page), /Wijzig/)
  const edit = main(page).getByRole('button', { name: /^Wijzig regel|^Regel \d+ wijzigen|wijzig/i })
  const [first, second] = [edit.nth(1), edit.nth(2)]
  await first.press('Enter')
  await isAt(page, /egel/)
  await pressing(page, 'Alles openen')
  await main(page).locator('form').getByRole('textbox').last().fill('een andere nota')
  await second.press('Enter')
  await pressing(page, /^Niet bewaren, naar regel/)
  const no = await page.evaluate(() => document.querySelector('form h2')?.textContent ?? '')
  assert.match(no, /\d/)
  await isAt(page, new RegExp(`^${no}`))
  await main(page).locator('form').getByRole('button', { name: 'Annuleren' }).press('Enter')
  await main(page).getByRole('tab', { name: 'Simulatie' }).press('Enter')
  await pressing(page, 'Simuleer')
  await says(main(page), /Simuleer opnieuw/)
  await isAt(page, /^Geweigerd /)
  await desk.close()
}

/** A day that nobody can read would pause a reservation without an end: it is told, and nothing pauses. */
async function unreadablePause(house: House): Promise<void> {
  const desk = await administrator(house, '/leners')
  const { page } = desk
  const waits = house.kaft.demo.holds.find(one => one.state === 'waiting' && one.patron.startsWith('I200'))
  const card = house.kaft.demo.patrons.find(one => one.key === waits?.patron)?.cards[0]?.code
  const { rows: [found] = [] } = await desk.ask('GET', `/patrons?q=${card}`)
  const patron_id = String(found?.['patron_id'])
  const pauses = async () =>
    (await desk.ask('GET', `/patrons/${patron_id}/holds`)).rows?.map(row => row['suspended_until'])
  const before = await pauses()
  await page.goto(`${house.kaft.address}/leners/${patron_id}?tab=reserveringen`)
  await pressing(page, 'Wijzig')
  await panel(page)
    .getByLabel(/^Opschorten tot/)
    .fill('overmorgen of zo')
  await page.keyboard.press('Enter')
  await says(panel(page), /Dit is geen dag\. Typ bijvoorbeeld/)
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true')
  assert.deepEqual(await pauses(), before)
  await desk.close()
}

export function focus(open: () => House): void {
  describe('whoever works by keyboard is never thrown back to the top of the page', () => {
    test('once a closure is undone', () => closureUndone(open()))
    test('where another row of a draft is opened, and once it was simulated', () => otherRow(open()))
    test('where a reservation is paused until a day that nobody can read', () => unreadablePause(open()))
  })
}
