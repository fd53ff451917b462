import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { uuid7 } from '../../../server/src/base/uuid.ts'
import { type Desk, sitDown } from '../kaft.ts'
import { isAccessible, reflows } from '../looking.ts'
import { main, says } from '../waiting.ts'
import type { House } from './house.ts'

type Look = (page: Page, what: string) => Promise<void>
const looksWell: Look = async page => {
  await isAccessible(page)
  await reflows(page)
}
const literally = (...texts: readonly string[]): RegExp =>
  new RegExp(texts.map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'))
const body = (page: Page) => page.locator('body')
/** A person types slower than a scanner. */
const LIKE_A_HAND_MS = 200
const SEAT = { login: 'bram.testgem', workstation: ['2001', 1] } as const

/** Young readers in good standing, whom no other journey takes: what is at the desk all day needs the adults. */
function readersOf({ kaft }: House): { readonly card: string; readonly name: string }[] {
  const { patrons, charges, loans, sheet } = kaft.demo
  const soon = Temporal.Now.plainDateISO('Europe/Brussels').add({ days: 15 }).toString()
  return patrons
    .filter(one => one.library === 'I200' && one.membership_type === 'jeugd' && one.member_until > soon)
    .filter(one => one.block === null && one.note === null)
    .filter(({ key }) => !charges.some(c => c.patron === key) && !loans.some(l => l.patron === key))
    .filter(({ cards }) => !sheet.some(row => cards.some(card => card.code === row.code)))
    .flatMap(({ cards, given_name, family_name }) => {
      const card = cards.find(one => one.state === 'active')?.code
      return card === undefined ? [] : [{ card, name: `${given_name} ${family_name}` }]
    })
}

/** A list of suggestions, with the row of one in focus. */
async function listOf(page: Page, stand: string, title: string) {
  await page.goto(new URL(`/aankoopsuggesties?stand=${stand}`, page.url()).href)
  const row = main(page).locator('[data-row]').filter({ hasText: title })
  await row.focus()
  await page.waitForTimeout(LIKE_A_HAND_MS)
  return row
}

/** A reader asks at the desk: it is suggested with their name, and stands on their own page. */
export async function asksAtTheDesk(house: House, look = looksWell): Promise<void> {
  const { kaft } = house
  const desk = await sitDown(kaft, SEAT)
  const { page, scanner } = desk
  const [reader, other] = readersOf(house)
  assert.ok(reader && other, 'the demonstration has no young readers')
  const { rows: [found] = [] } = await desk.ask('GET', `/patrons?q=${reader.card}`)
  const own = `/leners/${String(found?.['patron_id'])}?tab=reserveringen`
  await page.goto(`${kaft.address}${own}`)
  await main(page)
    .getByRole('button', { name: /^Aankoop voorstellen/ })
    .waitFor()
  await page.keyboard.press('Alt+a')
  const layer = page.getByRole('dialog')
  await says(layer, literally('Voor', reader.name))
  await layer.getByRole('button', { name: 'Zonder lezer' }).click()
  await layer.getByRole('button', { name: 'Zoek een lezer' }).waitFor()
  await look(page, 'propose')
  await scanner.scan(other.card)
  await says(layer, literally('Voor', other.name))
  await scanner.scan(reader.card)
  await says(layer, literally('Voor', reader.name))
  const title = `Wens van ${reader.name}`
  await layer.getByLabel('Titel', { exact: true }).fill(title)
  await look(page, 'propose-named')
  await page.keyboard.press('Enter')
  await says(body(page), literally('Aankoop voorgesteld', `Gevraagd door ${reader.name}`))
  await says(main(page), literally('Vroeg om te kopen', title, 'te beslissen'))
  await look(page, 'own-page')
  await page.keyboard.press('Control+z')
  await says(body(page), literally(`Niet meer voorgesteld door jou: ${title}`))
  await main(page).getByText(title).waitFor({ state: 'detached' })
  await desk.close()
}

/** Suggests a book of the library once more. */
async function suggested(desk: Desk): Promise<string> {
  const { rows: [title] = [] } = await desk.ask('GET', '/titles?q=kaasmaker')
  const title_id = String(title?.['title_id'])
  const made = await desk.ask('POST', '/purchase-suggestions', {
    command_id: uuid7(Temporal.Now.instant()),
    branch_id: '1',
    title_id,
    title: null,
    author: null,
    isbn: null,
    because: 'asked',
    remark: null,
    copies: 1,
  })
  const row = await desk.ask('GET', `/purchase-suggestions/${String(made['suggestion_id'])}`)
  return String(row['title'])
}

/** Two readers are named with a suggestion; before it is received it is reserved for them, by the rules of every reservation. */
export async function isReserved(house: House, look = looksWell): Promise<void> {
  const { kaft } = house
  const desk = await sitDown(kaft, SEAT)
  const { page, scanner } = desk
  const [first, second] = readersOf(house).slice(2)
  assert.ok(first && second, 'the demonstration has too few young readers')
  const { rows: [found] = [] } = await desk.ask('GET', `/patrons?q=${second.card}`)
  const block = { command_id: uuid7(Temporal.Now.instant()), reason: 'Boek beschadigd', until: null }
  await desk.ask('POST', `/patrons/${String(found?.['patron_id'])}/blocks`, block)
  const title = await suggested(desk)
  const toDecide = await listOf(page, 'te-beslissen', title)
  await page.keyboard.press('l')
  for (const { card, name } of [first, second]) {
    await toDecide.getByRole('button', { name: 'Lezer erbij', exact: true }).click()
    await page.getByLabel('Wie vraagt ernaar').waitFor()
    await scanner.scan(card)
    await says(toDecide, literally(name, 'vroeg dit op'))
  }
  await look(page, 'askers')
  await toDecide.getByRole('button', { name: `Haal weg: ${second.name}` }).click()
  await says(body(page), literally(`${second.name} staat niet meer bij deze aankoop`))
  await page.keyboard.press('Control+z')
  await says(toDecide, literally(second.name, 'vroeg dit op'))
  await toDecide.focus()
  await page.keyboard.press('a')
  await toDecide.waitFor({ state: 'detached' })
  const toOrder = await listOf(page, 'te-bestellen', title)
  await page.keyboard.press('b')
  await toOrder.waitFor({ state: 'detached' })
  const ordered = await listOf(page, 'besteld', title)
  await page.keyboard.press('o')
  await says(ordered, /Reserveer eerst voor wie vroeg.*Reserveer voor 2 lezers/)
  await page.waitForTimeout(LIKE_A_HAND_MS)
  await page.keyboard.press('r')
  // Whoever decides passes what stands in the way, reader by reader.
  await says(ordered, literally(first.name, 'gereserveerd', second.name, 'Reserveer toch'))
  await look(page, 'refused')
  await ordered.getByRole('button', { name: 'Reserveer toch' }).click()
  await says(ordered, literally('gereserveerd', second.name, 'gereserveerd'))
  await look(page, 'reserved')
  await page.keyboard.press('Control+z')
  await says(body(page), /De reservering is ongedaan gemaakt/)
  await says(ordered, literally(second.name, 'Reserveer'))
  await ordered.focus()
  await page.waitForTimeout(LIKE_A_HAND_MS)
  await page.keyboard.press('o')
  await ordered.waitFor({ state: 'detached' })
  const received = await listOf(page, 'ontvangen', title)
  await says(received, /2 lezers vroegen dit/)
  await page.goto(`${kaft.address}/mijn-dag`)
  await says(main(page), /Aangekocht, te reserveren voor wie vroeg/)
  await look(page, 'my-day')
  await desk.close()
}

export function purchases(open: () => House): void {
  describe('a reader who asks for a purchase', () => {
    test('is named with it at the desk, and found on their own page', () => asksAtTheDesk(open()))
    test('is told apart by others, and reserved for before it is received', () => isReserved(open()))
  })
}
