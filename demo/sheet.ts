import type { Activity, DemoItem, DemoPatron, SheetRow } from './data.ts'
import type { Made } from './desk.ts'

/** The library whose desk the demo sheet is for. */
const HOME = 'I200'
/** Its other branch, in another building. */
const NOORD = '2002'

type Words = { nl: string; en: string }

function activeCard(patron: DemoPatron): string {
  return patron.cards.find(card => card.state === 'active')?.code ?? ''
}

function nameOf({ given_name, family_name }: DemoPatron): string {
  return `${given_name} ${family_name}`
}

type Facts = {
  patrons: DemoPatron[]
  loansOf: (patron: DemoPatron) => number
  lateOf: (patron: DemoPatron) => boolean
  owes: (patron: DemoPatron) => number
  hasReady: (patron: DemoPatron) => boolean
}

function gather({ patrons }: Made, { loans, holds, charges }: Activity): Facts {
  return {
    patrons: patrons.filter(patron => patron.library === HOME),
    loansOf: patron => loans.filter(loan => loan.patron === patron.key).length,
    lateOf: patron =>
      loans.some(
        loan => loan.patron === patron.key && loan.lent_days_ago > 30 && loan.renewed_days_ago === null,
      ),
    owes: patron =>
      charges
        .filter(one => one.patron === patron.key)
        .reduce((sum, one) => sum + one.amount_cents - (one.paid?.amount_cents ?? 0), 0),
    hasReady: patron => holds.some(hold => hold.patron === patron.key && hold.state === 'ready'),
  }
}

/** One patron for each thing that can happen when a card is scanned; nobody twice. */
function cardRows(facts: Facts): SheetRow[] {
  const { loansOf, lateOf, owes, hasReady } = facts
  const isPlain = (patron: DemoPatron) =>
    patron.block === null && patron.member_until_in_days > 14 && patron.note === null && owes(patron) === 0
  const cases: [test: (patron: DemoPatron) => boolean, words: Words][] = [
    [
      patron => patron.membership_type === 'volwassene' && isPlain(patron) && loansOf(patron) === 0,
      { nl: 'volwassene, alles in orde, niets thuis', en: 'adult, all in order, nothing on loan' },
    ],
    [
      patron =>
        patron.membership_type === 'volwassene' && isPlain(patron) && loansOf(patron) > 2 && !lateOf(patron),
      { nl: 'volwassene met exemplaren thuis', en: 'adult with items on loan' },
    ],
    [patron => patron.membership_type === 'jeugd' && isPlain(patron), { nl: 'jeugdlid', en: 'young member' }],
    [patron => hasReady(patron), { nl: 'heeft een reservering klaarliggen', en: 'has a hold ready' }],
    [patron => lateOf(patron), { nl: 'is te laat', en: 'is overdue' }],
    [patron => owes(patron) >= 1000, { nl: 'heeft een hoge openstaande schuld', en: 'owes a large amount' }],
    [
      patron => patron.member_until_in_days < 0,
      { nl: 'lidmaatschap is verlopen', en: 'membership has expired' },
    ],
    [
      patron => patron.member_until_in_days > 0 && patron.member_until_in_days < 14,
      { nl: 'lidmaatschap verloopt binnenkort', en: 'membership expires soon' },
    ],
    [patron => patron.note !== null, { nl: 'heeft een notitie', en: 'has a note' }],
    [patron => patron.membership_type === 'klas', { nl: 'klaspas', en: 'class card' }],
  ]
  const used = new Set<string>()
  return cases.flatMap(([test, words]) => {
    const patron = facts.patrons.find(one => !used.has(one.key) && test(one))
    if (patron === undefined) return []
    used.add(patron.key)
    const label = (text: string) => `${nameOf(patron)}: ${text}`
    return [
      {
        kind: 'card' as const,
        code: activeCard(patron),
        library: HOME,
        title: null,
        nl: label(words.nl),
        en: label(words.en),
      },
    ]
  })
}

function itemRow({ barcode, library, title }: DemoItem, words: Words): SheetRow {
  return { kind: 'item', code: barcode, library, title, ...words }
}

/** What can be told of an item at a glance. */
type Glance = {
  item: DemoItem
  isHome: boolean
  isFree: boolean
  isLent: boolean
  isAsked: boolean
  /** Somebody of the home library waits for it at the branch Noord: a scan elsewhere sends it there. */
  isAwaited: boolean
  isOld: boolean
  repeats: boolean
}

