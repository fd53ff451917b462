import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { chromium, type Page } from 'playwright-core'
import { readDemo } from '../../demo/read-demo.ts'
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts'
import { codeOf, fromBase32, stepAt } from '../../server/src/modules/organisation/second-factor/totp.ts'
import { type Kaft, sitDown } from './kaft.ts'
import { isAccessible, reflows } from './looking.ts'
import { placeForProgram, type Program, startProgram } from './program/run-program.ts'
import { main, says, scanField } from './waiting.ts'

// What stands before the work of the desk and of a manager: the briefing of a first day, and the second step of broad
// rights, by an app and by a security key that the browser's own tools pretend to be; and the room to practise in.

let place: Awaited<ReturnType<typeof placeForProgram>>
let program: Program
let kaft: Kaft
const helpers: string[] = []
before(async () => {
  place = await placeForProgram()
  program = await startProgram({ ...place.env, KAFT_DEMO: 'on', KAFT_PRACTICE_PORT: '0' })
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumFlags] })
  const demo = readDemo(Temporal.Now.plainDateISO('Europe/Brussels').toString())
  kaft = { address: program.address, demo, browser, faults: [], helpers, close: async () => browser.close() }
})
after(async () => {
  await kaft?.close()
  await program?.stop()
  await place?.remove()
  assert.deepEqual(kaft?.faults, [])
})

test('on a first day no patron is seen before the briefing is signed, by keyboard alone', async () => {
  const omar = await sitDown(kaft, { login: 'omar.schaalbeek', at: '/leners' })
  const { page } = omar
  const title = page.getByRole('heading', { name: 'Voor je met leners werkt' })
  await title.waitFor()
  await isAccessible(page)
  await reflows(page)
  assert.equal(await page.getByRole('searchbox').count(), 0, 'no screen of patrons is there')
  const refused = await page.request.get(`${kaft.address}/api/v1/patrons?q=jan`)
  assert.deepEqual([refused.status(), (await refused.json()).code], [403, 'briefing_needed'])
  await page.getByRole('button', { name: 'Onderteken' }).press('Enter')
  await says(page.locator('main'), /Vink aan dat je dit gelezen hebt/)
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByRole('searchbox').waitFor()
  const open = await page.request.get(`${kaft.address}/api/v1/patrons?q=jan`)
  assert.equal(open.status(), 200)
  await omar.close()
})

const setRule = async (roles: readonly string[]): Promise<void> => {
  const griet = await sitDown(kaft, { login: 'griet.consortium', at: '/instellingen/centraal' })
  await griet.page.getByRole('heading', { name: 'Tweede stap bij ruime rechten' }).waitFor()
  const group = griet.page.getByRole('group', { name: 'Rollen' }).first()
  for (const role of roles) await group.getByLabel(role, { exact: true }).check()
  if (roles.length === 0) for (const box of await group.getByRole('checkbox').all()) await box.uncheck()
  await isAccessible(griet.page)
  await griet.page.locator('form').first().getByRole('button', { name: 'Bewaren' }).click()
  await says(griet.page.locator('body'), /Geldt nu voor alle bibliotheken/)
  await griet.close()
}
const secretOf = async (page: Page): Promise<Buffer> =>
  fromBase32(
    (
      await page
        .locator('strong')
        .filter({ hasText: /^[A-Z2-7 ]{30,}$/ })
        .innerText()
    ).replaceAll(' ', ''),
  )

test('broad rights ask a second step: it is made, and what was begun goes on once it is proven', async () => {
  await setRule(['beheerder'])
  const seat = { login: 'els.testgem', workstation: ['2001', 1], at: '/instellingen/medewerkers' } as const
  const els = await sitDown(kaft, seat)
  const { page } = els
  const layer = page.getByRole('dialog')
  await says(layer, /Eerst een tweede stap instellen/)
  await layer.getByRole('button', { name: 'Stel in bij Mijn account' }).click()
  await says(main(page), /Jouw rollen vragen een tweede stap/)
  await page.getByRole('button', { name: 'App op je telefoon toevoegen' }).click()
  await page.getByLabel('Je wachtwoord').fill(kaft.demo.password)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'QR-code voor de app' }).waitFor()
  await isAccessible(page)
  await reflows(page)
  const secret = await secretOf(page)
  const code = (steps = 0): string => codeOf(secret, stepAt(Temporal.Now.instant()) + steps)
  await page.getByLabel('De code die de app nu toont').fill(code())
  await page.keyboard.press('Enter')
  await layer.getByRole('listitem').nth(9).waitFor()
  const codes = await layer.getByRole('listitem').allInnerTexts()
  assert.equal(new Set(codes).size, 10, 'ten recovery codes')
  await page.keyboard.press('Escape')
  await layer.getByRole('button', { name: 'Ik heb ze bewaard' }).click()
  await says(main(page), /Bevestigd op deze werkplek/)
  await els.close()

  // The next day, or another workstation: asked again where it is used, and the screen that asked goes on.
  const again = await sitDown(kaft, seat)
  await says(again.page.getByRole('dialog'), /Bewijs dat jij het bent/)
  await isAccessible(again.page)
  await again.page.getByLabel('Code van je app').fill(code(1))
  await again.page.getByRole('row', { name: /Amina Verhulst/ }).waitFor()
  await again.close()

  const phoneless = await sitDown(kaft, seat)
  await phoneless.page.getByRole('button', { name: 'Ik heb mijn telefoon niet bij me' }).click()
  await phoneless.page.getByLabel('Herstelcode').fill(codes[0] ?? '')
  await phoneless.page.keyboard.press('Enter')
  await phoneless.page.getByRole('row', { name: /Amina Verhulst/ }).waitFor()
  await phoneless.close()

  // Put off, the desk works on.
  const desk = await sitDown(kaft, { ...seat, at: '/balie' })
  await scanField(desk.page).waitFor()
  await desk.scanner.scan('0000000000000')
  await says(main(desk.page), /niet bekend/)
  await desk.close()
})

