import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { uuid7 } from '../../../server/src/base/uuid.ts'
import { type Desk, sitDown } from '../kaft.ts'
import { main, says } from '../waiting.ts'
import type { House } from './house.ts'

const headOfDesk = ({ kaft }: House): Promise<Desk> =>
  sitDown(kaft, { login: 'bram.testgem', workstation: ['2001', 1], at: '/kas' })
const command = () => ({ command_id: uuid7(Temporal.Now.instant()) })

/** Somebody of the sheet whom no other journey of this file pays for. */
async function memberOf(desk: Desk, { kaft }: House): Promise<string> {
  const code = kaft.demo.sheet.find(row => /verloopt binnenkort/.test(row.nl))?.code ?? ''
  const { rows: [found] = [] } = await desk.ask('GET', `/patrons?q=${code}`)
  return String(found?.['patron_id'])
}

/** A deposit is paid and given back: the words of the payment go, as they are of before. */
async function depositBack(house: House): Promise<void> {
  const desk = await headOfDesk(house)
  const { page } = desk
  const patron_id = await memberOf(desk, house)
  const owes = { charge_kind: 'deposit', amount_cents: 2000, reason: 'gastlener' }
  await desk.ask('POST', `/patrons/${patron_id}/charges`, { ...command(), ...owes })
  await page.goto(`${house.kaft.address}/kas/${patron_id}`)
  const press = (name: RegExp) => main(page).getByRole('button', { name }).first().press('Enter')
  await press(/^Ontvang/)
  await says(main(page), /ontvangen, contant/)
  await press(/^Geef terug/)
  await press(/^Geef .* terug/)
  await says(page.locator('.k-toasts'), /Waarborg teruggegeven: € 20,00, contant\./)
  await page.waitForFunction(
    () => !/ontvangen, contant/.test(document.querySelector('#main')?.textContent ?? ''),
  )
  await desk.close()
}

/** What a person was shown is told by a day that people read; a form that opens begins in its first field. */
async function atThePage(house: House): Promise<void> {
  const desk = await headOfDesk(house)
  const { page } = desk
  const patron_id = await memberOf(desk, house)
  await page.goto(`${house.kaft.address}/leners/${patron_id}?tab=privacy`)
  const said = await says(main(page), /Ingelicht|ingelicht/)
  assert.doesNotMatch(said, /\d{4}-\d{2}-\d{2}/)
  await page.goto(`${house.kaft.address}/leners/${patron_id}?tab=gegevens`)
  for (const name of ['Groep en kansentarief', 'Vernieuwen of wijzigen']) {
    await main(page).getByRole('button', { name }).press('Enter')
    await page.waitForFunction(() => document.activeElement?.matches('#main form input, #main form select'))
    await main(page).getByRole('button', { name: 'Annuleren' }).press('Enter')
  }
  await desk.close()
}

/** Two records of one person become one, and two again by the key that the toast shows. */
async function mergedAndBack(house: House): Promise<void> {
  const desk = await headOfDesk(house)
  const { page } = desk
  await page.goto(`${house.kaft.address}/leners/dubbel`)
  await main(page)
    .getByRole('button', { name: /^Vergelijk/ })
    .first()
    .press('Enter')
  await main(page).getByRole('button', { name: 'Voeg samen' }).press('Enter')
  const said = await says(main(page), /Ongedaan maken kan tot [a-z]+ \d+ [a-z]+\./)
  assert.doesNotMatch(said, /\.\./)
  await page.keyboard.press('Control+z')
  await says(page.locator('.k-toasts'), /De twee dossiers staan weer apart/)
  await page.goto(`${house.kaft.address}/leners/dubbel`)
  await says(main(page), /Vergelijk/)
  await desk.close()
}

