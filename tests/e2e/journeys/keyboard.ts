import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Desk, sitDown } from '../kaft.ts'
import { chosen, goTo, isInField, main, newestRow, openPatron, panel, says, scanField } from '../waiting.ts'
import type { House } from './house.ts'

const atCentrum = async ({ kaft }: House): Promise<Desk> => {
  const desk = await sitDown(kaft, { login: 'amina.testgem', workstation: ['2001', 1] })
  await scanField(desk.page).waitFor()
  return desk
}

/** A hand that typed needs a moment to take the scanner. */
const takeScanner = (page: Page): Promise<void> => page.waitForTimeout(200)

/** Every function key of the desk opens what it says, closes again, and leaves the focus in the scan field. */
async function functionKeys(house: House): Promise<void> {
  const { stock } = house
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const patron = stock.patron('I200')
  await isInField(page, 'opening the desk')
  await page.keyboard.press('F1')
  await says(page.getByRole('dialog'), /Toetsen op dit scherm.*F7 Innamemodus/)
  await page.keyboard.press('Escape')
  await isInField(page, 'F1 and Esc')
  await scanner.scan(patron.card)
  await says(openPatron(page), new RegExp(patron.name))
  await scanner.scan(stock.book('2001').barcode)
  await says(newestRow(page), /Uitgeleend/)
  for (const [key, opens] of [
    ['F2', /Waarom\?/],
    ['F9', /Uitleningen/],
    ['Alt+h', /Laatste handelingen/],
  ] as const) {
    await page.keyboard.press(key)
    await says(panel(page), opens)
    await page.keyboard.press('Escape')
    await isInField(page, `${key} and Esc`)
  }
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await says(panel(page), /Uitgeleend|Streepjescode|Exemplaar|\d{14}/)
  await page.keyboard.press('F3')
  await isInField(page, 'F3')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await says(newestRow(page), /Ongedaan gemaakt.*De uitlening is weg/)
  await page.keyboard.press('F12')
  await openPatron(page).waitFor({ state: 'detached' })
  await isInField(page, 'F12')
  await desk.close()
}

/** Return mode by keys alone: it says where each thing goes, in large, and stops with what was done. */
async function returnMode(house: House): Promise<void> {
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  await page.keyboard.press('F7')
  await says(main(page), /Innamemodus starten/)
  await page.keyboard.press('Enter')
  await says(page.getByRole('region', { name: 'Meldingen' }), /INNAMEMODUS/)
  await scanner.scan(house.stock.book('2002').barcode)
  await says(main(page), /Bak naar Noord.*Deze ronde/)
  await page.keyboard.press('F7')
  await says(main(page), /1 exemplaar verwerkt/)
  await page.keyboard.press('Enter')
  await page.getByText('INNAMEMODUS ·').waitFor({ state: 'detached' })
  await isInField(page, 'return mode')
  await desk.close()
}

/** Every place of the navigation is reached by the palette, which knows the old words as well. */
async function palette(house: House): Promise<void> {
  const desk = await sitDown(house.kaft, { login: 'els.testgem', workstation: ['2001', 1] })
  const { page } = desk
  await scanField(page).waitFor()
  const links = page.getByRole('navigation', { name: 'Plaatsen' }).getByRole('link')
  const names = await links.locator('.k-nav-name').allInnerTexts()
  assert.ok(names.length > 3, names.join(', '))
  for (const name of names.toReversed()) {
    await goTo(page, name)
    await page.waitForFunction(title => document.title.startsWith(title), name)
    await page.locator('#main h1').waitFor()
  }
  for (const [old, now] of [
    ['kastlijst', /^Kastlijst/],
    ['storno', /^(Kas|Storno)/],
    ['noodprocedure', /^Noodprocedure/],
    ['RMT', /^Reglement/],
    ['attendering', /^Reglement/],
    ['dagafsluiting', /^Kas/],
  ] as const) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(old, { delay: 60 })
    await says(chosen(page), now)
    await page.keyboard.press('Escape')
  }
  await isInField(page, 'the palette')
  await desk.close()
}

/** On a phone the places wait behind one line, so that the work begins on the first screen. */
async function onPhone({ kaft }: House): Promise<void> {
  const viewport = { width: 360, height: 740 }
  const desk = await sitDown(kaft, {
    login: 'els.testgem',
    workstation: ['2001', 1],
    at: '/mijn-dag',
    viewport,
  })
  const { page } = desk
  await page.locator('#main h1').waitFor()
  const places = page.getByRole('navigation', { name: 'Plaatsen' })
  assert.equal(await places.getByRole('link').count(), 0)
  await places.getByRole('button', { name: /Mijn dag/ }).press('Enter')
  await places.getByRole('link', { name: 'Catalogus' }).press('Enter')
  await page.waitForFunction(() => document.title.startsWith('Catalogus'))
  assert.equal(await places.getByRole('link').count(), 0)
  await desk.close()
}

