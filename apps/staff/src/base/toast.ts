import { createStore } from './store.ts'

/** A passing word about what was just done, with the way back. Never something that staff must act on. */
export interface Toast {
  readonly toast_id: number
  readonly text: string
  readonly action?: { readonly label: string; readonly key?: string; readonly run: () => void }
}
/** Stays this long and does not wait for hover or focus: the same link lives on in the row. */
export const toastMs = 10_000

export const toasts = createStore<readonly Toast[]>([])
let last = 0

/** Shows a toast at bottom left; a newer one takes its place. Returns its id. */
export const showToast = (toast: Omit<Toast, 'toast_id'>): number => {
  const toast_id = ++last
  toasts.set([{ ...toast, toast_id }])
  setTimeout(() => hideToast(toast_id), toastMs)
  return toast_id
}
export const hideToast = (toast_id: number): void =>
  toasts.set(list =>
    list.some(t => t.toast_id === toast_id) ? list.filter(t => t.toast_id !== toast_id) : list,
  )
