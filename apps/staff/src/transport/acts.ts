import type { DeskAnswer } from '@kaft/contract/circulation'
import { myDay, holdShelf } from '@kaft/contract/circulation'
import type { CrateTrip } from '@kaft/contract/crate'
import {
  closeCrate,
  crates,
  emptyCrate,
  loseTransit,
  openCrate,
  pullList,
  readCrate,
  receiveCrate,
  seekTransit,
  shelveTransit,
  transits,
} from '@kaft/contract/logistics'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { language, textsNow } from '../base/language.ts'
import { problemText } from '../base/problem-text.ts'
import { queryClient } from '../base/query-client.ts'
import { playSound } from '../base/sound.ts'
import { showToast } from '../base/toast.ts'
import { offerUndo } from '../base/undo.ts'
import { transportTexts } from './texts.ts'

export const refreshed = [crates, readCrate, transits, holdShelf, pullList, myDay]
export const refresh = (): Promise<unknown> =>
  Promise.all(refreshed.map(op => queryClient.invalidateQueries({ queryKey: [op.id] })))

const tellRefusal = (error: unknown): void => {
  const { text } = problemText(error, language.get())
  playSound('stop')
  showToast({ text })
  announce(text, 'assertive')
}

/** Does one step, says what became of it with the way back, and reads the lists anew. */
const step = async (act: () => Promise<{ said: string; event_id: string | null }>): Promise<void> => {
  try {
    const { said, event_id } = await act()
    playSound('ok')
    if (event_id === null) announce(said)
    else offerUndo(said, event_id, refreshed)
  } catch (error) {
    tellRefusal(error)
  }
  await refresh()
}

/** What a step of a crate came to, in words. */
const saidOf = ({ did, crate }: DeskAnswer): string => {
  const t = textsNow(transportTexts)
  if (crate === null) return ''
  if (did === 'crate_opened') return t.opened(crate.code, crate.to_branch)
  if (did === 'crate_closed') return t.closed(crate.code, crate.items)
  if (did === 'crate_received') return t.received(crate.code, crate.items)
  return t.emptied(crate.code, crate.missing.length)
}
type Answer = Promise<DeskAnswer>
const crateStep = (act: (command_id: string) => Answer, then?: (answer: DeskAnswer) => void): Promise<void> =>
  step(async () => {
    const answer = await act(newCommandId())
    then?.(answer)
    return { said: saidOf(answer), event_id: answer.event_id }
  })

export const open = (crate_id: string, to_branch_id: string): Promise<void> =>
  crateStep(command_id => call(openCrate, { params: { crate_id }, body: { command_id, to_branch_id } }))
export const close = (trip: CrateTrip, then: (answer: DeskAnswer) => void): Promise<void> =>
  crateStep(command_id => call(closeCrate, { params: { trip_id: trip.trip_id }, body: { command_id } }), then)
export const receive = (trip: CrateTrip): Promise<void> =>
  crateStep(command_id => call(receiveCrate, { params: { trip_id: trip.trip_id }, body: { command_id } }))
export const empty = (trip: CrateTrip, then: (answer: DeskAnswer) => void): Promise<void> =>
  crateStep(command_id => call(emptyCrate, { params: { trip_id: trip.trip_id }, body: { command_id } }), then)

const lateOps = { seek: seekTransit, shelve: shelveTransit, lose: loseTransit } as const
/** What became of an item that is late on its way. */
export const settle = (how: keyof typeof lateOps, item: { item_id: string; title: string }): Promise<void> =>
  step(async () => {
    const t = textsNow(transportTexts)
    const words = { seek: t.seeking, shelve: t.shelved, lose: t.lost }
    const { event_id } = await call(lateOps[how], {
      params: { item_id: item.item_id },
      body: { command_id: newCommandId() },
    })
    return { said: words[how](item.title), event_id }
  })
