import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Desk, sitDown } from '../kaft.ts'
import { isInField, main, newestRow, openPatron, panel, says } from '../waiting.ts'
import type { House } from './house.ts'

const atCentrum = async ({ kaft }: House): Promise<Desk> => {
  const desk = await sitDown(kaft, { login: 'bram.testgem', workstation: ['2001', 1] })
  await isInField(desk.page, 'opening the desk')
  return desk
}
const toasts = ({ page }: Desk) => page.locator('.k-toasts')
const isOut = async (desk: Desk, barcode: string): Promise<boolean> => {
  const { rows: [item] = [] } = await desk.ask('GET', `/items?barcode=${barcode}`)
  return item?.['status'] === 'on_loan'
}

/** The toast outlives the visit, and so does the key that it shows: what was done is taken back, and said. */
async function closedAndBack(house: House): Promise<void> {
  const { stock } = house
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const book = stock.book('2001')
  await scanner.scan(stock.patron('I200').card)
  await scanner.scan(book.barcode)
  await says(newestRow(page), /Uitgeleend/)
  await page.keyboard.press('F2')
  await panel(page)
    .getByLabel(/En als het terugkomt op/)
    .fill('vrijdag')
  await says(panel(page), /vrijdag \d+ .*Je hoeft niets te betalen/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('F12')
  await openPatron(page).waitFor({ state: 'detached' })
  assert.equal(await isOut(desk, book.barcode), true)
  await page.keyboard.press('Control+z')
  await says(toasts(desk), /is hersteld|De uitlening is weg/)
  assert.equal(await isOut(desk, book.barcode), false)
  await page.keyboard.press('Control+z')
  await says(toasts(desk), /Er is niets om ongedaan te maken\. ?Laatste handelingen/)
  await desk.close()
}

/** A page that is loaded anew in the midst of return mode is in return mode, with its day. */
async function reloaded(house: House): Promise<void> {
  const desk = await atCentrum(house)
  const { page } = desk
  const bands = page.locator('body')
  await page.keyboard.press('F7')
  await main(page)
    .getByText(/^Vorig openingsmoment/)
    .click()
  await main(page).getByRole('button', { name: 'Start innamemodus' }).click()
  const said = /INNAMEMODUS · [^·]+ · geen telaatgeld na die dag/
  const before = said.exec(await says(bands, said))?.[0]
  await page.reload()
  assert.equal(said.exec(await says(bands, said))?.[0], before)
  await says(toasts(desk), /De innamemodus van daarnet loopt verder/)
  await page.keyboard.press('F7')
  await page.waitForFunction(() => !document.body.innerText.includes('INNAMEMODUS'))
  await page.reload()
  await main(page).getByText('Scan een kaart').first().waitFor()
  assert.doesNotMatch(await bands.innerText(), /INNAMEMODUS/)
  await desk.close()
}

/** Who owes too much is asked about by itself; only then comes the loan of the other, with its fee. */
async function oneAfterTheOther(house: House): Promise<void> {
  const { kaft, stock } = house
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const book = stock.book('2001')
  await scanner.scan(stock.patron('I200').card)
  await scanner.scan(book.barcode)
  await says(newestRow(page), /Uitgeleend/)
  await page.keyboard.press('F12')
  await scanner.scan(kaft.demo.sheet.find(row => /hoge openstaande schuld/.test(row.nl))?.code ?? '')
  await says(openPatron(page), /€/)
  await scanner.scan(book.barcode)
  const first = await says(newestRow(page), /Toch uitlenen/)
  assert.doesNotMatch(first, /Eerst innemen/)
  await page.keyboard.press('Alt+2')
  const second = await says(newestRow(page), /Eerst innemen, zonder telaatgeld/)
  assert.doesNotMatch(second, /Toch uitlenen/)
  await page.keyboard.press('Alt+3')
  await says(newestRow(page), /Niets gedaan/)
  await page.keyboard.press('F12')
  await openPatron(page).waitFor({ state: 'detached' })
  await desk.close()
}

export const slips = (open: () => House): void => {
  describe('slips of the hand at the desk', () => {
    test('Ctrl Z keeps the word of the toast after the visit was closed, and says what it did', () =>
      closedAndBack(open()))
    test('return mode with its day outlives a page that is loaded anew', () => reloaded(open()))
    test('a debt and a loan of somebody else are two questions, and no key answers both', () =>
      oneAfterTheOther(open()))
  })
}