/** A cost with a wrong amount, and one that was waived by mistake, are taken back by the key that the toast shows. */
async function slipOfTheTill(house: House): Promise<void> {
  const desk = await headOfDesk(house)
  const { page } = desk
  const patron_id = await memberOf(desk, house)
  const owed = async () => Number((await desk.ask('GET', `/patrons/${patron_id}/account`))['balance_cents'])
  const before = await owed()
  await page.goto(`${house.kaft.address}/kas/${patron_id}`)
  await main(page).getByRole('button', { name: 'Kost toevoegen' }).press('Enter')
  await main(page).getByLabel('Bedrag', { exact: true }).first().fill('25,00')
  await main(page).getByLabel('Waarom?').fill('Kopieën')
  await main(page).getByRole('button', { name: 'Voeg toe' }).press('Enter')
  await says(page.locator('.k-toasts'), /Kost van € 25,00 toegevoegd/)
  assert.equal(await owed(), before + 2500)
  await page.keyboard.press('Control+z')
  await says(page.locator('.k-toasts'), /Kost van € 25,00 teruggedraaid/)
  assert.equal(await owed(), before)
  const copies = { charge_kind: 'other', amount_cents: 150, reason: 'Kopieën' }
  await desk.ask('POST', `/patrons/${patron_id}/charges`, { ...command(), ...copies })
  await page.reload()
  await main(page).getByRole('button', { name: 'Kwijtschelden…' }).last().press('Enter')
  await main(page).getByLabel('Waarom?').fill('Kopieermachine stuk')
  await main(page)
    .getByRole('button', { name: /^Scheld € 1,50 kwijt/ })
    .press('Enter')
  await says(page.locator('.k-toasts'), /€ 1,50 kwijtgescholden/)
  await page.keyboard.press('Control+z')
  await says(page.locator('.k-toasts'), /€ 1,50 staat weer open/)
  assert.equal(await owed(), before + 150)
  await desk.close()
}

/** The volumes of a series, all three at somebody's home, are reserved in one press and taken back in one. */
async function seriesAndBack({ kaft, stock }: House): Promise<void> {
  const [has, waits] = [stock.patron('I200'), stock.patron('I200')]
  const desk = await sitDown(kaft, { login: 'amina.testgem', workstation: ['2001', 1], at: '/balie' })
  const { page } = desk
  const idOf = async (card: string): Promise<string> =>
    String((await desk.ask('GET', `/patrons?q=${card}`)).rows?.[0]?.['patron_id'])
  const patron_id = await idOf(has.card)
  for (const barcode of ['30002009900041', '30002009900042', '30002009900043'])
    await desk.ask('POST', '/loans', { ...command(), patron_id, barcode })
  const held = async () => (await desk.ask('GET', `/patrons/${await idOf(waits.card)}/holds`)).rows?.length
  assert.equal(await held(), 0)
  const [title] = (await desk.ask('GET', '/titles?q=Het%20spoor%20in%20het%20zand')).rows ?? []
  await page.goto(`${kaft.address}/catalogus/${String(title?.['title_id'])}`)
  await says(main(page), /Reeks: De speurneuzen/)
  await page.keyboard.press('r')
  const side = page.locator('aside').last()
  await side.getByText('Reeks De speurneuzen van Testgem').click()
  // A hand that typed needs a moment to take the scanner: what comes sooner is one scan with the key.
  await page.waitForTimeout(300)
  await desk.scanner.scan(waits.card)
  await says(side, new RegExp(waits.family_name))
  await side.getByRole('button', { name: 'Alle 3 delen' }).press('Enter')
  await side.getByRole('button', { name: 'Reserveer 3 delen' }).press('Enter')
  await says(side, /komt na het vorige deel/)
  await says(page.locator('.k-toasts'), /3 reserveringen gemaakt/)
  assert.equal(await held(), 3)
  await page.keyboard.press('Control+z')
  await says(page.locator('.k-toasts'), /3 reserveringen ongedaan gemaakt/)
  assert.equal(await held(), 0)
  await desk.close()
}

export function atTheCounter(open: () => House): void {
  describe('at the counter', () => {
    test('a deposit that is given back takes the words of its payment along', () => depositBack(open()))
    test('a cost and a waiver that were a slip are taken back by Ctrl Z', () => slipOfTheTill(open()))
    test('the volumes of a series are reserved in one press, and taken back in one', () =>
      seriesAndBack(open()))
    test('two records that were merged are two again by Ctrl Z', () => mergedAndBack(open()))
    test('the page of a reader names no day as it is stored, and a form begins in its first field', () =>
      atThePage(open()))
  })
}
