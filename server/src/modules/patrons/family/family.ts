import {
  type addFamily as addOp,
  type BodyOf,
  type Family,
  type FamilyMember,
  type restoreFamily as restoreOp,
  settings,
} from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Day, dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, matches, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { eidCodes } from '../cards/card-code.ts'
import { type Changed, changeOwn, ownPatron } from '../own/own-patron.ts'
import { lockPatron } from '../own/own-patron.store.ts'
import { faultOf, isOfAge, needsConsent, roleIn, showsTitles, tieOf } from './family.rules.ts'
import {
  insertTie,
  markTie,
  MemberRow,
  membersOf,
  OpenPatron,
  openPatron,
  OtherPatron,
  otherByCard,
  TieRow,
  tiesOf,
} from './family.store.ts'

type Said = Changed | Refusal | RefusedByRules
interface OfLink {
  readonly patron_id: string
  readonly link_id: string
}

const untilAge = (stored: unknown): number => {
  const rule = settings['patrons.family_titles_until_age']
  return (matches(rule.value, stored) ? stored : rule.default) as number
}

/** Until which age a parent or guardian agrees, as stored. */
export const consentAge = (stored: unknown): number => {
  const rule = settings['patrons.consent_until_age']
  return (matches(rule.value, stored) ? stored : rule.default) as number
}

function memberOf(row: MemberRow, of: { open: string; today: Day; until_age: number }): FamilyMember {
  const role = roleIn(row, of.open)
  const shown = role === 'child' && showsTitles(row.birth_on, of.today, of.until_age)
  const { link_id, member_id, name, card_tail, loans, consent, since, pays } = row
  return {
    link_id,
    patron_id: member_id,
    name,
    role,
    card_tail,
    loans: loans.length,
    titles: shown ? loans : null,
    consent,
    since,
    pays,
    balance_cents: role === 'child' && pays ? row.balance_cents : null,
  }
}

/**
 * Who belongs to a patron. The record of each is read, so each is in the log of who looked.
 * @returns `patron_unknown` where the patron is not in scope
 */
export const readFamily = (ctx: StaffCtx, patron_id: string): Promise<Family | Refusal> =>
  transact(ctx, async tx => {
    const [found, rows] = await tx.first([openPatron(patron_id), membersOf(patron_id)])
    const open = oneOf(OpenPatron, found ?? [])
    tx.seen(open?.patron_id ?? null, open ? 'seen' : 'refused')
    if (!open) return refuse('patron_unknown')
    const today = dayOf(ctx.now)
    const of = { open: patron_id, today, until_age: untilAge(open.until_age) }
    const members = allOf(MemberRow, rows ?? []).filter(
      row => row.kind !== 'guardian' || !isOfAge(row.child_birth_on, today),
    )
    for (const { member_id } of members) tx.seen(member_id)
    const { guardian_consent, birth_on } = open
    const said = guardian_consent !== null && guardian_consent.consent !== 'online'
    const agreed = said || members.some(row => roleIn(row, patron_id) === 'guardian')
    return {
      patron_id,
      members: members.map(row => memberOf(row, of)),
      guardian_consent,
      consent_missing: !agreed && needsConsent(birth_on, today, consentAge(open.consent_until_age)),
    }
  })

/** Ties a patron of the own library to another one of it, found by a card. */
export const addFamily = (ctx: StaffCtx, patron_id: string, body: BodyOf<typeof addOp>): Promise<Said> =>
  changeOwn(
    ctx,
    {
      patron_id,
      body,
      facts: [
        otherByCard({ card: body.card, eid: eidCodes(ctx.keys, body.card), today: dayOf(ctx.now) }),
        tiesOf(patron_id),
      ],
    },
    (open, [found, ties], tx) => {
      const other = oneOf(OtherPatron, found ?? [])
      if (!other) return refuse('card_unknown')
      tx.seen(other.patron_id)
      const { role, consent } = body
      const standing = allOf(TieRow, ties ?? []).filter(tie => !tie.removed)
      const fault = faultOf({ open, other, role }, standing, dayOf(ctx.now))
      if (fault) return refuse(fault)
      const tie = tieOf(patron_id, other.patron_id, role)
      return {
        effects: [insertTie(ctx, { ...tie, library_id: open.library_id, consent })],
        answer: () => ({ patron_id }),
      }
    },
  )

/** Takes a tie away; until the night it can be put back. Twice is the same as once. */
export const removeFamily = (ctx: StaffCtx, of: OfLink): Promise<Changed | Refusal> =>
  transact(ctx, async tx => {
    const [locked, ties] = await tx.first([lockPatron(of.patron_id), tiesOf(of.patron_id)])
    const patron = ownPatron(ctx, tx, locked ?? [])
    if (isRefusal(patron)) return patron
    const tie = allOf(TieRow, ties ?? []).find(one => one.link_id === of.link_id)
    if (!tie) return refuse('not_found')
    await tx.last(tie.removed ? [] : [markTie(of.link_id, ctx.now.toString())])
    return { patron_id: of.patron_id }
  })

/** Puts a tie back that was taken away today, unless the same one was made anew meanwhile. */
export const restoreFamily = (ctx: StaffCtx, of: OfLink, body: BodyOf<typeof restoreOp>): Promise<Said> =>
  changeOwn(ctx, { patron_id: of.patron_id, body, facts: [tiesOf(of.patron_id)] }, (_, [rows]) => {
    const ties = allOf(TieRow, rows ?? [])
    const tie = ties.find(one => one.link_id === of.link_id)
    if (!tie) return refuse('not_found')
    const again = ties.some(
      one =>
        !one.removed &&
        one.link_id !== tie.link_id &&
        one.kind === tie.kind &&
        one.patron_id === tie.patron_id &&
        one.other_id === tie.other_id,
    )
    if (again) return refuse('family_twice')
    return { effects: [markTie(of.link_id, null)], answer: () => ({ patron_id: of.patron_id }) }
  })
