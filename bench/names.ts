import { FAMILY, GIVEN } from '../demo/names.ts'
import { chanceOf } from '../demo/random.ts'

/** Beginnings, stems and ends that Flemish family names are put together from; nobody is meant by any of them. */
const BEFORE = ['', '', '', '', '', 'Van ', 'Van den ', 'Van de ', 'De ', 'Ver', 'Vande', 'Vander ']
const STEMS =
  'Beek Berg Bos Broek Brug Burg Dael Dam Dijk Eik Elst Es Gaver Geer Goor Graaf Haag Haeg Hage Heid Heuv Hoek Hof Holst Horst Hout Huls Hulst Kamp Kapel Keer Kerk Kool Krae Kruis Laer Laet Land Leem Leeuw Lind Lo Loock Maer Meer Mees Meir Mol Moer Moor Munt Neck Noord Oost Pael Plaets Poel Poort Put Raed Ries Roey Rijck Ryck Sand Schaer Schel Schoot Sloot Smedt Snick Spieg Stael Steen Straet Stock Temp Thiel Torre Ved Veld Velk Vinck Vliet Voor Voort Vrie Waele Walle Weer Wey Wiel Winck Winter Woest Wouw Zand Zel Zwaen'.split(
    ' ',
  )
const ENDS =
  ' s e en er ers eman mans aert aerts ing ings inckx kens ens elaer elaers ghe ghem hoven inck berghe broeck voort hout laer'.split(
    ' ',
  )

const FAMILIES = 20_000

export interface Name {
  readonly family_name: string
  readonly given_name: string
}

/** Family names, the commonest first: real frequent ones, then invented ones. */
function families(): string[] {
  const names = new Set(FAMILY)
  const chance = chanceOf('families')
  while (names.size < FAMILIES) {
    const [before, stem, end] = [chance.pick(BEFORE), chance.pick(STEMS), chance.pick(ENDS)]
    const isOne = before !== '' && !before.endsWith(' ')
    names.add(`${before}${isOne ? stem.toLowerCase() : stem}${end}`)
  }
  return [...names]
}

/**
 * Distinct full names of a country. The first of a list is the commonest, and frequency falls with rank as it does in
 * Flanders: one in three hundred bears the first family name, one in seventy the first given name.
 */
export function fullNames(count: number): Name[] {
  const [family, given] = [families(), GIVEN.flatMap(g => [...g.names.f, ...g.names.m])]
  const chance = chanceOf('full names')
  const ranked = (list: readonly string[], steep: number) =>
    list[Math.floor(list.length * chance.next() ** steep)] ?? ''
  const found = new Map<string, Name>()
  while (found.size < count) {
    const name = { family_name: ranked(family, 1.75), given_name: ranked(given, 1.2) }
    found.set(`${name.given_name} ${name.family_name}`, name)
  }
  return [...found.values()]
}
