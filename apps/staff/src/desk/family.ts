import { type Family, readFamily } from '@kaft/contract/family'
import { announce } from '../base/announce.ts'
import { useRead } from '../base/hooks.ts'
import { textsNow } from '../base/language.ts'
import { queryClient } from '../base/query-client.ts'
import { allows, useSession } from '../base/session.ts'
import type { Visit } from './desk.state.ts'
import { desk, happen } from './engine.ts'
import { nextIn, ringFor } from './family-ring.model.ts'
import { deskTexts } from './texts/index.ts'

/** The family of the open patron; a class or an institution has none. */
export const useFamily = (visit: Visit): Family | undefined => {
  const session = useSession()
  const { patron_id, card_type } = visit.patron
  const enabled = card_type === undefined && allows(session, readFamily.leave)
  return useRead(readFamily, { params: { patron_id } }, { enabled, fresh_ms: 60_000 }).data
}

let ring: readonly string[] = []
/** `Alt G`: opens the next member of the family; the former visit closes as it does for another card. */
export const openNextOfFamily = (): void => {
  const patron_id = desk.get().visit?.patron.patron_id
  if (patron_id === undefined) return
  const known = queryClient.getQueryData<Family>([readFamily.id, { params: { patron_id } }])
  ring = ringFor(ring, patron_id, known?.members.map(member => member.patron_id) ?? [])
  const next = nextIn(ring, patron_id)
  if (next === null) announce(textsNow(deskTexts).family.nobody)
  else happen({ type: 'open_asked', patron_id: next })
}
