import type { Leave } from '@kaft/contract/leave'
import { defineTexts } from '../../base/language.ts'

/** Rights that may ask a second step whoever has them: what leaves the house, or cannot be seen from the outside. */
export const nameable = [
  'patrons.list',
  'news.send',
  'news.export',
  'patrons.number_in_clear',
  'patrons.history',
  'patrons.merge',
  'circulation.bulk',
  'finance.reverse',
  'finance.waive',
] as const satisfies readonly Leave[]

export const centralTexts = defineTexts(
  {
    about: 'Dit geldt voor alle bibliotheken. Een wijziging werkt meteen, ook in open sessies.',
    second: 'Tweede stap bij ruime rechten',
    secondAbout:
      'Wie deze rollen heeft, bewijst met een app of een sleutel dat hij het is, zodra hij doet wat alleen deze rollen mogen. Wat ook de balie mag, vraagt nooit een tweede stap.',
    roles: 'Rollen',
    leaves: 'Ook voor wie dit mag',
    leaf: {
      'patrons.list': 'lijsten met leners maken',
      'news.send': 'campagnes versturen',
      'news.export': 'adreslijsten maken',
      'patrons.number_in_clear': 'het rijksregisternummer tonen',
      'patrons.history': 'de leengeschiedenis openen',
      'patrons.merge': 'leners samenvoegen',
      'circulation.bulk': 'veel tegelijk wijzigen',
      'finance.reverse': 'betalingen terugboeken',
      'finance.waive': 'kosten kwijtschelden',
    },
    off: 'Niemand wordt een tweede stap gevraagd. Een gestolen wachtwoord is dan genoeg.',
    claims: 'Aanmelden bij een aanmelddienst (ACM/IDM)',
    claimsAbout:
      'Welke organisatie bij welke bibliotheek hoort, en welke rol daar welke rol hier geeft. Zonder organisaties wordt er geen gecontroleerd. Zonder rollen geeft de aanmelddienst er geen. De rol van het consortium geeft ze nooit.',
    orgCode: 'Code van de organisatie (OVO…)',
    library: 'Bibliotheek',
    addLibrary: 'Organisatie toevoegen',
    claim: 'Rol bij de aanmelddienst',
    role: 'Rol in Kaft',
    addRole: 'Rol toevoegen',
    drop: 'Weglaten',
    help: 'Toegang van de helpdesk',
    helpAbout:
      'Een helper van buiten ziet een bibliotheek enkel voor een ticket, na goedkeuring, en nooit langer dan dit. Wie al kijkt, houdt de tijd die gegeven is.',
    helpHours: 'Hoogstens zoveel uren',
    figures: 'Cijfers over bibliotheken heen',
    figuresAbout:
      'Bibliotheken zien hun eigen cijfers naast die van hun regio en van Vlaanderen. Een cijfer over minder lezers dan hieronder is verborgen, en wat getoond wordt, is erop afgerond. Wat je wijzigt, geldt voor maanden die nog gemaakt worden.',
    smallestCell: 'Kleinste groep (5 tot 50 lezers)',
    smallestCellWrong: 'Typ een getal van 5 tot 50.',
    regionsOf:
      'Regio’s: per lijn een bibliotheek, een puntkomma en de naam van haar regio. Zonder naam hoort ze bij geen.',
    regionsWrong: (line: string) => `Deze lijn begint niet met een bibliotheek van hier: ${line}`,
    ceiling: 'Wat een overeenkomst toelaat',
    ceilingAbout:
      'Welke rollen een bibliotheek mag geven. Een rol die je weglaat, werkt daar meteen niet meer, ook niet voor wie ze al heeft.',
    saved: 'Bewaard. Geldt nu voor alle bibliotheken.',
    reset: 'Neem tweede stap weg',
    resetTitle: (name: string) => `Tweede stap van ${name}`,
    resetAbout: (name: string) =>
      `Doe dit enkel als ${name} telefoon en herstelcodes kwijt is, en je zeker weet wie het vraagt. ${name} wordt overal afgemeld en stelt daarna een nieuwe in. Dit staat in Wijzigingen.`,
    resetDone: (name: string) => `De tweede stap van ${name} is weg.`,
    has: 'tweede stap',
  },
  {
    about: 'This holds for every library. A change works at once, also in open sessions.',
    second: 'Second step for broad rights',
    secondAbout:
      'Whoever has these roles proves with an app or a key that it is them, as soon as they do what only these roles may. What the desk may too never asks a second step.',
    roles: 'Roles',
    leaves: 'Also for whoever may',
    leaf: {
      'patrons.list': 'make lists of patrons',
      'news.send': 'send campaigns',
      'news.export': 'make address lists',
      'patrons.number_in_clear': 'show the national number',
      'patrons.history': 'open the loan history',
      'patrons.merge': 'merge patrons',
      'circulation.bulk': 'change many at once',
      'finance.reverse': 'reverse payments',
      'finance.waive': 'waive costs',
    },
    off: 'Nobody is asked a second step. A stolen password is enough then.',
    claims: 'Signing in at a provider (ACM/IDM)',
    claimsAbout:
      'Which organisation belongs to which library, and which role there gives which role here. Without organisations none is checked. Without roles the provider gives none. It never gives the role of the consortium.',
    orgCode: 'Code of the organisation (OVO…)',
    library: 'Library',
    addLibrary: 'Add an organisation',
    claim: 'Role at the provider',
    role: 'Role in Kaft',
    addRole: 'Add a role',
    drop: 'Leave out',
    help: 'Access of the helpdesk',
    helpAbout:
      'A helper from outside sees a library for a ticket only, after approval, and never longer than this. Who looks already keeps the time that was given.',
    helpHours: 'At most so many hours',
    figures: 'Figures over libraries',
    figuresAbout:
      'Libraries see their own figures beside those of their region and of Flanders. A figure about fewer readers than this is hidden, and what is shown is rounded to it. A change holds for months that are still to be made.',
    smallestCell: 'Smallest group (5 to 50 readers)',
    smallestCellWrong: 'Type a number from 5 to 50.',
    regionsOf:
      'Regions: on each line a library, a semicolon and the name of its region. Without a name it belongs to none.',
    regionsWrong: line => `This line does not begin with a library of here: ${line}`,
    ceiling: 'What an agreement allows',
    ceilingAbout:
      'Which roles a library may give. A role that you leave out works there no longer at once, also for who has it already.',
    saved: 'Saved. It holds for every library now.',
    reset: 'Take the second step away',
    resetTitle: name => `Second step of ${name}`,
    resetAbout: name =>
      `Do this only when ${name} lost phone and recovery codes, and you are sure who asks. ${name} is signed out everywhere and then sets up a new one. It stands in Changes.`,
    resetDone: name => `The second step of ${name} is gone.`,
    has: 'second step',
  },
)