/** Alt L hides what is on the screen; a key brings it back and does nothing else; a card goes on working. */
async function cover(house: House): Promise<void> {
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const patron = house.stock.patron('I200')
  const body = page.locator('.k-frame-body')
  await scanner.scan(patron.card)
  await says(openPatron(page), new RegExp(patron.name))
  await page.keyboard.press('Alt+l')
  await page.getByText('Het scherm is afgedekt').waitFor()
  assert.match(await body.evaluate(element => getComputedStyle(element).filter), /blur/)
  assert.equal(
    await body.evaluate(element => (element as HTMLElement).inert),
    true,
    'nothing under it can be read out',
  )
  await page.keyboard.press('F12')
  await page.getByText('Het scherm is afgedekt').waitFor({ state: 'detached' })
  await says(openPatron(page), new RegExp(patron.name))
  await isInField(page, 'uncovering')
  await page.keyboard.press('Alt+l')
  await page.getByText('Het scherm is afgedekt').waitFor()
  const next = house.stock.patron('I210')
  await scanner.scan(next.card)
  await says(openPatron(page), new RegExp(next.name))
  await desk.close()
}

/** A colleague takes over: initials and PIN, the patron stays open, and what follows bears the new name. */
async function quickSwitch(house: House, t: TestContext): Promise<void> {
  const { stock, kaft } = house
  const first = await sitDown(kaft, { login: 'bram.testgem', workstation: ['2001', 1] })
  await first.close()
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const patron = stock.patron('I200')
  await scanner.scan(patron.card)
  await says(openPatron(page), new RegExp(patron.name))
  const began = performance.now()
  await page.keyboard.press('Control+u')
  await page.getByLabel('Initialen').waitFor()
  await page.keyboard.type('BD', { delay: 60 })
  await page.keyboard.press('Tab')
  await page.keyboard.type('314159', { delay: 60 })
  await says(page.locator('header'), /Bram Dewaele/)
  t.diagnostic(`quick switch: ${Math.round(performance.now() - began)} ms, typing included`)
  await says(openPatron(page), new RegExp(patron.name))
  await isInField(page, 'the quick switch')
  await takeScanner(page)
  await scanner.scan(stock.book('2001').barcode)
  await says(newestRow(page), /Uitgeleend/)
  await page.keyboard.press('Alt+h')
  await says(panel(page), /Bram Dewaele/)
  const amina = kaft.demo.libraries.flatMap(one => one.staff).find(one => one.login === 'amina.testgem')
  await scanner.scan(amina?.badge ?? '')
  await says(page.locator('header'), /Amina Verhulst/)
  await says(openPatron(page), new RegExp(patron.name))
  await desk.close()
}

async function languages(house: House): Promise<void> {
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  await scanner.scan('30002999999999')
  await says(newestRow(page), /Onbekend Deze streepjescode|Onbekend Deze code/)
  await goTo(page, 'Engels')
  await page.waitForFunction(() => document.documentElement.lang === 'en')
  await says(newestRow(page), /Unknown/)
  await says(page.getByRole('navigation', { name: 'Places' }), /Desk.*Catalogue/)
  await goTo(page, 'Dutch')
  await page.waitForFunction(() => document.documentElement.lang === 'nl')
  await desk.close()
}

/** A scanner that believes in an American keyboard, at a machine with a Belgian one. */
async function azerty(house: House): Promise<void> {
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const patron = house.stock.patron('I200')
  await scanner.scan(patron.card, { layout: 'azerty' })
  await says(openPatron(page), new RegExp(patron.name))
  await says(page.locator('body'), /De scanner staat op een ander toetsenbord\. We hebben de code omgezet\./)
  assert.equal(await scanField(page).inputValue(), '')
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await scanner.scan(house.stock.book('2001').barcode, { layout: 'azerty' })
  await says(newestRow(page), /Uitgeleend/)
  await desk.close()
}

