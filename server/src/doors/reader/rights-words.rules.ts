import type { CaseKind, KeepReason, Purpose } from '@kaft/contract'
import type { PageLanguage } from './words.rules.ts'

/* What the pages about the own rights say. A reader is "je"; the letters of a request say "u", as the law's letters do. */

const dutch = {
  take: 'Je gegevens meenemen',
  takeTells: 'Klaar in een minuut. Je krijgt een leesbaar document en een bestand voor andere programma’s.',
  takeDo: 'Maak mijn download',
  requests: 'Je verzoeken',
  none: 'Je vroeg nog niets.',
  older: 'Toon oudere verzoeken',
  more: 'Wat je nog kan vragen',
  free: 'Elk verzoek is gratis. Je krijgt binnen een maand antwoord.',
  sees: 'Bekijk',
  busy: 'We maken je bestanden. Dat duurt een minuut.',
  again: 'Kijk opnieuw',
  got: (day: string) => `We kregen je verzoek op ${day}.`,
  answerBy: (day: string, left: number) =>
    left < 0
      ? `Je kreeg antwoord moeten hebben op ${day}. Vraag ernaar: dat mag.`
      : `Je krijgt ten laatste op ${day} antwoord. Dat is nog ${left === 1 ? '1 dag' : `${left} dagen`}.`,
  waits: 'We vroegen je te tonen wie je bent. Tot dan wacht de termijn.',
  limitedNow: 'Hiervoor gebruiken we je gegevens nu niet:',
  asked: 'Wat je vroeg',
  purposes: 'Voor welke doelen?',
  purposesHelp: 'Kies je er geen, dan gaat het over alle doelen.',
  files: 'Je bestanden',
  filesUntil: (day: string) => `Je kan ze halen tot en met ${day}. Daarna worden ze gewist.`,
  filePassword: 'Je wachtwoord',
  filePasswordHelp: 'We vragen het nog eens: in deze bestanden staat alles wat we van je weten.',
  filesGone: 'De bestanden zijn er niet meer: ze lagen dertig dagen klaar. Maak een nieuwe download.',
  letters: 'Onze brieven',
  pdf: 'Download als pdf',
  told: 'Wie we lieten weten dat er iets wijzigde',
  tellsYet: 'nog te verwittigen',
  putRight: 'verbeterd',
  notPut: 'niet verbeterd',
  withdraw: 'Trek het verzoek in',
  withdrawAsk: 'Verzoek intrekken?',
  withdrawTells: 'We stoppen ermee. Bedenk je je, dan kan je het opnieuw vragen.',
  withdrawLimits:
    'We stoppen ermee, en gebruiken je gegevens weer voor de doelen waartegen je bezwaar maakte. Nieuws blijft uit tot je het zelf weer kiest.',
  withdrawn: 'Je trok dit verzoek in.',
  send: 'Verstuur het verzoek',
  back: 'Terug naar Privacy',
  keeps: 'Wat houdt het tegen?',
  keepsNot: 'Niets. We kunnen je wissen.',
  keepsTells: 'Eerst moet dit geregeld zijn:',
  goes: 'Wat gaat weg, en wat blijft?',
  goesTells:
    'Weg gaan je naam, adres, kaart en lidmaatschap, wat je leende en reserveerde, de berichten en je wachtwoord. Je kan dan niet meer lenen.',
  staysTells:
    'De boekhouding blijft tien jaar, zonder je naam. Hebben wij iets over jou aan het Rijksregister gevraagd, dan blijft tien jaar staan dat dat gebeurde.',
  askIt: 'Vraag het',
  askAnyway: 'Je mag het ook nu al vragen. In het antwoord lees je wat nog moet gebeuren.',
  solve: 'Naar wat je leende en reserveerde',
}
export type RightsWords = typeof dutch

