import type { Finding } from '../../../base/decision.ts'
import type { CompiledRegulation } from './compile.rules.ts'

/** A patron of a partner whose type of membership the agreement does not accept: here they have none. */
export function acceptFindings(
  patron: { readonly library_id: string; readonly membership_type: string },
  regulation: Pick<CompiledRegulation, 'places'> | null,
): Finding[] {
  const accepted = regulation?.places.accepts?.get(patron.library_id)
  if (!accepted || accepted.types.has(patron.membership_type)) return []
  const about = { library: accepted.library_name, membership_type: patron.membership_type }
  return [{ code: 'membership_not_accepted', weight: 'ask', about }]
}
