import { counted } from '@kaft/contract/texts/about'
import { defineTexts } from '../../base/language.ts'

export const doorTexts = defineTexts(
  {
    title: 'Sleutels voor andere programma’s',
    about:
      'Iedereen mag de catalogus lezen, zonder sleutel, tot 240 vragen per minuut. Met een sleutel mag een programma meer.',
    none: 'Nog geen sleutels.',
    add: 'Sleutel maken',
    name: 'Naam',
    purpose: 'Waarvoor',
    purposeAbout: 'Zodat een collega later weet of hij weg mag.',
    per_minute: 'Vragen per minuut',
    active: 'Mag binnen',
    newKey: 'Geef een nieuwe sleutel; de vorige werkt dan niet meer',
    needed: 'Vul dit in.',
    limitWrong: 'Een getal van 1 tot 99999.',
    saved: 'Bewaard.',
    key: (name: string) => `De sleutel van ${name}`,
    keyHow:
      'Je ziet hem maar één keer. Het programma stuurt hem mee in de kop X-Api-Key, of als parameter key.',
    limit: (n: number) => counted(n, 'vraag per minuut', 'vragen per minuut'),
    unused: 'nog niet gebruikt',
    used: (day: string) => `laatst gebruikt op ${day}`,
    ended: 'Ingetrokken',
  },
  {
    title: 'Keys for other programs',
    about:
      'Anyone may read the catalogue, without a key, up to 240 questions a minute. With a key a program may ask more.',
    none: 'No keys yet.',
    add: 'Make a key',
    name: 'Name',
    purpose: 'What for',
    purposeAbout: 'So that a later colleague knows whether it may go.',
    per_minute: 'Questions a minute',
    active: 'May come in',
    newKey: 'Give another key; the former one stops working',
    needed: 'Fill this in.',
    limitWrong: 'A number from 1 to 99999.',
    saved: 'Saved.',
    key: (name: string) => `The key of ${name}`,
    keyHow: 'You see it only once. The program sends it in the header X-Api-Key, or as the parameter key.',
    limit: (n: number) => counted(n, 'question a minute', 'questions a minute'),
    unused: 'not used yet',
    used: (day: string) => `last used on ${day}`,
    ended: 'Withdrawn',
  },
)
