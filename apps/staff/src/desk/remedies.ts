import { readSettings } from '@kaft/contract/organisation'
import { readPatronHead, renewMembership } from '@kaft/contract/patrons'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useRead } from '../base/hooks.ts'
import { queryClient } from '../base/query-client.ts'
import type { Visit } from './desk.state.ts'

interface MembershipType {
  readonly type: string
  readonly fee_cents: number
}
const isType = (value: unknown): value is MembershipType =>
  typeof value === 'object' && value !== null && 'type' in value && 'fee_cents' in value

/** What renewing this membership costs, from the settings of the library; null while unknown. */
export const useMembershipFee = (membership_type: string): number | null => {
  const settings = useRead(readSettings, {}, { fresh_ms: 300_000 })
  const types = settings.data?.rows.find(row => row.key === 'patrons.membership_types')?.value
  const found = Array.isArray(types)
    ? types.filter(isType).find(one => one.type === membership_type)
    : undefined
  return found?.fee_cents ?? null
}

/** Renews the membership of the open patron under the same type; the desk then reads the head anew. */
export const renewMembershipOf = async ({ patron }: Visit): Promise<void> => {
  await call(renewMembership, {
    params: { patron_id: patron.patron_id },
    body: { command_id: newCommandId(), membership_type: patron.membership_type },
  })
  await queryClient.invalidateQueries({ queryKey: [readPatronHead.id] })
  tellPatronChanged(patron.patron_id)
}
