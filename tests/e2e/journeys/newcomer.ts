import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Desk, sitDown } from '../kaft.ts'
import { goTo, isInField, main, newestRow, openPatron, panel, says, scanField } from '../waiting.ts'
import type { House } from './house.ts'

/** How somebody who never saw Kaft does a thing: with the mouse and the scan tray, or with keys and a scanner. */
interface Hands {
  readonly scan: (desk: Desk, code: string) => Promise<void>
  readonly why: (page: Page) => Promise<void>
  readonly undo: (page: Page) => Promise<void>
  readonly close: (page: Page) => Promise<void>
  readonly go: (page: Page, place: string) => Promise<void>
  readonly reserve: (page: Page) => Promise<void>
}

const keys: Hands = {
  scan: ({ scanner }, code) => scanner.scan(code),
  why: page => page.keyboard.press('F2'),
  undo: page => page.keyboard.press('Control+z'),
  close: page => page.keyboard.press('F12'),
  go: goTo,
  reserve: async page => {
    const button = panel(page).getByRole('button', { name: 'Reserveer', exact: true })
    for (let i = 0; i < 10 && !(await button.evaluate(e => e === document.activeElement)); i++) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
  },
}

const mouse: Hands = {
  scan: async ({ page }, code) => {
    const tray = page.getByRole('complementary', { name: 'Scanbak om te oefenen' })
    if (!(await tray.isVisible())) await page.getByRole('button', { name: 'Scanbak', exact: true }).click()
    await tray.locator('button.k-tray-code', { hasText: code }).click()
  },
  why: page => newestRow(page).getByRole('button', { name: 'Waarom?' }).click(),
  undo: page => newestRow(page).getByRole('button', { name: 'Ongedaan maken' }).click(),
  close: page =>
    openPatron(page)
      .getByRole('button', { name: /Afsluiten/ })
      .click(),
  go: (page, place) =>
    page.getByRole('navigation', { name: 'Plaatsen' }).getByRole('link', { name: place }).click(),
  reserve: page => panel(page).getByRole('button', { name: 'Reserveer', exact: true }).click(),
}

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Aanmeldnaam').waitFor()
  await page.keyboard.type(login)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await scanField(page).waitFor()
}

const shortMonths = /\b(\d{1,2}) (jan|feb|mrt|apr|mei|jun|jul|aug|sep|sept|okt|nov|dec)\b/

/** Opens "Waarom?" and reads that it is about the date of the row, with the regulation or the calendar behind it. */
async function readWhy(page: Page, hands: Hands, row: string): Promise<void> {
  const [, day, month] = shortMonths.exec(row) ?? []
  assert.ok(day && month, `no date in ${row}`)
  await hands.why(page)
  const said = await says(panel(page), /Omdat|omdat/)
  assert.match(
    said,
    new RegExp(`\\b${day} ${month === 'mrt' ? 'maart' : month}`),
    'the panel is about this date',
  )
  assert.match(said, /Reglement \d{4}/, 'the panel names the regulation')
}

interface Cast {
  readonly lender: { readonly card: string; readonly name: string }
  readonly waiting: { readonly card: string; readonly name: string }
  readonly barcode: string
}

/** Amina in Centrum lends, explains, and reserves for the next. */
async function lendAndReserve(desk: Desk, hands: Hands, { lender, waiting, barcode }: Cast): Promise<void> {
  const { page, scanner } = desk
  await hands.scan(desk, lender.card)
  await says(openPatron(page), new RegExp(lender.name))
  await hands.scan(desk, barcode)
  const row = await says(newestRow(page), /Uitgeleend terug \w\w \d/)
  await readWhy(page, hands, row)
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  await hands.close(page)
  await openPatron(page).waitFor({ state: 'detached' })
  await isInField(page, 'closing the patron')
  await hands.go(page, 'Catalogus')
  await page.getByRole('heading', { name: 'Catalogus' }).waitFor()
  await scanner.scan(barcode)
  await says(main(page), /uitgeleend/)
  await scanner.scan(waiting.card)
  await says(panel(page), new RegExp(waiting.name))
  await hands.reserve(page)
  await says(panel(page), /Gereserveerd: plaats 1 van 1\. Afhalen in Centrum\./)
}

/** Noor in Noord takes it back, undoes that, and takes it back again: it goes to Centrum. */
async function takeBackInNoord(desk: Desk, hands: Hands, { lender, waiting, barcode }: Cast): Promise<void> {
  const { page, scanner } = desk
  await scanner.scan(barcode)
  await says(newestRow(page), /Ingenomen.*Bak naar Centrum.*iemand wacht/)
  await hands.undo(page)
  await says(newestRow(page), /Ongedaan gemaakt.*Uitlening.*wachtrij.*hersteld/)
  await scanner.scan(barcode)
  await says(newestRow(page), /Ingenomen.*Bak naar Centrum/)
  const shown = await page.locator('body').innerText()
  for (const { name } of [lender, waiting])
    assert.ok(!shown.includes(name), `${name} stands on the screen of Noord`)
}

