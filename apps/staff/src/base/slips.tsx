import { itemSlip, readCrate } from '@kaft/contract/logistics'
import type { OkOf } from '@kaft/contract/operation'
import type { ReactNode } from 'react'
import { announce } from './announce.ts'
import { call } from './api.ts'
import { Bars } from './bars.tsx'
import { dayOf, formatsIn } from './format.ts'
import { defineTexts, language, textsNow } from './language.ts'
import { printNow } from './print.tsx'
import { problemText } from './problem-text.ts'
import { showToast } from './toast.ts'

const slipTexts = defineTexts(
  {
    hold: 'Reservering',
    transit: 'Onderweg',
    to: (branch: string) => `Naar ${branch}`,
    until: (day: string) => `tot ${day}`,
    card: (tail: string) => `kaart …${tail}`,
    fold: 'hier plooien',
    crate: 'Bak',
    from: (branch: string) => `Uit ${branch}`,
    items: (n: number) => (n === 1 ? '1 exemplaar' : `${n} exemplaren`),
  },
  {
    hold: 'Reservation',
    transit: 'On its way',
    to: branch => `To ${branch}`,
    until: day => `until ${day}`,
    card: tail => `card …${tail}`,
    fold: 'fold here',
    crate: 'Crate',
    from: branch => `From ${branch}`,
    items: n => (n === 1 ? '1 item' : `${n} items`),
  },
)

/** Reading what to print takes a moment and never holds up the next scan; what goes wrong is told. */
export const printing = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    const { text } = problemText(error, language.get())
    showToast({ text })
    announce(text, 'assertive')
  }
}

/** Four digits are those of a card; anything else stands for itself. */
const markOf = (mark: string, t: (typeof slipTexts)['nl']): string =>
  /^\d+$/.test(mark) ? t.card(mark) : mark

/** Around an item: a giant code or the branch in reverse, what its owner knows it by, and the title below the fold. */
const Slip = ({ slip }: { slip: OkOf<typeof itemSlip> }): ReactNode => {
  const t = textsNow(slipTexts)
  const f = formatsIn(language.get())
  const hold = slip.to === 'hold_shelf'
  return (
    <article lang={language.get()}>
      <h1>{hold ? t.hold : t.transit}</h1>
      {hold ? (
        <p className="k-print-giant">{slip.hold_code}</p>
      ) : (
        <p className="k-print-reverse">{t.to(slip.branch)}</p>
      )}
      {slip.mark !== null && <p className="k-print-due">{markOf(slip.mark, t)}</p>}
      {slip.until !== null && <p className="k-print-due">{t.until(f.dayLong(slip.until))}</p>}
      <p>{hold ? slip.branch : slip.library}</p>
      <Bars widths={slip.bars} text={slip.barcode} />
      <p className="k-print-fold">
        {t.fold}
        <br />
        {slip.title}
      </p>
    </article>
  )
}

/** The slip of an item that lies ready or travels. A name never stands beside a title (P153). */
export const printItemSlip = (item_id: string): Promise<void> =>
  printing(async () => {
    const slip = await call(itemSlip, { params: { item_id } })
    const t = textsNow(slipTexts)
    printNow({
      paper: 'receipt',
      title: slip.to === 'hold_shelf' ? t.hold : t.transit,
      body: <Slip slip={slip} />,
    })
  })

/** A6: from, to, the day, the barcode and how many, to be read from across a room. */
const Label = ({ of }: { of: OkOf<typeof readCrate> }): ReactNode => {
  const t = textsNow(slipTexts)
  const f = formatsIn(language.get())
  const { trip } = of
  return (
    <article lang={language.get()}>
      <h1>{`${t.crate} ${trip.code}`}</h1>
      <p className="k-print-from">{t.from(trip.from_branch)}</p>
      <p className="k-print-reverse">{t.to(trip.to_branch)}</p>
      <p className="k-print-due">{f.dayLong(dayOf(trip.since))}</p>
      <p className="k-print-due">{t.items(trip.items)}</p>
      <Bars widths={of.bars} text={trip.code} />
    </article>
  )
}

/** The label of a crate that is filled or closed. */
export const printCrateLabel = (trip_id: string): Promise<void> =>
  printing(async () => {
    const of = await call(readCrate, { params: { trip_id } })
    printNow({
      paper: 'label',
      title: `${textsNow(slipTexts).crate} ${of.trip.code}`,
      body: <Label of={of} />,
    })
  })
