import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { uuid7 } from '../../../server/src/base/uuid.ts'
import { type Desk, type Kaft, sitDown } from '../kaft.ts'
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

/** What cannot be read is refused: a word is not left out of the count of a breach. */
async function unreadable({ kaft }: House): Promise<void> {
  const desk = await officer(kaft)
  const { page } = desk
  const before = await breachNow(desk)
  await main(page).getByRole('button', { name: 'Behandel' }).first().click()
  await main(page).getByLabel('Hoeveel mensen, ongeveer?').fill('een honderdtal')
  await main(page).getByRole('button', { name: 'Bewaar', exact: true }).click()
  await says(main(page), /Schrijf een getal in cijfers/)
  assert.deepEqual(await breachNow(desk), before)
  await main(page).getByLabel('Hoeveel mensen, ongeveer?').fill('1.200')
  await main(page).getByRole('button', { name: 'Bewaar', exact: true }).click()
  await says(toasts(desk), /Bewaard/)
  assert.equal((await breachNow(desk))['people'], 1200)
  await desk.close()
}

const officer = (kaft: Kaft): Promise<Desk> =>
  sitDown(kaft, { login: 'farid.testgem', workstation: ['2001', 1], at: '/privacy/datalekken' })
const breachNow = async (desk: Desk) => ((await desk.ask('GET', '/breaches')).rows ?? [])[0] ?? {}

/** Who looked is chosen by name, since nobody knows the number of an account; what was closed opens again. */
async function breach(house: House): Promise<void> {
  const counter = await administrator(house, '/mijn-dag')
  const seen = await debtor(counter, house)
  await counter.ask('GET', `/patrons/${seen}`)
  await counter.close()
  const desk = await officer(house.kaft)
  const { page } = desk
  const press = (name: string): Promise<void> =>
    main(page).getByRole('button', { name, exact: true }).first().click()
  await press('Behandel')
  await main(page)
    .getByLabel('Van', { exact: true })
    .fill(Temporal.Now.plainDateISO('Europe/Brussels').toLocaleString('nl-BE'))
  await main(page)
    .getByLabel('Tot en met', { exact: true })
    .fill(Temporal.Now.plainDateISO('Europe/Brussels').toLocaleString('nl-BE'))
  await main(page).getByLabel('Wie keek?').selectOption({ label: 'Els Vermeiren (EV)' })
  await press('Zet op de lijst')
  await says(main(page), /leners? geraakt, 0 verwittigd/)
  const people = (await desk.ask('GET', `/breaches/${String((await breachNow(desk))['breach_id'])}/people`))
    .rows
  assert.ok(people?.some(row => row['patron_id'] === seen))
  await main(page).getByText('Niet melden', { exact: true }).click()
  await main(page).getByLabel('Waarom?', { exact: true }).fill('Niemand buiten de bib zag de lijst.')
  await press('Leg de beslissing vast')
  await press('Sluit af')
  await says(toasts(desk), /Het datalek is afgesloten/)
  assert.ok((await breachNow(desk))['closed_at'])
  await page.keyboard.press('Control+z')
  await says(toasts(desk), /Het datalek is weer open/)
  assert.equal((await breachNow(desk))['closed_at'], null)
  await desk.close()
}

