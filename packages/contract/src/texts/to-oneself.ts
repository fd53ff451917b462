import { type CodeTexts, counted, dayIn, numberIn, wordIn, writeEn, writeNl } from './about.ts'

/*
 * What is said at the desk about a patron, said to that reader: "je", and what to do from home. Where no text speaks of
 * the patron the one of the desk serves both.
 */

const dutch = {
  patron_expired: about => {
    const until = dayIn(about, 'member_until') ?? dayIn(about, 'until')
    const ended =
      until === null ? 'Je lidmaatschap is voorbij.' : `Je lidmaatschap liep tot ${writeNl.day(until)}.`
    return `${ended} Vernieuw het aan de balie.`
  },
  patron_blocked: about => {
    const until = dayIn(about, 'until')
    return `Je kan nu niet lenen, verlengen of reserveren${until === null ? '' : ` tot ${writeNl.day(until)}`}. Vraag ernaar aan de balie.`
  },
  not_identified: () => 'Kom eerst langs de balie met je identiteitskaart. Daarna kan je lenen.',
  consent_missing: () => 'Een ouder of voogd geeft eerst toestemming. Vraag ernaar aan de balie.',
  patron_deceased: () => 'Lenen en verlengen kan niet meer met deze kaart. Vraag ernaar aan de balie.',
  debt_block: about => {
    const open = numberIn(about, 'balance_cents')
    const limit = numberIn(about, 'limit_cents')
    const first = open === null ? 'Er staat een bedrag open.' : `${writeNl.cents(open)} staat open.`
    return `${first} ${limit === null ? 'Daarom kan dit nu niet.' : `Vanaf ${writeNl.cents(limit)} kan dit niet.`} Betaal aan de balie.`
  },
  debt_age_block: about => {
    const cents = numberIn(about, 'old_cents')
    return `${cents === null ? 'Een kost staat' : `${writeNl.cents(cents)} staat`} te lang open. Betaal aan de balie.`
  },
  overdue_block: about => {
    const count = numberIn(about, 'count')
    const what = count === null ? 'iets' : counted(count, 'exemplaar', 'exemplaren')
    return `Je hebt ${what} te laat thuis. Breng dat eerst terug.`
  },
  too_many_overdue: about => {
    const count = numberIn(about, 'count')
    const what = count === null ? 'te veel' : counted(count, 'exemplaar', 'exemplaren')
    return `Je hebt ${what} te laat thuis. Breng dat eerst terug.`
  },
  card_ended: () => 'Deze kaart is vervangen of ingetrokken. Gebruik je nieuwe kaart.',
  card_expired: about => {
    const until = dayIn(about, 'until')
    return `Deze kaart is vervallen${until === null ? '' : ` op ${writeNl.day(until)}`}. Vraag een nieuwe aan de balie.`
  },
  card_lost: () => 'Deze kaart is als verloren gemeld. Vraag een nieuwe aan de balie.',
  limit_reached: about => {
    const count = numberIn(about, 'count') ?? numberIn(about, 'limit')
    if (numberIn(about, 'limit') === 0)
      return wordIn(about, 'of') === 'holds'
        ? 'Met je lidmaatschap kan je niet reserveren.'
        : 'Met je lidmaatschap kan dit niet geleend worden.'
    if (count === null) return 'Je hebt het maximum bereikt. Meer kan niet tegelijk.'
    const of = wordIn(about, 'of')
    const holds = `Je hebt al ${counted(count, 'reservering', 'reserveringen')}`
    if (of === 'holds_per_title') return `${holds} op deze titel. Meer kan niet.`
    if (of === 'holds') return `${holds}. Meer kan niet tegelijk.`
    return `Je hebt al ${writeNl.items(wordIn(about, 'item_type') ?? '', count)}. Meer kan niet tegelijk.`
  },
  age_too_low: about => {
    const age = numberIn(about, 'min_age')
    return age === null ? 'Je bent te jong voor dit exemplaar.' : `Dit is voor wie ${age} jaar of ouder is.`
  },
  item_on_loan_here: () => 'Je hebt dit al thuis.',
  loan_claimed: () => 'Verlengen kan niet: je zei dat dit teruggebracht is.',
  no_rule: () => 'Hiervoor is er geen regel in het reglement. Vraag ernaar aan de balie.',
  deposit_needed: about => {
    const cents = numberIn(about, 'deposit_cents')
    return `Je betaalt eerst een waarborg${cents === null ? '' : ` van ${writeNl.cents(cents)}`} aan de balie.`
  },
  hold_duplicate: () => 'Je reserveerde deze titel al.',
  hold_already_on_loan: () => 'Je hebt deze titel al thuis.',
  busy_again: () => 'Er wordt net aan gewerkt aan een balie. Probeer opnieuw.',
  patron_not_own: () => 'Je bent ingeschreven in een andere bibliotheek. Alleen die kan dit wijzigen.',
  processing_restricted: () =>
    'Je gegevens worden nu enkel bewaard. Terugbrengen en betalen kan, lenen en reserveren niet. Vraag ernaar aan de balie.',
  membership_not_accepted: about =>
    `Met je lidmaatschap kan dit ${wordIn(about, 'library') === null ? 'hier' : `in ${wordIn(about, 'library')}`} niet. Vraag ernaar aan de balie.`,
} satisfies Partial<CodeTexts>

