// What the check of the walls lets pass, each with its reason.

/** Functions that run with the rights of their owner, by signature. */
export const definers: Readonly<Record<string, string>> = {
  'organisation.session_library()': 'turns the secret of a session into its library',
  'organisation.own_library()': 'the same, for policies',
  'organisation.scope_of(bigint)': 'derives the scope from the agreements valid now',
  'organisation.reach(bigint,boolean,bigint)':
    'the same, of a helper from outside too: nobody, or the one library of a ticket',
  'organisation.scope()': 'the same, for the session',
  'organisation.help_asker()': 'who the helper of this session is, to themselves',
  'organisation.help_judge()': 'the library of this session, where it is not that of a helper',
  'organisation.helpers_apart()': 'keeps the accounts of helpers apart; called by a trigger only',
  'organisation.session_of_helper()':
    'says of a session whether it is that of a helper; called by a trigger only',
  'organisation.help_stands()': 'keeps what was asked and answered as it was; called by a trigger only',
  'organisation.help_ends()': 'ends the sessions of help that ended; called by a trigger only',
  'organisation.open_help(bigint,bigint,bytea)':
    'opens a session of the library that a ticket names, to its helper and while it runs',
  'organisation.move_help(text,bigint)': 'the branch of such a session, within the library',
  'organisation.leave_help(text,bytea)': 'gives a helper their own session back, once',
  'privacy.log_help(text,timestamp with time zone,text,text,bigint[],text[],text[],bytea[])':
    'logs whom a helper looked at; reads nothing',
  'organisation.keep_scope(bigint,bigint)': 'keeps the derived scope of one library',
  'organisation.sessions_end()': 'ends the sessions of an account that changed; called by a trigger only',
  'organisation.for_consortium()': 'whether the session has a role for the whole consortium',
  'organisation.coupling_runs(text,date)': 'whether a coupling may send; one bit, of no person',
  'organisation.for_privacy()':
    'whether the session has the role of data protection officer for all libraries',
  'organisation.agreements_changed()': 'makes every kept scope void; called by a trigger only',
  'organisation.participation_counts()':
    'on which days a library has an agreement, written on its row; called by a trigger only',
  'organisation.absorbed()': 'of which libraries the job of a fusion moves rows, and nobody else',
  'organisation.succeeded(bigint)': 'which libraries became part of one; public, as agreements are',
  'organisation.fusion_goes_on()':
    'closes the library that is absorbed and makes every kept scope void; called by a trigger only',
  'organisation.departure_goes_on()':
    'closes the library that leaves and makes every kept scope void; called by a trigger only',
  'organisation.enter(text)': 'begins the work of a session and refuses an ended one',
  'organisation.enter_library(bigint)': 'lets jobs, and only those, enter one library',
  'organisation.session_facts()': 'what the session of the given secret is told of itself',
  'organisation.sign_in_facts(text,bytea)': 'one account, before there is a session',
  'organisation.identity_facts(text,text,bytea)':
    'one account by who it is at a provider, before there is a session',
  'organisation.link_identity(bytea,text,text,timestamp with time zone)':
    'gives one account to whoever brings its invitation, before there is a session',
  'organisation.machine_facts(text)': 'one machine, before there is a session',
  'organisation.sign_in_failed(bigint,timestamp with time zone)': 'counts a failure of one account',
  'organisation.open_session(bigint,bigint,bigint,bytea,timestamp with time zone,timestamp with time zone,timestamp with time zone,boolean)':
    'opens a session of one account',
  'organisation.reader_patron()': 'who the session of a reader is, to itself',
  'organisation.reader_owner()': 'who signed in, to their own session',
  'organisation.reader_guards()': 'whether that session shows a child, for policies that show less of one',
  'patrons.reader_tie(bigint,bigint)':
    'what one record is to the reader who signed in; called by those that know who, and by no role',
  'patrons.reader_records()': 'which records that reader may look at, with counts and no title',
  'patrons.show_record(bigint)': 'lets the own session look at one of those',
  'organisation.reader_library()': 'the library of that reader, to itself',
  'organisation.reader_ids()':
    'the records of that one person in the libraries that share them, for policies',
  'patrons.enter_reader(text)': 'begins the work of the session of a reader and refuses an ended one',
  'patrons.reader_facts()': 'what that session is told of itself',
  'patrons.own_reader_password()': 'what the own password is checked against, to the session of that reader',
  'patrons.own_reader_password_since()': 'since when, to the same',
  'patrons.change_reader_password(text,timestamp with time zone)':
    'sets the own password, and ends the own sessions',
  'patrons.set_reader_password(bigint,text,timestamp with time zone)':
    'sets the password of one reader; called by those that know which, and by no role',
  'patrons.reader_candidates(text,bigint)': 'whom one card opens, before there is a session',
  'patrons.reader_turn(text,timestamp with time zone)':
    'counts who guesses, by a keyed hash of what was typed',
  'patrons.reader_proven(text)': 'forgets that count',
  'patrons.open_reader(bigint,bigint,bytea)': 'opens a session of one reader',
  'patrons.ask_reader_link(text,bigint,uuid,timestamp with time zone,timestamp with time zone)':
    'makes a link for one card; tells nothing',
  'patrons.reader_link_facts(uuid,timestamp with time zone)':
    'what one link is judged by, before there is a session',
  'patrons.use_reader_link(uuid,text,timestamp with time zone)': 'uses one link up',
  'patrons.hand_reader_code(bigint,uuid,text,timestamp with time zone,timestamp with time zone,bigint)':
    'keeps the hash of a code for one patron of the own library, and ends the former; tells nothing',
  'patrons.end_reader_codes(bigint,timestamp with time zone)':
    'ends the codes of one patron of the own library; tells nothing',
  'patrons.try_reader_codes(text,timestamp with time zone)':
    'counts a try at the codes of one card, and says what it is checked against',
  'patrons.open_reader_code(uuid,timestamp with time zone)': 'turns the code of one link into that link',
  'patrons.links_to_mail(timestamp with time zone)': 'libraries with a link to mail; for jobs only',
  'patrons.forget_rests(timestamp with time zone)': 'forgets who rested; answers how many; for jobs only',
  'patrons.number_known(bytea)': 'says of a number: here, or elsewhere, and nothing more',
  'patrons.person_of(bytea,text,timestamp with time zone)':
    'makes or finds the shared identity, and gives its id only',
  'patrons.fee_covered(bigint)':
    'whether the fee of an own patron was paid in an agreement that shares it: one bit',
  'patrons.number_of(bigint)': 'the encrypted number of a patron in scope',
  'patrons.patron_of_number(bytea)': 'the id of the patron in scope whom a number names',
  'patrons.note_conflicts(bigint,timestamp with time zone)':
    'writes which fields of one person differ between libraries, and tells nothing',
  'patrons.open_conflicts(bigint,integer)':
    'the names that differ, to who works for the whole consortium and nobody else',
  'patrons.settle_conflict(bigint,bigint,text,timestamp with time zone,bigint)':
    'ends one conflict, for who works for the whole consortium and nobody else',
  'privacy.log_central(timestamp with time zone,text,text,text,bigint,bigint,bigint[],text[],text[],bytea[])':
    'logs whom somebody of the consortium looked at, at the library of the record; reads nothing',
  'privacy.find_anyone(text,text[],integer)':
    'whom a request may be about, to the data protection officer of all libraries and nobody else',
  'patrons.stop_news(bigint,text)':
    'turns news off for the record that a link under a mail names, signed in or not; tells nothing',
  'messaging.sending_libraries()': 'libraries whose campaigns are on their way; for jobs only',
  'privacy.patron_stands(bigint)':
    'whether one record still stands, to its own library or to the officer of all: one bit',
  'privacy.breach_library(bigint)': 'of which library a breach is, to the officer of that library or of all',
  'privacy.looks_of_breach(bigint,bigint,bigint,timestamp with time zone,timestamp with time zone)':
    'whose records the log of that library names between two moments, to the same: ids',
  'privacy.accounts_of_breach(bigint)': 'accounts of that library by name, to the same',
  'privacy.log_breach_search(bigint,timestamp with time zone,text,bigint,bigint,bytea)':
    'writes of such a search in the log of that library; reads nothing',
  'statistics.sums(date,jsonb)':
    'adds up the counts of libraries for the job that protects them; no person, and no right of a session',
  'privacy.announcing()': 'libraries whose members are still to be told of a statement; for jobs only',
  'privacy.telling()': 'libraries in which people are still to be told of a breach; for jobs only',
  'privacy.waiting_tasks()': 'libraries in which something waits to be done for a case; for jobs only',
  'circulation.lent_items_stay()':
    'keeps an item of which any loan tells from going, where the key of the loan did; tells nothing else',
  'circulation.queue_facts(bigint,date,bigint[],boolean)':
    'the queue of an item in scope: who waits by id and branch, no patron',
  'circulation.pull_facts(bigint,timestamp with time zone,date)':
    'what stands on the shelf of a branch in scope and who waits for it: ids, branches and days, no patron',
  'circulation.move_hold(bigint,bigint,text,text,timestamp with time zone,date)':
    'moves one hold with the item that serves it, and tells nothing',
  'circulation.title_queue(bigint[],bigint,date)':
    'the queue as a library in scope stands in it: ids and days, no patron',
  'circulation.still_kept(bigint)':
    'says of one cancelled hold of the own whether its item still waits for it, and nothing of others',
  'circulation.hold_place(bigint,date)': 'the place of a hold in scope, counted over all who wait',
  'circulation.ibl_facts(bigint)': 'a request between libraries, to the two that it is between; no patron',
  'circulation.answer_ibl(bigint,bigint,timestamp with time zone,bigint)':
    'the answer of the library that is asked',
  'cataloguing.take_turn(text,bytea,timestamp with time zone,integer)':
    'counts who asks at the public doors by a key, or by a slot that thousands of networks share',
  'circulation.awaited_titles(bigint[])':
    'a title must not go because its queue is at a library that cannot be seen from here; it tells titles and nobody',
  'circulation.unseen_loan(bigint,bigint)':
    'the days and terms of the loan of an item in the hand; no patron',
  'circulation.end_unseen_loan(bigint,text,timestamp with time zone,date,bigint)':
    'ends the loan of an item in the hand, and tells nothing',
  'circulation.title_weight(bigint,bigint)':
    'says how many wait for a title and have it at home, which every title page tells in part; never who',
  'circulation.move_title(bigint,bigint,timestamp with time zone)':
    'moves the queue of a title to the one that the catalogue merged it into, of all libraries; answers a count',
  'circulation.move_title_back(bigint,bigint,timestamp with time zone)':
    'the way back of what such a merge moved, once the title stands again; answers a count',
  'circulation.reopen_unseen_loan(bigint)':
    'takes that back, at the library that ended it, and tells nothing',
  'circulation.shelf_code(bigint,text)': 'the number of a slip, free among all that lie on a shelf in scope',
  'circulation.forget_ties(date,integer)':
    'lets ties of events go whose day has come, over all libraries; answers how many; for jobs only',
  'organisation.forget_consortium_marks(date)':
    'lets go of who did what of ten years ago; answers how many; for jobs only',
  'moving.forget_fusion_marks(date)': 'the same, of libraries that became one; for jobs only',
  'moving.forget_departure_marks(date)': 'the same, of libraries that left; for jobs only',
  'moving.departures_at_work()': 'libraries whose departure has something to do; for jobs only',
  'patrons.count_only_here()': 'how many members of the entered library no other one knows; for jobs only',
  'patrons.forget_conflicts(date)': 'lets settled conflicts go; answers how many; for jobs only',
  'patrons.forget_persons(bigint[],integer)':
    'removes persons whom no record points at; answers how many; for jobs only',
  'circulation.make_partitions(date)': 'makes the partitions of the months to come, and nothing else',
  'cataloguing.loans_of_month(date)':
    'how often each title was lent, without anyone who borrowed; for jobs only',
  'cataloguing.reindex_begin()': 'makes empty search rows beside those in use; for jobs only',
  'cataloguing.reindex_tier(integer)': 'makes the index of a part of those; for jobs only',
  'cataloguing.reindex_swap()': 'takes them into use; for jobs only',
  'cataloguing.reindex_tie()': 'ties them to the titles once they are in use; for jobs only',
  'cataloguing.tell_search_changes()': 'puts its triggers on the search rows; for the owner only',
  'cataloguing.note_search_change()': 'writes which title changed, from a trigger alone',
  'cataloguing.reindex_drop()': 'drops what stands beside those in use; for jobs only',
  'messaging.news(bigint,integer)':
    'the next events to plan from, and the libraries that they touch; for jobs only',
  'messaging.waiting(timestamp with time zone)': 'libraries with an e-mail to send now; for jobs only',
  'patrons.count_for_notice(bigint,date)':
    'how many records a library has, to itself and to who works for the whole consortium; counts only',
  'circulation.count_across(bigint,bigint[],date)':
    'what lies across the border of a library, to itself and to who works for the whole consortium; counts only',
  'moving.fusion_came(bigint[])':
    'how much came over by a fusion, to who works for the whole consortium; counts only',
  'messaging.notice_progress(text,bigint,bigint)':
    'how far the word to the patrons of a library is, to the same; counts only',
  'privacy.seal_now(timestamp with time zone)': 'seals the access log of all libraries, for jobs only',
  'privacy.broken_seal()': 'verifies the seals over the access log of all libraries',
  'privacy.broken_row()': 'verifies the rows of the access log of all libraries',
  'privacy.broken_certificate()': 'verifies the chains of certificates of all libraries',
}

