import type { Destination } from '@kaft/contract/circulation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Formats, formatsIn, useFormats } from './format.ts'
import { defineTexts, language, textsNow, useTexts } from './language.ts'
import { printItemSlip } from './slips.tsx'
import type { SoundKind } from './sound.ts'

const destinationTexts = defineTexts(
  {
    shelf: (place: string) => (place === '' ? 'Terug op het rek' : `Terug op het rek: ${place}`),
    holdShelf: (code: string) => `Reserveringskast ${code}`,
    transit: (branch: string) => `Bak naar ${branch}`,
    until: (day: string) => `tot ${day}`,
    print: 'Bon afdrukken',
  },
  {
    shelf: place => (place === '' ? 'Back on the shelf' : `Back on the shelf: ${place}`),
    holdShelf: code => `Hold shelf ${code}`,
    transit: branch => `Crate to ${branch}`,
    until: day => `until ${day}`,
    print: 'Print slip',
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

/** One line that can be read from an arm's length: where to put the object in your hand. */
export const DestinationBand = ({
  destination,
  title,
  item_id,
}: {
  destination: Destination
  title: string
  /** Whose slip can be printed; null where nobody knows. */
  item_id: string | null
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
      {destination.to !== 'shelf' && item_id !== null && (
        <Button onClick={() => void printItemSlip(item_id)}>{t.print}</Button>
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
