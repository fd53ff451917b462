import type { Hold } from '@kaft/contract/holds'
import { StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { estimateText } from '../base/estimate.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Why } from '../base/why.tsx'
import { patronTexts } from './texts/index.ts'

const ENDLESS = '9999-12-31'

/** What a waiting hold stands at: suspended, asked elsewhere, beyond all items, or its place and when it may come. */
const useStanding = (hold: Hold): ReactNode => {
  const t = useTexts(patronTexts).holds
  const f = useFormats()
  const lang = useLanguage()
  if (hold.ibl_until !== null) return <StateWord state="move">{t.ibl(f.dayShort(hold.ibl_until))}</StateWord>
  if (hold.suspended_until !== null && hold.suspended_until > dayOf())
    return (
      <StateWord state="ask">
        {hold.suspended_until === ENDLESS ? t.suspended : t.suspendedUntil(f.dayShort(hold.suspended_until))}
      </StateWord>
    )
  if (hold.hopeless !== null) return <StateWord state="stop">{t.hopeless}</StateWord>
  if (hold.place === null) return <span>{t.states.waiting}</span>
  return (
    <span>
      {t.place(hold.place, hold.waiting)} · {estimateText(hold.estimate, lang)}
    </span>
  )
}

/** The place in the queue, when it may come, and why: the panel says what each item means for it. */
export const HoldPlace = ({ hold }: { hold: Hold }): ReactNode => {
  const t = useTexts(patronTexts).holds
  return (
    <span data-act="why">
      {useStanding(hold)} <Why ask={{ kind: 'hold', hold_id: hold.hold_id }} what={t.whyPlace(hold.title)} />
    </span>
  )
}
