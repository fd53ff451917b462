import { Type } from 'typebox'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import {
  blockMany,
  lockPatrons,
  ManyPatron,
  manyPatrons,
  newBlockIds,
  newNoteIds,
  noteMany,
  setMemberUntil,
  unblockMany,
  unnoteMany,
} from '../../patrons/index.ts'
import { changedPatron, markOf, type PatronChange, patronBack } from './patrons.rules.ts'
import { patronsByCards, selectPatrons } from './patrons.store.ts'
import type { Moment, Subject, Written } from './subject.ts'
import { no, type Values, type Verdict } from './verdict.rules.ts'

const NewId = Type.Object({ id: Type.String() })
const changeOf = (at: Moment): PatronChange => at.change as PatronChange
const markId = (values: Values): string => String(values.mark_id)

function write(at: Moment, rows: readonly Written[]): Query[] {
  const change = changeOf(at)
  if (change.kind === 'patron_until')
    return [
      setMemberUntil(
        rows.map(r => ({ patron_id: r.subject_id, until: r.after.member_until as string | null })),
      ),
    ]
  const marks = rows.map(r => ({ patron_id: r.subject_id, mark_id: markId(r.after) }))
  return change.kind === 'patron_block'
    ? [blockMany(at.ctx, marks, change)]
    : [noteMany(at.ctx, marks, change)]
}

function takeBack(at: Moment, rows: readonly Written[]): Query[] {
  const change = changeOf(at)
  if (change.kind === 'patron_until') return write(at, rows)
  const ids = rows.map(r => markId(r.before))
  return change.kind === 'patron_block' ? [unblockMany(at.ctx, ids)] : [unnoteMany(ids)]
}

/** Patrons of the own library: the end of the membership, a block, a note. */
export const patrons: Subject = {
  selected: (ctx, { filters }, most) => selectPatrons(ctx, filters, most),
  byCodes: patronsByCards,
  unknown: 'card_unknown',
  locks: ids => [lockPatrons(ids)],
  facts: (ids, _today, change) => [manyPatrons(ids, markOf(change.kind))],
  judge: async (at, [rows = []]) => {
    const found = allOf(ManyPatron, rows)
    const mark = markOf(at.change.kind)
    const [made = []] =
      mark === null
        ? []
        : await at.tx.more([mark === 'block' ? newBlockIds(found.length) : newNoteIds(found.length)])
    const ids = allOf(NewId, made)
    const verdicts = new Map<string, Verdict>(
      found.map((patron, i) => [
        patron.patron_id,
        changedPatron(changeOf(at), patron, { today: at.today, mark_id: ids[i]?.id ?? null }),
      ]),
    )
    return { verdicts, effects: done => write(at, done), seen: found.map(p => p.patron_id) }
  },
  judgeBack: (at, lines, [rows = []]) => {
    const found = allOf(ManyPatron, rows)
    const known = new Map(found.map(p => [p.patron_id, p]))
    const verdicts = new Map<string, Verdict>()
    for (const line of lines) {
      const patron = known.get(line.subject_id)
      verdicts.set(line.subject_id, patron ? patronBack(changeOf(at), line, patron) : no('patron_unknown'))
    }
    return {
      verdicts,
      effects: done => takeBack(at, done),
      seen: found.map(p => p.patron_id),
    }
  },
}
