import { defineTexts } from '../../base/language.ts'

const nl = {
  now: (names: string) => `Deze bib werkt samen met ${names}. Hun medewerkers zien deze lener ook.`,
  coming: (names: string, day: string) =>
    `Vanaf ${day} werkt deze bib samen met ${names}. Zeg het aan de lener.`,
  fee: (names: string) => `Wie lidgeld betaalde in ${names}, betaalt hier niet opnieuw.`,
}
const en: typeof nl = {
  now: (names: string) => `This library works together with ${names}. Their staff see this patron too.`,
  coming: (names: string, day: string) =>
    `From ${day} on this library works together with ${names}. Tell the patron.`,
  fee: (names: string) => `Whoever paid the fee in ${names} does not pay again here.`,
}

/** What somebody who registers is told of the libraries that this one works with. */
export const cooperatingTexts = defineTexts(nl, en)
