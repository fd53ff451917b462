/** A card that is only software: it answers the commands by which an identity card is read, from files in memory. */
export interface VirtualCard {
  readonly atr: Uint8Array
  answer(apdu: Uint8Array): Uint8Array
}

/** Answer to reset of a Belgian identity card (applet 1.7). */
const EID_ATR = Uint8Array.of(0x3b, 0x98, 0x13, 0x40, 0x0a, 0xa5, 0x03, 0x01, 0x01, 0x01, 0xad, 0x13, 0x11)

const status = (code: number): Uint8Array => Uint8Array.of(code >> 8, code & 0xff)

export function virtualCard(files: {
  readonly identity: Uint8Array
  readonly address: Uint8Array
}): VirtualCard {
  const byPath: Readonly<Record<string, Uint8Array>> = {
    '3f00df014031': files.identity,
    '3f00df014033': files.address,
  }
  let open: Uint8Array | undefined
  const select = (apdu: Uint8Array): Uint8Array => {
    open = byPath[Buffer.from(apdu.subarray(5, 5 + (apdu[4] ?? 0))).toString('hex')]
    return status(open ? 0x9000 : 0x6a82)
  }
  const read = (apdu: Uint8Array): Uint8Array => {
    const [from, most] = [((apdu[2] ?? 0) << 8) | (apdu[3] ?? 0), apdu[4] || 256]
    if (open === undefined) return status(0x6986)
    const left = open.length - from
    if (left <= 0) return status(0x6b00)
    // A real card does not give less than was asked: it says how much there is, and waits to be asked that.
    if (left < most) return status(0x6c00 | left)
    return Uint8Array.from([...open.subarray(from, from + most), 0x90, 0x00])
  }
  return {
    atr: EID_ATR,
    answer: apdu => {
      if (apdu[1] === 0xa4) return select(apdu)
      if (apdu[1] === 0xb0) return read(apdu)
      return status(0x6d00)
    },
  }
}
