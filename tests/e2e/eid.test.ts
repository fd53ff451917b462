import assert from 'node:assert/strict'
import { readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { inventedCards } from '../../apps/helper/src/card/invented-cards.ts'
import { type HelperDoor, openDoor } from '../../apps/helper/src/door/open-door.ts'
import { keepSettings, openPairing, type Pairing } from '../../apps/helper/src/door/pairing.ts'
import { type Simulated, simulatedDevices } from '../../apps/helper/src/simulator.ts'
import { readDemo } from '../../demo/read-demo.ts'
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts'
import { type Desk, type Kaft, sitDown } from './kaft.ts'
import { isAccessible } from './looking.ts'
import { placeForProgram, type Program, startProgram } from './program/run-program.ts'
import { goTo, main, openPatron, says, scanField } from './waiting.ts'

// An identity card from the reader to the database, through the helper, the browser and the program; and afterwards a
// search for what the card said that may be kept nowhere.

let place: Awaited<ReturnType<typeof placeForProgram>>
let program: Program
let kaft: Kaft
let helper: HelperDoor
let devices: Simulated
let pairing: Pairing
let desk: Desk
let settings: string
const begun = Date.now()

before(async () => {
  place = await placeForProgram()
  program = await startProgram({ ...place.env, KAFT_DEMO: 'on' })
  settings = join(place.folder, 'helper.json')
  devices = simulatedDevices()
  pairing = openPairing([], pairs => keepSettings(settings, { pairs }))
  helper = await openDoor({ port: 0, devices, pairing })
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumFlags] })
  kaft = {
    address: program.address,
    demo: readDemo(Temporal.Now.plainDateISO('Europe/Brussels').toString()),
    browser,
    faults: [],
    helpers: [`http://127.0.0.1:${helper.port}`],
    close: async () => browser.close(),
  }
  desk = await sitDown(kaft, {
    login: 'bram.testgem',
    workstation: ['2000', 1],
    at: '/instellingen/werkplekken',
  })
})
after(async () => {
  await kaft?.close()
  await helper?.close()
  await program?.stop()
  await place?.remove()
})

const { liesbeth, liesbeth_renewed, wout } = inventedCards

test('a workstation is paired with the code that the helper shows, and says what each device does', async () => {
  const { page } = desk
  await page.getByLabel('Code van het hulpprogramma').fill('000000')
  await page.getByLabel('Poort').fill(String(helper.port))
  await page.getByRole('button', { name: 'Koppel', exact: true }).click()
  await says(main(page), /Deze code klopt niet meer/)
  await page.getByLabel('Code van het hulpprogramma').fill(pairing.code())
  await page.getByRole('button', { name: 'Koppel', exact: true }).click()
  await says(main(page), /Kaartlezer klaar/)
  await page.getByRole('button', { name: 'Druk een proefbon' }).click()
  await says(page.locator('body'), /Naar de printer gestuurd/)
  assert.equal(devices.receipt_printer.jobs.length, 1)
})

test('P22 P23 P33 somebody is registered by card and one key, and what was not kept is said', async () => {
  const { page } = desk
  await goTo(page, 'Inschrijven')
  await says(main(page), /Steek de eID in de lezer/)
  const at = Date.now()
  await devices.card_reader.insert(liesbeth)
  // The membership follows from the birth date, which the library is asked for.
  const said = await says(main(page), /Gelezen van de kaart.*Niet bewaard.*Volwassene · € 5,00/)
  assert.match(said, /Vandenhoute/)
  assert.match(
    said,
    /foto · nationaliteit · geboorteplaats · nummer van de chip · adellijke titel · bijzonder statuut/,
  )
  for (const gone of [
    'Nergenslands',
    'Geboortedorp',
    'Jonkvrouw',
    'Afgiftedorp',
    liesbeth.national_number,
    liesbeth.card_number,
  ])
    assert.ok(!said.includes(gone), gone)
  await isAccessible(page)
  // The focus stands where the statement is said; a key says how, and Enter registers.
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await says(main(page), /eID als kaart/)
  assert.match(await says(main(page), /Vandenhoute/), /Liesbeth Anna/)
  assert.ok(Date.now() - at < 20_000, 'within twenty seconds')
  devices.card_reader.remove()
})

test('P23 the card opens its patron from any screen, and so does the one that came after it', async () => {
  const { page } = desk
  await goTo(page, 'Mijn dag')
  await devices.card_reader.insert(liesbeth)
  await says(openPatron(page), /Liesbeth Anna Vandenhoute/)
  devices.card_reader.remove()
  await page.keyboard.press('F12')
  await scanField(page).waitFor()
  await devices.card_reader.insert(liesbeth_renewed)
  await says(openPatron(page), /Liesbeth Anna Vandenhoute/)
  devices.card_reader.remove()
  await page.keyboard.press('F12')
  await devices.card_reader.insert(liesbeth)
  await says(page.locator('body'), /Deze kaart is vervangen of ingetrokken/)
  devices.card_reader.remove()
})

