import { announce } from './announce.ts'
import { showToast } from './toast.ts'

/** Says that something was done, at bottom left and to assistive technology. */
export const tell = (text: string): void => {
  showToast({ text })
  announce(text)
}
