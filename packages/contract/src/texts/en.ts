import { type CodeTexts, counted, dayIn, numberIn, wordIn, writeEn as write } from './about.ts'
import { bulkTexts } from './bulk.ts'
import { cooperationTexts } from './cooperation.ts'
import { cataloguingTexts } from './cataloguing.ts'
import { movingTexts } from './moving.ts'
import { privacyTexts } from './privacy.ts'
import { readerTexts } from './readers.ts'

/** The sentences of Kaft in English, as plain as the Dutch ones. No text names another person. */
export const en: CodeTexts = {
  ...bulkTexts.en,
  ...cooperationTexts.en,
  ...movingTexts.en,
  ...cataloguingTexts.en,
  ...privacyTexts.en,
  ...readerTexts.en,
  item_unknown: () => 'This barcode is not known. Check that you scanned the right code.',
  card_unknown: () => 'This card is not known. Check that you scanned the right card.',
  code_unknown: () => 'This code is not known. Check that you scanned the right code.',
  code_ambiguous: () => 'This code fits more than one thing. Choose what you scanned.',
  code_is_isbn: () => 'This is the ISBN, not the barcode of the item.',

  patron_expired: about => {
    const until = dayIn(about, 'member_until') ?? dayIn(about, 'until')
    return until === null ? 'The membership has ended.' : `The membership ran until ${write.day(until)}.`
  },
  patron_blocked: about => {
    const reason = wordIn(about, 'reason')
    const until = dayIn(about, 'until')
    const end = until === null ? '' : ` It lasts until ${write.day(until)}.`
    return `This patron is blocked.${reason === null ? '' : ` Reason: ${reason}.`}${end}`
  },
  not_identified: about => {
    const until = dayIn(about, 'until')
    const end = until === null ? '' : ` There is time until ${write.day(until)}.`
    return `Registered online and not seen at the desk yet. Read the eID or look at an identity document.${end}`
  },
  consent_missing: () => 'Ask for the consent of a parent or guardian. Note it under Family.',
  patron_deceased: () => 'This patron has died. Nothing is lent or renewed any more.',
  debt_block: about => {
    const open = numberIn(about, 'balance_cents')
    const limit = numberIn(about, 'limit_cents')
    const first = open === null ? 'An amount is open.' : `${write.cents(open)} is open.`
    if (limit === null) return `${first} This patron cannot borrow now.`
    return `${first} From ${write.cents(limit)} this patron cannot borrow.`
  },
  overdue_block: about => {
    const count = numberIn(about, 'count')
    const days = numberIn(about, 'days')
    const first =
      count === null
        ? 'This patron has something overdue.'
        : `This patron has ${counted(count, 'item', 'items')} overdue.`
    return days === null
      ? `${first} Borrowing can go on when that is back.`
      : `${first} From ${counted(days, 'day', 'days')} overdue, borrowing stops.`
  },
  card_ended: () => 'This card was replaced or withdrawn. Ask the patron for the new card.',
  card_expired: about => {
    const until = dayIn(about, 'until')
    return `This card expired${until === null ? '' : ` on ${write.day(until)}`}. Ask the patron for the new card.`
  },
  card_lost: () => 'This card was reported lost. Ask the patron for the new card.',
  limit_reached: about => {
    const count = numberIn(about, 'count') ?? numberIn(about, 'limit')
    if (numberIn(about, 'limit') === 0)
      return wordIn(about, 'of') === 'holds'
        ? 'This membership does not cover reservations.'
        : 'This membership cannot borrow this.'
    if (count === null) return 'This patron has reached the limit. More at once is not possible.'
    if (wordIn(about, 'of') === 'holds_per_title')
      return `This patron already has ${counted(count, 'reservation', 'reservations')} on this title. More is not possible.`
    if (wordIn(about, 'of') === 'holds')
      return `This patron already has ${counted(count, 'reservation', 'reservations')}. More at once is not possible.`
    return `This patron already has ${write.items(wordIn(about, 'item_type') ?? '', count)}. More at once is not possible.`
  },
  age_too_low: about => {
    const age = numberIn(about, 'min_age')
    return age === null
      ? 'This patron is too young for this item.'
      : `This item is for patrons of ${age} and older.`
  },
  item_on_loan_elsewhere: () => 'Still on loan to another patron.',
  item_on_loan_here: () => 'This patron already has this at home.',
  item_not_loanable: () => 'This item is not for loan. It stays in the library.',
  item_missing: () => 'This item was marked missing. Check that it is in order.',
  item_withdrawn: () => 'This item has been withdrawn. Put it aside.',
  item_lost: () => 'This item was marked as lost. Take it back first.',
  item_damaged: () => 'This item is marked as damaged. Put it aside for repair.',
  item_incomplete: () => 'This item is incomplete. Put it aside until the missing part is there.',
  item_out: () => 'This item is on loan. Take it back first.',
  item_as_said: () => 'This item was marked so already.',
  found_again: about => {
    const dropped = numberIn(about, 'dropped_cents') ?? 0
    const credit = numberIn(about, 'credit_cents') ?? 0
    const kept = numberIn(about, 'kept_cents') ?? 0
    const parts = [
      dropped > 0 ? `${write.cents(dropped)} falls away.` : '',
      credit > 0 ? `${write.cents(credit)} is now credit of the patron.` : '',
      kept > 0 ? `${write.cents(kept)} stays due.` : '',
    ].filter(part => part !== '')
    return ['This was lost and is back.', ...parts].join(' ')
  },
  invoice_lapsed: about => {
    const dropped = numberIn(about, 'dropped_cents') ?? 0
    const credit = numberIn(about, 'credit_cents') ?? 0
    const kept = numberIn(about, 'kept_cents') ?? 0
    const parts = [
      dropped > 0 ? `${write.cents(dropped)} falls away.` : '',
      credit > 0 ? `${write.cents(credit)} is now credit of the patron.` : '',
      kept > 0 ? `${write.cents(kept)} stays due.` : '',
    ].filter(part => part !== '')
    return ['An invoice went out for this.', ...parts].join(' ')
  },
  price_unknown: () => 'No price is known. Charge the replacement by hand.',
  loan_lost: about =>
    about['aged'] === true
      ? 'Cannot be renewed: this stayed away too long and counts as lost.'
      : 'Cannot be renewed: this was declared lost.',
  loan_claimed: about => {
    const on = dayIn(about, 'claimed_on')
    return `Cannot be renewed: the patron says this was brought back${on === null ? '' : ` on ${write.day(on)}`}.`
  },
  claim_found: () => 'The patron was right: this had been brought back. There is no late fee.',
  claim_brought: () => 'The patron brought this back. The late fee counts until the day of the claim.',
  claim_closed: () => 'This was settled already.',
  last_borrower_gone: () =>
    'The tie to the last patron is gone. After 90 days nobody knows any more who borrowed this.',
  held_for_another: () => 'Reserved for another patron. Put this item aside.',
  in_transit: about => {
    const branch = wordIn(about, 'branch')
    return branch === null
      ? 'This item is on its way to another branch.'
      : `This item is on its way to ${branch}.`
  },
  no_rule: () =>
    'The regulation says nothing about this item and this patron. Ask who manages the regulation.',
  no_calendar: () => 'No open day was found to bring it back. Check the calendar.',
  library_not_connected: about => {
    const library = wordIn(about, 'library')
    return library === null
      ? 'This card belongs to a library that you do not cooperate with.'
      : `This card belongs to ${library}. You do not cooperate with it.`
  },
  item_of_unconnected_library: about => {
    const library = wordIn(about, 'library')
    return library === null
      ? 'This item belongs to a library that you do not cooperate with. Put it aside.'
      : `This item belongs to ${library}. Put it aside.`
  },

  renewals_exhausted: about => {
    const times = numberIn(about, 'limit')
    if (times === 0) return 'This item cannot be renewed.'
    return times === null
      ? 'It cannot be renewed more often.'
      : `This was renewed ${counted(times, 'time', 'times')} already. More is not possible.`
  },
  renewal_not_later: about => {
    const due = dayIn(about, 'due_on')
    return due === null
      ? 'Renewing now gives no later date.'
      : `Renewing now gives no later date than ${write.day(due)}.`
  },
  renewal_when_overdue: about => {
    const days = numberIn(about, 'days')
    return days === null
      ? 'It cannot be renewed any more: it is overdue.'
      : `It cannot be renewed any more: it is ${counted(days, 'day', 'days')} overdue.`
  },
  renewal_too_soon: about => {
    const days = numberIn(about, 'limit_days')
    return days === null
      ? 'It cannot be renewed yet. Nearer to the due date it can.'
      : `It can be renewed from ${counted(days, 'day', 'days')} before the due date.`
  },
  desk_only: () => 'This is done at the desk only.',
  renewal_costs: about => {
    const cents = numberIn(about, 'cents')
    return cents === null
      ? 'Renewing costs money. It is not done by itself.'
      : `Renewing costs ${write.cents(cents)}. It is not done by itself.`
  },
  deposit_needed: about => {
    const cents = numberIn(about, 'deposit_cents')
    const paid = numberIn(about, 'paid_cents') ?? 0
    if (cents === null) return 'This patron pays a deposit first.'
    if (paid === 0) return `This patron pays a deposit of ${write.cents(cents)} first.`
    return `The deposit is ${write.cents(cents)}. Of that, ${write.cents(paid)} is paid.`
  },
  debt_age_block: about => {
    const cents = numberIn(about, 'old_cents')
    const days = numberIn(about, 'limit_days')
    const first =
      cents === null
        ? 'A cost has been open for too long.'
        : `${write.cents(cents)} has been open for too long.`
    return days === null
      ? `${first} This patron cannot borrow now.`
      : `${first} After ${counted(days, 'day', 'days')} this patron cannot borrow.`
  },
  too_many_overdue: about => {
    const count = numberIn(about, 'count')
    return count === null
      ? 'This patron has too many items overdue.'
      : `This patron has ${counted(count, 'item', 'items')} overdue. Lending can go on once they are back.`
  },
  reserved_by_another: () => 'It cannot be renewed: another patron reserved it.',
  not_on_loan: () => 'This was not on loan.',
  max_total_reached: about => {
    const days = numberIn(about, 'limit_days')
    return days === null
      ? 'The longest loan time is reached.'
      : `The longest loan time of ${counted(days, 'day', 'days')} is reached.`
  },

  hold_not_allowed: () => 'This title cannot be reserved.',
  hold_duplicate: () => 'This patron has already reserved this title.',
  hold_already_on_loan: () => 'This patron already has this title at home.',
  hold_no_items: () => 'There is no item of this title that can be reserved.',
  hold_closed: () => 'This reservation is already closed.',
  hold_not_waiting: () =>
    'This reservation already has an item. It can no longer be suspended or asked elsewhere.',
  hold_not_suspended: () => 'This reservation is already running.',
  hold_days_invalid: () => 'This date is not possible. Choose a day after today, and not after the end.',
  hold_item_unfit: () => 'This item cannot be reserved. Reserve the title.',
  hold_series_unknown: () =>
    'The reservation of the previous volume is no longer open. Reserve this one apart.',
  ibl_already: about => {
    const until = dayIn(about, 'until')
    return until === null
      ? 'Other libraries are already asked for this reservation.'
      : `Other libraries are already asked for this reservation, until ${write.day(until)}.`
  },
  ibl_own_item: about => {
    const items = numberIn(about, 'items')
    return items === null
      ? 'Our own cooperation can still fill this reservation.'
      : `${counted(items, 'item', 'items')} of our own cooperation can still fill this.`
  },
  ibl_nobody: () => 'No other library has an item that we can ask for.',
  ibl_not_asked: () => 'No other library is asked here any more.',
  ibl_item_unfit: () => 'This item does not fit this request, or it cannot leave now.',
  hold_ready: about => {
    const count = numberIn(about, 'count') ?? 1
    const code = wordIn(about, 'hold_code')
    const where = code === null ? '' : `: shelf ${code}`
    return count === 1 ? `1 reservation is ready${where}.` : `${count} reservations are ready${where}.`
  },
  pickup_branch_not_reachable: () => 'This item cannot be picked up there. Choose another branch.',
  item_available_here: () => 'This title is on the shelf here now. There is no need to reserve it.',

  undo_impossible: () => 'This can no longer be undone.',
  undo_item_moved_on: () => 'This can no longer be undone, because the item has since been lent or moved.',
  undo_paid: () => 'This can no longer be undone, because the late fee has been paid.',
  undo_of_many: () => 'This belongs to a change of many at once. Roll it back there.',
  undo_already: () => 'This was already undone.',
  fine_not_booked: about => {
    const cents = numberIn(about, 'amount_cents')
    return cents === null
      ? 'No late fee was booked.'
      : `The late fee of ${write.cents(cents)} was not booked.`
  },
  item_note: about => {
    const note = wordIn(about, 'note')
    return note === null ? 'Check this item.' : `Check: ${note}`
  },
  patron_note: about => wordIn(about, 'note') ?? 'There is a note with this patron.',
  busy_again: () => 'Another desk is just using this item or this patron. Try again.',

  pull_not_wanted: () => 'This item is not on the pull list. Put it back in its place.',
  pull_not_here: () => 'This item is not marked as being on the shelf. Scan it at the desk.',
  pull_line_gone: () => 'This line is off the list. Someone else found it, or nobody waits any more.',
  home_no_round: () => 'This patron is not on this round, or there is no round on that day.',
  home_round_left: () => 'This round has left. Put it in the bag of the next round.',
  home_paused: about => {
    const until = dayIn(about, 'until')
    return `This patron has a pause${until ? ` until ${write.day(until)}` : ''}. End it to put something into the bag.`
  },
  home_pause_backwards: () => 'The last day of the pause is before the first. Choose a later day.',
  home_route_used: () => 'Patrons are still on this route. Put them on another one first.',
  home_route_full: () => 'This route is full. Make a second one.',
  home_list_expired: () => 'This list is given from two weeks before the round until a week after.',
  title_had_before: about => {
    const on = dayIn(about, 'on')
    return on ? `Had this before, last on ${write.day(on)}.` : 'Had this before.'
  },
  child_unknown: () => 'This child is not on the class list any more. Choose another child.',

  crate_return_mode: () => 'This is a crate. Turn return mode on to fill or receive it.',
  crate_to_where: () => 'Choose where this crate goes.',
  crate_not_reachable: () => 'No transport goes to that branch. Choose another.',
  crate_busy: () => 'This crate was opened, sent or received meanwhile. Scan it again.',
  crate_empty: () => 'This crate is still empty. Scan an item first.',
  crate_closed: about => {
    const code = wordIn(about, 'code')
    return `${code === null ? 'The crate' : `Crate ${code}`} is closed already. Put this item aside.`
  },
  crate_other_branch: about => {
    const branch = wordIn(about, 'branch')
    return `Not in this crate${branch === null ? '' : `: it goes to ${branch}`}. Put this item aside.`
  },
  crate_open_elsewhere: about =>
    `This crate stands open in ${wordIn(about, 'branch') ?? 'another branch'}. Close it there first.`,
  crate_on_its_way: about =>
    `This crate is closed already and on its way to ${wordIn(about, 'branch') ?? 'another branch'}.`,
  crate_not_for_here: about => `This crate goes to ${wordIn(about, 'branch') ?? 'another branch'}.`,
  transit_over: () => 'This item is not on its way any more.',
  slip_none: () => 'This item is neither ready nor on its way. It needs no slip.',
  undo_crate_moved_on: () =>
    'This cannot be undone any more, because the crate was filled, sent or emptied meanwhile.',

  card_in_use: () => 'This card already belongs to another patron. Take another card.',
  number_invalid: () => 'This is not a valid national number. Check the digits.',
  number_test_only: () => 'On this system you can only use test numbers.',
  number_not_allowed: about =>
    `${wordIn(about, 'library') ?? 'This library'} may not keep the national number.`,
  class_list_not_here: () => 'A class list belongs to the card of a class or an institution.',
  family_self: () => 'This is the card of the patron. Scan the card of the other one.',
  family_twice: () => 'These two belong together in this way already.',
  family_other_library: () => 'These two are members of different libraries. They cannot be tied.',
  family_no_payer: () => 'Only a parent or guardian can pay for a child.',
  family_no_child: () => 'Whoever is 18 has no parent or guardian here any more. Choose “may collect”.',
  class_list_full: () => 'A class list holds 60 children. Take some children off first.',
  child_name_twice: about => {
    const { name } = about
    return typeof name === 'string'
      ? `${name} is on the list already. Add the first letter of the family name.`
      : 'This name is on the list already. Add the first letter of the family name.'
  },
  eid_off: about => {
    const library = wordIn(about, 'library')
    return `${library ?? 'This library'} reads no identity cards. Fill in the form by hand.`
  },
  eid_unreadable: () =>
    'The card cannot be read. Put it in again or update the eID software. You can also fill in the form by hand.',
  proof_needed: () => 'Read the identity card or look at a document of identity. Say what you saw.',
  number_other: () =>
    'This patron has another national number. Check that you have the right patron and the right card.',
  conflict_gone: () => 'This was settled in the meantime.',
  known_here: () => 'This person is already a member with you.',
  receipt_mail_off: () =>
    'Mailing is not possible here now. The coupling with the mail server is off or not approved. Print the receipt.',
  receipt_no_email: () =>
    'The record of this patron has no e-mail address. Fill it in on the page of the patron, or print the receipt.',
  receipt_empty: () =>
    'There is nothing to put on a receipt. Nothing was lent, returned or paid in this visit.',
  patron_unknown: about => {
    const library = wordIn(about, 'library')
    return library === null
      ? 'We find nobody with these data.'
      : `We find nobody with this name in ${library}.`
  },
  email_invalid: () => 'This e-mail address is not right. Check that it has an @ and a dot.',
  birth_invalid: () => 'This birth date is not right. Check the day, the month and the year.',
  membership_type_tariff: about => {
    const name = wordIn(about, 'name')
    return `This patron has no right to ${name ?? 'this kind of membership'}. Look at “Why this kind?”.`
  },
  category_unknown: () => 'This group of readers does not exist here.',
  uitpas_off: () => 'The link with UiTPAS is off. Ask for a proof on paper.',
  uitpas_unknown: () => 'UiTPAS does not know this number. Check the digits.',
  uitpas_no_tariff: () => 'This UiTPAS has no social tariff now.',
  uitpas_away: () => 'UiTPAS does not answer. Try again later, or ask for a proof on paper.',
  news_empty: () => 'Give the campaign a name, a subject and a text.',
  news_nobody: () => 'Nobody whom you chose may or wants to get this. The preview says why.',
  campaign_sent: () => 'This campaign was sent already. Make a new one.',
  campaign_not_sent: () => 'There is nothing to stop: this campaign is not on its way.',
  campaign_people_changed: () =>
    'Meanwhile there are more or fewer. Nothing was sent. Look at the preview again.',
  address_list_over: () => 'This list is over. Make a new one if you still need it.',
  list_purpose_needed: () => 'Write in a few words what the list is for.',
  list_day_needed: () => 'Choose a day from today on.',
  list_empty: () => 'Nobody belongs on this list. Nothing was made.',
  list_too_long: () => 'Too many patrons belong on this list. Choose an earlier day.',
  magda_off: () => 'This installation has no line to MAGDA.',
  magda_not_authorised: () => 'No authorisation to ask the national register runs now. Nothing was asked.',
  magda_no_number: () => 'No national number of this patron is known.',
  magda_not_member: () => 'Only the address of somebody who is a member now may be asked.',
  magda_unknown: () => 'The national register does not know this number. Check the number on the card.',
  magda_refused: about =>
    `MAGDA refuses the question (${wordIn(about, 'code') ?? '?'}). The address stays as it is. Tell your administrator.`,
  magda_away: () => 'MAGDA does not answer. The address stays as it is. Try again later.',
  notice_unknown: () => 'This notice does not exist any more.',
  merge_self: () => 'This is the same patron twice. Choose the other one.',
  merge_not_person: () => 'A card of a class, an institution or a library is never merged.',
  merge_two_persons: () => 'These two each have a national number of their own. They are two people.',
  merge_keeps_online: () =>
    'The record that stays is an online registration that nobody has seen yet. Keep the other record.',
  online_closed: () => 'Registering on the website is not possible now. Come by at the library.',
  online_statement: () => 'The privacy statement has changed meanwhile. Read the new one and try again.',
  online_guardian_needed: about => {
    const age = numberIn(about, 'age')
    return `A parent or guardian sends this form${age === null ? '' : ` until the age of ${age}`}. Say who that is.`
  },
  online_code_wrong: () =>
    'This code does not fit or is no longer valid. Look at it again or send the form anew.',
  online_not_waiting: () => 'This patron was identified already. Load the page again.',
  online_day: () => 'Choose a day between yesterday and about a year from now.',
  merge_already: () => 'One of these records was merged with another one already.',
  merge_birth_differs: () => 'The birth dates differ. Check whether this is one person.',
  merge_name_differs: () =>
    'The given names differ. Twins have two records. Check whether this is one person.',
  merge_too_late: () => 'A merge can be taken back for 30 days. Those are over.',
  membership_end_day: () => 'Choose a day from today on, and not after the membership runs out.',
  membership_ends_already: () => 'The end of this membership was said already.',
  membership_type_unknown: () => 'This kind of membership does not exist here.',
  membership_type_age: about => {
    const name = wordIn(about, 'name')
    const from = numberIn(about, 'from_age')
    const to = numberIn(about, 'to_age')
    const ages = from === null || to === null ? '' : ` It is for ages ${from} to ${to}.`
    return `${name === null ? 'This membership' : `Membership ${name}`} does not fit this age.${ages}`
  },
  address_reason_needed: () =>
    'This address came from the eID or the register. Say why you change it by hand.',
  address_letters_once: () => 'Letters can go to one address only. Choose one.',
  patron_not_own: () => 'This patron is registered with another library. Only that library can change this.',
  title_unknown: () => 'This title was not found.',
  title_needed: () => 'No title has this ISBN. Fill in a title.',
  isbn_invalid: () => 'This is not a valid ISBN. Check the digits, or leave it empty.',
  barcode_in_use: () => 'This code is already used. Take another barcode.',
  charge_unknown: () => 'This charge was not found.',
  charge_paid: () => 'Something was paid on this charge. Book that payment back first.',
  charge_not_by_hand: () =>
    'This charge came of something else, such as a membership or a loan. Undo that, or waive the charge.',
  amount_too_high: about => {
    const open = numberIn(about, 'open_cents')
    return open === null
      ? 'This is more than is open.'
      : `This is more than is open. ${write.cents(open)} is open.`
  },
  payment_unknown: () => 'This payment was not found.',
  already_reversed: () => 'This payment was already booked back.',
  credit_settles_first: () => 'Something is still open. Settle that with the credit first.',
  nothing_to_pay: () => 'Nothing is open.',

  sign_in_failed: () => 'We do not know this combination. Check your name and your password.',
  account_locked: () => 'This account is locked. Wait a while or ask your administrator.',
  pin_failed: () => 'We do not know this combination. Check your initials and your PIN.',
  full_sign_in_needed: () => 'Sign in fully once a day at this workstation.',
  workstation_unknown: () => 'This workstation is not known. Ask your administrator to register it.',
  session_ended: () => 'You are signed out. Sign in again.',
  second_factor_needed: () => 'This needs your second step. First prove that it is you.',
  second_factor_missing: () => 'This needs a second step. Set one up under My account.',
  second_factor_wrong: () =>
    'This code is not right. See whether the clock of your phone is right, and try again.',
  second_factor_used: () => 'This code was used already. Wait for the next one.',
  challenge_over: () => 'This took too long. Begin again.',
  password_wrong: () => 'This password is not right. Try again.',
  password_same: () => 'This is the password that you have already. Choose another.',
  password_elsewhere: () =>
    'You have no password in Kaft: you sign in with the service of your organisation. Change it there.',
  reset_own: () => 'Your own second step is taken away by another administrator.',
  practice_off: () => 'There is no practice room here.',
  ticket_over: () => 'This took too long. Go to the practice room again from Kaft.',
  oidc_off: () => 'Here you cannot sign in elsewhere. Use your password.',
  oidc_away: () =>
    'The sign-in service does not answer. Sign in with your password if you have one, or try again later.',
  oidc_over: () => 'This took too long, or it began in another window. Begin to sign in again.',
  oidc_refused: () => 'The sign-in service did not confirm who you are. Begin again.',
  oidc_unlinked: () => 'You are signed in, but your account in Kaft is not linked yet.',
  oidc_other_library: () => 'You signed in for another organisation than that of your library.',
  invitation_wrong: () =>
    'This invitation is not right, or it ran out. Ask your administrator for a new one.',
  role_beyond_agreement: () => 'This role is outside the agreement of your library.',
  briefing_needed: () => 'Read and sign the privacy briefing first. After that you can work with patrons.',
  briefing_other_version: () => 'There is a new version meanwhile. Read that one first.',
  briefing_what_changed: () => 'Say in both languages what is other than in the version before.',
  library_inactive: () => 'This library is not active. Ask the administrator of the consortium.',
  library_not_agreed: () =>
    'The agreement between your library and Cultuurconnect does not hold today. Until one does, nobody of your library can sign in. Tell your management, or ask the administrator of the consortium.',
  branch_not_yours: () => 'This branch does not belong to your library.',
  leave_beyond_own: () => 'You cannot give anyone more rights than you have yourself.',
  login_in_use: () => 'This sign-in name is already used. Choose another.',
  name_in_use: () => 'This name is in use already. Choose another one.',
  badge_in_use: () => 'This badge belongs to a colleague already. Take another badge.',
  password_too_short: () => 'This password is too short. Take one of at least 12 characters.',
  last_manager: () => 'This is the last administrator. Give someone else that role first.',
  leaves_in_past: () => 'This day is over. Choose today or later, or end the account at once.',
  certify_own: () => 'You cannot confirm your own roles. Ask another administrator.',
  hours_invalid: () => 'These opening hours are not right. Check that they do not overlap.',
  agreement_overlaps: () => 'One of these libraries already cooperates with another of them in that period.',
  agreement_ended: () => 'This cooperation has already ended.',
  setting_unknown: () => 'This setting does not exist.',
  setting_invalid: () => 'This value does not fit this setting.',
  months_wrong: () => 'Choose a beginning before the end, and five years at most.',
  regulation_not_draft: () => 'This version of the regulation is fixed. Make a draft to change something.',
  regulation_incomplete: about =>
    wordIn(about, 'says_en') ?? 'The regulation is not complete. Fill the gaps or make them not for loan.',
  regulation_same_moment: () => 'A version of the regulation already starts on that day. Choose another day.',
  regulation_ask_first: () => 'A second person must activate this regulation. Ask for approval first.',
  regulation_other_person: () =>
    'You asked for approval or changed this draft last. Somebody else must activate it.',
  regulation_not_scheduled: () =>
    'Only a version that has yet to begin can be withdrawn. Otherwise go back to an earlier version.',
  regulation_not_earlier: () =>
    'You cannot go back to this version: it holds now, it never held, or it was withdrawn.',

  not_found: () => 'This was not found.',
  invalid: () => 'Something you filled in is not right. Check the fields.',
  no_leave: () => 'You cannot do this. Ask: head of the desk or administrator.',
  not_signed_in: () => 'You are not signed in. Sign in to go on.',
  changed_meanwhile: () => 'Someone changed this in the meantime. Look at it again and retry.',
  command_reused: () => 'This action was already processed with other data. Try again.',
  too_many: () => 'You tried too often. Wait a moment and try again.',
  unavailable: () => 'The server does not answer for a moment. We are trying again.',
  fault: () => 'This failed by a fault on our side. Nothing was changed. Try again.',
  too_large: () => 'This is too large to process.',
  not_acceptable: () => 'This request is not in a form that Kaft understands.',
}
