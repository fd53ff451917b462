import { readFileSync } from 'node:fs'
import { request as askHttp } from 'node:http'
import { Agent, request as askHttps } from 'node:https'
import { type MagdaSaid, readAnswer, type RegisterField } from './answer.ts'
import { type Asking, personQuestion, registration, type Sender, type Service } from './messages.ts'
import { MAX_CHARACTERS } from './xml.ts'

/** The door to MAGDA: one question about one person. Nothing of a question or an answer is logged or kept whole. */
export interface Magda {
  /** @param fields what may be read of the answer; everything else is dropped unread */
  person(ask: Asking, fields: readonly RegisterField[]): Promise<MagdaSaid>
  /** Registers in the directory; with a period that has ended it takes the registration away. */
  register(ask: Asking, period: { readonly from: string; readonly until: string }): Promise<MagdaSaid>
}

export interface MagdaDoor {
  readonly url: string
  readonly sender: Sender
  /** A file with certificate and key (PEM), by which the line itself is authenticated. */
  readonly certificate?: string | undefined
  /** Longest that an answer is waited for. */
  readonly patience_ms?: number
}

const away = (why: string): MagdaSaid => ({ is: 'away', level: 'transport', codes: [why] })

/** Sends one message. Resolves with the text of an answer of 200 or 500, which is how SOAP 1.1 §6.2 sends a fault. */
function post(door: MagdaDoor, agent: Agent | undefined, text: string): Promise<string | MagdaSaid> {
  return new Promise(resolve => {
    const ask = agent ? askHttps : askHttp
    const sent = ask(
      door.url,
      {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
        ...(agent ? { agent } : {}),
        signal: AbortSignal.timeout(door.patience_ms ?? 10_000),
      },
      answer => {
        const pieces: Buffer[] = []
        let bytes = 0
        answer.on('data', (piece: Buffer) => {
          bytes += piece.length
          pieces.push(piece)
          if (bytes > 2 * MAX_CHARACTERS) answer.destroy()
        })
        answer.on('error', () => resolve(away('broken_off')))
        answer.on('close', () => resolve(away('broken_off')))
        answer.on('end', () => {
          const { statusCode = 0 } = answer
          if (statusCode !== 200 && statusCode !== 500) return resolve(away(`http_${statusCode}`))
          resolve(Buffer.concat(pieces).toString('utf8'))
        })
      },
    )
    sent.on('error', error => resolve(away(error.name === 'AbortError' ? 'too_slow' : 'unreachable')))
    sent.end(text)
  })
}

/** MAGDA over SOAP 1.1. With https the line shows the installation's own certificate, where one is given. */
export function openMagda(door: MagdaDoor): Magda {
  const pem = door.certificate === undefined ? undefined : readFileSync(door.certificate)
  const agent = door.url.startsWith('https:')
    ? new Agent({ keepAlive: true, maxSockets: 2, ...(pem ? { cert: pem, key: pem } : {}) })
    : undefined
  const ask = async (
    message: string,
    question: { service: Service; reference: string; fields: readonly RegisterField[] },
  ): Promise<MagdaSaid> => {
    const said = await post(door, agent, message)
    return typeof said === 'string' ? readAnswer(said, question) : said
  }
  return {
    person: (asking, fields) =>
      ask(personQuestion(door.sender, asking), {
        service: 'GeefPersoon',
        reference: asking.reference,
        fields,
      }),
    register: (asking, period) =>
      ask(registration(door.sender, asking, period), {
        service: 'RegistreerInschrijving',
        reference: asking.reference,
        fields: [],
      }),
  }
}
