import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useShortcuts } from './keys.ts'
import { useTexts } from './language.ts'
import { baseTexts } from './texts.ts'

/**
 * A layer above the screen, made of the browser's own dialog: the rest is inert, the focus stays inside and goes
 * back to where it was. `Esc` closes it unless it must be answered (`onClose` absent).
 */
export const Layer = ({
  title,
  onClose,
  className,
  children,
}: {
  title: string
  onClose?: (() => void) | undefined
  className?: string
  children: ReactNode
}): ReactNode => {
  const dialog = useRef<HTMLDialogElement>(null)
  const t = useTexts(baseTexts)
  useShortcuts([], true)
  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null || element.open) return
    element.showModal()
    // The browser would choose the cross; who opens a layer wants to type in it.
    element.querySelector<HTMLElement>('input, textarea, select')?.focus()
    return () => element.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={['k-layer', className].filter(Boolean).join(' ')}
      aria-label={title}
      onCancel={event => {
        event.preventDefault()
        onClose?.()
      }}
      onClick={event => {
        if (event.target === dialog.current) onClose?.()
      }}
    >
      <div className="k-layer-box">
        <div className="k-layer-head">
          <h2 className="k-text-lg k-strong">{title}</h2>
          {onClose !== undefined && (
            <button type="button" className="k-cross" aria-label={t.close} onClick={onClose}>
              ×
            </button>
          )}
        </div>
        {children}
      </div>
    </dialog>
  )
}
