import type { ChargeKind, Letter } from '@kaft/contract'
import type { Static } from 'typebox'
import { euros, type Language, longDay, moment } from './language.rules.ts'

type Line = Letter['lines'][number]
type Kind = Static<typeof ChargeKind>

/** What happened in a visit, as circulation reads it: amounts in cents, what is owed to the patron negative. */
export interface Told {
  readonly lent: readonly {
    readonly title: string
    readonly language: string | null
    readonly due_on: string
    readonly due_at: string | null
  }[]
  readonly returned: readonly {
    readonly title: string
    readonly language: string | null
    readonly fine_cents: number
  }[]
  readonly settled: readonly {
    readonly charge_kind: Kind | null
    readonly item_title: string | null
    readonly reason: string | null
    readonly amount_cents: number
  }[]
  readonly balance_cents: number
  readonly paid_cents: number
  readonly rounding_cents: number
  readonly credit_used_cents: number
  readonly paid_out_cents: number
}

interface ReceiptWords {
  readonly subject: (library: string) => string
  readonly opening: (at: string, branch: string) => string
  readonly due: (day: string) => string
  readonly returned: string
  readonly fine: (amount: string) => string
  readonly settled: (amount: string) => string
  readonly kinds: Readonly<Record<Kind, string>>
  readonly received: string
  readonly rounding: string
  readonly credit: string
  readonly paidOut: string
  readonly open: string
  readonly owed: string
  readonly renew: string
  readonly why: (library: string) => string
}

const words: Record<Language, ReceiptWords> = {
  nl: {
    subject: library => `Je bon van ${library}`,
    opening: (at, branch) => `Dit is de bon van je bezoek aan ${branch}, ${at}.`,
    due: day => `terug op ${day}`,
    returned: 'teruggebracht',
    fine: amount => `teruggebracht, telaatgeld ${amount}`,
    settled: amount => `betaald: ${amount}`,
    kinds: {
      membership: 'Lidgeld',
      fine: 'Telaatgeld',
      lending_fee: 'Leengeld',
      deposit: 'Waarborg',
      hold: 'Reservering',
      card: 'Kaart',
      replacement: 'Vergoeding',
      processing: 'Verwerkingskost',
      damage: 'Schade',
      other: 'Andere kost',
    },
    received: 'Ontvangen',
    rounding: 'Afronding',
    credit: 'Verrekend tegoed',
    paidOut: 'Teruggegeven',
    open: 'Nog te betalen',
    owed: 'Je tegoed',
    renew: 'Verlengen kan online, aan de balie of aan het zelfuitleentoestel.',
    why: library =>
      `Je krijgt deze bon omdat je langskwam bij ${library}. Wil je er geen per e-mail? Zeg het aan de balie.`,
  },
  en: {
    subject: library => `Your receipt from ${library}`,
    opening: (at, branch) => `This is the receipt of your visit to ${branch}, ${at}.`,
    due: day => `due ${day}`,
    returned: 'brought back',
    fine: amount => `brought back, late fee ${amount}`,
    settled: amount => `paid: ${amount}`,
    kinds: {
      membership: 'Membership fee',
      fine: 'Late fee',
      lending_fee: 'Lending fee',
      deposit: 'Deposit',
      hold: 'Reservation',
      card: 'Card',
      replacement: 'Replacement',
      processing: 'Processing cost',
      damage: 'Damage',
      other: 'Other cost',
    },
    received: 'Received',
    rounding: 'Rounding',
    credit: 'Settled with credit',
    paidOut: 'Given back',
    open: 'Still to pay',
    owed: 'Your credit',
    renew: 'You can renew online, at the desk or at the self-service machine.',
    why: library =>
      `You get this receipt because you visited ${library}. Would you rather not get it by e-mail? Say so at the desk.`,
  },
  fr: {
    subject: library => `Votre reçu de ${library}`,
    opening: (at, branch) => `Voici le reçu de votre visite à ${branch}, ${at}.`,
    due: day => `à rendre le ${day}`,
    returned: 'rendu',
    fine: amount => `rendu, amende de retard ${amount}`,
    settled: amount => `payé : ${amount}`,
    kinds: {
      membership: 'Cotisation',
      fine: 'Amende de retard',
      lending_fee: 'Droit de prêt',
      deposit: 'Caution',
      hold: 'Réservation',
      card: 'Carte',
      replacement: 'Remplacement',
      processing: 'Frais de traitement',
      damage: 'Dommage',
      other: 'Autres frais',
    },
    received: 'Reçu',
    rounding: 'Arrondi',
    credit: 'Réglé avec votre avoir',
    paidOut: 'Remboursé',
    open: 'Reste à payer',
    owed: 'Votre avoir',
    renew: "Vous pouvez prolonger en ligne, à l'accueil ou à l'automate de prêt.",
    why: library =>
      `Vous recevez ce reçu parce que vous êtes passé à ${library}. Vous n'en voulez pas par e-mail ? Dites-le à l'accueil.`,
  },
  de: {
    subject: library => `Ihre Quittung von ${library}`,
    opening: (at, branch) => `Dies ist die Quittung Ihres Besuchs in ${branch}, ${at}.`,
    due: day => `zurück am ${day}`,
    returned: 'zurückgegeben',
    fine: amount => `zurückgegeben, Säumnisentgelt ${amount}`,
    settled: amount => `bezahlt: ${amount}`,
    kinds: {
      membership: 'Mitgliedsbeitrag',
      fine: 'Säumnisentgelt',
      lending_fee: 'Leihgebühr',
      deposit: 'Kaution',
      hold: 'Vormerkung',
      card: 'Karte',
      replacement: 'Ersatz',
      processing: 'Bearbeitungskosten',
      damage: 'Schaden',
      other: 'Andere Kosten',
    },
    received: 'Erhalten',
    rounding: 'Rundung',
    credit: 'Mit Guthaben verrechnet',
    paidOut: 'Zurückgezahlt',
    open: 'Noch zu zahlen',
    owed: 'Ihr Guthaben',
    renew: 'Verlängern können Sie online, an der Theke oder am Selbstverbuchungsgerät.',
    why: library =>
      `Sie erhalten diese Quittung, weil Sie bei ${library} waren. Möchten Sie keine per E-Mail? Sagen Sie es an der Theke.`,
  },
}

