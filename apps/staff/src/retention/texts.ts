import { defineTexts } from '../base/language.ts'
import { tablesEn, tablesNl } from './table-words.ts'

const counted = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`

export const retentionTexts = defineTexts(
  {
    title: 'Bewaartermijnen',
    about: 'Wie verdwijnt, wie blijft en waarom. Elke nacht, vanzelf.',
    more: 'Toon meer',
    print: 'Druk af',
    csv: 'CSV',
    tables: tablesNl,
    due: {
      title: 'Verdwijnt in de volgende run',
      about: (day: string) =>
        `In de nacht van ${day}: twee jaar na het einde van het lidmaatschap, en niets staat open.`,
      none: 'Niemand. Er is geen lener van wie de twee jaar voorbij zijn.',
      heads: ['Lener', 'Lidmaatschap tot', 'Termijn loopt sinds', 'Bewaard tot en met'],
    },
    kept: {
      title: 'Blijft, en waarom',
      about: 'Het lidmaatschap is al meer dan twee jaar voorbij, maar de gegevens kunnen nog niet weg.',
      none: 'Niemand blijft langer dan de termijn.',
      heads: ['Lener', 'Lidmaatschap tot', 'Waarom'],
    },
    reasons: {
      member: () => 'is lid',
      term_runs: (r: { until: string }) => `termijn loopt tot en met ${r.until}`,
      open_loans: (r: { count: number }) => counted(r.count, 'uitlening', 'uitleningen'),
      open_holds: (r: { count: number }) => counted(r.count, 'reservering', 'reserveringen'),
      open_costs: (r: { cents: string }) => `${r.cents} open`,
      open_credit: (r: { cents: string }) => `${r.cents} tegoed of waarborg`,
      open_claims: (r: { count: number }) =>
        counted(r.count, 'exemplaar wordt gezocht', 'exemplaren worden gezocht'),
      blocked: (r: { text: string; since: string }) => `blokkering “${r.text}” sinds ${r.since}`,
      merge_open: (r: { until: string }) => `samenvoegen is terug te draaien tot en met ${r.until}`,
      restricted: (r: { since: string }) => `verwerking beperkt sinds ${r.since}`,
    },
    debts: {
      title: 'Kleine oude schulden',
      about:
        'Zonder deze regel houdt één euro iemand voor altijd vast. Na zoveel jaar zonder betaling valt een kleine schuld van een gewezen lid weg; dan beginnen de twee jaar.',
      years: 'Na hoeveel jaar (leeg: nooit)',
      most: 'Hoogstens (euro)',
      save: 'Bewaar',
      saved: 'De regel is bewaard.',
      wrongYears: 'Typ een aantal jaar van 1 tot 30, of laat leeg.',
      wrongMost: 'Typ een bedrag, bijvoorbeeld 5,00.',
    },
    certificates: {
      title: 'Attesten',
      about:
        'Wat gewist is, in aantallen. Er staat niemand in. Ze hangen als een keten aan elkaar: wie er een wijzigt, valt op.',
      none: 'Er is nog niets gewist.',
      heads: ['Wanneer', 'Waarom', '#Personen', 'Wat', 'Hash'],
      because: {
        term: 'termijn voorbij',
        request: 'op vraag',
        replay: 'opnieuw, na terugzetten van een back-up',
        leaving: 'de bibliotheek vertrekt',
        left: 'de bibliotheek is vertrokken',
      },
      rows: (n: number, name: string) => `${n} × ${name}`,
    },
    register: {
      title: 'Register van de verwerkingsactiviteiten',
      about: (schema: string) =>
        `Gelezen uit de databank zelf (schema ${schema}): het kan niets anders zeggen dan wat er is.`,
      heads: [
        'Verwerking',
        'Categorie',
        'Gegevens',
        'Doel',
        'Betrokkenen',
        'Bewaartermijn',
        'Hoe het verdwijnt',
      ],
      controller: 'Verwerkingsverantwoordelijke',
      dpo: 'Functionaris voor gegevensbescherming',
      recipients: 'Ontvangers',
      transfers: 'Doorgifte',
      measures: 'Maatregelen',
      file: 'verwerkingsregister',
      basis: 'Rechtsgrond',
      table: 'Tabel',
      by: 'Taak',
      show: 'Toon het register',
      hide: 'Verberg het register',
    },
  },
  {
    title: 'Retention',
    about: 'Who goes, who stays and why. Each night, by itself.',
    more: 'Show more',
    print: 'Print',
    csv: 'CSV',
    tables: tablesEn,
    due: {
      title: 'Goes in the next run',
      about: (day: string) =>
        `In the night of ${day}: two years after the end of the membership, and nothing is open.`,
      none: 'Nobody. There is no patron whose two years are over.',
      heads: ['Patron', 'Member until', 'Term runs since', 'Kept until'],
    },
    kept: {
      title: 'Stays, and why',
      about: 'The membership ended more than two years ago, and the data cannot go yet.',
      none: 'Nobody stays longer than the term.',
      heads: ['Patron', 'Member until', 'Why'],
    },
    reasons: {
      member: () => 'is a member',
      term_runs: (r: { until: string }) => `the term runs until ${r.until}`,
      open_loans: (r: { count: number }) => counted(r.count, 'loan', 'loans'),
      open_holds: (r: { count: number }) => counted(r.count, 'reservation', 'reservations'),
      open_costs: (r: { cents: string }) => `${r.cents} open`,
      open_credit: (r: { cents: string }) => `${r.cents} credit or deposit`,
      open_claims: (r: { count: number }) => counted(r.count, 'item is looked for', 'items are looked for'),
      blocked: (r: { text: string; since: string }) => `block “${r.text}” since ${r.since}`,
      merge_open: (r: { until: string }) => `a merge can be taken back until ${r.until}`,
      restricted: (r: { since: string }) => `processing is restricted since ${r.since}`,
    },
    debts: {
      title: 'Small old debts',
      about:
        'Without this rule one euro keeps somebody for ever. After so many years without a payment a small debt of a former member is written off; then the two years begin.',
      years: 'After how many years (empty: never)',
      most: 'At most (euro)',
      save: 'Save',
      saved: 'The rule is saved.',
      wrongYears: 'Type a number of years from 1 to 30, or leave it empty.',
      wrongMost: 'Type an amount, such as 5.00.',
    },
    certificates: {
      title: 'Certificates',
      about:
        'What was erased, in counts. Nobody stands in it. The chain of hashes shows one that was changed.',
      none: 'Nothing was erased yet.',
      heads: ['When', 'Why', '#People', 'What', 'Hash'],
      because: {
        term: 'the term is over',
        request: 'on request',
        replay: 'again, after a backup was put back',
        leaving: 'the library leaves',
        left: 'the library left',
      },
      rows: (n: number, name: string) => `${n} × ${name}`,
    },
    register: {
      title: 'Register of processing activities',
      about: (schema: string) =>
        `Read from the database itself (schema ${schema}): it cannot say anything but what is there. In Dutch.`,
      heads: ['Processing', 'Category', 'Data', 'Purpose', 'Data subjects', 'Kept', 'How it goes'],
      controller: 'Controller',
      dpo: 'Data protection officer',
      recipients: 'Recipients',
      transfers: 'Transfers',
      measures: 'Measures',
      file: 'register-of-processing',
      basis: 'Legal basis',
      table: 'Table',
      by: 'Job',
      show: 'Show the register',
      hide: 'Hide the register',
    },
  },
)
