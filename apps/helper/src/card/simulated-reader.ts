import { type InventedCard, writeCardFiles } from '@kaft/eid/write-card'
import type { CardChange, CardReader } from '../ports.ts'
import { readEid } from './read-eid.ts'
import { virtualCard } from './virtual-card.ts'

/** A reader without a slot: cards are put in by `insert`, and are read command by command, as real ones are. */
export interface SimulatedReader extends CardReader {
  insert(card: InventedCard): Promise<void>
  remove(): void
}

export function simulatedReader(): SimulatedReader {
  let told: (change: CardChange) => void = () => undefined
  return {
    watch: listener => {
      told = listener
    },
    insert: async card => {
      const virtual = virtualCard(writeCardFiles(card))
      const read = await readEid(async apdu => virtual.answer(apdu))
      told(read.ok ? { kind: 'card_in', card: read } : { kind: 'card_unread', why: read.why })
    },
    remove: () => told({ kind: 'card_out' }),
    state: () => 'ready',
    close: async () => undefined,
  }
}
