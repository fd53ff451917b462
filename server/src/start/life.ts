/** What was opened so far. Whatever opens something says how it is closed; the last opened is closed first. */
export interface Life {
  /** True from the first wish to end. */
  readonly ending: boolean
  /**
   * @param abort ends it at once, where leaving it to itself would leave it running
   * @throws Ended when the end came meanwhile; what was just opened is then closed at once
   */
  keep(close: () => Promise<unknown>, abort?: () => void): Promise<void>
  /** Closes everything once, however often it is asked; a fault in one does not leave the others open. */
  end(fault?: (error: unknown) => void): Promise<void>
  /** Does not wait for anything. */
  abort(): void
}

/** A start that was told to stop before it was done. Not a fault: nothing is said of it. */
export class Ended extends Error {
  override readonly name = 'Ended'
}

export function openLife(): Life {
  const closers: (() => Promise<unknown>)[] = []
  const aborts: (() => void)[] = []
  let ending: Promise<void> | undefined
  const closeAll = async (fault: (error: unknown) => void) => {
    for (let close = closers.pop(); close; close = closers.pop()) await close().catch(fault)
  }
  return {
    get ending() {
      return ending !== undefined
    },
    keep: async (close, abort) => {
      if (abort) aborts.push(abort)
      if (ending) {
        await close()
        throw new Ended()
      }
      closers.push(close)
    },
    end: (fault = () => undefined) => (ending ??= closeAll(fault)),
    abort: () => {
      for (const abort of aborts) abort()
    },
  }
}
