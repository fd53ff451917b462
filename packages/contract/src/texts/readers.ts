import type { readerCodes } from '../codes.ts'
import { type CodeTexts, numberIn } from './about.ts'

type Texts = Pick<CodeTexts, (typeof readerCodes)[number]>

const nl: Texts = {
  reader_of_child: () => 'Dit kan enkel bij je eigen gegevens. Ga eerst terug naar jezelf.',
  reader_unknown: () =>
    'Dit kaartnummer en dit wachtwoord horen niet bij elkaar. Kijk ze na, of kies een nieuw wachtwoord.',
  reader_rests: () =>
    'Er is met dit kaartnummer te vaak geprobeerd. Wacht een kwartier. Weet je je wachtwoord niet meer? Kies dan een nieuw.',
  reader_no_mail: () => 'Links per e-mail versturen we hier niet. Vraag het aan de balie.',
  reader_no_email: () => 'Deze lener heeft geen e-mailadres. Vul het eerst in.',
  reader_link_over: () => 'Deze link werkt niet meer. Vraag een nieuwe.',
  reader_code_wrong: () =>
    'Deze code hoort niet bij dit kaartnummer, of werkt niet meer. Kijk ze na, of vraag aan de balie een nieuwe brief.',
  hold_keep_over: () => 'Dat kan niet meer: terugnemen kan een half uur lang. Je kan opnieuw reserveren.',
  hold_promised: () => 'Dat kan niet meer: het is intussen voor iemand anders. Je kan opnieuw reserveren.',
  reader_code_once: () =>
    'Een code is maar één keer te zien. Druk een nieuwe brief: de vorige werkt dan niet meer.',
  reader_password_short: () =>
    'Dit wachtwoord is te kort. Neem er een van minstens 8 tekens: een paar woorden na elkaar mag ook.',
  reader_password_weak: () =>
    'Dit wachtwoord raadt iemand te makkelijk. Neem niet je kaartnummer, je geboortedatum of telkens hetzelfde teken.',
  reader_guardian: about =>
    `Wie jonger is dan ${numberIn(about, 'age') ?? 13}, heeft de toestemming van een ouder of voogd nodig. Kom samen even langs aan de balie.`,
}

const en: Texts = {
  reader_of_child: () => 'This is possible with your own data only. First go back to yourself.',
  reader_unknown: () =>
    'This card number and this password do not belong together. Check them, or choose a new password.',
  reader_rests: () =>
    'This card number was tried too often. Wait for a quarter of an hour. Forgot your password? Then choose a new one.',
  reader_no_mail: () => 'We send no links by e-mail here. Ask at the desk.',
  reader_no_email: () => 'This patron has no e-mail address. Fill it in first.',
  reader_link_over: () => 'This link does not work any more. Ask for a new one.',
  reader_code_wrong: () =>
    'This code does not fit this card number, or works no more. Check them, or ask at the desk for a new letter.',
  hold_keep_over: () => 'Too late: this can be taken back for half an hour. You can reserve again.',
  hold_promised: () => 'Too late: it is for somebody else now. You can reserve again.',
  reader_code_once: () => 'A code is seen once. Print a new letter: the former one stops working.',
  reader_password_short: () =>
    'This password is too short. Take one of at least 8 characters: a few words in a row will do.',
  reader_password_weak: () =>
    'This password is guessed too easily. Do not take your card number, your birth date or the same character again and again.',
  reader_guardian: about =>
    `Who is younger than ${numberIn(about, 'age') ?? 13} needs the consent of a parent or guardian. Come by at the desk together.`,
}
export const readerTexts = { nl, en } as const
