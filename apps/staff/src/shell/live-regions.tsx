import type { ReactNode } from 'react'
import { assertive, polite } from '../base/announce.ts'
import { useStore } from '../base/store.ts'

/** Two regions: what went well is said when there is a pause, what needs an answer at once. */
export const LiveRegions = (): ReactNode => {
  const calm = useStore(polite)
  const urgent = useStore(assertive)
  return (
    <div className="k-sr-only">
      <div aria-live="polite" aria-atomic="true">
        <span key={calm.turn}>{calm.text}</span>
      </div>
      <div aria-live="assertive" aria-atomic="true">
        <span key={urgent.turn}>{urgent.text}</span>
      </div>
    </div>
  )
}
