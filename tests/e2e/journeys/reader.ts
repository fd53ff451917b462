import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { sitDown } from '../kaft.ts'
import { isAccessible, reflows } from '../looking.ts'
import type { House } from './house.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }
/** The password of every grown-up reader of the demonstration. */
const PASSWORD = 'drie groene fietsen'

async function looksWell(page: Page): Promise<void> {
  await isAccessible(page)
  await reflows(page)
}
const says = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor({ timeout: 10_000 })

/** A reader at home, on a phone: from signing in to taking along the own data. */
export function reader(open: () => House): void {
  test('a reader walks /mijn on a phone: renews, reads the statement, and takes their data along', async () => {
    const { kaft } = open()
    const sheet = (await (await fetch(`${kaft.address}/demo/sheet.json`)).json()) as {
      cards: readonly { code: string; label: string }[]
    }
    const card = sheet.cards.find(c => c.label.includes('met exemplaren thuis'))?.code ?? ''
    const desk = await sitDown(kaft, { ...PHONE, at: '/mijn' })
    const { page } = desk
    const visit = async (at: string, title: string): Promise<void> => {
      await page.goto(`${kaft.address}${at}`)
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await looksWell(page)
    }
    await looksWell(page)
    await page.getByLabel('Kaartnummer').first().fill(card)
    await page.getByLabel('Wachtwoord').fill('verkeerd')
    await page.getByRole('button', { name: 'Meld aan' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Wachtwoord').fill(PASSWORD)
    await page.getByRole('button', { name: 'Meld aan' }).click()
    await page.getByRole('heading', { level: 1, name: /^Dag / }).waitFor()
    await looksWell(page)
    await page.getByRole('button', { name: 'Verleng alles' }).click()
    await page.locator('.say').first().waitFor()
    await looksWell(page)

    await visit('/mijn/gegevens', 'Gegevens')
    await visit('/mijn/bibliotheken', 'Mijn bibliotheken')
    await visit('/mijn/verklaring', 'Privacyverklaring')
    await visit('/mijn/verklaring/current', 'Privacyverklaring')
    await visit('/mijn/verzoek/nieuw/wissen', 'Wissen')
    await visit('/mijn/verzoek/nieuw/bezwaar', 'Bezwaar')
    await visit('/mijn/privacy', 'Privacy')

    await page.getByRole('button', { name: 'Maak mijn download' }).click()
    await says(page, /^We maken je bestanden|^We antwoordden/)
    for (let tries = 0; tries < 60 && (await page.getByText('We maken je bestanden').count()) > 0; tries++) {
      await page.waitForTimeout(500)
      await page.getByRole('link', { name: 'Kijk opnieuw' }).click()
    }
    await looksWell(page)
    await page.getByLabel('Je wachtwoord').fill('verkeerd')
    await page.getByRole('button', { name: 'Leesbaar document (pdf)' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Je wachtwoord').fill(PASSWORD)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Leesbaar document (pdf)' }).click(),
    ])
    assert.match(file.suggestedFilename(), /^gegevens-\d{4}-\d+\.pdf$/)

    await page.setViewportSize({ width: 1366, height: 768 })
    await page.goto(`${kaft.address}/mijn/privacy?taal=en`)
    await page.getByRole('button', { name: 'Make my download' }).waitFor()
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
    await looksWell(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await says(page, 'You are signed out.')
    await desk.close()
  })
}
