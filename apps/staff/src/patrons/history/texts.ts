import { defineTexts } from '../../base/language.ts'

export const historyTexts = defineTexts(
  {
    title: 'Leenhistoriek',
    about: 'De leenhistoriek is een gesloten deur. Wie ze opent, en waarvoor, ziet de lener.',
    open: 'Open de historiek',
    why: 'Waarvoor?',
    whyNeeded: 'Kies waarvoor je de deur opent.',
    reasons: { damage: 'Schade', dispute: 'Betwiste kost', own_request: 'Vraag van de lener zelf' },
    since: (day: string) => `Wat terugkwam sinds ${day}. Wat ouder is, is gewist of ziet enkel de lener.`,
    all: 'Alles wat bewaard is: deze lener koos ervoor de historiek te bewaren.',
    none: 'Er is niets te zien: deze lener bracht de laatste 90 dagen niets terug.',
    noneKept: 'Er is niets bewaard.',
    heads: ['Titel', 'Exemplaar', 'Vestiging', 'Geleend', 'Terug'],
    more: 'Toon meer',
    close: 'Sluit',
  },
  {
    title: 'Loan history',
    about: 'The loan history is a closed door. Who opens it, and what for, the patron sees.',
    open: 'Open the history',
    why: 'What for?',
    whyNeeded: 'Choose what you open the door for.',
    reasons: { damage: 'Damage', dispute: 'Disputed cost', own_request: 'The patron asks' },
    since: (day: string) => `What came back since ${day}. What is older is erased, or for the patron only.`,
    all: 'All that is kept: this patron chose to keep the history.',
    none: 'There is nothing to see: this patron brought nothing back in the last 90 days.',
    noneKept: 'Nothing is kept.',
    heads: ['Title', 'Item', 'Branch', 'Lent', 'Returned'],
    more: 'Show more',
    close: 'Close',
  },
)
