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
import { showToast } from './toast.ts'

interface Undoable {
  readonly event_id: string
  readonly refreshes: readonly Operation[]
  readonly after: ((undone: OkOf<typeof undo>) => void) | undefined
}
const last = createStore<Undoable | null>(null)

/** Takes an action back and says so; a refusal says why not. */
export const undoNow = async (what: Undoable): Promise<void> => {
  if (last.get()?.event_id === what.event_id) last.set(null)
  try {
    const undone = await call(undo, { body: { command_id: newCommandId(), event_id: what.event_id } })
    await Promise.all(what.refreshes.map(op => queryClient.invalidateQueries({ queryKey: [op.id] })))
    what.after?.(undone)
    playSound('ok')
    tell(textsNow(baseTexts).undone)
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
): void => {
  const what: Undoable = { event_id, refreshes, after }
  last.set(what)
  announce(text)
  showToast({
    text,
    action: { label: textsNow(baseTexts).undo, key: 'Ctrl Z', run: () => void undoNow(what) },
  })
}

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
