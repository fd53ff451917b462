import { type RefObject, useEffect } from 'react'

const nothingSelected = (): boolean => getSelection()?.isCollapsed !== false

/**
 * Gives the focus back to the scan field when it would otherwise fall on nothing: a button that went away, a layer
 * that closed, a click on the paper. It never takes the focus from something that has it.
 */
export const useStayInField = (field: RefObject<HTMLInputElement | null>): void => {
  useEffect(() => {
    let down = false
    const settle = (): void => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body || down || !nothingSelected()) return
        if (document.querySelector('dialog[open]') === null) field.current?.focus()
      })
    }
    const onDown = (): void => {
      down = true
    }
    const onUp = (): void => {
      down = false
      settle()
    }
    document.addEventListener('focusout', settle)
    document.addEventListener('pointerdown', onDown)
    document.addEventListener('pointerup', onUp)
    settle()
    return () => {
      document.removeEventListener('focusout', settle)
      document.removeEventListener('pointerdown', onDown)
      document.removeEventListener('pointerup', onUp)
    }
  }, [field])
}
