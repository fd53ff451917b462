import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Desk, sitDown } from '../kaft.ts'
import { isAccessible, reflows } from '../looking.ts'
import { goTo, main, newestRow, openPatron, panel, says, scanField } from '../waiting.ts'
import type { House } from './house.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }

async function settled(page: Page): Promise<void> {
  await page.locator('#main h1').first().waitFor()
  await page.waitForFunction(
    () => !/Bezig met laden/.test(document.querySelector('#main')?.textContent ?? ''),
  )
}
async function looksWell(page: Page): Promise<void> {
  await settled(page)
  await isAccessible(page)
  await reflows(page)
}
const press = (page: Page, name: string | RegExp): Promise<void> =>
  main(page).getByRole('button', { name }).first().click()

async function aTitle(desk: Desk, words: string): Promise<string> {
  const { rows: [hit] = [] } = await desk.ask('GET', `/titles?q=${encodeURIComponent(words)}`)
  assert.ok(hit, `the demonstration has nothing for ${words}`)
  return String(hit['title_id'])
}

/** A holdings record is made at its title, changed, compared with what it was, taken out and brought back. */
async function holdingsRecord({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'carla.testgem', workstation: ['2001', 1] })
  const { page } = desk
  const title_id = await aTitle(desk, 'max havelaar')
  await page.goto(`${kaft.address}/catalogus/${title_id}/bezit`)
  await says(main(page), /Nieuw bezitsrecord/)
  await looksWell(page)
  await page.keyboard.press('Control+s')
  await says(main(page), /Bezitsrecord .*In woorden/)
  await looksWell(page)
  const lines = main(page).locator('[data-line] [data-part="text"]')
  const place = lines.filter({ hasText: /‡b|\$b/ }).first()
  const field = (await place.count()) > 0 ? place : lines.last()
  await field.click()
  await page.keyboard.press('End')
  await page.keyboard.type('$zOp aanvraag', { delay: 60 })
  await main(page).getByLabel('Waarom', { exact: false }).first().fill('Opmerking erbij')
  await page.keyboard.press('Control+s')
  await says(main(page), /Versie 1.*Opmerking erbij/)
  await press(page, 'Vergelijk')
  await says(main(page), /Op aanvraag/)
  await looksWell(page)
  await press(page, 'Verwijder dit bezitsrecord')
  await says(main(page), /Nieuw bezitsrecord/)
  await says(page.locator('body'), /Het bezitsrecord is verwijderd/)
  await page.keyboard.press('Control+z')
  await says(page.locator('body'), /Het bezitsrecord staat er weer/)
  await desk.close()
}

/** A hand may be faster than a frame: the mark of a subfield and its code, in the middle of a text, within one task of the page. */
async function fastHand({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'carla.testgem', workstation: ['2001', 1] })
  const { page } = desk
  const title_id = await aTitle(desk, 'max havelaar')
  await page.goto(`${kaft.address}/catalogus/${title_id}/bezit`)
  const field = main(page).locator('[data-line] [data-part="text"]').last()
  await field.fill('‡aKaasboter')
  const [text, caret] = await field.evaluate(async element => {
    const area = element as HTMLTextAreaElement
    area.focus()
    const at = area.value.indexOf('boter')
    area.setSelectionRange(at, at)
    area.dispatchEvent(new KeyboardEvent('keydown', { key: '$', bubbles: true, cancelable: true }))
    document.execCommand('insertText', false, 'b')
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    document.execCommand('insertText', false, 'en ')
    return [area.value.slice(at - 4), area.selectionStart - at] as const
  })
  assert.deepEqual([text, caret], ['Kaas ‡ben boter', 6])
  await desk.close()
}

/** Where the hands are: the name of what has the focus. */
const atHand = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement
    return at?.id === 'target-name' ? at.id : (at?.textContent ?? '') || (at?.tagName ?? '')
  })

