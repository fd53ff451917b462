import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import type { Page, Route } from 'playwright-core'
import { type Desk, sitDown } from '../kaft.ts'
import { quantile, recordRows, type Shown } from '../recorder.ts'
import { newestRow, openPatron, says, scanField } from '../waiting.ts'
import type { House } from './house.ts'

/** Two hundred scans, whatever lies on the counter: twelve patrons, and what they hold in their hands. */
const SCANS = 200
const VISITS = 12
/** Between two characters of a scanner; a quick one. */
const GAP_MS = 2
/** Whose patrons come to Centrum: its own, and those of the two libraries that share theirs with it. */
const LIBRARIES = ['I200', 'I210', 'I220']
const LENT = /Uitgeleend/
const ISBN_OF_MONSTER_COMICS = '9781609050405'

interface Planned {
  readonly code: string
  /** What its row must say in the end; a card has no row once its patron is open. */
  readonly becomes: RegExp | 'patron'
}

const unknownCode = (n: number): string => `3000299999${String(n).padStart(4, '0')}`

/** What one patron brings. Every third brings something that needs a question. */
function visitOf({ stock }: House, turn: number, awaited: string): Planned[] {
  const { card } = stock.patron(LIBRARIES[turn % LIBRARIES.length] ?? 'I200')
  const books = Array.from({ length: 9 }, () => ({ code: stock.book('2001').barcode, becomes: LENT }))
  const [own] = books
  const asks = turn % 3 === 0 && own !== undefined
  return [
    { code: card, becomes: 'patron' },
    ...books,
    { code: stock.book('2002').barcode, becomes: LENT },
    { code: stock.book('2101').barcode, becomes: LENT },
    { code: unknownCode(turn), becomes: /Onbekend.*Deze code is niet bekend/ },
    { code: awaited, becomes: /Gereserveerd voor een andere lener/ },
    ...(asks ? [{ code: own.code, becomes: /Deze lener heeft dit al thuis/ }] : []),
    ...(turn === 1 ? [{ code: ISBN_OF_MONSTER_COMICS, becomes: /Dit is het ISBN/ }] : []),
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

const atCentrum = async ({ kaft }: House): Promise<Desk> => {
  const desk = await sitDown(kaft, {
    login: 'amina.testgem',
    workstation: ['2001', 1],
    before: recordRows,
  })
  await scanField(desk.page).waitFor()
  return desk
}

/** How many items the patron of a card has at home. */
async function loansAt(desk: Desk, card: string): Promise<number> {
  const { rows: [patron] = [] } = await desk.ask('GET', `/patrons?q=${card}`)
  const { rows } = await desk.ask('GET', `/patrons/${String(patron?.['patron_id'])}/loans`)
  return rows?.length ?? Number.NaN
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

async function twoHundred(house: House, t: TestContext): Promise<void> {
  const awaited = awaitedIn(house)
  const plan = Array.from({ length: VISITS }, (_, turn) => visitOf(house, turn, awaited)).flat()
  while (plan.length < SCANS) plan.push({ code: unknownCode(100 + plan.length), becomes: /Onbekend/ })
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const began = performance.now()
  for (const { code } of plan) await scanner.scan(code, { gap_ms: GAP_MS })
  t.diagnostic(`${plan.length} scans typed in ${Math.round(performance.now() - began)} ms`)
  const questions = await answerUntilDone(page, SCANS)
  t.diagnostic(`all done after ${Math.round(performance.now() - began)} ms`)
  const { rows, dialogs } = await page.evaluate(() => window.desk_record)
  checkRows(plan, rows)
  const lent = plan.filter(one => one.becomes === LENT).map(one => one.code)
  assert.ok(questions <= lent.length * 0.1, `${questions} questions for ${lent.length} loans`)
  assert.equal(dialogs, 0)
  told(
    t,
    'in a rush, scan to row',
    rows.flatMap(row => row.row_ms ?? []),
  )
  await desk.close()
}

/** Scans at the pace of a hand that waits for the sound: what the figures of the desk are about. */
async function oneByOne(house: House, t: TestContext): Promise<void> {
  const { stock } = house
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const codes = [stock.patron('I200').card, ...Array.from({ length: 14 }, () => stock.book('2001').barcode)]
  for (const [n, code] of codes.entries()) {
    await scanner.scan(code)
    await page.waitForFunction(at => (window.desk_record.rows[at]?.result_ms ?? Number.NaN) >= 0, n)
  }
  const { rows } = await page.evaluate(() => window.desk_record)
  assert.equal(rows.filter(row => LENT.test(row.last)).length, codes.length - 1)
  told(
    t,
    'one by one, scan to row',
    rows.flatMap(row => row.row_ms ?? []),
  )
  told(
    t,
    'one by one, scan to result',
    rows.flatMap(row => row.result_ms ?? []),
  )
  await desk.close()
}

/** The server lends, and its answer never arrives. */
async function lostAnswer(house: House): Promise<void> {
  const { stock } = house
  const desk = await atCentrum(house)
  const { page, scanner } = desk
  const patron = stock.patron('I200')
  const before = await loansAt(desk, patron.card)
  await scanner.scan(patron.card)
  await says(openPatron(page), new RegExp(patron.name))
  const sent: (string | null)[] = []
  page.on('request', request => request.url().endsWith('/desk/scans') && sent.push(request.postData()))
  const lose = async (route: Route): Promise<void> => {
    await route.fetch()
    await route.abort('connectionreset')
  }
  await page.route('**/desk/scans', lose, { times: 1 })
  await scanner.scan(stock.book('2001').barcode)
  await says(newestRow(page), /Uitgeleend terug/)
  assert.equal(sent.length, 2, 'it was sent again')
  assert.equal(sent[0], sent[1], 'the repeat is the same command')
  assert.equal((await loansAt(desk, patron.card)) - before, 1, 'one scan is one loan')
  await desk.close()
}

export function rush(house: () => House): void {
  describe('a rush at the desk', () => {
    test('two hundred mixed scans that wait for nothing each get their row, in order, and none is lost', t =>
      twoHundred(house(), t))
    test('fifteen scans one by one are lent, and how long each took is told', t => oneByOne(house(), t))
    test('an answer that got lost on its way is asked for again, and lends nothing twice', () =>
      lostAnswer(house()))
  })
}
