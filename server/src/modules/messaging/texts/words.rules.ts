import type { MessageKind } from '@kaft/contract'
import type { Language } from './language.rules.ts'
import { type Notice, notices } from './notices.rules.ts'

/** What the words of a message are made of. */
export interface About {
  readonly count: number
  readonly branch: string
  readonly step: number
  /** Written amounts; empty where there is none. */
  readonly cost: string
  readonly price: string
  readonly fine: string
  /** The price, the fine and the cost of the letter together. */
  readonly total: string
  /** Whether the price falls when it comes back. */
  readonly lapses: boolean
  readonly library: string
  /** The libraries that it is going to work with. */
  readonly partners: string
  /** Whether those see who somebody is. */
  readonly shares: boolean
  /** What happened or what is new, in the words of who wrote it. */
  readonly details: string
  /** The day from which, or until which. */
  readonly day: string
  /** The code of a form that was sent from the website, and the link with it; empty where there is none. */
  readonly code: string
  readonly link: string
  /** 'yes' where a parent or guardian sent the form. */
  readonly child: string
}
export interface Words {
  readonly subject: (a: About) => string
  /** Paragraphs above the list of titles. */
  readonly opening: (a: About) => string[]
  /** Behind a title: until when. */
  readonly line: (l: { readonly day: string; readonly code: string | null; readonly price: string }) => string
  /** Paragraphs below the list. */
  readonly closing: (a: About) => string[]
}
export interface Frame {
  readonly dear: (name: string) => string
  readonly greetings: string
  /** In whose letter box it goes. */
  readonly careOf: (name: string) => string
  readonly why: (library: string) => string
}

/** Messages about titles, each with the same words for everyone; a receipt has words of its own, and news those of who wrote it. */
type LoanKind = Exclude<MessageKind, Notice | 'campaign' | 'receipt'>

const one = (count: number, single: string, several: string): string => (count === 1 ? single : several)

export const frames: Record<Language, Frame> = {
  nl: {
    dear: name => `Dag ${name}`,
    greetings: 'Vriendelijke groeten',
    careOf: name => `p/a ${name}`,
    why: library =>
      `Je krijgt dit bericht omdat je lid bent van ${library}. Je voorkeur voor e-mail of brief wijzig je aan de balie.`,
  },
  fr: {
    dear: name => `Bonjour ${name}`,
    greetings: 'Cordialement',
    careOf: name => `c/o ${name}`,
    why: library =>
      `Vous recevez ce message parce que vous êtes membre de ${library}. Vous pouvez choisir entre e-mail et courrier à l'accueil.`,
  },
  en: {
    dear: name => `Dear ${name}`,
    greetings: 'Kind regards',
    careOf: name => `c/o ${name}`,
    why: library =>
      `You get this message because you are a member of ${library}. At the desk you can choose between e-mail and letter.`,
  },
  de: {
    dear: name => `Guten Tag ${name}`,
    greetings: 'Freundliche Grüße',
    careOf: name => `c/o ${name}`,
    why: library =>
      `Sie erhalten diese Nachricht, weil Sie Mitglied von ${library} sind. An der Theke können Sie zwischen E-Mail und Brief wählen.`,
  },
}

