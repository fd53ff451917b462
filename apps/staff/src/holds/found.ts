import { checkin, clearHold, type DeskAnswer, holdShelf, myDay } from '@kaft/contract/circulation'
import { pullFound, pullList } from '@kaft/contract/logistics'
import { useRef, useState } from 'react'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { destinationNow, soundOfDestination } from '../base/destination.tsx'
import { language } from '../base/language.ts'
import { mayRepeat } from '../base/problem.ts'
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
/** A command that is made once and sent until there is an answer. */
type Act = (command_id: string) => Promise<DeskAnswer>

export const refreshed = [pullList, holdShelf, myDay]
export const refresh = (): Promise<unknown> =>
  Promise.all(refreshed.map(op => queryClient.invalidateQueries({ queryKey: [op.id] })))

const tellAnswer = (answer: DeskAnswer, words: (where: string) => string): void => {
  const { destination, event_id } = answer
  playSound(destination === null ? 'stop' : soundOfDestination[destination.to])
  const said = words(destination === null ? '' : destinationNow(destination))
  if (event_id === null) announce(said)
  else offerUndo(said, event_id, refreshed)
}

const againAfterMs = 3000
/** Between the stacks the line is away now and then: the same command is sent again until something answers. */
const untilAnswered = async (act: () => Promise<DeskAnswer>): Promise<DeskAnswer> => {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!mayRepeat(error)) throw error
      await new Promise(done => setTimeout(done, againAfterMs))
    }
  }
}

/**
 * Handles items one after the other, as they are scanned, and keeps what became of each, newest first.
 * `waiting` counts those that have no answer yet.
 */
export const useHandling = () => {
  const [handled, setHandled] = useState<readonly Handled[]>([])
  const [waiting, setWaiting] = useState(0)
  const line = useRef<Promise<void>>(Promise.resolve())
  const run = (title: string, act: Act, words: (where: string) => string): void => {
    const note = (answer: DeskAnswer | null, error: unknown): void =>
      setHandled(list => [{ no: list.length, title: answer?.item?.title ?? title, answer, error }, ...list])
    const command_id = newCommandId()
    setWaiting(n => n + 1)
    line.current = line.current.then(async () => {
      try {
        const answer = await untilAnswered(() => act(command_id))
        note(answer, null)
        tellAnswer(answer, words)
      } catch (error) {
        note(null, error)
        playSound('stop')
        announce(problemText(error, language.get()).text, 'assertive')
      }
      setWaiting(n => n - 1)
      await refresh()
    })
  }
  /** What became of the last items is no longer of use: somebody walks on. */
  const forget = (): void => setHandled([])
  return { handled, waiting, run, forget }
}

/** Takes an item in: it goes to the hold shelf, into a crate, or back on its shelf. */
export const takeIn =
  (barcode: string): Act =>
  command_id =>
    call(checkin, { body: { command_id, barcode } })

/** An item of the pull list; one that is on no line is refused. */
export const fetched =
  (code: string): Act =>
  command_id =>
    call(pullFound, { body: { command_id, code } })

/** Takes a hold off the shelf that nobody came for. */
export const clearOff =
  (hold_id: string): Act =>
  command_id =>
    call(clearHold, { params: { hold_id }, body: { command_id } })
