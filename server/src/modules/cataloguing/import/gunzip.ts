import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Gunzip } from '@kaft/marc'

/** Unpacks as it is read. Whoever leaves early lets go of the source too, and what is wrong with either is told to who reads. */
export const gunzip: Gunzip = source => {
  const unpacked = createGunzip()
  // Who reads is told by the stream itself.
  pipeline(Readable.from(source), unpacked, () => undefined)
  return unpacked
}
