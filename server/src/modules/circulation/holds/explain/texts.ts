import { writeEn, writeNl } from './days.ts'
import type { StandingCode } from '../allocate.rules.ts'

type About = Readonly<Record<string, string | number>>
const on = (about: About): string => String(about['until'] ?? '')
const some = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** The sentences of "Waarom?" about holds. The Dutch is the model; the English has the same keys. */
const nl = {
  day: writeNl,
  placed: (day: string, branch: string) => `Gereserveerd op ${writeNl(day)}, af te halen in ${branch}`,
  source: { desk: 'aan de balie', self: 'aan de zelfuitleen', internet: 'via internet', job: 'door Kaft' },
  place: (place: number, waiting: number) => `Plaats ${place} van ${waiting} in de wachtrij.`,
  ahead: (n: number) =>
    n === 0 ? 'Niemand wacht langer.' : `${some(n, 'reservering wacht', 'reserveringen wachten')} langer.`,
  suspendedCount: (n: number) =>
    `${some(n, 'opgeschorte reservering telt', 'opgeschorte reserveringen tellen')} nu niet mee`,
  suspended: (day: string | null) =>
    day === null
      ? 'Opgeschort tot iemand ze hervat. De plaats blijft bewaard.'
      : `Opgeschort tot ${writeNl(day)}. De plaats blijft bewaard.`,
  after: 'Dit deel komt na het vorige deel. Zodra dat opgehaald is, doet dit mee.',
  ready: (branch: string, code: string, day: string) =>
    `Ligt klaar in ${branch} onder ${code}, tot ${writeNl(day)}.`,
  moving: (branch: string) => `Een exemplaar is onderweg naar ${branch}.`,
  closed: {
    filled: 'Het exemplaar is uitgeleend.',
    cancelled: 'De reservering is geannuleerd.',
    expired: 'De reservering is vervallen.',
  },
  hopeless: {
    no_items: 'Geen enkel exemplaar is binnen bereik van deze afhaalvestiging.',
    all_gone: 'Alle exemplaren zijn verloren, vermist of afgevoerd.',
    not_loanable: 'De exemplaren die er zijn, worden niet uitgeleend.',
    item_gone: 'Het gevraagde exemplaar is er niet meer.',
  },
  hopelessChange: 'Reserveer een andere uitgave, vraag het via IBL, of stel een aankoop voor.',
  ibl: (day: string) => `Gevraagd bij andere bibliotheken, tot ${writeNl(day)}.`,
  expires: (day: string) => `Vervalt na ${writeNl(day)}`,
  estimate: {
    none: 'Er is nog te weinig geschiedenis om een datum te schatten.',
    week: 'Waarschijnlijk binnen een week.',
    shelf: 'Er staat een exemplaar op het rek. Meestal ligt het binnen 3 dagen klaar.',
    weeks: (low: number, high: number) =>
      low === high ? `Ongeveer ${some(low, 'week', 'weken')}.` : `Ongeveer ${low} tot ${high} weken.`,
    months: (low: number, high: number) =>
      low === high ? `Ongeveer ${some(low, 'maand', 'maanden')}.` : `Ongeveer ${low} tot ${high} maanden.`,
    from: (e: { copies: number; ahead: number; returns: number; title: boolean }) =>
      `${some(e.copies, 'exemplaar', 'exemplaren')}, ${some(e.ahead, 'reservering', 'reserveringen')} eerst, geleerd uit ${e.returns} keer dat ${e.title ? 'deze titel' : 'dit soort materiaal'} terugkwam`,
  },
  item: (barcode: string, branch: string) => `Exemplaar ${barcode}, ${branch}`,
  itemIs: {
    on_loan: (day: string | null) => (day === null ? 'uitgeleend' : `uitgeleend tot ${writeNl(day)}`),
    hold_shelf: 'ligt klaar voor een andere reservering',
    in_transit: 'onderweg',
    missing: 'vermist',
    gone: 'niet meer in gebruik',
    on_order: 'besteld',
    not_loanable: 'niet uitleenbaar',
    own: 'voor deze reservering',
  },
  next: 'voor deze reservering: staat op de kastlijst',
  rank: (rank: number) => `eerst voor ${some(rank - 1, 'andere reservering', 'andere reserveringen')}`,
  standing: {
    chosen: () => 'krijgt het',
    later: () => 'later aan de beurt',
    suspended: about =>
      `opgeschort tot ${on(about) === '9999-12-31' ? 'iemand ze hervat' : writeNl(on(about))}`,
    expired: about => `vervallen na ${writeNl(on(about))}`,
    other_item: () => 'wacht op een ander exemplaar',
    after_other_volume: () => 'wacht eerst op het vorige deel',
    new_item: about => `nieuw: tot ${writeNl(on(about))} alleen voor eigen leners`,
    nearer_items: about =>
      `tot ${writeNl(on(about))} eerst voor ${some(Number(about['items']), 'exemplaar', 'exemplaren')} dichter bij`,
    over_share: about => `heeft al ${about['items']} van onze exemplaren, hoogstens ${about['cap']}`,
  } as Readonly<Record<StandingCode, (about: About) => string>>,
  candidate: (day: string, branch: string) => `Gereserveerd op ${writeNl(day)}, af te halen in ${branch}`,
  turn: (rank: number) => `${rank}e aan de beurt`,
  own: 'eigen lener',
  steps: (n: number) => some(n, 'stap transport', 'stappen transport'),
  allocation: {
    nobody: 'Niemand wacht op dit exemplaar.',
    none: 'Niemand die wacht, kan dit exemplaar nu krijgen.',
    one: (day: string, branch: string) =>
      `Dit exemplaar gaat naar de reservering van ${writeNl(day)}, af te halen in ${branch}.`,
    held: (branch: string) => `Dit exemplaar is al beloofd, af te halen in ${branch}.`,
    is: (where: string) => `Dit exemplaar is ${where}.`,
    onceHere: (day: string, branch: string) =>
      `Komt het nu binnen, dan gaat het naar de reservering van ${writeNl(day)}, af te halen in ${branch}.`,
    kept: (what: string) => `Dit exemplaar is ${what}. Zolang dat zo is, krijgt niemand het.`,
  },
  policy: 'Beleid van de eigenaar',
  policyOwn: (days: number | null) =>
    days === null ? 'eigen leners eerst' : `eigen leners eerst, na ${days} dagen telt alleen de datum`,
  policyDate: 'wie het langst wacht, komt eerst',
}
export type HoldSpeech = typeof nl