/** A scan in the middle of typing takes nothing away and presses nothing. */
async function scanWhileTyping(house: House): Promise<void> {
  const { kaft, stock } = house
  const desk = await sitDown(kaft, { login: 'amina.testgem', workstation: ['2001', 1], at: '/leners/nieuw' })
  const { page, scanner } = desk
  const name = page.getByLabel('Naam', { exact: true })
  await name.focus()
  await page.keyboard.type('Vandenhoute', { delay: 60 })
  await takeScanner(page)
  await scanner.scan('2001000099998')
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[id$="card"]')?.value !== '')
  assert.equal(await name.inputValue(), 'Vandenhoute', 'what was typed stays')
  assert.equal(await page.getByLabel(/Bibliotheekpas/).inputValue(), '2001000099998')
  assert.equal(new URL(page.url()).pathname, '/leners/nieuw', 'the Enter of the scanner sent nothing')
  await page.goto(`${kaft.address}/leners`)
  const search = page.getByRole('searchbox')
  await search.waitFor()
  await page.keyboard.type('Vandenh', { delay: 60 })
  await takeScanner(page)
  await scanner.scan(stock.book('2001').barcode)
  await says(panel(page), /Toon de titel/)
  assert.equal(await search.inputValue(), 'Vandenh', 'a book that was scanned opens beside the search')
  await desk.close()
}

/** After each save the hands are where they were: on the button that was pressed, or in the field that is drawn anew. */
async function keepsPlace({ kaft, stock }: House): Promise<void> {
  const desk = await sitDown(kaft, {
    login: 'carla.testgem',
    workstation: ['2001', 1],
    at: '/catalogus/nieuw',
  })
  const { page } = desk
  await page.getByLabel('Titel', { exact: true }).fill('Wandelboek van de nacht')
  await page.keyboard.press('Enter')
  await says(main(page), /nog geen exemplaar/)
  await main(page).getByRole('link', { name: 'Record', exact: true }).click()
  const line = main(page).locator('[data-line] [data-part="text"]').last()
  await line.click()
  await page.keyboard.press('End')
  await page.keyboard.type(' 2', { delay: 60 })
  await page.keyboard.press('Control+s')
  await says(main(page), /Versie 1/)
  await line.evaluate(element => {
    if (document.activeElement !== element) throw new Error('the focus left the line that was saved')
  })
  await desk.close()
  const counter = await atCentrum({ kaft, stock })
  const card = kaft.demo.sheet.find(row => /klaspas/.test(row.nl))?.code ?? ''
  const { rows: [klas] = [] } = await counter.ask('GET', `/patrons?q=${card}`)
  await counter.page.goto(`${kaft.address}/leners/${String(klas?.['patron_id'])}?tab=klaslijst`)
  await main(counter.page).getByLabel('Voornamen, één per lijn').fill('Zoë')
  const add = main(counter.page).getByRole('button', { name: 'Zet kinderen op de lijst' })
  await add.focus()
  await counter.page.keyboard.press('Enter')
  await says(main(counter.page), /Zoë\s+niets/)
  await counter.page.waitForFunction(() => document.activeElement?.textContent === 'Zet kinderen op de lijst')
  await counter.close()
}

/** What was done away from the desk is taken back by its key, and the server knows of it. */
async function undoElsewhere({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'bram.testgem', workstation: ['2001', 2], at: '/kastlijst' })
  const { page } = desk
  const lines = async (): Promise<readonly string[]> =>
    ((await desk.ask('GET', '/pull-list')).rows ?? []).map(row => String(row['title_id'])).toSorted()
  const before = await lines()
  await main(page)
    .getByRole('button', { name: /^Niet gevonden/ })
    .first()
    .click()
  await says(page.locator('.k-toasts'), /Niet gevonden: /)
  assert.equal((await lines()).length, before.length - 1)
  await page.keyboard.press('Control+z')
  await says(page.locator('.k-toasts'), /Ongedaan gemaakt/)
  assert.deepEqual(await lines(), before)
  await desk.close()
}

export function keyboard(house: () => House): void {
  describe('without a mouse', () => {
    test('the function keys open, close and give the scan field back', () => functionKeys(house()))
    test('return mode starts, tells where things go, and stops', () => returnMode(house()))
    test('the palette reaches every place, by old words too', () => palette(house()))
    test('on a phone the places open from one line', () => onPhone(house()))
    test('Alt L covers the screen; a key or a card brings it back', () => cover(house()))
    test('Ctrl U: a colleague takes over by PIN or badge and the patron stays open', t =>
      quickSwitch(house(), t))
    test('the screens speak English and Dutch', () => languages(house()))
    test('a scan through the wrong keyboard layout is understood, and told', () => azerty(house()))
    test('Ctrl Z takes back what was done away from the desk', () => undoElsewhere(house()))
    test('a save leaves the focus where it was', () => keepsPlace(house()))
    test('a scan while somebody types changes nothing that was typed', () => scanWhileTyping(house()))
  })
}
