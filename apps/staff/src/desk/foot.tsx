import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import type { ReceiptPolicy } from './closed-notice.tsx'
import css from './desk.module.css'
import type { DeskState } from './desk.state.ts'
import { happen } from './engine.ts'
import { deskTexts } from './texts/index.ts'
import { actsOf, lastDue } from './visit.model.ts'

/** The last due date, large enough to read aloud, and what this visit came to. */
export const Foot = ({ state, policy }: { state: DeskState; policy: ReceiptPolicy }): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  if (state.visit === null) return null
  const due = lastDue(state)
  const done = actsOf(state).length
  return (
    <footer className={css['foot']}>
      <span className="k-text-xl k-strong">{due === null ? '' : t.lastDue(f.dayLong(due))}</span>
      <span className="k-quiet">
        {done === 0 ? '' : `${t.actions(done)} · `}
        {t.receiptPolicy[policy]}
      </span>
    </footer>
  )
}

/** Leaving return mode with work done says how much, in the screen, and asks once. */
export const StopReturning = ({ count, goOn }: { count: number; goOn: () => void }): ReactNode => {
  const t = useTexts(deskTexts)
  return (
    <div className={css['closed']} role="alert">
      <span>{t.ret.stopAfter(count)}</span>
      <span className="k-line">
        <button type="button" className="k-quiet-link" onClick={goOn}>
          {t.ret.goOn}
        </button>
        <button
          type="button"
          className={css['stop']}
          autoFocus
          onClick={() => {
            happen({ type: 'return_stopped' })
            goOn()
          }}
        >
          {t.ret.stop}
        </button>
      </span>
    </div>
  )
}
