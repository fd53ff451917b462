import { counted } from '@kaft/contract/texts/about'
import { defineTexts } from '../base/language.ts'

export const figureTexts = defineTexts(
  {
    title: 'Cijfers',
    about: 'Per maand: je eigen bibliotheek, naast je regio en Vlaanderen.',
    kind: 'Wat',
    period: 'Periode',
    last: 'Laatste 13 maanden',
    kinds: {
      loans: 'Uitleningen',
      renewals: 'Verlengingen',
      borrowers: 'Actieve leners',
      members: 'Leden',
      holds: 'Reserveringen',
      items: 'Exemplaren',
    },
    means: {
      loans: 'Wat hier geleend is, zonder verlengingen en zonder wat ongedaan gemaakt is.',
      renewals: 'Wat hier verlengd is, ook vanzelf.',
      borrowers:
        'Leners die hier in die maand minstens één keer leenden, elk één keer geteld. Tel maanden niet op: wie elke maand komt, telt in elke maand.',
      members: 'Leden op het einde van de maand.',
      holds: 'Reserveringen die hier in die maand geplaatst zijn.',
      items: 'Exemplaren op het einde van de maand, zonder wat afgevoerd, verloren of nog in bestelling is.',
    },
    parts: { all: 'Totaal', youth: 'Tot 17', adult: 'Vanaf 18', unknown: 'Zonder leeftijd' },
    month: 'Maand',
    own: 'Eigen bibliotheek',
    region: (name: string) => `Regio ${name}`,
    flanders: 'Vlaanderen',
    running: 'loopt nog',
    sum: 'Samen',
    hiding: (cell: number) =>
      `Cijfers van regio en Vlaanderen zijn afgerond op ${cell}. Ze tonen nooit een groep van minder dan ${counted(cell, 'lezer', 'lezers')}, ook niet als je je eigen cijfer of een andere kolom ervan aftrekt.`,
    hidden: {
      few_readers: (cell: number) =>
        `Buiten één bibliotheek gaat het over minder dan ${counted(cell, 'lezer', 'lezers')}.`,
      few_libraries: () => 'Minder dan drie bibliotheken: het cijfer van een andere zou te lezen zijn.',
      difference: () => 'Uit het verschil met een ander cijfer zou een kleine groep te lezen zijn.',
    },
    hiddenWord: 'verborgen',
    hiddenTitle: 'Waarom iets verborgen is',
    settled: (month: string) =>
      `Van regio en Vlaanderen zijn er cijfers tot en met ${month}. Een maand komt erbij op de 13e van de volgende.`,
    notYet:
      'Van regio en Vlaanderen zijn er nog geen cijfers. Een maand komt erbij op de 13e van de volgende.',
    noRegion: 'Je bibliotheek hoort bij geen regio. Het consortium stelt dat in.',
    none: 'In deze periode is hier niets geteld. Kaft telt elke nacht.',
    print: 'Druk af',
    csv: 'CSV',
    file: 'cijfers',
  },
  {
    title: 'Figures',
    about: 'By month: your own library, beside your region and Flanders.',
    kind: 'What',
    period: 'Period',
    last: 'Last 13 months',
    kinds: {
      loans: 'Loans',
      renewals: 'Renewals',
      borrowers: 'Active borrowers',
      members: 'Members',
      holds: 'Holds',
      items: 'Items',
    },
    means: {
      loans: 'What was lent here, without renewals and without what was undone.',
      renewals: 'What was renewed here, by itself too.',
      borrowers:
        'Patrons who borrowed here at least once in that month, each counted once. Do not add months up: who comes each month counts in each month.',
      members: 'Members at the end of the month.',
      holds: 'Holds that were placed here in that month.',
      items: 'Items at the end of the month, without what is withdrawn, lost or still on order.',
    },
    parts: { all: 'Total', youth: 'Up to 17', adult: 'From 18', unknown: 'No age' },
    month: 'Month',
    own: 'Own library',
    region: name => `Region ${name}`,
    flanders: 'Flanders',
    running: 'not over yet',
    sum: 'Together',
    hiding: cell =>
      `Figures of region and Flanders are rounded to ${cell}. They never show a group of fewer than ${cell} readers, not even when you take your own figure or another column off.`,
    hidden: {
      few_readers: cell => `Beside one library it is about fewer than ${cell} readers.`,
      few_libraries: () => 'Fewer than three libraries: the figure of another one could be read.',
      difference: () => 'A small group could be read from the difference with another figure.',
    },
    hiddenWord: 'hidden',
    hiddenTitle: 'Why something is hidden',
    settled: month =>
      `Figures of region and Flanders go up to and with ${month}. A month is added on the 13th of the next.`,
    notYet: 'There are no figures of region and Flanders yet. A month is added on the 13th of the next.',
    noRegion: 'Your library belongs to no region. The consortium sets that.',
    none: 'Nothing was counted here in this period. Kaft counts each night.',
    print: 'Print',
    csv: 'CSV',
    file: 'figures',
  },
)