test('a security key is made and proves the next session, in the browser itself', async () => {
  const seat = { login: 'joris.proefdorp', at: '/mijn-account' } as const
  const first = await sitDown(kaft, seat)
  const cdp = await first.page.context().newCDPSession(first.page)
  await cdp.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'usb',
    hasResidentKey: false,
    hasUserVerification: false,
    isUserVerified: false,
    automaticPresenceSimulation: true,
  } as const
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options })
  await first.page.getByRole('button', { name: 'Beveiligingssleutel toevoegen' }).click()
  await first.page.getByLabel('Je wachtwoord').fill(kaft.demo.password)
  await first.page.keyboard.press('Enter')
  await first.page.getByRole('button', { name: 'Maak de sleutel aan' }).click()
  await first.page.getByRole('button', { name: 'Ik heb ze bewaard' }).click()
  await first.page.getByRole('row', { name: /Mijn sleutel/ }).waitFor()
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
  assert.equal(credentials.length, 1)
  // Signing in anew in the same browser, where the key still sticks.
  const answer = await first.page.request.post(`${kaft.address}/api/v1/session`, {
    data: { login: seat.login, password: kaft.demo.password },
  })
  assert.equal((await answer.json()).second_factor, 'needed')
  await first.page.goto(`${kaft.address}/instellingen/medewerkers`)
  await first.page.getByRole('button', { name: 'Gebruik je beveiligingssleutel' }).click()
  await first.page.getByRole('row', { name: /Ilse Wouters/ }).waitFor()
  await first.close()
})

test('whoever works here chooses the own password and PIN by keyboard, and signs in by them', async () => {
  const seat = { login: 'farid.testgem', workstation: ['2001', 1], at: '/mijn-account' } as const
  const farid = await sitDown(kaft, seat)
  const { page } = farid
  const fresh = 'vier gewone woorden samen'
  const open = page.getByRole('button', { name: 'Wachtwoord wijzigen' })
  await open.press('Enter')
  const hasFocus = (name: string) =>
    page.waitForFunction(label => document.activeElement?.closest('form')?.ariaLabel === label, name)
  await hasFocus('Wachtwoord wijzigen')
  await isAccessible(page)
  await reflows(page)
  const fill = async (words: readonly string[]): Promise<void> => {
    const fields = page.locator('form input')
    for (const [at, word] of words.entries()) await fields.nth(at).fill(word)
    await page.keyboard.press('Enter')
  }
  await fill([kaft.demo.password, fresh, `${fresh}.`])
  await says(main(page), /Dit is niet hetzelfde/)
  await fill(['een heel ander woord', fresh, fresh])
  await says(main(page), /Dit wachtwoord klopt niet/)
  await fill([kaft.demo.password, fresh, fresh])
  await page.getByText('Je wachtwoord is gewijzigd').first().waitFor()
  await page.waitForFunction(() => document.activeElement?.textContent?.trim() === 'Wachtwoord wijzigen')
  await page.getByRole('button', { name: 'Pincode wijzigen' }).press('Enter')
  await fill([fresh, '713904', '713904'])
  await page.getByText('Je pincode is gewijzigd').first().waitFor()
  const comes = async (password: string): Promise<number> =>
    (
      await page.request.post(`${kaft.address}/api/v1/session`, { data: { login: seat.login, password } })
    ).status()
  assert.deepEqual([await comes(kaft.demo.password), await comes(fresh)], [401, 201])
  await farid.close()
})

/** The room loads its invented people while the real Kaft is open already. */
async function isOpen(origin: string): Promise<void> {
  for (const until = Date.now() + 240_000; Date.now() < until; ) {
    const answer = await fetch(origin).catch(() => null)
    if (answer?.ok) return
    await new Promise(go => setTimeout(go, 500))
  }
  assert.fail('the practice room does not open')
}

test('whoever practises is in another Kaft, with a band that says so, and comes back where they were', async () => {
  const lien = await sitDown(kaft, { login: 'lien.voorbeke', at: '/leners' })
  const { page } = lien
  const { url } = await lien.ask('POST', '/session/practice', {})
  const room = new URL(String(url)).origin
  helpers.push(room)
  await isOpen(room)
  await page.getByRole('button', { name: /Account van/ }).click()
  await page.getByRole('menuitem', { name: 'Oefenen' }).click()
  const band = page.getByRole('region', { name: 'Meldingen' })
  await says(band, /Je oefent. Niets hier is echt/)
  assert.equal(new URL(page.url()).origin, room)
  await says(page.locator('header'), /Bib Testgem.*Lien Michiels/)
  await isAccessible(page)
  const real = await fetch(`${kaft.address}/api/v1/session`, {
    headers: { cookie: (await page.context().cookies()).map(c => `kaft_session=${c.value}`).at(-1) ?? '' },
  })
  assert.equal(real.status, 401, 'a session of the room is none of the real Kaft')
  await band.getByRole('button', { name: 'Begin nu opnieuw' }).click()
  await page.getByText('Alles staat weer zoals vanmorgen.').first().waitFor()
  await band.getByRole('button', { name: 'Stop met oefenen' }).click()
  await page.waitForURL(`${kaft.address}/leners`)
  await says(page.locator('header'), /Bib Voorbeke.*Lien Michiels/)
  await lien.close()
})
