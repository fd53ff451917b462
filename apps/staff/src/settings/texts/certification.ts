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
    leaves: 'Uit dienst',
    leavesAbout: (name: string) =>
      `${name} wordt meteen overal afgemeld. Rollen, wachtwoord, badge en pincode verdwijnen. Wat ${name} deed, blijft op naam staan.`,
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
    leaves: 'Leaves the library',
    leavesAbout: name =>
      `${name} is signed out everywhere at once. Roles, password, badge and PIN disappear. What ${name} did keeps its name.`,
    leavesYes: 'End the account',
    left: name => `${name} left the library.`,
    leftOn: day => `left on ${day}`,
  },
)
