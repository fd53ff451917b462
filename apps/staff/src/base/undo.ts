import { undo } from '@kaft/contract/circulation'
import type { OkOf, Operation } from '@kaft/contract/operation'
import { announce } from './announce.ts'
import { call } from './api.ts'
import { newCommandId } from './command-id.ts'
import { type Shortcut, useShortcuts } from './keys.ts'
import { language, textsNow } from './language.ts'
import { problemText } from './problem-text.ts'
import { queryClient } from './query-client.ts'
import { playSound } from './sound.ts'
import { createStore, useStore } from './store.ts'
import { baseTexts } from './texts.ts'
import { tell } from './tell.ts'
import { showToast, undoKey } from './toast.ts'

interface Undoable {
  readonly event_id: string
  readonly refreshes: readonly Operation[]
  readonly after?: ((undone: OkOf<typeof undo>) => void) | undefined
  /** For an act that one event does not take back: does it, and says what was put back. */
  readonly take_back?: () => Promise<string>
}
const last = createStore<Undoable | null>(null)

const takeBackOne = async ({ event_id, after }: Undoable): Promise<string> => {
  // First the call: what stands between the brackets of `after?.( )` does not run where nobody wants to hear of it.
  const undone = await call(undo, { body: { command_id: newCommandId(), event_id } })
  after?.(undone)
  return textsNow(baseTexts).undone
}

/** Takes an action back and says so; a refusal says why not. */
export const undoNow = async (what: Undoable): Promise<void> => {
  if (last.get()?.event_id === what.event_id) last.set(null)
  try {
    const said = what.take_back ? await what.take_back() : await takeBackOne(what)
    await Promise.all(what.refreshes.map(op => queryClient.invalidateQueries({ queryKey: [op.id] })))
    playSound('ok')
    tell(said)
  } catch (error) {
    playSound('stop')
    const { text } = problemText(error, language.get())
    showToast({ text })
    announce(text, 'assertive')
  }
}

/** Says what was done, with the way back for ten seconds at bottom left and under `Ctrl Z`. */
export const offerUndo = (
  text: string,
  event_id: string,
  refreshes: readonly Operation[],
  after?: Undoable['after'],
): void => offerBack(text, { event_id, refreshes, after })

/** Says it, and remembers the way back. */
const offerBack = (text: string, what: Undoable): void => {
  last.set(what)
  announce(text)
  showToast({
    text,
    action: { label: textsNow(baseTexts).undo, key: undoKey, run: () => void undoNow(what) },
  })
}

/**
 * The same for an act that is no event of the desk. It needs nothing of the screen, so it works and speaks also after
 * that was left, and a refusal is told. @param take_back calls the server, and gives back what to say then
 */
export const offerWayBack = (
  text: string,
  refreshes: readonly Operation[],
  take_back: () => Promise<string>,
): void => offerBack(text, { event_id: newCommandId(), refreshes, take_back })

/** `Ctrl Z` on screens whose actions go through `offerUndo`; absent while there is nothing to take back. */
export const useUndoKey = (): void => {
  const what = useStore(last)
  const keys: readonly Shortcut[] =
    what === null
      ? []
      : [
          {
            id: 'undo',
            combo: 'Ctrl+Z',
            does: { nl: 'Ongedaan maken', en: 'Undo' },
            run: () => void undoNow(what),
          },
        ]
  useShortcuts(keys)
}