const signed = (cents: number, language: Language): string =>
  `${cents < 0 ? '-' : ''}${euros(Math.abs(cents), language)}`

const dueOf = (loan: Told['lent'][number], language: Language): string =>
  loan.due_at === null ? longDay(loan.due_on, language) : moment(loan.due_at, language)

/** What a charge was for: its kind, with the title or the reason that does not name the kind itself. */
function settledName({ charge_kind, item_title, reason }: Told['settled'][number], w: ReceiptWords) {
  const kind = w.kinds[charge_kind ?? 'other']
  const about = item_title ?? reason
  if (about === null) return kind
  const named = about.toLowerCase().includes(kind.toLowerCase())
  return named || (charge_kind ?? 'other') === 'other' ? about : `${kind} · ${about}`
}

function linesOf(receipt: Told, w: ReceiptWords, language: Language): Line[] {
  return [
    ...receipt.lent.map(l => ({ title: l.title, language: l.language, says: w.due(dueOf(l, language)) })),
    ...receipt.returned.map(l => ({
      title: l.title,
      language: l.language,
      says: l.fine_cents === 0 ? w.returned : w.fine(euros(l.fine_cents, language)),
    })),
    ...receipt.settled.map(line => ({
      title: settledName(line, w),
      language: null,
      says: w.settled(euros(line.amount_cents, language)),
    })),
  ]
}

/** What was paid and with what, and what stands on the account now; a line for each amount that is not nothing. */
function moneyOf(r: Told, w: ReceiptWords, language: Language): string[] {
  const balance = r.balance_cents
  const amounts: readonly (readonly [string, number])[] = [
    [w.credit, -r.credit_used_cents],
    [w.rounding, r.rounding_cents],
    [w.received, r.paid_cents],
    [w.paidOut, r.paid_out_cents],
    [balance > 0 ? w.open : w.owed, Math.abs(balance)],
  ]
  return amounts.flatMap(([what, cents]) => (cents === 0 ? [] : [`${what}: ${signed(cents, language)}`]))
}

/** The words of a receipt by mail: the same titles, days and amounts as the one on paper, without the number of the card. */
export function receiptWords(
  receipt: Told,
  of: {
    readonly language: Language
    readonly until: string
    readonly branch: string
    readonly library: string
  },
): Pick<Letter, 'subject' | 'lines' | 'closing'> & { readonly opening: string; readonly why: string } {
  const { language } = of
  const w = words[language]
  return {
    subject: w.subject(of.library),
    opening: w.opening(moment(of.until, language), of.branch),
    lines: linesOf(receipt, w, language),
    closing: [...moneyOf(receipt, w, language), ...(receipt.lent.length > 0 ? [w.renew] : [])],
    why: w.why(of.library),
  }
}
