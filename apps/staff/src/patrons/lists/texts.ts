import { counted } from '@kaft/contract/texts/about'
import { defineTexts } from '../../base/language.ts'

/** The words of lists of people. */
export const listTexts = defineTexts(
  {
    title: 'Lijsten van leners',
    about:
      'Een lijst heeft een doel en een laatste dag. Daarna verdwijnt ze vanzelf. Wie op de lijst staat, kan zien dat iemand keek.',
    make: 'Maak een lijst',
    kind: 'Wie?',
    kinds: {
      ending: 'Lidmaatschap dat afloopt',
      too_old: 'Te oud voor hun soort lidmaatschap',
      no_email: 'Leden zonder e-mailadres',
      online: 'Online ingeschreven, moet nog langskomen',
      call: 'Bellijst',
      home_round: 'Ronde van de bezorging',
    },
    by: 'Tegen welke dag?',
    purpose: 'Waarvoor dient de lijst?',
    purposeHint: 'Bijvoorbeeld: brief over het vernieuwen.',
    purposeShort: 'Schrijf in enkele woorden waarvoor de lijst dient.',
    days: 'Hoe lang bewaren?',
    dayCount: (n: number) => (n === 1 ? '1 dag' : `${n} dagen`),
    none: 'Er zijn nu geen lijsten.',
    made: (people: number) => `Lijst gemaakt: ${counted(people, 'lener', 'leners')}.`,
    facts: (people: number, who: string, on: string, until: string) =>
      `${counted(people, 'lener', 'leners')} · ${who}, ${on} · weg na ${until}`,
    open: 'Open',
    close: 'Sluit',
    drop: 'Gooi weg',
    dropped: 'De lijst is weg.',
    print: 'Druk af',
    save: 'Bewaar als bestand',
    more: 'Toon meer',
    all: 'Toon eerst alles om af te drukken.',
    file: (kind: string) => `lijst-${kind}.csv`,
    heads: ['Naam', 'Lidmaatschap', 'Tot', 'Kaart', 'Telefoon', 'Adres'],
    footer: (purpose: string, until: string) =>
      `Doel: ${purpose}. Vernietig dit blad ten laatste op ${until}.`,
  },
  {
    title: 'Lists of patrons',
    about:
      'A list has a purpose and a last day. After that it goes by itself. Who is on it can see that somebody looked.',
    make: 'Make a list',
    kind: 'Who?',
    kinds: {
      ending: 'Membership that ends',
      too_old: 'Too old for their kind of membership',
      no_email: 'Members without an e-mail address',
      online: 'Registered online, still to come by',
      call: 'Call list',
      home_round: 'Round of home delivery',
    },
    by: 'By which day?',
    purpose: 'What is the list for?',
    purposeHint: 'For example: letter about renewing.',
    purposeShort: 'Write in a few words what the list is for.',
    days: 'How long is it kept?',
    dayCount: n => (n === 1 ? '1 day' : `${n} days`),
    none: 'There are no lists now.',
    made: people => `List made: ${counted(people, 'patron', 'patrons')}.`,
    facts: (people, who, on, until) =>
      `${counted(people, 'patron', 'patrons')} · ${who}, ${on} · gone after ${until}`,
    open: 'Open',
    close: 'Close',
    drop: 'Throw away',
    dropped: 'The list is gone.',
    print: 'Print',
    save: 'Save as a file',
    more: 'Show more',
    all: 'Show everything first to print it.',
    file: kind => `list-${kind}.csv`,
    heads: ['Name', 'Membership', 'Until', 'Card', 'Telephone', 'Address'],
    footer: (purpose, until) => `Purpose: ${purpose}. Destroy this sheet on ${until} at the latest.`,
  },
)
