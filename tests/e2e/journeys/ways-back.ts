import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { uuid7 } from '../../../server/src/base/uuid.ts'
import { type Desk, sitDown } from '../kaft.ts'
import { main, says } from '../waiting.ts'
import type { House } from './house.ts'

const administrator = ({ kaft }: House, at: string): Promise<Desk> =>
  sitDown(kaft, { login: 'els.testgem', workstation: ['2001', 1], at })

async function patronOf(desk: Desk, card: string): Promise<string> {
  const { rows: [found] = [] } = await desk.ask('GET', `/patrons?q=${card}`)
  return String(found?.['patron_id'])
}

const toasts = ({ page }: Desk) => page.locator('.k-toasts')

/** Ends a membership, goes elsewhere, and takes it back there with the key that the toast shows. */
async function fromElsewhere(house: House): Promise<void> {
  const desk = await administrator(house, '/leners')
  const { page } = desk
  const patron_id = await patronOf(desk, house.stock.patron('I200').card)
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
  const patron_id = await patronOf(desk, house.stock.patron('I200').card)
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
  const patron_id = await patronOf(desk, house.stock.patron('I200').card)
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
  await main(page).getByRole('button', { name: 'Weghalen' }).click()
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

export function waysBack(house: () => House): void {
  describe('ways back', () => {
    test('what was done is taken back by its key from another screen', () => fromElsewhere(house()))
    test('a way back that is refused says so', () => refused(house()))
    test('a card that was withdrawn and a note that was taken away come back', () => cardAndNote(house()))
    test('a form that is refused puts the hands in the field that is wrong', () => firstFault(house()))
  })
}
