import type { RfidPad, Tag } from '../ports.ts'

/** A pad without an antenna: stacks are laid by `lay`. A tag whose code begins with `STUK` takes no change. */
export interface SimulatedPad extends RfidPad {
  lay(tags: readonly Pick<Tag, 'code' | 'part' | 'parts'>[]): void
}

export function simulatedPad(): SimulatedPad {
  let told: (tags: readonly Tag[]) => void = () => undefined
  let stack: readonly Tag[] = []
  return {
    watch: listener => {
      told = listener
    },
    lay: tags => {
      stack = tags.map((tag, i) => ({ ...tag, uid: `e0040150${String(i).padStart(8, '0')}`, secured: true }))
      told(stack)
    },
    secure: async (uid, on) => {
      const tag = stack.find(one => one.uid === uid)
      if (tag === undefined || tag.code?.startsWith('STUK')) return false
      stack = stack.map(one => (one.uid === uid ? { ...one, secured: on } : one))
      return true
    },
    state: () => 'ready',
    close: async () => undefined,
  }
}