function glances({ items }: Made, { loans, holds }: Activity, free: DemoItem[]): Glance[] {
  const lent = new Set(loans.map(loan => `${loan.item.library} ${loan.item.barcode}`))
  const asked = new Set(holds.filter(hold => hold.state === 'waiting').map(hold => hold.title))
  const awaited = new Set(
    holds
      .filter(
        hold =>
          hold.state === 'waiting' && hold.pickup_branch === NOORD && hold.patron.startsWith(`${HOME}-`),
      )
      .map(hold => hold.title),
  )
  const isFree = new Set(free)
  const codes = new Map<string, number>()
  for (const { barcode } of items) codes.set(barcode, (codes.get(barcode) ?? 0) + 1)
  return items.map(item => ({
    item,
    isHome: item.library === HOME,
    isFree: isFree.has(item),
    isLent: lent.has(`${item.library} ${item.barcode}`),
    isAsked: asked.has(item.title),
    isAwaited: awaited.has(item.title),
    isOld: !item.barcode.startsWith('3000'),
    repeats: (codes.get(item.barcode) ?? 0) > 1,
  }))
}

/** On the shelf of the home desk, with nothing particular about it. */
function isPlain({ item, isHome, isFree, isOld, isAsked }: Glance): boolean {
  return isHome && isFree && !isOld && !isAsked && item.note === null && item.branch === '2001'
}

const ITEM_CASES: readonly [test: (glance: Glance) => boolean, words: Words][] = [
  [one => isPlain(one) && one.item.item_type === 'dvd', { nl: 'dvd op de plank', en: 'DVD on the shelf' }],
  [one => isPlain(one) && one.item.item_type === 'cd', { nl: 'cd op de plank', en: 'CD on the shelf' }],
  [
    one => one.isHome && one.isLent && !one.isAsked && !one.isOld,
    { nl: 'uitgeleend: een scan neemt in', en: 'on loan: a scan takes it back' },
  ],
  [
    one => one.isHome && one.isLent && one.isAwaited && !one.isOld,
    { nl: 'uitgeleend, en iemand wacht erop in Noord', en: 'on loan, and somebody waits for it in Noord' },
  ],
  [
    one => one.item.branch === NOORD && one.isFree && !one.isAsked,
    { nl: 'van Noord, op de plank', en: 'belongs to Noord, on the shelf' },
  ],
  [
    one => one.isHome && one.isFree && one.repeats,
    { nl: 'oude code, die een andere bibliotheek ook heeft', en: 'old code that another library has too' },
  ],
  [one => one.isHome && !one.item.loanable, { nl: 'niet uitleenbaar', en: 'not for loan' }],
  [
    one => one.isHome && one.item.state === 'missing',
    { nl: 'vermist: duikt weer op', en: 'missing: turns up again' },
  ],
  [
    one => one.item.library === 'I210' && one.isLent,
    { nl: 'van Bib Proefdorp, uitgeleend', en: 'belongs to Bib Proefdorp, on loan' },
  ],
  [
    one => one.item.library === 'I290' && !one.isOld,
    {
      nl: 'van Bib Alleenberg, die niet samenwerkt',
      en: 'belongs to Bib Alleenberg, outside the cooperation',
    },
  ],
]

/** Four books to lend, and one item for each thing that a scan can meet. */
function itemRows(made: Made, activity: Activity, free: DemoItem[]): SheetRow[] {
  const all = glances(made, activity, free)
  const books = all.filter(one => isPlain(one) && one.item.item_type === 'book').slice(0, 4)
  return [
    ...books.map(one =>
      itemRow(one.item, { nl: 'boek op de plank in Centrum', en: 'book on the shelf in Centrum' }),
    ),
    ...ITEM_CASES.flatMap(([test, words]) => {
      const found = all.find(test)
      return found === undefined ? [] : [itemRow(found.item, words)]
    }),
  ]
}

/** The rows of the printed sheet and of the click-to-scan tray, for the desk of Bib Testgem. */
export function makeSheet(made: Made, activity: Activity, free: DemoItem[]): SheetRow[] {
  const staff = made.consortium.libraries.find(library => library.code === HOME)?.staff ?? []
  const plain = { library: HOME, title: null }
  const badges = staff.map(({ badge, name }): SheetRow => {
    return { kind: 'badge', code: badge, ...plain, nl: `badge van ${name}`, en: `badge of ${name}` }
  })
  const crates: SheetRow[] = [
    { kind: 'crate', code: 'BAK-2002-01', ...plain, nl: 'bak naar Noord', en: 'crate to Noord' },
    { kind: 'crate', code: 'BAK-2101-01', ...plain, nl: 'bak naar Proefdorp', en: 'crate to Proefdorp' },
  ]
  return [...cardRows(gather(made, activity)), ...itemRows(made, activity, free), ...badges, ...crates]
}
