import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { Assertion, Registration } from '@kaft/contract'

/** A security key made of software: ES256, no attestation, a count that a test may turn back. */
export interface TestKey {
  readonly id: string
  count: number
  make(question: Question, origin: string): Registration
  touch(question: Question, origin: string): Assertion
}
/** What a browser was asked; of it a key needs the challenge. */
type Question = Readonly<Record<string, unknown>>

const hash = (data: Uint8Array | string) => createHash('sha256').update(data).digest()
const text = (data: Uint8Array) => Buffer.from(data).toString('base64url')

/** The little of CBOR (RFC 8949 §3) that an attestation is made of: whole numbers, bytes, texts and maps. */
function cbor(value: unknown): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  const entries = [...(value as Map<unknown, unknown>)]
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)])
}

const clientData = (type: string, question: Question, origin: string) =>
  Buffer.from(JSON.stringify({ type, challenge: question.challenge, origin, crossOrigin: false }))

/** Flags: the user was present (1), and with a new key its data follow (64). WebAuthn Level 3 §6.1. */
function authData(origin: string, flags: number, count: number): Buffer {
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(count)
  return Buffer.concat([hash(new URL(origin).hostname), Buffer.from([flags]), counter])
}

/** COSE_Key of a point on P-256 (RFC 9053 §7.1). */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  )
}

export function newTestKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const raw = randomBytes(16)
  const id = text(raw)
  const frame = { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const
  const key: TestKey = {
    id,
    count: 0,
    make: (question, origin) => {
      const length = Buffer.from([0, raw.length])
      const data = Buffer.concat([
        authData(origin, 65, key.count),
        Buffer.alloc(16),
        length,
        raw,
        coseOf(publicKey),
      ])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data],
      ])
      return {
        ...frame,
        response: {
          clientDataJSON: text(clientData('webauthn.create', question, origin)),
          attestationObject: text(cbor(attestation)),
        },
      }
    },
    touch: (question, origin) => {
      key.count++
      const data = authData(origin, 1, key.count)
      const client = clientData('webauthn.get', question, origin)
      const signature = sign('sha256', Buffer.concat([data, hash(client)]), privateKey)
      return {
        ...frame,
        response: { clientDataJSON: text(client), authenticatorData: text(data), signature: text(signature) },
      }
    },
  }
  return key
}
