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
import { erasedBefore } from '../../privacy/index.ts'
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

/** Whoever was erased at their own request stays erased, whatever a later export holds of them. */
async function stayErased(
  moving: MovingIn,
  rows: readonly Ready[],
): Promise<{ readonly rows: readonly Ready[]; readonly refused: Outcome['refused'] }> {
  const wordsOf = ({ key, values }: Ready): string[] => {
    const card = str(values, 'card')
    return [`key ${key}`, ...(card === undefined ? [] : [`card ${card}`])]
  }
  const erased = await erasedBefore(moving, rows.flatMap(wordsOf))
  const isErased = (row: Ready): boolean => wordsOf(row).some(word => erased.has(word))
  return {
    rows: rows.filter(row => !isErased(row)),
    refused: rows.filter(isErased).map(({ key }) => ({ key, reason: 'erased_here' as const })),
  }
}

const refusedOf = ({ refused }: Awaited<ReturnType<typeof stayErased>>): MovedPatrons['refused'] =>
  refused.map(({ key, reason }) => ({ key, reason, field: null }))

const outcomeOf = ({ made, refused, left_out }: MovedPatrons): Outcome => ({ made, refused, left_out })

/** Those whom a later export does not hold any more leave as they would be taken back: when nothing hangs on them. */
const leave = ({ at }: MovingIn, ids: readonly string[]) => takeBackMoved(ids, at)

export const patrons: Kind = {
  kind: 'patrons',
  keyOf: values => str(values, 'card') ?? null,
  needs: [],
  look: async (moving, rows, overlay) => {
    const may = await stayErased(moving, rows)
    const said = await lookAtPatrons(moving, may.rows.map(patronOf), overlay.cards)
    const fine = new Set(said.made.map(m => m.key))
    for (const { key, values } of rows) {
      if (!fine.has(key)) continue
      const card = str(values, 'card')
      if (card !== undefined) overlay.cards.add(card)
      if (yes(values, 'keep_history')) for (const word of [key, card ?? key]) overlay.keepers.add(word)
    }
    return outcomeOf({ ...said, refused: [...said.refused, ...refusedOf(may)] })
  },
  make: async (moving, rows) => {
    const may = await stayErased(moving, rows)
    const said = await movePatrons(moving, may.rows.map(patronOf))
    return outcomeOf({ ...said, refused: [...said.refused, ...refusedOf(may)] })
  },
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
