import { counted } from '@kaft/contract/texts/about'
/** Texts of the two settings about reservations that are forms of their own, in both languages. */
export const holdsNl = {
  usual: (value: string) => `Standaard: ${value}.`,
  never: 'leeg',
  ownFirst: 'Eigen leners eerst',
  ownFirstAbout:
    'Wie lid is van deze bib, gaat voor op leners van andere bibliotheken, ook als die langer wachten.',
  ownFirstYes: 'Eigen leners eerst',
  ownFirstNo: 'Wie het langst wacht, eerst',
  groups: { who: 'Wie gaat voor', near: 'Eerst dichtbij', keep: 'Beschermen en verdelen' },
  fields: {
    equal_after: {
      label: 'Na zoveel dagen telt alleen de datum',
      about: 'Wie zo lang wacht, is gelijk aan een eigen lener. Leeg: nooit.',
    },
    wait_branch: {
      label: 'Dagen voor de eigen vestiging',
      about:
        'Zo lang wacht een reservering op een exemplaar van de vestiging waar ze afgehaald wordt, als die er een heeft.',
    },
    wait_library: {
      label: 'Dagen voor de eigen bibliotheek',
      about:
        'Daarna wacht ze zo lang op een exemplaar van een andere vestiging van die bib. Dan mag het van elders komen.',
    },
    step_days: {
      label: 'Een stap transport weegt zoveel dagen',
      about:
        'Hoe hoger, hoe meer een reservering die dichtbij afgehaald wordt, voorgaat. 0: afstand telt niet.',
    },
    new_days: {
      label: 'Nieuw: zoveel dagen alleen voor eigen leners',
      about: 'Geteld vanaf de dag waarop het exemplaar aangekocht is. 0: nooit.',
    },
    share: {
      label: 'Hoogstens zoveel procent voor één andere bib',
      about:
        'Van onze exemplaren van een titel. Minstens één, en niet als niemand anders wacht. Leeg: geen grens.',
    },
  },
  transport: 'Stappen transport die anders zijn',
  transportAbout:
    'Binnen een vestiging 0, binnen een bibliotheek 1, verder 2. Zet hier wat anders is, bijvoorbeeld een bestelwagen die elke dag rijdt.',
  from: 'Van',
  to: 'Naar',
  steps: 'Stappen (0 tot 9)',
  addSteps: 'Stappen toevoegen',
  removeSteps: (from: string, to: string) => `Weg van ${from} naar ${to} verwijderen`,
  wrongSteps: 'Kies twee verschillende vestigingen die hier nog niet staan, en 0 tot 9 stappen.',
  wrong: (min: number, max: number) => `Een getal van ${min} tot ${max}.`,
  preview: 'Toon wat dit verandert',
  previewNone: 'Er is nu geen titel waarop twee of meer leners wachten. Deze keuze verandert vandaag niets.',
  previewSame: (titles: number) =>
    titles === 1
      ? 'Met deze keuze zou het volgende exemplaar van de ene titel waarop er meer dan één wacht, naar dezelfde lener gaan.'
      : `Met deze keuze zou het volgende exemplaar van de ${titles} titels met de meeste wachtenden naar dezelfde leners gaan.`,
  previewChanged: (changed: number, titles: number) =>
    `Met deze keuze zou het volgende exemplaar van ${changed} van de ${counted(titles, 'titel', 'titels')} met de meeste wachtenden naar een andere lener gaan.`,
  previewHeads: ['Volgende exemplaar', 'Nu', 'Met deze keuze'],
  previewOwn: 'naar een eigen lener',
  previewTravels: 'op transport',
  previewNobody: 'naar niemand',
  exampleHeads: ['Titel', 'Nu af te halen in', 'Met deze keuze in'],
  nobody: 'niemand',
  undoHint: 'Wat al beloofd is, verandert niet. De wijziging komt bij Wijzigingen te staan.',
  iblDays: {
    label: 'Zoveel dagen wachten we op een antwoord',
    about: 'Daarna wacht de reservering gewoon verder.',
  },
  iblAge: {
    label: 'Exemplaren jonger dan zoveel dagen vragen we niet',
    about: 'Een bib houdt haar nieuwe exemplaren meestal voor haar eigen leners.',
  },
  iblRefund: 'De kost vervalt als niemand het exemplaar stuurt',
  iblRefundAbout: 'Was ze al betaald, dan geef je ze terug aan de kas.',
  iblOrder: 'Wie we eerst vragen',
  iblOrderAbout: 'In deze volgorde. Daarna de bib met de meeste exemplaren op het rek.',
  iblNone: 'Niemand vooraf gekozen: Kaft begint bij de bib met de meeste exemplaren op het rek.',
  iblAdd: 'Bibliotheek toevoegen',
  iblChoose: 'Kies een bibliotheek',
  up: (name: string) => `${name} vroeger vragen`,
  down: (name: string) => `${name} later vragen`,
  remove: (name: string) => `${name} niet vooraf vragen`,
}
export type HoldSettingTexts = typeof holdsNl

