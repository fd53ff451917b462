import { undo } from '@kaft/contract/circulation'
import type { Code } from '@kaft/contract/codes'
import { placeHold } from '@kaft/contract/holds'
import type { PurchaseAsker, PurchaseSuggestion } from '@kaft/contract/purchases'
import { useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { textsNow } from '../base/language.ts'
import { findingsOf } from '../base/problem.ts'
import { queryClient } from '../base/query-client.ts'
import { playSound } from '../base/sound.ts'
import { offerWayBack } from '../base/undo.ts'
import { refreshedByHolds } from '../catalogue/refreshed.ts'
import { askerTexts } from './asker-texts.ts'
import { refreshed } from './proposing.ts'
import { nameOf } from './purchase.model.ts'

const shown = [...refreshed, ...refreshedByHolds]

/** Says how many were reserved, and takes them back together. */
const told = (events: readonly string[], what: string): void => {
  const [first] = events
  if (first === undefined) return
  const t = textsNow(askerTexts)
  offerWayBack(t.reserved(events.length, what), shown, async () => {
    for (const event_id of events) await call(undo, { body: { command_id: newCommandId(), event_id } })
    return t.unreserved(events.length)
  })
}

export interface Reserving {
  /** Reserves for each of them by the rules of every reservation, the first who asked first. */
  readonly run: (askers: readonly PurchaseAsker[], accept?: readonly Code[]) => Promise<void>
  readonly pending: boolean
  /** What keeps it from whom, by patron. */
  readonly errors: Readonly<Record<string, Error>>
}

export const useReserving = (row: PurchaseSuggestion): Reserving => {
  const [pending, setPending] = useState(false)
  const [errors, setErrors] = useState<Reserving['errors']>({})
  const run: Reserving['run'] = async (askers, accept = []) => {
    const { title_id, branch_id } = row
    if (title_id === null || pending) return
    setPending(true)
    const events: string[] = []
    const failed: Record<string, Error> = {}
    for (const { patron_id } of askers) {
      const words = accept.length === 0 ? {} : { accept: [...accept] }
      const body = { command_id: newCommandId(), patron_id, title_id, pickup_branch_id: branch_id, ...words }
      try {
        const { event_id } = await call(placeHold, { body })
        events.push(event_id)
        tellPatronChanged(patron_id)
      } catch (error) {
        failed[patron_id] = error instanceof Error ? error : new Error(String(error))
      }
    }
    const asked = new Set(askers.map(one => one.patron_id))
    setErrors(now => ({
      ...Object.fromEntries(Object.entries(now).filter(([patron_id]) => !asked.has(patron_id))),
      ...failed,
    }))
    const all = Object.values(failed)
    const stops = all.some(error => findingsOf(error).every(finding => finding.weight === 'stop'))
    playSound(all.length === 0 ? 'hold' : stops ? 'stop' : 'ask')
    await Promise.all(shown.map(op => queryClient.invalidateQueries({ queryKey: [op.id] })))
    setPending(false)
    told(events, nameOf(row))
  }
  return { run, pending, errors }
}
