/*
 * Characters by name, as MARCMaker writes them ("MARCMaker and MARCBreaker User's Manual", Library of Congress): `{eacute}`,
 * `{dollar}`. Only names that stand for one character are known here; what else stands between braces is text.
 */

/** Marks over or under a letter: in Unicode they stand behind it. A name of letter and mark together is one character. */
const MARKS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  breve: '\u0306',
  caron: '\u030c',
  cedil: '\u0327',
  circ: '\u0302',
  commab: '\u0326',
  dblac: '\u030b',
  dblunder: '\u0333',
  dot: '\u0307',
  dotb: '\u0323',
  grave: '\u0300',
  hooka: '\u0309',
  macr: '\u0304',
  ogon: '\u0328',
  ring: '\u030a',
  ringb: '\u0325',
  tilde: '\u0303',
  uml: '\u0308',
  under: '\u0332',
}
const SIGNS: Readonly<Record<string, string>> = {
  AElig: 'Æ',
  aelig: 'æ',
  amp: '&',
  ast: '*',
  bsol: '\\',
  copy: '©',
  deg: '°',
  Dstrok: 'Đ',
  dstrok: 'đ',
  dollar: '$',
  eth: 'ð',
  euro: '€',
  flat: '♭',
  hardsign: 'ʺ',
  iexcl: '¡',
  inodot: 'ı',
  iquest: '¿',
  lcub: '{',
  Lstrok: 'Ł',
  lstrok: 'ł',
  middot: '·',
  mlrhring: 'ʼ',
  mllhring: 'ʻ',
  OElig: 'Œ',
  oelig: 'œ',
  Ohorn: 'Ơ',
  ohorn: 'ơ',
  Ostrok: 'Ø',
  ostrok: 'ø',
  phono: '℗',
  plusmn: '±',
  pound: '£',
  quot: '"',
  rcub: '}',
  reg: '®',
  scriptl: 'ℓ',
  sharp: '♯',
  softsign: 'ʹ',
  szlig: 'ß',
  THORN: 'Þ',
  thorn: 'þ',
  Uhorn: 'Ư',
  uhorn: 'ư',
  verbar: '|',
}

const NAMED = /\{([A-Za-z]{2,10})\}/g
/** A mark by itself stands before its letter, as in MARC-8. */
const MARK_BEFORE = new RegExp(`((?:\\{(?:${Object.keys(MARKS).join('|')})\\})+)([\\s\\S])`, 'g')

function signOf(whole: string, name: string): string {
  const sign = SIGNS[name]
  if (sign !== undefined) return sign
  const mark = MARKS[name.slice(1)]
  return mark === undefined ? whole : `${name[0]}${mark}`
}

/** A text with the characters that it names. */
export function named(text: string): string {
  if (!text.includes('{')) return text
  return text
    .replace(
      MARK_BEFORE,
      (_, marks: string, letter: string) =>
        letter + marks.replace(NAMED, (_, mark: string) => MARKS[mark] ?? ''),
    )
    .replace(NAMED, signOf)
}