const nl: Record<LoanKind, Words> = {
  hold_ready: {
    subject: a => one(a.count, 'Je reservering ligt klaar', `${a.count} reserveringen liggen klaar`),
    opening: a => [
      `Wat je reserveerde, ligt voor je klaar in ${a.branch}. Je vindt het in de reserveringskast onder de code.`,
    ],
    line: l => `kast ${l.code ?? ''}, tot en met ${l.day}`,
    closing: () => ['Kan je niet komen? Laat het ons weten, dan kan iemand anders het lenen.'],
  },
  hold_moved: {
    subject: () => 'Je reservering komt naar een andere vestiging',
    opening: a => [`Je haalt af in ${a.branch}. Zodra het er klaarligt, krijg je bericht.`],
    line: () => '',
    closing: () => [],
  },
  hold_expired: {
    subject: () => 'Je reservering is voorbij',
    opening: () => ['We konden dit niet langer voor je bewaren.'],
    line: () => '',
    closing: () => ['Wil je het nog lezen of bekijken? Reserveer het dan opnieuw.'],
  },
  predue: {
    subject: a => one(a.count, 'Bijna terug te brengen', `${a.count} stuks bijna terug te brengen`),
    opening: () => ['Dit breng je binnenkort terug, of je verlengt het.'],
    line: l => `terug op ${l.day}`,
    closing: () => [],
  },
  reminder: {
    subject: a =>
      `Herinnering${a.step > 1 ? ` ${a.step}` : ''}: ${one(a.count, 'nog terug te brengen', `${a.count} stuks nog terug te brengen`)}`,
    opening: a => [
      `${one(a.count, 'Dit had al terug moeten zijn', 'Deze stuks hadden al terug moeten zijn')}. Breng het zo snel mogelijk terug, dan loopt het telaatgeld niet verder op.`,
      ...(a.cost === '' ? [] : [`Voor deze herinnering rekenen we ${a.cost} aan.`]),
    ],
    line: l => `had terug moeten zijn op ${l.day}`,
    closing: () => ['Bracht je het al terug? Dan kruisten onze berichten elkaar.'],
  },
  invoice: {
    subject: () => 'Nota voor niet teruggebrachte materialen',
    opening: a => [
      'Ondanks onze herinneringen heeft u het volgende niet teruggebracht.',
      ...(a.price === '' ? [] : [`U bent daarvoor volgens het reglement de prijs verschuldigd: ${a.price}.`]),
      ...(a.fine === '' ? [] : [`Het telaatgeld bedraagt ${a.fine}.`]),
      ...(a.cost === '' ? [] : [`Voor deze nota rekenen we ${a.cost} administratiekosten aan.`]),
      ...(a.total === '' ? [] : [`Samen te betalen: ${a.total}.`]),
      ...(a.lapses ? ['Brengt u het alsnog terug, dan vervalt de prijs.'] : []),
    ],
    line: l => `had terug moeten zijn op ${l.day}${l.price === '' ? '' : `, prijs ${l.price}`}`,
    closing: () => [
      'Hebt u vragen over deze nota, of kunt u niet ineens betalen? Neem dan contact op met de bibliotheek.',
    ],
  },
  renewed: {
    subject: a => one(a.count, 'We verlengden dit voor je', `We verlengden ${a.count} stuks voor je`),
    opening: () => ['Niemand anders wacht hierop. Daarom verlengden we het voor je.'],
    line: l => `nu terug op ${l.day}`,
    closing: () => [],
  },
  not_renewed: {
    subject: a => one(a.count, 'Dit konden we niet verlengen', `${a.count} stuks konden we niet verlengen`),
    opening: () => ['We wilden dit voor je verlengen, maar dat kan niet meer. Breng het op tijd terug.'],
    line: l => `terug op ${l.day}`,
    closing: () => ['Waarom het niet kan, vragen kan aan de balie.'],
  },
}

const en: Record<LoanKind, Words> = {
  hold_ready: {
    subject: a => one(a.count, 'Your reservation is ready', `${a.count} reservations are ready`),
    opening: a => [
      `What you reserved is waiting for you at ${a.branch}. You find it on the hold shelf under its code.`,
    ],
    line: l => `shelf ${l.code ?? ''}, until ${l.day}`,
    closing: () => ['You cannot come? Let us know, and someone else can borrow it.'],
  },
  hold_moved: {
    subject: () => 'Your reservation goes to another branch',
    opening: a => [`You can collect it at ${a.branch}. We will tell you as soon as it is ready there.`],
    line: () => '',
    closing: () => [],
  },
  hold_expired: {
    subject: () => 'Your reservation has ended',
    opening: () => ['We could not keep this for you any longer.'],
    line: () => '',
    closing: () => ['Would you still like it? Then reserve it again.'],
  },
  predue: {
    subject: a => one(a.count, 'Soon to be returned', `${a.count} items soon to be returned`),
    opening: () => ['Please return this soon, or renew it.'],
    line: l => `due ${l.day}`,
    closing: () => [],
  },
  reminder: {
    subject: a =>
      `Reminder${a.step > 1 ? ` ${a.step}` : ''}: ${one(a.count, 'please return', `${a.count} items to return`)}`,
    opening: a => [
      'This should have been returned. Please bring it back as soon as you can, so that the fine grows no further.',
      ...(a.cost === '' ? [] : [`This reminder costs ${a.cost}.`]),
    ],
    line: l => `was due ${l.day}`,
    closing: () => ['If you returned it already, our messages crossed.'],
  },
  invoice: {
    subject: () => 'Invoice for items that were not returned',
    opening: a => [
      'In spite of our reminders you have not returned the following.',
      ...(a.price === ''
        ? []
        : [`According to the regulation of the library you owe its price: ${a.price}.`]),
      ...(a.fine === '' ? [] : [`The late fee is ${a.fine}.`]),
      ...(a.cost === '' ? [] : [`This invoice costs ${a.cost}.`]),
      ...(a.total === '' ? [] : [`To pay in all: ${a.total}.`]),
      ...(a.lapses ? ['If you return it after all, the price falls away.'] : []),
    ],
    line: l => `was due ${l.day}${l.price === '' ? '' : `, price ${l.price}`}`,
    closing: () => ['Please contact the library if you have questions or cannot pay at once.'],
  },
  renewed: {
    subject: a => one(a.count, 'We renewed this for you', `We renewed ${a.count} items for you`),
    opening: () => ['Nobody else is waiting for this, so we renewed it for you.'],
    line: l => `now due ${l.day}`,
    closing: () => [],
  },
  not_renewed: {
    subject: a => one(a.count, 'We could not renew this', `We could not renew ${a.count} items`),
    opening: () => [
      'We wanted to renew this for you, but that is not possible any more. Please return it in time.',
    ],
    line: l => `due ${l.day}`,
    closing: () => ['At the desk we can tell you why.'],
  },
}

