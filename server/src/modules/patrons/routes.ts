import * as op from '@kaft/contract'
import { isRefusal, type StaffCtx } from '../../base/ctx.ts'
import { type Answer, on, type Route } from '../../base/route.ts'
import { chooseAutoRenew } from './auto-renew/choose-auto-renew.ts'
import { liftBlock, setBlock } from './blocks/blocks.ts'
import { replaceCard } from './cards/replace-card.ts'
import { changePatron, type HistoryChosen } from './change/change-patron.ts'
import { findPatrons } from './find/find.ts'
import {
  addChildren,
  changeChild,
  readClassList,
  removeChild,
  restoreChild,
} from './class-list/class-list.ts'
import { addFamily, readFamily, removeFamily, restoreFamily } from './family/family.ts'
import { type HeadWiring, readHead } from './head/read-head.ts'
import type { Attempts } from './known-elsewhere/attempts.rules.ts'
import { knownElsewhere } from './known-elsewhere/known-elsewhere.ts'
import { renewMembership } from './memberships/renew-membership.ts'
import { addNote, removeNote } from './notes/notes.ts'
import type { Changed } from './own/own-patron.ts'
import { readPatron } from './read/read-patron.ts'
import { registerPatron } from './register/register.ts'

/** What patrons are given from above, since they may not look up. */
export interface PatronWiring {
  /** Debt and overdue loans, as the regulation judges them. */
  readonly head?: HeadWiring
  /** What happens to the kept loans of a patron who chooses otherwise. */
  readonly historyChosen?: HistoryChosen
}

/** A change answers with the whole record, read anew: what is kept for a repeat holds its id only. */
const patronAfter = async (ctx: StaffCtx, said: Answer<Changed>): Promise<Answer<op.Patron>> =>
  isRefusal(said) || 'findings_refused' in said ? said : readPatron(ctx, said.patron_id)

const listAfter = async (ctx: StaffCtx, said: Answer<Changed>): Promise<Answer<op.ClassList>> =>
  isRefusal(said) || 'findings_refused' in said ? said : readClassList(ctx, said.patron_id)

/** The list of a class card; each change answers with the whole list. */
const classListRoutes: readonly Route[] = [
  on(op.readClassList, (ctx, { params }) => readClassList(ctx, params.patron_id)),
  on(op.addChildren, async (ctx, { params, body }) =>
    listAfter(ctx, await addChildren(ctx, params.patron_id, body)),
  ),
  on(op.changeChild, async (ctx, { params, body }) => listAfter(ctx, await changeChild(ctx, params, body))),
  on(op.removeChild, async (ctx, { params }) => listAfter(ctx, await removeChild(ctx, params))),
  on(op.restoreChild, async (ctx, { params, body }) => listAfter(ctx, await restoreChild(ctx, params, body))),
]

const familyAfter = async (ctx: StaffCtx, said: Answer<Changed>): Promise<Answer<op.Family>> =>
  isRefusal(said) || 'findings_refused' in said ? said : readFamily(ctx, said.patron_id)

/** Who belongs to whom; each change answers with the whole family of the open patron. */
const familyRoutes: readonly Route[] = [
  on(op.readFamily, (ctx, { params }) => readFamily(ctx, params.patron_id)),
  on(op.addFamily, async (ctx, { params, body }) =>
    familyAfter(ctx, await addFamily(ctx, params.patron_id, body)),
  ),
  on(op.removeFamily, async (ctx, { params }) => familyAfter(ctx, await removeFamily(ctx, params))),
  on(op.restoreFamily, async (ctx, { params, body }) =>
    familyAfter(ctx, await restoreFamily(ctx, params, body)),
  ),
]

/** The operations on patrons. How often a session asks for numbers is counted by each process for itself. */
export function patronRoutes(wiring: PatronWiring = {}): readonly Route[] {
  const attempts: Attempts = new Map()
  return [
    ...classListRoutes,
    ...familyRoutes,
    on(op.registerPatron, async (ctx, { body }) => patronAfter(ctx, await registerPatron(ctx, body))),
    on(op.knownElsewhere, (ctx, { body }) => knownElsewhere(ctx, body, attempts)),
    on(op.findPatrons, (ctx, { query }) => findPatrons(ctx, query)),
    on(op.readPatron, (ctx, { params }) => readPatron(ctx, params.patron_id)),
    on(op.readPatronHead, (ctx, { params }) => readHead(ctx, params.patron_id, wiring.head)),
    on(op.changePatron, async (ctx, { params, body }) =>
      patronAfter(ctx, await changePatron(ctx, { ...params, body }, wiring.historyChosen)),
    ),
    on(op.addNote, (ctx, { params, body }) => addNote(ctx, params.patron_id, body)),
    on(op.removeNote, (ctx, { params }) => removeNote(ctx, params)),
    on(op.replaceCard, async (ctx, { params, body }) =>
      patronAfter(ctx, await replaceCard(ctx, params.patron_id, body)),
    ),
    on(op.renewMembership, async (ctx, { params, body }) =>
      patronAfter(ctx, await renewMembership(ctx, params.patron_id, body)),
    ),
    on(op.chooseAutoRenew, async (ctx, { params, body }) =>
      patronAfter(ctx, await chooseAutoRenew(ctx, params.patron_id, body)),
    ),
    on(op.setBlock, async (ctx, { params, body }) =>
      patronAfter(ctx, await setBlock(ctx, params.patron_id, body)),
    ),
    on(op.liftBlock, async (ctx, { params }) => patronAfter(ctx, await liftBlock(ctx, params))),
  ]
}