/** Amina sees it on its way, receives it, and it lies ready under a code. */
async function receiveInCentrum(desk: Desk, hands: Hands, { waiting, barcode }: Cast): Promise<void> {
  const { page, scanner } = desk
  await hands.go(page, 'Reserveringskast')
  await page.getByRole('tab', { name: /Onderweg/ }).click()
  await scanner.scan(barcode)
  await says(main(page), /Onderweg naar hier, uit Noord/)
  await hands.go(page, 'Balie')
  await scanField(page).waitFor()
  await hands.scan(desk, barcode)
  await says(newestRow(page), /Ontvangen.*Reserveringskast \S+ · tot/)
  await scanner.scan(waiting.card)
  await says(openPatron(page), /1 reservering ligt klaar/)
}

async function journey({ kaft }: House, hands: Hands, cast: Cast): Promise<void> {
  const amina = await sitDown(kaft, { at: '/' })
  await signIn(amina.page, 'amina.testgem', kaft.demo.password)
  await says(amina.page.locator('header'), /Bib Testgem.*Centrum.*Amina Verhulst/)
  await lendAndReserve(amina, hands, cast)
  const noor = await sitDown(kaft, { at: '/' })
  await signIn(noor.page, 'noor.testgem', kaft.demo.password)
  await says(noor.page.locator('header'), /Noord/)
  await takeBackInNoord(noor, hands, cast)
  await noor.close()
  await receiveInCentrum(amina, hands, cast)
  await amina.close()
}

/** Everything by which somebody could be looked for. */
const looksFor = (patron: House['kaft']['demo']['patrons'][number], card: string): readonly string[] => [
  `${patron.given_name} ${patron.family_name}`,
  `${patron.family_name} ${patron.birth_on?.slice(0, 4) ?? ''}`,
  patron.email ?? card,
  card,
]

/** What a place answers to words, with the words themselves taken out, so that two answers can be compared. */
const without = (said: string, words: string): string => said.replaceAll(words, '…')

/** The list of patrons, and the palette above it. */
async function lookInLists(page: Page, words: string): Promise<string[]> {
  await page.getByRole('searchbox').fill('')
  await says(main(page), /Scan een kaart of typ een naam/)
  await page.getByRole('searchbox').fill(words)
  const list = await says(main(page), /Niemand gevonden|gevonden\./)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(words)
  const palette = await says(page.getByRole('dialog'), /Niets gevonden|Leners|Exemplaren|Titels/)
  await page.keyboard.press('Escape')
  return [without(list, words), without(palette, words)]
}

async function lookAtDesk({ page, scanner }: Desk, name: string, card: string): Promise<string[]> {
  await scanField(page).fill(name)
  const found = await says(main(page).getByText('We vinden niemand'), /We vinden niemand met deze naam/)
  await scanField(page).fill('')
  await scanner.scan(card)
  const row = await says(newestRow(page), new RegExp(`^${card} Onbekend`))
  return [without(found, name), without(row, card)]
}

async function withKeys(house: House): Promise<void> {
  const { stock } = house
  const [lender, waiting] = [stock.patron('I200'), stock.patron('I200')]
  await journey(house, keys, { lender, waiting, barcode: stock.book('2001').barcode })
}

async function withMouse(house: House): Promise<void> {
  const { stock, kaft } = house
  const onSheet = (kind: string, words: RegExp): string =>
    kaft.demo.sheet.find(row => row.kind === kind && words.test(row.nl))?.code ?? ''
  const card = onSheet('card', /alles in orde/)
  const patron = kaft.demo.patrons.find(one => one.cards.some(c => c.code === card))
  assert.ok(patron)
  const lender = { card, name: `${patron.given_name} ${patron.family_name}` }
  const barcode = onSheet('item', /boek op de plank in Centrum/)
  await journey(house, mouse, { lender, waiting: stock.patron('I200'), barcode })
}

/** Words that fit nobody, of the same kinds as those of `looksFor`. */
const nobody = ['Zefira Onbestaand', 'Onbestaand 1999', 'zefira@voorbeeld.test', '2001000099999']

async function overTheWall({ stock, kaft }: House): Promise<void> {
  const there = stock.patron('I200')
  const gilles = await sitDown(kaft, { login: 'gilles.alleenberg', at: '/leners' })
  for (const [n, words] of looksFor(there, there.card).entries()) {
    const answer = await lookInLists(gilles.page, words)
    assert.deepEqual(answer, await lookInLists(gilles.page, nobody[n] ?? ''), 'as for one who does not exist')
  }
  await goTo(gilles.page, 'Balie')
  const answer = await lookAtDesk(gilles, there.name, there.card)
  assert.deepEqual(answer, await lookAtDesk(gilles, nobody[0] ?? '', nobody[3] ?? ''))
  await gilles.close()
  const ilse = await sitDown(kaft, { login: 'ilse.proefdorp', at: '/leners' })
  await ilse.page.getByRole('searchbox').fill(there.name)
  await says(main(ilse.page), new RegExp(`1 lener gevonden.*${there.name}.*lid bij Bib Testgem`))
  await ilse.close()
}

export function newcomer(house: () => House): void {
  describe('somebody who never saw Kaft', () => {
    test('lends, explains, takes back elsewhere, undoes and receives, with keys and a scanner alone', () =>
      withKeys(house()))
    test('does the same with the mouse and the scan tray', () => withMouse(house()))
    test('finds no patron of a library that does not cooperate, by any means', () => overTheWall(house()))
  })
}
