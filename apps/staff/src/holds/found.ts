import { checkin, clearHold, type DeskAnswer, holdShelf, myDay, pullList } from '@kaft/contract/circulation'
import { useRef, useState } from 'react'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { destinationNow, soundOfDestination } from '../base/destination.tsx'
import { language } from '../base/language.ts'
import { problemText } from '../base/problem-text.ts'
import { queryClient } from '../base/query-client.ts'
import { playSound } from '../base/sound.ts'
import { offerUndo } from '../base/undo.ts'

/** What became of the item in hand: where it goes, or why it goes nowhere. */
export interface Handled {
  /** Counts up, so that each stands for itself. */
  readonly no: number
  readonly title: string
  readonly answer: DeskAnswer | null
  readonly error: unknown
}

export const refreshed = [pullList, holdShelf, myDay]
const refresh = (): Promise<unknown> =>
  Promise.all(refreshed.map(op => queryClient.invalidateQueries({ queryKey: [op.id] })))

const tellAnswer = (answer: DeskAnswer, words: (where: string) => string): void => {
  const { destination, event_id } = answer
  playSound(destination === null ? 'stop' : soundOfDestination[destination.to])
  const said = words(destination === null ? '' : destinationNow(destination))
  if (event_id === null) announce(said)
  else offerUndo(said, event_id, refreshed)
}

/** Handles items one after the other, as they are scanned, and keeps what became of each, newest first. */
export const useHandling = () => {
  const [handled, setHandled] = useState<readonly Handled[]>([])
  const line = useRef<Promise<void>>(Promise.resolve())
  const run = (title: string, act: () => Promise<DeskAnswer>, words: (where: string) => string): void => {
    const note = (answer: DeskAnswer | null, error: unknown): void =>
      setHandled(list => [{ no: list.length, title, answer, error }, ...list])
    line.current = line.current.then(async () => {
      try {
        const answer = await act()
        note(answer, null)
        tellAnswer(answer, words)
      } catch (error) {
        note(null, error)
        playSound('stop')
        announce(problemText(error, language.get()).text, 'assertive')
      }
      await refresh()
    })
  }
  return { handled, run }
}

/** Takes an item in: it goes to the hold shelf, into a crate, or back on its shelf. */
export const takeIn = (barcode: string): Promise<DeskAnswer> =>
  call(checkin, { body: { command_id: newCommandId(), barcode } })

/** Takes a hold off the shelf that nobody came for. */
export const clearOff = (hold_id: string): Promise<DeskAnswer> =>
  call(clearHold, { params: { hold_id }, body: { command_id: newCommandId() } })