const fr: Record<LoanKind, Words> = {
  hold_ready: {
    subject: a => one(a.count, 'Votre réservation est prête', `${a.count} réservations sont prêtes`),
    opening: a => [
      `Ce que vous avez réservé vous attend à ${a.branch}, à l'étagère des réservations, sous son code.`,
    ],
    line: l => `étagère ${l.code ?? ''}, jusqu'au ${l.day}`,
    closing: () => ["Vous ne pouvez pas venir ? Prévenez-nous : quelqu'un d'autre pourra l'emprunter."],
  },
  hold_moved: {
    subject: () => 'Votre réservation change de bibliothèque',
    opening: a => [`Vous la retirerez à ${a.branch}. Nous vous préviendrons dès qu'elle y sera prête.`],
    line: () => '',
    closing: () => [],
  },
  hold_expired: {
    subject: () => 'Votre réservation a pris fin',
    opening: () => ['Nous ne pouvions plus garder ceci pour vous.'],
    line: () => '',
    closing: () => ['Vous le souhaitez encore ? Réservez-le à nouveau.'],
  },
  predue: {
    subject: a => one(a.count, 'À rendre bientôt', `${a.count} documents à rendre bientôt`),
    opening: () => ['Merci de rendre ceci bientôt, ou de le prolonger.'],
    line: l => `à rendre le ${l.day}`,
    closing: () => [],
  },
  reminder: {
    subject: a =>
      `Rappel${a.step > 1 ? ` ${a.step}` : ''} : ${one(a.count, 'document à rendre', `${a.count} documents à rendre`)}`,
    opening: a => [
      "Ceci aurait déjà dû être rendu. Merci de le rapporter au plus vite, pour que l'amende n'augmente pas.",
      ...(a.cost === '' ? [] : [`Ce rappel coûte ${a.cost}.`]),
    ],
    line: l => `à rendre pour le ${l.day}`,
    closing: () => ["Si vous l'avez déjà rendu, nos messages se sont croisés."],
  },
  invoice: {
    subject: () => 'Facture pour documents non rendus',
    opening: a => [
      "Malgré nos rappels, vous n'avez pas rendu ce qui suit.",
      ...(a.price === ''
        ? []
        : [`Selon le règlement de la bibliothèque, vous en devez le prix : ${a.price}.`]),
      ...(a.fine === '' ? [] : [`L'amende de retard s'élève à ${a.fine}.`]),
      ...(a.cost === '' ? [] : [`Cette facture coûte ${a.cost}.`]),
      ...(a.total === '' ? [] : [`Total à payer : ${a.total}.`]),
      ...(a.lapses ? ["Si vous le rendez encore, le prix n'est plus dû."] : []),
    ],
    line: l => `à rendre pour le ${l.day}${l.price === '' ? '' : `, prix ${l.price}`}`,
    closing: () => [
      'Si vous avez des questions, ou ne pouvez pas payer en une fois, contactez la bibliothèque.',
    ],
  },
  renewed: {
    subject: a =>
      one(
        a.count,
        'Nous avons prolongé ceci pour vous',
        `Nous avons prolongé ${a.count} documents pour vous`,
      ),
    opening: () => ["Personne d'autre ne l'attend : nous l'avons donc prolongé pour vous."],
    line: l => `à rendre le ${l.day}`,
    closing: () => [],
  },
  not_renewed: {
    subject: a =>
      one(a.count, 'Ceci ne peut plus être prolongé', `${a.count} documents ne peuvent plus être prolongés`),
    opening: () => [
      'Nous voulions prolonger ceci pour vous, mais ce n’est plus possible. Merci de le rendre à temps.',
    ],
    line: l => `à rendre le ${l.day}`,
    closing: () => ["À l'accueil, nous vous dirons pourquoi."],
  },
}