/** A day for all branches is one act: each of them has it, and one key takes it back from each. */
async function calendar(house: House): Promise<void> {
  const desk = await administrator(house, '/instellingen/kalender')
  const { page } = desk
  const { branches } = (await desk.ask('GET', '/session')) as { branches: { branch_id: string }[] }
  assert.ok(branches.length > 1)
  const noted = async (): Promise<number> => {
    const all = await Promise.all(branches.map(one => desk.ask('GET', `/branches/${one.branch_id}/calendar`)))
    return all.filter(one => one.rows?.some(row => row['note'] === 'Waterlek')).length
  }
  await main(page).getByRole('radio', { name: 'gesloten' }).check()
  await main(page).getByLabel('Naam van de dag').fill('Waterlek')
  await main(page).getByLabel('Voor alle vestigingen').check()
  await main(page).getByRole('button', { name: 'Bewaren' }).click()
  await says(toasts(desk), /bewaard/i)
  assert.equal(await noted(), branches.length)
  await page.keyboard.press('Control+z')
  await says(toasts(desk), /ongedaan gemaakt/i)
  assert.equal(await noted(), 0)
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

/** That a list of addresses is destroyed is not said by one press: it is asked, and who asks for nothing ends nothing. */
async function addressList({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, {
    login: 'bram.testgem',
    workstation: ['2001', 2],
    at: '/nieuws?tab=adreslijsten',
  })
  const { page } = desk
  const audience = { membership_types: [], postcodes: [], age_from: null, age_to: null }
  const asked = {
    purpose: 'Uitnodiging voor de opening',
    fields: 'email',
    audience,
    days: 3,
    controller: true,
  }
  await desk.ask('POST', '/address-lists', { command_id: uuid7(Temporal.Now.instant()), ...asked })
  const over = async () => ((await desk.ask('GET', '/address-lists')).rows ?? [])[0]?.['over']
  await page.reload()
  const press = (name: string) => main(page).getByRole('button', { name, exact: true }).first().click()
  await press('Gebruikt en vernietigd')
  await says(main(page), /Is elk bestand met deze adressen vernietigd/)
  await press('Annuleren')
  assert.equal(await over(), false)
  await press('Gebruikt en vernietigd')
  await press('Sluit de lijst af')
  await says(toasts(desk), /Het bestand is niet meer op te halen/)
  assert.equal(await over(), true)
  await page.waitForFunction(() => document.activeElement !== document.body)
  await desk.close()
}

/** A reader of a round gets a pause by keyboard, which is taken back; the hands stay where they were. */
async function pausing(house: House): Promise<void> {
  const desk = await administrator(house, '/bezorging')
  const { page } = desk
  const { rows: [route] = [] } = await desk.ask('GET', '/home-routes')
  const round = `/home-routes/${String(route?.['route_id'])}/rounds/${String(route?.['next_on'])}`
  const first = async () =>
    ((await desk.ask('GET', round))['stops'] as { patron_id: string; name: string; paused: boolean }[])[0]
  const { patron_id = '', name = '' } = (await first()) ?? {}
  await main(page).locator('[data-act=open]').first().click()
  const more = main(page).getByRole('button', { name: `Meer voor ${name}` })
  await more.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Pauzeren' }).press('Enter')
  await page.getByLabel(/^Tot en met/).fill('volgende week')
  await page.keyboard.press('Enter')
  await says(page.locator('aside, [role=complementary]').last(), /Dit is geen dag/)
  assert.equal((await first())?.paused, false, 'not a pause without an end')
  await page.getByLabel(/^Tot en met/).fill('31/12/2098')
  await page.keyboard.press('Enter')
  await says(toasts(desk), /pauze tot en met/)
  assert.equal((await first())?.paused, true)
  await more.and(page.locator(':focus')).waitFor()
  await page.goto(`${house.kaft.address}/leners/${patron_id}?tab=gegevens`)
  await says(main(page), /Bezorging aan huis[^]*plaats 1 van/)
  await main(page).getByRole('button', { name: 'Pauze beëindigen' }).click()
  await says(toasts(desk), /geen pauze meer/)
  assert.equal((await first())?.paused, false)
  await page.keyboard.press('Control+z')
  await says(toasts(desk), /pauze tot en met/)
  assert.equal((await first())?.paused, true)
  await main(page).getByRole('button', { name: 'Pauze beëindigen' }).click()
  await says(toasts(desk), /geen pauze meer/)
  await desk.close()
}

export function waysBack(house: () => House): void {
  describe('ways back', () => {
    test('what was done is taken back by its key from another screen', () => fromElsewhere(house()))
    test('a way back that is refused says so', () => refused(house()))
    test('a card that was withdrawn and a note that was taken away come back', () => cardAndNote(house()))
    test('what cannot be read of a breach is refused and told', () => unreadable(house()))
    test('a breach is searched for a colleague by name, and one that was closed opens again', () =>
      breach(house()))
    test('a day set for all branches at once is taken back from all of them', () => calendar(house()))
    test('the loan history opens for a reason that was chosen', () => historyDoor(house()))
    test('a reader pauses home delivery, and comes back by its key', () => pausing(house()))
    test('a draft of news that was thrown away comes back', () => draft(house()))
    test('a list of addresses is ended after a question', () => addressList(house()))
    test('a form that is refused puts the hands in the field that is wrong', () => firstFault(house()))
  })
}
