import * as op from '@kaft/contract'
import type { Magda } from '../../base/magda/magda.ts'
import type { Uitpas } from '../../base/uitpas.ts'
import { isRefusal, refuse, type StaffCtx } from '../../base/ctx.ts'
import { type Answer, on, type Route } from '../../base/route.ts'
import { chooseAutoRenew } from './auto-renew/choose-auto-renew.ts'
import { liftBlock, setBlock } from './blocks/blocks.ts'
import { addCard } from './cards/add-card.ts'
import { markCard } from './cards/mark-card.ts'
import { replaceCard } from './cards/replace-card.ts'
import { confirmContact, setAddresses, unconfirmContact } from './contact/contact.ts'
import { changePatron, type HistoryChosen } from './change/change-patron.ts'
import { findPatrons } from './find/find.ts'
import {
  addChildren,
  changeChild,
  readClassList,
  removeChild,
  restoreChild,
} from './class-list/class-list.ts'
import { giveConsent, setPayer, withdrawConsent } from './family/guardian.ts'
import { identityConflicts, settleConflict } from './conflicts/conflicts.ts'
import { addEid } from './eid/add-eid.ts'
import { identityRules } from './eid/identity-rules.ts'
import { recogniseEid } from './eid/recognise-eid.ts'
import { takeFromCard } from './eid/take-from-card.ts'
import { addFamily, readFamily, removeFamily, restoreFamily } from './family/family.ts'
import { type HeadWiring, readHead } from './head/read-head.ts'
import { lookedAtNumberAlert, numberAlerts } from './known-elsewhere/alerts.ts'
import { knownElsewhere } from './known-elsewhere/known-elsewhere.ts'
import { dropPersonList, makePersonList, personLists, readPersonList } from './lists/lists.ts'
import { askMagda } from './magda/ask-magda.ts'
import { endMagda, readMagda, setAuthorisation } from './magda/authorisation.ts'
import { magdaConsultations, moveNotice, registerNotices } from './magda/notices.ts'
import { ageChanges } from './memberships/age-changes.ts'
import { adviseMembership, explainMembership } from './memberships/advise.ts'
import { endMembership, unendMembership, type WithDeath } from './memberships/end-membership.ts'
import { checkUitpas, setTariff } from './memberships/tariff.ts'
import { askUitpas } from './memberships/uitpas.ts'
import { renewMembership } from './memberships/renew-membership.ts'
import { duplicates, keepApart, unkeepApart } from './merge/duplicates.ts'
import { mergePatrons, type MergeWiring, type RecordMove, unmergePatrons } from './merge/merge.ts'
import { addNote, removeNote } from './notes/notes.ts'
import { numberLibraries, setNumberLibrary } from './number-list/number-list.ts'
import { confirmOnline } from './online/confirm-online.ts'
import { changeOnline, identifyOnline } from './online/identify-online.ts'
import { newOnlineLimits, within } from './online/limits.ts'
import { listOnline, matchOnlinePatrons } from './online/list-online.ts'
import { onlineForm } from './online/online-form.ts'
import { type PlanCode, registerOnline } from './online/register-online.ts'
import type { Changed } from './own/own-patron.ts'
import { readPatron } from './read/read-patron.ts'
import { readerRoutes } from './reader/routes.ts'
import { newReaderLimits, type ReaderLimits } from './reader/sign-in-reader.ts'
import { registerPatron } from './register/register.ts'

/** What patrons are given from above, since they may not look up. */
export interface PatronWiring {
  /** Debt and overdue loans, as the regulation judges them. */
  readonly head?: HeadWiring
  /** What happens to the kept loans of a patron who chooses otherwise. */
  readonly historyChosen?: HistoryChosen
  /** The door to UiTPAS; null where the installation has none. */
  readonly uitpas?: Uitpas | null
  /** The door to MAGDA; null where the installation has none. */
  readonly magda?: Magda | null
  /** What ends with somebody who died: reservations. */
  readonly withDeath?: WithDeath
  /** Plans the mail with the code of a form from the website; absent where the installation sends no mail. */
  readonly planCode?: PlanCode | undefined
  /** How often a reader may try, where the page of readers counts along; absent: these operations count for themselves. */
  readonly readerLimits?: ReaderLimits | undefined
  /** Where browsers reach Kaft, for what stands on paper. */
  readonly site?: { readonly origin: string }
  /** What the floors above keep of a patron, and how it moves to another record. */
  readonly moves?: readonly RecordMove[]
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
  on(op.setPayer, async (ctx, { params, body }) => familyAfter(ctx, await setPayer(ctx, params, body))),
  on(op.giveConsent, async (ctx, { params, body }) =>
    familyAfter(ctx, await giveConsent(ctx, params.patron_id, body)),
  ),
  on(op.withdrawConsent, async (ctx, { params }) =>
    familyAfter(ctx, await withdrawConsent(ctx, params.patron_id)),
  ),
  on(op.restoreFamily, async (ctx, { params, body }) =>
    familyAfter(ctx, await restoreFamily(ctx, params, body)),
  ),
]

