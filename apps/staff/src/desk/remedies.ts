import { explainMembership, type WeighedType } from '@kaft/contract/memberships'
import { readPatronHead, renewMembership } from '@kaft/contract/patrons'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useRead } from '../base/hooks.ts'
import { queryClient } from '../base/query-client.ts'
import { offeredFirst } from '../patrons/membership/renewal.model.ts'
import type { Visit } from './desk.state.ts'
import { askForFee } from './membership-fee.tsx'

/** The kind that a renewal of the open patron takes, with what it costs now; null while unknown. */
export const useRenewal = (patron_id: string): WeighedType | null => {
  const { data } = useRead(explainMembership, { params: { patron_id } }, { fresh_ms: 60_000 })
  const type = data === undefined ? null : offeredFirst(data)
  return data?.rows.find(row => row.type === type) ?? null
}

/**
 * Renews the membership of the open patron: under the same kind while it fits, else under the one that follows from the
 * record. The desk then reads the head anew, and asks for the fee.
 */
export const renewMembershipOf = async ({ patron }: Visit): Promise<void> => {
  const { patron_id } = patron
  const advice = await call(explainMembership, { params: { patron_id } })
  const membership_type = offeredFirst(advice) ?? patron.membership_type
  await call(renewMembership, {
    params: { patron_id },
    body: { command_id: newCommandId(), membership_type },
  })
  await queryClient.invalidateQueries({ queryKey: [readPatronHead.id] })
  tellPatronChanged(patron_id)
  await askForFee(patron_id)
}
