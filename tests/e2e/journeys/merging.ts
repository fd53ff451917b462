import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { sitDown } from '../kaft.ts'
import { main, says } from '../waiting.ts'
import type { House } from './house.ts'

const MOST_TABS = 120

/** Goes on with Tab, as somebody without a mouse does, until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let at = 0; at < MOST_TABS; at++) {
    await page.keyboard.press('Tab')
    const said = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText ?? '')
    if (name.test(said.trim())) return
  }
  assert.fail(`${name} was not reached by ${MOST_TABS} times Tab`)
}

/** What was pressed went with what it did: who goes on by keyboard or by ear stands at what came in its place. */
const goesOnIn = async (page: Page, what: string): Promise<void> => {
  await page.waitForFunction(() => document.activeElement?.closest('main') != null, undefined, {
    timeout: 5_000,
  })
  const tag = await page.evaluate(() => document.activeElement?.tagName ?? '')
  assert.notEqual(tag, 'BODY', what)
}

/** Two descriptions of one book become one, and are two again, with keys alone. */
async function mergeAndBack({ kaft }: House): Promise<void> {
  const desk = await sitDown(kaft, { login: 'griet.consortium', workstation: ['2001', 1] })
  const { page } = desk
  const path = '/titles?each_edition=1&q=titel%3A%22geheim%20van%20de%20molen%22'
  const found = async () => (await desk.ask('GET', path)).rows ?? []
  const before = await found()
  assert.equal(before.length, 2)
  const merge = async () => {
    await page.goto(`${kaft.address}/catalogus/${String(before[0]?.['title_id'])}`)
    await says(main(page), /Misschien is deze titel er twee keer/)
    await tabTo(page, /^Vergelijk$/)
    await page.keyboard.press('Enter')
    await says(main(page), /Titels samenvoegen/)
    await tabTo(page, /^(Voeg samen|Toch samenvoegen)$/)
    await page.keyboard.press('Enter')
    await says(main(page), /Het geheim van de molen.*\(toon-molen-\d\)/)
    await goesOnIn(page, 'after a merge')
    assert.equal((await found()).length, 1)
  }
  await merge()
  // The screen of the merge was left already; what is taken back is taken back at the server.
  await page.keyboard.press('Control+z')
  await says(main(page), /Misschien is deze titel er twee keer/)
  assert.equal((await found()).length, 2)
  await merge()
  await page.reload()
  await says(main(page), /Maak ongedaan/)
  await tabTo(page, /^Maak ongedaan$/)
  await page.keyboard.press('Enter')
  await says(main(page), /Misschien is deze titel er twee keer/)
  await goesOnIn(page, 'after it was undone')
  assert.deepEqual(
    (await found()).map(row => row['title_id']).toSorted(),
    before.map(row => row['title_id']).toSorted(),
  )
  await desk.close()
}

export function merging(open: () => House): void {
  describe('catalogue', () => {
    test('two titles become one, and two again, with keys alone', () => mergeAndBack(open()))
  })
}
