import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Shortcut, useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { useStore } from '../base/store.ts'
import { hideToast, holdToast, releaseToast, toasts, undoByToast, undoKey } from '../base/toast.ts'
import { shellTexts } from './texts.ts'

/**
 * The key that a toast shows answers for as long as the toast stands, on every screen. A screen that knows the key
 * itself goes before: this stands in the frame above them all.
 */
export const ToastKey = (): ReactNode => {
  const [toast] = useStore(toasts)
  const keys: readonly Shortcut[] =
    toast?.action?.key !== undoKey
      ? []
      : [
          {
            id: 'toast.undo',
            combo: 'Ctrl+Z',
            does: { nl: 'Ongedaan maken', en: 'Undo' },
            quiet: true,
            run: undoByToast,
          },
        ]
  useShortcuts(keys)
  return null
}

/** The last action with its way back, at bottom left. The live region has spoken already, so this is silent. */
export const Toasts = (): ReactNode => {
  const t = useTexts(shellTexts)
  const list = useStore(toasts)
  return (
    <section className="k-toasts" aria-label={t.toasts}>
      {list.map(({ toast_id, text, action }) => (
        <div
          key={toast_id}
          className="k-toast"
          onMouseEnter={holdToast}
          onMouseLeave={() => releaseToast(toast_id)}
          onFocus={holdToast}
          onBlur={() => releaseToast(toast_id)}
        >
          <span>{text}</span>
          {action !== undefined && (
            <Button
              size="compact-xs"
              onMouseDown={event => event.preventDefault()}
              onClick={() => {
                hideToast(toast_id)
                action.run()
              }}
            >
              {action.label}
              {action.key !== undefined && <kbd>{action.key}</kbd>}
            </Button>
          )}
        </div>
      ))}
    </section>
  )
}
