import type { CardRead } from '@kaft/eid'

/** Everything that a helper may drive. Each is a port: a driver for the device, and a simulator for trying and tests. */
export const devices = [
  'card_reader',
  'rfid_pad',
  'receipt_printer',
  'label_printer',
  'drawer',
  'terminal',
] as const
export type Device = (typeof devices)[number]

/** `away`: set up, and not answering now. */
export type DeviceState = 'ready' | 'away'

/** Why a card was not read: another kind of card, or one that does not answer. */
export type Unread = Exclude<CardRead, { ok: true }>['why'] | 'other_card' | 'no_answer'

/** A reader of identity cards. It tells what was put in and taken out, and reads without a PIN. */
export interface CardReader {
  /** Begins to watch; each change is told until `close`. */
  watch(told: (change: CardChange) => void): void
  state(): DeviceState
  close(): Promise<void>
}
export type CardChange =
  | { readonly kind: 'card_in'; readonly card: Extract<CardRead, { ok: true }> }
  | { readonly kind: 'card_unread'; readonly why: Unread }
  | { readonly kind: 'card_out' }

/** One tag on the pad. `code` is null where the tag has no barcode that can be read. */
export interface Tag {
  readonly uid: string
  readonly code: string | null
  /** Which part of how many, for a set with a tag on each. */
  readonly part: number
  readonly parts: number
  /** Whether the gate would sound. */
  readonly secured: boolean
}
export interface RfidPad {
  watch(told: (tags: readonly Tag[]) => void): void
  /** @returns whether the tag took it; the desk says so when it did not */
  secure(uid: string, on: boolean): Promise<boolean>
  state(): DeviceState
  close(): Promise<void>
}

/** Takes the bytes of a printer's own language. */
export interface Printer {
  send(bytes: Uint8Array): Promise<void>
  state(): DeviceState
}
/** Opens with the pulse of a receipt printer, as nearly every drawer does. */
export interface Drawer {
  open(): Promise<void>
  state(): DeviceState
}

export type Paid =
  | { readonly outcome: 'approved'; readonly receipt_no: string | null }
  /** `unknown`: the line broke after the amount was shown; staff look at the terminal before they go on. */
  | { readonly outcome: 'declined' | 'cancelled' | 'unknown' }
export interface Terminal {
  pay(cents: number): Promise<Paid>
  cancel(): Promise<void>
  state(): DeviceState
  close(): Promise<void>
}

/** The devices of one workstation; what is not there is undefined, and everything works without it. */
export interface Devices {
  readonly card_reader?: CardReader
  readonly rfid_pad?: RfidPad
  readonly receipt_printer?: Printer
  readonly label_printer?: Printer
  readonly drawer?: Drawer
  readonly terminal?: Terminal
}
