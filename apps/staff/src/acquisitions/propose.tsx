import { type OpenPurchase, proposePurchase } from '@kaft/contract/purchases'
import { Button } from '@mantine/core'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import type { NamedPatron } from '../base/patron-search.tsx'
import { paths } from '../base/paths.ts'
import { To } from '../base/to.tsx'
import { ProposeForm } from './propose-form.tsx'
import { isOpen } from './purchase.model.ts'
import { purchaseTexts } from './texts.ts'
import type { Wish } from './wish.model.ts'

const proposeKey = (run: () => void) => ({
  id: 'purchases.propose',
  combo: 'Alt+A',
  does: { nl: purchaseTexts.nl.propose, en: purchaseTexts.en.propose },
  run,
})

/** `Alt A` on a screen with rows: of the row with the focus, else of the first one for which nothing is suggested. */
export const useProposeKey = (rows: RefObject<HTMLElement | null>): void =>
  useShortcuts([
    proposeKey(() => {
      const all = [...(rows.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
      const row = all.find(one => one.contains(document.activeElement)) ?? rows.current
      row?.querySelector<HTMLElement>("[data-act='buy']")?.click()
    }),
  ])

const Answers = ({ run }: { run: () => void }): ReactNode => {
  useShortcuts([proposeKey(run)])
  return <kbd>Alt A</kbd>
}

/**
 * Suggests to buy something: a button, and a form with what is known of it already. `answers`: the button is the one of its screen and
 * answers to the key by itself.
 */
export const ProposeFor = ({
  wish,
  asker = null,
  answers = false,
  label,
}: {
  wish: Wish
  /** Who asks for it, where the screen is theirs. */
  asker?: NamedPatron | null
  answers?: boolean
  /** Shorter, where its column says what is suggested. */
  label?: string
}): ReactNode => {
  const t = useTexts(purchaseTexts)
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef<Element | null>(null)
  const begin = (): void => {
    before.current = document.activeElement
    setOpen(true)
  }
  // The button goes once its row knows of the suggestion: then the focus stays in the row.
  const close = (): void => {
    const back = button.current?.closest('[data-row]') ?? before.current
    setOpen(false)
    requestAnimationFrame(() => back instanceof HTMLElement && back.focus())
  }
  return (
    <Allowed op={proposePurchase}>
      <Button
        ref={button}
        size={answers ? 'sm' : 'compact-sm'}
        data-act="buy"
        aria-label={answers ? undefined : t.actOf(label ?? t.propose, wish.title || wish.isbn)}
        onClick={begin}
      >
        {label ?? t.propose} {answers && <Answers run={begin} />}
      </Button>
      {open && (
        <Layer title={t.layer} onClose={close}>
          <ProposeForm wish={wish} first={asker} done={close} />
        </Layer>
      )}
    </Allowed>
  )
}

/** What is suggested already, in place of the button. */
export const OpenPurchaseLink = ({ of }: { of: OpenPurchase }): ReactNode => {
  const t = useTexts(purchaseTexts)
  return isOpen(of.state) ? <To to={paths.purchase(of.suggestion_id)}>{t.open[of.state]}</To> : null
}
