import { dayOf } from '../dates.ts'
import { printXml, type Tree } from './xml.ts'

/** SOAP 1.1 §4. */
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
/** The two services that are spoken with, their version, and the namespace of their outer element. */
export const services = {
  GeefPersoon: {
    version: '02.02.0000',
    space: 'http://magda.vlaanderen.be/persoon/soap/geefpersoon/v02_02',
  },
  RegistreerInschrijving: {
    version: '02.01.0000',
    space: 'http://webservice.registreerinschrijvingdienst-02_01.repertorium-02_01.vip.vlaanderen.be',
  },
} as const
export type Service = keyof typeof services

/** Who asks: the address and the capacity (hoedanigheid) that MAGDA gave to this installation. */
export interface Sender {
  readonly uri: string
  readonly capacity: string
}

/** What every question has: our own reference, by which the logs of both sides meet, and the moment. */
export interface Asking {
  readonly reference: string
  readonly now: Temporal.Instant
  /** Eleven digits. Never logged, never in an address. */
  readonly insz: string
}

const timeOf = (now: Temporal.Instant): string =>
  now.toZonedDateTimeISO('Europe/Brussels').toPlainTime().toString({ smallestUnit: 'millisecond' })

function envelope(service: Service, sender: Sender, ask: Asking, inside: readonly Tree[]): string {
  const { version, space } = services[service]
  const request: Tree = [
    'Verzoek',
    [
      [
        'Context',
        [
          ['Naam', service],
          ['Versie', version],
          [
            'Bericht',
            [
              ['Type', 'VRAAG'],
              [
                'Tijdstip',
                [
                  ['Datum', dayOf(ask.now)],
                  ['Tijd', timeOf(ask.now)],
                ],
              ],
              [
                'Afzender',
                [
                  ['Identificatie', sender.uri],
                  ['Referte', ask.reference],
                  ['Hoedanigheid', sender.capacity],
                ],
              ],
            ],
          ],
        ],
      ],
      [
        'Vragen',
        [
          [
            'Vraag',
            [
              ['Referte', ask.reference],
              ['Inhoud', inside],
            ],
          ],
        ],
      ],
    ],
  ]
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${SOAP}"><s:Header/><s:Body><m:${service} xmlns:m="${space}">${printXml(request)}</m:${service}></s:Body></s:Envelope>`
}

/** One question about one person, to the national register (`Bron` RR). */
export const personQuestion = (sender: Sender, ask: Asking): string =>
  envelope('GeefPersoon', sender, ask, [
    ['Criteria', [['INSZ', ask.insz]]],
    ['Bron', 'RR'],
    ['Taal', 'nl'],
  ])

/** Says in the directory (repertorium) that this installation keeps a file on somebody, from one day to another. */
export const registration = (sender: Sender, ask: Asking, period: { from: string; until: string }): string =>
  envelope('RegistreerInschrijving', sender, ask, [
    [
      'Inschrijving',
      [
        ['Identificatie', sender.uri],
        ['Hoedanigheid', sender.capacity],
        [
          'BetrokkenSubject',
          [
            ['Type', 'PERS'],
            [
              'Subjecten',
              [
                [
                  'Subject',
                  [
                    ['Type', 'PERS'],
                    ['Sleutel', ask.insz],
                  ],
                ],
              ],
            ],
          ],
        ],
        [
          'Periode',
          [
            ['Begin', period.from],
            ['Einde', period.until],
          ],
        ],
      ],
    ],
  ])
