import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { announce } from '../base/announce.ts'
import { cancelTerminal, isThere, type Paid, payAtTerminal } from '../base/helper.ts'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { playSound } from '../base/sound.ts'
import { terminalTexts } from './texts/terminal.ts'

type Said =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly cents: number }
  | { readonly kind: Exclude<Paid, 'approved'> }
const idle: Said = { kind: 'idle' }

/**
 * The payment terminal beside this desk, where a helper drives one: it is asked first, and only its yes books anything.
 * Without it, `ask` books at once, as staff typed the amount themselves.
 */
export const useTerminal = (book: () => void) => {
  const t = useTexts(terminalTexts)
  const [said, setSaid] = useState<Said>(idle)
  const ask = (cents: number): void => {
    if (said.kind === 'asking') return
    if (!isThere('terminal') || cents === 0) return book()
    setSaid({ kind: 'asking', cents })
    void payAtTerminal(cents).then(paid => {
      if (paid === 'approved') {
        setSaid(idle)
        return book()
      }
      playSound('stop')
      announce(t.outcomes[paid], 'assertive')
      setSaid({ kind: paid })
    })
  }
  return { said, ask, forget: () => setSaid(idle), busy: said.kind === 'asking' }
}

/** What the terminal is doing or said; after a broken line staff look at it themselves. */
export const TerminalState = ({
  said,
  paid,
  forget,
}: {
  said: Said
  /** It was paid after all. */
  paid: () => void
  forget: () => void
}): ReactNode => {
  const t = useTexts(terminalTexts)
  const f = useFormats()
  if (said.kind === 'idle') return null
  if (said.kind === 'asking')
    return (
      <Spine soft panel state="move" className="k-line k-line-between" role="status">
        <StateWord state="move">{t.asking(f.money(said.cents))}</StateWord>
        <Button size="compact-sm" onClick={cancelTerminal}>
          {t.cancel}
        </Button>
      </Spine>
    )
  return (
    <Spine soft panel state={said.kind === 'unknown' ? 'ask' : 'stop'} className="k-stack">
      <StateWord state={said.kind === 'unknown' ? 'ask' : 'stop'}>{t.outcomes[said.kind]}</StateWord>
      {said.kind === 'unknown' && (
        <span className="k-line">
          <Button
            size="compact-sm"
            onClick={() => {
              forget()
              paid()
            }}
          >
            {t.wasPaid}
          </Button>
          <Button size="compact-sm" onClick={forget}>
            {t.wasNot}
          </Button>
        </span>
      )}
    </Spine>
  )
}
