import { addMoveFile, addMovePart, MOVE_PART, type MoveFile } from '@kaft/contract/moving'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'

const base64 = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** Sends a file in parts; the answer to the last one says what was seen in it. */
export async function upload(
  move_id: string,
  file: File,
  onPart: (sent: number, of: number) => void,
): Promise<MoveFile> {
  const made = await call(addMoveFile, {
    params: { move_id },
    body: { command_id: newCommandId(), name: file.name.slice(0, 120), bytes: file.size },
  })
  const parts = Math.max(1, Math.ceil(file.size / MOVE_PART))
  let said: MoveFile = made
  for (let part_no = 1; part_no <= parts; part_no++) {
    const bytes = await base64(file.slice((part_no - 1) * MOVE_PART, part_no * MOVE_PART))
    said = await call(addMovePart, {
      params: { move_id, file_no: String(made.file_no) },
      body: { part_no, last: part_no === parts, bytes },
    })
    onPart(part_no, parts)
  }
  return said
}
