/** What a person types in. */
const FIELDS = 'input, textarea, select'

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

/** The field that came in the place of one that went: of the same kind and name, and the only such one. */
const twinOf = (gone: HTMLElement): HTMLElement | null => {
  const name = gone.getAttribute('aria-label')
  if (name === null || !gone.matches(FIELDS)) return null
  const same = [...document.querySelectorAll<HTMLElement>(gone.tagName)].filter(
    one => one.getAttribute('aria-label') === name,
  )
  return same.length === 1 ? (same[0] ?? null) : null
}

const caretOf = (field: HTMLElement): number | null =>
  field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement ? field.selectionStart : null

/**
 * A button waits disabled while the server works, and a browser takes the focus from what is disabled: whoever works by
 * keyboard or by ear would be thrown back to the top of the page by each save (WCAG 2.2 §2.4.3). So the focus comes back
 * when the button may be pressed again; and a field that is drawn anew, as the lines of a record are once they are saved,
 * hands it to its successor. It never takes the focus from something that has it. Gives back how to stop.
 */
export const keepFocus = (): (() => void) => {
  let last: HTMLElement | null = null
  const onFocus = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLElement) last = target
  }
  const onDown = ({ target }: PointerEvent): void => {
    // Who clicks elsewhere means to be elsewhere.
    if (last !== null && !(target instanceof Node && last.contains(target))) last = null
  }
  const settle = (): void => {
    if (last === null || !isNowhere()) return
    if (last.isConnected) {
      if (!last.matches(':disabled')) last.focus({ preventScroll: true })
      return
    }
    const twin = twinOf(last)
    const caret = caretOf(last)
    last = null
    twin?.focus({ preventScroll: true })
    if (caret !== null && twin !== null && 'setSelectionRange' in twin)
      (twin as HTMLTextAreaElement).setSelectionRange(caret, caret)
  }
  const watch = new MutationObserver(settle)
  watch.observe(document.body, {
    attributes: true,
    attributeFilter: ['disabled'],
    childList: true,
    subtree: true,
  })
  document.addEventListener('focusin', onFocus)
  document.addEventListener('pointerdown', onDown)
  return () => {
    watch.disconnect()
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('pointerdown', onDown)
  }
}