/** Who opens a form by a key types in it at once, and who sends a report by Enter is back on the button that opened it. */
async function handsKeep({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'griet.consortium', workstation: ['2001', 1] })
  const { page } = desk
  await page.goto(`${kaft.address}/catalogus/${await aTitle(desk, 'max havelaar')}`)
  await settled(page)
  await press(page, 'Meld een fout')
  const dialog = page.getByRole('dialog', { name: 'Meld een fout' })
  await dialog.waitFor()
  await page.keyboard.type('De auteur staat er twee keer', { delay: 60 })
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  assert.equal(await atHand(page), 'Meld een fout')
  for (const [at, opens, label] of [
    ['', 'Hoort bij een ander werk', 'Van welke titel is dit ook een uitgave?'],
    ['/catalogus/koppen/2', 'Samenvoegen met een andere kop', 'Zoek de kop die in deze opgaat'],
  ] as const) {
    if (at !== '') await page.goto(`${kaft.address}${at}`)
    await settled(page)
    await main(page).getByRole('button', { name: opens }).focus()
    await page.keyboard.press('Enter')
    const field = main(page).getByLabel(label)
    await field.waitFor()
    assert.ok(await field.evaluate(element => element === document.activeElement), opens)
  }
  await page.goto(`${kaft.address}/catalogus/andere-catalogi`)
  await settled(page)
  for (const name of ['Catalogus toevoegen', /^Wijzig: Open Vlacc/]) {
    await main(page).getByRole('button', { name }).first().focus()
    await page.keyboard.press('Enter')
    await main(page).locator('#target-name').waitFor()
    assert.equal(await atHand(page), 'target-name')
    await press(page, 'Annuleren')
  }
  await desk.close()
}

/** A person types slower than a scanner. */
const LIKE_A_HAND_MS = 200
const literally = (text = ''): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))

/** The catalogue by its keys alone: the list, a title, those beside it, a reservation and a loan for who is open at the desk. */
async function byKeys({ kaft, stock }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'amina.testgem', workstation: ['2001', 1] })
  const { page, scanner } = desk
  const patron = stock.patron('I200')
  await scanField(page).waitFor()
  await scanner.scan(patron.card)
  await says(openPatron(page), literally(patron.name))
  await goTo(page, 'Catalogus')
  await page.locator('#main input[type="search"]').waitFor()
  await page.locator('#main h1').click()
  await page.keyboard.press('/')
  await page.waitForFunction(() => document.activeElement?.matches('#main input[type="search"]'))
  await page.waitForTimeout(LIKE_A_HAND_MS)
  await page.keyboard.type('dieren', { delay: 60 })
  const rows = main(page).locator('[data-row]')
  await rows.nth(2).waitFor()
  const titles = (await rows.locator('a[data-act="open"]').allInnerTexts()).slice(0, 3)
  const heading = main(page).locator('h1')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('r')
  await says(panel(page), literally(titles[1]))
  await says(panel(page), literally(patron.name))
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  await says(heading, literally(titles[1]))
  for (const [key, at] of [
    [']', 2],
    ['[', 1],
    ['[', 0],
  ] as const) {
    await page.waitForTimeout(LIKE_A_HAND_MS)
    await page.keyboard.press(key)
    await says(heading, literally(titles[at]))
  }
  await page.waitForTimeout(LIKE_A_HAND_MS)
  await page.keyboard.press('r')
  await says(panel(page), literally(titles[0]))
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'detached' })
  const book = stock.book('2001')
  await scanner.scan(book.barcode)
  await says(main(page), literally(book.barcode))
  await page.waitForTimeout(LIKE_A_HAND_MS)
  await page.keyboard.press('l')
  // Of several items that stand here, the key offers a choice, and Enter takes the first.
  await page.waitForFunction(
    () => document.querySelector('aside.k-side') !== null || /\/balie/.test(location.pathname),
  )
  if ((await panel(page).count()) > 0 && !page.url().includes('/balie')) await page.keyboard.press('Enter')
  await says(newestRow(page), /Uitgeleend/)
  await says(openPatron(page), literally(patron.name))
  await desk.close()
}

