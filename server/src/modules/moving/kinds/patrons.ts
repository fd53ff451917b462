import type { MovingIn } from '../../../base/moving.ts'
import { untieAccounts } from '../../finance/index.ts'
import {
  changePatrons,
  lookAtPatrons,
  type MovedPatron,
  type MovedPatrons,
  movePatrons,
  takeBackMoved,
} from '../../patrons/index.ts'
import { gone } from './gone.ts'
import { type Kind, type Outcome, type Ready, str, yes } from './kind.ts'

const texts = [
  'card',
  'birth_on',
  'gender',
  'national_number',
  'street',
  'postcode',
  'municipality',
  'email',
  'phone',
  'language',
  'message_channel',
  'given_name',
  'member_since',
  'member_until',
] as const
const flags = ['keep_history', 'news'] as const

/** The fields of the form, as the old system has them: what is not there is not known. */
const patronOf = ({ key, values }: Ready): MovedPatron => ({
  key,
  family_name: str(values, 'family_name') ?? '',
  membership_type: str(values, 'membership_type') ?? '',
  ...Object.fromEntries(
    texts.flatMap(name => (values[name] === undefined ? [] : [[name, str(values, name)]])),
  ),
  ...Object.fromEntries(
    flags.flatMap(name => (values[name] === undefined ? [] : [[name, yes(values, name)]])),
  ),
})

const outcomeOf = ({ made, refused, left_out }: MovedPatrons): Outcome => ({ made, refused, left_out })

/** Those whom a later export does not hold any more leave as they would be taken back: when nothing hangs on them. */
const leave = ({ at }: MovingIn, ids: readonly string[]) => takeBackMoved(ids, at)

export const patrons: Kind = {
  kind: 'patrons',
  keyOf: values => str(values, 'card') ?? null,
  needs: [],
  look: async (moving, rows, overlay) => {
    const said = await lookAtPatrons(moving, rows.map(patronOf), overlay.cards)
    const fine = new Set(said.made.map(m => m.key))
    for (const { key, values } of rows) {
      if (!fine.has(key)) continue
      const card = str(values, 'card')
      if (card !== undefined) overlay.cards.add(card)
      if (yes(values, 'keep_history')) for (const word of [key, card ?? key]) overlay.keepers.add(word)
    }
    return outcomeOf(said)
  },
  make: async (moving, rows) => outcomeOf(await movePatrons(moving, rows.map(patronOf))),
  change: async (moving, rows) =>
    outcomeOf(
      await changePatrons(
        moving,
        rows.map(row => ({ ...patronOf(row), id: row.id })),
      ),
    ),
  end: leave,
  takeBack: async (moving, ids) => {
    const left = await gone(moving.tx, leave(moving, ids))
    await moving.tx.more([untieAccounts(moving.library_id, left)])
    return left
  },
}
