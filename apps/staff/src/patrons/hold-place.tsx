import type { patronHolds } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import type { ReactNode } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { WhyTold } from '../base/why.tsx'
import { patronTexts } from './texts/index.ts'

type Hold = OkOf<typeof patronHolds>['rows'][number]

/** The place in the queue, and why it is that one: whoever asked for the title first comes first. */
export const HoldPlace = ({ hold }: { hold: Hold }): ReactNode => {
  const t = useTexts(patronTexts).holds
  const f = useFormats()
  if (hold.place === null) return <span>{t.states.waiting}</span>
  const place = t.place(hold.place, hold.waiting)
  const before = hold.place - 1
  return (
    <span data-act="why">
      {place}{' '}
      <WhyTold
        what={t.whyPlace(hold.title)}
        explanation={{
          sentence: t.because(before),
          steps: [
            { text: t.asked(f.dayLong(dayOf(hold.placed_at))), result: place.toLowerCase(), from: t.order },
          ],
          lost: [],
          change: before === 0 ? t.next : t.moves,
          for_patron: t.told(hold.title, hold.place, hold.waiting),
          trace: null,
        }}
      />
    </span>
  )
}
