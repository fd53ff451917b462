import type { ServerResponse } from 'node:http'
import type { CardChange, Devices, Tag } from '../ports.ts'

/** What pages hear, as lines of JSON that keep coming; an empty line says that the helper is still there. */
export type HelperEvent = CardChange | { readonly kind: 'stack'; readonly tags: readonly Tag[] }

const BEAT_MS = 10_000

/** Tells every open page what the devices see. Only the card that is in the reader is remembered, and for as long as it is. */
export function openEvents(devices: Devices): { add(response: ServerResponse): void; close(): void } {
  const open = new Set<ServerResponse>()
  let card: HelperEvent | null = null
  let stack: HelperEvent | null = null
  const line = (event: HelperEvent): string => `${JSON.stringify(event)}\n`
  const tell = (event: HelperEvent): void => {
    if (event.kind === 'stack') stack = event.tags.length > 0 ? event : null
    else card = event.kind === 'card_out' ? null : event
    for (const response of open) response.write(line(event))
  }
  devices.card_reader?.watch(tell)
  devices.rfid_pad?.watch(tags => tell({ kind: 'stack', tags }))
  const beat = setInterval(() => open.forEach(response => response.write('\n')), BEAT_MS)
  return {
    add: response => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
      response.write('\n')
      for (const event of [card, stack]) if (event !== null) response.write(line(event))
      open.add(response)
      response.on('close', () => open.delete(response))
    },
    close: () => {
      clearInterval(beat)
      open.forEach(response => response.end())
      card = null
    },
  }
}
