import type * as op from '@kaft/contract'

/** Why some may meet a patron whose data are kept only (AVG art. 18), and which these are. */
export interface Reason<Name extends string> {
  readonly why: string
  readonly names: readonly Name[]
}
type OperationId = Extract<keyof typeof op, string>

/**
 * Operations that are about patrons and neither look past a limited one nor say so themselves. Whoever adds a line answers to the data
 * protection officer for its reason.
 */
export const operationsMay: Readonly<Record<string, Reason<OperationId>>> = {
  asked_for: {
    why: 'Somebody asks for this one person, by card, name, loan or hold, who mostly stands there; the head of the page says that nothing may be done with it.',
    names: [
      ...([
        'findPatrons',
        'readPatron',
        'recogniseEid',
        'matchOnline',
        'readFamily',
        'readClassList',
      ] as const),
      ...(['patronHolds', 'explainHold', 'explainLoan', 'explainMembership', 'explainDecision'] as const),
      ...([
        'patronMessages',
        'patronAddressLists',
        'patronAccess',
        'patronCases',
        'shownStatements',
      ] as const),
      ...([
        'readAccount',
        'readHistory',
        'receipt',
        'itemSlip',
        'lostLoss',
        'readReaderDoor',
        'markCalled',
        'patronPurchases',
      ] as const),
    ],
  },
  nobody_named: {
    why: 'It tells of items, holds, claims, routes, runs and figures, and of nobody; who is in a list or a run is asked of another, which looks past them.',
    names: [
      ...([
        'listClaims',
        'lookForClaim',
        'resolveClaim',
        'hopelessHolds',
        'identityRules',
        'personLists',
      ] as const),
      ...([
        'makePersonList',
        'dropPersonList',
        'addressLists',
        'makeAddressList',
        'previewAddressList',
      ] as const),
      ...([
        'endAddressList',
        'campaigns',
        'makeCampaign',
        'changeCampaign',
        'dropCampaign',
        'previewCampaign',
      ] as const),
      ...([
        'sendCampaign',
        'stopCampaign',
        'markPrinted',
        'unmarkPrinted',
        'listHomeRoutes',
        'addHomeRoute',
      ] as const),
      ...([
        'changeHomeRoute',
        'startPull',
        'stopPull',
        'pullFound',
        'pullNotFound',
        'adviseMembership',
      ] as const),
      ...([
        'beginBulk',
        'startBulk',
        'workBulk',
        'rollBackBulk',
        'applyClosure',
        'changeClosureEnd',
      ] as const),
      ...(['undoClosure', 'workClosure', 'askUitpas'] as const),
    ],
  },
  says_why: {
    why: 'The rows of a run that somebody prepared before the limit; the run passes over them, and the row says why.',
    names: ['bulkLines'],
  },
  ends_a_use: {
    why: 'What is at home comes back, what was promised is let go, what was begun is taken back: each of them ends a use.',
    names: [
      ...([
        'checkin',
        'undo',
        'undoRenewAll',
        'undoSeries',
        'claimReturned',
        'declareLost',
        'chargeDamage',
        'clearHold',
      ] as const),
      ...(['cancelHold', 'changeHold', 'suspendHold', 'resumeHold', 'escalateHold', 'endIbl'] as const),
      ...([
        'loseTransit',
        'seekTransit',
        'shelveTransit',
        'shelfFirstFound',
        'removeHomeStop',
        'removePurchaseAsker',
        'placeHomeStop',
        'pauseHomeStop',
      ] as const),
      ...([
        'endMembership',
        'unendMembership',
        'closeReaderDoor',
        'withdrawMessage',
        'retryMessage',
      ] as const),
    ],
  },
  legal_claim: {
    why: 'What is owed and what is paid is a legal claim, which art. 18(2) leaves to the library.',
    names: [
      ...([
        'addCharge',
        'receivePayment',
        'reversePayment',
        'waiveCharge',
        'takeBackEntry',
        'applyCredit',
        'payOutCredit',
      ] as const),
      'returnDeposit',
    ],
  },
  true_and_safe: {
    why: 'To keep data is to keep them true and safe (AVG art. 5(1)(d) and (f), art. 16): a lost card, a new address, a second record, a note that goes.',
    names: [
      ...([
        'changePatron',
        'setAddresses',
        'confirmContact',
        'unconfirmContact',
        'takeFromCard',
        'addEid',
      ] as const),
      ...(['addCard', 'markCard', 'replaceCard', 'setBlock', 'liftBlock', 'addNote', 'removeNote'] as const),
      ...(['keepApart', 'unkeepApart', 'mergePatrons', 'unmergePatrons', 'identityConflicts'] as const),
      ...(['settleConflict', 'closeRegisterNotice', 'reopenRegisterNotice'] as const),
    ],
  },
  asked_by_them: {
    why: 'The person, or who answers for a child, stands there and asks for it: that is consent (AVG art. 18(2)).',
    names: [
      ...([
        'renewMembership',
        'setTariff',
        'checkUitpas',
        'chooseAutoRenew',
        'sendReaderLink',
        'printReaderCode',
      ] as const),
      ...([
        'giveConsent',
        'withdrawConsent',
        'addFamily',
        'removeFamily',
        'restoreFamily',
        'setPayer',
      ] as const),
      ...([
        'addChildren',
        'changeChild',
        'removeChild',
        'restoreChild',
        'changeOnline',
        'identifyOnline',
      ] as const),
    ],
  },
  somebody_new: {
    why: 'It is about somebody of whom there is no record yet.',
    names: ['registerPatron', 'confirmOnline', 'knownElsewhere'],
  },
  rights: {
    why: 'The rights of the person themselves, and what whoever looks after data must be able to show (AVG art. 5(2), 12 to 22).',
    names: [
      ...([
        'startCase',
        'addCase',
        'tieCase',
        'readCase',
        'rightsCases',
        'findForCase',
        'proveIdentity',
      ] as const),
      ...(['askIdentity', 'addIdentityCopy', 'extendCase', 'decideCase', 'eraseAgain'] as const),
      ...(['carryOut', 'settleItem'] as const),
      ...(['addNotice', 'settleNotice', 'answerCase', 'closeCase', 'reopenCase', 'readCaseFile'] as const),
      ...(['readCaseLetter', 'tellLifting', 'liftRestriction', 'readAccessLog', 'helpLooked'] as const),
      ...(['magdaConsultations', 'retentionTonight'] as const),
    ],
  },
  owed_by_law: {
    why: 'The law itself says that people are told, whatever else is limited: how their data are used (art. 13), and what leaked (art. 34).',
    names: [
      ...([
        'uninformedPatrons',
        'informPatron',
        'announceStatement',
        'breachLetters',
        'reachedByBreach',
      ] as const),
      ...(['scopeBreach', 'tellReached'] as const),
    ],
  },
  moving_in: {
    why: 'A library brings its own data over: to store is what a limit leaves.',
    names: ['previewMove', 'signMove', 'steerMove', 'takeBackMove'],
  },
}

