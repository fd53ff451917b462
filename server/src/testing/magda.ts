import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { services, type Service, SOAP } from '../base/magda/messages.ts'
import { at, printXml, readXml, textAt, type Tree } from '../base/magda/xml.ts'

/** What the simulator knows of somebody, or does instead of answering. */
export interface Persona {
  readonly street?: string
  readonly house?: string
  readonly box?: string
  readonly postcode?: string
  readonly municipality?: string
  /** A decision that the address may be told to nobody. */
  readonly secret?: boolean
  readonly died_on?: string
  /** The number that came in its place: data come with warning 30004. */
  readonly replaced_by?: string
  /** An error without data: for the whole reply, or for the one question. */
  readonly error?: { readonly level: 'reply' | 'answer'; readonly code: string }
  readonly fault?: string
  readonly http?: number
  readonly delay_ms?: number
  /** Sent as it is. */
  readonly raw?: string
}

/** A question as it came in. */
export interface Asked {
  readonly service: Service
  readonly insz: string
  readonly sender: string
  readonly capacity: string
  readonly from: string | null
  readonly until: string | null
}

/** MAGDA on the loopback, with the layouts of GeefPersoon 02.02 and RegistreerInschrijving 02.01. */
export interface MagdaSimulator {
  readonly url: string
  readonly people: Map<string, Persona>
  readonly asked: Asked[]
  close(): Promise<void>
}

/** What comes back beside the address, and may stay nowhere. */
export const neverKept = [
  'Zwartemarkering',
  'Portugal',
  'Taalregime-nl',
  'Ongehuwd',
  'Onbekwaam',
  'Ouderlijk',
]

const places = [
  ['9000', 'Gent'],
  ['2000', 'Antwerpen'],
  ['3000', 'Leuven'],
  ['8500', 'Kortrijk'],
  ['3500', 'Hasselt'],
] as const

/** An invented address for every number that nobody described, the same each time. */
function someAddress(insz: string): Persona {
  const n = Number(insz.slice(0, 9))
  const [postcode, municipality] = places[n % places.length] ?? places[0]
  return { street: 'Proefregisterlaan', house: String((n % 180) + 1), postcode, municipality }
}

const text = (name: string, value: string): Tree => [
  name,
  [
    ['String', value],
    ['Taal', 'nl'],
  ],
]

const home = (p: Persona): Tree => [
  'Hoofdverblijfplaats',
  [
    text('Straatnaam', p.street ?? ''),
    ['Huisnummer', p.house ?? ''],
    ...(p.box === undefined ? [] : [['Busnummer', p.box] as const]),
    text('Gemeentenaam', p.municipality ?? ''),
    text('Land', 'BELGIE'),
    ['Postcode', p.postcode ?? ''],
    ['NISCodeGemeente', '44021'],
  ],
]

const coded = (name: string, code: string, says: string): Tree => [
  name,
  [
    ['Code', code],
    ['Omschrijving', says],
  ],
]

/** A whole person as the register sends one: far more than anybody here may read. */
const personOf = (insz: string, p: Persona): Tree => [
  'Persoon',
  [
    ['INSZ', p.replaced_by ?? insz],
    [
      'Naam',
      [
        ['Achternamen', [['Achternaam', 'Zwartemarkering']]],
        ['Voornamen', [['Voornaam', 'Ouderlijk']]],
      ],
    ],
    coded('Geslacht', '2', 'Vrouwelijk'),
    ['Beheerder', [coded('Taalregime', '1', 'Taalregime-nl')]],
    ['Nationaliteiten', [coded('Nationaliteit', '123', 'Portugal')]],
    ['BurgerlijkeStaten', [coded('BurgerlijkeStaat', '10', 'Ongehuwd')]],
    ['WettelijkeBekwaamheid', [coded('Status', '1', 'Onbekwaam')]],
    ...(p.died_on === undefined ? [] : [['Overlijden', [['Datum', p.died_on]]] as const]),
    [
      'Adressen',
      [
        ...(p.street === undefined ? [] : [home(p)]),
        ...(p.secret ? [['NietMededeelbaarAdres', [['DatumBeslissingCollege', '2026-01-05']]] as const] : []),
      ],
    ],
  ],
]

const exception = (code: string, type: string, notes: readonly Tree[] = []): Tree => [
  'Uitzonderingen',
  [
    [
      'Uitzondering',
      [
        ['Identificatie', code],
        ['Oorsprong', 'MAGDA'],
        ['Type', type],
        [
          'Tijdstip',
          [
            ['Datum', '2026-11-25'],
            ['Tijd', '14:05:00.000'],
          ],
        ],
        ['Diagnose', 'simulator'],
        ...(notes.length === 0 ? [] : [['Annotaties', notes] as const]),
      ],
    ],
  ],
]
const note = (name: string, value: string): Tree => [
  'Annotatie',
  [
    ['Naam', name],
    ['Waarde', value],
  ],
]

