import { M, S, magda, moving, r, type Requirement, test, walls } from './requirement.ts'

/** P113–P153: the law that the statement leans on. */
export const fromLaw: readonly Requirement[] = [
  r(113, 'what is not declared does not leave'),
  r(114, 'everything optional is off for a new patron'),
  r(115, 'each look is logged, in vain too'),
  r(116, 'consent of a parent under the age that is set'),
  r(117, 'answers in clear Dutch, without an account'),
  r(118, 'one extension, inside the first month, told with its reason'),
  r(119, 'a refusal has reasons and remedies'),
  r(120, 'free, unless unfounded with the motivation'),
  r(121, 'proof of identity is asked on doubt, and why is kept', {
    ...test(
      `${M}privacy/cases/cases.db.test.ts`,
      'P89 P90 a mailed request of any library waits for identity; the copy is encrypted, and gone with the proof',
    ),
  }),
  r(122, 'who came over by a move-in is told where the data are from', {
    ...test(moving, 'somebody signs, and every patron is told'),
  }),
  r(123, 'the report names the source of each group'),
  r(124, 'recipients are told; a case does not close before'),
  r(125, 'the file to take along has a schema and can come in again'),
  r(126, 'the right to object to marketing is said apart'),
  r(127, 'nothing grave happens without a human', {
    control: 'invoices are printed by hand; there is no collection agency',
  }),
  r(128, 'roles by processing: controller, joint, processor'),
  r(129, 'at the end of the contract everything goes back'),
  r(130, 'no export outside of the flows', {
    control: 'there is no operation that exports at will; lists of people expire',
  }),
  r(131, 'the register of processing is printed from the deployed schema'),
  r(132, 'the number is encrypted, and keys can be changed', {
    ...test(`${S}base/keys.test.ts`, 'after a rotation the new key closes and the old one still opens'),
  }),
  r(133, 'restoring is drilled', {
    ...test(
      `${S}base/backup.db.test.ts`,
      'a backup under writes, restored elsewhere, has every row acknowledged before it and no half of a later one',
    ),
  }),
  r(134, 'walls and doors are tested with each change', { ...test(walls, 'the walls have no hole') }),
  r(135, 'seventy-two hours, a form filled in, late with the reason'),
  r(136, 'what the supplier finds reaches the officer at once'),
  r(137, 'breaches that are not notified keep their reasons'),
  r(138, 'those whom it reached get a message in plain words'),
  r(139, 'a DPIA before a coupling of high risk runs'),
  r(140, 'the officer reads and changes no reader', {
    control: 'roles dpo and dpo_centraal in packages/contract/src/leave.ts have no leave of patrons',
  }),
  r(141, 'no transfer outside the EU', {
    control: 'privacy.coupling.in_eu can only be true; recipients name their country',
  }),
  r(142, 'the number is no key in exports, letters or barcodes', {
    ...test(
      `${M}patrons/register/register.db.test.ts`,
      'P29 the number stands nowhere in clear: not in a table, not in the log, not in an answer',
    ),
  }),
  r(143, 'without its own authorisation the register is not asked', {
    ...test(magda, 'without an authorisation nothing is asked, and the screen says why'),
  }),
  r(144, 'every question to the register is known for ten years', {
    ...test(magda, 'every question is in the log before it leaves, for ten years, for who watches over it'),
  }),
  r(145, 'the list of libraries that use the number, each half year', {
    ...test(
      `${M}patrons/number-list/number-list.db.test.ts`,
      'the list names every library, also those that were never on it',
    ),
  }),
  r(146, 'who may see numbers has promised confidentiality'),
  r(147, 'the matrix covers all fourteen areas'),
  r(148, 'an exchange is tied to its protocol with an end date', {
    control: 'reference and ends_on in the register of couplings; MAGDA in patrons.magda_authorisation',
  }),
  r(149, 'marketing by consent only, with a way out in each'),
  r(150, 'the ledger survives without the person'),
  r(151, 'no key leads back after ninety days', {
    control: 'P67, P70: the tie is deleted; statistics keep weeks and months (docs/privacy.md, Loan history)',
  }),
  r(152, 'a machine tells no more of a person than its profile says', {
    ...test(`${S}doors/sip2/sip2.db.test.ts`, 'the profile says how much of a person goes over the line'),
  }),
  r(153, 'no name beside a title on the hold shelf', {
    ...test(
      `${M}circulation/holds/holds.db.test.ts`,
      'a returned item finds its hold: to the shelf here, or on its way and received there',
    ),
  }),
]