export const holdsEn: HoldSettingTexts = {
  usual: value => `Default: ${value}.`,
  never: 'empty',
  ownFirst: 'Own readers first',
  ownFirstAbout:
    'Members of this library come before readers of other libraries, also when those wait longer.',
  ownFirstYes: 'Own readers first',
  ownFirstNo: 'Who waits longest first',
  groups: { who: 'Who comes first', near: 'Nearby first', keep: 'Protect and share' },
  fields: {
    equal_after: {
      label: 'After so many days only the date counts',
      about: 'Whoever has waited so long equals an own reader. Empty: never.',
    },
    wait_branch: {
      label: 'Days for the own branch',
      about:
        'So long a reservation waits for an item of the branch where it will be picked up, if that has one.',
    },
    wait_library: {
      label: 'Days for the own library',
      about:
        'After that it waits so long for an item of another branch of that library. Then it may come from elsewhere.',
    },
    step_days: {
      label: 'A step of transport weighs so many days',
      about:
        'The higher, the more a reservation to be picked up nearby comes first. 0: distance does not count.',
    },
    new_days: {
      label: 'New: so many days for own readers only',
      about: 'Counted from the day on which the item was acquired. 0: never.',
    },
    share: {
      label: 'At most so many percent for one other library',
      about: 'Of our items of a title. At least one, and not when nobody else waits. Empty: no limit.',
    },
  },
  transport: 'Steps of transport that differ',
  transportAbout:
    'Within a branch 0, within a library 1, beyond 2. Say here what differs, such as a van that drives daily.',
  from: 'From',
  to: 'To',
  steps: 'Steps (0 to 9)',
  addSteps: 'Add steps',
  removeSteps: (from, to) => `Remove the way from ${from} to ${to}`,
  wrongSteps: 'Choose two different branches that are not here yet, and 0 to 9 steps.',
  wrong: (min, max) => `A number from ${min} to ${max}.`,
  preview: 'Show what this changes',
  previewNone: 'No title has two or more readers waiting now. This choice changes nothing today.',
  previewSame: titles =>
    titles === 1
      ? 'With this choice the next item of the one title that several wait for would go to the same reader.'
      : `With this choice the next item of the ${titles} titles most waited for would go to the same readers.`,
  previewChanged: (changed, titles) =>
    `With this choice the next item of ${changed} of the ${counted(titles, 'title', 'titles')} most waited for would go to another reader.`,
  previewHeads: ['Next item', 'Now', 'With this choice'],
  previewOwn: 'to an own reader',
  previewTravels: 'by transport',
  previewNobody: 'to nobody',
  exampleHeads: ['Title', 'Picked up now at', 'With this choice at'],
  nobody: 'nobody',
  undoHint: 'What was promised does not change. The change will stand under Changes.',
  iblDays: {
    label: 'So many days we wait for an answer',
    about: 'After that the reservation just waits on.',
  },
  iblAge: {
    label: 'Items younger than so many days are not asked for',
    about: 'A library mostly keeps its new items for its own readers.',
  },
  iblRefund: 'The cost lapses when nobody sends the item',
  iblRefundAbout: 'If it was paid, give it back at the till.',
  iblOrder: 'Whom we ask first',
  iblOrderAbout: 'In this order. After those, the library with most items on the shelf.',
  iblNone: 'Nobody chosen beforehand: Kaft begins with the library that has most items on the shelf.',
  iblAdd: 'Add a library',
  iblChoose: 'Choose a library',
  up: name => `Ask ${name} earlier`,
  down: name => `Ask ${name} later`,
  remove: name => `Do not ask ${name} beforehand`,
}
export const holdSettingTexts = { nl: holdsNl, en: holdsEn } as const