/** Where a patron is reached. */
const contactRoutes: readonly Route[] = [
  on(op.setAddresses, async (ctx, { params, body }) =>
    patronAfter(ctx, await setAddresses(ctx, params.patron_id, body)),
  ),
  on(op.confirmContact, (ctx, { params, body }) => confirmContact(ctx, params.patron_id, body)),
  on(op.unconfirmContact, (ctx, { params }) => unconfirmContact(ctx, params.patron_id)),
]

/** What kind of membership, why, until when. */
const membershipRoutes = (uitpas: Uitpas | null, withDeath?: WithDeath): readonly Route[] => [
  on(op.renewMembership, async (ctx, { params, body }) =>
    patronAfter(ctx, await renewMembership(ctx, params.patron_id, body)),
  ),
  on(op.adviseMembership, (ctx, { body }) => adviseMembership(ctx, body)),
  on(op.explainMembership, (ctx, { params }) => explainMembership(ctx, params.patron_id)),
  on(op.setTariff, async (ctx, { params, body }) =>
    patronAfter(ctx, await setTariff(ctx, params.patron_id, body)),
  ),
  on(op.askUitpas, (ctx, { body }) => askUitpas(ctx, body, uitpas)),
  on(op.checkUitpas, async (ctx, { params, body }) =>
    patronAfter(ctx, await checkUitpas(ctx, params.patron_id, body, uitpas)),
  ),
  on(op.endMembership, async (ctx, { params, body }) =>
    patronAfter(ctx, await endMembership(ctx, params.patron_id, body, withDeath)),
  ),
  on(op.unendMembership, async (ctx, { params }) =>
    patronAfter(ctx, await unendMembership(ctx, params.patron_id, withDeath)),
  ),
  on(op.ageChanges, (ctx, { query }) => ageChanges(ctx, query)),
]

/** Addresses of the national register. */
const magdaRoutes = (magda: Magda | null): readonly Route[] => [
  on(op.readMagda, ctx => readMagda(ctx, magda)),
  on(op.setMagdaAuthorisation, (ctx, { body }) => setAuthorisation(ctx, body, magda)),
  on(op.endMagdaAuthorisation, (ctx, { body }) => endMagda(ctx, body, magda)),
  on(op.askMagda, (ctx, { params, body }) => askMagda(ctx, params.patron_id, body, magda)),
  on(op.magdaConsultations, (ctx, { query }) => magdaConsultations(ctx, query.before ?? null)),
  on(op.registerNotices, (ctx, { query }) => registerNotices(ctx, query.after ?? null)),
  on(op.closeRegisterNotice, (ctx, { params }) => moveNotice(ctx, params.notice_id, true)),
  on(op.reopenRegisterNotice, (ctx, { params }) => moveNotice(ctx, params.notice_id, false)),
]

/** Two records of one person made into one. */
const mergeRoutes = (wiring: MergeWiring): readonly Route[] => [
  on(op.duplicates, (ctx, { query }) => duplicates(ctx, query)),
  on(op.keepApart, (ctx, { body }) => keepApart(ctx, body)),
  on(op.unkeepApart, (ctx, { body }) => unkeepApart(ctx, body)),
  on(op.mergePatrons, async (ctx, { params, body }) =>
    patronAfter(ctx, await mergePatrons(ctx, params.patron_id, body, wiring)),
  ),
  on(op.unmergePatrons, async (ctx, { params, body }) =>
    patronAfter(ctx, await unmergePatrons(ctx, { ...params, body }, wiring)),
  ),
]

