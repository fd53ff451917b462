/**
 * A small library that moves in, as another system would export it: invented people, invented books, days around today. With
 * these files a newcomer tries a whole move in the demonstration; see README.md.
 */
interface MoveFile {
  readonly name: string
  readonly text: string
}

const families = ['Proefmans', 'Toetsinck', 'Van Oefen', 'De Voorbeeldt', 'Monsteraer', 'Verzonnen']
const given = ['Ada', 'Bo', 'Cas', 'Dee', 'Emiel', 'Fien', 'Gust', 'Hilde', 'Ilja', 'Jef', 'Kato', 'Lou']
const books = [
  'Het verzonnen huis',
  'Een kat in het magazijn',
  'Koken zonder recept',
  'De laatste bus naar Monsterhove',
  'Atlas van niemandsland',
  'Wie leest er mee',
  'Het grote proefboek',
  'Sterren boven de dijk',
  'De stille drukker',
  'Honderd paddenstoelen',
]

/** A day so many days from another. Written so that no day can be taken for a month: 03/04 would be asked about. */
const dayFrom = (today: string, days: number): string =>
  Temporal.PlainDate.from(today).add({ days }).toString()
const lines = (heads: string, rows: readonly (readonly string[])[]): string =>
  [heads, ...rows.map(row => row.join(';'))].join('\r\n')

const titles = (): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n${books
    .map(
      (title, i) =>
        `<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">m${i + 1}</controlfield>` +
        `<datafield tag="100" ind1="1" ind2=" "><subfield code="a">${families[i % families.length]}, ${given[i]}</subfield></datafield>` +
        `<datafield tag="245" ind1="1" ind2="0"><subfield code="a">${title}</subfield></datafield></record>`,
    )
    .join('\n')}\n</collection>\n`

type Days = (days: number) => string

const people = (day: Days): MoveFile => ({
  name: 'leners.csv',
  text: lines(
    'nummer;kaart;naam;voornaam;geboortedatum;straat;postcode;gemeente;e-mail;lidsoort;lid_sinds;lid_tot;historiek_bewaren',
    given.map((name, i) => [
      `p${i + 1}`,
      `4998${String(i + 1).padStart(6, '0')}`,
      families[i % families.length] ?? '',
      name,
      i % 4 === 3 ? '2017-04-12' : `19${70 + i}-05-${String(i + 1).padStart(2, '0')}`,
      `Proefstraat ${i + 1}`,
      '9999',
      'Monsterhove',
      i % 3 === 2 ? '' : `${name.toLowerCase()}@voorbeeld.be`,
      i % 4 === 3 ? 'jeugd' : 'volwassene',
      '2021-09-01',
      day(200 + i),
      i % 5 === 0 ? 'ja' : 'nee',
    ]),
  ),
})

/** What is out, wished for and owed. */
const open = (day: Days): readonly MoveFile[] => [
  {
    name: 'uitleningen.csv',
    text: lines(
      'nummer;lener;exemplaar;uitgeleend_op;inleverdatum;verlengd',
      [1, 2, 3, 4, 5, 6].map(n => [
        `u${n}`,
        `p${n}`,
        `x${n}`,
        `${day(-20)} 14:${10 + n}`,
        day(n * 2 - 5),
        String(n % 2),
      ]),
    ),
  },
  {
    name: 'reserveringen.csv',
    text: lines('nummer;lener;titel;vestiging;gereserveerd_op;plaats_in_de_rij', [
      ['r1', 'p7', 'm1', 'Dorp', day(-6), '1'],
      ['r2', 'p8', 'm1', 'Dorp', day(-4), '2'],
    ]),
  },
  {
    name: 'kosten.csv',
    text: lines('nummer;lener;exemplaar;soort;bedrag;datum', [
      ['k1', 'p1', 'x1', 'boete', '1,20', day(-30)],
      ['k2', 'p3', '', 'kaart', '2,50', day(-12)],
      ['k3', 'p5', 'x5', 'telaatgeld', '0,75', day(-2)],
    ]),
  },
]

/** The files for a move, with days around the day given. */
export function moveFiles(today: string): readonly MoveFile[] {
  const day = (days: number): string => dayFrom(today, days)
  const items = Array.from({ length: 20 }, (_, i) => i + 1)
  return [
    { name: 'titels.xml', text: titles() },
    {
      name: 'exemplaren.csv',
      text: lines(
        'nummer;streepjescode;titel;vestiging;materiaalsoort;plaats;prijs;uitleenbaar',
        items.map(n => [
          `x${n}`,
          `4999000${String(n).padStart(7, '0')}`,
          `m${((n - 1) % books.length) + 1}`,
          'Dorp',
          'boek',
          'Romans',
          '15,95',
          'ja',
        ]),
      ),
    },
    people(day),
    ...open(day),
  ]
}