/** Views that run with the rights of their owner. */
export const owner_views: Readonly<Record<string, string>> = {
  'organisation.own_session': 'tells the session of this transaction its own library and scope, for policies',
}

/** Of those functions, the ones that the role of the program may not call by itself: an injected statement would. */
export const withheld: Readonly<Record<string, string>> = {
  'organisation.keep_scope(bigint,bigint)': 'would keep the scope of another library for the own session',
  'organisation.enter_library(bigint)': 'would enter a library without a session',
  'cataloguing.loans_of_month(date)': 'counts over all libraries',
  'cataloguing.reindex_begin()': 'makes tables',
  'cataloguing.reindex_tier(integer)': 'makes an index',
  'cataloguing.reindex_swap()': 'would take into use what is not whole',
  'cataloguing.reindex_tie()': 'asks each row whether its title is there',
  'cataloguing.reindex_drop()': 'would drop a run that goes on',
  'privacy.seal_now(timestamp with time zone)': 'would seal before its time',
  'circulation.forget_ties(date,integer)': 'would let go before its time',
  'organisation.forget_consortium_marks(date)': 'would let go before its time',
  'moving.forget_fusion_marks(date)': 'would let go before its time',
  'patrons.forget_conflicts(date)': 'would let go before its time',
  'patrons.forget_persons(bigint[],integer)': 'reaches persons of all libraries',
  'patrons.set_reader_password(bigint,text,timestamp with time zone)': 'would set the password of any reader',
  'patrons.reader_tie(bigint,bigint)': 'would tell of any two records what they are to each other',
  'patrons.links_to_mail(timestamp with time zone)': 'looks over all libraries',
  'patrons.forget_rests(timestamp with time zone)': 'would let guess on',
  'patrons.enter_reader(text)': 'belongs to the role of readers',
  'privacy.announcing()': 'looks over all libraries',
  'privacy.telling()': 'looks over all libraries',
  'privacy.waiting_tasks()': 'looks over all libraries',
}

