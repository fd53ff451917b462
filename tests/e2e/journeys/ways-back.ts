import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { uuid7 } from '../../../server/src/base/uuid.ts'
import { type Desk, sitDown } from '../kaft.ts'
import { main, says } from '../waiting.ts'
import type { House } from './house.ts'

const administrator = ({ kaft }: House, at: string): Promise<Desk> =>
  sitDown(kaft, { login: 'els.testgem', workstation: ['2001', 1], at })

/** A member who owes something: those without anything are kept for who lends. */
async function debtor(desk: Desk, { kaft }: House): Promise<string> {
  const { patrons, charges, sheet } = kaft.demo
  const cards = patrons
    .filter(one => one.library === 'I200' && one.block === null && one.note === null)
    .filter(one => one.membership_type === 'volwassene' && charges.some(charge => charge.patron === one.key))
    .flatMap(one => one.cards.filter(card => card.state === 'active').map(card => card.code))
  const card = cards.find(code => !sheet.some(row => row.code === code))
  assert.ok(card, 'somebody owes something')
  const { rows: [found] = [] } = await desk.ask('GET', `/patrons?q=${card}`)
  return String(found?.['patron_id'])
}

const toasts = ({ page }: Desk) => page.locator('.k-toasts')

/** Ends a membership, goes elsewhere, and takes it back there with the key that the toast shows. */
async function fromElsewhere(house: House): Promise<void> {
  const desk = await administrator(house, '/leners')
  const { page } = desk
  const patron_id = await debtor(desk, house)
  const ended = async (): Promise<unknown> => (await desk.ask('GET', `/patrons/${patron_id}`))['end_reason']
  await page.goto(`${house.kaft.address}/leners/${patron_id}?tab=gegevens`)
  await main(page).getByRole('button', { name: 'Opzeggen' }).click()
  await main(page).locator('form').getByRole('button', { name: 'Opzeggen' }).click()
  await says(toasts(desk), /Lidmaatschap opgezegd/)
  assert.equal(await ended(), 'asked')
  await page.getByRole('link', { name: 'Cijfers' }).click()
  await says(main(page), /Per maand/)
  await page.keyboard.press('Control+z')
  await says(toasts(desk), /De opzegging is ingetrokken/)
  assert.equal(await ended(), null)
  await desk.close()
}

/** A way back that the server refuses is told; what a colleague did in between stands. */
async function refused(house: House): Promise<void> {
  const desk = await administrator(house, '/leners')
  const { page } = desk
  const patron_id = await debtor(desk, house)
  const write = async (street: string): Promise<void> => {
    const { version } = await desk.ask('GET', `/patrons/${patron_id}`)
    const address = { kind: 'student', care_of: null, street, postcode: '9000', municipality: 'Gent' }
    const addresses = [{ ...address, letters: false, until: null }]
    const command_id = uuid7(Temporal.Now.instant())
    await desk.ask('PUT', `/patrons/${patron_id}/addresses`, { command_id, version, addresses })
  }
  await write('Kotstraat 1')
  await page.goto(`${house.kaft.address}/leners/${patron_id}?tab=gegevens`)
  await main(page).getByRole('button', { name: 'Weghalen' }).click()
  await says(toasts(desk), /Ongedaan maken/)
  await write('Kotstraat 2')
  await toasts(desk).getByRole('button').click()
  await says(toasts(desk), /Iemand wijzigde dit intussen/)
  const { addresses } = await desk.ask('GET', `/patrons/${patron_id}`)
  assert.deepEqual(
    (addresses as { street: string }[]).map(one => one.street),
    ['Kotstraat 2'],
  )
  await desk.close()
}

/** A card that was withdrawn by mistake works again, and so does a note that was taken away. */
async function cardAndNote(house: House): Promise<void> {
  const desk = await administrator(house, '/leners')
  const { page } = desk
  const patron_id = await debtor(desk, house)
  const read = () => desk.ask('GET', `/patrons/${patron_id}`)
  const states = async () => ((await read())['cards'] as { state: string }[]).map(card => card.state)
  const note = { text: 'Bril ligt aan de balie', until: '2099-01-31', shown: 'page' }
  await desk.ask('POST', `/patrons/${patron_id}/notes`, {
    command_id: uuid7(Temporal.Now.instant()),
    ...note,
  })
  const before = await states()
  await page.goto(`${house.kaft.address}/leners/${patron_id}?tab=gegevens`)
  await main(page)
    .getByRole('button', { name: /^Intrekken/ })
    .first()
    .click()
  await says(toasts(desk), /De kaart is ingetrokken/)
  assert.notDeepEqual(await states(), before)
  await page.keyboard.press('Control+z')
  await says(toasts(desk), /De kaart werkt weer/)
  assert.deepEqual(await states(), before)
  await main(page).getByRole('button', { name: 'Weghalen' }).first().click()
  await says(toasts(desk), /Notitie weggehaald/)
  assert.deepEqual((await read())['notes'], [])
  await page.keyboard.press('Control+z')
  await says(toasts(desk), /De notitie staat er weer/)
  assert.equal(((await read())['notes'] as { text: string }[])[0]?.text, note.text)
  await desk.close()
}

