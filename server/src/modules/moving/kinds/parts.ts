import { addDays, dayOf } from '../../../base/dates.ts'
import type { MovingIn } from '../../../base/moving.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import {
  adoptCards,
  insertBlocks,
  insertCards,
  insertMemberships,
  insertNotes,
  MadePart,
  removeParts,
} from '../../patrons/index.ts'
import { joined, type Kind, num, type Outcome, type Ready, str, strOr, unchanged } from './kind.ts'

/** What hangs on a patron: made once, never changed by a later export but taken away, and gone with the patron. */
function part(
  kind: 'cards' | 'memberships' | 'blocks' | 'notes',
  of: {
    readonly keyOf: Kind['keyOf']
    readonly insert: (moving: MovingIn, rows: readonly Ready[]) => Query
    readonly look?: Kind['look']
    readonly make?: Kind['make']
  },
): Kind {
  return {
    kind,
    keyOf: of.keyOf,
    needs: ['patron_id'],
    look: of.look ?? (async (_moving, rows) => lookedAt(rows)),
    make:
      of.make ??
      (async (moving, rows) => {
        const [said = []] = await moving.tx.more([of.insert(moving, rows)])
        return { made: allOf(MadePart, said), refused: [] }
      }),
    change: async (_moving, rows) => unchanged(rows),
    end: (_moving, ids) => removeParts(kind, ids),
  }
}
const lookedAt = (rows: readonly Ready[]): Outcome => ({
  made: rows.map(({ key }) => ({ key, id: '0' })),
  refused: [],
})
const today = ({ at }: MovingIn): string => dayOf(at)

const cardOf =
  (moving: MovingIn) =>
  ({ key, values, refs }: Ready) => ({
    key,
    patron_id: refs.patron_id ?? '0',
    code: str(values, 'code') ?? '',
    state: str(values, 'state') ?? 'active',
    since: str(values, 'since') ?? today(moving),
    until: strOr(values, 'until'),
  })

export const cards = part('cards', {
  keyOf: values => strOr(values, 'code'),
  insert: (moving, rows) => insertCards(rows.map(cardOf(moving)), moving),
  look: async (_moving, rows, overlay) => {
    for (const { values } of rows) overlay.cards.add(str(values, 'code') ?? '')
    return lookedAt(rows)
  },
  make: async (moving, rows) => {
    const all = rows.map(cardOf(moving))
    const [said = []] = await moving.tx.more([insertCards(all, moving)])
    const made = allOf(MadePart, said)
    const done = new Set(made.map(m => m.key))
    const rest = all.filter(c => !done.has(c.key))
    const [kept = []] = rest.length === 0 ? [] : await moving.tx.more([adoptCards(rest)])
    const adopted = allOf(MadePart, kept ?? [])
    const own = new Set([...done, ...adopted.map(m => m.key)])
    return {
      made: [...made, ...adopted],
      refused: rows
        .filter(r => !own.has(r.key))
        .map(({ key }) => ({ key, reason: 'card_in_use' as const, field: 'code' })),
    }
  },
})

export const memberships = part('memberships', {
  keyOf: values => joined(values, 'patron', 'card', 'type', 'starts_on'),
  insert: (moving, rows) =>
    insertMemberships(
      rows.map(({ key, values, refs }) => ({
        key,
        patron_id: refs.patron_id ?? '0',
        type: str(values, 'type') ?? '',
        starts_on: str(values, 'starts_on') ?? today(moving),
        ends_on: strOr(values, 'ends_on'),
        fee_cents: Math.max(0, num(values, 'fee') ?? 0),
      })),
      moving,
    ),
})

export const blocks = part('blocks', {
  keyOf: values => joined(values, 'patron', 'card', 'reason', 'since'),
  insert: (moving, rows) =>
    insertBlocks(
      rows.map(({ key, values, refs }) => ({
        key,
        patron_id: refs.patron_id ?? '0',
        reason: str(values, 'reason') ?? '',
        since: str(values, 'since') ?? today(moving),
        until: strOr(values, 'until'),
      })),
      moving,
    ),
})

/** A free text about a person always has an end. */
const NOTE_DAYS = 365
export const notes = part('notes', {
  keyOf: values => joined(values, 'patron', 'card', 'text'),
  insert: (moving, rows) =>
    insertNotes(
      rows.map(({ key, values, refs }) => ({
        key,
        patron_id: refs.patron_id ?? '0',
        text: str(values, 'text') ?? '',
        until: str(values, 'until') ?? addDays(today(moving), NOTE_DAYS),
      })),
      moving,
    ),
})