/** Jobs that change rows of a limited patron, or of nobody here. Those that let data go when their time is over are not asked. */
export const jobsMay: Readonly<Record<string, Reason<string>>> = {
  ends_a_use: {
    why: 'A promise ends on its day, and what nobody brought back is written off: both end a use.',
    names: ['expire_holds', 'age_to_lost', 'retention', 'erase_asked', 'finish_merges', 'clean_pages'],
  },
  nobody_named: {
    why: 'It is about rules, shelves, figures without anybody, sessions of staff, or proof of what was read.',
    names: [
      'make_partitions',
      'gather_loan_facts',
      'apply_regulations',
      'simulate_regulations',
      'count_stays',
      'count_figures',
      'end_leavers',
      'mail_search_news',
      'seal_access_log',
      'check_access_log',
      'bring_holds_home',
      'note_reviews',
      'names_anew',
    ],
  },
  rights: {
    why: 'The files of a right that somebody uses, and what the law says that people are told.',
    names: ['privacy_tasks', 'announce_statement', 'tell_reached', 'notices'],
  },
  only_plans: {
    why: 'It plans messages; when they go, the job `messages`, the letters and the sending of news look again, and drop what is for a limited patron.',
    names: ['messages_of_due_days', 'online_reminders', 'campaigns'],
  },
  moving: {
    why: 'A library comes, goes or becomes one with another: its data are stored elsewhere, or erased.',
    names: ['moving', 'leaving', 'fusing'],
  },
}

const WAYS =
  'leave it out (`restrictedFor`), refuse with `processing_restricted`, or say in testing/restricted-reasons.ts why it may'
/** What is wrong with an operation or a job, in a sentence that says what to do; null when nothing is. */
export function wrong(
  name: string,
  of: { honours: boolean; shows: boolean; listed: readonly string[] },
): string | null {
  const { honours, shows, listed } = of
  if (listed.length > 1) return `${name} stands in the table twice: ${listed.join(', ')}`
  if (honours && listed.length > 0) return `${name} honours a limit by itself: take it out of the table`
  if (honours || listed.length > 0) return null
  return shows
    ? `${name} uses somebody whose data are kept only: ${WAYS}`
    : `${name} is about patrons, and nothing here shows what it does with somebody whose data are kept only: plant what it needs in testing/restricted-life.ts; then ${WAYS}`
}
export const listedIn = (table: Readonly<Record<string, Reason<string>>>, name: string): string[] =>
  Object.entries(table)
    .filter(([, { names }]) => names.includes(name))
    .map(([key]) => key)
