import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Desk, sitDown } from '../kaft.ts'
import { main, newestRow, openPatron, panel, says, scanField } from '../waiting.ts'
import type { House } from './house.ts'

// How somebody likes the screens, on the keyboards that Flemish libraries have.

const atCentrum = async ({ kaft }: House, place = 1): Promise<Desk> => {
  const desk = await sitDown(kaft, { login: 'amina.testgem', workstation: ['2001', place] })
  await scanField(desk.page).waitFor()
  return desk
}
const toasts = (page: Page) => page.getByRole('region', { name: 'Laatste handeling' })
const dialog = (page: Page) => page.getByRole('dialog')

/** What this account prefers is kept by the server: wait for its answer before another desk is asked. */
const saved = async (page: Page, act: () => Promise<void>): Promise<void> => {
  const answer = page.waitForResponse(r => r.url().endsWith('/session/preferences') && r.ok())
  await act()
  await answer
}

/** Presses a key as a Belgian AZERTY keyboard on Windows sends it, and no faster than a finger. */
async function azerty(page: Page, key: string, code: string, altGr = false): Promise<void> {
  await page.waitForTimeout(200)
  await page.evaluate(
    press => {
      const at = document.activeElement ?? document.body
      at.dispatchEvent(new KeyboardEvent('keydown', { ...press, bubbles: true, cancelable: true }))
    },
    { key, code, ctrlKey: altGr, altKey: altGr },
  )
}

/** A key that was changed works, is refused where it is taken, and follows the account to another desk. */
async function ownKeys(house: House): Promise<void> {
  const first = await atCentrum(house)
  const { page } = first
  await page.keyboard.press('F1')
  const row = dialog(page).getByRole('row', { name: /Laatste handelingen/ })
  await row.getByRole('button', { name: 'Wijzigen' }).click()
  await page.keyboard.press('F7')
  await says(row, /F7 is al van: Innamemodus\. Kies een andere toets\./)
  await row.getByRole('button', { name: 'Wijzigen' }).click()
  await page.keyboard.press('Enter')
  await says(row, /Enter kan niet/)
  await row.getByRole('button', { name: 'Wijzigen' }).click()
  await saved(page, () => page.keyboard.press('Alt+j'))
  await says(row, /Alt J/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+j')
  await says(panel(page), /Laatste handelingen/)
  await first.close()
  const other = await atCentrum(house, 2)
  await other.page.keyboard.press('Alt+h')
  await other.page.keyboard.press('Alt+j')
  await says(panel(other.page), /Laatste handelingen/)
  await other.page.keyboard.press('F1')
  const again = dialog(other.page).getByRole('row', { name: /Laatste handelingen/ })
  await saved(other.page, () => again.getByRole('button', { name: 'Standaard' }).click())
  await says(again, /Alt H/)
  await other.close()
}

/** Language, colours and the height of the rows follow the account; a colleague at the same desk keeps their own. */
async function ownTastes(house: House): Promise<void> {
  const first = await atCentrum(house)
  const { page } = first
  const choose = async (name: string): Promise<void> => {
    if ((await page.getByRole('menuitemradio').count()) === 0)
      await page.getByRole('button', { name: /^Account/ }).click()
    await saved(page, () => page.getByRole('menuitemradio', { name, exact: true }).click())
  }
  await choose('Donker')
  await choose('Ruim')
  const looks = (desk: Desk) =>
    desk.page.evaluate(() => {
      const { theme, density } = document.documentElement.dataset
      return `${theme} ${density} ${document.documentElement.lang}`
    })
  assert.equal(await looks(first), 'dark roomy nl')
  const other = await atCentrum(house, 2)
  assert.equal(await looks(other), 'dark roomy nl', 'at another desk')
  await other.close()
  await page.keyboard.press('Escape')
  const bram = house.kaft.demo.libraries.flatMap(one => one.staff).find(one => one.login === 'bram.testgem')
  await first.scanner.scan(bram?.badge ?? '')
  await says(page.locator('header'), /Bram Dewaele/)
  await page.waitForFunction(() => document.documentElement.dataset['density'] === 'compact')
  assert.equal(await looks(first), 'undefined compact nl', 'a colleague sees their own')
  await first.ask('PUT', '/session/preferences', {})
  await first.close()
  const back = await atCentrum(house)
  await back.ask('PUT', '/session/preferences', {})
  await back.close()
}

/** Digits and brackets reach their shortcut from an AZERTY keyboard. */
async function azertyKeys(house: House): Promise<void> {
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const { card, name } = house.stock.patron('I210')
  await page.goto(`${house.kaft.address}/leners`)
  await page.getByRole('searchbox').waitFor()
  await scanner.scan(card)
  await says(main(page), new RegExp(name))
  await azerty(page, '"', 'Digit3')
  await says(page.getByRole('tab', { selected: true }), /Kosten/)
  await azerty(page, 'é', 'Digit2')
  await says(page.getByRole('tab', { selected: true }), /Reserveringen/)
  await page.goto(`${house.kaft.address}/catalogus?q=conscience`)
  await page.locator('[data-act="open"]').first().click()
  const title = page.getByRole('heading', { level: 1 })
  await title.filter({ hasNotText: 'Catalogus' }).waitFor()
  const first = await title.innerText()
  await azerty(page, ']', 'BracketRight', true)
  await page.waitForFunction(was => document.querySelector('h1')?.innerText !== was, first)
  await azerty(page, '[', 'BracketLeft', true)
  await says(title, new RegExp(first.slice(0, 12).replace(/[^\w ]/g, '.')))
  await desk.close()
}

/** Ctrl Z in a field with text takes back what was typed, and never what was done; a toast waits under a hand. */
async function undoAndToast(house: House): Promise<void> {
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  await scanner.scan(house.stock.patron('I210').card)
  await openPatron(page).waitFor()
  await scanner.scan(house.stock.book('2001').barcode)
  await says(newestRow(page), /Uitgeleend/)
  await page.waitForTimeout(200)
  await page.keyboard.type('Van', { delay: 60 })
  await page.keyboard.press('Control+z')
  await page.waitForTimeout(300)
  assert.match((await newestRow(page).innerText()).replace(/\s+/g, ' '), /Uitgeleend/)
  await scanField(page).fill('')
  await page.keyboard.press('Control+z')
  await says(newestRow(page), /Ongedaan gemaakt/)
  await scanner.scan(house.stock.book('2001').barcode)
  await says(toasts(page), /Uitgeleend aan .*Ongedaan maken Ctrl Z/)
  await toasts(page).locator('.k-toast').hover()
  await page.waitForTimeout(11_000)
  assert.equal(await toasts(page).locator('.k-toast').count(), 1, 'a hand rests on it')
  await toasts(page).getByRole('button').click()
  await says(newestRow(page), /Ongedaan gemaakt/)
  await desk.close()
}

export function ownWay(house: () => House): void {
  describe('as somebody likes it', () => {
    test('a key can be changed, is not given twice, and follows the account', () => ownKeys(house()))
    test('language, colours and rows follow the account, not the machine', () => ownTastes(house()))
    test('digits and brackets of an AZERTY keyboard are shortcuts', () => azertyKeys(house()))
    test('Ctrl Z in a field with text undoes nothing at the desk, and a toast stays under a hand', () =>
      undoAndToast(house()))
  })
}