const inBody = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="${SOAP}"><e:Header/><e:Body>${inside}</e:Body></e:Envelope>`

function reply(
  service: Service,
  reference: string,
  inside: { answer?: readonly Tree[]; whole?: Tree },
): string {
  const { version, space } = services[service]
  const tree: Tree = [
    'Repliek',
    [
      [
        'Context',
        [
          ['Naam', service],
          ['Versie', version],
          [
            'Bericht',
            [
              ['Type', 'ANTWOORD'],
              ['Afzender', [['Identificatie', 'vip.vlaanderen.be']]],
            ],
          ],
        ],
      ],
      ...(inside.whole ? [inside.whole] : []),
      ...(inside.answer
        ? [['Antwoorden', [['Antwoord', [['Referte', reference], ...inside.answer]]]] as const]
        : []),
    ],
  ]
  return inBody(`<w:${service}Response xmlns:w="${space}">${printXml(tree)}</w:${service}Response>`)
}

const fault = (code: string): string =>
  inBody(`<e:Fault><faultcode>e:${code}</faultcode><faultstring>simulator</faultstring></e:Fault>`)

function answerTo(service: Service, reference: string, insz: string, p: Persona): string {
  if (p.raw !== undefined) return p.raw
  if (p.fault !== undefined) return fault(p.fault)
  if (p.error?.level === 'reply') return reply(service, reference, { whole: exception(p.error.code, 'FOUT') })
  if (p.error) return reply(service, reference, { answer: [exception(p.error.code, 'FOUT')] })
  if (service === 'RegistreerInschrijving')
    return reply(service, reference, { answer: [['Inhoud', [['Resultaat', '1']]]] })
  const replaced =
    p.replaced_by === undefined
      ? []
      : [exception('30004', 'WAARSCHUWING', [note('Oud INSZ', insz), note('Nieuw INSZ', p.replaced_by)])]
  return reply(service, reference, { answer: [['Inhoud', [personOf(insz, p)]], ...replaced] })
}

/** Reads a question as strictly as the layouts are; what does not fit is no question. */
function readQuestion(body: string): (Asked & { readonly reference: string }) | null {
  const outer = readXml(body).children.find(c => c.name === 'Body' && c.space === SOAP)?.children[0]
  const service = (Object.keys(services) as Service[]).find(
    s => s === outer?.name && services[s].space === outer.space,
  )
  const context = at(outer, 'Verzoek', 'Context')
  const sender = at(context, 'Bericht', 'Afzender')
  const ask = at(outer, 'Verzoek', 'Vragen', 'Vraag')
  const reference = textAt(ask, 'Referte')
  const subject = at(ask, 'Inhoud', 'Inschrijving', 'BetrokkenSubject', 'Subjecten', 'Subject')
  const insz = textAt(ask, 'Inhoud', 'Criteria', 'INSZ') ?? textAt(subject, 'Sleutel')
  const uri = textAt(sender, 'Identificatie')
  if (!service || !reference || !insz || !uri || textAt(context, 'Versie') !== services[service].version)
    return null
  const period = at(ask, 'Inhoud', 'Inschrijving', 'Periode')
  return {
    service,
    reference,
    insz,
    sender: uri,
    capacity: textAt(sender, 'Hoedanigheid') ?? '',
    from: textAt(period, 'Begin'),
    until: textAt(period, 'Einde'),
  }
}

/** Opens the simulator. People that nobody described get an invented address; only test numbers are answered. */
export async function openMagdaSimulator(port = 0): Promise<MagdaSimulator> {
  const people = new Map<string, Persona>()
  const asked: Asked[] = []
  const waiting = new Set<NodeJS.Timeout>()
  const send = (answer: ServerResponse, status: number, body: string): void =>
    void answer.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(body)
  const handle = (body: string, answer: ServerResponse): void => {
    const question = readQuestion(body)
    if (!question) return send(answer, 200, reply('GeefPersoon', '', { whole: exception('60007', 'FOUT') }))
    const { reference, ...rest } = question
    asked.push(rest)
    const { insz, service } = question
    // Months from 60 on belong to nobody: a real number never gets an answer out of here.
    const known = Number(insz.slice(2, 4)) >= 60
    const persona: Persona = known
      ? (people.get(insz) ?? someAddress(insz))
      : { error: { level: 'answer', code: '30001' } }
    const status = persona.http ?? (persona.fault === undefined ? 200 : 500)
    const timer = setTimeout(() => {
      waiting.delete(timer)
      send(answer, status, answerTo(service, reference, insz, persona))
    }, persona.delay_ms ?? 0)
    waiting.add(timer)
  }
  const server = createServer((ask, answer) => {
    let body = ''
    ask.setEncoding('utf8').on('data', (piece: string) => (body += piece))
    ask.on('end', () => {
      try {
        handle(body, answer)
      } catch {
        send(answer, 500, fault('Client'))
      }
    })
  })
  await new Promise<void>(done => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/Magda-02.00/soap/WebService`,
    people,
    asked,
    close: async () => {
      for (const timer of waiting) clearTimeout(timer)
      server.closeAllConnections()
      await new Promise<void>(done => server.close(() => done()))
    },
  }
}