const english: RightsWords = {
  take: 'Take your data along',
  takeTells: 'Ready in a minute. You get a document to read and a file for other programs.',
  takeDo: 'Make my download',
  requests: 'Your requests',
  none: 'You asked nothing yet.',
  older: 'Show older requests',
  more: 'What else you can ask',
  free: 'Every request is free of charge. You get an answer within a month.',
  sees: 'Look',
  busy: 'We are making your files. That takes a minute.',
  again: 'Look again',
  got: day => `We got your request on ${day}.`,
  answerBy: (day, left) =>
    left < 0
      ? `You should have had an answer on ${day}. Do ask for it.`
      : `You get an answer on ${day} at the latest. That is ${left === 1 ? '1 day' : `${left} days`} from now.`,
  waits: 'We asked you to show who you are. Until then the term waits.',
  limitedNow: 'For this we do not use your data now:',
  asked: 'What you asked',
  purposes: 'For which purposes?',
  purposesHelp: 'If you choose none, it is about all of them.',
  files: 'Your files',
  filesUntil: day => `You can fetch them until ${day}. After that they are erased.`,
  filePassword: 'Your password',
  filePasswordHelp: 'We ask for it once more: these files hold all that we know of you.',
  filesGone: 'The files are no longer there: they lay ready for thirty days. Make a new download.',
  letters: 'Our letters',
  pdf: 'Download as PDF',
  told: 'Whom we told that something changed',
  tellsYet: 'still to be told',
  putRight: 'put right',
  notPut: 'not put right',
  withdraw: 'Take the request back',
  withdrawAsk: 'Take this request back?',
  withdrawTells: 'We stop working on it. If you change your mind, you can ask again.',
  withdrawLimits:
    'We stop working on it, and use your data again for the purposes that you objected to. News stays off until you choose it again.',
  withdrawn: 'You took this request back.',
  send: 'Send the request',
  back: 'Back to Privacy',
  keeps: 'What keeps it from being done?',
  keepsNot: 'Nothing. We can erase you.',
  keepsTells: 'This has to be settled first:',
  goes: 'What goes, and what stays?',
  goesTells:
    'Your name, address, card and membership go, what you borrowed and reserved, the messages and your password. You can no longer borrow then.',
  staysTells:
    'The accounts stay for ten years, without your name. If we asked the National Register about you, that this was done stays for ten years.',
  askIt: 'Ask for it',
  askAnyway: 'You may ask it now already. The answer says what still has to be done.',
  solve: 'To what you borrowed and reserved',
}
export const rightsWords = { nl: dutch, en: english } as const

interface KindWords {
  /** In the address of the page. */
  readonly slug: string
  readonly name: string
  readonly tells: string
  /** The question of its text field; null where there is none. */
  readonly asks: string | null
}
type KindsIn = Readonly<Record<CaseKind, KindWords>>
const kindsNl: KindsIn = {
  access: { slug: 'inzage', name: 'Inzage', tells: 'Lees alles wat we over je bewaren.', asks: null },
  portability: {
    slug: 'overdracht',
    name: 'Overdracht',
    tells: 'Neem je gegevens mee in een bestand.',
    asks: null,
  },
  rectification: {
    slug: 'verbetering',
    name: 'Verbetering',
    tells: 'Er klopt iets niet: je naam, geboortedatum, adres of iets anders.',
    asks: 'Wat klopt er niet, en wat moet er staan?',
  },
  erasure: {
    slug: 'wissen',
    name: 'Wissen',
    tells: 'Wis mij, of een deel van mijn gegevens.',
    asks: 'Wil je maar een deel laten wissen? Schrijf hier welk.',
  },
  restriction: {
    slug: 'beperking',
    name: 'Beperking',
    tells: 'Bewaar mijn gegevens, maar gebruik ze niet.',
    asks: 'Waarom vraag je dit?',
  },
  objection: {
    slug: 'bezwaar',
    name: 'Bezwaar',
    tells:
      'Gebruik mijn gegevens niet voor een bepaald doel. We stoppen er meteen mee tot we beslist hebben.',
    asks: 'Waarom maak je bezwaar? Voor nieuws en campagnes hoef je niets te schrijven.',
  },
  complaint: {
    slug: 'klacht',
    name: 'Klacht',
    tells: 'Er ging iets mis met mijn gegevens.',
    asks: 'Waarover gaat je klacht?',
  },
}
const kindsEn: KindsIn = {
  access: { slug: 'inzage', name: 'Access', tells: 'Read all that we keep about you.', asks: null },
  portability: {
    slug: 'overdracht',
    name: 'Portability',
    tells: 'Take your data along in a file.',
    asks: null,
  },
  rectification: {
    slug: 'verbetering',
    name: 'Correction',
    tells: 'Something is wrong: your name, birth date, address or something else.',
    asks: 'What is wrong, and what should stand there?',
  },
  erasure: {
    slug: 'wissen',
    name: 'Erasure',
    tells: 'Erase me, or a part of my data.',
    asks: 'Should only a part be erased? Write here which.',
  },
  restriction: {
    slug: 'beperking',
    name: 'Restriction',
    tells: 'Keep my data, but do not use them.',
    asks: 'Why do you ask this?',
  },
  objection: {
    slug: 'bezwaar',
    name: 'Objection',
    tells: 'Do not use my data for some purpose. We stop at once until we decided.',
    asks: 'Why do you object? Against news and campaigns you need to write nothing.',
  },
  complaint: {
    slug: 'klacht',
    name: 'Complaint',
    tells: 'Something went wrong with my data.',
    asks: 'What is your complaint about?',
  },
}
export const kindWords = { nl: kindsNl, en: kindsEn } as const
/** What is asked by a form of its own; to see and to take along is one button. */
export const askable: readonly CaseKind[] = [
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'complaint',
]
/** Those that may be about some purposes only (P82). */
export const byPurpose: readonly CaseKind[] = ['erasure', 'restriction', 'objection']
export const kindOfSlug = (slug: string): CaseKind | null =>
  askable.find(kind => kindsNl[kind].slug === slug) ?? null

