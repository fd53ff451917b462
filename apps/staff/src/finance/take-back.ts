import { readAccount, takeBackEntry } from '@kaft/contract/finance'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { offerWayBack } from '../base/undo.ts'

/** Says what was booked, with the way back: a charge by hand, a waiver, or a use of credit. */
export const offerTakingBack = (of: {
  readonly entry_id: string
  readonly patron_id: string
  readonly did: string
  readonly undone: string
}): void =>
  offerWayBack(of.did, [readAccount, readPatron, readPatronHead], async () => {
    await call(takeBackEntry, {
      params: { entry_id: of.entry_id },
      body: { command_id: newCommandId() },
    })
    tellPatronChanged(of.patron_id)
    return of.undone
  })
