import type { Code } from '@kaft/contract'
import type { Finding } from '../../base/decision.ts'

export const languages = ['nl', 'fr', 'en', 'de'] as const
export type Language = (typeof languages)[number]

/** What a machine shows (AF), short and in words that name no reason unless the profile allows it. */
const texts = {
  desk: {
    nl: 'Kom even naar de balie.',
    fr: "Adressez-vous à l'accueil.",
    en: 'Please come to the desk.',
    de: 'Bitte kommen Sie zur Theke.',
  },
  sign_in: {
    nl: 'Dit toestel is niet aangemeld.',
    fr: "Cet appareil n'est pas connecté.",
    en: 'This machine is not signed in.',
    de: 'Dieses Gerät ist nicht angemeldet.',
  },
  not_here: {
    nl: 'Dat kan niet aan dit toestel. Kom even naar de balie.',
    fr: "Ce n'est pas possible sur cet appareil. Adressez-vous à l'accueil.",
    en: 'This machine cannot do that. Please come to the desk.',
    de: 'Das geht nicht an diesem Gerät. Bitte kommen Sie zur Theke.',
  },
  later: {
    nl: 'Het lukt even niet. Probeer het zo dadelijk opnieuw.',
    fr: 'Cela ne fonctionne pas pour le moment. Réessayez dans un instant.',
    en: 'That does not work right now. Please try again in a moment.',
    de: 'Das klappt gerade nicht. Bitte versuchen Sie es gleich noch einmal.',
  },
  card_unknown: {
    nl: 'Deze kaart kennen we niet. Kom even naar de balie.',
    fr: "Cette carte est inconnue. Adressez-vous à l'accueil.",
    en: 'We do not know this card. Please come to the desk.',
    de: 'Diese Karte ist unbekannt. Bitte kommen Sie zur Theke.',
  },
  pin_wrong: {
    nl: 'Kaart en code horen niet bij elkaar.',
    fr: 'La carte et le code ne correspondent pas.',
    en: 'Card and code do not match.',
    de: 'Karte und Code passen nicht zusammen.',
  },
  item_unknown: {
    nl: 'Dit stuk kennen we niet. Breng het naar de balie.',
    fr: "Ce document est inconnu. Apportez-le à l'accueil.",
    en: 'We do not know this item. Please bring it to the desk.',
    de: 'Dieses Exemplar ist unbekannt. Bitte bringen Sie es zur Theke.',
  },
  item_desk: {
    nl: 'Breng dit naar de balie.',
    fr: "Apportez ceci à l'accueil.",
    en: 'Please bring this to the desk.',
    de: 'Bitte bringen Sie dies zur Theke.',
  },
  limit: {
    nl: 'Je hebt het hoogste aantal bereikt.',
    fr: 'Vous avez atteint le nombre maximal.',
    en: 'You have reached the maximum number.',
    de: 'Sie haben die Höchstzahl erreicht.',
  },
  reserved: {
    nl: 'Iemand anders heeft dit gereserveerd.',
    fr: 'Ce document est réservé par quelqu’un d’autre.',
    en: 'Someone else has reserved this.',
    de: 'Das ist für jemand anderen reserviert.',
  },
  no_more_renewals: {
    nl: 'Verlengen kan niet meer.',
    fr: "Il n'est plus possible de prolonger.",
    en: 'This cannot be renewed any more.',
    de: 'Eine weitere Verlängerung ist nicht möglich.',
  },
  not_yours: {
    nl: 'Dit staat niet op jouw naam.',
    fr: "Ce document n'est pas à votre nom.",
    en: 'This is not on your card.',
    de: 'Das ist nicht auf Ihre Karte ausgeliehen.',
  },
  already_reserved: {
    nl: 'Dit heb je al gereserveerd.',
    fr: 'Vous avez déjà réservé ce document.',
    en: 'You have already reserved this.',
    de: 'Das haben Sie schon reserviert.',
  },
  on_shelf: {
    nl: 'Dit staat hier op het rek.',
    fr: 'Ce document est en rayon ici.',
    en: 'This is on the shelf here.',
    de: 'Das steht hier im Regal.',
  },
  aside: {
    nl: 'Leg dit apart: het gaat niet naar het rek.',
    fr: 'Mettez ceci à part : ne pas ranger en rayon.',
    en: 'Put this aside: it does not go to the shelf.',
    de: 'Bitte beiseitelegen: nicht ins Regal stellen.',
  },
  expired: {
    nl: 'Je lidmaatschap is voorbij.',
    fr: 'Votre abonnement a expiré.',
    en: 'Your membership has ended.',
    de: 'Ihre Mitgliedschaft ist abgelaufen.',
  },
  blocked: {
    nl: 'Je kaart is geblokkeerd.',
    fr: 'Votre carte est bloquée.',
    en: 'Your card is blocked.',
    de: 'Ihre Karte ist gesperrt.',
  },
  debt: {
    nl: 'Er staat te veel open om te lenen.',
    fr: 'Le montant dû est trop élevé pour emprunter.',
    en: 'Too much is owed to borrow.',
    de: 'Es ist zu viel offen, um auszuleihen.',
  },
  too_late: {
    nl: 'Er is iets te lang te laat.',
    fr: 'Un document est trop en retard.',
    en: 'Something is too long overdue.',
    de: 'Etwas ist zu lange überfällig.',
  },
  too_young: {
    nl: 'Dit is voor wie ouder is.',
    fr: 'Ce document est pour les plus âgés.',
    en: 'This is for older readers.',
    de: 'Das ist für Ältere.',
  },
  amount: {
    nl: 'Dit bedrag past niet bij wat openstaat.',
    fr: 'Ce montant ne correspond pas à la somme due.',
    en: 'This amount does not fit what is owed.',
    de: 'Dieser Betrag passt nicht zum offenen Betrag.',
  },
} as const satisfies Record<string, Record<Language, string>>
export type TextKey = keyof typeof texts

