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

/** What tells what came in the place of what went: an outcome before a heading. */
const OUTCOME = '[role="status"]:not([data-loading]), [role="alert"]'
const HEADING = 'h1, h2, h3'

const isSeen = (one: HTMLElement): boolean =>
  one.getClientRects().length > 0 && one.innerText.trim() !== '' && one.closest('[inert]') === null

/**
 * Where to go on from what went: the outcome or the heading nearest to where it stood, of the page where all
 * around it went too. Null while there is none yet.
 */
const placeOf = (around: readonly HTMLElement[]): HTMLElement | null => {
  const main = document.querySelector<HTMLElement>('main')
  const first = (part: HTMLElement | null, kind: string): HTMLElement | undefined =>
    [...(part?.querySelectorAll<HTMLElement>(kind) ?? [])].find(isSeen)
  for (const part of around) {
    const isInside = part !== main && part.isConnected && main?.contains(part)
    const found = isInside ? (first(part, OUTCOME) ?? first(part, HEADING)) : undefined
    if (found !== undefined) return found
  }
  return first(main, HEADING) ?? null
}

/** The parts of the page in which something stands, the nearest first. */
const partsAround = (one: HTMLElement): readonly HTMLElement[] => {
  const parts: HTMLElement[] = []
  for (let up = one.parentElement; up !== null && up !== document.body; up = up.parentElement) parts.push(up)
  return parts
}

/** Gives the focus where there is something to go on from, and no layer above it that keeps the focus for itself. */
const giveTo = (place: HTMLElement | null): void => {
  if (place === null || document.querySelector('dialog[open]') !== null) return
  if (!place.hasAttribute('tabindex')) place.tabIndex = -1
  place.focus({ preventScroll: true })
}

/** Screens give the focus themselves first: to a field that opened, or back to what opened a layer. */
const AFTER_SCREENS_MS = 60

const caretOf = (field: HTMLElement): number | null =>
  field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement ? field.selectionStart : null

/** To the field that came in the place of one that went, where the caret stood. Whether there was one. */
const handOn = (gone: HTMLElement): boolean => {
  const twin = twinOf(gone)
  if (twin === null) return false
  const caret = caretOf(gone)
  twin.focus({ preventScroll: true })
  if (caret !== null && 'setSelectionRange' in twin)
    (twin as HTMLTextAreaElement).setSelectionRange(caret, caret)
  return true
}

/**
 * A button waits disabled while the server works, and a browser takes the focus from what is disabled: whoever works by
 * keyboard or by ear would be thrown back to the top of the page by each save (WCAG 2.2 §2.4.3). So the focus comes back
 * when the button may be pressed again; and a field that is drawn anew, as the lines of a record are once they are saved,
 * hands it to its successor. What went and has none, as the button of a merge, a form that was sent, or "bezig…" once the
 * work is done, hands it to the outcome or the heading that came in its place. It never takes the focus from something
 * that has it. Gives back how to stop.
 */
export const keepFocus = (): (() => void) => {
  let last: HTMLElement | null = null
  let around: readonly HTMLElement[] = []
  let seeking: ReturnType<typeof setTimeout> | undefined
  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return
    clearTimeout(seeking)
    last = target
    around = partsAround(target)
  }
  const onDown = ({ target }: PointerEvent): void => {
    // Who clicks elsewhere means to be elsewhere.
    if (last !== null && !(target instanceof Node && last.contains(target))) last = null
  }
  const goOn = (): void => {
    // What is given the focus here is watched in its turn: an outcome may give way to the next.
    if (last !== null && !last.isConnected && isNowhere()) giveTo(placeOf(around))
  }
  const settle = (): void => {
    if (last === null || !isNowhere()) return
    if (last.isConnected) {
      if (!last.matches(':disabled')) last.focus({ preventScroll: true })
      return
    }
    if (handOn(last)) return
    clearTimeout(seeking)
    seeking = setTimeout(goOn, AFTER_SCREENS_MS)
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
    clearTimeout(seeking)
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('pointerdown', onDown)
  }
}
