import { briefing, M, S, messaging, r, type Requirement, signIn, staff, test } from './requirement.ts'

/** P60–P112: who sees what, history, messages, rights, security and changes, as the same statement says them. */
export const fromRights: readonly Requirement[] = [
  r(60, 'no operation tells a stranger anything'),
  r(61, 'readers are visible inside a running agreement only'),
  r(62, 'readers are told before a cooperation begins', {
    ...test(
      `${M}messaging/notice/joinings.db.test.ts`,
      'a plan opens nothing, says in counts what it would open, and is not activated before everybody was told',
    ),
  }),
  r(63, 'known elsewhere is one bit'),
  r(64, 'a second library makes a record of its own'),
  r(65, 'it sees nothing of the first'),
  r(66, 'keeping history is a choice, off unless made'),
  r(67, 'ninety days, to the day'),
  r(68, 'the history in those days is opened for a reason, and logged'),
  r(69, 'the last borrower of an item within the term only'),
  r(70, 'after it the tie is gone for everybody'),
  r(71, 'the choice is made at the desk and by the API'),
  r(72, 'functional messages are an enumerated list', {
    control:
      'packages/contract/src/messaging.ts: messageKinds, and the check constraint of messaging.message',
  }),
  r(73, 'by e-mail where there is an address', {
    ...test(
      messaging,
      'a hold that lies ready is told once, by e-mail, after the delay, and several of them in one mail',
    ),
  }),
  r(74, 'by letter where there is none, or where it is refused', {
    ...test(messaging, 'an address that refuses for good becomes a letter'),
  }),
  r(75, 'campaigns stand apart from functional mail'),
  r(76, 'a reader sets preferences of messages by the API'),
  r(77, 'e-mail lists leave by the audited export only'),
  r(78, 'one action makes the report to read'),
  r(79, 'everything in JSON and CSV, nothing of others'),
  r(80, 'wrong data are put right, and recipients hear of it'),
  r(81, 'erasure on request, whole or in part'),
  r(82, 'a request can be limited to purposes'),
  r(83, 'forgotten everywhere, also after a restore'),
  r(84, 'whoever was erased is written to no more'),
  r(85, 'rights can be used by the API'),
  r(86, 'any right at the desk, with how identity was proven'),
  r(87, 'a limit on use is honoured, and lifted after telling'),
  r(88, 'objections by purpose'),
  r(89, 'mailed requests for any library'),
  r(90, 'nothing before identity; the copy is encrypted and goes'),
  r(91, 'intake: name and e-mail, and finding the person'),
  r(92, 'intake: what is asked for'),
  r(93, 'intake: changes, item by item'),
  r(94, 'intake: the limit asked for'),
  r(95, 'intake: the objection and the wished outcome'),
  r(96, 'one calendar month, with warnings'),
  r(97, 'objection to custom direct marketing of a library'),
  r(98, 'slow hashes, limits on guessing, sessions that end, sealed backups', {
    tests: [
      [
        `${staff}change-staff.db.test.ts`,
        'an account is made with roles; its secrets are kept as slow hashes only',
      ],
      [
        signIn,
        'a wrong password and an unknown login get the same answer, and rest after the same five failures',
      ],
    ],
  }),
  r(99, 'a backup is restored whole; tampering with the log shows', {
    ...test(
      `${S}base/backup.db.test.ts`,
      'a backup under writes, restored elsewhere, has every row acknowledged before it and no half of a later one',
    ),
  }),
  r(100, 'measures on the areas of the reference measures, with proof'),
  r(101, 'accounts of the supplier have no standing access'),
  r(102, 'personal accounts; who granted what until when; a look each half year', {
    tests: [
      [
        `${staff}certify.db.test.ts`,
        'after half a year a role is due; to confirm it is a look, and no grant',
      ],
      [`${staff}change-staff.db.test.ts`, 'who granted a role that stays, stays its grantor'],
    ],
  }),
  r(103, 'the briefing before any screen with readers', {
    tests: [
      [
        `${briefing}briefing.rules.test.ts`,
        'every operation with a purpose asks it, and so does all that lends, takes money or moves patrons in',
      ],
      [`${briefing}briefing.db.test.ts`, 'after a year it is asked anew'],
    ],
  }),
  r(104, 'a promise of confidentiality by account', {
    ...test(
      `${briefing}briefing.db.test.ts`,
      'the report names who lacks it and why, of the own library only, and nobody who meets no patrons',
    ),
  }),
  r(105, 'screens show what the task needs'),
  r(106, 'a register of incidents with the scope from the log'),
  r(107, 'the level of protection as it was on a day'),
  r(108, 'a complaint is a case of its own'),
  r(109, 'every decision names VTC and GBA'),
  r(110, 'versions of the statement that never change'),
  r(111, 'a new version is told, compared, and who is not yet informed is known'),
  r(112, 'version 1 is that of 20 March 2020'),
]