const en: HoldSpeech = {
  day: writeEn,
  placed: (day, branch) => `Reserved on ${writeEn(day)}, to pick up at ${branch}`,
  source: { desk: 'at the desk', self: 'at the self-service machine', internet: 'online', job: 'by Kaft' },
  place: (place, waiting) => `Place ${place} of ${waiting} in the queue.`,
  ahead: n =>
    n === 0 ? 'Nobody waits longer.' : `${some(n, 'reservation waits', 'reservations wait')} longer.`,
  suspendedCount: n => `${some(n, 'suspended reservation does', 'suspended reservations do')} not count now`,
  suspended: day =>
    day === null
      ? 'Suspended until someone resumes it. Its place is kept.'
      : `Suspended until ${writeEn(day)}. Its place is kept.`,
  after: 'This volume comes after the previous one. It takes part once that is picked up.',
  ready: (branch, code, day) => `Ready at ${branch} under ${code}, until ${writeEn(day)}.`,
  moving: branch => `An item is on its way to ${branch}.`,
  closed: {
    filled: 'The item is on loan.',
    cancelled: 'The reservation was cancelled.',
    expired: 'The reservation has expired.',
  },
  hopeless: {
    no_items: 'No item is within reach of this pickup branch.',
    all_gone: 'All items are lost, missing or withdrawn.',
    not_loanable: 'The items that exist are not lent.',
    item_gone: 'The item that was asked for is gone.',
  },
  hopelessChange: 'Reserve another edition, ask other libraries (IBL), or suggest a purchase.',
  ibl: day => `Asked of other libraries, until ${writeEn(day)}.`,
  expires: day => `Expires after ${writeEn(day)}`,
  estimate: {
    none: 'There is too little history yet to estimate a date.',
    week: 'Probably within a week.',
    shelf: 'An item stands on the shelf. It is usually ready within 3 days.',
    weeks: (low, high) =>
      low === high ? `About ${some(low, 'week', 'weeks')}.` : `About ${low} to ${high} weeks.`,
    months: (low, high) =>
      low === high ? `About ${some(low, 'month', 'months')}.` : `About ${low} to ${high} months.`,
    from: e =>
      `${some(e.copies, 'item', 'items')}, ${some(e.ahead, 'reservation', 'reservations')} first, learned from ${some(e.returns, 'return', 'returns')} of ${e.title ? 'this title' : 'this kind of material'}`,
  },
  item: (barcode, branch) => `Item ${barcode}, ${branch}`,
  itemIs: {
    on_loan: day => (day === null ? 'on loan' : `on loan until ${writeEn(day)}`),
    hold_shelf: 'ready for another reservation',
    in_transit: 'on its way',
    missing: 'missing',
    gone: 'no longer in use',
    on_order: 'on order',
    not_loanable: 'not lent',
    own: 'for this reservation',
  },
  next: 'for this reservation: on the pull list',
  rank: rank => `first for ${some(rank - 1, 'other reservation', 'other reservations')}`,
  standing: {
    chosen: () => 'gets it',
    later: () => 'comes later',
    suspended: about =>
      `suspended until ${on(about) === '9999-12-31' ? 'someone resumes it' : writeEn(on(about))}`,
    expired: about => `expired after ${writeEn(on(about))}`,
    other_item: () => 'waits for another item',
    after_other_volume: () => 'waits for the previous volume first',
    new_item: about => `new: only for own readers until ${writeEn(on(about))}`,
    nearer_items: about =>
      `until ${writeEn(on(about))} left to ${some(Number(about['items']), 'nearer item', 'nearer items')}`,
    over_share: about => `has ${about['items']} of our items already, at most ${about['cap']}`,
  },
  candidate: (day, branch) => `Reserved on ${writeEn(day)}, to pick up at ${branch}`,
  turn: rank => `number ${rank} in turn`,
  own: 'own reader',
  steps: n => some(n, 'step of transport', 'steps of transport'),
  allocation: {
    nobody: 'Nobody waits for this item.',
    none: 'Nobody who waits can get this item now.',
    one: (day, branch) => `This item goes to the reservation of ${writeEn(day)}, to pick up at ${branch}.`,
    held: branch => `This item is already promised, to pick up at ${branch}.`,
    is: where => `This item is ${where}.`,
    onceHere: (day, branch) =>
      `If it comes in now, it goes to the reservation of ${writeEn(day)}, to pick up at ${branch}.`,
    kept: what => `This item is ${what}. As long as that is so, nobody gets it.`,
  },
  policy: 'Policy of the owner',
  policyOwn: days =>
    days === null ? 'own readers first' : `own readers first, after ${days} days only the date counts`,
  policyDate: 'who waits longest comes first',
}
export const holdSpeech = { nl, en } as const