/**
 * Of those, the ones without a `search_path` of their own, which would cost them a third of their time. Their names
 * are written in full, and `kaft_app` can make no operator that could stand in for one: that is checked too.
 */
export const unpinned: Readonly<Record<string, string>> = {
  'organisation.enter(text)': 'asked at each transaction',
  'organisation.own_library()': 'asked for each table of each statement',
  'organisation.scope()': 'asked for each table of each statement',
}

const fusing = 'jobs only, and only rows of a library that is becoming part of the one they entered'

/** Policies that let the program pass without asking the scope, as `table/policy`. */
export const open_policies: Readonly<Record<string, string>> = {
  'organisation.joining/seen':
    'who is going to work together is public, as agreements are; no patron is in it',
  'organisation.parting/seen': 'the same of who leaves',
  'moving.fusion/seen': 'which libraries become one is public; it holds counts, and no patron',
  'organisation.staff/fusion': fusing,
  'organisation.staff_role/fusion': fusing,
  'organisation.full_sign_in/fusion': fusing,
  'organisation.factor/fusion': fusing,
  'organisation.recovery_code/fusion': fusing,
  'organisation.staff_identity/fusion': fusing,
  'organisation.undertaking/fusion': fusing,
  'patrons.former_residence/fusion': fusing,
  'patrons.register_notice/fusion': fusing,
  'privacy.erasure/fusion': fusing,
  'privacy.rights_case/fusion': fusing,
  'privacy.case_item/fusion': fusing,
  'privacy.case_notice/fusion': fusing,
  'privacy.case_letter/fusion': fusing,
  'privacy.case_file/fusion': fusing,
  'privacy.case_task/fusion': fusing,
  'privacy.restriction/fusion': fusing,
  'patrons.statement_shown/fusion': fusing,
  'acquisitions.purchase_suggestion/fusion': fusing,
  'acquisitions.suggestion_asker/fusion': fusing,
  'cataloguing.saved_search/fusion': fusing,
  'cataloguing.search_follow/fusion': fusing,
  'messaging.campaign/fusion': fusing,
  'messaging.address_list/fusion': fusing,
  'messaging.address_list_row/fusion': fusing,
  'circulation.regulation/scope': 'a regulation is public; only its own library writes it',
  'circulation.regulation_row/scope': 'the same; only the rows of its drafts can be written',
  'circulation.regulation_withdrawal/scope': 'the same; only its own library withdraws a version',
  'patrons.reader_session/reader_own':
    'the sessions of who signed in, also while one of them shows somebody else',
  'circulation.simulation/work': 'jobs find what waits in every library; it holds counts, and no reader',
}