export const say = (key: TextKey, language: Language): string => texts[key][language]

/** Reasons about a person, said on a public screen only where the profile allows it. */
const aboutPersons: Partial<Record<Code, TextKey>> = {
  patron_expired: 'expired',
  patron_blocked: 'blocked',
  not_identified: 'blocked',
  card_lost: 'blocked',
  card_ended: 'blocked',
  card_expired: 'blocked',
  debt_block: 'debt',
  overdue_block: 'too_late',
  age_too_low: 'too_young',
}
const aboutItems: Partial<Record<Code, TextKey>> = {
  card_unknown: 'card_unknown',
  item_unknown: 'item_unknown',
  code_ambiguous: 'item_desk',
  limit_reached: 'limit',
  held_for_another: 'reserved',
  reserved_by_another: 'reserved',
  renewals_exhausted: 'no_more_renewals',
  renewal_not_later: 'no_more_renewals',
  renewal_when_overdue: 'no_more_renewals',
  max_total_reached: 'no_more_renewals',
  not_on_loan: 'not_yours',
  hold_duplicate: 'already_reserved',
  item_available_here: 'on_shelf',
  no_leave: 'not_here',
  nothing_to_pay: 'amount',
  amount_too_high: 'amount',
  charge_unknown: 'amount',
  unavailable: 'later',
  busy_again: 'later',
}

/** The sentence for a code. What is not named here is a matter for the desk. */
export function textOf(code: Code, showReasons: boolean): TextKey {
  const person = aboutPersons[code]
  if (person) return showReasons ? person : 'desk'
  return aboutItems[code] ?? 'item_desk'
}

/** The finding that ended it: a stop before a question. A person's reason comes before an item's where both hold. */
export const worstOf = (findings: readonly Finding[]): Finding | undefined =>
  findings.find(f => f.weight === 'stop') ??
  findings.find(f => f.weight === 'ask' && f.code in aboutPersons) ??
  findings.find(f => f.weight === 'ask')

/** Language codes of SIP2; 000 and 026 (Belgian) say nothing that a machine does not know better. */
const byNumber: Readonly<Record<string, Language>> = { '001': 'en', '002': 'fr', '003': 'de', '005': 'nl' }
export const languageOf = (number: string | undefined): Language | null => byNumber[number ?? ''] ?? null
export const numberOf = (language: Language): string =>
  ({ en: '001', fr: '002', de: '003', nl: '005' })[language]
export const asLanguage = (word: string): Language => languages.find(l => l === word) ?? 'nl'
