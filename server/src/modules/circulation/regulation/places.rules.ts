import { type CardType, settings } from '@kaft/contract'
import type { Places } from './compile.rules.ts'

interface TypeSaid {
  readonly type: string
  readonly card_type?: CardType
}
interface GroupSaid {
  readonly group: string
  readonly branch_ids: readonly string[]
}
interface PartnerSaid {
  readonly library_id: string
  readonly name: string
  readonly types: readonly string[]
}
const listOf = <T>(stored: unknown, otherwise: readonly T[]): readonly T[] =>
  Array.isArray(stored) ? (stored as readonly T[]) : otherwise

/** What the settings of a library say of its membership types and branches; both were checked when they were set. */
export const placesOf = (stored: {
  readonly membership_types: unknown
  readonly branch_groups: unknown
  readonly accepts?: readonly PartnerSaid[]
}): Places => ({
  cards: new Map(
    listOf<TypeSaid>(stored.membership_types, settings['patrons.membership_types'].default).map(said => [
      said.type,
      said.card_type ?? 'person',
    ]),
  ),
  groups: new Map(
    listOf<GroupSaid>(stored.branch_groups, []).flatMap(({ group, branch_ids }) =>
      branch_ids.map((branch_id): [string, string] => [branch_id, group]),
    ),
  ),
  accepts: new Map(
    (stored.accepts ?? []).map(({ library_id, name, types }) => [
      library_id,
      { library_name: name, types: new Set(types) },
    ]),
  ),
})
