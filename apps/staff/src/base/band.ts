import type { State } from '@kaft/ui/tokens'
import { useEffect } from 'react'
import { createStore } from './store.ts'

/** A full-width band under the header: a mode that shouts until it is stopped or expires. */
export interface Band {
  readonly id: string
  readonly state: State
  readonly loud?: boolean
  readonly text: string
  readonly stop?: { readonly label: string; readonly run: () => void }
  /** Something else that the mode can do, before its way out. */
  readonly also?: { readonly label: string; readonly run: () => void }
}
export const bands = createStore<readonly Band[]>([])

export const showBand = (band: Band): void => bands.set(list => [...list.filter(b => b.id !== band.id), band])
export const hideBand = (id: string): void =>
  bands.set(list => (list.some(b => b.id === id) ? list.filter(b => b.id !== id) : list))

/** Shows a band while the component stands and `band` is not null. */
export const useBand = (id: string, band: Omit<Band, 'id'> | null): void => {
  const { state, loud, text, stop } = band ?? {}
  useEffect(() => {
    if (text === undefined || state === undefined) hideBand(id)
    else
      showBand({
        id,
        state,
        text,
        ...(loud === undefined ? {} : { loud }),
        ...(stop === undefined ? {} : { stop }),
      })
  })
  useEffect(() => () => hideBand(id), [id])
}
