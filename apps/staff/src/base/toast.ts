import { createStore } from './store.ts'

/** A passing word about what was just done, with the way back. Never something that staff must act on. */
export interface Toast {
  readonly toast_id: number
  readonly text: string
  readonly action?: { readonly label: string; readonly key?: string; readonly run: () => void }
}
/** The key under which a toast offers its way back, as it is shown. */
export const undoKey = 'Ctrl Z'
/** Stays this long; while a hand or the focus rests on it, it stays longer. */
export const toastMs = 10_000

export const toasts = createStore<readonly Toast[]>([])
let last = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Shows a toast at bottom left; a newer one takes its place. Returns its id. */
export const showToast = (toast: Omit<Toast, 'toast_id'>): number => {
  const toast_id = ++last
  toasts.set([{ ...toast, toast_id }])
  clearTimeout(timer)
  timer = setTimeout(() => hideToast(toast_id), toastMs)
  return toast_id
}
export const hideToast = (toast_id: number): void =>
  toasts.set(list =>
    list.some(t => t.toast_id === toast_id) ? list.filter(t => t.toast_id !== toast_id) : list,
  )
/** Does what the toast offers under the key of undo, if one stands; answers whether there was. */
export const undoByToast = (): boolean => {
  const [toast] = toasts.get()
  if (toast?.action?.key !== undoKey) return false
  hideToast(toast.toast_id)
  toast.action.run()
  return true
}
/** Holds a toast for as long as somebody is about to use it. */
export const holdToast = (): void => clearTimeout(timer)
/** Lets it go again, with its whole time before it. */
export const releaseToast = (toast_id: number): void => {
  clearTimeout(timer)
  timer = setTimeout(() => hideToast(toast_id), toastMs)
}
