import type { CardRead } from '@kaft/eid'

/** What the helper program of this workstation says, line by line; see docs/helper.md. */
export type HelperEvent =
  | { readonly kind: 'card_in'; readonly card: Extract<CardRead, { ok: true }> }
  | { readonly kind: 'card_unread'; readonly why: string }
  | { readonly kind: 'card_out' }
  | { readonly kind: 'stack'; readonly tags: readonly Tag[] }

/** One item on the RFID pad. */
export interface Tag {
  readonly uid: string
  readonly code: string | null
  readonly part: number
  readonly parts: number
}
export type CardEvent = Exclude<HelperEvent, { kind: 'stack' }>

export const devices = [
  'card_reader',
  'rfid_pad',
  'receipt_printer',
  'label_printer',
  'drawer',
  'terminal',
] as const
export type Device = (typeof devices)[number]
export type DeviceStates = Readonly<Partial<Record<Device, 'ready' | 'away'>>>

/** Where the helper of this workstation is, and the token by which it knows this Kaft. */
export interface Pair {
  readonly port: number
  readonly token: string
}

export const readPair = (text: string | null): Pair | null => {
  try {
    const { port, token } = JSON.parse(text ?? '') as Partial<Pair>
    return typeof port === 'number' && typeof token === 'string' ? { port, token } : null
  } catch {
    return null
  }
}

/** The lines that are whole in what arrived, and what is left; a line that cannot be read is let go. */
export const readLines = (
  held: string,
): { readonly events: readonly HelperEvent[]; readonly rest: string } => {
  const lines = held.split('\n')
  const rest = lines.pop() ?? ''
  const events = lines.flatMap(line => {
    try {
      return line === '' ? [] : [JSON.parse(line) as HelperEvent]
    } catch {
      return []
    }
  })
  return { events, rest }
}

/** What came onto the pad since the last stack: a tag that still lies there was told before. Sets lacking parts are told apart. */
export const newTags = (
  before: readonly Tag[],
  now: readonly Tag[],
): { readonly codes: readonly string[]; readonly short: readonly Tag[] } => {
  const fresh = now.filter(tag => !before.some(one => one.uid === tag.uid))
  const codes = [...new Set(fresh.flatMap(tag => (tag.code === null ? [] : [tag.code])))]
  const short = codes.flatMap(code => {
    const parts = now.filter(tag => tag.code === code)
    const [first] = parts
    return first !== undefined && parts.length < first.parts ? [{ ...first, part: parts.length }] : []
  })
  return { codes, short }
}
