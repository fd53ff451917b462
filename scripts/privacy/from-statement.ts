import { M, S, magda, messaging, moving, r, type Requirement, signIn, test, walls } from './requirement.ts'

/** P1–P59: scope, data, purposes, hosting and retention, as the privacy statement of 20 March 2020 says them. */
export const fromStatement: readonly Requirement[] = [
  r(1, 'every column with personal data is in the data map; a new one fails'),
  r(2, 'each entry of the map names its purpose, and its basis in law', {
    control: 'the purpose stands in the map; the basis stands with the purpose in the register of processing',
  }),
  r(3, 'a person is kept while there is or was a membership', {
    control: 'docs/privacy.md, Two years; P54, P56, P59',
  }),
  r(4, 'the website is a client of the API, with no database or session of its own here', {
    control: 'docs/adr/0011-contract-as-data.md: the API is the only door',
  }),
  r(5, 'the statement in force is shown and printed wherever somebody registers or is known'),
  r(6, 'couplings are registered, and a disabled one sends nothing'),
  r(7, 'which version of the statement was shown, when, by whom and how'),
  r(8, 'nobody is kept without a membership or a pending registration', {
    control: 'patrons.patron.membership_type and member_since are required by the schema',
  }),
  r(9, 'controller and DPO are one central setting that every output follows'),
  r(10, 'a role for each of the seven work processes; ordering and cataloguing see no patron', {
    ...test(
      'server/src/work-processes.db.test.ts',
      'and nothing that touches a person is open to whoever is merely signed in',
    ),
  }),
  r(11, 'a query about readers without scope gets nothing', {
    ...test(walls, 'without a session no row of a person is seen, changed or removed'),
  }),
  r(12, 'no coupling runs without register entry and approval; switching is recorded'),
  r(13, 'a register of measures with owner, proof and review'),
  r(14, 'see, use, change and keep are separate leaves', {
    ...test(
      'server/src/work-processes.db.test.ts',
      'to see, use, change and store a patron are four leaves, and each refuses what is another',
    ),
  }),
  r(15, 'registering, lending and reminding need the minimum only', {
    ...test(
      `${M}patrons/register/register.db.test.ts`,
      'P27 P28 only a name is needed; a birth year is enough, and makes nobody an adult by guess',
    ),
  }),
  r(
    16,
    'without an agreement that holds today nobody of a library comes in, by any door; it closes by itself',
    {
      ...test(signIn, 'a library that is not active lets nobody in, and ends the sessions that it has'),
    },
  ),
  r(17, 'the agreement is a ceiling over the roles of a library', {
    ...test(
      `${M}organisation/oidc/oidc.db.test.ts`,
      'never give more than the agreement of the library, and neither does anybody there',
    ),
  }),
  r(18, 'lists for custom direct marketing are a right of their own'),
  r(19, 'such a list says for what and who; the reader can see it'),
  r(20, 'the form of registration is an allow-list'),
  r(21, 'each field keeps its source, who and when'),
  r(22, 'reading identity cards is a switch of each library'),
  r(23, 'the eID is a library card at once'),
  r(24, 'a move-in keeps the allow-list only, is tried dry, and is repeatable', {
    ...test(moving, 'the same export again changes nothing; a later one only what changed'),
  }),
  r(25, 'name and first name, and nothing else is derived'),
  r(26, 'one main residence, with its source'),
  r(27, 'more addresses, telephone and e-mail are optional'),
  r(28, 'gender may be unknown; birth dates may be partial'),
  r(29, 'the national number is checked, encrypted, masked, nowhere in clear'),
  r(30, 'loan history holds title, days and holds, by membership'),
  r(31, 'every charge, payment and message is in the record and in the export', {
    ...test(
      `${M}privacy/take-along/take-along.db.test.ts`,
      'P79 every personal column of the data map goes along, or says here why it does not',
    ),
  }),
  r(32, 'channel and language are kept and honoured by every message', {
    ...test(messaging, 'without a mail server every message is a letter'),
  }),
  r(33, 'what a card holds beside the allow-list is never kept'),
  r(34, 'only libraries on the central list keep numbers'),
  r(35, 'MAGDA is off until an authorisation is recorded, and stops when it ends', {
    tests: [
      [magda, 'without an authorisation nothing is asked, and the screen says why'],
      [
        magda,
        'on the day after its last day an authorisation holds no more, by itself; ended, it holds no more at once',
      ],
    ],
  }),
  r(36, 'the coupling writes the address and nothing else', {
    ...test(
      magda,
      'an address that moved lands with its source; what was before is kept; nothing else stays anywhere',
    ),
  }),
  r(37, 'credentials of the coupling are central', {
    control: 'KAFT_MAGDA_* are settings of the installation: docs/operating.md',
  }),
  r(38, 'what the authorisation does not name is not read', {
    ...test(`${S}base/magda/magda.test.ts`, 'what the authorisation does not name is not read'),
  }),
  r(39, 'GeefPersoon of MAGDA, with its three levels of exceptions', {
    ...test(
      `${S}base/magda/magda.test.ts`,
      'errors are told apart by where they stand, and by whether a repeat can help',
    ),
  }),
  r(40, 'only members with a number are asked about, and each question is logged', {
    tests: [
      [magda, 'nobody is asked about without a number, without a membership, or at another library'],
      [magda, 'every question is in the log before it leaves, for ten years, for who watches over it'],
    ],
  }),
  r(41, 'a closed list of six purposes; each read carries one', {
    control: 'packages/contract/src/privacy.ts, and the check constraint of privacy.access_log',
  }),
  r(42, 'a card opens one person; lost, ended and expired ones none'),
  r(43, 'the kind of membership is derived by rules that explain themselves', {
    control: 'patrons/memberships/derive.rules.ts, and its test',
  }),
  r(44, 'what differs between card and record is applied when staff say so'),
  r(45, 'a merge takes the stricter choice and can be taken back'),
  r(46, 'helpdesk access is asked for, limited in time, and seen'),
  r(47, 'statistics know no person', {
    control: 'docs/adr/0017-facts-for-trials.md: facts without person, title or item',
  }),
  r(48, 'figures over libraries have a smallest cell and lead to nobody'),
  r(49, 'campaigns are a class of their own with an unsubscribe link'),
  r(50, 'an objection to communication works at once by any door'),
  r(51, 'a start with an endpoint outside the EU fails'),
  r(52, 'no transfer without a registered recipient'),
  r(53, 'no page calls a host of somebody else', {
    ...test(
      'tests/e2e/start.test.ts',
      'the staff client comes with a nonce of its own, its files for ever, and the API is never the client',
    ),
  }),
  r(54, 'two years after the membership, to the day'),
  r(55, 'in those two years only administrative work reaches a record'),
  r(56, 'the two years begin with the last of membership, return, settlement, hold'),
  r(57, 'the run removes a record with all that hangs on it'),
  r(58, 'a library that leaves: export, settlement, removal, certificate'),
  r(59, 'each membership ends by itself; the identity with the last one'),
]