/** A form that is refused leaves whoever sent it in the first field that is wrong. */
async function firstFault(house: House): Promise<void> {
  const desk = await administrator(house, '/instellingen/medewerkers')
  const { page } = desk
  await main(page).getByRole('button', { name: 'Medewerker toevoegen' }).click()
  await main(page).getByRole('button', { name: 'Bewaren' }).click()
  await says(main(page), /Vul dit in/)
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true')
  await desk.close()
}

/** What cannot be read is refused: a name does not widen the search of a breach, and a word is not left out of its count. */
async function unreadable({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, {
    login: 'farid.testgem',
    workstation: ['2001', 1],
    at: '/privacy/datalekken',
  })
  const { page } = desk
  const breach = async () => ((await desk.ask('GET', '/breaches')).rows ?? [])[0] ?? {}
  const before = await breach()
  await main(page).getByRole('button', { name: 'Behandel' }).first().click()
  await main(page).getByLabel('Nummer van de medewerker').fill('Amina Verhulst')
  await main(page).getByRole('button', { name: 'Zet op de lijst' }).click()
  await says(main(page), /Typ het nummer, geen naam/)
  await main(page).getByLabel('Hoeveel mensen, ongeveer?').fill('een honderdtal')
  await main(page).getByRole('button', { name: 'Bewaar', exact: true }).click()
  await says(main(page), /Schrijf een getal in cijfers/)
  assert.deepEqual(await breach(), before)
  await main(page).getByLabel('Hoeveel mensen, ongeveer?').fill('1.200')
  await main(page).getByRole('button', { name: 'Bewaar', exact: true }).click()
  await says(page.locator('.k-toasts'), /Bewaard/)
  assert.equal((await breach())['people'], 1200)
  await desk.close()
}

/** The door to what somebody read opens for no reason that nobody chose. */
async function historyDoor(house: House): Promise<void> {
  const desk = await administrator(house, '/leners')
  const { page } = desk
  const patron_id = await debtor(desk, house)
  await page.goto(`${house.kaft.address}/leners/${patron_id}`)
  await main(page).getByRole('button', { name: 'Open de historiek' }).click()
  await says(main(page), /Kies waarvoor je de deur opent/)
  await main(page).getByRole('radio', { name: 'Vraag van de lener zelf' }).check()
  await main(page).getByRole('button', { name: 'Open de historiek' }).click()
  await main(page).getByRole('button', { name: 'Sluit', exact: true }).waitFor()
  await desk.close()
}

/** A draft that was thrown away is there again. */
async function draft({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'bram.testgem', workstation: ['2001', 2], at: '/nieuws' })
  const names = async () => ((await desk.ask('GET', '/campaigns')).rows ?? []).map(row => row['name'])
  const audience = { membership_types: [], postcodes: [], age_from: null, age_to: null }
  const text = { name: 'Leesclub van mei', purpose: 'De leesclub', subject: 'Kom je ook?', body: 'Tot dan.' }
  const command_id = uuid7(Temporal.Now.instant())
  await desk.ask('POST', '/campaigns', { command_id, ...text, audience })
  await desk.page.reload()
  await main(desk.page).getByRole('button', { name: 'Gooi weg' }).first().click()
  await says(toasts(desk), /Weggegooid/)
  assert.ok(!(await names()).includes(text.name))
  await desk.page.keyboard.press('Control+z')
  await says(toasts(desk), /Het ontwerp staat er weer/)
  assert.ok((await names()).includes(text.name))
  await desk.close()
}

export function waysBack(house: () => House): void {
  describe('ways back', () => {
    test('what was done is taken back by its key from another screen', () => fromElsewhere(house()))
    test('a way back that is refused says so', () => refused(house()))
    test('a card that was withdrawn and a note that was taken away come back', () => cardAndNote(house()))
    test('what cannot be read of a breach is refused and told', () => unreadable(house()))
    test('the loan history opens for a reason that was chosen', () => historyDoor(house()))
    test('a draft of news that was thrown away comes back', () => draft(house()))
    test('a form that is refused puts the hands in the field that is wrong', () => firstFault(house()))
  })
}