test('P44 the card of a member shows what differs, and nothing is applied before staff say so', async () => {
  const { page } = desk
  await goTo(page, 'Inschrijven')
  await devices.card_reader.insert(liesbeth_renewed)
  const said = await says(main(page), /Op de kaart staat iets anders dan bij ons/)
  assert.match(said, /Teststraat 12 bus 3 Nieuwelaan 4/)
  await page.getByRole('button', { name: 'Neem over', exact: true }).click()
  await says(main(page), /Bij ons staat hetzelfde als op de kaart/)
  devices.card_reader.remove()
  await page.getByRole('button', { name: 'Vergeet dit' }).click()
})

test('a card that is not known at the desk leads to the form, and a file fills it without proving anything', async () => {
  const { page } = desk
  await goTo(page, 'Balie')
  await devices.card_reader.insert(wout)
  await says(page.locator('body'), /nog niet bekend/)
  await page.getByRole('button', { name: 'Inschrijven', exact: true }).click()
  await says(main(page), /Gelezen van de kaart.*Wout.*Jeugd/)
  devices.card_reader.remove()
  await page.getByRole('button', { name: 'Vergeet dit' }).click()
  const file = `<eid><identity nationalnumber="${wout.national_number}" dateofbirth="20151224" gender="male"><name>Müller</name><firstname>Wout</firstname><placeofbirth>Geboortedorp</placeofbirth></identity></eid>`
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'wout.eid', mimeType: 'text/xml', buffer: Buffer.from(file) })
  await says(main(page), /Een bestand bewijst niet wie voor je staat/)
  await says(main(page), /Ik zag dit nummer op een identiteitskaart/)
  await page.getByRole('button', { name: 'Vergeet dit' }).click()
})

test('without the helper everything goes on, and the header says that it is away', async () => {
  const { page } = desk
  await helper.close()
  await says(page.locator('header'), /Hulpprogramma weg/)
  await goTo(page, 'Inschrijven')
  await says(main(page), /Het hulpprogramma antwoordt niet/)
  await goTo(page, 'Balie')
  await scanField(page).waitFor()
  assert.deepEqual(kaft.faults, [])
})

/** Every file below a folder. */
async function filesOf(folder: string): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true, recursive: true })
  return found.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}

test('P33 P29 nothing of what was let go stands in the database, its journal, a log, the browser or a temporary file', async () => {
  const kept = await desk.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  await kaft.close()
  const logged = program.printed() + program.logged()
  await program.stop()
  const hidden: (readonly [string, Buffer])[] = [liesbeth, liesbeth_renewed, wout].flatMap(card => [
    ['nationality', Buffer.from(card.nationality)],
    ['birth place', Buffer.from(card.birth_place)],
    ['place of issue', Buffer.from(card.issued)],
    ['chip number', Buffer.from(card.chip_number)],
    ['chip number in hexadecimal', Buffer.from(Buffer.from(card.chip_number).toString('hex'))],
    ['photo hash', Buffer.from(card.photo_hash)],
    ['national number', Buffer.from(card.national_number)],
    ['card number', Buffer.from(card.card_number)],
  ])
  hidden.push(['noble condition', Buffer.from(liesbeth.noble_condition)])
  const temporary = (await readdir(tmpdir())).map(name => join(tmpdir(), name))
  const recent: string[] = []
  for (const path of temporary) {
    const is = await stat(path).catch(() => null)
    if (is?.isFile() && is.mtimeMs >= begun && is.size < 50_000_000) recent.push(path)
  }
  const files = [...(await filesOf(place.folder)), ...recent]
  assert.ok(
    files.some(file => file.includes('pg_wal')),
    'the journal of the database is among them',
  )
  assert.ok(files.includes(settings))
  let seen = false
  for (const [name, bytes] of [
    ['the log', Buffer.from(logged)],
    ['the storage of the browser', Buffer.from(kept)],
  ] as const)
    for (const [what, value] of hidden) assert.ok(!bytes.includes(value), `${what} stands in ${name}`)
  for (const file of files) {
    const bytes = await readFile(file).catch(() => Buffer.alloc(0))
    seen ||= bytes.includes('Nieuwelaan 4')
    for (const [what, value] of hidden) assert.ok(!bytes.includes(value), `${what} stands in ${file}`)
  }
  assert.ok(seen, 'what may be kept is found by the same search')
})
