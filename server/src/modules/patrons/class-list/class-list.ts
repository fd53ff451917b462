import {
  type addChildren as addOp,
  type BodyOf,
  type changeChild as changeOp,
  type ClassList,
  type restoreChild as restoreOp,
} from '@kaft/contract'
import type { Decided } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { cardTypeOf } from '../memberships/membership-types.store.ts'
import { type Changed, changeOwn, ownPatron } from '../own/own-patron.ts'
import { lockPatron } from '../own/own-patron.store.ts'
import { faultOf, hasList, type ListFault, schoolYearEnd, tidy } from './class-list.rules.ts'
import {
  ClassChild,
  ClassHead,
  classChildren,
  classHead,
  insertChildren,
  ListFacts,
  listFacts,
  markRemoved,
  renameChild,
} from './class-list.store.ts'

type Said = Changed | Refusal | RefusedByRules
interface OfChild {
  readonly patron_id: string
  readonly child_id: string
}

/**
 * The children of a class card and what each still has. A card without a list has none: the answer is empty.
 * @returns `patron_unknown` where the card is not in scope
 */
export const readClassList = (ctx: StaffCtx, patron_id: string): Promise<ClassList | Refusal> =>
  transact(ctx, async tx => {
    const today = dayOf(ctx.now)
    const [heads, children] = await tx.first([classHead(patron_id, today), classChildren(patron_id, today)])
    const head = oneOf(ClassHead, heads ?? [])
    tx.seen(head?.patron_id ?? null, head ? 'seen' : 'refused')
    if (!head) return refuse('patron_unknown')
    return { ...head, until: schoolYearEnd(today), children: allOf(ClassChild, children ?? []) }
  })

const refused = (fault: ListFault): Refusal =>
  fault.code === 'child_name_twice' ? refuse(fault.code, { name: fault.name }) : refuse(fault.code)

const factsOf = (rows: Row[][]): ListFacts => shaped(ListFacts, rows[0]?.[0])
const onList = ({ children }: ListFacts, but?: string): ListFacts['children'] =>
  children.filter(child => !child.removed && child.child_id !== but)

/** Puts children on the list of a class card of the own library. */
export const addChildren = (ctx: StaffCtx, patron_id: string, body: BodyOf<typeof addOp>): Promise<Said> => {
  const today = dayOf(ctx.now)
  const children = body.children.map(tidy)
  return changeOwn(ctx, { patron_id, body, facts: [listFacts(patron_id, today)] }, (patron, rows) => {
    const facts = factsOf(rows)
    const { card_type } = cardTypeOf(facts.membership_types, patron.membership_type)
    if (!hasList(card_type)) return refuse('class_list_not_here')
    const fault = faultOf(onList(facts), children)
    if (fault) return refused(fault)
    const list = { library_id: patron.library_id, patron_id, until: schoolYearEnd(today), children }
    return { effects: [insertChildren(ctx, list)], answer: () => ({ patron_id }) }
  })
}

const changed = (of: OfChild, effect: ReturnType<typeof markRemoved>): Decided<Changed> => ({
  effects: [effect],
  answer: () => ({ patron_id: of.patron_id }),
})

/** Gives a child of the list another name. */
export const changeChild = (ctx: StaffCtx, of: OfChild, body: BodyOf<typeof changeOp>): Promise<Said> => {
  const name = tidy(body)
  const facts = [listFacts(of.patron_id, dayOf(ctx.now))]
  return changeOwn(ctx, { patron_id: of.patron_id, body, facts }, (_, rows) => {
    const list = factsOf(rows)
    if (!onList(list).some(child => child.child_id === of.child_id)) return refuse('not_found')
    const fault = faultOf(onList(list, of.child_id), [name])
    return fault ? refused(fault) : changed(of, renameChild(of.child_id, name))
  })
}

/** Takes a child off the list; until the night it can be put back. Twice is the same as once. */
export const removeChild = (ctx: StaffCtx, of: OfChild): Promise<Changed | Refusal> =>
  transact(ctx, async tx => {
    const [locked, found] = await tx.first([
      lockPatron(of.patron_id),
      listFacts(of.patron_id, dayOf(ctx.now)),
    ])
    const patron = ownPatron(ctx, tx, locked ?? [])
    if (isRefusal(patron)) return patron
    const child = factsOf([found ?? []]).children.find(one => one.child_id === of.child_id)
    if (!child) return refuse('not_found')
    await tx.last(child.removed ? [] : [markRemoved(of.child_id, ctx.now.toString())])
    return { patron_id: of.patron_id }
  })

/** Puts a child back that was taken off today, with everything that was lent for it. */
export const restoreChild = (ctx: StaffCtx, of: OfChild, body: BodyOf<typeof restoreOp>): Promise<Said> => {
  const facts = [listFacts(of.patron_id, dayOf(ctx.now))]
  return changeOwn(ctx, { patron_id: of.patron_id, body, facts }, (_, rows) => {
    const list = factsOf(rows)
    const child = list.children.find(one => one.child_id === of.child_id)
    if (!child) return refuse('not_found')
    const fault = faultOf(onList(list, of.child_id), [child])
    return fault ? refused(fault) : changed(of, markRemoved(of.child_id, null))
  })
}
