import { defineTexts } from '../../base/language.ts'

const nl = {
  title: 'Mijn bibliotheek (/mijn)',
  none: 'Deze lener meldt zich nog niet zelf aan.',
  since: (day: string) => `Meldt zich zelf aan, met een wachtwoord sinds ${day}.`,
  seen: (when: string) => `Laatst gezien: ${when}.`,
  open: (n: number) => (n === 1 ? 'Nu op één toestel aangemeld.' : `Nu op ${n} toestellen aangemeld.`),
  waits: (when: string) => `Een link om een wachtwoord te kiezen wacht tot ${when}.`,
  noEmail: 'Zonder e-mailadres kan er geen link vertrekken. Druk een brief met een code.',
  codeWaits: (day: string) => `De code van een brief werkt tot en met ${day}.`,
  letter: 'Druk een brief met een code',
  letterAgain: 'Druk een nieuwe brief met een code',
  letterMade:
    'De brief staat klaar om te drukken. De code werkt één keer, 14 dagen lang. Een vorige code werkt niet meer.',
  send: 'Stuur een link',
  again: 'Stuur een nieuwe link',
  sent: 'De link vertrekt naar het e-mailadres van deze lener en werkt één keer, 24 uur lang.',
  close: 'Haal het wachtwoord weg',
  closeTells:
    'Kent iemand anders het wachtwoord? Haal het weg: elke aanmelding stopt meteen. Stuur daarna een nieuwe link.',
  closed: 'Het wachtwoord is weg en elke aanmelding is gestopt.',
}
const en: typeof nl = {
  title: 'My library (/mijn)',
  none: 'This patron does not sign in by themselves yet.',
  since: (day: string) => `Signs in by themselves, with a password since ${day}.`,
  seen: (when: string) => `Last seen: ${when}.`,
  open: (n: number) => (n === 1 ? 'Signed in on one device now.' : `Signed in on ${n} devices now.`),
  waits: (when: string) => `A link to choose a password waits until ${when}.`,
  noEmail: 'Without an e-mail address no link can go out. Print a letter with a code.',
  codeWaits: (day: string) => `The code of a letter works until ${day}.`,
  letter: 'Print a letter with a code',
  letterAgain: 'Print a new letter with a code',
  letterMade:
    'The letter is ready to print. The code works once, for 14 days. A former code does not work any more.',
  send: 'Send a link',
  again: 'Send a new link',
  sent: 'The link goes to the e-mail address of this patron and works once, for 24 hours.',
  close: 'Take the password away',
  closeTells:
    'Does somebody else know the password? Take it away: every session ends at once. Then send a new link.',
  closed: 'The password is gone and every session has ended.',
}

/** What the desk says of a reader's own sign-in. */
export const ownDoorTexts = defineTexts(nl, en)