/** Who registers on the internet: the door of the website, and what the desk does with it. */
function onlineRoutes(wiring: PatronWiring): readonly Route[] {
  const limits = newOnlineLimits()
  const { planCode, uitpas = null } = wiring
  return [
    on(op.onlineForm, ctx => onlineForm(ctx)),
    on(op.registerOnline, (ctx, { body }) =>
      within(limits.forms, ctx, async () =>
        planCode ? registerOnline(ctx, body, planCode) : refuse('online_closed'),
      ),
    ),
    on(op.confirmOnline, (ctx, { body }) => within(limits.codes, ctx, () => confirmOnline(ctx, body))),
    on(op.listOnline, (ctx, { query }) => listOnline(ctx, query)),
    on(op.matchOnline, (ctx, { query }) => matchOnlinePatrons(ctx, query)),
    on(op.identifyOnline, async (ctx, { params, body }) =>
      patronAfter(ctx, await identifyOnline(ctx, params.patron_id, body, uitpas)),
    ),
    on(op.changeOnline, async (ctx, { params, body }) =>
      patronAfter(ctx, await changeOnline(ctx, params.patron_id, body)),
    ),
  ]
}

/** Lists of people, each with its purpose and its end. */
const listRoutes: readonly Route[] = [
  on(op.makePersonList, (ctx, { body }) => makePersonList(ctx, body)),
  on(op.personLists, ctx => personLists(ctx)),
  on(op.readPersonList, (ctx, { params, query }) => readPersonList(ctx, params.list_id, query.after)),
  on(op.dropPersonList, (ctx, { params }) => dropPersonList(ctx, params.list_id)),
]

/** Cards and numbers: who somebody is. */
const identityRoutes: readonly Route[] = [
  on(op.identityRules, ctx => identityRules(ctx)),
  on(op.recogniseEid, (ctx, { body }) => recogniseEid(ctx, body)),
  on(op.addEid, async (ctx, { params, body }) => patronAfter(ctx, await addEid(ctx, params.patron_id, body))),
  on(op.takeFromCard, async (ctx, { params, body }) =>
    patronAfter(ctx, await takeFromCard(ctx, params.patron_id, body)),
  ),
  on(op.addCard, async (ctx, { params, body }) =>
    patronAfter(ctx, await addCard(ctx, params.patron_id, body)),
  ),
  on(op.markCard, async (ctx, { params, body }) =>
    patronAfter(ctx, await markCard(ctx, { ...params, body })),
  ),
  on(op.knownElsewhere, (ctx, { body }) => knownElsewhere(ctx, body)),
  on(op.numberAlerts, (ctx, { query }) => numberAlerts(ctx, query)),
  on(op.lookedAtNumberAlert, (ctx, { body }) => lookedAtNumberAlert(ctx, body)),
  on(op.numberLibraries, (ctx, { query }) => numberLibraries(ctx, query)),
  on(op.setNumberLibrary, (ctx, { params, body }) => setNumberLibrary(ctx, params.library_id, body)),
  on(op.identityConflicts, (ctx, { query }) => identityConflicts(ctx, query)),
  on(op.settleConflict, (ctx, { params, body }) => settleConflict(ctx, params.conflict_id, body)),
]

/** The operations on patrons. */
export function patronRoutes(wiring: PatronWiring = {}): readonly Route[] {
  return [
    ...identityRoutes,
    ...classListRoutes,
    ...familyRoutes,
    ...contactRoutes,
    ...listRoutes,
    ...onlineRoutes(wiring),
    ...readerRoutes({
      limits: wiring.readerLimits ?? newReaderLimits(),
      mails: wiring.planCode !== undefined,
      historyChosen: wiring.historyChosen,
      site: wiring.site ?? { origin: 'http://localhost' },
    }),
    ...membershipRoutes(wiring.uitpas ?? null, wiring.withDeath),
    ...magdaRoutes(wiring.magda ?? null),
    ...mergeRoutes({ moves: wiring.moves ?? [], historyChosen: wiring.historyChosen }),
    on(op.registerPatron, async (ctx, { body }) =>
      patronAfter(ctx, await registerPatron(ctx, body, wiring.uitpas ?? null)),
    ),
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
    on(op.chooseAutoRenew, async (ctx, { params, body }) =>
      patronAfter(ctx, await chooseAutoRenew(ctx, params.patron_id, body)),
    ),
    on(op.setBlock, async (ctx, { params, body }) =>
      patronAfter(ctx, await setBlock(ctx, params.patron_id, body)),
    ),
    on(op.liftBlock, async (ctx, { params }) => patronAfter(ctx, await liftBlock(ctx, params))),
  ]
}
