import { defineTexts } from '../../base/language.ts'

/** Texts of the websites that register readers, in both languages. */
export const websiteTexts = defineTexts(
  {
    none: 'Nog geen website. Voeg ze toe, en geef de sleutel aan wie de website maakt.',
    add: 'Website toevoegen',
    key: (name: string) => `Sleutel van ${name}. Je ziet hem nu en daarna nooit meer.`,
    keyHow:
      'Geef hem aan wie de website maakt. De server van de website stuurt hem mee als "Authorization: Bearer …"; hij hoort nooit in een pagina te staan. Hij opent enkel het inschrijven.',
    saved: (name: string) => `${name} bewaard.`,
    name: 'Naam',
    nameHint: 'Bijvoorbeeld Website van de stad. Die naam staat in het logboek.',
    nameNeeded: 'Geef de website een naam.',
    branch: 'Vestiging',
    branchHint: 'Waar wie zich inschrijft verwacht wordt; die staat in de mail.',
    active: 'mag inschrijven',
    inactive: 'mag niet inschrijven',
    newKey: 'Maak een nieuwe sleutel. De vorige werkt dan niet meer.',
    keyUntil: (day: string) => `sleutel tot ${day}`,
    keySoon: (day: string) => `De sleutel werkt tot ${day}. Maak een nieuwe.`,
    keyOver: (day: string) => `De sleutel werkte tot ${day}. Maak een nieuwe.`,
    closed: 'Online inschrijven staat uit: de website kan nog niemand inschrijven.',
    open: 'Naar de instelling',
  },
  {
    none: 'No website yet. Add it, and give its key to whoever makes the website.',
    add: 'Add a website',
    key: name => `Key of ${name}. You see it now and never again.`,
    keyHow:
      'Give it to whoever makes the website. The server of the website sends it along as "Authorization: Bearer …"; it never belongs in a page. It opens registering and nothing else.',
    saved: name => `${name} saved.`,
    name: 'Name',
    nameHint: 'For example Website of the town. That name stands in the log.',
    nameNeeded: 'Give the website a name.',
    branch: 'Branch',
    branchHint: 'Where whoever registers is expected; it stands in the mail.',
    active: 'may register readers',
    inactive: 'may not register readers',
    newKey: 'Make a new key. The former one stops working.',
    keyUntil: day => `key until ${day}`,
    keySoon: day => `The key works until ${day}. Make a new one.`,
    keyOver: day => `The key worked until ${day}. Make a new one.`,
    closed: 'Registering online is off: the website cannot register anybody yet.',
    open: 'To the setting',
  },
)
