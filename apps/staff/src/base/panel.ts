import type { ReactNode } from 'react'
import { createStore } from './store.ts'

/** The side panel at the right: "Waarom?", details, what an unused scan was. One at a time. */
export interface Panel {
  readonly title: string
  readonly body: ReactNode
}
export const panel = createStore<Panel | null>(null)

let back: HTMLElement | null = null
/** An item of a menu is gone with its menu: what opened that stands for it. */
const lasting = (one: HTMLElement): HTMLElement => {
  const menu = one.closest('[role="menu"]')
  return (menu && document.querySelector<HTMLElement>(`[aria-controls="${menu.id}"]`)) ?? one
}

/** Opens the side panel; the focus stays where it was unless `focus` asks for it. */
export const openPanel = (next: Panel): void => {
  if (panel.get() === null && document.activeElement instanceof HTMLElement)
    back = lasting(document.activeElement)
  panel.set(next)
}
/** Closes the panel and gives the focus back to where it came from. */
export const closePanel = (): void => {
  if (panel.get() === null) return
  panel.set(null)
  if (back?.isConnected === true) back.focus()
  back = null
}
