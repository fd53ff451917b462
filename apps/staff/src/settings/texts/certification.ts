import { defineTexts } from '../../base/language.ts'

/** Texts of the half-yearly look at who may do what, and of leaving. */
export const certificationTexts = defineTexts(
  {
    intro:
      'Kijk elk half jaar na of iedereen zijn rollen nog nodig heeft. Behoud of neem weg, rol per rol. Wegnemen werkt meteen, ook waar iemand aangemeld is.',
    due: (n: number) =>
      n === 0
        ? 'Niets wacht op nazicht.'
        : n === 1
          ? '1 rol wacht op nazicht.'
          : `${n} rollen wachten op nazicht.`,
    onlyDue: 'Toon alleen wat wacht',
    none: 'Niemand heeft een rol.',
    noneDue: 'Niets wacht op nazicht.',
    heads: ['Naam', 'Rol', 'Van – tot', 'Gegeven door', 'Nagekeken', 'Nazicht'],
    noEnd: 'zonder einde',
    unknown: 'bij de start',
    by: (who: string, day: string) => `${who}, ${day}`,
    never: 'nog niet',
    isDue: 'wacht op nazicht',
    keep: 'Behoud',
    take: 'Neem weg',
    keepOf: (name: string, role: string) => `Behoud: ${role} van ${name}`,
    takeOf: (name: string, role: string) => `Neem weg: ${role} van ${name}`,
    kept: (name: string, role: string) => `${name} behoudt ${role}.`,
    taken: (name: string, role: string) => `${name} heeft ${role} niet meer.`,
    print: 'Afdrukken',
    csv: 'Bewaar als CSV',
    allFirst: 'Haal eerst de hele lijst op, dan kun je ze afdrukken of bewaren.',
    title: (library: string, day: string) => `Wie mag wat · ${library} · ${day}`,
    undertakings: 'Geheimhouding',
    lacking: (n: number, all: number) =>
      n === 0
        ? `Iedereen die leners ziet, ondertekende (${all}).`
        : `${n} van ${all} accounts die leners zien, ${n === 1 ? 'heeft' : 'hebben'} geen geldige handtekening. ${n === 1 ? 'Die ziet' : 'Zij zien'} nu geen leners.`,
    lackingHeads: ['Naam', 'Waarom', 'Laatst ondertekend'],
    lackingWhy: {
      never: 'nooit ondertekend',
      older_version: 'ondertekende een oudere versie',
      over_a_year: 'meer dan een jaar geleden',
    },
    version: (no: number) => `versie ${no}`,
    showWho: 'Toon wie',
    hideWho: 'Verberg',
    leaves: 'Uit dienst',
    leavesAbout: (name: string) =>
      `${name} wordt overal afgemeld. Rollen, wachtwoord, badge en pincode verdwijnen. Wat ${name} deed, blijft op naam staan.`,
    leavesWhen: 'Wanneer?',
    leavesNow: 'Meteen',
    leavesAfter: 'Na een laatste werkdag',
    lastDay: 'Laatste werkdag',
    lastDayWrong: 'Vul een dag in, vandaag of later.',
    leavesSet: 'Plan uit dienst',
    leavesLater: (name: string, day: string) => `${name} gaat uit dienst na ${day}.`,
    leavesOn: (day: string) => `laatste dag ${day}`,
    stays: 'Blijft toch',
    staysOn: (name: string) => `${name} blijft in dienst.`,
    own: 'Je eigen rol: een andere beheerder kijkt ze na.',
    until: (role: string, day: string) => `${role}, tot ${day}`,
    givenBy: (who: string, day: string) => `van ${who}, ${day}`,
    leavesYes: 'Zet uit dienst',
    left: (name: string) => `${name} is uit dienst.`,
    leftOn: (day: string) => `uit dienst sinds ${day}`,
  },
  {
    intro:
      'Look every half year whether everyone still needs their roles. Keep or take away, role by role. Taking away works at once, also where somebody is signed in.',
    due: n =>
      n === 0
        ? 'Nothing waits to be looked at.'
        : n === 1
          ? '1 role waits to be looked at.'
          : `${n} roles wait to be looked at.`,
    onlyDue: 'Show only what waits',
    none: 'Nobody has a role.',
    noneDue: 'Nothing waits to be looked at.',
    heads: ['Name', 'Role', 'From – until', 'Given by', 'Looked at', 'Look again'],
    noEnd: 'no end',
    unknown: 'at the start',
    by: (who, day) => `${who}, ${day}`,
    never: 'not yet',
    isDue: 'waits',
    keep: 'Keep',
    take: 'Take away',
    keepOf: (name, role) => `Keep: ${role} of ${name}`,
    takeOf: (name, role) => `Take away: ${role} of ${name}`,
    kept: (name, role) => `${name} keeps ${role}.`,
    taken: (name, role) => `${name} no longer has ${role}.`,
    print: 'Print',
    csv: 'Save as CSV',
    allFirst: 'Fetch the whole list first; then you can print or save it.',
    title: (library, day) => `Who may do what · ${library} · ${day}`,
    undertakings: 'Confidentiality',
    lacking: (n, all) =>
      n === 0
        ? `Everybody who sees patrons has signed (${all}).`
        : `${n} of ${all} accounts that see patrons ${n === 1 ? 'has' : 'have'} no valid signature, and ${n === 1 ? 'sees' : 'see'} no patrons now.`,
    lackingHeads: ['Name', 'Why', 'Last signed'],
    lackingWhy: {
      never: 'never signed',
      older_version: 'signed an older version',
      over_a_year: 'more than a year ago',
    },
    version: no => `version ${no}`,
    showWho: 'Show who',
    hideWho: 'Hide',
    leaves: 'Leaves the library',
    leavesAbout: name =>
      `${name} is signed out everywhere. Roles, password, badge and PIN disappear. What ${name} did keeps its name.`,
    leavesWhen: 'When?',
    leavesNow: 'At once',
    leavesAfter: 'After a last day at work',
    lastDay: 'Last day at work',
    lastDayWrong: 'Fill in a day, today or later.',
    leavesSet: 'Plan the end',
    leavesLater: (name, day) => `${name} leaves after ${day}.`,
    leavesOn: day => `last day ${day}`,
    stays: 'Stays after all',
    staysOn: name => `${name} stays.`,
    own: 'Your own role: another administrator looks at it.',
    until: (role, day) => `${role}, until ${day}`,
    givenBy: (who, day) => `by ${who}, ${day}`,
    leavesYes: 'End the account',
    left: name => `${name} left the library.`,
    leftOn: day => `left on ${day}`,
  },
)
