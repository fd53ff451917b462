/** A field that says what is wrong with it. */
const FAULT = 'input[aria-invalid="true"], textarea[aria-invalid="true"], select[aria-invalid="true"]'

/**
 * A form that is refused puts whoever sent it in the first field that is wrong (WCAG 2.2 §3.3.1), unless the form did
 * so itself or has a summary of its faults, which takes the focus. Gives back how to stop.
 */
export const focusFaults = (): (() => void) => {
  const onSubmit = ({ target }: SubmitEvent): void => {
    // What is wrong stands there once the form was drawn again.
    setTimeout(() => {
      if (!(target instanceof HTMLFormElement) || !target.isConnected) return
      const at = document.activeElement
      if (at?.matches(FAULT) === true || at?.getAttribute('role') === 'alert') return
      target.querySelector<HTMLElement>(FAULT)?.focus()
    })
  }
  document.addEventListener('submit', onSubmit)
  return () => document.removeEventListener('submit', onSubmit)
}
