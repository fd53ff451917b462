import type { Destination } from '@kaft/contract/circulation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Formats, formatsIn, useFormats } from './format.ts'
import { defineTexts, language, textsNow, useTexts } from './language.ts'
import { printNow } from './print.tsx'
import type { SoundKind } from './sound.ts'

const destinationTexts = defineTexts(
  {
    shelf: (place: string) => (place === '' ? 'Terug op het rek' : `Terug op het rek: ${place}`),
    holdShelf: (code: string) => `Reserveringskast ${code}`,
    transit: (branch: string) => `Bak naar ${branch}`,
    until: (day: string) => `tot ${day}`,
    print: 'Bon afdrukken',
    hold: 'Reservering',
    onItsWay: 'Onderweg',
    to: (branch: string) => `Naar ${branch}`,
    fold: 'hier plooien',
  },
  {
    shelf: place => (place === '' ? 'Back on the shelf' : `Back on the shelf: ${place}`),
    holdShelf: code => `Hold shelf ${code}`,
    transit: branch => `Crate to ${branch}`,
    until: day => `until ${day}`,
    print: 'Print slip',
    hold: 'Reservation',
    onItsWay: 'On its way',
    to: branch => `To ${branch}`,
    fold: 'fold here',
  },
)
type Texts = (typeof destinationTexts)['nl']

/** Where the object goes, in words: "Reserveringskast V-17, tot di 1 dec." */
const wordsOf = (destination: Destination, t: Texts, f: Formats): string => {
  if (destination.to === 'transit') return t.transit(destination.branch_name)
  if (destination.to === 'shelf')
    return t.shelf([destination.shelf, destination.call_number].filter(Boolean).join(', '))
  const until = destination.until === null ? '' : `, ${t.until(f.dayShort(destination.until))}`
  return `${t.holdShelf(destination.hold_code ?? '')}${until}`
}
/** The same sentence outside a component, to be spoken: with its day in full. */
export const destinationNow = (destination: Destination): string => {
  const f = formatsIn(language.get())
  return wordsOf(destination, textsNow(destinationTexts), { ...f, dayShort: f.dayLong })
}

export const stateOfDestination: Readonly<Record<Destination['to'], State>> = {
  shelf: 'ok',
  hold_shelf: 'hold',
  transit: 'move',
}
export const soundOfDestination: Readonly<Record<Destination['to'], SoundKind>> = {
  shelf: 'ok',
  hold_shelf: 'hold',
  transit: 'move',
}

/** The slip that goes around an item: the code of the hold shelf, or the branch in reverse. Never a name (P153). */
export const printDestination = (destination: Destination, title: string): void => {
  const t = textsNow(destinationTexts)
  const f = formatsIn(language.get())
  const transit = destination.to === 'transit'
  const head = transit ? t.onItsWay : t.hold
  printNow({
    paper: 'receipt',
    title: head,
    body: (
      <div lang={language.get()}>
        <h1>{head}</h1>
        {transit ? (
          <p className="k-print-reverse">{t.to(destination.branch_name)}</p>
        ) : (
          <p className="k-print-giant">{destination.hold_code}</p>
        )}
        {destination.until !== null && <p className="k-print-due">{t.until(f.dayLong(destination.until))}</p>}
        <p className="k-print-fold">
          {t.fold}
          <br />
          {title}
        </p>
      </div>
    ),
  })
}

/** One line that can be read from an arm's length: where to put the object in your hand. */
export const DestinationBand = ({
  destination,
  title,
}: {
  destination: Destination
  title: string
}): ReactNode => {
  const t = useTexts(destinationTexts)
  const f = useFormats()
  return (
    <Spine state={stateOfDestination[destination.to]} soft panel className="k-line k-line-between">
      <div>
        <span className="k-text-xl k-strong">
          <StateWord state={stateOfDestination[destination.to]} size={28}>
            {wordsOf(destination, t, f)}
          </StateWord>
        </span>
        <p>{title}</p>
      </div>
      {destination.to !== 'shelf' && (
        <Button onClick={() => printDestination(destination, title)}>{t.print}</Button>
      )}
    </Spine>
  )
}

/** The words of a destination in the language of the screens. */
export const useDestinationWords = (): ((destination: Destination) => string) => {
  const t = useTexts(destinationTexts)
  const f = useFormats()
  return destination => wordsOf(destination, t, f)
}
