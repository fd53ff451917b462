import type { Activity, DemoCharge, DemoItem, DemoLoan, DemoPatron } from './data.ts'
import { type Desk, keyOf, type Made, partnersOf } from './desk.ts'
import { placeHolds } from './holds.ts'
import { makeSheet } from './sheet.ts'
import { type Chance, chanceOf } from './random.ts'

/** Types that are lent for a week or two: a loan of them that is not late is younger. */
const SHORT: Readonly<Record<string, number>> = { dvd: 5, sprinter: 5, magazine: 10 }
/** Younger than the shortest ordinary period, three weeks. */
const CURRENT_DAYS = 19

function timeOfDay(chance: Chance): string {
  return `${chance.between(14, 17)}:${String(chance.between(0, 59)).padStart(2, '0')}`
}

/** Takes a free item of the library, seldom of a partner; none when nothing fits. */
function takeFree(desk: Desk, patron: DemoPatron): DemoItem | undefined {
  const { chance, consortium, library } = desk
  const partners = partnersOf(consortium, library.code, false).filter(code => code !== library.code)
  const from = partners.length > 0 && chance.often(0.1) ? chance.pick(partners) : library.code
  const wantsYouth = patron.membership_type === 'jeugd'
  for (let tries = 0; tries < 40; tries += 1) {
    const at = chance.between(0, desk.free.length - 1)
    const item = desk.free[at]
    if (item === undefined || item.library !== from) continue
    if (wantsYouth !== (item.shelf === 'Jeugd') && chance.often(0.8)) continue
    if (wantsYouth && item.item_type === 'dvd') continue
    desk.free.splice(at, 1)
    return item
  }
  return undefined
}

function lend(desk: Desk, patron: DemoPatron, item: DemoItem, daysAgo: number): DemoLoan {
  const loan: DemoLoan = {
    patron: patron.key,
    item: keyOf(item),
    branch: item.branch,
    lent_days_ago: daysAgo,
    at: timeOfDay(desk.chance),
    renewed_days_ago: null,
  }
  desk.activity.loans.push(loan)
  return loan
}

/** What a patron has at home: nothing, a few, or an armful; some of it late. */
function lendTo(desk: Desk, patron: DemoPatron): void {
  const { chance } = desk
  if (patron.member_until_in_days < 0 || patron.block !== null || chance.often(0.35)) return
  const isGroup = patron.membership_type === 'klas' || patron.membership_type === 'instelling'
  const count = isGroup ? chance.between(6, 14) : chance.pick([1, 1, 2, 2, 3, 3, 4, 5, 7])
  const isLate = !isGroup && chance.often(0.14)
  const lateDays = chance.often(0.15) ? chance.between(70, 90) : chance.between(31, 52)
  for (let made = 0; made < count; made += 1) {
    const item = takeFree(desk, patron)
    if (item === undefined) return
    const most = SHORT[item.item_type] ?? CURRENT_DAYS
    const loan = lend(desk, patron, item, isLate && chance.often(0.6) ? lateDays : chance.between(0, most))
    const mayRenew = !isLate && SHORT[item.item_type] === undefined && chance.often(0.12)
    if (mayRenew) {
      loan.lent_days_ago = chance.between(22, 30)
      loan.renewed_days_ago = chance.between(10, 14)
    }
  }
}

type Bill = Pick<DemoCharge, 'kind' | 'amount_cents' | 'note'>

/** What libraries charge for, with amounts as they occur. */
function billFor(chance: Chance): Bill {
  const roll = chance.next()
  if (roll < 0.5) return { kind: 'fine', amount_cents: chance.between(1, 40) * 10, note: null }
  if (roll < 0.65) return { kind: 'hold', amount_cents: 100, note: 'Reservering niet afgehaald' }
  if (roll < 0.8) return { kind: 'card', amount_cents: 250, note: 'Nieuwe pas' }
  if (roll < 0.9) return { kind: 'replacement', amount_cents: 1695, note: 'Exemplaar verloren' }
  return { kind: 'other', amount_cents: 50, note: 'Kopieën' }
}

function charge(desk: Desk, patron: DemoPatron, bill: Bill): void {
  const { chance, library } = desk
  const made = chance.between(3, 180)
  const part = Math.floor(bill.amount_cents / 2 / 10) * 10
  const paid =
    chance.often(0.2) && part > 0
      ? {
          amount_cents: part,
          method: chance.pick(['cash', 'card'] as const),
          days_ago: chance.between(1, made - 1),
        }
      : null
  desk.activity.charges.push({
    patron: patron.key,
    library: library.code,
    ...bill,
    made_days_ago: made,
    item: null,
    paid,
  })
}

function chargeAll(desk: Desk): void {
  const own = desk.patrons.filter(
    patron => patron.library === desk.library.code && patron.membership_type === 'volwassene',
  )
  for (const patron of own) {
    if (desk.chance.often(0.12)) charge(desk, patron, billFor(desk.chance))
    if (desk.chance.often(0.06))
      charge(desk, patron, { kind: 'membership', amount_cents: 500, note: 'Lidgeld' })
  }
  // One patron of each library owes so much that a common regulation stops lending.
  const debtor = own.find(patron => patron.block === null && patron.member_until_in_days > 0)
  if (debtor !== undefined)
    charge(desk, debtor, { kind: 'replacement', amount_cents: 2495, note: 'Exemplaar verloren' })
}

/** Open loans, holds and charges of all libraries, told in days before the day of loading; and the demo sheet. */
export function makeActivity(made: Made): Activity {
  const activity: Activity = { loans: [], holds: [], charges: [], sheet: [] }
  const free = made.items.filter(item => item.state === 'in_use' && item.loanable)
  const desks = made.consortium.libraries.map(
    (library): Desk => ({ ...made, chance: chanceOf(`activity ${library.code}`), library, free, activity }),
  )
  for (const desk of desks) {
    for (const patron of made.patrons) if (patron.library === desk.library.code) lendTo(desk, patron)
  }
  for (const desk of desks) {
    placeHolds(desk)
    chargeAll(desk)
  }
  activity.sheet = makeSheet(made, activity, free)
  return activity
}
