import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type Desk, sitDown } from '../kaft.ts'
import { quantile, recordRows, type Shown } from '../recorder.ts'
import type { House } from './house.ts'

/** Two hundred scans, whatever lies on the counter: twelve patrons, and what they hold in their hands. */
const SCANS = 200
const VISITS = 12
/** Between two characters of a scanner; a quick one. */
const GAP_MS = 2
const ISBN_OF_MONSTER_COMICS = '9781609050405'

interface Planned {
  readonly code: string
  /** What its row must say in the end; a card has no row once its patron is open. */
  readonly becomes: RegExp | 'patron'
}

const unknownCode = (n: number): string => `3000299999${String(n).padStart(4, '0')}`

/** What one patron brings. Every third brings something that needs a question. */
function visitOf({ stock }: House, turn: number, awaited: string): Planned[] {
  const { card } = stock.patron('I200')
  const lent = /Uitgeleend/
  const books = Array.from({ length: 9 }, () => ({ code: stock.book('2001').barcode, becomes: lent }))
  const [own] = books
  const asks = turn % 3 === 0 && own !== undefined
  return [
    { code: card, becomes: 'patron' },
    ...books,
    { code: stock.book('2002').barcode, becomes: lent },
    { code: stock.book('2101').barcode, becomes: lent },
    { code: unknownCode(turn), becomes: /Onbekend.*Deze code is niet bekend/ },
    { code: awaited, becomes: /Gereserveerd voor een andere lener/ },
    ...(asks ? [{ code: own.code, becomes: /Niets gedaan.*Deze lener heeft dit al thuis/ }] : []),
    ...(turn === 1 ? [{ code: ISBN_OF_MONSTER_COMICS, becomes: /Niets gedaan.*Dit is het ISBN/ }] : []),
    // The same card again closes; the next card closes as well.
    ...(turn % 2 === 0 ? [{ code: card, becomes: 'patron' as const }] : []),
  ]
}

/** A title that lies on the hold shelf for somebody else. */
function awaitedIn({ kaft }: House): string {
  const hold = kaft.demo.holds.find(
    one => one.state === 'ready' && one.pickup_branch === '2001' && one.item !== null,
  )
  if (hold?.item == null) throw new Error('nothing lies ready in Centrum')
  return hold.item.barcode
}

/** Answers each question with "nothing" as soon as it stands there, as a hand that is free would. */
async function answerUntilDone(page: Page, codes: number): Promise<number> {
  let answered = 0
  for (;;) {
    const state = await page.evaluate(() => ({
      done: window.desk_record.rows.filter(row => row.result_ms !== null).length,
      question: document.querySelector('[data-row] kbd')?.closest('[data-row]')?.getAttribute('data-row'),
    }))
    if (state.question != null) {
      const last = await page.locator(`[data-row="${state.question}"] kbd`).last().innerText()
      await page.keyboard.press(last.trim().replace(' ', '+'))
      await page.waitForFunction(
        row => document.querySelector(`[data-row="${row}"] kbd`) === null,
        state.question,
      )
      answered++
    } else if (state.done === codes) return answered
    else await page.waitForTimeout(50)
  }
}

const loansOf = async (desk: Desk): Promise<number> => {
  const { rows = [] } = await desk.ask('GET', '/desk/recent')
  return rows.filter(row => row['kind'] === 'loan' && row['undone'] !== true).length
}

function told(t: TestContext, name: string, values: readonly number[]): void {
  const [half, most] = [quantile(values, 0.5), quantile(values, 0.95)].map(ms => Math.round(ms))
  t.diagnostic(`${name}: p50 ${half} ms, p95 ${most} ms of ${values.length}`)
}

/** Every scan has one row, in the order of the hand, that ended as the object deserves. */
function checkRows(plan: readonly Planned[], rows: readonly Shown[]): void {
  assert.deepEqual(
    rows.map(row => row.row),
    plan.map((_, index) => index + 1),
    'each scan has a row, and the rows stand in the order of the scans',
  )
  for (const [index, { code, becomes }] of plan.entries()) {
    const { first = '', last = '' } = rows[index] ?? {}
    assert.ok(first.startsWith(code), `scan ${index + 1}: ${first} is not ${code}`)
    if (becomes !== 'patron') assert.match(last, becomes, `scan ${index + 1}, ${code}`)
  }
}

export function rush(house: () => House): void {
  describe('a rush at the desk', () => {
    test('two hundred mixed scans that wait for nothing each get their row, in order, and none is lost', async t => {
      const awaited = awaitedIn(house())
      const plan = Array.from({ length: VISITS }, (_, turn) => visitOf(house(), turn, awaited)).flat()
      const more = Array.from({ length: SCANS - plan.length }, (_, n) => ({
        code: unknownCode(100 + n),
        becomes: /Onbekend/,
      }))
      const all = [...plan, ...more]
      assert.equal(all.length, SCANS)
      const desk = await sitDown(house().kaft, {
        login: 'amina.testgem',
        workstation: ['2001', 1],
        before: recordRows,
      })
      const { page, scanner } = desk
      await page.getByRole('combobox').waitFor()
      const began = performance.now()
      for (const { code } of all) await scanner.scan(code, { gap_ms: GAP_MS })
      t.diagnostic(`typed in ${Math.round(performance.now() - began)} ms`)
      const questions = await answerUntilDone(page, SCANS)
      t.diagnostic(`done after ${Math.round(performance.now() - began)} ms`)
      const record = await page.evaluate(() => window.desk_record)
      checkRows(all, record.rows)
      const lent = all.filter(one => one.becomes instanceof RegExp && one.becomes.source === 'Uitgeleend')
      assert.equal(new Set(lent.map(one => one.code)).size, lent.length)
      assert.ok(questions <= lent.length * 0.1, `${questions} questions for ${lent.length} loans`)
      assert.equal(record.dialogs, 0)
      told(
        t,
        'scan to row',
        record.rows.flatMap(row => row.row_ms ?? []),
      )
      await desk.close()
    })
  })
}