const english = {
  patron_expired: about => {
    const until = dayIn(about, 'member_until') ?? dayIn(about, 'until')
    const ended =
      until === null ? 'Your membership has ended.' : `Your membership ran until ${writeEn.day(until)}.`
    return `${ended} Renew it at the desk.`
  },
  patron_blocked: about => {
    const until = dayIn(about, 'until')
    return `You cannot borrow, renew or reserve now${until === null ? '' : `, until ${writeEn.day(until)}`}. Ask at the desk.`
  },
  not_identified: () => 'Come to the desk with your identity card first. After that you can borrow.',
  consent_missing: () => 'A parent or guardian gives consent first. Ask at the desk.',
  patron_deceased: () => 'Nothing is lent or renewed with this card any more. Ask at the desk.',
  debt_block: about => {
    const open = numberIn(about, 'balance_cents')
    const limit = numberIn(about, 'limit_cents')
    const first = open === null ? 'An amount is open.' : `${writeEn.cents(open)} is open.`
    return `${first} ${limit === null ? 'So this is not possible now.' : `From ${writeEn.cents(limit)} this is not possible.`} Pay at the desk.`
  },
  debt_age_block: about => {
    const cents = numberIn(about, 'old_cents')
    return `${cents === null ? 'An amount' : writeEn.cents(cents)} has been open too long. Pay at the desk.`
  },
  overdue_block: about => {
    const count = numberIn(about, 'count')
    const what = count === null ? 'something' : counted(count, 'item', 'items')
    return `You have ${what} overdue. Bring that back first.`
  },
  too_many_overdue: about => {
    const count = numberIn(about, 'count')
    const what = count === null ? 'too much' : counted(count, 'item', 'items')
    return `You have ${what} overdue. Bring that back first.`
  },
  card_ended: () => 'This card was replaced or withdrawn. Use your new card.',
  card_expired: about => {
    const until = dayIn(about, 'until')
    return `This card expired${until === null ? '' : ` on ${writeEn.day(until)}`}. Ask for a new one at the desk.`
  },
  card_lost: () => 'This card was reported lost. Ask for a new one at the desk.',
  limit_reached: about => {
    const count = numberIn(about, 'count') ?? numberIn(about, 'limit')
    if (numberIn(about, 'limit') === 0)
      return wordIn(about, 'of') === 'holds'
        ? 'Your membership does not cover reservations.'
        : 'Your membership does not cover this.'
    if (count === null) return 'You have reached the limit. More at once is not possible.'
    const of = wordIn(about, 'of')
    const holds = `You already have ${counted(count, 'reservation', 'reservations')}`
    if (of === 'holds_per_title') return `${holds} on this title. More is not possible.`
    if (of === 'holds') return `${holds}. More at once is not possible.`
    return `You already have ${writeEn.items(wordIn(about, 'item_type') ?? '', count)}. More at once is not possible.`
  },
  age_too_low: about => {
    const age = numberIn(about, 'min_age')
    return age === null ? 'You are too young for this item.' : `This is for who is ${age} or older.`
  },
  item_on_loan_here: () => 'You already have this at home.',
  loan_claimed: () => 'Cannot be renewed: you said that this was brought back.',
  no_rule: () => 'The regulation has no rule for this. Ask at the desk.',
  deposit_needed: about => {
    const cents = numberIn(about, 'deposit_cents')
    return `You pay a deposit${cents === null ? '' : ` of ${writeEn.cents(cents)}`} at the desk first.`
  },
  hold_duplicate: () => 'You have reserved this title already.',
  hold_already_on_loan: () => 'You have this title at home already.',
  busy_again: () => 'A desk is just working on this. Try again.',
  patron_not_own: () => 'You are registered with another library. Only that library can change this.',
  processing_restricted: () =>
    'Your data are kept only, for now. You can bring back and pay, not borrow or reserve. Ask at the desk.',
  membership_not_accepted: about =>
    `Your membership does not serve for this${wordIn(about, 'library') === null ? ' here' : ` at ${wordIn(about, 'library')}`}. Ask at the desk.`,
} satisfies Partial<CodeTexts>

/** Every code that is said otherwise to a reader than at the desk. */
export type Spoken = keyof typeof dutch
export const toOneself: Readonly<Record<'nl' | 'en', Readonly<Record<Spoken, CodeTexts[Spoken]>>>> = {
  nl: dutch,
  en: english,
}
