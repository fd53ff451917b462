import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

/** Patience with a busy machine; nothing that works needs it. */
const PATIENCE_MS = 10_000

/** Waits until a place says something, and gives its words; else fails with what it says instead. */
export async function says(place: Locator, words: RegExp): Promise<string> {
  const until = Date.now() + PATIENCE_MS
  let said = ''
  while (Date.now() < until) {
    said = await place
      .evaluate(element => (element as HTMLElement).innerText, null, { timeout: 200 })
      .catch(() => '(it is not there)')
    if (words.test(said.replace(/\s+/g, ' '))) return said.replace(/\s+/g, ' ')
    await place.page().waitForTimeout(30)
  }
  assert.match(said.replace(/\s+/g, ' '), words)
  return said
}

/** The newest row of the desk. */
export const newestRow = (page: Page): Locator => page.locator('[data-row]').first()
/** The one field of the desk. */
export const scanField = (page: Page): Locator => page.locator('#main input[role="combobox"]')
/** The panel at the right. */
export const panel = (page: Page): Locator => page.locator('aside.k-side')
export const openPatron = (page: Page): Locator => page.getByRole('region', { name: 'Open lener' })
export const main = (page: Page): Locator => page.locator('#main')

/** Fails unless the scan field has the focus: the next scan and the next name go there. */
export async function isInField(page: Page, when: string): Promise<void> {
  await page
    .waitForFunction(() => document.activeElement?.matches('#main input[role="combobox"]'), null, {
      timeout: 3000,
    })
    .catch(async () => {
      const at = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
      assert.fail(`after ${when} the focus is not in the scan field but on ${at}`)
    })
}

/** The line of the palette that Enter takes; the choices of form fields on the page below are none of it. */
export const chosen = (page: Page): Locator => page.locator('[role="option"][aria-selected="true"]')

/** Goes somewhere by the palette, without a mouse. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.keyboard.press('Control+k')
  // A person types slower than a scanner.
  await page.keyboard.type(place, { delay: 60 })
  await says(chosen(page), new RegExp(`^${place}`))
  await page.keyboard.press('Enter')
}