/** Unique keys on personal tables that do not begin with library_id, as `schema.index`. */
export const unique_keys: Readonly<Record<string, string>> = {
  'moving.fusion_kept': 'which libraries become one is public',
  'moving.fusion_absorbed': 'which libraries become one is public',
  'organisation.staff_login_key': 'logins are one space for all libraries, and hold no patron',
  'organisation.staff_identity_subject':
    'who somebody is at a provider is one account in all libraries; the program cannot insert here',
  'organisation.staff_role_once': 'begins with the member of staff, an id made by us',
  'organisation.session_secret_hash_key': 'the hash of a random secret',
  'patrons.reader_session_secret_hash_key': 'the hash of a random secret',
  'patrons.reader_rest_pkey':
    'a keyed hash of what was typed; no role of the program may write or read this table',
  'organisation.full_sign_in_pkey': 'begins with the workstation, an id made by us',
  'patrons.person_number_index_key': 'no role of the program may write or read this table',
  'circulation.loan_open_item': 'an item is lent once, whoever has it; everyone may know that it is away',
  'circulation.hold_one_item': 'an item stands on one hold shelf; everyone may know that it is away',
  'circulation.hold_code_free': 'begins with the branch; the program chooses the code itself',
  'circulation.event_pkey': 'a uuid made by who acts first',
  'circulation.regulation_withdrawal_pkey': 'a version, which is public, and is withdrawn once',
  'circulation.event_patron_pkey': 'the uuid of the event',
  'finance.entry_reversed_once': 'begins with a line of the ledger, an id made by us',
  'finance.charge_about_pkey': 'a line of the ledger, an id made by us',
}
