import { type CodeTexts, counted, dayIn, numberIn, wordIn, writeEn, writeNl } from './about.ts'
import { type Spoken, toOneself } from './to-oneself.ts'

/*
 * The same to a parent or guardian who looks at a child: "je kind", since "je" would be the parent. What speaks of the
 * card or the item alone is said to both alike; the compiler asks for each code.
 */

type Said = Readonly<Record<Spoken, CodeTexts[Spoken]>>

const { nl, en } = toOneself

const dutch: Said = {
  ...nl,
  patron_expired: about => {
    const until = dayIn(about, 'member_until') ?? dayIn(about, 'until')
    const ended = `Het lidmaatschap van je kind ${until === null ? 'is voorbij' : `liep tot ${writeNl.day(until)}`}.`
    return `${ended} Vernieuw het aan de balie.`
  },
  patron_blocked: about => {
    const until = dayIn(about, 'until')
    return `Je kind kan nu niet lenen, verlengen of reserveren${until === null ? '' : ` tot ${writeNl.day(until)}`}. Vraag ernaar aan de balie.`
  },
  not_identified: () => 'Kom eerst samen langs de balie met een identiteitskaart. Daarna kan je kind lenen.',
  consent_missing: () => 'Geef eerst je toestemming aan de balie. Daarna kan je kind lenen.',
  overdue_block: about => late(numberIn(about, 'count') === null ? 'iets' : itemsNl(about)),
  too_many_overdue: about => late(numberIn(about, 'count') === null ? 'te veel' : itemsNl(about)),
  limit_reached: about => {
    const count = numberIn(about, 'count') ?? numberIn(about, 'limit')
    if (numberIn(about, 'limit') === 0)
      return wordIn(about, 'of') === 'holds'
        ? 'Met het lidmaatschap van je kind kan niet gereserveerd worden.'
        : 'Met het lidmaatschap van je kind kan dit niet geleend worden.'
    if (count === null) return 'Je kind heeft het maximum bereikt. Meer kan niet tegelijk.'
    const of = wordIn(about, 'of')
    const holds = `Je kind heeft al ${counted(count, 'reservering', 'reserveringen')}`
    if (of === 'holds_per_title') return `${holds} op deze titel. Meer kan niet.`
    if (of === 'holds') return `${holds}. Meer kan niet tegelijk.`
    return `Je kind heeft al ${writeNl.items(wordIn(about, 'item_type') ?? '', count)}. Meer kan niet tegelijk.`
  },
  age_too_low: about => {
    const age = numberIn(about, 'min_age')
    return age === null ? 'Je kind is te jong voor dit exemplaar.' : nl.age_too_low(about)
  },
  item_on_loan_here: () => 'Je kind heeft dit al thuis.',
  loan_claimed: () => 'Verlengen kan niet: er is gezegd dat dit teruggebracht is.',
  deposit_needed: about => {
    const cents = numberIn(about, 'deposit_cents')
    return `Voor je kind is eerst een waarborg${cents === null ? '' : ` van ${writeNl.cents(cents)}`} nodig. Betaal die aan de balie.`
  },
  hold_duplicate: () => 'Je kind reserveerde deze titel al.',
  hold_already_on_loan: () => 'Je kind heeft deze titel al thuis.',
  patron_not_own: () => 'Je kind is ingeschreven in een andere bibliotheek. Alleen die kan dit wijzigen.',
  processing_restricted: () =>
    'De gegevens van je kind worden nu enkel bewaard. Terugbrengen en betalen kan, lenen en reserveren niet. Vraag ernaar aan de balie.',
  membership_not_accepted: about =>
    nl.membership_not_accepted(about).replace('je lidmaatschap', 'het lidmaatschap van je kind'),
}

const itemsNl = (about: Parameters<CodeTexts[Spoken]>[0]): string =>
  counted(numberIn(about, 'count') ?? 0, 'exemplaar', 'exemplaren')
const late = (what: string): string => `Je kind heeft ${what} te laat thuis. Breng dat eerst terug.`

const english: Said = {
  ...en,
  patron_expired: about => {
    const until = dayIn(about, 'member_until') ?? dayIn(about, 'until')
    const ended = `Your child's membership ${until === null ? 'has ended' : `ran until ${writeEn.day(until)}`}.`
    return `${ended} Renew it at the desk.`
  },
  patron_blocked: about => {
    const until = dayIn(about, 'until')
    return `Your child cannot borrow, renew or reserve now${until === null ? '' : `, until ${writeEn.day(until)}`}. Ask at the desk.`
  },
  not_identified: () =>
    'Come to the desk together with an identity card first. After that your child can borrow.',
  consent_missing: () => 'Give your consent at the desk first. After that your child can borrow.',
  overdue_block: about => lateEn(numberIn(about, 'count') === null ? 'something' : itemsEn(about)),
  too_many_overdue: about => lateEn(numberIn(about, 'count') === null ? 'too much' : itemsEn(about)),
  limit_reached: about => {
    const count = numberIn(about, 'count') ?? numberIn(about, 'limit')
    if (numberIn(about, 'limit') === 0)
      return wordIn(about, 'of') === 'holds'
        ? "Your child's membership does not cover reservations."
        : "Your child's membership does not cover this."
    if (count === null) return 'Your child has reached the limit. More at once is not possible.'
    const of = wordIn(about, 'of')
    const holds = `Your child already has ${counted(count, 'reservation', 'reservations')}`
    if (of === 'holds_per_title') return `${holds} on this title. More is not possible.`
    if (of === 'holds') return `${holds}. More at once is not possible.`
    return `Your child already has ${writeEn.items(wordIn(about, 'item_type') ?? '', count)}. More at once is not possible.`
  },
  age_too_low: about => {
    const age = numberIn(about, 'min_age')
    return age === null ? 'Your child is too young for this item.' : en.age_too_low(about)
  },
  item_on_loan_here: () => 'Your child already has this at home.',
  loan_claimed: () => 'Cannot be renewed: it was said that this was brought back.',
  deposit_needed: about => {
    const cents = numberIn(about, 'deposit_cents')
    return `Your child needs a deposit${cents === null ? '' : ` of ${writeEn.cents(cents)}`} first. Pay it at the desk.`
  },
  hold_duplicate: () => 'Your child has reserved this title already.',
  hold_already_on_loan: () => 'Your child has this title at home already.',
  patron_not_own: () => 'Your child is registered with another library. Only that library can change this.',
  processing_restricted: () =>
    "Your child's data are kept only, for now. Bringing back and paying is possible, borrowing and reserving is not. Ask at the desk.",
  membership_not_accepted: about =>
    en.membership_not_accepted(about).replace('Your membership', "Your child's membership"),
}

const itemsEn = (about: Parameters<CodeTexts[Spoken]>[0]): string =>
  counted(numberIn(about, 'count') ?? 0, 'item', 'items')
const lateEn = (what: string): string => `Your child has ${what} overdue. Bring that back first.`

export const toParents = { nl: dutch, en: english } as const