const de: Record<LoanKind, Words> = {
  hold_ready: {
    subject: a => one(a.count, 'Ihre Vormerkung liegt bereit', `${a.count} Vormerkungen liegen bereit`),
    opening: a => [
      `Was Sie vorgemerkt haben, liegt in ${a.branch} für Sie bereit, im Abholregal unter dem Code.`,
    ],
    line: l => `Regal ${l.code ?? ''}, bis ${l.day}`,
    closing: () => ['Sie können nicht kommen? Sagen Sie uns Bescheid, dann kann es jemand anders ausleihen.'],
  },
  hold_moved: {
    subject: () => 'Ihre Vormerkung kommt in eine andere Zweigstelle',
    opening: a => [`Sie holen sie in ${a.branch} ab. Sobald sie dort bereitliegt, erhalten Sie Nachricht.`],
    line: () => '',
    closing: () => [],
  },
  hold_expired: {
    subject: () => 'Ihre Vormerkung ist abgelaufen',
    opening: () => ['Wir konnten dies nicht länger für Sie aufbewahren.'],
    line: () => '',
    closing: () => ['Möchten Sie es noch? Dann merken Sie es bitte neu vor.'],
  },
  predue: {
    subject: a => one(a.count, 'Bald zurückzugeben', `${a.count} Exemplare bald zurückzugeben`),
    opening: () => ['Bitte geben Sie dies bald zurück, oder verlängern Sie es.'],
    line: l => `zurück am ${l.day}`,
    closing: () => [],
  },
  reminder: {
    subject: a =>
      `Erinnerung${a.step > 1 ? ` ${a.step}` : ''}: ${one(a.count, 'noch zurückzugeben', `${a.count} Exemplare noch zurückzugeben`)}`,
    opening: a => [
      'Dies hätte schon zurück sein müssen. Bitte bringen Sie es möglichst bald, damit die Gebühr nicht weiter steigt.',
      ...(a.cost === '' ? [] : [`Diese Erinnerung kostet ${a.cost}.`]),
    ],
    line: l => `fällig am ${l.day}`,
    closing: () => ['Haben Sie es schon zurückgegeben? Dann haben sich unsere Nachrichten gekreuzt.'],
  },
  invoice: {
    subject: () => 'Rechnung für nicht zurückgegebene Medien',
    opening: a => [
      'Trotz unserer Erinnerungen haben Sie Folgendes nicht zurückgegeben.',
      ...(a.price === '' ? [] : [`Nach der Ordnung der Bibliothek schulden Sie den Preis: ${a.price}.`]),
      ...(a.fine === '' ? [] : [`Das Säumnisentgelt beträgt ${a.fine}.`]),
      ...(a.cost === '' ? [] : [`Diese Rechnung kostet ${a.cost}.`]),
      ...(a.total === '' ? [] : [`Zusammen zu zahlen: ${a.total}.`]),
      ...(a.lapses ? ['Geben Sie es noch zurück, so entfällt der Preis.'] : []),
    ],
    line: l => `fällig am ${l.day}${l.price === '' ? '' : `, Preis ${l.price}`}`,
    closing: () => [
      'Haben Sie Fragen, oder können Sie nicht auf einmal zahlen? Dann wenden Sie sich an die Bibliothek.',
    ],
  },
  renewed: {
    subject: a =>
      one(a.count, 'Wir haben dies für Sie verlängert', `Wir haben ${a.count} Exemplare für Sie verlängert`),
    opening: () => ['Niemand anders wartet darauf, darum haben wir es für Sie verlängert.'],
    line: l => `jetzt zurück am ${l.day}`,
    closing: () => [],
  },
  not_renewed: {
    subject: a =>
      one(a.count, 'Dies konnten wir nicht verlängern', `${a.count} Exemplare konnten wir nicht verlängern`),
    opening: () => [
      'Wir wollten dies für Sie verlängern, aber das geht nicht mehr. Bitte bringen Sie es rechtzeitig zurück.',
    ],
    line: l => `zurück am ${l.day}`,
    closing: () => ['An der Theke sagen wir Ihnen gern, warum.'],
  },
}

export const words: Record<Language, Record<LoanKind | Notice, Words>> = {
  nl: { ...nl, ...notices.nl },
  fr: { ...fr, ...notices.fr },
  en: { ...en, ...notices.en },
  de: { ...de, ...notices.de },
}