/** A search is kept by its key, listed with its news, changed, followed no more, deleted and brought back. */
async function keptSearch({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'carla.testgem', workstation: ['2001', 1] })
  const { page } = desk
  await page.goto(`${kaft.address}/catalogus?q=dieren`)
  await main(page).locator('[data-act="open"]').first().waitFor()
  await page.locator('#main h1').first().click()
  await page.keyboard.press('b')
  const layer = page.getByRole('dialog')
  await layer.getByLabel('Naam').waitFor()
  await looksWell(page)
  await layer.getByLabel('Naam').fill('Dieren in de winter')
  await page.keyboard.press('Enter')
  await says(page.locator('body'), /Bewaard: Dieren in de winter/)
  await page.goto(`${kaft.address}/catalogus/zoekopdrachten`)
  const row = main(page).getByRole('row').filter({ hasText: 'Dieren in de winter' })
  await says(row, /niets nieuws.*op het scherm/)
  await looksWell(page)
  await row.getByRole('button', { name: /^Wijzig/ }).click()
  await layer.getByLabel('Naam').fill('Dieren')
  await looksWell(page)
  await page.keyboard.press('Enter')
  const renamed = main(page)
    .getByRole('row')
    .filter({ hasText: /^Dieren\n?dieren/ })
  await says(main(page), /Dieren dieren · /)
  await main(page).getByRole('button', { name: 'Volg niet meer: Dieren', exact: true }).click()
  await main(page).getByRole('button', { name: 'Verwijder Dieren', exact: true }).click()
  await renamed.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await says(page.locator('body'), /Dieren staat er weer/)
  await main(page).getByRole('button', { name: 'Verwijder Dieren', exact: true }).click()
  await press(page, 'Toon wat verwijderd is')
  await says(main(page), /Dieren/)
  await looksWell(page)
  await desk.close()
}

/** The same list, and the news of one, on a phone. */
async function onAPhone({ kaft }: House): Promise<void> {
  const seat = { login: 'griet.consortium', workstation: ['2001', 1] } as const
  const desk = await sitDown(kaft, { ...PHONE, ...seat, at: '/catalogus/zoekopdrachten' })
  const { page } = desk
  await says(main(page), /Alles van Nele Peeters/)
  await looksWell(page)
  const { rows = [] } = await desk.ask('GET', '/saved-searches')
  const followed = rows.find(row => row['follow'] !== null)
  assert.ok(followed, 'the demonstration has a search that is followed')
  await page.goto(`${kaft.address}/catalogus/zoekopdrachten/${String(followed['search_id'])}`)
  await looksWell(page)
  await desk.close()
}

/** A book that nobody described yet: its ISBN, its title, its barcode; the next one takes two scans; a magazine says its number. */
async function threeScans({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, {
    login: 'carla.testgem',
    workstation: ['2001', 1],
    at: '/catalogus/exemplaren',
  })
  const { page, scanner } = desk
  const isbn = '9789000000197'
  await main(page).getByLabel('ISBN, titel of auteur').waitFor()
  await scanner.scan(isbn)
  await says(main(page), /Geen titel gevonden/)
  await page.keyboard.press('Enter')
  const title = main(page).getByLabel('Titel', { exact: true })
  await title.waitFor()
  assert.equal(await main(page).getByLabel('ISBN').inputValue(), isbn)
  await page.waitForFunction(() => document.activeElement?.id === 'brief-title')
  // A person types slower than a scanner.
  await page.keyboard.type('Logboek van een catalograaf', { delay: 60 })
  await page.keyboard.press('Enter')
  await says(main(page), /Logboek van een catalograaf boek · nog geen exemplaar hier/)
  await scanner.scan('30002998000018')
  await says(main(page), /Net toegevoegd.*30002998000018/)
  await scanner.scan(isbn)
  await says(main(page), /1 exemplaar hier/)
  await scanner.scan('30002998000025')
  await says(main(page), /30002998000025.*30002998000018/)
  const { rows: [magazine] = [] } = await desk.ask('GET', '/titles?material=magazine')
  await page.goto(`${kaft.address}/catalogus/exemplaren?titel=${String(magazine?.['title_id'])}`)
  const number = main(page).getByLabel('Nummer of deel')
  await number.waitFor()
  await number.fill('2026/11')
  await scanner.scan('30002998000032')
  await says(main(page), /30002998000032.*2026\/11/)
  assert.equal(await number.inputValue(), '2026/12')
  await looksWell(page)
  await desk.close()
}

export function cataloguing(open: () => House): void {
  describe('a cataloguer', () => {
    test('adds items with a scanner, also of a title that nobody described yet', () => threeScans(open()))
    test('makes, changes, compares, removes and brings back a holdings record', () => holdingsRecord(open()))
    test('types faster than a frame, and the caret stays where the hand is', () => fastHand(open()))
    test('keeps the hands where they were, or in what was opened', () => handsKeep(open()))
    test('searches, opens, walks, reserves and lends by keys alone', () => byKeys(open()))
    test('keeps a search, follows it, and lets it go', () => keptSearch(open()))
    test('sees kept searches and their news on a phone', () => onAPhone(open()))
  })
}
