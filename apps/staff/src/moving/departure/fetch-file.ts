import { type DepartureFile, departurePart } from '@kaft/contract/departures'
import { call } from '../../base/api.ts'

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')

/**
 * Fetches a file part by part, and looks whether it arrived whole.
 * @returns the file, or null where its hash is not the one that was told
 */
export async function fetchFile(
  file: DepartureFile,
  onPart: (part_no: number) => void,
): Promise<Blob | null> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let part_no = 1; part_no <= file.parts; part_no++) {
    onPart(part_no)
    const { base64 } = await call(departurePart, {
      params: { file_no: String(file.file_no), part_no: String(part_no) },
    })
    parts.push(Uint8Array.from(atob(base64), one => one.charCodeAt(0)))
  }
  const whole = new Blob(parts, { type: 'application/octet-stream' })
  const hash = hexOf(await crypto.subtle.digest('SHA-256', await whole.arrayBuffer()))
  return hash === file.sha256 ? whole : null
}