type Reason = Omit<KeepReason, 'text'>
const many = (n: number, one: string, more: string): string => (n === 1 ? `1 ${one}` : `${n} ${more}`)
type Says = (reason: Reason, said: { readonly euro: string; readonly until: string }) => string
type Keeps = Partial<Record<KeepReason['code'], Says>>
const keepsNl: Keeps = {
  open_loans: r => `Je hebt nog ${many(r.count ?? 1, 'stuk', 'stuks')} in huis. Breng alles terug.`,
  open_holds: r =>
    `Je hebt nog ${many(r.count ?? 1, 'reservering', 'reserveringen')}. Annuleer wat je niet meer wil.`,
  open_costs: (_, s) => `Er staat ${s.euro} open. Betaal aan de balie.`,
  open_credit: (_, s) => `Je krijgt nog ${s.euro} terug. Haal dat af aan de balie.`,
  open_claims: r =>
    `Over ${many(r.count ?? 1, 'stuk', 'stuks')} zoeken we nog uit wat er gebeurde. Vraag ernaar aan de balie.`,
  blocked: () => 'Er staat een blokkade op je kaart. Vraag aan de balie wat je kan doen.',
  merge_open: (_, s) =>
    `Twee inschrijvingen van jou werden één. Dat kan ongedaan gemaakt worden tot ${s.until}.`,
  restricted: () => 'Je vroeg om je gegevens te bewaren en niet te gebruiken. Dat moet eerst weg.',
}
const keepsEn: Keeps = {
  open_loans: r => `You still have ${many(r.count ?? 1, 'item', 'items')} at home. Bring everything back.`,
  open_holds: r =>
    `You still have ${many(r.count ?? 1, 'reservation', 'reservations')}. Cancel what you no longer want.`,
  open_costs: (_, s) => `${s.euro} is open. Pay at the desk.`,
  open_credit: (_, s) => `You get ${s.euro} back. Fetch it at the desk.`,
  open_claims: r =>
    `About ${many(r.count ?? 1, 'item', 'items')} we are still finding out what happened. Ask at the desk.`,
  blocked: () => 'There is a block on your card. Ask at the desk what you can do.',
  merge_open: (_, s) => `Two registrations of you became one. That can be undone until ${s.until}.`,
  restricted: () => 'You asked to keep your data without using them. That has to go first.',
}
export const keepsWord = (
  reason: Reason,
  lang: PageLanguage,
  said: { readonly euro: string; readonly until: string },
): string => (lang === 'nl' ? keepsNl : keepsEn)[reason.code]?.(reason, said) ?? ''

const fileNl: readonly (readonly [RegExp, string])[] = [
  [/\.pdf$/, 'Leesbaar document (pdf)'],
  [/\.html$/, 'Leesbare webpagina (html)'],
  [/\.json$/, 'Voor andere programma’s (json)'],
  [/^overstap/, 'Om over te stappen naar een ander bibliotheeksysteem (csv)'],
  [/\.csv$/, 'Voor een rekenblad (csv)'],
]
const fileEn: readonly (readonly [RegExp, string])[] = [
  [/\.pdf$/, 'Document to read (PDF)'],
  [/\.html$/, 'Web page to read (HTML)'],
  [/\.json$/, 'For other programs (JSON)'],
  [/^overstap/, 'To change to another library system (CSV)'],
  [/\.csv$/, 'For a spreadsheet (CSV)'],
]
export const fileWord = (name: string, lang: PageLanguage): string =>
  (lang === 'nl' ? fileNl : fileEn).find(([fits]) => fits.test(name))?.[1] ?? name

export const purposesShown: readonly Purpose[] = [
  'identification',
  'functional',
  'exchange',
  'administration',
  'statistics',
  'communication',
]
