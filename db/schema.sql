-- The schema as it stands after all migrations. Printed by `npm run kaft -- schema`; not to be edited.

create extension btree_gist with schema public;

create extension pg_trgm with schema public;

create extension unaccent with schema public;

create schema acquisitions authorization kaft_owner;
grant usage on schema acquisitions to kaft_app;
grant usage on schema acquisitions to kaft_jobs;

create schema base authorization kaft_owner;
grant usage on schema base to kaft_app;
grant usage on schema base to kaft_finder;
grant usage on schema base to kaft_jobs;
grant usage on schema base to kaft_public;
grant usage on schema base to kaft_reader;

create schema cataloguing authorization kaft_owner;
grant usage on schema cataloguing to kaft_app;
grant create, usage on schema cataloguing to kaft_finder;
grant usage on schema cataloguing to kaft_jobs;
grant usage on schema cataloguing to kaft_public;
grant usage on schema cataloguing to kaft_reader;

create schema circulation authorization kaft_owner;
grant usage on schema circulation to kaft_app;
grant create, usage on schema circulation to kaft_finder;
grant usage on schema circulation to kaft_jobs;
grant usage on schema circulation to kaft_public;
grant usage on schema circulation to kaft_reader;

create schema finance authorization kaft_owner;
grant usage on schema finance to kaft_app;
grant usage on schema finance to kaft_finder;
grant usage on schema finance to kaft_jobs;
grant usage on schema finance to kaft_reader;

create schema inventory authorization kaft_owner;
grant usage on schema inventory to kaft_app;
grant usage on schema inventory to kaft_finder;
grant usage on schema inventory to kaft_jobs;
grant usage on schema inventory to kaft_public;
grant usage on schema inventory to kaft_reader;

create schema messaging authorization kaft_owner;
grant usage on schema messaging to kaft_app;
grant create, usage on schema messaging to kaft_finder;
grant usage on schema messaging to kaft_jobs;
grant usage on schema messaging to kaft_reader;

create schema moving authorization kaft_owner;
grant usage on schema moving to kaft_app;
grant create, usage on schema moving to kaft_finder;
grant usage on schema moving to kaft_jobs;

create schema organisation authorization kaft_owner;
grant usage on schema organisation to kaft_app;
grant create, usage on schema organisation to kaft_finder;
grant usage on schema organisation to kaft_jobs;
grant usage on schema organisation to kaft_public;
grant usage on schema organisation to kaft_reader;

create schema patrons authorization kaft_owner;
grant usage on schema patrons to kaft_app;
grant create, usage on schema patrons to kaft_finder;
grant usage on schema patrons to kaft_jobs;
grant usage on schema patrons to kaft_reader;

create schema privacy authorization kaft_owner;
grant usage on schema privacy to kaft_app;
grant create, usage on schema privacy to kaft_finder;
grant usage on schema privacy to kaft_jobs;
grant usage on schema privacy to kaft_reader;

create schema statistics authorization kaft_owner;
grant usage on schema statistics to kaft_app;
grant usage on schema statistics to kaft_jobs;

create domain circulation.event_kind as text constraint event_kind_check CHECK ((VALUE = ANY (ARRAY['checkout'::text, 'checkin'::text, 'renewal'::text, 'receive'::text, 'undo'::text, 'due_changed'::text, 'in_house'::text, 'hold_placed'::text, 'hold_cancelled'::text, 'hold_changed'::text, 'hold_suspended'::text, 'hold_resumed'::text, 'hold_ready'::text, 'hold_in_transit'::text, 'hold_cleared'::text, 'hold_expired'::text, 'hold_not_found'::text, 'hold_escalated'::text, 'item_added'::text, 'item_lost'::text, 'item_missing'::text, 'item_found'::text, 'item_damaged'::text, 'item_incomplete'::text, 'item_repaired'::text, 'item_completed'::text, 'item_checked'::text, 'item_withdrawn'::text, 'item_restored'::text, 'damage_charged'::text, 'claimed_returned'::text, 'claim_looked'::text, 'claim_resolved'::text, 'item_packed'::text, 'item_unpacked'::text, 'transit_lost'::text, 'transit_found'::text, 'transit_sought'::text, 'crate_opened'::text, 'crate_closed'::text, 'crate_received'::text, 'crate_emptied'::text, 'invoiced'::text])));

create domain circulation.event_source as text constraint event_source_check CHECK ((VALUE = ANY (ARRAY['desk'::text, 'self'::text, 'internet'::text, 'job'::text])));

create domain circulation.loan_ended as text constraint loan_ended_check CHECK ((VALUE = ANY (ARRAY['returned'::text, 'undone'::text, 'lent_on'::text, 'lost'::text, 'dismissed'::text])));

create domain privacy.access_outcome as text constraint access_log_outcome_check CHECK ((VALUE = ANY (ARRAY['seen'::text, 'refused'::text])));

create domain privacy.access_purpose as text constraint access_log_purpose_check CHECK ((VALUE = ANY (ARRAY['identification'::text, 'functional'::text, 'exchange'::text, 'administration'::text, 'statistics'::text, 'communication'::text])));

create domain privacy.access_reason as text constraint access_log_reason_check CHECK ((VALUE = ANY (ARRAY['damage'::text, 'dispute'::text, 'own_request'::text, 'rejoin'::text, 'open_matters'::text])));

create sequence circulation.crate_crate_id_seq as bigint;
grant usage on sequence circulation.crate_crate_id_seq to kaft_app;
grant usage on sequence circulation.crate_crate_id_seq to kaft_jobs;

create sequence circulation.crate_trip_trip_id_seq as bigint;
grant usage on sequence circulation.crate_trip_trip_id_seq to kaft_app;
grant usage on sequence circulation.crate_trip_trip_id_seq to kaft_jobs;

create sequence circulation.hold_hold_id_seq as bigint;
grant usage on sequence circulation.hold_hold_id_seq to kaft_app;
grant usage on sequence circulation.hold_hold_id_seq to kaft_jobs;
grant usage on sequence circulation.hold_hold_id_seq to kaft_reader;

create sequence circulation.ibl_request_ibl_id_seq as bigint;
grant usage on sequence circulation.ibl_request_ibl_id_seq to kaft_app;
grant usage on sequence circulation.ibl_request_ibl_id_seq to kaft_jobs;

create sequence circulation.loan_loan_id_seq as bigint;
grant usage on sequence circulation.loan_loan_id_seq to kaft_app;
grant usage on sequence circulation.loan_loan_id_seq to kaft_jobs;

create sequence circulation.simulation_simulation_id_seq as bigint;
grant usage on sequence circulation.simulation_simulation_id_seq to kaft_app;

create sequence finance.account_account_id_seq as bigint;
grant usage on sequence finance.account_account_id_seq to kaft_jobs;

create sequence finance.entry_entry_id_seq as bigint;
grant usage on sequence finance.entry_entry_id_seq to kaft_jobs;

create sequence inventory.item_item_id_seq as bigint;
grant usage on sequence inventory.item_item_id_seq to kaft_jobs;

create sequence moving.move_move_id_seq as bigint;
grant usage on sequence moving.move_move_id_seq to kaft_app;
grant usage on sequence moving.move_move_id_seq to kaft_jobs;

create sequence moving.refusal_refusal_id_seq as bigint;
grant usage on sequence moving.refusal_refusal_id_seq to kaft_app;
grant usage on sequence moving.refusal_refusal_id_seq to kaft_jobs;

create sequence patrons.block_block_id_seq as bigint;
grant usage on sequence patrons.block_block_id_seq to kaft_app;
grant usage on sequence patrons.block_block_id_seq to kaft_jobs;

create sequence patrons.card_card_id_seq as bigint;
grant usage on sequence patrons.card_card_id_seq to kaft_jobs;

create sequence patrons.membership_membership_id_seq as bigint;
grant usage on sequence patrons.membership_membership_id_seq to kaft_jobs;

create sequence patrons.merge_merge_id_seq as bigint;
grant usage on sequence patrons.merge_merge_id_seq to kaft_jobs;

create sequence patrons.note_note_id_seq as bigint;
grant usage on sequence patrons.note_note_id_seq to kaft_app;
grant usage on sequence patrons.note_note_id_seq to kaft_jobs;

create sequence patrons.patron_patron_id_seq as bigint;
grant usage on sequence patrons.patron_patron_id_seq to kaft_jobs;

create table acquisitions.purchase_suggestion (
  suggestion_id bigint generated always as identity not null,
  library_id bigint not null,
  branch_id bigint not null,
  title_id bigint,
  title text,
  author text,
  isbn text,
  because text not null,
  remark text,
  copies smallint not null,
  asked integer default 1 not null,
  proposed_by bigint,
  proposed_at timestamp with time zone not null,
  state text default 'proposed'::text not null,
  declined_because text,
  says text,
  decided_by bigint,
  decided_at timestamp with time zone,
  ordered_at timestamp with time zone,
  received_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint purchase_suggestion_asked_check CHECK ((asked > 0)),
  constraint purchase_suggestion_because_check CHECK ((because = ANY (ARRAY['asked'::text, 'queue'::text, 'no_items'::text, 'replace'::text, 'gap'::text, 'other'::text]))),
  constraint purchase_suggestion_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint purchase_suggestion_check CHECK (((title IS NOT NULL) OR (isbn IS NOT NULL))),
  constraint purchase_suggestion_check1 CHECK (((declined_because IS NOT NULL) = (state = 'declined'::text))),
  constraint purchase_suggestion_check2 CHECK (((ordered_at IS NOT NULL) = (state = ANY (ARRAY['ordered'::text, 'received'::text])))),
  constraint purchase_suggestion_check3 CHECK (((received_at IS NOT NULL) = (state = 'received'::text))),
  constraint purchase_suggestion_copies_check CHECK (((copies >= 1) AND (copies <= 99))),
  constraint purchase_suggestion_declined_because_check CHECK ((declined_because = ANY (ARRAY['not_available'::text, 'too_dear'::text, 'no_budget'::text, 'not_our_collection'::text, 'have_another'::text, 'elsewhere'::text, 'other'::text]))),
  constraint purchase_suggestion_isbn_check CHECK ((isbn ~ '^[0-9]{13}$'::text)),
  constraint purchase_suggestion_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint purchase_suggestion_pkey PRIMARY KEY (suggestion_id),
  constraint purchase_suggestion_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'ordered'::text, 'received'::text, 'declined'::text, 'withdrawn'::text]))),
  constraint purchase_suggestion_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE SET NULL
);
CREATE INDEX purchase_suggestion_isbn ON acquisitions.purchase_suggestion USING btree (library_id, isbn) WHERE (isbn IS NOT NULL);
CREATE INDEX purchase_suggestion_list ON acquisitions.purchase_suggestion USING btree (library_id, state, suggestion_id);
CREATE INDEX purchase_suggestion_title ON acquisitions.purchase_suggestion USING btree (title_id) WHERE (title_id IS NOT NULL);
alter table acquisitions.purchase_suggestion enable row level security;
alter table acquisitions.purchase_suggestion force row level security;
create policy fusion on acquisitions.purchase_suggestion for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on acquisitions.purchase_suggestion for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on acquisitions.purchase_suggestion for all to kaft_owner using (true);
grant insert, select, update on acquisitions.purchase_suggestion to kaft_app;
grant delete, select, update on acquisitions.purchase_suggestion to kaft_jobs;
comment on column acquisitions.purchase_suggestion.suggestion_id is 'none';
comment on column acquisitions.purchase_suggestion.library_id is 'none';
comment on column acquisitions.purchase_suggestion.branch_id is 'none';
comment on column acquisitions.purchase_suggestion.title_id is 'none';
comment on column acquisitions.purchase_suggestion.title is 'none';
comment on column acquisitions.purchase_suggestion.author is 'none';
comment on column acquisitions.purchase_suggestion.isbn is 'none';
comment on column acquisitions.purchase_suggestion.because is 'none';
comment on column acquisitions.purchase_suggestion.remark is 'none';
comment on column acquisitions.purchase_suggestion.copies is 'none';
comment on column acquisitions.purchase_suggestion.asked is 'none';
comment on column acquisitions.purchase_suggestion.proposed_by is 'staff; administration; employment; null';
comment on column acquisitions.purchase_suggestion.proposed_at is 'none';
comment on column acquisitions.purchase_suggestion.state is 'none';
comment on column acquisitions.purchase_suggestion.declined_because is 'none';
comment on column acquisitions.purchase_suggestion.says is 'none';
comment on column acquisitions.purchase_suggestion.decided_by is 'staff; administration; employment; null';
comment on column acquisitions.purchase_suggestion.decided_at is 'none';
comment on column acquisitions.purchase_suggestion.ordered_at is 'none';
comment on column acquisitions.purchase_suggestion.received_at is 'none';
comment on column acquisitions.purchase_suggestion.changed_at is 'none';
comment on column acquisitions.purchase_suggestion.version is 'none';

create table acquisitions.suggestion_asker (
  asker_id bigint generated always as identity not null,
  library_id bigint not null,
  suggestion_id bigint not null,
  patron_id bigint not null,
  asked_at timestamp with time zone not null,
  until date not null,
  constraint suggestion_asker_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint suggestion_asker_library_id_suggestion_id_patron_id_key UNIQUE (library_id, suggestion_id, patron_id),
  constraint suggestion_asker_pkey PRIMARY KEY (asker_id),
  constraint suggestion_asker_suggestion_id_fkey FOREIGN KEY (suggestion_id) REFERENCES acquisitions.purchase_suggestion(suggestion_id) ON DELETE CASCADE
);
CREATE INDEX suggestion_asker_patron ON acquisitions.suggestion_asker USING btree (patron_id);
CREATE INDEX suggestion_asker_suggestion ON acquisitions.suggestion_asker USING btree (suggestion_id);
CREATE INDEX suggestion_asker_until ON acquisitions.suggestion_asker USING btree (library_id, until);
alter table acquisitions.suggestion_asker enable row level security;
alter table acquisitions.suggestion_asker force row level security;
create policy fusion on acquisitions.suggestion_asker for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on acquisitions.suggestion_asker for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on acquisitions.suggestion_asker for all to kaft_owner using (true);
grant delete, insert, select on acquisitions.suggestion_asker to kaft_app;
grant delete, select on acquisitions.suggestion_asker to kaft_jobs;
grant update (library_id) on acquisitions.suggestion_asker to kaft_jobs;
grant update (patron_id) on acquisitions.suggestion_asker to kaft_app;
grant update (patron_id) on acquisitions.suggestion_asker to kaft_jobs;
grant update (asked_at) on acquisitions.suggestion_asker to kaft_app;
grant update (until) on acquisitions.suggestion_asker to kaft_app;
comment on column acquisitions.suggestion_asker.asker_id is 'none';
comment on column acquisitions.suggestion_asker.library_id is 'none';
comment on column acquisitions.suggestion_asker.suggestion_id is 'loan; functional; until; row';
comment on column acquisitions.suggestion_asker.patron_id is 'pseudonym; functional; until; row';
comment on column acquisitions.suggestion_asker.asked_at is 'loan; functional; until; row';
comment on column acquisitions.suggestion_asker.until is 'none';

create table base.command (
  library_id bigint not null,
  command_id uuid not null,
  operation text not null,
  staff_id bigint,
  request_hash bytea not null,
  answer jsonb not null,
  at timestamp with time zone not null,
  reader_id bigint,
  constraint command_pkey PRIMARY KEY (library_id, command_id)
);
CREATE INDEX command_age ON base.command USING btree (library_id, at);
alter table base.command enable row level security;
alter table base.command force row level security;
create policy owner on base.command for all to kaft_owner using (true);
create policy reader on base.command for all to kaft_reader using ((reader_id = ( SELECT organisation.reader_patron() AS reader_patron)));
create policy scope on base.command for all to kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy session on base.command for all to kaft_app using ((library_id = ( SELECT s.library_id
   FROM organisation.own_session s)));
grant insert, select on base.command to kaft_app;
grant delete, insert, select on base.command to kaft_jobs;
grant insert, select on base.command to kaft_reader;
comment on column base.command.library_id is 'none';
comment on column base.command.command_id is 'none';
comment on column base.command.operation is 'none';
comment on column base.command.staff_id is 'staff; administration; D30; row';
comment on column base.command.request_hash is 'pseudonym; functional; D30; row';
comment on column base.command.answer is 'pseudonym; functional; D30; row
answer.* | pseudonym; functional; D30; row';
comment on column base.command.at is 'none';
comment on column base.command.reader_id is 'pseudonym; functional; D30; row';

create table base.installation (
  one boolean default true not null,
  demo boolean not null,
  demo_loaded_at timestamp with time zone,
  made_at timestamp with time zone not null,
  constraint installation_one_check CHECK (one),
  constraint installation_pkey PRIMARY KEY (one)
);
grant select on base.installation to kaft_app;
grant select on base.installation to kaft_jobs;
comment on column base.installation.one is 'none';
comment on column base.installation.demo is 'none';
comment on column base.installation.demo_loaded_at is 'none';
comment on column base.installation.made_at is 'none';

create table base.job_run (
  job text not null,
  known_since timestamp with time zone not null,
  succeeded_at timestamp with time zone,
  failed_at timestamp with time zone,
  failures integer default 0 not null,
  took_ms integer,
  constraint job_run_pkey PRIMARY KEY (job)
);
grant select on base.job_run to kaft_app;
grant insert, select, update on base.job_run to kaft_jobs;
comment on column base.job_run.job is 'none';
comment on column base.job_run.known_since is 'none';
comment on column base.job_run.succeeded_at is 'none';
comment on column base.job_run.failed_at is 'none';
comment on column base.job_run.failures is 'none';
comment on column base.job_run.took_ms is 'none';

create table base.key_fingerprint (
  key_name text not null,
  fingerprint text not null,
  state text not null,
  at timestamp with time zone not null,
  constraint key_fingerprint_pkey PRIMARY KEY (key_name, fingerprint),
  constraint key_fingerprint_state_check CHECK ((state = ANY (ARRAY['in_use'::text, 'destroyed'::text])))
);
comment on column base.key_fingerprint.key_name is 'none';
comment on column base.key_fingerprint.fingerprint is 'none';
comment on column base.key_fingerprint.state is 'none';
comment on column base.key_fingerprint.at is 'none';

create table cataloguing.authority (
  authority_id bigint generated always as identity not null,
  source text not null,
  control_number text not null,
  kind text not null,
  heading text not null,
  norm text not null,
  record bytea not null,
  record_hash bytea not null,
  document tsvector not null,
  state text default 'in_use'::text not null,
  merged_into bigint,
  changed_at timestamp with time zone not null,
  constraint authority_check CHECK (((state = 'merged'::text) = (merged_into IS NOT NULL))),
  constraint authority_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'body'::text, 'meeting'::text, 'title'::text, 'event'::text, 'period'::text, 'topic'::text, 'place'::text, 'genre'::text, 'medium'::text]))),
  constraint authority_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES cataloguing.authority(authority_id),
  constraint authority_pkey PRIMARY KEY (authority_id),
  constraint authority_source_control_number_key UNIQUE (source, control_number),
  constraint authority_state_check CHECK ((state = ANY (ARRAY['in_use'::text, 'merged'::text])))
);
CREATE INDEX authority_merged ON cataloguing.authority USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX authority_words ON cataloguing.authority USING gin (document) WHERE (state = 'in_use'::text);
grant delete, insert, select, update on cataloguing.authority to kaft_app;
grant delete, insert, maintain, select, update on cataloguing.authority to kaft_jobs;
grant select on cataloguing.authority to kaft_public;
comment on column cataloguing.authority.authority_id is 'none';
comment on column cataloguing.authority.source is 'none';
comment on column cataloguing.authority.control_number is 'none';
comment on column cataloguing.authority.kind is 'none';
comment on column cataloguing.authority.heading is 'none';
comment on column cataloguing.authority.norm is 'none';
comment on column cataloguing.authority.record is 'none';
comment on column cataloguing.authority.record_hash is 'none';
comment on column cataloguing.authority.document is 'none';
comment on column cataloguing.authority.state is 'none';
comment on column cataloguing.authority.merged_into is 'none';
comment on column cataloguing.authority.changed_at is 'none';

create table cataloguing.authority_apart (
  one_id bigint not null,
  other_id bigint not null,
  said_at timestamp with time zone not null,
  constraint authority_apart_check CHECK ((one_id < other_id)),
  constraint authority_apart_one_id_fkey FOREIGN KEY (one_id) REFERENCES cataloguing.authority(authority_id) ON DELETE CASCADE,
  constraint authority_apart_other_id_fkey FOREIGN KEY (other_id) REFERENCES cataloguing.authority(authority_id) ON DELETE CASCADE,
  constraint authority_apart_pkey PRIMARY KEY (one_id, other_id)
);
CREATE INDEX authority_apart_other ON cataloguing.authority_apart USING btree (other_id);
grant delete, insert, select on cataloguing.authority_apart to kaft_app;
grant select on cataloguing.authority_apart to kaft_jobs;
comment on column cataloguing.authority_apart.one_id is 'none';
comment on column cataloguing.authority_apart.other_id is 'none';
comment on column cataloguing.authority_apart.said_at is 'none';

create table cataloguing.authority_edit (
  library_id bigint not null,
  authority_id bigint not null,
  version_no integer not null,
  staff_id bigint,
  constraint authority_edit_authority_id_version_no_fkey FOREIGN KEY (authority_id, version_no) REFERENCES cataloguing.authority_version(authority_id, version_no) ON DELETE CASCADE,
  constraint authority_edit_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint authority_edit_pkey PRIMARY KEY (library_id, authority_id, version_no)
);
CREATE INDEX authority_edit_version ON cataloguing.authority_edit USING btree (authority_id, version_no);
alter table cataloguing.authority_edit enable row level security;
alter table cataloguing.authority_edit force row level security;
create policy own on cataloguing.authority_edit for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.authority_edit for all to kaft_owner using (true);
grant insert, select on cataloguing.authority_edit to kaft_app;
grant delete, insert, select, update on cataloguing.authority_edit to kaft_jobs;
comment on column cataloguing.authority_edit.library_id is 'none';
comment on column cataloguing.authority_edit.authority_id is 'none';
comment on column cataloguing.authority_edit.version_no is 'none';
comment on column cataloguing.authority_edit.staff_id is 'staff; administration; Y10; null';

create table cataloguing.authority_name (
  authority_id bigint not null,
  place integer not null,
  role text not null,
  relation text not null,
  kind text not null,
  text text not null,
  norm text collate "C" not null,
  key text collate "C" not null,
  title_key text,
  constraint authority_name_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES cataloguing.authority(authority_id) ON DELETE CASCADE,
  constraint authority_name_pkey PRIMARY KEY (authority_id, place),
  constraint authority_name_role_check CHECK ((role = ANY (ARRAY['heading'::text, 'see'::text, 'also'::text])))
);
CREATE INDEX authority_name_key ON cataloguing.authority_name USING btree (key, kind);
CREATE INDEX authority_name_norm ON cataloguing.authority_name USING btree (norm, kind);
CREATE INDEX authority_name_title ON cataloguing.authority_name USING btree (title_key) WHERE (title_key IS NOT NULL);
grant delete, insert, select, update on cataloguing.authority_name to kaft_app;
grant delete, insert, maintain, select, update on cataloguing.authority_name to kaft_jobs;
grant select on cataloguing.authority_name to kaft_public;
comment on column cataloguing.authority_name.authority_id is 'none';
comment on column cataloguing.authority_name.place is 'none';
comment on column cataloguing.authority_name.role is 'none';
comment on column cataloguing.authority_name.relation is 'none';
comment on column cataloguing.authority_name.kind is 'none';
comment on column cataloguing.authority_name.text is 'none';
comment on column cataloguing.authority_name.norm is 'none';
comment on column cataloguing.authority_name.key is 'none';
comment on column cataloguing.authority_name.title_key is 'none';

create table cataloguing.authority_number (
  number text collate "C" not null,
  authority_id bigint not null,
  constraint authority_number_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES cataloguing.authority(authority_id) ON DELETE CASCADE,
  constraint authority_number_pkey PRIMARY KEY (number, authority_id)
);
CREATE INDEX authority_number_of ON cataloguing.authority_number USING btree (authority_id);
grant delete, insert, select, update on cataloguing.authority_number to kaft_app;
grant delete, insert, select, update on cataloguing.authority_number to kaft_jobs;
comment on column cataloguing.authority_number.number is 'none';
comment on column cataloguing.authority_number.authority_id is 'none';

create table cataloguing.authority_run (
  run_id bigint generated always as identity not null,
  library_id bigint not null,
  kind text not null,
  authority_id bigint not null,
  absorbed_id bigint,
  central boolean not null,
  state text not null,
  version_no integer,
  record_hash bytea,
  was text not null,
  now text not null,
  beat_at timestamp with time zone,
  fault text,
  made_at timestamp with time zone not null,
  made_by bigint,
  finished_at timestamp with time zone,
  reverted_at timestamp with time zone,
  constraint authority_run_absorbed_id_fkey FOREIGN KEY (absorbed_id) REFERENCES cataloguing.authority(authority_id),
  constraint authority_run_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES cataloguing.authority(authority_id),
  constraint authority_run_kind_check CHECK ((kind = ANY (ARRAY['heading'::text, 'merge'::text]))),
  constraint authority_run_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint authority_run_pkey PRIMARY KEY (run_id),
  constraint authority_run_state_check CHECK ((state = ANY (ARRAY['working'::text, 'done'::text, 'stopped'::text, 'failed'::text, 'reverting'::text, 'reverted'::text])))
);
CREATE INDEX authority_run_absorbed ON cataloguing.authority_run USING btree (absorbed_id) WHERE (absorbed_id IS NOT NULL);
CREATE INDEX authority_run_library ON cataloguing.authority_run USING btree (library_id, run_id);
CREATE INDEX authority_run_of ON cataloguing.authority_run USING btree (authority_id);
CREATE INDEX authority_run_open ON cataloguing.authority_run USING btree (library_id) WHERE (state = ANY (ARRAY['working'::text, 'reverting'::text]));
alter table cataloguing.authority_run enable row level security;
alter table cataloguing.authority_run force row level security;
create policy own on cataloguing.authority_run for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.authority_run for all to kaft_owner using (true);
grant insert, select, update on cataloguing.authority_run to kaft_app;
grant delete, insert, select, update on cataloguing.authority_run to kaft_jobs;
comment on column cataloguing.authority_run.run_id is 'none';
comment on column cataloguing.authority_run.library_id is 'none';
comment on column cataloguing.authority_run.kind is 'none';
comment on column cataloguing.authority_run.authority_id is 'none';
comment on column cataloguing.authority_run.absorbed_id is 'none';
comment on column cataloguing.authority_run.central is 'none';
comment on column cataloguing.authority_run.state is 'none';
comment on column cataloguing.authority_run.version_no is 'none';
comment on column cataloguing.authority_run.record_hash is 'none';
comment on column cataloguing.authority_run.was is 'none';
comment on column cataloguing.authority_run.now is 'none';
comment on column cataloguing.authority_run.beat_at is 'none';
comment on column cataloguing.authority_run.fault is 'none';
comment on column cataloguing.authority_run.made_at is 'none';
comment on column cataloguing.authority_run.made_by is 'staff; administration; Y10; null';
comment on column cataloguing.authority_run.finished_at is 'none';
comment on column cataloguing.authority_run.reverted_at is 'none';

create table cataloguing.authority_run_title (
  library_id bigint not null,
  run_id bigint not null,
  title_id bigint not null,
  state text not null,
  reason text,
  version_no integer,
  record_hash bytea,
  constraint authority_run_title_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint authority_run_title_pkey PRIMARY KEY (library_id, run_id, title_id),
  constraint authority_run_title_run_id_fkey FOREIGN KEY (run_id) REFERENCES cataloguing.authority_run(run_id) ON DELETE CASCADE,
  constraint authority_run_title_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'kept'::text, 'reverted'::text])))
);
CREATE INDEX authority_run_title_state ON cataloguing.authority_run_title USING btree (run_id, state, title_id);
alter table cataloguing.authority_run_title enable row level security;
alter table cataloguing.authority_run_title force row level security;
create policy own on cataloguing.authority_run_title for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.authority_run_title for all to kaft_owner using (true);
grant insert, select on cataloguing.authority_run_title to kaft_app;
grant delete, insert, select, update on cataloguing.authority_run_title to kaft_jobs;
comment on column cataloguing.authority_run_title.library_id is 'none';
comment on column cataloguing.authority_run_title.run_id is 'none';
comment on column cataloguing.authority_run_title.title_id is 'none';
comment on column cataloguing.authority_run_title.state is 'none';
comment on column cataloguing.authority_run_title.reason is 'none';
comment on column cataloguing.authority_run_title.version_no is 'none';
comment on column cataloguing.authority_run_title.record_hash is 'none';

create table cataloguing.authority_version (
  authority_id bigint not null,
  version_no integer not null,
  record bytea not null,
  record_hash bytea not null,
  replaced_at timestamp with time zone not null,
  replaced_for bigint,
  import_id bigint,
  why text,
  constraint authority_version_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES cataloguing.authority(authority_id) ON DELETE CASCADE,
  constraint authority_version_pkey PRIMARY KEY (authority_id, version_no),
  constraint authority_version_replaced_for_fkey FOREIGN KEY (replaced_for) REFERENCES organisation.library(library_id)
);
grant delete, insert, select, update on cataloguing.authority_version to kaft_app;
grant delete, insert, select, update on cataloguing.authority_version to kaft_jobs;
comment on column cataloguing.authority_version.authority_id is 'none';
comment on column cataloguing.authority_version.version_no is 'none';
comment on column cataloguing.authority_version.record is 'none';
comment on column cataloguing.authority_version.record_hash is 'none';
comment on column cataloguing.authority_version.replaced_at is 'none';
comment on column cataloguing.authority_version.replaced_for is 'none';
comment on column cataloguing.authority_version.import_id is 'none';
comment on column cataloguing.authority_version.why is 'none';

create table cataloguing.cover (
  isbn text not null,
  source_id bigint,
  file text,
  type text,
  bytes integer default 0 not null,
  checked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint cover_check CHECK (((file IS NULL) = (type IS NULL))),
  constraint cover_pkey PRIMARY KEY (isbn)
);
CREATE INDEX cover_checked ON cataloguing.cover USING btree (checked_at) WHERE (file IS NOT NULL);
CREATE INDEX cover_file ON cataloguing.cover USING btree (file) WHERE (file IS NOT NULL);
grant select on cataloguing.cover to kaft_app;
grant delete, insert, select, update on cataloguing.cover to kaft_jobs;
grant select on cataloguing.cover to kaft_public;
comment on column cataloguing.cover.isbn is 'none';
comment on column cataloguing.cover.source_id is 'none';
comment on column cataloguing.cover.file is 'none';
comment on column cataloguing.cover.type is 'none';
comment on column cataloguing.cover.bytes is 'none';
comment on column cataloguing.cover.checked_at is 'none';
comment on column cataloguing.cover.expires_at is 'none';

create table cataloguing.cover_source (
  source_id bigint generated always as identity not null,
  name text not null,
  address text not null,
  coupling text not null,
  active boolean not null,
  rank integer not null,
  changed_at timestamp with time zone not null,
  constraint cover_source_name_key UNIQUE (name),
  constraint cover_source_pkey PRIMARY KEY (source_id)
);
alter table cataloguing.cover_source enable row level security;
alter table cataloguing.cover_source force row level security;
create policy changed on cataloguing.cover_source for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy made on cataloguing.cover_source for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on cataloguing.cover_source for all to kaft_owner using (true);
create policy seen on cataloguing.cover_source for select to kaft_app, kaft_jobs using (true);
grant insert, select, update on cataloguing.cover_source to kaft_app;
grant select on cataloguing.cover_source to kaft_jobs;
comment on column cataloguing.cover_source.source_id is 'none';
comment on column cataloguing.cover_source.name is 'none';
comment on column cataloguing.cover_source.address is 'none';
comment on column cataloguing.cover_source.coupling is 'none';
comment on column cataloguing.cover_source.active is 'none';
comment on column cataloguing.cover_source.rank is 'none';
comment on column cataloguing.cover_source.changed_at is 'none';

create table cataloguing.cover_upload (
  title_id bigint not null,
  library_id bigint not null,
  type text not null,
  image bytea not null,
  made_at timestamp with time zone not null,
  constraint cover_upload_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint cover_upload_pkey PRIMARY KEY (title_id),
  constraint cover_upload_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
grant delete, insert, select, update on cataloguing.cover_upload to kaft_app;
grant delete, insert, select, update on cataloguing.cover_upload to kaft_jobs;
grant select on cataloguing.cover_upload to kaft_public;
comment on column cataloguing.cover_upload.title_id is 'none';
comment on column cataloguing.cover_upload.library_id is 'none';
comment on column cataloguing.cover_upload.type is 'none';
comment on column cataloguing.cover_upload.image is 'none';
comment on column cataloguing.cover_upload.made_at is 'none';

create table cataloguing.cover_walk (
  one boolean default true not null,
  tier smallint not null,
  title_id bigint not null,
  constraint cover_walk_one_check CHECK (one),
  constraint cover_walk_pkey PRIMARY KEY (one)
);
grant select, update on cataloguing.cover_walk to kaft_jobs;
comment on column cataloguing.cover_walk.one is 'none';
comment on column cataloguing.cover_walk.tier is 'none';
comment on column cataloguing.cover_walk.title_id is 'none';

create table cataloguing.door_key (
  key_id bigint generated always as identity not null,
  name text not null,
  purpose text not null,
  key_hash bytea not null,
  per_minute integer not null,
  active boolean not null,
  made_at timestamp with time zone not null,
  last_used_on date,
  constraint door_key_key_hash_key UNIQUE (key_hash),
  constraint door_key_name_key UNIQUE (name),
  constraint door_key_per_minute_check CHECK (((per_minute >= 1) AND (per_minute <= 100000))),
  constraint door_key_pkey PRIMARY KEY (key_id)
);
alter table cataloguing.door_key enable row level security;
alter table cataloguing.door_key force row level security;
create policy changed on cataloguing.door_key for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy finder on cataloguing.door_key for all to kaft_finder using (true);
create policy made on cataloguing.door_key for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on cataloguing.door_key for all to kaft_owner using (true);
create policy seen on cataloguing.door_key for select to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium));
grant insert, select, update on cataloguing.door_key to kaft_app;
grant select, update on cataloguing.door_key to kaft_finder;
comment on column cataloguing.door_key.key_id is 'none';
comment on column cataloguing.door_key.name is 'none';
comment on column cataloguing.door_key.purpose is 'none';
comment on column cataloguing.door_key.key_hash is 'none';
comment on column cataloguing.door_key.per_minute is 'none';
comment on column cataloguing.door_key.active is 'none';
comment on column cataloguing.door_key.made_at is 'none';
comment on column cataloguing.door_key.last_used_on is 'none';

create table cataloguing.door_turn (
  slot text not null,
  minute timestamp with time zone not null,
  used integer not null,
  constraint door_turn_pkey PRIMARY KEY (slot, minute)
);
grant delete, insert, select, update on cataloguing.door_turn to kaft_finder;
comment on column cataloguing.door_turn.slot is 'none';
comment on column cataloguing.door_turn.minute is 'none';
comment on column cataloguing.door_turn.used is 'none';

create table cataloguing.double_cursor (
  one boolean default true not null,
  looked_until timestamp with time zone not null,
  title_id bigint not null,
  constraint double_cursor_one_check CHECK (one),
  constraint double_cursor_pkey PRIMARY KEY (one)
);
grant insert, select, update on cataloguing.double_cursor to kaft_jobs;
comment on column cataloguing.double_cursor.one is 'none';
comment on column cataloguing.double_cursor.looked_until is 'none';
comment on column cataloguing.double_cursor.title_id is 'none';

create table cataloguing.fed_record (
  profile_id bigint not null,
  identifier text not null,
  control_number text not null,
  constraint fed_record_pkey PRIMARY KEY (profile_id, identifier),
  constraint fed_record_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES cataloguing.import_profile(profile_id) ON DELETE CASCADE
);
grant delete, insert, select, update on cataloguing.fed_record to kaft_jobs;
comment on column cataloguing.fed_record.profile_id is 'none';
comment on column cataloguing.fed_record.identifier is 'none';
comment on column cataloguing.fed_record.control_number is 'none';

create table cataloguing.heading (
  heading_id bigint generated always as identity not null,
  kind text not null,
  norm text collate "C" not null,
  number text collate "C" default ''::text not null,
  text text collate "C" not null,
  main text collate "C",
  base text collate "C",
  key text collate "C" not null,
  titles integer default 0 not null,
  often smallint generated always as (
CASE
    WHEN (titles < 1) THEN ('-1'::integer)::double precision
    ELSE floor((ln((titles)::double precision) / ln((2)::double precision)))
END) stored not null,
  authority_id bigint,
  constraint heading_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES cataloguing.authority(authority_id),
  constraint heading_pkey PRIMARY KEY (heading_id),
  constraint heading_text_kind_number_key UNIQUE (text, kind, number)
);
CREATE INDEX heading_authority ON cataloguing.heading USING btree (authority_id) WHERE (authority_id IS NOT NULL);
CREATE INDEX heading_base ON cataloguing.heading USING btree (base) WHERE (base IS NOT NULL);
CREATE INDEX heading_norm ON cataloguing.heading USING btree (norm);
CREATE INDEX heading_number ON cataloguing.heading USING btree (number) WHERE (number <> ''::text);
CREATE INDEX heading_unlinked ON cataloguing.heading USING btree (often DESC, heading_id) WHERE (authority_id IS NULL);
grant delete, insert, select, update on cataloguing.heading to kaft_app;
grant delete, insert, maintain, select, update on cataloguing.heading to kaft_jobs;
comment on column cataloguing.heading.heading_id is 'none';
comment on column cataloguing.heading.kind is 'none';
comment on column cataloguing.heading.norm is 'none';
comment on column cataloguing.heading.number is 'none';
comment on column cataloguing.heading.text is 'none';
comment on column cataloguing.heading.main is 'none';
comment on column cataloguing.heading.base is 'none';
comment on column cataloguing.heading.key is 'none';
comment on column cataloguing.heading.titles is 'none';
comment on column cataloguing.heading.often is 'none';
comment on column cataloguing.heading.authority_id is 'none';

create table cataloguing.holding (
  holding_id bigint generated always as identity not null,
  source text not null,
  control_number text not null,
  embedded boolean not null,
  title_id bigint not null,
  branch_id bigint not null,
  statements jsonb not null,
  record bytea not null,
  record_hash bytea not null,
  changed_at timestamp with time zone not null,
  constraint holding_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint holding_pkey PRIMARY KEY (holding_id),
  constraint holding_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX holding_branch ON cataloguing.holding USING btree (branch_id);
CREATE INDEX holding_number ON cataloguing.holding USING btree (source, control_number);
CREATE INDEX holding_title ON cataloguing.holding USING btree (title_id);
grant delete, insert, select, update on cataloguing.holding to kaft_app;
grant delete, insert, select, update on cataloguing.holding to kaft_jobs;
grant select on cataloguing.holding to kaft_public;
comment on column cataloguing.holding.holding_id is 'none';
comment on column cataloguing.holding.source is 'none';
comment on column cataloguing.holding.control_number is 'none';
comment on column cataloguing.holding.embedded is 'none';
comment on column cataloguing.holding.title_id is 'none';
comment on column cataloguing.holding.branch_id is 'none';
comment on column cataloguing.holding.statements is 'none
statements.of | none
statements.text | none
statements.note | none';
comment on column cataloguing.holding.record is 'none';
comment on column cataloguing.holding.record_hash is 'none';
comment on column cataloguing.holding.changed_at is 'none';

create table cataloguing.holding_edit (
  library_id bigint not null,
  holding_id bigint not null,
  version_no integer not null,
  staff_id bigint,
  constraint holding_edit_holding_id_version_no_fkey FOREIGN KEY (holding_id, version_no) REFERENCES cataloguing.holding_version(holding_id, version_no) ON DELETE CASCADE,
  constraint holding_edit_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint holding_edit_pkey PRIMARY KEY (library_id, holding_id, version_no)
);
CREATE INDEX holding_edit_version ON cataloguing.holding_edit USING btree (holding_id, version_no);
alter table cataloguing.holding_edit enable row level security;
alter table cataloguing.holding_edit force row level security;
create policy own on cataloguing.holding_edit for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.holding_edit for all to kaft_owner using (true);
grant delete, insert, select on cataloguing.holding_edit to kaft_app;
grant delete, select on cataloguing.holding_edit to kaft_jobs;
comment on column cataloguing.holding_edit.library_id is 'none';
comment on column cataloguing.holding_edit.holding_id is 'none';
comment on column cataloguing.holding_edit.version_no is 'none';
comment on column cataloguing.holding_edit.staff_id is 'staff; administration; Y10; null';

create table cataloguing.holding_place (
  holding_id bigint not null,
  place_no integer not null,
  branch_id bigint not null,
  shelf text,
  call_number text,
  constraint holding_place_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint holding_place_holding_id_fkey FOREIGN KEY (holding_id) REFERENCES cataloguing.holding(holding_id) ON DELETE CASCADE,
  constraint holding_place_pkey PRIMARY KEY (holding_id, place_no)
);
CREATE INDEX holding_place_branch ON cataloguing.holding_place USING btree (branch_id);
grant delete, insert, select, update on cataloguing.holding_place to kaft_app;
grant delete, insert, select, update on cataloguing.holding_place to kaft_jobs;
grant select on cataloguing.holding_place to kaft_public;
comment on column cataloguing.holding_place.holding_id is 'none';
comment on column cataloguing.holding_place.place_no is 'none';
comment on column cataloguing.holding_place.branch_id is 'none';
comment on column cataloguing.holding_place.shelf is 'none';
comment on column cataloguing.holding_place.call_number is 'none';

create table cataloguing.holding_removed (
  library_id bigint not null,
  removed_id uuid not null,
  title_id bigint not null,
  source text not null,
  control_number text not null,
  embedded boolean not null,
  record bytea not null,
  removed_at timestamp with time zone not null,
  constraint holding_removed_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint holding_removed_pkey PRIMARY KEY (library_id, removed_id)
);
alter table cataloguing.holding_removed enable row level security;
alter table cataloguing.holding_removed force row level security;
create policy own on cataloguing.holding_removed for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.holding_removed for all to kaft_owner using (true);
grant delete, insert, select, update on cataloguing.holding_removed to kaft_app;
grant delete, select on cataloguing.holding_removed to kaft_jobs;
comment on column cataloguing.holding_removed.library_id is 'none';
comment on column cataloguing.holding_removed.removed_id is 'none';
comment on column cataloguing.holding_removed.title_id is 'none';
comment on column cataloguing.holding_removed.source is 'none';
comment on column cataloguing.holding_removed.control_number is 'none';
comment on column cataloguing.holding_removed.embedded is 'none';
comment on column cataloguing.holding_removed.record is 'none';
comment on column cataloguing.holding_removed.removed_at is 'none';

create table cataloguing.holding_version (
  holding_id bigint not null,
  version_no integer not null,
  record bytea not null,
  replaced_at timestamp with time zone not null,
  replaced_for bigint,
  import_id bigint,
  why text,
  constraint holding_version_holding_id_fkey FOREIGN KEY (holding_id) REFERENCES cataloguing.holding(holding_id) ON DELETE CASCADE,
  constraint holding_version_pkey PRIMARY KEY (holding_id, version_no),
  constraint holding_version_replaced_for_fkey FOREIGN KEY (replaced_for) REFERENCES organisation.library(library_id)
);
grant delete, insert, select on cataloguing.holding_version to kaft_app;
grant delete, insert, select on cataloguing.holding_version to kaft_jobs;
comment on column cataloguing.holding_version.holding_id is 'none';
comment on column cataloguing.holding_version.version_no is 'none';
comment on column cataloguing.holding_version.record is 'none';
comment on column cataloguing.holding_version.replaced_at is 'none';
comment on column cataloguing.holding_version.replaced_for is 'none';
comment on column cataloguing.holding_version.import_id is 'none';
comment on column cataloguing.holding_version.why is 'none';

create table cataloguing.import (
  import_id bigint generated always as identity not null,
  library_id bigint not null,
  profile_id bigint not null,
  rules jsonb not null,
  central boolean not null,
  name text not null,
  bytes bigint not null,
  parts integer default 0 not null,
  whole boolean default false not null,
  state text not null,
  read_bytes bigint default 0 not null,
  counts jsonb default '{}'::jsonb not null,
  problems integer default 0 not null,
  fault text,
  beat_at timestamp with time zone,
  made_at timestamp with time zone not null,
  made_by bigint,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  reverted_at timestamp with time zone,
  reverted_by bigint,
  constraint import_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint import_pkey PRIMARY KEY (import_id),
  constraint import_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES cataloguing.import_profile(profile_id),
  constraint import_state_check CHECK ((state = ANY (ARRAY['open'::text, 'checking'::text, 'checked'::text, 'loading'::text, 'loaded'::text, 'reverting'::text, 'reverted'::text, 'stopped'::text, 'failed'::text])))
);
CREATE INDEX import_library ON cataloguing.import USING btree (library_id, import_id);
CREATE INDEX import_open ON cataloguing.import USING btree (library_id) WHERE (state = ANY (ARRAY['checking'::text, 'loading'::text, 'reverting'::text]));
CREATE INDEX import_profile_id ON cataloguing.import USING btree (profile_id);
alter table cataloguing.import enable row level security;
alter table cataloguing.import force row level security;
create policy own on cataloguing.import for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.import for all to kaft_owner using (true);
grant insert, select, update on cataloguing.import to kaft_app;
grant delete, insert, select, update on cataloguing.import to kaft_jobs;
comment on column cataloguing.import.import_id is 'none';
comment on column cataloguing.import.library_id is 'none';
comment on column cataloguing.import.profile_id is 'none';
comment on column cataloguing.import.rules is 'none
rules.* | none';
comment on column cataloguing.import.central is 'none';
comment on column cataloguing.import.name is 'none';
comment on column cataloguing.import.bytes is 'none';
comment on column cataloguing.import.parts is 'none';
comment on column cataloguing.import.whole is 'none';
comment on column cataloguing.import.state is 'none';
comment on column cataloguing.import.read_bytes is 'none';
comment on column cataloguing.import.counts is 'none
counts.* | none';
comment on column cataloguing.import.problems is 'none';
comment on column cataloguing.import.fault is 'none';
comment on column cataloguing.import.beat_at is 'none';
comment on column cataloguing.import.made_at is 'none';
comment on column cataloguing.import.made_by is 'staff; administration; Y10; null';
comment on column cataloguing.import.started_at is 'none';
comment on column cataloguing.import.finished_at is 'none';
comment on column cataloguing.import.reverted_at is 'none';
comment on column cataloguing.import.reverted_by is 'staff; administration; Y10; null';

create table cataloguing.import_authority (
  library_id bigint not null,
  import_id bigint not null,
  authority_id bigint not null,
  made boolean not null,
  version_no integer,
  record_hash bytea not null,
  constraint import_authority_import_id_fkey FOREIGN KEY (import_id) REFERENCES cataloguing.import(import_id) ON DELETE CASCADE,
  constraint import_authority_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint import_authority_pkey PRIMARY KEY (library_id, import_id, authority_id)
);
CREATE INDEX import_authority_import ON cataloguing.import_authority USING btree (import_id);
alter table cataloguing.import_authority enable row level security;
alter table cataloguing.import_authority force row level security;
create policy own on cataloguing.import_authority for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.import_authority for all to kaft_owner using (true);
grant select on cataloguing.import_authority to kaft_app;
grant delete, insert, select, update on cataloguing.import_authority to kaft_jobs;
comment on column cataloguing.import_authority.library_id is 'none';
comment on column cataloguing.import_authority.import_id is 'none';
comment on column cataloguing.import_authority.authority_id is 'none';
comment on column cataloguing.import_authority.made is 'none';
comment on column cataloguing.import_authority.version_no is 'none';
comment on column cataloguing.import_authority.record_hash is 'none';

create table cataloguing.import_change (
  library_id bigint not null,
  import_id bigint not null,
  title_id bigint not null,
  made boolean not null,
  version_no integer,
  record_hash bytea not null,
  constraint import_change_import_id_fkey FOREIGN KEY (import_id) REFERENCES cataloguing.import(import_id) ON DELETE CASCADE,
  constraint import_change_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint import_change_pkey PRIMARY KEY (library_id, import_id, title_id)
);
CREATE INDEX import_change_import ON cataloguing.import_change USING btree (import_id);
alter table cataloguing.import_change enable row level security;
alter table cataloguing.import_change force row level security;
create policy own on cataloguing.import_change for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.import_change for all to kaft_owner using (true);
grant select on cataloguing.import_change to kaft_app;
grant delete, insert, select, update on cataloguing.import_change to kaft_jobs;
comment on column cataloguing.import_change.library_id is 'none';
comment on column cataloguing.import_change.import_id is 'none';
comment on column cataloguing.import_change.title_id is 'none';
comment on column cataloguing.import_change.made is 'none';
comment on column cataloguing.import_change.version_no is 'none';
comment on column cataloguing.import_change.record_hash is 'none';

create table cataloguing.import_holding (
  library_id bigint not null,
  import_id bigint not null,
  source text not null,
  control_number text not null,
  title_id bigint,
  record bytea,
  record_hash bytea,
  constraint import_holding_import_id_fkey FOREIGN KEY (import_id) REFERENCES cataloguing.import(import_id) ON DELETE CASCADE,
  constraint import_holding_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint import_holding_pkey PRIMARY KEY (library_id, import_id, control_number)
);
CREATE INDEX import_holding_import ON cataloguing.import_holding USING btree (import_id);
alter table cataloguing.import_holding enable row level security;
alter table cataloguing.import_holding force row level security;
create policy own on cataloguing.import_holding for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.import_holding for all to kaft_owner using (true);
grant select on cataloguing.import_holding to kaft_app;
grant delete, insert, select, update on cataloguing.import_holding to kaft_jobs;
comment on column cataloguing.import_holding.library_id is 'none';
comment on column cataloguing.import_holding.import_id is 'none';
comment on column cataloguing.import_holding.source is 'none';
comment on column cataloguing.import_holding.control_number is 'none';
comment on column cataloguing.import_holding.title_id is 'none';
comment on column cataloguing.import_holding.record is 'none';
comment on column cataloguing.import_holding.record_hash is 'none';

create table cataloguing.import_item (
  library_id bigint not null,
  import_id bigint not null,
  item_id bigint not null,
  constraint import_item_import_id_fkey FOREIGN KEY (import_id) REFERENCES cataloguing.import(import_id) ON DELETE CASCADE,
  constraint import_item_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint import_item_pkey PRIMARY KEY (library_id, import_id, item_id)
);
CREATE INDEX import_item_import ON cataloguing.import_item USING btree (import_id);
alter table cataloguing.import_item enable row level security;
alter table cataloguing.import_item force row level security;
create policy own on cataloguing.import_item for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.import_item for all to kaft_owner using (true);
grant select on cataloguing.import_item to kaft_app;
grant delete, insert, select, update on cataloguing.import_item to kaft_jobs;
comment on column cataloguing.import_item.library_id is 'none';
comment on column cataloguing.import_item.import_id is 'none';
comment on column cataloguing.import_item.item_id is 'none';

create table cataloguing.import_part (
  library_id bigint not null,
  import_id bigint not null,
  part_no integer not null,
  bytes bytea not null,
  constraint import_part_import_id_fkey FOREIGN KEY (import_id) REFERENCES cataloguing.import(import_id) ON DELETE CASCADE,
  constraint import_part_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint import_part_pkey PRIMARY KEY (library_id, import_id, part_no)
);
CREATE INDEX import_part_import ON cataloguing.import_part USING btree (import_id);
alter table cataloguing.import_part enable row level security;
alter table cataloguing.import_part force row level security;
create policy own on cataloguing.import_part for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.import_part for all to kaft_owner using (true);
grant delete, insert, select, update on cataloguing.import_part to kaft_app;
grant delete, insert, select, update on cataloguing.import_part to kaft_jobs;
comment on column cataloguing.import_part.library_id is 'none';
comment on column cataloguing.import_part.import_id is 'none';
comment on column cataloguing.import_part.part_no is 'none';
comment on column cataloguing.import_part.bytes is 'none';

create table cataloguing.import_problem (
  problem_id bigint generated always as identity not null,
  library_id bigint not null,
  import_id bigint not null,
  "position" bigint,
  record_no integer,
  reason text not null,
  detail text not null,
  title_id bigint,
  constraint import_problem_import_id_fkey FOREIGN KEY (import_id) REFERENCES cataloguing.import(import_id) ON DELETE CASCADE,
  constraint import_problem_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint import_problem_pkey PRIMARY KEY (problem_id)
);
CREATE INDEX import_problem_import ON cataloguing.import_problem USING btree (library_id, import_id, problem_id);
CREATE INDEX import_problem_of ON cataloguing.import_problem USING btree (import_id);
alter table cataloguing.import_problem enable row level security;
alter table cataloguing.import_problem force row level security;
create policy own on cataloguing.import_problem for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.import_problem for all to kaft_owner using (true);
grant select on cataloguing.import_problem to kaft_app;
grant delete, insert, select, update on cataloguing.import_problem to kaft_jobs;
comment on column cataloguing.import_problem.problem_id is 'none';
comment on column cataloguing.import_problem.library_id is 'none';
comment on column cataloguing.import_problem.import_id is 'none';
comment on column cataloguing.import_problem."position" is 'none';
comment on column cataloguing.import_problem.record_no is 'none';
comment on column cataloguing.import_problem.reason is 'none';
comment on column cataloguing.import_problem.detail is 'none';
comment on column cataloguing.import_problem.title_id is 'none';

create table cataloguing.import_profile (
  profile_id bigint generated always as identity not null,
  library_id bigint not null,
  name text not null,
  rules jsonb not null,
  central boolean not null,
  changed_at timestamp with time zone not null,
  changed_by bigint,
  fed_at timestamp with time zone,
  fed jsonb default '{}'::jsonb not null,
  ended_at timestamp with time zone,
  constraint import_profile_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint import_profile_library_id_name_key UNIQUE (library_id, name),
  constraint import_profile_pkey PRIMARY KEY (profile_id)
);
alter table cataloguing.import_profile enable row level security;
alter table cataloguing.import_profile force row level security;
create policy own on cataloguing.import_profile for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.import_profile for all to kaft_owner using (true);
grant insert, select, update on cataloguing.import_profile to kaft_app;
grant delete, insert, select, update on cataloguing.import_profile to kaft_jobs;
comment on column cataloguing.import_profile.profile_id is 'none';
comment on column cataloguing.import_profile.library_id is 'none';
comment on column cataloguing.import_profile.name is 'none';
comment on column cataloguing.import_profile.rules is 'none
rules.* | none';
comment on column cataloguing.import_profile.central is 'none';
comment on column cataloguing.import_profile.changed_at is 'none';
comment on column cataloguing.import_profile.changed_by is 'staff; administration; Y10; null';
comment on column cataloguing.import_profile.fed_at is 'none';
comment on column cataloguing.import_profile.fed is 'none
fed.* | none';
comment on column cataloguing.import_profile.ended_at is 'none';

create table cataloguing.import_removed (
  library_id bigint not null,
  import_id bigint not null,
  control_number text not null,
  source text not null,
  record bytea not null,
  constraint import_removed_import_id_fkey FOREIGN KEY (import_id) REFERENCES cataloguing.import(import_id) ON DELETE CASCADE,
  constraint import_removed_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint import_removed_pkey PRIMARY KEY (library_id, import_id, control_number)
);
CREATE INDEX import_removed_import ON cataloguing.import_removed USING btree (import_id);
alter table cataloguing.import_removed enable row level security;
alter table cataloguing.import_removed force row level security;
create policy own on cataloguing.import_removed for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.import_removed for all to kaft_owner using (true);
grant select on cataloguing.import_removed to kaft_app;
grant delete, insert, select, update on cataloguing.import_removed to kaft_jobs;
comment on column cataloguing.import_removed.library_id is 'none';
comment on column cataloguing.import_removed.import_id is 'none';
comment on column cataloguing.import_removed.control_number is 'none';
comment on column cataloguing.import_removed.source is 'none';
comment on column cataloguing.import_removed.record is 'none';

create table cataloguing.once_over (
  name text not null,
  after_id bigint not null,
  done_at timestamp with time zone,
  constraint once_over_pkey PRIMARY KEY (name)
);
grant insert, select, update on cataloguing.once_over to kaft_jobs;
comment on column cataloguing.once_over.name is 'none';
comment on column cataloguing.once_over.after_id is 'none';
comment on column cataloguing.once_over.done_at is 'none';

create table cataloguing.record_report (
  report_id bigint generated always as identity not null,
  title_id bigint not null,
  library_id bigint not null,
  field text,
  says text not null,
  state text not null,
  answer text,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint record_report_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint record_report_pkey PRIMARY KEY (report_id),
  constraint record_report_state_check CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'mended'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint record_report_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX record_report_library ON cataloguing.record_report USING btree (library_id, report_id);
CREATE INDEX record_report_open ON cataloguing.record_report USING btree (report_id) WHERE (state = ANY (ARRAY['open'::text, 'taken'::text]));
CREATE INDEX record_report_title ON cataloguing.record_report USING btree (title_id);
grant insert, select, update on cataloguing.record_report to kaft_app;
grant select on cataloguing.record_report to kaft_jobs;
grant update (title_id) on cataloguing.record_report to kaft_jobs;
comment on column cataloguing.record_report.report_id is 'none';
comment on column cataloguing.record_report.title_id is 'none';
comment on column cataloguing.record_report.library_id is 'none';
comment on column cataloguing.record_report.field is 'none';
comment on column cataloguing.record_report.says is 'none';
comment on column cataloguing.record_report.state is 'none';
comment on column cataloguing.record_report.answer is 'none';
comment on column cataloguing.record_report.made_at is 'none';
comment on column cataloguing.record_report.changed_at is 'none';

create table cataloguing.reindex (
  run_id bigint generated always as identity not null,
  why text not null,
  state text not null,
  shape integer not null,
  from_title bigint default 0 not null,
  titles integer default 0 not null,
  of_titles integer default 0 not null,
  begun_at timestamp with time zone not null,
  beat_at timestamp with time zone,
  finished_at timestamp with time zone,
  fault text,
  constraint reindex_pkey PRIMARY KEY (run_id),
  constraint reindex_state_check CHECK ((state = ANY (ARRAY['building'::text, 'indexing'::text, 'swapping'::text, 'done'::text, 'stopped'::text, 'failed'::text]))),
  constraint reindex_why_check CHECK ((why = ANY (ARRAY['asked'::text, 'upgrade'::text])))
);
CREATE UNIQUE INDEX reindex_open ON cataloguing.reindex USING btree ((true)) WHERE (state = ANY (ARRAY['building'::text, 'indexing'::text, 'swapping'::text]));
grant insert, select, update on cataloguing.reindex to kaft_app;
grant insert, select, update on cataloguing.reindex to kaft_jobs;
comment on column cataloguing.reindex.run_id is 'none';
comment on column cataloguing.reindex.why is 'none';
comment on column cataloguing.reindex.state is 'none';
comment on column cataloguing.reindex.shape is 'none';
comment on column cataloguing.reindex.from_title is 'none';
comment on column cataloguing.reindex.titles is 'none';
comment on column cataloguing.reindex.of_titles is 'none';
comment on column cataloguing.reindex.begun_at is 'none';
comment on column cataloguing.reindex.beat_at is 'none';
comment on column cataloguing.reindex.finished_at is 'none';
comment on column cataloguing.reindex.fault is 'none';

create table cataloguing.reindex_changed (
  change_id bigint generated always as identity not null,
  title_id bigint not null,
  constraint reindex_changed_pkey PRIMARY KEY (change_id)
);
grant insert on cataloguing.reindex_changed to kaft_app;
grant delete, insert, select on cataloguing.reindex_changed to kaft_jobs;
comment on column cataloguing.reindex_changed.change_id is 'none';
comment on column cataloguing.reindex_changed.title_id is 'none';

create table cataloguing.saved_search (
  search_id bigint generated always as identity not null,
  library_id bigint not null,
  staff_id bigint,
  name text not null,
  asks jsonb not null,
  shared boolean not null,
  version integer default 1 not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint saved_search_check CHECK (((staff_id IS NOT NULL) OR shared)),
  constraint saved_search_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint saved_search_pkey PRIMARY KEY (search_id)
);
CREATE INDEX saved_search_library ON cataloguing.saved_search USING btree (library_id, search_id);
CREATE INDEX saved_search_staff ON cataloguing.saved_search USING btree (staff_id, search_id) WHERE (staff_id IS NOT NULL);
alter table cataloguing.saved_search enable row level security;
alter table cataloguing.saved_search force row level security;
create policy fusion on cataloguing.saved_search for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on cataloguing.saved_search for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.saved_search for all to kaft_owner using (true);
grant delete, insert, select, update on cataloguing.saved_search to kaft_app;
grant delete, insert, select, update on cataloguing.saved_search to kaft_jobs;
comment on column cataloguing.saved_search.search_id is 'none';
comment on column cataloguing.saved_search.library_id is 'none';
comment on column cataloguing.saved_search.staff_id is 'staff; administration; employment; null';
comment on column cataloguing.saved_search.name is 'none';
comment on column cataloguing.saved_search.asks is 'none
asks.q | none
asks.where | none
asks.branch | none
asks.available | none
asks.material | none
asks.language | none
asks.audience | none
asks.genre | none
asks.author | none
asks.subject | none
asks.series | none
asks.decade | none
asks.names | none
asks.sort | none';
comment on column cataloguing.saved_search.shared is 'none';
comment on column cataloguing.saved_search.version is 'none';
comment on column cataloguing.saved_search.made_at is 'none';
comment on column cataloguing.saved_search.changed_at is 'none';
comment on column cataloguing.saved_search.ended_at is 'none';

create table cataloguing.search_change (
  change_id bigint generated always as identity not null,
  made_by xid8 not null,
  title_id bigint,
  made_at timestamp with time zone not null,
  constraint search_change_pkey PRIMARY KEY (change_id)
);
CREATE INDEX search_change_made_by_idx ON cataloguing.search_change USING btree (made_by);
grant select on cataloguing.search_change to kaft_app;
grant delete, select on cataloguing.search_change to kaft_jobs;
comment on column cataloguing.search_change.change_id is 'none';
comment on column cataloguing.search_change.made_by is 'none';
comment on column cataloguing.search_change.title_id is 'none';
comment on column cataloguing.search_change.made_at is 'none';

create table cataloguing.search_follow (
  search_id bigint not null,
  staff_id bigint not null,
  library_id bigint not null,
  looked_at timestamp with time zone not null,
  newest bigint not null,
  mail_to text,
  mailed_at timestamp with time zone,
  mailed_newest bigint,
  mail_refused boolean default false not null,
  constraint search_follow_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint search_follow_pkey PRIMARY KEY (library_id, search_id, staff_id),
  constraint search_follow_search_id_fkey FOREIGN KEY (search_id) REFERENCES cataloguing.saved_search(search_id) ON DELETE CASCADE
);
CREATE INDEX search_follow_search ON cataloguing.search_follow USING btree (search_id);
CREATE INDEX search_follow_staff ON cataloguing.search_follow USING btree (staff_id, search_id);
alter table cataloguing.search_follow enable row level security;
alter table cataloguing.search_follow force row level security;
create policy fusion on cataloguing.search_follow for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on cataloguing.search_follow for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.search_follow for all to kaft_owner using (true);
grant delete, insert, select, update on cataloguing.search_follow to kaft_app;
grant delete, insert, select, update on cataloguing.search_follow to kaft_jobs;
comment on column cataloguing.search_follow.search_id is 'none';
comment on column cataloguing.search_follow.staff_id is 'staff; administration; employment; row';
comment on column cataloguing.search_follow.library_id is 'none';
comment on column cataloguing.search_follow.looked_at is 'staff; administration; employment; row';
comment on column cataloguing.search_follow.newest is 'none';
comment on column cataloguing.search_follow.mail_to is 'staff; administration; employment; row';
comment on column cataloguing.search_follow.mailed_at is 'none';
comment on column cataloguing.search_follow.mailed_newest is 'none';
comment on column cataloguing.search_follow.mail_refused is 'none';

create table cataloguing.search_shape (
  one boolean default true not null,
  shape integer not null,
  built_at timestamp with time zone,
  constraint search_shape_one_check CHECK (one),
  constraint search_shape_pkey PRIMARY KEY (one)
);
grant select on cataloguing.search_shape to kaft_app;
grant select, update on cataloguing.search_shape to kaft_jobs;
comment on column cataloguing.search_shape.one is 'none';
comment on column cataloguing.search_shape.shape is 'none';
comment on column cataloguing.search_shape.built_at is 'none';

create table cataloguing.synonym_group (
  group_id bigint generated always as identity not null,
  words text[] not null,
  keys text[] not null,
  changed_at timestamp with time zone not null,
  constraint synonym_group_pkey PRIMARY KEY (group_id),
  constraint synonym_group_words_check CHECK (((cardinality(words) >= 2) AND (cardinality(words) <= 20)))
);
CREATE INDEX synonym_group_keys ON cataloguing.synonym_group USING gin (keys);
grant delete, insert, select, update on cataloguing.synonym_group to kaft_app;
grant select on cataloguing.synonym_group to kaft_jobs;
grant select on cataloguing.synonym_group to kaft_public;
comment on column cataloguing.synonym_group.group_id is 'none';
comment on column cataloguing.synonym_group.words is 'none';
comment on column cataloguing.synonym_group.keys is 'none';
comment on column cataloguing.synonym_group.changed_at is 'none';

create table cataloguing.target (
  target_id bigint generated always as identity not null,
  name text not null,
  protocol text not null,
  address text not null,
  version text,
  syntax text not null,
  charset text not null,
  indexes jsonb not null,
  agency text not null,
  drop_fields text[] not null,
  patience_s integer not null,
  coupling text not null,
  active boolean not null,
  changed_at timestamp with time zone not null,
  constraint target_charset_check CHECK ((charset = ANY (ARRAY['utf-8'::text, 'marc-8'::text, 'iso-8859-1'::text]))),
  constraint target_name_key UNIQUE (name),
  constraint target_patience_s_check CHECK (((patience_s >= 1) AND (patience_s <= 30))),
  constraint target_pkey PRIMARY KEY (target_id),
  constraint target_protocol_check CHECK ((protocol = ANY (ARRAY['sru'::text, 'z3950'::text]))),
  constraint target_version_check CHECK ((version = ANY (ARRAY['1.1'::text, '1.2'::text, '2.0'::text])))
);
alter table cataloguing.target enable row level security;
alter table cataloguing.target force row level security;
create policy changed on cataloguing.target for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy made on cataloguing.target for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on cataloguing.target for all to kaft_owner using (true);
create policy seen on cataloguing.target for select to kaft_app using (true);
grant insert, select, update on cataloguing.target to kaft_app;
comment on column cataloguing.target.target_id is 'none';
comment on column cataloguing.target.name is 'none';
comment on column cataloguing.target.protocol is 'none';
comment on column cataloguing.target.address is 'none';
comment on column cataloguing.target.version is 'none';
comment on column cataloguing.target.syntax is 'none';
comment on column cataloguing.target.charset is 'none';
comment on column cataloguing.target.indexes is 'none
indexes.* | none';
comment on column cataloguing.target.agency is 'none';
comment on column cataloguing.target.drop_fields is 'none';
comment on column cataloguing.target.patience_s is 'none';
comment on column cataloguing.target.coupling is 'none';
comment on column cataloguing.target.active is 'none';
comment on column cataloguing.target.changed_at is 'none';

create table cataloguing.title (
  title_id bigint generated always as identity not null,
  source text not null,
  control_number text not null,
  record bytea not null,
  record_hash bytea not null,
  title text not null,
  author text,
  year integer,
  material text not null,
  language text,
  audience text,
  series text,
  publisher text,
  extent text,
  summary text,
  isbns text[] not null,
  subjects text[] not null,
  contributors text[] not null,
  state text default 'in_use'::text not null,
  changed_at timestamp with time zone not null,
  subtitle text,
  merged_into bigint,
  constraint title_merged_check CHECK (((merged_into IS NULL) OR ((state = 'merged'::text) AND (merged_into <> title_id)))),
  constraint title_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES cataloguing.title(title_id),
  constraint title_pkey PRIMARY KEY (title_id),
  constraint title_source_control_number_key UNIQUE (source, control_number),
  constraint title_state_check CHECK ((state = ANY (ARRAY['in_use'::text, 'merged'::text, 'withdrawn'::text])))
);
CREATE INDEX title_begins ON cataloguing.title USING btree ("left"(lower(title), 60));
CREATE INDEX title_changed ON cataloguing.title USING btree (changed_at, title_id);
CREATE INDEX title_merged ON cataloguing.title USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX title_number ON cataloguing.title USING btree (control_number);
CREATE INDEX title_went ON cataloguing.title USING btree (changed_at, title_id) WHERE (state <> 'in_use'::text);
grant delete, insert, select, update on cataloguing.title to kaft_app;
grant delete, insert, maintain, select, update on cataloguing.title to kaft_jobs;
grant select on cataloguing.title to kaft_public;
grant select on cataloguing.title to kaft_reader;
grant select (title_id) on cataloguing.title to kaft_finder;
grant update (title_id) on cataloguing.title to kaft_reader;
grant select (merged_into) on cataloguing.title to kaft_finder;
comment on column cataloguing.title.title_id is 'none';
comment on column cataloguing.title.source is 'none';
comment on column cataloguing.title.control_number is 'none';
comment on column cataloguing.title.record is 'none';
comment on column cataloguing.title.record_hash is 'none';
comment on column cataloguing.title.title is 'none';
comment on column cataloguing.title.author is 'none';
comment on column cataloguing.title.year is 'none';
comment on column cataloguing.title.material is 'none';
comment on column cataloguing.title.language is 'none';
comment on column cataloguing.title.audience is 'none';
comment on column cataloguing.title.series is 'none';
comment on column cataloguing.title.publisher is 'none';
comment on column cataloguing.title.extent is 'none';
comment on column cataloguing.title.summary is 'none';
comment on column cataloguing.title.isbns is 'none';
comment on column cataloguing.title.subjects is 'none';
comment on column cataloguing.title.contributors is 'none';
comment on column cataloguing.title.state is 'none';
comment on column cataloguing.title.changed_at is 'none';
comment on column cataloguing.title.subtitle is 'none';
comment on column cataloguing.title.merged_into is 'none';

create table cataloguing.title_apart (
  low_id bigint not null,
  high_id bigint not null,
  said_at timestamp with time zone not null,
  said_for bigint not null,
  constraint title_apart_check CHECK ((low_id < high_id)),
  constraint title_apart_high_id_fkey FOREIGN KEY (high_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE,
  constraint title_apart_low_id_fkey FOREIGN KEY (low_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE,
  constraint title_apart_pkey PRIMARY KEY (low_id, high_id),
  constraint title_apart_said_for_fkey FOREIGN KEY (said_for) REFERENCES organisation.library(library_id)
);
CREATE INDEX title_apart_high ON cataloguing.title_apart USING btree (high_id);
grant delete, insert, select on cataloguing.title_apart to kaft_app;
grant select on cataloguing.title_apart to kaft_jobs;
comment on column cataloguing.title_apart.low_id is 'none';
comment on column cataloguing.title_apart.high_id is 'none';
comment on column cataloguing.title_apart.said_at is 'none';
comment on column cataloguing.title_apart.said_for is 'none';

create table cataloguing.title_change (
  change_id bigint generated always as identity not null,
  library_id bigint not null,
  name text not null,
  rules jsonb not null,
  selection jsonb not null,
  central boolean not null,
  state text not null,
  titles integer default 0 not null,
  handled integer default 0 not null,
  fault text,
  made_at timestamp with time zone not null,
  made_by bigint,
  beat_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint title_change_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint title_change_pkey PRIMARY KEY (change_id),
  constraint title_change_state_check CHECK ((state = ANY (ARRAY['looking'::text, 'ready'::text, 'running'::text, 'done'::text, 'reverting'::text, 'reverted'::text, 'stopped'::text, 'failed'::text])))
);
CREATE INDEX title_change_busy ON cataloguing.title_change USING btree (library_id) WHERE (state = ANY (ARRAY['looking'::text, 'running'::text, 'reverting'::text]));
CREATE INDEX title_change_library ON cataloguing.title_change USING btree (library_id, change_id);
alter table cataloguing.title_change enable row level security;
alter table cataloguing.title_change force row level security;
create policy own on cataloguing.title_change for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.title_change for all to kaft_owner using (true);
grant insert, select, update on cataloguing.title_change to kaft_app;
grant insert, select, update on cataloguing.title_change to kaft_jobs;
comment on column cataloguing.title_change.change_id is 'none';
comment on column cataloguing.title_change.library_id is 'none';
comment on column cataloguing.title_change.name is 'none';
comment on column cataloguing.title_change.rules is 'none
rules.* | none';
comment on column cataloguing.title_change.selection is 'none
selection.* | none';
comment on column cataloguing.title_change.central is 'none';
comment on column cataloguing.title_change.state is 'none';
comment on column cataloguing.title_change.titles is 'none';
comment on column cataloguing.title_change.handled is 'none';
comment on column cataloguing.title_change.fault is 'none';
comment on column cataloguing.title_change.made_at is 'none';
comment on column cataloguing.title_change.made_by is 'staff; administration; Y10; null';
comment on column cataloguing.title_change.beat_at is 'none';
comment on column cataloguing.title_change.finished_at is 'none';

create table cataloguing.title_change_line (
  library_id bigint not null,
  change_id bigint not null,
  line_no integer not null,
  title_id bigint,
  number text,
  state text not null,
  why text,
  version_no integer,
  record_hash bytea,
  constraint title_change_line_change_id_fkey FOREIGN KEY (change_id) REFERENCES cataloguing.title_change(change_id) ON DELETE CASCADE,
  constraint title_change_line_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint title_change_line_pkey PRIMARY KEY (library_id, change_id, line_no),
  constraint title_change_line_state_check CHECK ((state = ANY (ARRAY['new'::text, 'planned'::text, 'same'::text, 'refused'::text, 'done'::text, 'reverted'::text, 'kept'::text])))
);
CREATE INDEX title_change_line_change ON cataloguing.title_change_line USING btree (change_id);
CREATE INDEX title_change_line_state ON cataloguing.title_change_line USING btree (library_id, change_id, state, line_no);
alter table cataloguing.title_change_line enable row level security;
alter table cataloguing.title_change_line force row level security;
create policy own on cataloguing.title_change_line for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.title_change_line for all to kaft_owner using (true);
grant insert, select, update on cataloguing.title_change_line to kaft_app;
grant insert, select, update on cataloguing.title_change_line to kaft_jobs;
comment on column cataloguing.title_change_line.library_id is 'none';
comment on column cataloguing.title_change_line.change_id is 'none';
comment on column cataloguing.title_change_line.line_no is 'none';
comment on column cataloguing.title_change_line.title_id is 'none';
comment on column cataloguing.title_change_line.number is 'none';
comment on column cataloguing.title_change_line.state is 'none';
comment on column cataloguing.title_change_line.why is 'none';
comment on column cataloguing.title_change_line.version_no is 'none';
comment on column cataloguing.title_change_line.record_hash is 'none';

create table cataloguing.title_double (
  low_id bigint not null,
  high_id bigint not null,
  weight integer not null,
  agrees text[] not null,
  differs text[] not null,
  found_at timestamp with time zone not null,
  constraint title_double_check CHECK ((low_id < high_id)),
  constraint title_double_high_id_fkey FOREIGN KEY (high_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE,
  constraint title_double_low_id_fkey FOREIGN KEY (low_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE,
  constraint title_double_pkey PRIMARY KEY (low_id, high_id)
);
CREATE INDEX title_double_high ON cataloguing.title_double USING btree (high_id);
CREATE INDEX title_double_order ON cataloguing.title_double USING btree (weight DESC, low_id, high_id);
grant select on cataloguing.title_double to kaft_app;
grant delete, insert, select, update on cataloguing.title_double to kaft_jobs;
comment on column cataloguing.title_double.low_id is 'none';
comment on column cataloguing.title_double.high_id is 'none';
comment on column cataloguing.title_double.weight is 'none';
comment on column cataloguing.title_double.agrees is 'none';
comment on column cataloguing.title_double.differs is 'none';
comment on column cataloguing.title_double.found_at is 'none';

create table cataloguing.title_dropped (
  title_id bigint not null,
  source text not null,
  dropped_at timestamp with time zone not null,
  import_id bigint,
  constraint title_dropped_pkey PRIMARY KEY (title_id),
  constraint title_dropped_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX title_dropped_import ON cataloguing.title_dropped USING btree (import_id);
grant delete, select on cataloguing.title_dropped to kaft_app;
grant delete, insert, select, update on cataloguing.title_dropped to kaft_jobs;
comment on column cataloguing.title_dropped.title_id is 'none';
comment on column cataloguing.title_dropped.source is 'none';
comment on column cataloguing.title_dropped.dropped_at is 'none';
comment on column cataloguing.title_dropped.import_id is 'none';

create table cataloguing.title_edit (
  library_id bigint not null,
  title_id bigint not null,
  version_no integer not null,
  staff_id bigint,
  constraint title_edit_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint title_edit_pkey PRIMARY KEY (library_id, title_id, version_no),
  constraint title_edit_title_id_version_no_fkey FOREIGN KEY (title_id, version_no) REFERENCES cataloguing.title_version(title_id, version_no) ON DELETE CASCADE
);
CREATE INDEX title_edit_version ON cataloguing.title_edit USING btree (title_id, version_no);
alter table cataloguing.title_edit enable row level security;
alter table cataloguing.title_edit force row level security;
create policy own on cataloguing.title_edit for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.title_edit for all to kaft_owner using (true);
grant insert, select on cataloguing.title_edit to kaft_app;
grant delete, insert, select, update on cataloguing.title_edit to kaft_jobs;
comment on column cataloguing.title_edit.library_id is 'none';
comment on column cataloguing.title_edit.title_id is 'none';
comment on column cataloguing.title_edit.version_no is 'none';
comment on column cataloguing.title_edit.staff_id is 'staff; administration; Y10; null';

create table cataloguing.title_gone (
  title_id bigint not null,
  gone_at timestamp with time zone not null,
  constraint title_gone_pkey PRIMARY KEY (title_id)
);
CREATE INDEX title_gone_at ON cataloguing.title_gone USING btree (gone_at, title_id);
grant insert, select on cataloguing.title_gone to kaft_app;
grant insert, select on cataloguing.title_gone to kaft_jobs;
grant select on cataloguing.title_gone to kaft_public;
comment on column cataloguing.title_gone.title_id is 'none';
comment on column cataloguing.title_gone.gone_at is 'none';

create table cataloguing.title_heading (
  title_id bigint not null,
  headings bigint[] not null,
  constraint title_heading_pkey PRIMARY KEY (title_id),
  constraint title_heading_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX title_heading_of ON cataloguing.title_heading USING gin (headings);
grant delete, insert, select, update on cataloguing.title_heading to kaft_app;
grant delete, insert, maintain, select, update on cataloguing.title_heading to kaft_jobs;
comment on column cataloguing.title_heading.title_id is 'none';
comment on column cataloguing.title_heading.headings is 'none';

create table cataloguing.title_isbn (
  isbn text collate "C" not null,
  title_id bigint not null,
  constraint title_isbn_pkey PRIMARY KEY (isbn, title_id),
  constraint title_isbn_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX title_isbn_title ON cataloguing.title_isbn USING btree (title_id);
grant delete, insert, select, update on cataloguing.title_isbn to kaft_app;
grant delete, insert, maintain, select, update on cataloguing.title_isbn to kaft_jobs;
grant select on cataloguing.title_isbn to kaft_public;
comment on column cataloguing.title_isbn.isbn is 'none';
comment on column cataloguing.title_isbn.title_id is 'none';

create table cataloguing.title_left (
  library_id bigint not null,
  title_id bigint not null,
  left_at timestamp with time zone not null,
  constraint title_left_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint title_left_pkey PRIMARY KEY (title_id, library_id),
  constraint title_left_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX title_left_at ON cataloguing.title_left USING btree (library_id, left_at, title_id);
grant delete, insert, select, update on cataloguing.title_left to kaft_app;
grant delete, insert, select, update on cataloguing.title_left to kaft_jobs;
grant select on cataloguing.title_left to kaft_public;
comment on column cataloguing.title_left.library_id is 'none';
comment on column cataloguing.title_left.title_id is 'none';
comment on column cataloguing.title_left.left_at is 'none';

create table cataloguing.title_list (
  list_id bigint generated always as identity not null,
  library_id bigint not null,
  name text not null,
  about text,
  kind text not null,
  days integer default 90 not null,
  tags text[] default '{}'::text[] not null,
  most integer default 20 not null,
  shown boolean not null,
  shown_from date,
  shown_until date,
  place integer default 0 not null,
  version integer default 1 not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  refreshed_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint title_list_days_check CHECK (((days >= 1) AND (days <= 400))),
  constraint title_list_kind_check CHECK ((kind = ANY (ARRAY['hand'::text, 'new'::text, 'lent'::text]))),
  constraint title_list_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint title_list_most_check CHECK (((most >= 1) AND (most <= 200))),
  constraint title_list_pkey PRIMARY KEY (list_id)
);
CREATE INDEX title_list_library ON cataloguing.title_list USING btree (library_id, place, list_id);
alter table cataloguing.title_list enable row level security;
alter table cataloguing.title_list force row level security;
create policy own on cataloguing.title_list for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.title_list for all to kaft_owner using (true);
create policy shown on cataloguing.title_list for select to kaft_public using ((shown AND (ended_at IS NULL)));
grant delete, insert, select, update on cataloguing.title_list to kaft_app;
grant delete, insert, select, update on cataloguing.title_list to kaft_jobs;
grant select on cataloguing.title_list to kaft_public;
comment on column cataloguing.title_list.list_id is 'none';
comment on column cataloguing.title_list.library_id is 'none';
comment on column cataloguing.title_list.name is 'none';
comment on column cataloguing.title_list.about is 'none';
comment on column cataloguing.title_list.kind is 'none';
comment on column cataloguing.title_list.days is 'none';
comment on column cataloguing.title_list.tags is 'none';
comment on column cataloguing.title_list.most is 'none';
comment on column cataloguing.title_list.shown is 'none';
comment on column cataloguing.title_list.shown_from is 'none';
comment on column cataloguing.title_list.shown_until is 'none';
comment on column cataloguing.title_list.place is 'none';
comment on column cataloguing.title_list.version is 'none';
comment on column cataloguing.title_list.made_at is 'none';
comment on column cataloguing.title_list.changed_at is 'none';
comment on column cataloguing.title_list.refreshed_at is 'none';
comment on column cataloguing.title_list.ended_at is 'none';

create table cataloguing.title_list_entry (
  library_id bigint not null,
  list_id bigint not null,
  title_id bigint not null,
  place integer not null,
  note text,
  constraint title_list_entry_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint title_list_entry_list_id_fkey FOREIGN KEY (list_id) REFERENCES cataloguing.title_list(list_id) ON DELETE CASCADE,
  constraint title_list_entry_pkey PRIMARY KEY (list_id, title_id),
  constraint title_list_entry_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX title_list_entry_library ON cataloguing.title_list_entry USING btree (library_id);
CREATE INDEX title_list_entry_title ON cataloguing.title_list_entry USING btree (title_id);
alter table cataloguing.title_list_entry enable row level security;
alter table cataloguing.title_list_entry force row level security;
create policy own on cataloguing.title_list_entry for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on cataloguing.title_list_entry for all to kaft_owner using (true);
create policy shown on cataloguing.title_list_entry for select to kaft_public using ((list_id IN ( SELECT l.list_id
   FROM cataloguing.title_list l)));
grant delete, insert, select, update on cataloguing.title_list_entry to kaft_app;
grant delete, insert, select, update on cataloguing.title_list_entry to kaft_jobs;
grant select on cataloguing.title_list_entry to kaft_public;
comment on column cataloguing.title_list_entry.library_id is 'none';
comment on column cataloguing.title_list_entry.list_id is 'none';
comment on column cataloguing.title_list_entry.title_id is 'none';
comment on column cataloguing.title_list_entry.place is 'none';
comment on column cataloguing.title_list_entry.note is 'none';

create table cataloguing.title_merge (
  merge_id bigint generated always as identity not null,
  kept_id bigint not null,
  gone_id bigint not null,
  library_id bigint not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  state text not null,
  version_no integer,
  record_hash bytea,
  rows_all integer not null,
  rows_done integer default 0 not null,
  ended_at timestamp with time zone,
  constraint title_merge_gone_id_fkey FOREIGN KEY (gone_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE,
  constraint title_merge_kept_id_fkey FOREIGN KEY (kept_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE,
  constraint title_merge_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint title_merge_pkey PRIMARY KEY (merge_id),
  constraint title_merge_state_check CHECK ((state = ANY (ARRAY['moving'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX title_merge_busy ON cataloguing.title_merge USING btree (library_id) WHERE (state = ANY (ARRAY['moving'::text, 'undoing'::text]));
CREATE INDEX title_merge_gone ON cataloguing.title_merge USING btree (gone_id);
CREATE INDEX title_merge_kept ON cataloguing.title_merge USING btree (kept_id, merge_id);
CREATE INDEX title_merge_library ON cataloguing.title_merge USING btree (library_id, merge_id);
alter table cataloguing.title_merge enable row level security;
alter table cataloguing.title_merge force row level security;
create policy own on cataloguing.title_merge for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_consortium() AS for_consortium)));
create policy owner on cataloguing.title_merge for all to kaft_owner using (true);
grant insert, select, update on cataloguing.title_merge to kaft_app;
grant select, update on cataloguing.title_merge to kaft_jobs;
grant select on cataloguing.title_merge to kaft_reader;
comment on column cataloguing.title_merge.merge_id is 'none';
comment on column cataloguing.title_merge.kept_id is 'none';
comment on column cataloguing.title_merge.gone_id is 'none';
comment on column cataloguing.title_merge.library_id is 'none';
comment on column cataloguing.title_merge.made_at is 'none';
comment on column cataloguing.title_merge.made_by is 'staff; administration; Y10; null';
comment on column cataloguing.title_merge.state is 'none';
comment on column cataloguing.title_merge.version_no is 'none';
comment on column cataloguing.title_merge.record_hash is 'none';
comment on column cataloguing.title_merge.rows_all is 'none';
comment on column cataloguing.title_merge.rows_done is 'none';
comment on column cataloguing.title_merge.ended_at is 'none';

create table cataloguing.title_merge_part (
  merge_id bigint not null,
  part_no integer not null,
  kind text not null,
  ids bigint[] not null,
  constraint title_merge_part_kind_check CHECK ((kind = ANY (ARRAY['item'::text, 'report'::text, 'holding'::text]))),
  constraint title_merge_part_merge_id_fkey FOREIGN KEY (merge_id) REFERENCES cataloguing.title_merge(merge_id) ON DELETE CASCADE,
  constraint title_merge_part_pkey PRIMARY KEY (merge_id, kind, part_no)
);
grant delete, insert, select on cataloguing.title_merge_part to kaft_app;
grant delete, insert, select on cataloguing.title_merge_part to kaft_jobs;
comment on column cataloguing.title_merge_part.merge_id is 'none';
comment on column cataloguing.title_merge_part.part_no is 'none';
comment on column cataloguing.title_merge_part.kind is 'none';
comment on column cataloguing.title_merge_part.ids is 'none';

create table cataloguing.title_month (
  title_id bigint not null,
  month date not null,
  loans integer not null,
  constraint title_month_loans_check CHECK ((loans > 0)),
  constraint title_month_pkey PRIMARY KEY (title_id, month),
  constraint title_month_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX title_month_month ON cataloguing.title_month USING btree (month);
grant select on cataloguing.title_month to kaft_app;
grant delete, insert, select, update on cataloguing.title_month to kaft_jobs;
comment on column cataloguing.title_month.title_id is 'none';
comment on column cataloguing.title_month.month is 'none';
comment on column cataloguing.title_month.loans is 'none';

create table cataloguing.title_search (
  title_id bigint not null,
  tier smallint not null,
  popularity integer not null,
  document tsvector not null,
  tags text[] not null,
  branches bigint[] not null,
  marks bytea,
  year smallint,
  described boolean,
  work bigint,
  constraint title_search_check CHECK ((tier = cataloguing.tier_of(popularity))),
  constraint title_search_pkey PRIMARY KEY (title_id, tier),
  constraint title_search_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
) partition by LIST (tier);
CREATE INDEX title_search_terms ON ONLY cataloguing.title_search USING gin (document, tags, branches);
grant delete, insert, select, update on cataloguing.title_search to kaft_app;
grant delete, insert, maintain, select, update on cataloguing.title_search to kaft_jobs;
grant select on cataloguing.title_search to kaft_public;
comment on column cataloguing.title_search.title_id is 'none';
comment on column cataloguing.title_search.tier is 'none';
comment on column cataloguing.title_search.popularity is 'none';
comment on column cataloguing.title_search.document is 'none';
comment on column cataloguing.title_search.tags is 'none';
comment on column cataloguing.title_search.branches is 'none';
comment on column cataloguing.title_search.marks is 'none';
comment on column cataloguing.title_search.year is 'none';
comment on column cataloguing.title_search.described is 'none';
comment on column cataloguing.title_search.work is 'none';

create table cataloguing.title_search_0 partition of cataloguing.title_search FOR VALUES IN ('0');
CREATE INDEX title_search_0_document_tags_branches_idx ON cataloguing.title_search_0 USING gin (document, tags, branches);

create table cataloguing.title_search_1 partition of cataloguing.title_search FOR VALUES IN ('1');
CREATE INDEX title_search_1_document_tags_branches_idx ON cataloguing.title_search_1 USING gin (document, tags, branches);

create table cataloguing.title_search_2 partition of cataloguing.title_search FOR VALUES IN ('2');
CREATE INDEX title_search_2_document_tags_branches_idx ON cataloguing.title_search_2 USING gin (document, tags, branches);

create table cataloguing.title_search_3 partition of cataloguing.title_search FOR VALUES IN ('3');
CREATE INDEX title_search_3_document_tags_branches_idx ON cataloguing.title_search_3 USING gin (document, tags, branches);

create table cataloguing.title_search_4 partition of cataloguing.title_search FOR VALUES IN ('4');
CREATE INDEX title_search_4_document_tags_branches_idx ON cataloguing.title_search_4 USING gin (document, tags, branches);

create table cataloguing.title_search_5 partition of cataloguing.title_search FOR VALUES IN ('5');
CREATE INDEX title_search_5_document_tags_branches_idx ON cataloguing.title_search_5 USING gin (document, tags, branches);

create table cataloguing.title_search_6 partition of cataloguing.title_search FOR VALUES IN ('6');
CREATE INDEX title_search_6_document_tags_branches_idx ON cataloguing.title_search_6 USING gin (document, tags, branches);

create table cataloguing.title_series (
  title_id bigint not null,
  place integer not null,
  key text collate "C" not null,
  name text not null,
  volume text,
  number numeric(12,3),
  constraint title_series_pkey PRIMARY KEY (title_id, place),
  constraint title_series_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX title_series_key ON cataloguing.title_series USING btree (key, number, title_id);
grant delete, insert, select, update on cataloguing.title_series to kaft_app;
grant delete, insert, select, update on cataloguing.title_series to kaft_jobs;
grant select on cataloguing.title_series to kaft_public;
comment on column cataloguing.title_series.title_id is 'none';
comment on column cataloguing.title_series.place is 'none';
comment on column cataloguing.title_series.key is 'none';
comment on column cataloguing.title_series.name is 'none';
comment on column cataloguing.title_series.volume is 'none';
comment on column cataloguing.title_series.number is 'none';

create table cataloguing.title_version (
  title_id bigint not null,
  version_no integer not null,
  source text not null,
  control_number text not null,
  record bytea not null,
  record_hash bytea not null,
  replaced_at timestamp with time zone not null,
  replaced_for bigint,
  import_id bigint,
  why text,
  constraint title_version_pkey PRIMARY KEY (title_id, version_no),
  constraint title_version_replaced_for_fkey FOREIGN KEY (replaced_for) REFERENCES organisation.library(library_id),
  constraint title_version_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX title_version_import ON cataloguing.title_version USING btree (import_id) WHERE (import_id IS NOT NULL);
grant delete, insert, select on cataloguing.title_version to kaft_app;
grant delete, insert, select on cataloguing.title_version to kaft_jobs;
comment on column cataloguing.title_version.title_id is 'none';
comment on column cataloguing.title_version.version_no is 'none';
comment on column cataloguing.title_version.source is 'none';
comment on column cataloguing.title_version.control_number is 'none';
comment on column cataloguing.title_version.record is 'none';
comment on column cataloguing.title_version.record_hash is 'none';
comment on column cataloguing.title_version.replaced_at is 'none';
comment on column cataloguing.title_version.replaced_for is 'none';
comment on column cataloguing.title_version.import_id is 'none';
comment on column cataloguing.title_version.why is 'none';

create table cataloguing.title_work (
  title_id bigint not null,
  work bigint not null,
  constraint title_work_pkey PRIMARY KEY (title_id),
  constraint title_work_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX title_work_work ON cataloguing.title_work USING btree (work);
grant delete, insert, select, update on cataloguing.title_work to kaft_app;
grant delete, insert, select, update on cataloguing.title_work to kaft_jobs;
grant select on cataloguing.title_work to kaft_public;
comment on column cataloguing.title_work.title_id is 'none';
comment on column cataloguing.title_work.work is 'none';

create table cataloguing.word (
  word text collate "C" not null,
  titles integer not null,
  constraint word_pkey PRIMARY KEY (word)
);
CREATE INDEX word_near ON cataloguing.word USING gin (word public.gin_trgm_ops);
grant delete, insert, select, update on cataloguing.word to kaft_app;
grant delete, insert, maintain, select, update on cataloguing.word to kaft_jobs;
grant select on cataloguing.word to kaft_public;
comment on column cataloguing.word.word is 'none';
comment on column cataloguing.word.titles is 'none';

create table cataloguing.work_choice (
  title_id bigint not null,
  work bigint not null,
  former bigint,
  chosen_at timestamp with time zone not null,
  constraint work_choice_pkey PRIMARY KEY (title_id),
  constraint work_choice_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id) ON DELETE CASCADE
);
CREATE INDEX work_choice_work ON cataloguing.work_choice USING btree (work);
grant delete, insert, select, update on cataloguing.work_choice to kaft_app;
grant insert, select, update on cataloguing.work_choice to kaft_jobs;
comment on column cataloguing.work_choice.title_id is 'none';
comment on column cataloguing.work_choice.work is 'none';
comment on column cataloguing.work_choice.former is 'none';
comment on column cataloguing.work_choice.chosen_at is 'none';

create table circulation.auto_renewal (
  library_id bigint not null,
  loan_id bigint not null,
  due_on date not null,
  decided_on date not null,
  renewed boolean not null,
  new_due_on date,
  findings jsonb not null,
  event_id uuid,
  constraint auto_renewal_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint auto_renewal_pkey PRIMARY KEY (library_id, loan_id, due_on)
);
CREATE INDEX auto_renewal_day ON circulation.auto_renewal USING btree (library_id, decided_on);
alter table circulation.auto_renewal enable row level security;
alter table circulation.auto_renewal force row level security;
create policy finder on circulation.auto_renewal for all to kaft_finder using (true);
create policy owner on circulation.auto_renewal for all to kaft_owner using (true);
create policy scope on circulation.auto_renewal for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant select on circulation.auto_renewal to kaft_app;
grant delete, insert, select, update on circulation.auto_renewal to kaft_jobs;
comment on column circulation.auto_renewal.library_id is 'none';
comment on column circulation.auto_renewal.loan_id is 'pseudonym; functional; D90; row';
comment on column circulation.auto_renewal.due_on is 'loan; functional; D90; row';
comment on column circulation.auto_renewal.decided_on is 'none';
comment on column circulation.auto_renewal.renewed is 'loan; functional; D90; row';
comment on column circulation.auto_renewal.new_due_on is 'loan; functional; D90; row';
comment on column circulation.auto_renewal.findings is 'loan; functional; D90; row
findings.* | loan; functional; D90; row';
comment on column circulation.auto_renewal.event_id is 'pseudonym; functional; D90; row';

create table circulation.bulk_line (
  library_id bigint not null,
  run_id bigint not null,
  line_no integer not null,
  code text,
  subject_id bigint,
  state text not null,
  before jsonb,
  after jsonb,
  why text,
  about jsonb,
  event_id uuid,
  constraint bulk_line_check CHECK (((state = ANY (ARRAY['new'::text, 'refused'::text])) OR ((subject_id IS NOT NULL) AND (before IS NOT NULL) AND (after IS NOT NULL)))),
  constraint bulk_line_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint bulk_line_pkey PRIMARY KEY (library_id, run_id, line_no),
  constraint bulk_line_run_id_fkey FOREIGN KEY (run_id) REFERENCES circulation.bulk_run(run_id) ON DELETE CASCADE,
  constraint bulk_line_state_check CHECK ((state = ANY (ARRAY['new'::text, 'planned'::text, 'refused'::text, 'done'::text, 'rolled_back'::text, 'kept'::text])))
);
CREATE UNIQUE INDEX bulk_line_once ON circulation.bulk_line USING btree (library_id, run_id, subject_id) WHERE (state <> 'refused'::text);
alter table circulation.bulk_line enable row level security;
alter table circulation.bulk_line force row level security;
create policy finder on circulation.bulk_line for all to kaft_finder using (true);
create policy owner on circulation.bulk_line for all to kaft_owner using (true);
create policy scope on circulation.bulk_line for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select, update on circulation.bulk_line to kaft_app;
grant delete, insert, select, update on circulation.bulk_line to kaft_jobs;
comment on column circulation.bulk_line.library_id is 'none';
comment on column circulation.bulk_line.run_id is 'none';
comment on column circulation.bulk_line.line_no is 'none';
comment on column circulation.bulk_line.code is 'pseudonym; functional; D90; row';
comment on column circulation.bulk_line.subject_id is 'pseudonym; functional; D90; row';
comment on column circulation.bulk_line.state is 'none';
comment on column circulation.bulk_line.before is 'loan; functional; D90; row
before.* | loan; functional; D90; row';
comment on column circulation.bulk_line.after is 'loan; functional; D90; row
after.* | loan; functional; D90; row';
comment on column circulation.bulk_line.why is 'loan; functional; D90; row';
comment on column circulation.bulk_line.about is 'loan; functional; D90; row
about.* | loan; functional; D90; row';
comment on column circulation.bulk_line.event_id is 'pseudonym; functional; D90; row';

create table circulation.bulk_run (
  run_id bigint generated always as identity not null,
  library_id bigint not null,
  branch_id bigint not null,
  workstation_id bigint,
  kind text not null,
  change jsonb not null,
  filters jsonb,
  reason text not null,
  purpose text,
  state text not null,
  cursor_no integer default 0 not null,
  lines integer not null,
  planned integer default 0 not null,
  refused integer default 0 not null,
  done integer default 0 not null,
  rolled_back integer default 0 not null,
  kept integer default 0 not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  undo_until date,
  rolled_back_at timestamp with time zone,
  rolled_back_by bigint,
  closure_id bigint,
  constraint bulk_run_closure_id_fkey FOREIGN KEY (closure_id) REFERENCES circulation.closure(closure_id),
  constraint bulk_run_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint bulk_run_pkey PRIMARY KEY (run_id),
  constraint bulk_run_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'ready'::text, 'running'::text, 'done'::text, 'rolling_back'::text, 'rolled_back'::text, 'stopped'::text])))
);
CREATE INDEX bulk_run_closure ON circulation.bulk_run USING btree (closure_id) WHERE (closure_id IS NOT NULL);
CREATE INDEX bulk_run_library ON circulation.bulk_run USING btree (library_id, run_id);
CREATE INDEX bulk_run_open ON circulation.bulk_run USING btree (library_id, run_id) WHERE (state = ANY (ARRAY['preparing'::text, 'running'::text, 'rolling_back'::text]));
alter table circulation.bulk_run enable row level security;
alter table circulation.bulk_run force row level security;
create policy finder on circulation.bulk_run for all to kaft_finder using (true);
create policy owner on circulation.bulk_run for all to kaft_owner using (true);
create policy scope on circulation.bulk_run for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select, update on circulation.bulk_run to kaft_app;
grant delete, insert, maintain, select, update on circulation.bulk_run to kaft_jobs;
comment on column circulation.bulk_run.run_id is 'none';
comment on column circulation.bulk_run.library_id is 'none';
comment on column circulation.bulk_run.branch_id is 'none';
comment on column circulation.bulk_run.workstation_id is 'none';
comment on column circulation.bulk_run.kind is 'none';
comment on column circulation.bulk_run.change is 'none
change.* | none
change.text | note; functional; D90; null
change.reason | note; functional; D90; null';
comment on column circulation.bulk_run.filters is 'none
filters.* | none';
comment on column circulation.bulk_run.reason is 'none';
comment on column circulation.bulk_run.purpose is 'none';
comment on column circulation.bulk_run.state is 'none';
comment on column circulation.bulk_run.cursor_no is 'none';
comment on column circulation.bulk_run.lines is 'none';
comment on column circulation.bulk_run.planned is 'none';
comment on column circulation.bulk_run.refused is 'none';
comment on column circulation.bulk_run.done is 'none';
comment on column circulation.bulk_run.rolled_back is 'none';
comment on column circulation.bulk_run.kept is 'none';
comment on column circulation.bulk_run.made_at is 'none';
comment on column circulation.bulk_run.made_by is 'staff; administration; Y10; null';
comment on column circulation.bulk_run.started_at is 'none';
comment on column circulation.bulk_run.finished_at is 'none';
comment on column circulation.bulk_run.undo_until is 'none';
comment on column circulation.bulk_run.rolled_back_at is 'none';
comment on column circulation.bulk_run.rolled_back_by is 'staff; administration; Y10; null';
comment on column circulation.bulk_run.closure_id is 'none';

create table circulation.claim (
  claim_id bigint generated always as identity not null,
  library_id bigint not null,
  item_library_id bigint not null,
  loan_id bigint not null,
  item_id bigint not null,
  branch_id bigint not null,
  claimed_at timestamp with time zone not null,
  looks integer default 0 not null,
  looked_at timestamp with time zone,
  event_id uuid not null,
  ended_at timestamp with time zone,
  ended text,
  ended_event uuid,
  constraint claim_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint claim_check CHECK (((ended_at IS NULL) = (ended IS NULL))),
  constraint claim_ended_check CHECK ((ended = ANY (ARRAY['found'::text, 'brought'::text, 'lost'::text, 'dismissed'::text, 'withdrawn'::text, 'undone'::text]))),
  constraint claim_item_id_fkey FOREIGN KEY (item_id) REFERENCES inventory.item(item_id),
  constraint claim_item_library_id_fkey FOREIGN KEY (item_library_id) REFERENCES organisation.library(library_id),
  constraint claim_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint claim_looks_check CHECK ((looks >= 0)),
  constraint claim_pkey PRIMARY KEY (claim_id)
);
CREATE INDEX claim_ended_event ON circulation.claim USING btree (ended_event) WHERE (ended_event IS NOT NULL);
CREATE INDEX claim_event ON circulation.claim USING btree (event_id);
CREATE INDEX claim_item ON circulation.claim USING btree (item_id);
CREATE INDEX claim_loan ON circulation.claim USING btree (loan_id);
CREATE UNIQUE INDEX claim_open_loan ON circulation.claim USING btree (library_id, loan_id) WHERE (ended_at IS NULL);
CREATE INDEX claim_to_look_for ON circulation.claim USING btree (branch_id) WHERE (ended_at IS NULL);
alter table circulation.claim enable row level security;
alter table circulation.claim force row level security;
create policy finder on circulation.claim for all to kaft_finder using (true);
create policy owner on circulation.claim for all to kaft_owner using (true);
create policy reader on circulation.claim for select to kaft_reader using ((loan_id IN ( SELECT l.loan_id
   FROM circulation.loan l
  WHERE (l.patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])))));
create policy scope on circulation.claim for all to kaft_app, kaft_jobs using (((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])) OR (item_library_id = ( SELECT organisation.own_library() AS own_library))));
grant insert, select, update on circulation.claim to kaft_app;
grant delete, insert, select, update on circulation.claim to kaft_jobs;
grant select on circulation.claim to kaft_reader;
comment on column circulation.claim.claim_id is 'none';
comment on column circulation.claim.library_id is 'none';
comment on column circulation.claim.item_library_id is 'none';
comment on column circulation.claim.loan_id is 'pseudonym; functional; D90; row';
comment on column circulation.claim.item_id is 'loan; functional; D90; row';
comment on column circulation.claim.branch_id is 'none';
comment on column circulation.claim.claimed_at is 'loan; functional; D90; row';
comment on column circulation.claim.looks is 'none';
comment on column circulation.claim.looked_at is 'none';
comment on column circulation.claim.event_id is 'none';
comment on column circulation.claim.ended_at is 'none';
comment on column circulation.claim.ended is 'none';
comment on column circulation.claim.ended_event is 'none';

create table circulation.closure (
  closure_id bigint generated always as identity not null,
  library_id bigint not null,
  branch_ids bigint[] not null,
  type text not null,
  from_on date not null,
  until_on date not null,
  moves text not null,
  reason text not null,
  state text not null,
  days_before jsonb not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  undone_at timestamp with time zone,
  undone_by bigint,
  constraint closure_check CHECK ((until_on >= from_on)),
  constraint closure_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint closure_moves_check CHECK ((moves = ANY (ARRAY['off_closed'::text, 'after'::text, 'none'::text]))),
  constraint closure_pkey PRIMARY KEY (closure_id),
  constraint closure_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'undone'::text]))),
  constraint closure_type_check CHECK ((type = ANY (ARRAY['gesloten'::text, 'vakantie'::text, 'boetevrij'::text])))
);
CREATE INDEX closure_library ON circulation.closure USING btree (library_id, until_on);
alter table circulation.closure enable row level security;
alter table circulation.closure force row level security;
create policy finder on circulation.closure for all to kaft_finder using (true);
create policy owner on circulation.closure for all to kaft_owner using (true);
create policy scope on circulation.closure for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select, update on circulation.closure to kaft_app;
grant insert, select, update on circulation.closure to kaft_jobs;
comment on column circulation.closure.closure_id is 'none';
comment on column circulation.closure.library_id is 'none';
comment on column circulation.closure.branch_ids is 'none';
comment on column circulation.closure.type is 'none';
comment on column circulation.closure.from_on is 'none';
comment on column circulation.closure.until_on is 'none';
comment on column circulation.closure.moves is 'none';
comment on column circulation.closure.reason is 'none';
comment on column circulation.closure.state is 'none';
comment on column circulation.closure.days_before is 'none
days_before.* | none';
comment on column circulation.closure.made_at is 'none';
comment on column circulation.closure.made_by is 'staff; administration; Y10; null';
comment on column circulation.closure.undone_at is 'none';
comment on column circulation.closure.undone_by is 'staff; administration; Y10; null';

create table circulation.crate (
  crate_id bigint generated always as identity not null,
  library_id bigint not null,
  code text not null,
  to_branch_id bigint,
  constraint crate_library_id_code_key UNIQUE (library_id, code),
  constraint crate_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint crate_pkey PRIMARY KEY (crate_id),
  constraint crate_to_branch_id_fkey FOREIGN KEY (to_branch_id) REFERENCES organisation.branch(branch_id)
);
CREATE INDEX crate_code ON circulation.crate USING btree (code);
grant delete, insert, select, update on circulation.crate to kaft_app;
grant delete, insert, select, update on circulation.crate to kaft_jobs;
comment on column circulation.crate.crate_id is 'none';
comment on column circulation.crate.library_id is 'none';
comment on column circulation.crate.code is 'none';
comment on column circulation.crate.to_branch_id is 'none';

create table circulation.crate_item (
  trip_id bigint not null,
  item_id bigint not null,
  packed_at timestamp with time zone not null,
  unpacked_at timestamp with time zone,
  constraint crate_item_item_id_fkey FOREIGN KEY (item_id) REFERENCES inventory.item(item_id),
  constraint crate_item_pkey PRIMARY KEY (trip_id, item_id),
  constraint crate_item_trip_id_fkey FOREIGN KEY (trip_id) REFERENCES circulation.crate_trip(trip_id) ON DELETE CASCADE
);
CREATE INDEX crate_item_now ON circulation.crate_item USING btree (item_id) WHERE (unpacked_at IS NULL);
grant delete, insert, select, update on circulation.crate_item to kaft_app;
grant delete, insert, select, update on circulation.crate_item to kaft_jobs;
comment on column circulation.crate_item.trip_id is 'none';
comment on column circulation.crate_item.item_id is 'none';
comment on column circulation.crate_item.packed_at is 'none';
comment on column circulation.crate_item.unpacked_at is 'none';

create table circulation.crate_trip (
  trip_id bigint generated always as identity not null,
  crate_id bigint not null,
  from_branch_id bigint not null,
  to_branch_id bigint not null,
  state text not null,
  opened_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  received_at timestamp with time zone,
  emptied_at timestamp with time zone,
  constraint crate_trip_check CHECK ((from_branch_id <> to_branch_id)),
  constraint crate_trip_check1 CHECK (((state = 'open'::text) = (sent_at IS NULL))),
  constraint crate_trip_check2 CHECK (((state = ANY (ARRAY['receiving'::text, 'received'::text])) = (received_at IS NOT NULL))),
  constraint crate_trip_check3 CHECK (((state = 'received'::text) = (emptied_at IS NOT NULL))),
  constraint crate_trip_crate_id_fkey FOREIGN KEY (crate_id) REFERENCES circulation.crate(crate_id),
  constraint crate_trip_from_branch_id_fkey FOREIGN KEY (from_branch_id) REFERENCES organisation.branch(branch_id),
  constraint crate_trip_pkey PRIMARY KEY (trip_id),
  constraint crate_trip_state_check CHECK ((state = ANY (ARRAY['open'::text, 'sent'::text, 'receiving'::text, 'received'::text]))),
  constraint crate_trip_to_branch_id_fkey FOREIGN KEY (to_branch_id) REFERENCES organisation.branch(branch_id)
);
CREATE INDEX crate_trip_from ON circulation.crate_trip USING btree (from_branch_id) WHERE (state <> 'received'::text);
CREATE UNIQUE INDEX crate_trip_one ON circulation.crate_trip USING btree (crate_id) WHERE (state <> 'received'::text);
CREATE INDEX crate_trip_to ON circulation.crate_trip USING btree (to_branch_id) WHERE (state <> 'received'::text);
grant delete, insert, select, update on circulation.crate_trip to kaft_app;
grant delete, insert, select, update on circulation.crate_trip to kaft_jobs;
comment on column circulation.crate_trip.trip_id is 'none';
comment on column circulation.crate_trip.crate_id is 'none';
comment on column circulation.crate_trip.from_branch_id is 'none';
comment on column circulation.crate_trip.to_branch_id is 'none';
comment on column circulation.crate_trip.state is 'none';
comment on column circulation.crate_trip.opened_at is 'none';
comment on column circulation.crate_trip.sent_at is 'none';
comment on column circulation.crate_trip.received_at is 'none';
comment on column circulation.crate_trip.emptied_at is 'none';

create table circulation.day_done (
  job text not null,
  library_id bigint not null,
  on_day date not null,
  constraint day_done_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint day_done_pkey PRIMARY KEY (job, library_id, on_day)
);
grant select on circulation.day_done to kaft_app;
grant delete, insert, select on circulation.day_done to kaft_jobs;
comment on column circulation.day_done.job is 'none';
comment on column circulation.day_done.library_id is 'none';
comment on column circulation.day_done.on_day is 'none';

create table circulation.event (
  event_id uuid not null,
  occurred_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  kind circulation.event_kind not null,
  undoes uuid,
  library_id bigint not null,
  branch_id bigint not null,
  workstation_id bigint,
  staff_id bigint,
  source circulation.event_source not null,
  item_id bigint,
  item_library_id bigint,
  title_id bigint,
  item_type text,
  shelf text,
  closed_stack boolean,
  audience text,
  language text,
  loan_id bigint,
  hold_id bigint,
  patron_library_id bigint,
  age_band text,
  gender text,
  membership_type text,
  postcode text,
  day_part text not null,
  due_on date,
  late_days integer,
  amount_cents integer,
  undo jsonb,
  "position" bigint generated always as identity not null,
  reason text,
  constraint event_pkey PRIMARY KEY (event_id, occurred_at)
) partition by RANGE (occurred_at);
CREATE INDEX event_branch ON ONLY circulation.event USING btree (branch_id, occurred_at DESC);
CREATE INDEX event_loan ON ONLY circulation.event USING btree (loan_id) WHERE (loan_id IS NOT NULL);
CREATE INDEX event_position ON ONLY circulation.event USING btree ("position");
CREATE INDEX event_undoes ON ONLY circulation.event USING btree (undoes) WHERE (undoes IS NOT NULL);
alter table circulation.event enable row level security;
alter table circulation.event force row level security;
create policy finder on circulation.event for all to kaft_finder using (true);
create policy owner on circulation.event for all to kaft_owner using (true);
create policy reader_does on circulation.event for insert to kaft_reader with check ((library_id = ( SELECT organisation.reader_library() AS reader_library)));
create policy reader_sees on circulation.event for select to kaft_reader using ((event_id IN ( SELECT t.event_id
   FROM circulation.event_patron t
  WHERE (t.patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])))));
create policy scope on circulation.event for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session on circulation.event for all to kaft_app using ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
grant insert, select on circulation.event to kaft_app;
grant select on circulation.event to kaft_finder;
grant insert, select, update on circulation.event to kaft_jobs;
grant insert, select on circulation.event to kaft_reader;
comment on column circulation.event.event_id is 'none';
comment on column circulation.event.occurred_at is 'loan; statistics; D90; coarsen';
comment on column circulation.event.received_at is 'loan; statistics; D90; coarsen';
comment on column circulation.event.kind is 'none';
comment on column circulation.event.undoes is 'none';
comment on column circulation.event.library_id is 'none';
comment on column circulation.event.branch_id is 'none';
comment on column circulation.event.workstation_id is 'none';
comment on column circulation.event.staff_id is 'staff; administration; D90; null';
comment on column circulation.event.source is 'none';
comment on column circulation.event.item_id is 'loan; statistics; D90; null';
comment on column circulation.event.item_library_id is 'none';
comment on column circulation.event.title_id is 'none';
comment on column circulation.event.item_type is 'none';
comment on column circulation.event.shelf is 'none';
comment on column circulation.event.closed_stack is 'none';
comment on column circulation.event.audience is 'none';
comment on column circulation.event.language is 'none';
comment on column circulation.event.loan_id is 'pseudonym; functional; D90; null';
comment on column circulation.event.hold_id is 'pseudonym; functional; D90; null';
comment on column circulation.event.patron_library_id is 'none';
comment on column circulation.event.age_band is 'characteristic; statistics; D90; coarsen';
comment on column circulation.event.gender is 'characteristic; statistics; D90; coarsen';
comment on column circulation.event.membership_type is 'none';
comment on column circulation.event.postcode is 'contact; statistics; D90; coarsen';
comment on column circulation.event.day_part is 'none';
comment on column circulation.event.due_on is 'loan; statistics; D90; coarsen';
comment on column circulation.event.late_days is 'none';
comment on column circulation.event.amount_cents is 'none';
comment on column circulation.event.undo is 'pseudonym; functional; D90; null
undo.* | pseudonym; functional; D90; null';
comment on column circulation.event."position" is 'none';
comment on column circulation.event.reason is 'note; functional; D90; null';

create table circulation.event_patron (
  event_id uuid not null,
  patron_id bigint not null,
  library_id bigint not null,
  erase_in date not null,
  constraint event_patron_pkey PRIMARY KEY (event_id, erase_in)
) partition by RANGE (erase_in);
CREATE INDEX event_patron_day ON ONLY circulation.event_patron USING brin (erase_in) WITH (pages_per_range='32');
CREATE INDEX event_patron_patron ON ONLY circulation.event_patron USING btree (patron_id);
alter table circulation.event_patron enable row level security;
alter table circulation.event_patron force row level security;
create policy finder on circulation.event_patron for all to kaft_finder using (true);
create policy owner on circulation.event_patron for all to kaft_owner using (true);
create policy reader on circulation.event_patron for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy scope on circulation.event_patron for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session on circulation.event_patron for all to kaft_app using ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
grant insert, select, update on circulation.event_patron to kaft_app;
grant select on circulation.event_patron to kaft_finder;
grant delete, insert, select, update on circulation.event_patron to kaft_jobs;
grant insert, select on circulation.event_patron to kaft_reader;
grant update (erase_in) on circulation.event_patron to kaft_reader;
comment on column circulation.event_patron.event_id is 'pseudonym; functional; D90; partition';
comment on column circulation.event_patron.patron_id is 'pseudonym; functional; D90; partition';
comment on column circulation.event_patron.library_id is 'none';
comment on column circulation.event_patron.erase_in is 'none';

create table circulation.event_patron_kept partition of circulation.event_patron FOR VALUES FROM ('9999-01-01') TO (MAXVALUE);
CREATE INDEX event_patron_kept_erase_in_idx ON circulation.event_patron_kept USING brin (erase_in) WITH (pages_per_range='32');
CREATE INDEX event_patron_kept_patron_id_idx ON circulation.event_patron_kept USING btree (patron_id);
alter table circulation.event_patron_kept enable row level security;

create table circulation.history_cursor (
  library_id bigint not null,
  coarse_until date not null,
  constraint history_cursor_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint history_cursor_pkey PRIMARY KEY (library_id)
);
grant insert, select, update on circulation.history_cursor to kaft_jobs;
comment on column circulation.history_cursor.library_id is 'none';
comment on column circulation.history_cursor.coarse_until is 'none';

create table circulation.hold (
  hold_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  title_id bigint not null,
  pickup_branch_id bigint not null,
  state text not null,
  placed_at timestamp with time zone not null,
  placed_by bigint,
  item_id bigint,
  hold_code text,
  ready_at timestamp with time zone,
  ready_until date,
  closed_at timestamp with time zone,
  closed_by bigint,
  loan_id bigint,
  wanted_item_id bigint,
  source text default 'desk'::text not null,
  suspended_until date,
  expires_on date,
  after_hold_id bigint,
  version_id bigint,
  placing_cents integer default 0 not null,
  pickup_cents integer default 0 not null,
  not_collected_cents integer default 0 not null,
  ibl_until date,
  ibl_cents integer default 0 not null,
  closed_because text,
  placed_title_id bigint,
  constraint hold_check CHECK ((((state = ANY (ARRAY['in_transit'::text, 'ready'::text, 'filled'::text])) = (item_id IS NOT NULL)) OR (state = ANY (ARRAY['cancelled'::text, 'expired'::text])))),
  constraint hold_check1 CHECK (((state <> 'ready'::text) OR ((hold_code IS NOT NULL) AND (ready_until IS NOT NULL)))),
  constraint hold_check2 CHECK (((state = ANY (ARRAY['filled'::text, 'cancelled'::text, 'expired'::text])) = (closed_at IS NOT NULL))),
  constraint hold_closed_because_check CHECK ((closed_because = ANY (ARRAY['cancelled'::text, 'too_long'::text, 'not_collected'::text, 'undone'::text, 'title_gone'::text, 'patron_gone'::text, 'merged'::text]))),
  constraint hold_ibl_cents_check CHECK ((ibl_cents >= 0)),
  constraint hold_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint hold_not_collected_cents_check CHECK ((not_collected_cents >= 0)),
  constraint hold_pickup_branch_id_fkey FOREIGN KEY (pickup_branch_id) REFERENCES organisation.branch(branch_id),
  constraint hold_pickup_cents_check CHECK ((pickup_cents >= 0)),
  constraint hold_pkey PRIMARY KEY (hold_id),
  constraint hold_placing_cents_check CHECK ((placing_cents >= 0)),
  constraint hold_source_check CHECK ((source = ANY (ARRAY['desk'::text, 'self'::text, 'internet'::text, 'job'::text]))),
  constraint hold_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'in_transit'::text, 'ready'::text, 'filled'::text, 'cancelled'::text, 'expired'::text]))),
  constraint hold_version_id_fkey FOREIGN KEY (version_id) REFERENCES circulation.regulation(version_id)
);
CREATE UNIQUE INDEX hold_code_free ON circulation.hold USING btree (pickup_branch_id, hold_code) WHERE (state = 'ready'::text);
CREATE INDEX hold_expiring ON circulation.hold USING btree (library_id, expires_on) WHERE (state = 'waiting'::text);
CREATE INDEX hold_ibl ON circulation.hold USING btree (library_id, ibl_until) WHERE ((ibl_until IS NOT NULL) AND (closed_at IS NULL));
CREATE INDEX hold_line ON circulation.hold USING btree (title_id, library_id, pickup_branch_id, placed_at, hold_id) WHERE (state = 'waiting'::text);
CREATE INDEX hold_of_patron ON circulation.hold USING btree (patron_id) WHERE (closed_at IS NOT NULL);
CREATE UNIQUE INDEX hold_one_item ON circulation.hold USING btree (item_id) WHERE (state = ANY (ARRAY['in_transit'::text, 'ready'::text]));
CREATE INDEX hold_open_title ON circulation.hold USING btree (library_id, patron_id, title_id) WHERE (closed_at IS NULL);
CREATE INDEX hold_patron ON circulation.hold USING btree (patron_id) WHERE (closed_at IS NULL);
CREATE INDEX hold_placed_title ON circulation.hold USING btree (placed_title_id) WHERE (placed_title_id IS NOT NULL);
CREATE INDEX hold_shelf ON circulation.hold USING btree (pickup_branch_id, ready_until) WHERE (state = 'ready'::text);
CREATE INDEX hold_to_forget ON circulation.hold USING btree (library_id, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX hold_uncollected ON circulation.hold USING btree (library_id, ready_until) WHERE (state = 'ready'::text);
CREATE INDEX hold_wanted ON circulation.hold USING btree (library_id, title_id) WHERE (state = 'waiting'::text);
CREATE INDEX hold_wanted_item ON circulation.hold USING btree (wanted_item_id) WHERE ((state = 'waiting'::text) AND (wanted_item_id IS NOT NULL));
alter table circulation.hold enable row level security;
alter table circulation.hold force row level security;
create policy finder on circulation.hold for all to kaft_finder using (true);
create policy owner on circulation.hold for all to kaft_owner using (true);
create policy reader on circulation.hold for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy reader_not_guarding on circulation.hold for insert to kaft_reader with check ((NOT ( SELECT organisation.reader_guards() AS reader_guards)));
create policy reader_not_guarding_changes on circulation.hold for update to kaft_reader using (true) with check ((NOT ( SELECT organisation.reader_guards() AS reader_guards)));
create policy scope on circulation.hold for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session on circulation.hold for all to kaft_app using ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
grant insert, select, update on circulation.hold to kaft_app;
grant select on circulation.hold to kaft_finder;
grant delete, insert, maintain, select, update on circulation.hold to kaft_jobs;
grant insert, select on circulation.hold to kaft_reader;
grant update (title_id) on circulation.hold to kaft_finder;
grant update (pickup_branch_id) on circulation.hold to kaft_reader;
grant update (state) on circulation.hold to kaft_finder;
grant update (state) on circulation.hold to kaft_reader;
grant update (item_id) on circulation.hold to kaft_finder;
grant update (hold_code) on circulation.hold to kaft_finder;
grant update (ready_at) on circulation.hold to kaft_finder;
grant update (ready_at) on circulation.hold to kaft_reader;
grant update (ready_until) on circulation.hold to kaft_finder;
grant update (ready_until) on circulation.hold to kaft_reader;
grant update (closed_at) on circulation.hold to kaft_finder;
grant update (closed_at) on circulation.hold to kaft_reader;
grant update (closed_by) on circulation.hold to kaft_reader;
grant update (suspended_until) on circulation.hold to kaft_reader;
grant update (expires_on) on circulation.hold to kaft_reader;
grant update (ibl_until) on circulation.hold to kaft_finder;
grant update (ibl_until) on circulation.hold to kaft_reader;
grant update (ibl_cents) on circulation.hold to kaft_reader;
grant update (closed_because) on circulation.hold to kaft_finder;
grant update (closed_because) on circulation.hold to kaft_reader;
grant update (placed_title_id) on circulation.hold to kaft_finder;
comment on column circulation.hold.hold_id is 'pseudonym; functional; D90; row';
comment on column circulation.hold.library_id is 'none';
comment on column circulation.hold.patron_id is 'pseudonym; functional; D90; row';
comment on column circulation.hold.title_id is 'loan; functional; D90; row';
comment on column circulation.hold.pickup_branch_id is 'none';
comment on column circulation.hold.state is 'none';
comment on column circulation.hold.placed_at is 'loan; functional; D90; row';
comment on column circulation.hold.placed_by is 'staff; administration; D90; row';
comment on column circulation.hold.item_id is 'loan; functional; D90; row';
comment on column circulation.hold.hold_code is 'library; functional; D90; row';
comment on column circulation.hold.ready_at is 'loan; functional; D90; row';
comment on column circulation.hold.ready_until is 'loan; functional; D90; row';
comment on column circulation.hold.closed_at is 'loan; functional; D90; row';
comment on column circulation.hold.closed_by is 'staff; administration; D90; row';
comment on column circulation.hold.loan_id is 'pseudonym; functional; D90; row';
comment on column circulation.hold.wanted_item_id is 'loan; functional; D90; row';
comment on column circulation.hold.source is 'none';
comment on column circulation.hold.suspended_until is 'loan; functional; D90; row';
comment on column circulation.hold.expires_on is 'loan; functional; D90; row';
comment on column circulation.hold.after_hold_id is 'pseudonym; functional; D90; row';
comment on column circulation.hold.version_id is 'none';
comment on column circulation.hold.placing_cents is 'none';
comment on column circulation.hold.pickup_cents is 'none';
comment on column circulation.hold.not_collected_cents is 'none';
comment on column circulation.hold.ibl_until is 'loan; functional; D90; row';
comment on column circulation.hold.ibl_cents is 'none';
comment on column circulation.hold.closed_because is 'none';
comment on column circulation.hold.placed_title_id is 'loan; functional; D90; row';

create table circulation.hold_call (
  library_id bigint not null,
  hold_id bigint not null,
  called_at timestamp with time zone not null,
  called_by bigint,
  constraint hold_call_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint hold_call_pkey PRIMARY KEY (library_id, hold_id)
);
alter table circulation.hold_call enable row level security;
alter table circulation.hold_call force row level security;
create policy finder on circulation.hold_call for all to kaft_finder using (true);
create policy owner on circulation.hold_call for all to kaft_owner using (true);
create policy scope on circulation.hold_call for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on circulation.hold_call to kaft_app;
grant delete, insert, select, update on circulation.hold_call to kaft_jobs;
comment on column circulation.hold_call.library_id is 'none';
comment on column circulation.hold_call.hold_id is 'pseudonym; communication; D90; row';
comment on column circulation.hold_call.called_at is 'loan; communication; D90; row';
comment on column circulation.hold_call.called_by is 'staff; administration; D90; row';

create table circulation.hold_title (
  hold_id bigint not null,
  library_id bigint not null,
  title_id bigint not null,
  placed_title_id bigint,
  constraint hold_title_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES circulation.hold(hold_id) ON DELETE CASCADE,
  constraint hold_title_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint hold_title_pkey PRIMARY KEY (library_id, hold_id, title_id)
);
CREATE INDEX hold_title_hold ON circulation.hold_title USING btree (hold_id);
CREATE INDEX hold_title_placed ON circulation.hold_title USING btree (placed_title_id) WHERE (placed_title_id IS NOT NULL);
CREATE INDEX hold_title_queue ON circulation.hold_title USING btree (title_id, hold_id);
alter table circulation.hold_title enable row level security;
alter table circulation.hold_title force row level security;
create policy finder on circulation.hold_title for all to kaft_finder using (true);
create policy owner on circulation.hold_title for all to kaft_owner using (true);
create policy reader on circulation.hold_title for all to kaft_reader using ((hold_id IN ( SELECT h.hold_id
   FROM circulation.hold h
  WHERE (h.patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])))));
create policy scope on circulation.hold_title for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select on circulation.hold_title to kaft_app;
grant select on circulation.hold_title to kaft_finder;
grant delete, insert, select on circulation.hold_title to kaft_jobs;
grant insert, select on circulation.hold_title to kaft_reader;
grant update (library_id) on circulation.hold_title to kaft_jobs;
grant update (title_id) on circulation.hold_title to kaft_finder;
grant update (placed_title_id) on circulation.hold_title to kaft_finder;
comment on column circulation.hold_title.hold_id is 'pseudonym; functional; D90; row';
comment on column circulation.hold_title.library_id is 'none';
comment on column circulation.hold_title.title_id is 'loan; functional; D90; row';
comment on column circulation.hold_title.placed_title_id is 'loan; functional; D90; row';

create table circulation.home_bag (
  library_id bigint not null,
  loan_id bigint not null,
  patron_id bigint not null,
  route_id bigint not null,
  on_day date not null,
  constraint home_bag_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint home_bag_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES circulation.loan(loan_id) ON DELETE CASCADE,
  constraint home_bag_pkey PRIMARY KEY (library_id, loan_id),
  constraint home_bag_route_id_fkey FOREIGN KEY (route_id) REFERENCES circulation.home_route(route_id)
);
CREATE INDEX home_bag_loan ON circulation.home_bag USING btree (loan_id);
CREATE INDEX home_bag_patron ON circulation.home_bag USING btree (patron_id);
CREATE INDEX home_bag_round ON circulation.home_bag USING btree (route_id, on_day);
alter table circulation.home_bag enable row level security;
alter table circulation.home_bag force row level security;
create policy owner on circulation.home_bag for all to kaft_owner using (true);
create policy scope on circulation.home_bag for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select on circulation.home_bag to kaft_app;
grant delete, insert, select on circulation.home_bag to kaft_jobs;
grant update (library_id) on circulation.home_bag to kaft_jobs;
grant update (patron_id) on circulation.home_bag to kaft_app;
grant update (patron_id) on circulation.home_bag to kaft_jobs;
comment on column circulation.home_bag.library_id is 'none';
comment on column circulation.home_bag.loan_id is 'pseudonym; functional; until; row';
comment on column circulation.home_bag.patron_id is 'pseudonym; functional; until; row';
comment on column circulation.home_bag.route_id is 'none';
comment on column circulation.home_bag.on_day is 'none';

create table circulation.home_departure (
  library_id bigint not null,
  route_id bigint not null,
  on_day date not null,
  left_at timestamp with time zone not null,
  left_by bigint,
  constraint home_departure_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint home_departure_pkey PRIMARY KEY (library_id, route_id, on_day),
  constraint home_departure_route_id_fkey FOREIGN KEY (route_id) REFERENCES circulation.home_route(route_id)
);
CREATE INDEX home_departure_route ON circulation.home_departure USING btree (route_id);
alter table circulation.home_departure enable row level security;
alter table circulation.home_departure force row level security;
create policy owner on circulation.home_departure for all to kaft_owner using (true);
create policy scope on circulation.home_departure for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select on circulation.home_departure to kaft_app;
grant delete, insert, select on circulation.home_departure to kaft_jobs;
grant update (library_id) on circulation.home_departure to kaft_jobs;
comment on column circulation.home_departure.library_id is 'none';
comment on column circulation.home_departure.route_id is 'none';
comment on column circulation.home_departure.on_day is 'none';
comment on column circulation.home_departure.left_at is 'none';
comment on column circulation.home_departure.left_by is 'staff; administration; until; row';

create table circulation.home_route (
  route_id bigint generated always as identity not null,
  library_id bigint not null,
  branch_id bigint not null,
  name text not null,
  first_on date not null,
  weeks smallint not null,
  carrier text,
  made_at timestamp with time zone not null,
  made_by bigint,
  ended_at timestamp with time zone,
  constraint home_route_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint home_route_carrier_check CHECK (((char_length(carrier) >= 1) AND (char_length(carrier) <= 60))),
  constraint home_route_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint home_route_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 60))),
  constraint home_route_pkey PRIMARY KEY (route_id),
  constraint home_route_weeks_check CHECK (((weeks >= 1) AND (weeks <= 8)))
);
CREATE INDEX home_route_branch ON circulation.home_route USING btree (branch_id);
CREATE INDEX home_route_library ON circulation.home_route USING btree (library_id);
alter table circulation.home_route enable row level security;
alter table circulation.home_route force row level security;
create policy owner on circulation.home_route for all to kaft_owner using (true);
create policy scope on circulation.home_route for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant insert, select, update on circulation.home_route to kaft_app;
grant delete, insert, select, update on circulation.home_route to kaft_jobs;
comment on column circulation.home_route.route_id is 'none';
comment on column circulation.home_route.library_id is 'none';
comment on column circulation.home_route.branch_id is 'none';
comment on column circulation.home_route.name is 'none';
comment on column circulation.home_route.first_on is 'none';
comment on column circulation.home_route.weeks is 'none';
comment on column circulation.home_route.carrier is 'staff; administration; until; null';
comment on column circulation.home_route.made_at is 'none';
comment on column circulation.home_route.made_by is 'staff; administration; until; null';
comment on column circulation.home_route.ended_at is 'none';

create table circulation.home_stop (
  library_id bigint not null,
  patron_id bigint not null,
  route_id bigint not null,
  stop_no integer not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  paused_from date,
  paused_until date,
  constraint home_stop_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint home_stop_pause CHECK (((paused_until IS NULL) OR ((paused_from IS NOT NULL) AND (paused_from <= paused_until)))),
  constraint home_stop_pkey PRIMARY KEY (library_id, patron_id),
  constraint home_stop_route_id_fkey FOREIGN KEY (route_id) REFERENCES circulation.home_route(route_id)
);
CREATE INDEX home_stop_patron ON circulation.home_stop USING btree (patron_id);
CREATE INDEX home_stop_route ON circulation.home_stop USING btree (route_id, stop_no);
alter table circulation.home_stop enable row level security;
alter table circulation.home_stop force row level security;
create policy owner on circulation.home_stop for all to kaft_owner using (true);
create policy scope on circulation.home_stop for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on circulation.home_stop to kaft_app;
grant delete, insert, maintain, select, update on circulation.home_stop to kaft_jobs;
comment on column circulation.home_stop.library_id is 'none';
comment on column circulation.home_stop.patron_id is 'pseudonym; functional; P54; row';
comment on column circulation.home_stop.route_id is 'characteristic; functional; P54; row';
comment on column circulation.home_stop.stop_no is 'none';
comment on column circulation.home_stop.made_at is 'none';
comment on column circulation.home_stop.made_by is 'staff; administration; P54; row';
comment on column circulation.home_stop.paused_from is 'characteristic; functional; P54; row';
comment on column circulation.home_stop.paused_until is 'characteristic; functional; P54; row';

create table circulation.ibl_request (
  ibl_id bigint generated always as identity not null,
  library_id bigint not null,
  hold_id bigint not null,
  title_id bigint not null,
  lender_library_id bigint not null,
  turn integer not null,
  state text not null,
  asked_at timestamp with time zone,
  answered_at timestamp with time zone,
  answered_by bigint,
  item_id bigint,
  constraint ibl_request_check CHECK (((state = 'sent'::text) = (item_id IS NOT NULL))),
  constraint ibl_request_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES circulation.hold(hold_id) ON DELETE CASCADE,
  constraint ibl_request_lender_library_id_fkey FOREIGN KEY (lender_library_id) REFERENCES organisation.library(library_id),
  constraint ibl_request_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint ibl_request_pkey PRIMARY KEY (ibl_id),
  constraint ibl_request_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'asked'::text, 'sent'::text, 'refused'::text, 'lapsed'::text, 'withdrawn'::text])))
);
CREATE INDEX ibl_request_hold ON circulation.ibl_request USING btree (hold_id);
CREATE INDEX ibl_request_item ON circulation.ibl_request USING btree (item_id) WHERE (state = 'sent'::text);
CREATE INDEX ibl_request_lender ON circulation.ibl_request USING btree (lender_library_id, asked_at) WHERE (state = 'asked'::text);
alter table circulation.ibl_request enable row level security;
alter table circulation.ibl_request force row level security;
create policy finder on circulation.ibl_request for all to kaft_finder using (true);
create policy owner on circulation.ibl_request for all to kaft_owner using (true);
create policy reader on circulation.ibl_request for all to kaft_reader using ((hold_id IN ( SELECT h.hold_id
   FROM circulation.hold h
  WHERE (h.patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])))));
create policy scope on circulation.ibl_request for all to kaft_app, kaft_jobs using (((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])) OR (lender_library_id = ( SELECT organisation.own_library() AS own_library))));
grant insert, select, update on circulation.ibl_request to kaft_app;
grant select on circulation.ibl_request to kaft_finder;
grant delete, insert, select, update on circulation.ibl_request to kaft_jobs;
grant select on circulation.ibl_request to kaft_reader;
grant update (title_id) on circulation.ibl_request to kaft_finder;
grant update (state) on circulation.ibl_request to kaft_finder;
grant update (state) on circulation.ibl_request to kaft_reader;
grant update (asked_at) on circulation.ibl_request to kaft_finder;
grant update (answered_at) on circulation.ibl_request to kaft_finder;
grant update (answered_by) on circulation.ibl_request to kaft_finder;
grant update (item_id) on circulation.ibl_request to kaft_finder;
comment on column circulation.ibl_request.ibl_id is 'none';
comment on column circulation.ibl_request.library_id is 'none';
comment on column circulation.ibl_request.hold_id is 'pseudonym; functional; D90; row';
comment on column circulation.ibl_request.title_id is 'loan; functional; D90; row';
comment on column circulation.ibl_request.lender_library_id is 'none';
comment on column circulation.ibl_request.turn is 'none';
comment on column circulation.ibl_request.state is 'none';
comment on column circulation.ibl_request.asked_at is 'loan; functional; D90; row';
comment on column circulation.ibl_request.answered_at is 'loan; functional; D90; row';
comment on column circulation.ibl_request.answered_by is 'staff; administration; D90; row';
comment on column circulation.ibl_request.item_id is 'loan; functional; D90; row';

create table circulation.item_status (
  item_id bigint not null,
  status text not null,
  branch_id bigint not null,
  to_branch_id bigint,
  loan_id bigint,
  hold_id bigint,
  due_on date,
  since timestamp with time zone not null,
  due_at timestamp with time zone,
  astray boolean,
  constraint item_status_fits CHECK (circulation.status_fits(status, loan_id, to_branch_id, hold_id)),
  constraint item_status_item_id_fkey FOREIGN KEY (item_id) REFERENCES inventory.item(item_id) ON DELETE CASCADE,
  constraint item_status_pkey PRIMARY KEY (item_id)
);
CREATE INDEX item_status_astray ON circulation.item_status USING btree (branch_id) WHERE (astray AND (status = 'available'::text));
CREATE INDEX item_status_away ON circulation.item_status USING btree (branch_id) WHERE (status = ANY (ARRAY['hold_shelf'::text, 'available'::text]));
CREATE INDEX item_status_left ON circulation.item_status USING btree (branch_id) WHERE (status = 'in_transit'::text);
CREATE INDEX item_status_moving ON circulation.item_status USING btree (to_branch_id) WHERE (status = 'in_transit'::text);
grant insert, select, update on circulation.item_status to kaft_app;
grant select on circulation.item_status to kaft_finder;
grant delete, insert, maintain, select, update on circulation.item_status to kaft_jobs;
grant select on circulation.item_status to kaft_reader;
grant select (item_id) on circulation.item_status to kaft_public;
grant select (status) on circulation.item_status to kaft_public;
grant select (branch_id) on circulation.item_status to kaft_public;
grant select (due_on) on circulation.item_status to kaft_public;
grant update (due_on) on circulation.item_status to kaft_reader;
grant update (due_at) on circulation.item_status to kaft_reader;
comment on column circulation.item_status.item_id is 'none';
comment on column circulation.item_status.status is 'none';
comment on column circulation.item_status.branch_id is 'none';
comment on column circulation.item_status.to_branch_id is 'none';
comment on column circulation.item_status.loan_id is 'none';
comment on column circulation.item_status.hold_id is 'none';
comment on column circulation.item_status.due_on is 'none';
comment on column circulation.item_status.since is 'none';
comment on column circulation.item_status.due_at is 'none';
comment on column circulation.item_status.astray is 'none';

create table circulation.last_closed (
  library_id bigint not null,
  patron_id bigint not null,
  on_day date not null,
  constraint last_closed_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint last_closed_pkey PRIMARY KEY (library_id, patron_id)
);
CREATE INDEX last_closed_patron ON circulation.last_closed USING btree (patron_id);
alter table circulation.last_closed enable row level security;
alter table circulation.last_closed force row level security;
create policy owner on circulation.last_closed for all to kaft_owner using (true);
create policy reader on circulation.last_closed for select to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy scope on circulation.last_closed for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant select, update on circulation.last_closed to kaft_app;
grant delete, insert, maintain, select, update on circulation.last_closed to kaft_jobs;
grant select on circulation.last_closed to kaft_reader;
comment on column circulation.last_closed.library_id is 'none';
comment on column circulation.last_closed.patron_id is 'pseudonym; administration; P54; row';
comment on column circulation.last_closed.on_day is 'library; administration; P54; row';

create table circulation.loan (
  loan_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint,
  item_id bigint not null,
  item_library_id bigint not null,
  title_id bigint not null,
  item_type text not null,
  branch_id bigint not null,
  workstation_id bigint,
  lent_by bigint,
  lent_at timestamp with time zone not null,
  due_on date not null,
  first_due_on date not null,
  renewals integer default 0 not null,
  renewed_at timestamp with time zone,
  terms_id bigint not null,
  trace jsonb not null,
  returned_at timestamp with time zone,
  returned_on date,
  returned_branch_id bigint,
  ended circulation.loan_ended,
  due_at timestamp with time zone,
  claimed_on date,
  kept boolean default false not null,
  constraint loan_check CHECK (((returned_at IS NULL) = (ended IS NULL))),
  constraint loan_pkey PRIMARY KEY (loan_id),
  constraint loan_renewals_check CHECK ((renewals >= 0))
);
CREATE INDEX loan_item_returned ON circulation.loan USING btree (item_id, returned_at DESC) WHERE (returned_at IS NOT NULL);
CREATE INDEX loan_open_branch_due ON circulation.loan USING btree (branch_id, due_on) WHERE (returned_at IS NULL);
CREATE INDEX loan_open_due ON circulation.loan USING btree (library_id, due_on, loan_id) WHERE (returned_at IS NULL);
CREATE UNIQUE INDEX loan_open_item ON circulation.loan USING btree (item_id) WHERE (returned_at IS NULL);
CREATE INDEX loan_open_patron ON circulation.loan USING btree (patron_id) WHERE (returned_at IS NULL);
CREATE INDEX loan_patron_returned ON circulation.loan USING btree (patron_id, returned_at) WHERE (returned_at IS NOT NULL);
CREATE INDEX loan_to_forget ON circulation.loan USING btree (library_id, returned_on) WHERE ((returned_at IS NOT NULL) AND (patron_id IS NOT NULL) AND (NOT kept));
CREATE INDEX loan_to_rename ON circulation.loan USING btree (library_id, loan_id) WHERE ((patron_id IS NULL) AND (returned_at IS NOT NULL) AND (loan_id < '1152921504606846976'::bigint));
alter table circulation.loan enable row level security;
alter table circulation.loan force row level security;
create policy finder on circulation.loan for all to kaft_finder using (true);
create policy owner on circulation.loan for all to kaft_owner using (true);
create policy reader on circulation.loan for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy reader_not_guarding on circulation.loan for select to kaft_reader using (((returned_at IS NULL) OR (NOT ( SELECT organisation.reader_guards() AS reader_guards))));
create policy scope on circulation.loan for all to kaft_jobs using (((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])) OR (item_library_id = ( SELECT organisation.own_library() AS own_library))));
create policy session on circulation.loan for all to kaft_app using (((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])) OR (item_library_id = ( SELECT s.library_id
   FROM organisation.own_session s))));
grant insert, select, update on circulation.loan to kaft_app;
grant select on circulation.loan to kaft_finder;
grant delete, insert, maintain, select, update on circulation.loan to kaft_jobs;
grant select on circulation.loan to kaft_reader;
grant update (title_id) on circulation.loan to kaft_finder;
grant update (due_on) on circulation.loan to kaft_reader;
grant update (renewals) on circulation.loan to kaft_reader;
grant update (renewed_at) on circulation.loan to kaft_reader;
grant update (terms_id) on circulation.loan to kaft_reader;
grant update (trace) on circulation.loan to kaft_reader;
grant update (returned_at) on circulation.loan to kaft_finder;
grant update (returned_on) on circulation.loan to kaft_finder;
grant update (returned_branch_id) on circulation.loan to kaft_finder;
grant update (ended) on circulation.loan to kaft_finder;
grant update (due_at) on circulation.loan to kaft_reader;
grant update (kept) on circulation.loan to kaft_reader;
comment on column circulation.loan.loan_id is 'pseudonym; functional; D90; unlink';
comment on column circulation.loan.library_id is 'none';
comment on column circulation.loan.patron_id is 'pseudonym; functional; D90; unlink';
comment on column circulation.loan.item_id is 'loan; functional; D90; unlink';
comment on column circulation.loan.item_library_id is 'none';
comment on column circulation.loan.title_id is 'loan; functional; D90; unlink';
comment on column circulation.loan.item_type is 'none';
comment on column circulation.loan.branch_id is 'none';
comment on column circulation.loan.workstation_id is 'none';
comment on column circulation.loan.lent_by is 'staff; administration; D90; null';
comment on column circulation.loan.lent_at is 'loan; functional; D90; coarsen';
comment on column circulation.loan.due_on is 'loan; functional; D90; coarsen';
comment on column circulation.loan.first_due_on is 'loan; functional; D90; coarsen';
comment on column circulation.loan.renewals is 'none';
comment on column circulation.loan.renewed_at is 'loan; functional; D90; null';
comment on column circulation.loan.terms_id is 'none';
comment on column circulation.loan.trace is 'loan; functional; D90; null
trace.version_id | loan; functional; D90; null
trace.rows | loan; functional; D90; null
trace.steps | loan; functional; D90; null
trace.moved | loan; functional; D90; null';
comment on column circulation.loan.returned_at is 'loan; functional; D90; coarsen';
comment on column circulation.loan.returned_on is 'loan; functional; D90; coarsen';
comment on column circulation.loan.returned_branch_id is 'none';
comment on column circulation.loan.ended is 'none';
comment on column circulation.loan.due_at is 'loan; functional; D90; coarsen';
comment on column circulation.loan.claimed_on is 'loan; functional; D90; null';
comment on column circulation.loan.kept is 'preference; functional; D90; unlink';

create table circulation.loan_child (
  library_id bigint not null,
  loan_id bigint not null,
  child_id bigint not null,
  constraint loan_child_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint loan_child_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES circulation.loan(loan_id) ON DELETE CASCADE,
  constraint loan_child_pkey PRIMARY KEY (library_id, loan_id)
);
CREATE INDEX loan_child_child ON circulation.loan_child USING btree (child_id);
CREATE INDEX loan_child_loan ON circulation.loan_child USING btree (loan_id);
alter table circulation.loan_child enable row level security;
alter table circulation.loan_child force row level security;
create policy owner on circulation.loan_child for all to kaft_owner using (true);
create policy scope on circulation.loan_child for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on circulation.loan_child to kaft_app;
grant delete, insert, select, update on circulation.loan_child to kaft_jobs;
comment on column circulation.loan_child.library_id is 'none';
comment on column circulation.loan_child.loan_id is 'pseudonym; functional; until; row';
comment on column circulation.loan_child.child_id is 'pseudonym; functional; until; row';

create table circulation.loan_fact (
  library_id bigint not null,
  branch_id bigint not null,
  returned_on date not null,
  lent_on date not null,
  due_on date not null,
  renewals integer not null,
  membership_type text,
  age_band text,
  item_type text not null,
  shelf text,
  item_age_days integer,
  price_cents integer,
  hold_wait_days integer
) partition by RANGE (returned_on);
CREATE INDEX loan_fact_library ON ONLY circulation.loan_fact USING btree (library_id, returned_on);
alter table circulation.loan_fact enable row level security;
alter table circulation.loan_fact force row level security;
create policy own on circulation.loan_fact for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on circulation.loan_fact for all to kaft_owner using (true);
grant select on circulation.loan_fact to kaft_app;
grant insert, select on circulation.loan_fact to kaft_jobs;
comment on column circulation.loan_fact.library_id is 'none';
comment on column circulation.loan_fact.branch_id is 'none';
comment on column circulation.loan_fact.returned_on is 'none';
comment on column circulation.loan_fact.lent_on is 'none';
comment on column circulation.loan_fact.due_on is 'none';
comment on column circulation.loan_fact.renewals is 'none';
comment on column circulation.loan_fact.membership_type is 'none';
comment on column circulation.loan_fact.age_band is 'none';
comment on column circulation.loan_fact.item_type is 'none';
comment on column circulation.loan_fact.shelf is 'none';
comment on column circulation.loan_fact.item_age_days is 'none';
comment on column circulation.loan_fact.price_cents is 'none';
comment on column circulation.loan_fact.hold_wait_days is 'none';

create table circulation.loan_fact_cursor (
  library_id bigint not null,
  gathered_until date not null,
  constraint loan_fact_cursor_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint loan_fact_cursor_pkey PRIMARY KEY (library_id)
);
grant insert, select, update on circulation.loan_fact_cursor to kaft_jobs;
comment on column circulation.loan_fact_cursor.library_id is 'none';
comment on column circulation.loan_fact_cursor.gathered_until is 'none';

create table circulation.nightly_step (
  library_id bigint not null,
  day date not null,
  step text not null,
  after_on date,
  after_id bigint default 0 not null,
  handled integer default 0 not null,
  done_at timestamp with time zone,
  constraint nightly_step_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint nightly_step_pkey PRIMARY KEY (library_id, day, step)
);
alter table circulation.nightly_step enable row level security;
alter table circulation.nightly_step force row level security;
create policy finder on circulation.nightly_step for all to kaft_finder using (true);
create policy owner on circulation.nightly_step for all to kaft_owner using (true);
create policy scope on circulation.nightly_step for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant select on circulation.nightly_step to kaft_app;
grant delete, insert, select, update on circulation.nightly_step to kaft_jobs;
comment on column circulation.nightly_step.library_id is 'none';
comment on column circulation.nightly_step.day is 'none';
comment on column circulation.nightly_step.step is 'none';
comment on column circulation.nightly_step.after_on is 'none';
comment on column circulation.nightly_step.after_id is 'none';
comment on column circulation.nightly_step.handled is 'none';
comment on column circulation.nightly_step.done_at is 'none';

create table circulation.pull_claim (
  library_id bigint not null,
  hold_id bigint not null,
  title_id bigint not null,
  branch_id bigint not null,
  claimed_by bigint,
  claimed_at timestamp with time zone not null,
  until timestamp with time zone not null,
  constraint pull_claim_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint pull_claim_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint pull_claim_pkey PRIMARY KEY (library_id, hold_id)
);
CREATE INDEX pull_claim_branch ON circulation.pull_claim USING btree (branch_id);
alter table circulation.pull_claim enable row level security;
alter table circulation.pull_claim force row level security;
create policy finder on circulation.pull_claim for all to kaft_finder using (true);
create policy owner on circulation.pull_claim for all to kaft_owner using (true);
create policy scope on circulation.pull_claim for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on circulation.pull_claim to kaft_app;
grant select on circulation.pull_claim to kaft_finder;
grant delete, insert, select, update on circulation.pull_claim to kaft_jobs;
grant update (title_id) on circulation.pull_claim to kaft_finder;
comment on column circulation.pull_claim.library_id is 'none';
comment on column circulation.pull_claim.hold_id is 'pseudonym; functional; D90; row';
comment on column circulation.pull_claim.title_id is 'loan; functional; D90; row';
comment on column circulation.pull_claim.branch_id is 'none';
comment on column circulation.pull_claim.claimed_by is 'staff; administration; D90; row';
comment on column circulation.pull_claim.claimed_at is 'none';
comment on column circulation.pull_claim.until is 'none';

create table circulation.pull_fill (
  event_id uuid not null,
  on_day date not null,
  library_id bigint not null,
  for_library_id bigint not null,
  constraint pull_fill_for_library_id_fkey FOREIGN KEY (for_library_id) REFERENCES organisation.library(library_id),
  constraint pull_fill_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint pull_fill_pkey PRIMARY KEY (event_id)
);
CREATE INDEX pull_fill_by ON circulation.pull_fill USING btree (library_id, on_day, for_library_id);
CREATE INDEX pull_fill_for ON circulation.pull_fill USING btree (for_library_id, on_day, library_id);
grant delete, insert, select, update on circulation.pull_fill to kaft_app;
grant delete, insert, select, update on circulation.pull_fill to kaft_jobs;
comment on column circulation.pull_fill.event_id is 'none';
comment on column circulation.pull_fill.on_day is 'none';
comment on column circulation.pull_fill.library_id is 'none';
comment on column circulation.pull_fill.for_library_id is 'none';

create table circulation.pull_miss (
  item_id bigint not null,
  branch_id bigint not null,
  tries integer not null,
  last_at timestamp with time zone not null,
  hidden_until timestamp with time zone not null,
  constraint pull_miss_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint pull_miss_item_id_fkey FOREIGN KEY (item_id) REFERENCES inventory.item(item_id) ON DELETE CASCADE,
  constraint pull_miss_pkey PRIMARY KEY (item_id),
  constraint pull_miss_tries_check CHECK ((tries > 0))
);
grant delete, insert, select, update on circulation.pull_miss to kaft_app;
grant select on circulation.pull_miss to kaft_finder;
grant delete, insert, select, update on circulation.pull_miss to kaft_jobs;
comment on column circulation.pull_miss.item_id is 'none';
comment on column circulation.pull_miss.branch_id is 'none';
comment on column circulation.pull_miss.tries is 'none';
comment on column circulation.pull_miss.last_at is 'none';
comment on column circulation.pull_miss.hidden_until is 'none';

create table circulation.regulation (
  version_id bigint generated always as identity not null,
  library_id bigint not null,
  name text not null,
  state text not null,
  starts_on date,
  author_id bigint,
  reason text not null,
  made_at timestamp with time zone not null,
  activated_at timestamp with time zone,
  agreement_id bigint,
  changed_by bigint,
  asked_by bigint,
  asked_at timestamp with time zone,
  activated_by bigint,
  open_loans text default 'keep'::text not null,
  constraint regulation_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES organisation.agreement(agreement_id),
  constraint regulation_check CHECK (((state = 'draft'::text) OR ((starts_on IS NOT NULL) AND (activated_at IS NOT NULL)))),
  constraint regulation_check1 CHECK (((asked_by IS NULL) = (asked_at IS NULL))),
  constraint regulation_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint regulation_open_loans_check CHECK ((open_loans = ANY (ARRAY['keep'::text, 'longer'::text, 'all'::text]))),
  constraint regulation_pkey PRIMARY KEY (version_id),
  constraint regulation_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'active'::text, 'retired'::text])))
);
CREATE INDEX regulation_agreement ON circulation.regulation USING btree (agreement_id, starts_on) WHERE ((agreement_id IS NOT NULL) AND (state <> 'draft'::text));
CREATE INDEX regulation_library ON circulation.regulation USING btree (library_id, starts_on) WHERE (state <> 'draft'::text);
alter table circulation.regulation enable row level security;
alter table circulation.regulation force row level security;
create policy draft on circulation.regulation for update to kaft_app using (((library_id = ( SELECT organisation.own_library() AS own_library)) AND (state = 'draft'::text))) with check ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy finder on circulation.regulation for all to kaft_finder using (true);
create policy made on circulation.regulation for insert to kaft_app with check (((library_id = ( SELECT organisation.own_library() AS own_library)) AND ((agreement_id IS NULL) OR (EXISTS ( SELECT
   FROM (organisation.agreement_member m
     JOIN organisation.agreement a ON ((a.agreement_id = m.agreement_id)))
  WHERE ((m.agreement_id = regulation.agreement_id) AND (m.library_id = ( SELECT organisation.own_library() AS own_library)) AND (m.left_at IS NULL) AND (a.ended_at IS NULL) AND a.shares_rules))))));
create policy owner on circulation.regulation for all to kaft_owner using (true);
create policy reader on circulation.regulation for select to kaft_reader using ((( SELECT organisation.reader_library() AS reader_library) IS NOT NULL));
create policy scope on circulation.regulation for select to kaft_app, kaft_jobs using (true);
grant insert, select, update on circulation.regulation to kaft_app;
grant select on circulation.regulation to kaft_jobs;
grant select on circulation.regulation to kaft_reader;
grant update (author_id) on circulation.regulation to kaft_jobs;
grant update (changed_by) on circulation.regulation to kaft_jobs;
grant update (asked_by) on circulation.regulation to kaft_jobs;
grant update (asked_at) on circulation.regulation to kaft_jobs;
grant update (activated_by) on circulation.regulation to kaft_jobs;
comment on column circulation.regulation.version_id is 'none';
comment on column circulation.regulation.library_id is 'none';
comment on column circulation.regulation.name is 'none';
comment on column circulation.regulation.state is 'none';
comment on column circulation.regulation.starts_on is 'none';
comment on column circulation.regulation.author_id is 'staff; administration; Y10; null';
comment on column circulation.regulation.reason is 'none';
comment on column circulation.regulation.made_at is 'none';
comment on column circulation.regulation.activated_at is 'none';
comment on column circulation.regulation.agreement_id is 'none';
comment on column circulation.regulation.changed_by is 'staff; administration; Y10; null';
comment on column circulation.regulation.asked_by is 'staff; administration; Y10; null';
comment on column circulation.regulation.asked_at is 'none';
comment on column circulation.regulation.activated_by is 'staff; administration; Y10; null';
comment on column circulation.regulation.open_loans is 'none';

create table circulation.regulation_row (
  version_id bigint not null,
  row_no integer not null,
  rule jsonb not null,
  constraint regulation_row_pkey PRIMARY KEY (version_id, row_no),
  constraint regulation_row_version_id_fkey FOREIGN KEY (version_id) REFERENCES circulation.regulation(version_id) ON DELETE CASCADE
);
alter table circulation.regulation_row enable row level security;
alter table circulation.regulation_row force row level security;
create policy gone on circulation.regulation_row for delete to kaft_app using ((EXISTS ( SELECT
   FROM circulation.regulation r
  WHERE ((r.version_id = regulation_row.version_id) AND (r.state = 'draft'::text) AND (r.library_id = ( SELECT organisation.own_library() AS own_library))))));
create policy made on circulation.regulation_row for insert to kaft_app with check ((EXISTS ( SELECT
   FROM circulation.regulation r
  WHERE ((r.version_id = regulation_row.version_id) AND (r.state = 'draft'::text) AND (r.library_id = ( SELECT organisation.own_library() AS own_library))))));
create policy owner on circulation.regulation_row for all to kaft_owner using (true);
create policy reader on circulation.regulation_row for select to kaft_reader using ((( SELECT organisation.reader_library() AS reader_library) IS NOT NULL));
create policy scope on circulation.regulation_row for select to kaft_app, kaft_jobs using (true);
grant delete, insert, select on circulation.regulation_row to kaft_app;
grant select on circulation.regulation_row to kaft_jobs;
grant select on circulation.regulation_row to kaft_reader;
comment on column circulation.regulation_row.version_id is 'none';
comment on column circulation.regulation_row.row_no is 'none';
comment on column circulation.regulation_row.rule is 'none
rule.* | none';

create table circulation.regulation_run (
  version_id bigint not null,
  library_id bigint not null,
  after_on date,
  after_id bigint default 0 not null,
  looked_at integer default 0 not null,
  changed integer default 0 not null,
  done_at timestamp with time zone,
  constraint regulation_run_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint regulation_run_pkey PRIMARY KEY (version_id),
  constraint regulation_run_version_id_fkey FOREIGN KEY (version_id) REFERENCES circulation.regulation(version_id)
);
grant select on circulation.regulation_run to kaft_app;
grant insert, select, update on circulation.regulation_run to kaft_jobs;
comment on column circulation.regulation_run.version_id is 'none';
comment on column circulation.regulation_run.library_id is 'none';
comment on column circulation.regulation_run.after_on is 'none';
comment on column circulation.regulation_run.after_id is 'none';
comment on column circulation.regulation_run.looked_at is 'none';
comment on column circulation.regulation_run.changed is 'none';
comment on column circulation.regulation_run.done_at is 'none';

create table circulation.regulation_withdrawal (
  version_id bigint not null,
  library_id bigint not null,
  withdrawn_at timestamp with time zone not null,
  withdrawn_by bigint,
  reason text not null,
  constraint regulation_withdrawal_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint regulation_withdrawal_pkey PRIMARY KEY (version_id),
  constraint regulation_withdrawal_version_id_fkey FOREIGN KEY (version_id) REFERENCES circulation.regulation(version_id)
);
alter table circulation.regulation_withdrawal enable row level security;
alter table circulation.regulation_withdrawal force row level security;
create policy made on circulation.regulation_withdrawal for insert to kaft_app with check (((library_id = ( SELECT organisation.own_library() AS own_library)) AND (EXISTS ( SELECT
   FROM circulation.regulation r
  WHERE ((r.version_id = regulation_withdrawal.version_id) AND (r.library_id = ( SELECT organisation.own_library() AS own_library)) AND (r.state <> 'draft'::text))))));
create policy owner on circulation.regulation_withdrawal for all to kaft_owner using (true);
create policy reader on circulation.regulation_withdrawal for select to kaft_reader using ((( SELECT organisation.reader_library() AS reader_library) IS NOT NULL));
create policy scope on circulation.regulation_withdrawal for select to kaft_app, kaft_jobs using (true);
grant insert, select on circulation.regulation_withdrawal to kaft_app;
grant select on circulation.regulation_withdrawal to kaft_jobs;
grant select on circulation.regulation_withdrawal to kaft_reader;
grant update (withdrawn_by) on circulation.regulation_withdrawal to kaft_jobs;
comment on column circulation.regulation_withdrawal.version_id is 'none';
comment on column circulation.regulation_withdrawal.library_id is 'none';
comment on column circulation.regulation_withdrawal.withdrawn_at is 'none';
comment on column circulation.regulation_withdrawal.withdrawn_by is 'staff; administration; Y10; null';
comment on column circulation.regulation_withdrawal.reason is 'none';

create table circulation.shelf_counter (
  branch_id bigint not null,
  last_no integer not null,
  constraint shelf_counter_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint shelf_counter_pkey PRIMARY KEY (branch_id)
);
grant insert, select, update on circulation.shelf_counter to kaft_app;
grant insert, select, update on circulation.shelf_counter to kaft_finder;
grant insert, select, update on circulation.shelf_counter to kaft_jobs;
comment on column circulation.shelf_counter.branch_id is 'none';
comment on column circulation.shelf_counter.last_no is 'none';

create table circulation.shelf_order (
  branch_id bigint not null,
  shelf text not null,
  place integer not null,
  label text not null,
  constraint shelf_order_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint shelf_order_label_key UNIQUE (label),
  constraint shelf_order_pkey PRIMARY KEY (branch_id, shelf)
);
grant delete, insert, select, update on circulation.shelf_order to kaft_app;
grant select on circulation.shelf_order to kaft_finder;
grant delete, insert, select, update on circulation.shelf_order to kaft_jobs;
comment on column circulation.shelf_order.branch_id is 'none';
comment on column circulation.shelf_order.shelf is 'none';
comment on column circulation.shelf_order.place is 'none';
comment on column circulation.shelf_order.label is 'none';

create table circulation.shelf_search (
  library_id bigint not null,
  loan_id bigint not null,
  item_id bigint not null,
  branch_id bigint not null,
  why text not null,
  message_on date not null,
  due_on date not null,
  state text not null,
  searched_at timestamp with time zone,
  searched_by bigint,
  event_id uuid,
  constraint shelf_search_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint shelf_search_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint shelf_search_pkey PRIMARY KEY (library_id, loan_id, message_on),
  constraint shelf_search_state_check CHECK ((state = ANY (ARRAY['to_search'::text, 'found'::text, 'not_found'::text]))),
  constraint shelf_search_why_check CHECK ((why = ANY (ARRAY['reminder'::text, 'invoice'::text])))
);
CREATE INDEX shelf_search_branch ON circulation.shelf_search USING btree (branch_id, message_on) WHERE (state = 'to_search'::text);
alter table circulation.shelf_search enable row level security;
alter table circulation.shelf_search force row level security;
create policy finder on circulation.shelf_search for all to kaft_finder using (true);
create policy owner on circulation.shelf_search for all to kaft_owner using (true);
create policy scope on circulation.shelf_search for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant select, update on circulation.shelf_search to kaft_app;
grant delete, insert, select, update on circulation.shelf_search to kaft_jobs;
comment on column circulation.shelf_search.library_id is 'none';
comment on column circulation.shelf_search.loan_id is 'pseudonym; functional; D90; row';
comment on column circulation.shelf_search.item_id is 'loan; functional; D90; row';
comment on column circulation.shelf_search.branch_id is 'none';
comment on column circulation.shelf_search.why is 'none';
comment on column circulation.shelf_search.message_on is 'none';
comment on column circulation.shelf_search.due_on is 'loan; functional; D90; row';
comment on column circulation.shelf_search.state is 'none';
comment on column circulation.shelf_search.searched_at is 'none';
comment on column circulation.shelf_search.searched_by is 'staff; administration; D90; row';
comment on column circulation.shelf_search.event_id is 'pseudonym; functional; D90; row';

create table circulation.simulation (
  simulation_id bigint generated always as identity not null,
  version_id bigint not null,
  library_id bigint not null,
  state text not null,
  asked_at timestamp with time zone not null,
  asked_by bigint,
  begun_at timestamp with time zone,
  seen_at timestamp with time zone,
  ended_at timestamp with time zone,
  done integer default 0 not null,
  total integer,
  outcome jsonb,
  constraint simulation_check CHECK (((state = 'done'::text) = (outcome IS NOT NULL))),
  constraint simulation_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint simulation_pkey PRIMARY KEY (simulation_id),
  constraint simulation_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'running'::text, 'done'::text, 'failed'::text]))),
  constraint simulation_version_id_fkey FOREIGN KEY (version_id) REFERENCES circulation.regulation(version_id) ON DELETE CASCADE
);
CREATE INDEX simulation_version ON circulation.simulation USING btree (version_id, simulation_id DESC);
CREATE INDEX simulation_waiting ON circulation.simulation USING btree (library_id, simulation_id) WHERE (state = ANY (ARRAY['asked'::text, 'running'::text]));
alter table circulation.simulation enable row level security;
alter table circulation.simulation force row level security;
create policy own on circulation.simulation for all to kaft_app using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on circulation.simulation for all to kaft_owner using (true);
create policy work on circulation.simulation for all to kaft_jobs using (true);
grant insert, select on circulation.simulation to kaft_app;
grant select, update on circulation.simulation to kaft_jobs;
comment on column circulation.simulation.simulation_id is 'none';
comment on column circulation.simulation.version_id is 'none';
comment on column circulation.simulation.library_id is 'none';
comment on column circulation.simulation.state is 'none';
comment on column circulation.simulation.asked_at is 'none';
comment on column circulation.simulation.asked_by is 'staff; administration; Y2; null';
comment on column circulation.simulation.begun_at is 'none';
comment on column circulation.simulation.seen_at is 'none';
comment on column circulation.simulation.ended_at is 'none';
comment on column circulation.simulation.done is 'none';
comment on column circulation.simulation.total is 'none';
comment on column circulation.simulation.outcome is 'none
outcome.* | none';

create table circulation.stay (
  library_id bigint not null,
  item_type text not null,
  month date not null,
  days integer not null,
  returns integer not null,
  constraint stay_days_check CHECK ((days >= 0)),
  constraint stay_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint stay_pkey PRIMARY KEY (library_id, item_type, month, days),
  constraint stay_returns_check CHECK ((returns > 0))
);
grant select on circulation.stay to kaft_app;
grant delete, insert, select, update on circulation.stay to kaft_jobs;
grant select on circulation.stay to kaft_reader;
comment on column circulation.stay.library_id is 'none';
comment on column circulation.stay.item_type is 'none';
comment on column circulation.stay.month is 'none';
comment on column circulation.stay.days is 'none';
comment on column circulation.stay.returns is 'none';

create table circulation.terms (
  terms_id bigint generated always as identity not null,
  version_id bigint not null,
  hash bytea not null,
  resolved jsonb not null,
  constraint terms_hash_key UNIQUE (hash),
  constraint terms_pkey PRIMARY KEY (terms_id),
  constraint terms_version_id_fkey FOREIGN KEY (version_id) REFERENCES circulation.regulation(version_id)
);
grant insert, select on circulation.terms to kaft_app;
grant insert, select on circulation.terms to kaft_jobs;
grant insert, select on circulation.terms to kaft_reader;
comment on column circulation.terms.terms_id is 'none';
comment on column circulation.terms.version_id is 'none';
comment on column circulation.terms.hash is 'none';
comment on column circulation.terms.resolved is 'none
resolved.* | none';

create table circulation.transit_search (
  item_id bigint not null,
  branch_id bigint not null,
  since timestamp with time zone not null,
  constraint transit_search_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint transit_search_item_id_fkey FOREIGN KEY (item_id) REFERENCES inventory.item(item_id) ON DELETE CASCADE,
  constraint transit_search_pkey PRIMARY KEY (item_id)
);
grant delete, insert, select, update on circulation.transit_search to kaft_app;
grant delete, insert, select, update on circulation.transit_search to kaft_jobs;
comment on column circulation.transit_search.item_id is 'none';
comment on column circulation.transit_search.branch_id is 'none';
comment on column circulation.transit_search.since is 'none';

create table finance.account (
  account_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  merged_from bigint,
  constraint account_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint account_pkey PRIMARY KEY (account_id)
);
CREATE INDEX account_of_patron ON finance.account USING btree (library_id, patron_id);
CREATE UNIQUE INDEX account_patron ON finance.account USING btree (library_id, patron_id) WHERE (merged_from IS NULL);
alter table finance.account enable row level security;
alter table finance.account force row level security;
create policy finder on finance.account for select to kaft_finder using (true);
create policy finder_makes on finance.account for insert to kaft_finder with check (true);
create policy owner on finance.account for all to kaft_owner using (true);
create policy reader on finance.account for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy scope on finance.account for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session on finance.account for all to kaft_app using ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
grant insert, select on finance.account to kaft_app;
grant insert, select on finance.account to kaft_finder;
grant delete, insert, maintain, select, update on finance.account to kaft_jobs;
grant insert, select on finance.account to kaft_reader;
grant select (account_id) on finance.account to kaft_finder;
grant select (library_id) on finance.account to kaft_finder;
grant update (patron_id) on finance.account to kaft_app;
grant update (merged_from) on finance.account to kaft_app;
comment on column finance.account.account_id is 'pseudonym; functional; P54; row';
comment on column finance.account.library_id is 'none';
comment on column finance.account.patron_id is 'pseudonym; functional; P54; row';
comment on column finance.account.merged_from is 'pseudonym; functional; P54; row';

create table finance.charge_about (
  entry_id bigint not null,
  library_id bigint not null,
  loan_id bigint,
  item_id bigint,
  title_id bigint,
  hold_id bigint,
  constraint charge_about_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES finance.entry(entry_id),
  constraint charge_about_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint charge_about_pkey PRIMARY KEY (entry_id)
);
CREATE INDEX charge_about_hold ON finance.charge_about USING btree (hold_id) WHERE (hold_id IS NOT NULL);
CREATE INDEX charge_about_item ON finance.charge_about USING btree (item_id) WHERE (item_id IS NOT NULL);
CREATE INDEX charge_about_loan ON finance.charge_about USING btree (loan_id);
alter table finance.charge_about enable row level security;
alter table finance.charge_about force row level security;
create policy owner on finance.charge_about for all to kaft_owner using (true);
create policy reader on finance.charge_about for select to kaft_reader using ((entry_id IN ( SELECT e.entry_id
   FROM (finance.entry e
     JOIN finance.account a ON ((a.account_id = e.account_id)))
  WHERE (a.patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])))));
create policy reader_does on finance.charge_about for insert to kaft_reader with check ((library_id = ( SELECT organisation.reader_library() AS reader_library)));
create policy scope on finance.charge_about for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant insert, select on finance.charge_about to kaft_app;
grant delete, insert, maintain, select on finance.charge_about to kaft_jobs;
grant insert, select on finance.charge_about to kaft_reader;
comment on column finance.charge_about.entry_id is 'none';
comment on column finance.charge_about.library_id is 'none';
comment on column finance.charge_about.loan_id is 'pseudonym; functional; D90; row';
comment on column finance.charge_about.item_id is 'loan; functional; D90; row';
comment on column finance.charge_about.title_id is 'loan; functional; D90; row';
comment on column finance.charge_about.hold_id is 'pseudonym; functional; D90; row';

create table finance.entry (
  entry_id bigint generated always as identity not null,
  library_id bigint not null,
  account_id bigint not null,
  kind text not null,
  charge_kind text not null,
  amount_cents integer not null,
  charge_id bigint,
  reverses bigint,
  payment_id uuid,
  method text,
  at timestamp with time zone not null,
  on_day date not null,
  staff_id bigint,
  branch_id bigint,
  workstation_id bigint,
  reason text,
  constraint entry_amount_cents_check CHECK ((amount_cents <> 0)),
  constraint entry_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES finance.entry(entry_id),
  constraint entry_charge_kind_known CHECK ((charge_kind = ANY (ARRAY['membership'::text, 'deposit'::text, 'fine'::text, 'lending_fee'::text, 'hold'::text, 'card'::text, 'replacement'::text, 'processing'::text, 'damage'::text, 'other'::text, 'rounding'::text]))),
  constraint entry_check1 CHECK (((kind <> 'charge'::text) OR (amount_cents > 0))),
  constraint entry_check2 CHECK (((kind = 'payment'::text) <= ((payment_id IS NOT NULL) AND (method IS NOT NULL)))),
  constraint entry_kind_check CHECK ((kind = ANY (ARRAY['charge'::text, 'payment'::text, 'waiver'::text, 'reversal'::text, 'rounding'::text, 'credit'::text, 'payout'::text]))),
  constraint entry_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint entry_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'card'::text, 'loose_terminal'::text]))),
  constraint entry_payout_whole CHECK (((kind <> 'payout'::text) OR ((amount_cents > 0) AND (payment_id IS NOT NULL) AND (method IS NOT NULL)))),
  constraint entry_pkey PRIMARY KEY (entry_id),
  constraint entry_reverses_fkey FOREIGN KEY (reverses) REFERENCES finance.entry(entry_id),
  constraint entry_settles_charge CHECK ((((kind = 'charge'::text) = (charge_id IS NULL)) OR (kind = ANY (ARRAY['reversal'::text, 'rounding'::text, 'credit'::text, 'payout'::text]))))
);
CREATE INDEX entry_account ON finance.entry USING btree (account_id) INCLUDE (amount_cents, charge_id, library_id);
CREATE INDEX entry_charge ON finance.entry USING btree (charge_id) WHERE (charge_id IS NOT NULL);
CREATE INDEX entry_day ON finance.entry USING btree (library_id, on_day);
CREATE INDEX entry_deposit ON finance.entry USING btree (account_id) WHERE (charge_kind = 'deposit'::text);
CREATE INDEX entry_payment ON finance.entry USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE UNIQUE INDEX entry_reversed_once ON finance.entry USING btree (reverses) WHERE (reverses IS NOT NULL);
alter table finance.entry enable row level security;
alter table finance.entry force row level security;
create policy finder on finance.entry for select to kaft_finder using (true);
create policy owner on finance.entry for all to kaft_owner using (true);
create policy reader on finance.entry for select to kaft_reader using ((account_id IN ( SELECT a.account_id
   FROM finance.account a
  WHERE (a.patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])))));
create policy reader_does on finance.entry for insert to kaft_reader with check ((account_id IN ( SELECT a.account_id
   FROM finance.account a
  WHERE (a.patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])))));
create policy scope on finance.entry for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session on finance.entry for all to kaft_app using ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
grant insert, select on finance.entry to kaft_app;
grant insert, maintain, select on finance.entry to kaft_jobs;
grant insert, select on finance.entry to kaft_reader;
grant select (entry_id) on finance.entry to kaft_finder;
grant select (account_id) on finance.entry to kaft_finder;
grant update (account_id) on finance.entry to kaft_jobs;
grant select (amount_cents) on finance.entry to kaft_finder;
grant select (charge_id) on finance.entry to kaft_finder;
grant update (staff_id) on finance.entry to kaft_jobs;
grant select (branch_id) on finance.entry to kaft_finder;
grant update (reason) on finance.entry to kaft_jobs;
comment on column finance.entry.entry_id is 'none';
comment on column finance.entry.library_id is 'none';
comment on column finance.entry.account_id is 'pseudonym; functional; Y10; unlink';
comment on column finance.entry.kind is 'none';
comment on column finance.entry.charge_kind is 'none';
comment on column finance.entry.amount_cents is 'none';
comment on column finance.entry.charge_id is 'none';
comment on column finance.entry.reverses is 'none';
comment on column finance.entry.payment_id is 'none';
comment on column finance.entry.method is 'none';
comment on column finance.entry.at is 'none';
comment on column finance.entry.on_day is 'none';
comment on column finance.entry.staff_id is 'staff; administration; Y10; null';
comment on column finance.entry.branch_id is 'none';
comment on column finance.entry.workstation_id is 'none';
comment on column finance.entry.reason is 'note; functional; Y10; null';

create table finance.refund (
  entry_id bigint not null,
  library_id bigint not null,
  charge_id bigint not null,
  constraint refund_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES finance.entry(entry_id),
  constraint refund_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES finance.entry(entry_id),
  constraint refund_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint refund_pkey PRIMARY KEY (entry_id)
);
CREATE INDEX refund_charge ON finance.refund USING btree (charge_id);
alter table finance.refund enable row level security;
alter table finance.refund force row level security;
create policy owner on finance.refund for all to kaft_owner using (true);
create policy scope on finance.refund for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant insert, select on finance.refund to kaft_app;
grant insert, select on finance.refund to kaft_jobs;
comment on column finance.refund.entry_id is 'none';
comment on column finance.refund.library_id is 'none';
comment on column finance.refund.charge_id is 'none';

create table inventory.item (
  item_id bigint generated always as identity not null,
  library_id bigint not null,
  barcode text not null,
  title_id bigint not null,
  branch_id bigint not null,
  item_type text not null,
  shelf text,
  call_number text,
  price_cents integer,
  loanable boolean default true not null,
  note text,
  state text default 'in_use'::text not null,
  acquired_on date,
  age_label integer,
  note_when text default 'both'::text not null,
  note_ask boolean default false not null,
  issue text,
  constraint item_age_label_check CHECK (((age_label >= 1) AND (age_label <= 99))),
  constraint item_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint item_library_id_barcode_key UNIQUE (library_id, barcode),
  constraint item_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint item_note_when_check CHECK ((note_when = ANY (ARRAY['both'::text, 'lend'::text, 'return'::text]))),
  constraint item_pkey PRIMARY KEY (item_id),
  constraint item_price_cents_check CHECK ((price_cents >= 0)),
  constraint item_state_check CHECK ((state = ANY (ARRAY['in_use'::text, 'missing'::text, 'withdrawn'::text, 'on_order'::text, 'lost'::text, 'damaged'::text, 'incomplete'::text]))),
  constraint item_title_id_fkey FOREIGN KEY (title_id) REFERENCES cataloguing.title(title_id)
);
CREATE INDEX item_barcode ON inventory.item USING btree (barcode);
CREATE INDEX item_branch_shelf ON inventory.item USING btree (branch_id, shelf, call_number);
CREATE INDEX item_title_state ON inventory.item USING btree (title_id, branch_id, item_id) INCLUDE (state);
CREATE INDEX item_within_branch ON inventory.item USING btree (branch_id, title_id, item_id) INCLUDE (state, loanable);
grant delete, insert, select, update on inventory.item to kaft_app;
grant select on inventory.item to kaft_finder;
grant delete, insert, maintain, select, update on inventory.item to kaft_jobs;
grant select on inventory.item to kaft_reader;
grant select (item_id) on inventory.item to kaft_public;
grant update (item_id) on inventory.item to kaft_reader;
grant select (library_id) on inventory.item to kaft_public;
grant select (title_id) on inventory.item to kaft_public;
grant select (branch_id) on inventory.item to kaft_public;
grant select (item_type) on inventory.item to kaft_public;
grant select (shelf) on inventory.item to kaft_public;
grant select (call_number) on inventory.item to kaft_public;
grant select (loanable) on inventory.item to kaft_public;
grant select (state) on inventory.item to kaft_public;
grant select (issue) on inventory.item to kaft_public;
comment on column inventory.item.item_id is 'none';
comment on column inventory.item.library_id is 'none';
comment on column inventory.item.barcode is 'none';
comment on column inventory.item.title_id is 'none';
comment on column inventory.item.branch_id is 'none';
comment on column inventory.item.item_type is 'none';
comment on column inventory.item.shelf is 'none';
comment on column inventory.item.call_number is 'none';
comment on column inventory.item.price_cents is 'none';
comment on column inventory.item.loanable is 'none';
comment on column inventory.item.note is 'none';
comment on column inventory.item.state is 'none';
comment on column inventory.item.acquired_on is 'none';
comment on column inventory.item.age_label is 'none';
comment on column inventory.item.note_when is 'none';
comment on column inventory.item.note_ask is 'none';
comment on column inventory.item.issue is 'none';

create table inventory.item_condition (
  condition_id bigint generated always as identity not null,
  item_id bigint not null,
  library_id bigint not null,
  kind text not null,
  since timestamp with time zone not null,
  note text,
  event_id uuid not null,
  ended_at timestamp with time zone,
  ended text,
  ended_event uuid,
  constraint item_condition_check CHECK (((ended_at IS NULL) = (ended IS NULL))),
  constraint item_condition_ended_check CHECK ((ended = ANY (ARRAY['repaired'::text, 'complete'::text, 'found'::text, 'restored'::text, 'catalogued'::text, 'settled'::text, 'undone'::text]))),
  constraint item_condition_item_id_fkey FOREIGN KEY (item_id) REFERENCES inventory.item(item_id),
  constraint item_condition_kind_check CHECK ((kind = ANY (ARRAY['damaged'::text, 'incomplete'::text, 'missing'::text, 'lost'::text, 'claimed'::text, 'withdrawn'::text, 'quick_added'::text]))),
  constraint item_condition_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint item_condition_pkey PRIMARY KEY (condition_id)
);
CREATE INDEX item_condition_ended_event ON inventory.item_condition USING btree (ended_event) WHERE (ended_event IS NOT NULL);
CREATE INDEX item_condition_event ON inventory.item_condition USING btree (event_id);
CREATE INDEX item_condition_item ON inventory.item_condition USING btree (item_id, since DESC);
CREATE INDEX item_condition_open ON inventory.item_condition USING btree (library_id, kind) WHERE (ended_at IS NULL);
grant insert, select, update on inventory.item_condition to kaft_app;
grant delete, insert, select, update on inventory.item_condition to kaft_jobs;
comment on column inventory.item_condition.condition_id is 'none';
comment on column inventory.item_condition.item_id is 'none';
comment on column inventory.item_condition.library_id is 'none';
comment on column inventory.item_condition.kind is 'none';
comment on column inventory.item_condition.since is 'none';
comment on column inventory.item_condition.note is 'none';
comment on column inventory.item_condition.event_id is 'none';
comment on column inventory.item_condition.ended_at is 'none';
comment on column inventory.item_condition.ended is 'none';
comment on column inventory.item_condition.ended_event is 'none';

create table messaging.address_list (
  list_id bigint generated always as identity not null,
  library_id bigint not null,
  purpose text not null,
  fields text not null,
  audience jsonb not null,
  controller boolean not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  until date not null,
  ended_at timestamp with time zone,
  fetched integer default 0 not null,
  people integer not null,
  constraint address_list_controller_check CHECK (controller),
  constraint address_list_fields_check CHECK ((fields = ANY (ARRAY['email'::text, 'post'::text]))),
  constraint address_list_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint address_list_pkey PRIMARY KEY (list_id)
);
CREATE INDEX address_list_library ON messaging.address_list USING btree (library_id, list_id DESC);
CREATE INDEX address_list_made ON messaging.address_list USING btree (library_id, made_at);
alter table messaging.address_list enable row level security;
alter table messaging.address_list force row level security;
create policy fusion on messaging.address_list for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on messaging.address_list for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on messaging.address_list for all to kaft_owner using (true);
create policy told on messaging.address_list for select to kaft_app using (( SELECT organisation.for_privacy() AS for_privacy));
grant insert, select on messaging.address_list to kaft_app;
grant delete, insert, select on messaging.address_list to kaft_jobs;
grant update (library_id) on messaging.address_list to kaft_jobs;
grant update (ended_at) on messaging.address_list to kaft_app;
grant update (fetched) on messaging.address_list to kaft_app;
comment on column messaging.address_list.list_id is 'none';
comment on column messaging.address_list.library_id is 'none';
comment on column messaging.address_list.purpose is 'none';
comment on column messaging.address_list.fields is 'none';
comment on column messaging.address_list.audience is 'none
audience.* | none';
comment on column messaging.address_list.controller is 'none';
comment on column messaging.address_list.made_at is 'none';
comment on column messaging.address_list.made_by is 'staff; communication; Y2; row';
comment on column messaging.address_list.until is 'none';
comment on column messaging.address_list.ended_at is 'none';
comment on column messaging.address_list.fetched is 'none';
comment on column messaging.address_list.people is 'none';

create table messaging.address_list_row (
  row_id bigint generated always as identity not null,
  library_id bigint not null,
  list_id bigint not null,
  patron_id bigint not null,
  constraint address_list_row_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint address_list_row_list_id_fkey FOREIGN KEY (list_id) REFERENCES messaging.address_list(list_id) ON DELETE CASCADE,
  constraint address_list_row_pkey PRIMARY KEY (row_id)
);
CREATE INDEX address_list_row_list ON messaging.address_list_row USING btree (list_id, row_id);
CREATE INDEX address_list_row_patron ON messaging.address_list_row USING btree (patron_id);
alter table messaging.address_list_row enable row level security;
alter table messaging.address_list_row force row level security;
create policy fusion on messaging.address_list_row for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on messaging.address_list_row for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on messaging.address_list_row for all to kaft_owner using (true);
create policy told on messaging.address_list_row for select to kaft_app using (( SELECT organisation.for_privacy() AS for_privacy));
grant insert, select on messaging.address_list_row to kaft_app;
grant delete, insert, select on messaging.address_list_row to kaft_jobs;
grant update (library_id) on messaging.address_list_row to kaft_jobs;
grant update (patron_id) on messaging.address_list_row to kaft_app;
grant update (patron_id) on messaging.address_list_row to kaft_jobs;
comment on column messaging.address_list_row.row_id is 'none';
comment on column messaging.address_list_row.library_id is 'none';
comment on column messaging.address_list_row.list_id is 'none';
comment on column messaging.address_list_row.patron_id is 'pseudonym; communication; Y2; row';

create table messaging.campaign (
  campaign_id bigint generated always as identity not null,
  library_id bigint not null,
  name text not null,
  purpose text not null,
  subject text not null,
  body text not null,
  audience jsonb not null,
  state text default 'draft'::text not null,
  version integer default 1 not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  sent_at timestamp with time zone,
  sent_by bigint,
  stopped_at timestamp with time zone,
  after_id bigint default 0 not null,
  people integer default 0 not null,
  constraint campaign_check CHECK (((state = 'draft'::text) = (sent_at IS NULL))),
  constraint campaign_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint campaign_pkey PRIMARY KEY (campaign_id),
  constraint campaign_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sending'::text, 'sent'::text, 'stopped'::text])))
);
CREATE INDEX campaign_library ON messaging.campaign USING btree (library_id, campaign_id DESC);
CREATE INDEX campaign_sending ON messaging.campaign USING btree (library_id) WHERE (state = 'sending'::text);
alter table messaging.campaign enable row level security;
alter table messaging.campaign force row level security;
create policy finder on messaging.campaign for all to kaft_finder using (true);
create policy fusion on messaging.campaign for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on messaging.campaign for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on messaging.campaign for all to kaft_owner using (true);
grant delete, insert, select on messaging.campaign to kaft_app;
grant select on messaging.campaign to kaft_finder;
grant delete, insert, select on messaging.campaign to kaft_jobs;
grant update (library_id) on messaging.campaign to kaft_jobs;
grant update (name) on messaging.campaign to kaft_app;
grant update (purpose) on messaging.campaign to kaft_app;
grant update (subject) on messaging.campaign to kaft_app;
grant update (body) on messaging.campaign to kaft_app;
grant update (audience) on messaging.campaign to kaft_app;
grant update (state) on messaging.campaign to kaft_app;
grant update (state) on messaging.campaign to kaft_jobs;
grant update (version) on messaging.campaign to kaft_app;
grant update (sent_at) on messaging.campaign to kaft_app;
grant update (sent_by) on messaging.campaign to kaft_app;
grant update (stopped_at) on messaging.campaign to kaft_app;
grant update (after_id) on messaging.campaign to kaft_jobs;
grant update (people) on messaging.campaign to kaft_jobs;
comment on column messaging.campaign.campaign_id is 'none';
comment on column messaging.campaign.library_id is 'none';
comment on column messaging.campaign.name is 'none';
comment on column messaging.campaign.purpose is 'none';
comment on column messaging.campaign.subject is 'none';
comment on column messaging.campaign.body is 'none';
comment on column messaging.campaign.audience is 'none
audience.* | none';
comment on column messaging.campaign.state is 'none';
comment on column messaging.campaign.version is 'none';
comment on column messaging.campaign.made_at is 'none';
comment on column messaging.campaign.made_by is 'staff; communication; Y2; row';
comment on column messaging.campaign.sent_at is 'none';
comment on column messaging.campaign.sent_by is 'staff; communication; Y2; row';
comment on column messaging.campaign.stopped_at is 'none';
comment on column messaging.campaign.after_id is 'none';
comment on column messaging.campaign.people is 'none';

create table messaging.cursor (
  one boolean default true not null,
  "position" bigint not null,
  constraint cursor_one_check CHECK (one),
  constraint cursor_pkey PRIMARY KEY (one)
);
grant select, update on messaging.cursor to kaft_jobs;
comment on column messaging.cursor.one is 'none';
comment on column messaging.cursor."position" is 'none';

create table messaging.message (
  message_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint,
  kind text not null,
  step smallint default 0 not null,
  hold_id bigint,
  loan_id bigint,
  title_id bigint,
  about_on date,
  event_id uuid,
  branch_id bigint not null,
  channel text not null,
  planned_at timestamp with time zone not null,
  not_before timestamp with time zone not null,
  state text not null,
  reason text,
  ended_at timestamp with time zone,
  delivery_id uuid,
  sent_to text,
  claimed_at timestamp with time zone,
  attempts smallint default 0 not null,
  printed_by bigint,
  cost_cents integer default 0 not null,
  charge_id bigint,
  once text not null,
  booked bigint[] default '{}'::bigint[] not null,
  agreement_id bigint,
  request_id bigint,
  notice_id bigint,
  breach_id bigint,
  campaign_id bigint,
  link_id bigint,
  since_at timestamp with time zone,
  until_at timestamp with time zone,
  constraint message_about CHECK (((title_id IS NOT NULL) OR (kind = ANY (ARRAY['moved_in'::text, 'cooperation'::text, 'parting'::text, 'fused'::text, 'online_confirm'::text, 'online_reminder'::text, 'statement'::text, 'breach'::text, 'campaign'::text, 'reader_link'::text, 'receipt'::text])))),
  constraint message_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES organisation.agreement(agreement_id),
  constraint message_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint message_campaign_check CHECK ((((kind = 'campaign'::text) = (campaign_id IS NOT NULL)) AND ((kind <> 'campaign'::text) OR ((channel = 'email'::text) AND (title_id IS NULL) AND (loan_id IS NULL) AND (hold_id IS NULL) AND (cost_cents = 0))))),
  constraint message_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES messaging.campaign(campaign_id),
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'letter'::text]))),
  constraint message_check CHECK (((state = 'planned'::text) = (ended_at IS NULL))),
  constraint message_cost_cents_check CHECK ((cost_cents >= 0)),
  constraint message_kind_check CHECK ((kind = ANY (ARRAY['hold_ready'::text, 'hold_moved'::text, 'hold_expired'::text, 'predue'::text, 'reminder'::text, 'invoice'::text, 'renewed'::text, 'not_renewed'::text, 'moved_in'::text, 'cooperation'::text, 'parting'::text, 'fused'::text, 'online_confirm'::text, 'online_reminder'::text, 'statement'::text, 'breach'::text, 'campaign'::text, 'reader_link'::text, 'receipt'::text]))),
  constraint message_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint message_library_id_once_key UNIQUE (library_id, once),
  constraint message_link_check CHECK (((kind = 'reader_link'::text) = (link_id IS NOT NULL))),
  constraint message_pkey PRIMARY KEY (message_id),
  constraint message_reason_check CHECK ((reason = ANY (ARRAY['undone'::text, 'by_staff'::text, 'collected'::text, 'closed'::text, 'returned'::text, 'claimed'::text, 'due_moved'::text, 'patron_gone'::text, 'address_refused'::text, 'no_answer'::text, 'interrupted'::text, 'restricted'::text, 'no_news'::text]))),
  constraint message_receipt_check CHECK ((((kind = 'receipt'::text) = (since_at IS NOT NULL)) AND ((since_at IS NULL) = (until_at IS NULL)) AND ((kind <> 'receipt'::text) OR (channel = 'email'::text)))),
  constraint message_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'sent'::text, 'withdrawn'::text, 'dropped'::text, 'failed'::text]))),
  constraint message_to CHECK ((((patron_id IS NULL) = (kind = 'online_confirm'::text)) AND ((request_id IS NULL) = (kind <> 'online_confirm'::text))))
);
CREATE INDEX message_agreement ON messaging.message USING btree (agreement_id, library_id) WHERE (agreement_id IS NOT NULL);
CREATE INDEX message_breach ON messaging.message USING btree (breach_id) WHERE (breach_id IS NOT NULL);
CREATE INDEX message_campaign ON messaging.message USING btree (campaign_id, state) WHERE (campaign_id IS NOT NULL);
CREATE INDEX message_ended ON messaging.message USING btree (library_id, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX message_event ON messaging.message USING btree (event_id) WHERE ((event_id IS NOT NULL) AND (state = 'planned'::text));
CREATE INDEX message_failed ON messaging.message USING btree (library_id, message_id) WHERE (state = 'failed'::text);
CREATE INDEX message_link ON messaging.message USING btree (link_id) WHERE (link_id IS NOT NULL);
CREATE INDEX message_loan ON messaging.message USING btree (loan_id) WHERE (loan_id IS NOT NULL);
CREATE INDEX message_notice ON messaging.message USING btree (library_id, kind, notice_id) WHERE (notice_id IS NOT NULL);
CREATE INDEX message_patron ON messaging.message USING btree (patron_id, message_id DESC);
CREATE INDEX message_request ON messaging.message USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX message_waiting ON messaging.message USING btree (library_id, not_before) WHERE (state = 'planned'::text);
alter table messaging.message enable row level security;
alter table messaging.message force row level security;
create policy finder on messaging.message for all to kaft_finder using (true);
create policy owner on messaging.message for all to kaft_owner using (true);
create policy reader on messaging.message for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy reader_not_guarding on messaging.message for select to kaft_reader using ((NOT ( SELECT organisation.reader_guards() AS reader_guards)));
create policy scope on messaging.message for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant insert, select, update on messaging.message to kaft_app;
grant select on messaging.message to kaft_finder;
grant delete, insert, maintain, select, update on messaging.message to kaft_jobs;
grant select on messaging.message to kaft_reader;
comment on column messaging.message.message_id is 'none';
comment on column messaging.message.library_id is 'none';
comment on column messaging.message.patron_id is 'pseudonym; communication; D90; row';
comment on column messaging.message.kind is 'none';
comment on column messaging.message.step is 'none';
comment on column messaging.message.hold_id is 'pseudonym; communication; D90; row';
comment on column messaging.message.loan_id is 'pseudonym; communication; D90; row';
comment on column messaging.message.title_id is 'loan; communication; D90; row';
comment on column messaging.message.about_on is 'loan; communication; D90; row';
comment on column messaging.message.event_id is 'pseudonym; communication; D90; row';
comment on column messaging.message.branch_id is 'none';
comment on column messaging.message.channel is 'none';
comment on column messaging.message.planned_at is 'loan; communication; D90; row';
comment on column messaging.message.not_before is 'none';
comment on column messaging.message.state is 'none';
comment on column messaging.message.reason is 'none';
comment on column messaging.message.ended_at is 'loan; communication; D90; row';
comment on column messaging.message.delivery_id is 'none';
comment on column messaging.message.sent_to is 'contact; communication; D90; row';
comment on column messaging.message.claimed_at is 'none';
comment on column messaging.message.attempts is 'none';
comment on column messaging.message.printed_by is 'staff; administration; D90; row';
comment on column messaging.message.cost_cents is 'none';
comment on column messaging.message.charge_id is 'none';
comment on column messaging.message.once is 'pseudonym; communication; D90; row';
comment on column messaging.message.booked is 'none';
comment on column messaging.message.agreement_id is 'none';
comment on column messaging.message.request_id is 'pseudonym; communication; D90; row';
comment on column messaging.message.notice_id is 'none';
comment on column messaging.message.breach_id is 'none';
comment on column messaging.message.campaign_id is 'none';
comment on column messaging.message.link_id is 'none';
comment on column messaging.message.since_at is 'loan; communication; D90; row';
comment on column messaging.message.until_at is 'loan; communication; D90; row';

create table messaging.notice_run (
  kind text not null,
  subject_id bigint not null,
  library_id bigint not null,
  after_id bigint default 0 not null,
  looked integer default 0 not null,
  planned integer default 0 not null,
  begun_at timestamp with time zone not null,
  done_at timestamp with time zone,
  constraint notice_run_kind_check CHECK ((kind = ANY (ARRAY['cooperation'::text, 'parting'::text, 'fused'::text]))),
  constraint notice_run_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint notice_run_pkey PRIMARY KEY (library_id, kind, subject_id)
);
alter table messaging.notice_run enable row level security;
alter table messaging.notice_run force row level security;
create policy finder on messaging.notice_run for all to kaft_finder using (true);
create policy owner on messaging.notice_run for all to kaft_owner using (true);
create policy scope on messaging.notice_run for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant select on messaging.notice_run to kaft_app;
grant select on messaging.notice_run to kaft_finder;
grant insert, select, update on messaging.notice_run to kaft_jobs;
comment on column messaging.notice_run.kind is 'none';
comment on column messaging.notice_run.subject_id is 'none';
comment on column messaging.notice_run.library_id is 'none';
comment on column messaging.notice_run.after_id is 'none';
comment on column messaging.notice_run.looked is 'none';
comment on column messaging.notice_run.planned is 'none';
comment on column messaging.notice_run.begun_at is 'none';
comment on column messaging.notice_run.done_at is 'none';

create table moving.departure (
  departure_id bigint generated always as identity not null,
  library_id bigint not null,
  reason text not null,
  leaves_on date not null,
  state text not null,
  wants text,
  report jsonb,
  looked_at timestamp with time zone,
  accepted jsonb default '{}'::jsonb not null,
  exported_at timestamp with time zone,
  fetched_at timestamp with time zone,
  replayed boolean default false not null,
  step_no integer default 0 not null,
  after_code text default ''::text not null,
  done bigint default 0 not null,
  total bigint default 0 not null,
  people bigint default 0 not null,
  fault text,
  beat_at timestamp with time zone,
  made_at timestamp with time zone not null,
  made_by bigint,
  confirmed_at timestamp with time zone,
  confirmed_by bigint,
  begun_at timestamp with time zone,
  begun_by bigint,
  left_at timestamp with time zone,
  certificate_id bigint,
  stopped_at timestamp with time zone,
  stopped_by bigint,
  stopped_because text,
  constraint departure_certificate_id_fkey FOREIGN KEY (certificate_id) REFERENCES privacy.certificate(certificate_id),
  constraint departure_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint departure_pkey PRIMARY KEY (departure_id),
  constraint departure_state_check CHECK ((state = ANY (ARRAY['announced'::text, 'confirmed'::text, 'erasing'::text, 'left'::text, 'stopped'::text]))),
  constraint departure_wants_check CHECK ((wants = ANY (ARRAY['look'::text, 'export'::text])))
);
CREATE UNIQUE INDEX departure_of ON moving.departure USING btree (library_id) WHERE (state <> 'stopped'::text);
alter table moving.departure enable row level security;
alter table moving.departure force row level security;
create policy changed on moving.departure for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy fetched on moving.departure for update to kaft_app using ((library_id = ( SELECT organisation.own_library() AS own_library))) with check ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy finder on moving.departure for select to kaft_finder using (true);
create policy made on moving.departure for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on moving.departure for all to kaft_owner using (true);
create policy seen on moving.departure for select to kaft_app using ((( SELECT organisation.for_consortium() AS for_consortium) OR (library_id = ( SELECT organisation.own_library() AS own_library))));
create policy worked on moving.departure for all to kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select on moving.departure to kaft_app;
grant select on moving.departure to kaft_finder;
grant insert, select, update on moving.departure to kaft_jobs;
grant update (state) on moving.departure to kaft_app;
grant update (wants) on moving.departure to kaft_app;
grant update (accepted) on moving.departure to kaft_app;
grant update (fetched_at) on moving.departure to kaft_app;
grant update (step_no) on moving.departure to kaft_app;
grant update (after_code) on moving.departure to kaft_app;
grant update (done) on moving.departure to kaft_app;
grant update (total) on moving.departure to kaft_app;
grant update (fault) on moving.departure to kaft_app;
grant update (beat_at) on moving.departure to kaft_app;
grant update (confirmed_at) on moving.departure to kaft_app;
grant update (confirmed_by) on moving.departure to kaft_app;
grant update (begun_at) on moving.departure to kaft_app;
grant update (begun_by) on moving.departure to kaft_app;
grant update (stopped_at) on moving.departure to kaft_app;
grant update (stopped_by) on moving.departure to kaft_app;
grant update (stopped_because) on moving.departure to kaft_app;
comment on column moving.departure.departure_id is 'none';
comment on column moving.departure.library_id is 'none';
comment on column moving.departure.reason is 'none';
comment on column moving.departure.leaves_on is 'none';
comment on column moving.departure.state is 'none';
comment on column moving.departure.wants is 'none';
comment on column moving.departure.report is 'none
report.* | none';
comment on column moving.departure.looked_at is 'none';
comment on column moving.departure.accepted is 'none
accepted.* | none';
comment on column moving.departure.exported_at is 'none';
comment on column moving.departure.fetched_at is 'none';
comment on column moving.departure.replayed is 'none';
comment on column moving.departure.step_no is 'none';
comment on column moving.departure.after_code is 'none';
comment on column moving.departure.done is 'none';
comment on column moving.departure.total is 'none';
comment on column moving.departure.people is 'none';
comment on column moving.departure.fault is 'none';
comment on column moving.departure.beat_at is 'none';
comment on column moving.departure.made_at is 'none';
comment on column moving.departure.made_by is 'staff; administration; Y10; null';
comment on column moving.departure.confirmed_at is 'none';
comment on column moving.departure.confirmed_by is 'staff; administration; Y10; null';
comment on column moving.departure.begun_at is 'none';
comment on column moving.departure.begun_by is 'staff; administration; Y10; null';
comment on column moving.departure.left_at is 'none';
comment on column moving.departure.certificate_id is 'none';
comment on column moving.departure.stopped_at is 'none';
comment on column moving.departure.stopped_by is 'staff; administration; Y10; null';
comment on column moving.departure.stopped_because is 'none';

create table moving.departure_file (
  library_id bigint not null,
  departure_id bigint not null,
  file_no integer not null,
  name text not null,
  records bigint default 0 not null,
  bytes bigint default 0 not null,
  parts integer default 0 not null,
  sha256 text,
  fetched_at timestamp with time zone,
  constraint departure_file_departure_id_fkey FOREIGN KEY (departure_id) REFERENCES moving.departure(departure_id),
  constraint departure_file_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint departure_file_pkey PRIMARY KEY (departure_id, file_no)
);
alter table moving.departure_file enable row level security;
alter table moving.departure_file force row level security;
create policy known on moving.departure_file for select to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium));
create policy own on moving.departure_file for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.departure_file for all to kaft_owner using (true);
create policy stopped on moving.departure_file for delete to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium));
grant delete, select on moving.departure_file to kaft_app;
grant delete, insert, select, update on moving.departure_file to kaft_jobs;
grant update (fetched_at) on moving.departure_file to kaft_app;
comment on column moving.departure_file.library_id is 'none';
comment on column moving.departure_file.departure_id is 'none';
comment on column moving.departure_file.file_no is 'none';
comment on column moving.departure_file.name is 'none';
comment on column moving.departure_file.records is 'none';
comment on column moving.departure_file.bytes is 'none';
comment on column moving.departure_file.parts is 'none';
comment on column moving.departure_file.sha256 is 'none';
comment on column moving.departure_file.fetched_at is 'none';

create table moving.departure_part (
  library_id bigint not null,
  departure_id bigint not null,
  file_no integer not null,
  part_no integer not null,
  cipher text not null,
  constraint departure_part_departure_id_file_no_fkey FOREIGN KEY (departure_id, file_no) REFERENCES moving.departure_file(departure_id, file_no) ON DELETE CASCADE,
  constraint departure_part_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint departure_part_pkey PRIMARY KEY (library_id, departure_id, file_no, part_no)
);
alter table moving.departure_part enable row level security;
alter table moving.departure_part force row level security;
create policy own on moving.departure_part for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.departure_part for all to kaft_owner using (true);
grant select on moving.departure_part to kaft_app;
grant delete, insert, maintain, select, update on moving.departure_part to kaft_jobs;
comment on column moving.departure_part.library_id is 'none';
comment on column moving.departure_part.departure_id is 'none';
comment on column moving.departure_part.file_no is 'none';
comment on column moving.departure_part.part_no is 'none';
comment on column moving.departure_part.cipher is 'identity; administration; until; row';

create table moving.departure_tally (
  library_id bigint not null,
  departure_id bigint not null,
  of_table text not null,
  count bigint default 0 not null,
  constraint departure_tally_departure_id_fkey FOREIGN KEY (departure_id) REFERENCES moving.departure(departure_id),
  constraint departure_tally_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint departure_tally_pkey PRIMARY KEY (departure_id, of_table)
);
alter table moving.departure_tally enable row level security;
alter table moving.departure_tally force row level security;
create policy counted on moving.departure_tally for select to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium));
create policy own on moving.departure_tally for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.departure_tally for all to kaft_owner using (true);
grant select on moving.departure_tally to kaft_app;
grant delete, insert, select, update on moving.departure_tally to kaft_jobs;
comment on column moving.departure_tally.library_id is 'none';
comment on column moving.departure_tally.departure_id is 'none';
comment on column moving.departure_tally.of_table is 'none';
comment on column moving.departure_tally.count is 'none';

create table moving.file (
  library_id bigint not null,
  move_id bigint not null,
  file_no integer not null,
  pass integer not null,
  name text not null,
  bytes bigint not null,
  parts integer default 0 not null,
  looked boolean default false not null,
  format text,
  encoding text,
  delimiter text,
  rows bigint default 0 not null,
  columns jsonb default '[]'::jsonb not null,
  constraint file_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'marc'::text]))),
  constraint file_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint file_move_id_fkey FOREIGN KEY (move_id) REFERENCES moving.move(move_id) ON DELETE CASCADE,
  constraint file_pkey PRIMARY KEY (library_id, move_id, file_no)
);
CREATE INDEX file_move ON moving.file USING btree (move_id);
alter table moving.file enable row level security;
alter table moving.file force row level security;
create policy own on moving.file for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.file for all to kaft_owner using (true);
grant delete, insert, select, update on moving.file to kaft_app;
grant delete, insert, select, update on moving.file to kaft_jobs;
comment on column moving.file.library_id is 'none';
comment on column moving.file.move_id is 'none';
comment on column moving.file.file_no is 'none';
comment on column moving.file.pass is 'none';
comment on column moving.file.name is 'none';
comment on column moving.file.bytes is 'none';
comment on column moving.file.parts is 'none';
comment on column moving.file.looked is 'none';
comment on column moving.file.format is 'none';
comment on column moving.file.encoding is 'none';
comment on column moving.file.delimiter is 'none';
comment on column moving.file.rows is 'none';
comment on column moving.file.columns is 'none
columns.* | none';

create table moving.fusion (
  fusion_id bigint generated always as identity not null,
  kept_id bigint not null,
  absorbed_id bigint not null,
  fused_on date not null,
  map jsonb not null,
  version integer default 1 not null,
  checked_version integer,
  second_person boolean not null,
  state text not null,
  report jsonb,
  before jsonb,
  step_no integer default 0 not null,
  done bigint default 0 not null,
  total bigint default 0 not null,
  fault text,
  beat_at timestamp with time zone,
  made_at timestamp with time zone not null,
  made_by bigint,
  begun_at timestamp with time zone,
  begun_by bigint,
  moved_at timestamp with time zone,
  signed_at timestamp with time zone,
  signed_by bigint,
  undo_until timestamp with time zone,
  taken_back_by bigint,
  taken_back_because text,
  constraint fusion_absorbed_id_fkey FOREIGN KEY (absorbed_id) REFERENCES organisation.library(library_id),
  constraint fusion_check CHECK ((absorbed_id <> kept_id)),
  constraint fusion_kept_id_fkey FOREIGN KEY (kept_id) REFERENCES organisation.library(library_id),
  constraint fusion_pkey PRIMARY KEY (fusion_id),
  constraint fusion_state_check CHECK ((state = ANY (ARRAY['open'::text, 'checking'::text, 'checked'::text, 'moving'::text, 'moved'::text, 'live'::text, 'taking_back'::text, 'taken_back'::text, 'stopped'::text])))
);
CREATE UNIQUE INDEX fusion_absorbed ON moving.fusion USING btree (absorbed_id) WHERE (state <> ALL (ARRAY['taken_back'::text, 'stopped'::text]));
CREATE UNIQUE INDEX fusion_kept ON moving.fusion USING btree (kept_id) WHERE (state <> ALL (ARRAY['live'::text, 'taken_back'::text, 'stopped'::text]));
CREATE INDEX fusion_of ON moving.fusion USING btree (kept_id, absorbed_id);
alter table moving.fusion enable row level security;
alter table moving.fusion force row level security;
create policy changed on moving.fusion for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy made on moving.fusion for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on moving.fusion for all to kaft_owner using (true);
create policy seen on moving.fusion for select to kaft_app, kaft_finder, kaft_jobs using (true);
create policy worked on moving.fusion for update to kaft_jobs using ((kept_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select, update on moving.fusion to kaft_app;
grant select on moving.fusion to kaft_finder;
grant select on moving.fusion to kaft_jobs;
grant update (checked_version) on moving.fusion to kaft_jobs;
grant update (state) on moving.fusion to kaft_jobs;
grant update (report) on moving.fusion to kaft_jobs;
grant update (before) on moving.fusion to kaft_jobs;
grant update (step_no) on moving.fusion to kaft_jobs;
grant update (done) on moving.fusion to kaft_jobs;
grant update (total) on moving.fusion to kaft_jobs;
grant update (fault) on moving.fusion to kaft_jobs;
grant update (beat_at) on moving.fusion to kaft_jobs;
grant update (moved_at) on moving.fusion to kaft_jobs;
comment on column moving.fusion.fusion_id is 'none';
comment on column moving.fusion.kept_id is 'none';
comment on column moving.fusion.absorbed_id is 'none';
comment on column moving.fusion.fused_on is 'none';
comment on column moving.fusion.map is 'none
map.* | none';
comment on column moving.fusion.version is 'none';
comment on column moving.fusion.checked_version is 'none';
comment on column moving.fusion.second_person is 'none';
comment on column moving.fusion.state is 'none';
comment on column moving.fusion.report is 'none
report.* | none';
comment on column moving.fusion.before is 'none
before.* | none';
comment on column moving.fusion.step_no is 'none';
comment on column moving.fusion.done is 'none';
comment on column moving.fusion.total is 'none';
comment on column moving.fusion.fault is 'none';
comment on column moving.fusion.beat_at is 'none';
comment on column moving.fusion.made_at is 'none';
comment on column moving.fusion.made_by is 'staff; administration; Y10; null';
comment on column moving.fusion.begun_at is 'none';
comment on column moving.fusion.begun_by is 'staff; administration; Y10; null';
comment on column moving.fusion.moved_at is 'none';
comment on column moving.fusion.signed_at is 'none';
comment on column moving.fusion.signed_by is 'staff; administration; Y10; null';
comment on column moving.fusion.undo_until is 'none';
comment on column moving.fusion.taken_back_by is 'staff; administration; Y10; null';
comment on column moving.fusion.taken_back_because is 'none';

create table moving.fusion_row (
  library_id bigint not null,
  fusion_id bigint not null,
  kind text not null,
  row_id bigint not null,
  kept_id bigint,
  merge_id bigint,
  was jsonb default '{}'::jsonb not null,
  constraint fusion_row_fusion_id_fkey FOREIGN KEY (fusion_id) REFERENCES moving.fusion(fusion_id),
  constraint fusion_row_kind_check CHECK ((kind = ANY (ARRAY['branch'::text, 'workstation'::text, 'staff'::text, 'crate'::text, 'patron'::text, 'card'::text, 'item'::text]))),
  constraint fusion_row_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint fusion_row_pkey PRIMARY KEY (library_id, fusion_id, kind, row_id)
);
CREATE INDEX fusion_row_kept ON moving.fusion_row USING btree (library_id, fusion_id, kept_id) WHERE (kept_id IS NOT NULL);
CREATE INDEX fusion_row_label ON moving.fusion_row USING btree (library_id, row_id) WHERE ((kind = 'item'::text) AND (was ? 'became'::text));
alter table moving.fusion_row enable row level security;
alter table moving.fusion_row force row level security;
create policy finder on moving.fusion_row for all to kaft_finder using (true);
create policy own on moving.fusion_row for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.fusion_row for all to kaft_owner using (true);
grant select on moving.fusion_row to kaft_app;
grant select on moving.fusion_row to kaft_finder;
grant delete, insert, maintain, select, update on moving.fusion_row to kaft_jobs;
comment on column moving.fusion_row.library_id is 'none';
comment on column moving.fusion_row.fusion_id is 'none';
comment on column moving.fusion_row.kind is 'none';
comment on column moving.fusion_row.row_id is 'pseudonym; administration; until; row';
comment on column moving.fusion_row.kept_id is 'pseudonym; administration; until; row';
comment on column moving.fusion_row.merge_id is 'pseudonym; administration; until; row';
comment on column moving.fusion_row.was is 'identity; administration; until; row
was.* | identity; administration; until; row';

create table moving.fusion_tally (
  library_id bigint not null,
  fusion_id bigint not null,
  kind text not null,
  count bigint default 0 not null,
  cents bigint default 0 not null,
  constraint fusion_tally_fusion_id_fkey FOREIGN KEY (fusion_id) REFERENCES moving.fusion(fusion_id),
  constraint fusion_tally_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint fusion_tally_pkey PRIMARY KEY (library_id, fusion_id, kind)
);
alter table moving.fusion_tally enable row level security;
alter table moving.fusion_tally force row level security;
create policy finder on moving.fusion_tally for all to kaft_finder using (true);
create policy own on moving.fusion_tally for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.fusion_tally for all to kaft_owner using (true);
grant select on moving.fusion_tally to kaft_app;
grant select on moving.fusion_tally to kaft_finder;
grant delete, insert, select, update on moving.fusion_tally to kaft_jobs;
comment on column moving.fusion_tally.library_id is 'none';
comment on column moving.fusion_tally.fusion_id is 'none';
comment on column moving.fusion_tally.kind is 'none';
comment on column moving.fusion_tally.count is 'none';
comment on column moving.fusion_tally.cents is 'none';

create table moving.link (
  library_id bigint not null,
  move_id bigint not null,
  kind text not null,
  source_key text collate "C" not null,
  target_id bigint not null,
  digest bytea not null,
  stamp text,
  made_pass integer not null,
  seen_pass integer not null,
  gone_pass integer,
  cents integer,
  constraint link_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint link_pkey PRIMARY KEY (library_id, kind, source_key)
);
CREATE INDEX link_move ON moving.link USING btree (move_id, kind, target_id);
alter table moving.link enable row level security;
alter table moving.link force row level security;
create policy own on moving.link for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.link for all to kaft_owner using (true);
grant select on moving.link to kaft_app;
grant delete, insert, maintain, select, update on moving.link to kaft_jobs;
comment on column moving.link.library_id is 'none';
comment on column moving.link.move_id is 'none';
comment on column moving.link.kind is 'none';
comment on column moving.link.source_key is 'pseudonym; administration; until; row';
comment on column moving.link.target_id is 'pseudonym; administration; until; row';
comment on column moving.link.digest is 'pseudonym; administration; until; row';
comment on column moving.link.stamp is 'pseudonym; administration; until; row';
comment on column moving.link.made_pass is 'none';
comment on column moving.link.seen_pass is 'none';
comment on column moving.link.gone_pass is 'none';
comment on column moving.link.cents is 'none';

create table moving.move (
  move_id bigint generated always as identity not null,
  library_id bigint not null,
  branch_id bigint not null,
  mapping jsonb not null,
  version integer default 1 not null,
  checked_version integer,
  state text not null,
  pass integer default 0 not null,
  whole boolean default true not null,
  step_no integer default 0 not null,
  file_no integer default 0 not null,
  row_no bigint default 0 not null,
  step text,
  done bigint default 0 not null,
  total bigint default 0 not null,
  fault text,
  beat_at timestamp with time zone,
  made_at timestamp with time zone not null,
  made_by bigint,
  frozen_at timestamp with time zone,
  frozen_by bigint,
  loaded_at timestamp with time zone,
  signed_at timestamp with time zone,
  signed_by bigint,
  signed_counts jsonb,
  without_email text,
  undo_until timestamp with time zone,
  taken_back_by bigint,
  taken_back_because text,
  constraint move_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint move_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint move_pkey PRIMARY KEY (move_id),
  constraint move_state_check CHECK ((state = ANY (ARRAY['open'::text, 'checking'::text, 'checked'::text, 'frozen'::text, 'loading'::text, 'loaded'::text, 'live'::text, 'taking_back'::text, 'taken_back'::text, 'stopped'::text]))),
  constraint move_without_email_check CHECK ((without_email = ANY (ARRAY['letter'::text, 'visit'::text])))
);
CREATE INDEX move_library ON moving.move USING btree (library_id, move_id);
CREATE UNIQUE INDEX move_open ON moving.move USING btree (library_id) WHERE (state <> ALL (ARRAY['live'::text, 'taken_back'::text, 'stopped'::text]));
alter table moving.move enable row level security;
alter table moving.move force row level security;
create policy own on moving.move for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.move for all to kaft_owner using (true);
grant insert, select, update on moving.move to kaft_app;
grant delete, insert, select, update on moving.move to kaft_jobs;
comment on column moving.move.move_id is 'none';
comment on column moving.move.library_id is 'none';
comment on column moving.move.branch_id is 'none';
comment on column moving.move.mapping is 'none
mapping.* | none';
comment on column moving.move.version is 'none';
comment on column moving.move.checked_version is 'none';
comment on column moving.move.state is 'none';
comment on column moving.move.pass is 'none';
comment on column moving.move.whole is 'none';
comment on column moving.move.step_no is 'none';
comment on column moving.move.file_no is 'none';
comment on column moving.move.row_no is 'none';
comment on column moving.move.step is 'none';
comment on column moving.move.done is 'none';
comment on column moving.move.total is 'none';
comment on column moving.move.fault is 'none';
comment on column moving.move.beat_at is 'none';
comment on column moving.move.made_at is 'none';
comment on column moving.move.made_by is 'staff; administration; Y10; null';
comment on column moving.move.frozen_at is 'none';
comment on column moving.move.frozen_by is 'staff; administration; Y10; null';
comment on column moving.move.loaded_at is 'none';
comment on column moving.move.signed_at is 'none';
comment on column moving.move.signed_by is 'staff; administration; Y10; null';
comment on column moving.move.signed_counts is 'none
signed_counts.* | none';
comment on column moving.move.without_email is 'none';
comment on column moving.move.undo_until is 'none';
comment on column moving.move.taken_back_by is 'staff; administration; Y10; null';
comment on column moving.move.taken_back_because is 'none';

create table moving.part (
  library_id bigint not null,
  move_id bigint not null,
  file_no integer not null,
  part_no integer not null,
  bytes bytea not null,
  constraint part_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint part_pkey PRIMARY KEY (library_id, move_id, file_no, part_no)
);
alter table moving.part enable row level security;
alter table moving.part force row level security;
create policy own on moving.part for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.part for all to kaft_owner using (true);
grant delete, insert, select, update on moving.part to kaft_app;
grant delete, insert, maintain, select, update on moving.part to kaft_jobs;
comment on column moving.part.library_id is 'none';
comment on column moving.part.move_id is 'none';
comment on column moving.part.file_no is 'none';
comment on column moving.part.part_no is 'none';
comment on column moving.part.bytes is 'identity; administration; until; row';

create table moving.refusal (
  refusal_id bigint generated always as identity not null,
  library_id bigint not null,
  move_id bigint not null,
  pass integer not null,
  file_no integer,
  line_no integer,
  kind text not null,
  reason text not null,
  field text,
  whole_row boolean not null,
  target_id bigint,
  constraint refusal_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint refusal_pkey PRIMARY KEY (refusal_id)
);
CREATE INDEX refusal_move ON moving.refusal USING btree (library_id, move_id, pass, refusal_id);
alter table moving.refusal enable row level security;
alter table moving.refusal force row level security;
create policy own on moving.refusal for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.refusal for all to kaft_owner using (true);
grant select on moving.refusal to kaft_app;
grant delete, insert, select, update on moving.refusal to kaft_jobs;
comment on column moving.refusal.refusal_id is 'none';
comment on column moving.refusal.library_id is 'none';
comment on column moving.refusal.move_id is 'none';
comment on column moving.refusal.pass is 'none';
comment on column moving.refusal.file_no is 'none';
comment on column moving.refusal.line_no is 'pseudonym; administration; until; row';
comment on column moving.refusal.kind is 'none';
comment on column moving.refusal.reason is 'none';
comment on column moving.refusal.field is 'none';
comment on column moving.refusal.whole_row is 'none';
comment on column moving.refusal.target_id is 'pseudonym; administration; until; row';

create table moving.tally (
  library_id bigint not null,
  move_id bigint not null,
  pass integer not null,
  kind text not null,
  whole boolean default true not null,
  read bigint default 0 not null,
  made bigint default 0 not null,
  changed bigint default 0 not null,
  same bigint default 0 not null,
  gone bigint default 0 not null,
  refused bigint default 0 not null,
  left_behind bigint default 0 not null,
  fields bigint default 0 not null,
  read_cents bigint default 0 not null,
  refused_cents bigint default 0 not null,
  constraint tally_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint tally_move_id_fkey FOREIGN KEY (move_id) REFERENCES moving.move(move_id) ON DELETE CASCADE,
  constraint tally_pkey PRIMARY KEY (library_id, move_id, pass, kind)
);
CREATE INDEX tally_move ON moving.tally USING btree (move_id);
alter table moving.tally enable row level security;
alter table moving.tally force row level security;
create policy own on moving.tally for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on moving.tally for all to kaft_owner using (true);
grant select on moving.tally to kaft_app;
grant delete, insert, select, update on moving.tally to kaft_jobs;
comment on column moving.tally.library_id is 'none';
comment on column moving.tally.move_id is 'none';
comment on column moving.tally.pass is 'none';
comment on column moving.tally.kind is 'none';
comment on column moving.tally.whole is 'none';
comment on column moving.tally.read is 'none';
comment on column moving.tally.made is 'none';
comment on column moving.tally.changed is 'none';
comment on column moving.tally.same is 'none';
comment on column moving.tally.gone is 'none';
comment on column moving.tally.refused is 'none';
comment on column moving.tally.left_behind is 'none';
comment on column moving.tally.fields is 'none';
comment on column moving.tally.read_cents is 'none';
comment on column moving.tally.refused_cents is 'none';

create table organisation.agreement (
  agreement_id bigint generated always as identity not null,
  name text not null,
  rung text not null,
  starts_on date not null,
  ends_on date,
  ended_at timestamp with time zone,
  shares_fee boolean not null,
  shares_rules boolean not null,
  shares_patrons boolean not null,
  has_transport boolean not null,
  shares_letters boolean not null,
  floats boolean not null,
  membership_types text[],
  constraint agreement_check CHECK ((ends_on >= starts_on)),
  constraint agreement_pkey PRIMARY KEY (agreement_id),
  constraint agreement_rung_check CHECK ((rung = ANY (ARRAY['1'::text, '2'::text, '3a'::text, '3b'::text, '3c'::text])))
);
alter table organisation.agreement enable row level security;
alter table organisation.agreement force row level security;
create policy changed on organisation.agreement for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy made on organisation.agreement for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on organisation.agreement for all to kaft_owner using (true);
create policy reader on organisation.agreement for select to kaft_reader using ((( SELECT organisation.reader_library() AS reader_library) IS NOT NULL));
create policy seen on organisation.agreement for select to kaft_app, kaft_finder, kaft_jobs using (true);
grant insert, select, update on organisation.agreement to kaft_app;
grant select on organisation.agreement to kaft_finder;
grant select on organisation.agreement to kaft_jobs;
grant select on organisation.agreement to kaft_reader;
comment on column organisation.agreement.agreement_id is 'none';
comment on column organisation.agreement.name is 'none';
comment on column organisation.agreement.rung is 'none';
comment on column organisation.agreement.starts_on is 'none';
comment on column organisation.agreement.ends_on is 'none';
comment on column organisation.agreement.ended_at is 'none';
comment on column organisation.agreement.shares_fee is 'none';
comment on column organisation.agreement.shares_rules is 'none';
comment on column organisation.agreement.shares_patrons is 'none';
comment on column organisation.agreement.has_transport is 'none';
comment on column organisation.agreement.shares_letters is 'none';
comment on column organisation.agreement.floats is 'none';
comment on column organisation.agreement.membership_types is 'none';

create table organisation.agreement_lock (
  one boolean default true not null,
  constraint agreement_lock_one_check CHECK (one),
  constraint agreement_lock_pkey PRIMARY KEY (one)
);
grant select, update on organisation.agreement_lock to kaft_finder;
comment on column organisation.agreement_lock.one is 'none';

create table organisation.agreement_member (
  agreement_id bigint not null,
  library_id bigint not null,
  joined_on date not null,
  left_on date,
  left_at timestamp with time zone,
  constraint agreement_member_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES organisation.agreement(agreement_id),
  constraint agreement_member_check CHECK ((left_on >= joined_on)),
  constraint agreement_member_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint agreement_member_pkey PRIMARY KEY (agreement_id, library_id)
);
CREATE INDEX agreement_member_library ON organisation.agreement_member USING btree (library_id, agreement_id);
alter table organisation.agreement_member enable row level security;
alter table organisation.agreement_member force row level security;
create policy changed on organisation.agreement_member for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy departed on organisation.agreement_member for update to kaft_finder using (true);
create policy made on organisation.agreement_member for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on organisation.agreement_member for all to kaft_owner using (true);
create policy reader on organisation.agreement_member for select to kaft_reader using ((( SELECT organisation.reader_library() AS reader_library) IS NOT NULL));
create policy seen on organisation.agreement_member for select to kaft_app, kaft_finder, kaft_jobs using (true);
grant insert, select, update on organisation.agreement_member to kaft_app;
grant select on organisation.agreement_member to kaft_finder;
grant select on organisation.agreement_member to kaft_jobs;
grant select on organisation.agreement_member to kaft_reader;
grant update (left_on) on organisation.agreement_member to kaft_finder;
grant update (left_at) on organisation.agreement_member to kaft_finder;
comment on column organisation.agreement_member.agreement_id is 'none';
comment on column organisation.agreement_member.library_id is 'none';
comment on column organisation.agreement_member.joined_on is 'none';
comment on column organisation.agreement_member.left_on is 'none';
comment on column organisation.agreement_member.left_at is 'none';

create table organisation.branch (
  branch_id bigint generated always as identity not null,
  library_id bigint not null,
  code text not null,
  name text not null,
  address text,
  constraint branch_code_key UNIQUE (code),
  constraint branch_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint branch_pkey PRIMARY KEY (branch_id)
);
CREATE INDEX branch_library ON organisation.branch USING btree (library_id);
grant select on organisation.branch to kaft_app;
grant select on organisation.branch to kaft_finder;
grant select on organisation.branch to kaft_jobs;
grant select (branch_id) on organisation.branch to kaft_public;
grant select (branch_id) on organisation.branch to kaft_reader;
grant update (library_id) on organisation.branch to kaft_jobs;
grant select (library_id) on organisation.branch to kaft_public;
grant select (library_id) on organisation.branch to kaft_reader;
grant select (code) on organisation.branch to kaft_public;
grant select (code) on organisation.branch to kaft_reader;
grant update (name) on organisation.branch to kaft_app;
grant select (name) on organisation.branch to kaft_public;
grant select (name) on organisation.branch to kaft_reader;
grant update (address) on organisation.branch to kaft_app;
grant update (address) on organisation.branch to kaft_jobs;
grant select (address) on organisation.branch to kaft_reader;
comment on column organisation.branch.branch_id is 'none';
comment on column organisation.branch.library_id is 'none';
comment on column organisation.branch.code is 'none';
comment on column organisation.branch.name is 'none';
comment on column organisation.branch.address is 'none';

create table organisation.briefing (
  version integer not null,
  texts jsonb not null,
  published_at timestamp with time zone not null,
  constraint briefing_pkey PRIMARY KEY (version),
  constraint briefing_version_check CHECK ((version > 0))
);
alter table organisation.briefing enable row level security;
alter table organisation.briefing force row level security;
create policy counted on organisation.briefing for select to kaft_jobs using (true);
create policy everyone on organisation.briefing for select to kaft_app using (true);
create policy finder on organisation.briefing for all to kaft_finder using (true);
create policy made on organisation.briefing for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on organisation.briefing for all to kaft_owner using (true);
grant insert, select on organisation.briefing to kaft_app;
grant select on organisation.briefing to kaft_finder;
grant select (version) on organisation.briefing to kaft_jobs;
comment on column organisation.briefing.version is 'none';
comment on column organisation.briefing.texts is 'none
texts.* | none';
comment on column organisation.briefing.published_at is 'none';

create table organisation.central_setting (
  key text not null,
  value jsonb not null,
  constraint central_setting_pkey PRIMARY KEY (key)
);
alter table organisation.central_setting enable row level security;
alter table organisation.central_setting force row level security;
create policy changed on organisation.central_setting for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy made on organisation.central_setting for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on organisation.central_setting for all to kaft_owner using (true);
create policy seen on organisation.central_setting for select to kaft_app, kaft_finder, kaft_jobs using (true);
grant insert, select, update on organisation.central_setting to kaft_app;
grant select on organisation.central_setting to kaft_finder;
grant select on organisation.central_setting to kaft_jobs;
comment on column organisation.central_setting.key is 'none';
comment on column organisation.central_setting.value is 'none
value.* | none';

create table organisation.change (
  change_id bigint generated always as identity not null,
  library_id bigint not null,
  at timestamp with time zone not null,
  staff_id bigint,
  what text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  constraint change_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint change_pkey PRIMARY KEY (change_id)
);
CREATE INDEX change_library ON organisation.change USING btree (library_id, change_id);
alter table organisation.change enable row level security;
alter table organisation.change force row level security;
create policy finder on organisation.change for all to kaft_finder using (true);
create policy owner on organisation.change for all to kaft_owner using (true);
create policy scope on organisation.change for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select on organisation.change to kaft_app;
grant insert, select on organisation.change to kaft_finder;
grant insert, select on organisation.change to kaft_jobs;
grant update (staff_id) on organisation.change to kaft_jobs;
grant update (before) on organisation.change to kaft_jobs;
grant update (after) on organisation.change to kaft_jobs;
comment on column organisation.change.change_id is 'none';
comment on column organisation.change.library_id is 'none';
comment on column organisation.change.at is 'none';
comment on column organisation.change.staff_id is 'staff; administration; Y10; null';
comment on column organisation.change.what is 'none';
comment on column organisation.change.subject is 'none';
comment on column organisation.change.before is 'none
before.* | none
before.name | staff; administration; Y10; null
before.initials | staff; administration; Y10; null
before.roles | staff; administration; Y10; null
before.leaves_on | staff; administration; Y10; null';
comment on column organisation.change.after is 'none
after.* | none
after.name | staff; administration; Y10; null
after.initials | staff; administration; Y10; null
after.roles | staff; administration; Y10; null
after.leaves_on | staff; administration; Y10; null';

create table organisation.exceptional_day (
  branch_id bigint not null,
  on_day date not null,
  type text not null,
  note text,
  constraint exceptional_day_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint exceptional_day_pkey PRIMARY KEY (branch_id, on_day),
  constraint exceptional_day_type_check CHECK ((type = ANY (ARRAY['normaal'::text, 'boetevrij'::text, 'gesloten'::text, 'vakantie'::text])))
);
grant delete, insert, select, update on organisation.exceptional_day to kaft_app;
grant select on organisation.exceptional_day to kaft_finder;
grant delete, select on organisation.exceptional_day to kaft_jobs;
grant select on organisation.exceptional_day to kaft_reader;
comment on column organisation.exceptional_day.branch_id is 'none';
comment on column organisation.exceptional_day.on_day is 'none';
comment on column organisation.exceptional_day.type is 'none';
comment on column organisation.exceptional_day.note is 'none';

create table organisation.factor (
  factor_id bigint generated always as identity not null,
  staff_id bigint not null,
  library_id bigint not null,
  kind text not null,
  name text not null,
  added_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_used_at timestamp with time zone,
  sealed_secret text,
  last_step bigint,
  credential_id text,
  public_key bytea,
  sign_count bigint,
  transports text[],
  constraint factor_check CHECK (((kind = 'totp'::text) = (sealed_secret IS NOT NULL))),
  constraint factor_check1 CHECK (((kind = 'passkey'::text) = ((credential_id IS NOT NULL) AND (public_key IS NOT NULL)))),
  constraint factor_kind_check CHECK ((kind = ANY (ARRAY['totp'::text, 'passkey'::text]))),
  constraint factor_library_id_credential_id_key UNIQUE (library_id, credential_id),
  constraint factor_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint factor_pkey PRIMARY KEY (factor_id),
  constraint factor_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES organisation.staff(staff_id)
);
CREATE INDEX factor_staff ON organisation.factor USING btree (staff_id);
alter table organisation.factor enable row level security;
alter table organisation.factor force row level security;
create policy finder on organisation.factor for all to kaft_finder using (true);
create policy fusion on organisation.factor for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.factor for all to kaft_owner using (true);
create policy scope on organisation.factor for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant delete, insert, select, update on organisation.factor to kaft_app;
grant select on organisation.factor to kaft_finder;
grant delete, select on organisation.factor to kaft_jobs;
grant update (library_id) on organisation.factor to kaft_jobs;
comment on column organisation.factor.factor_id is 'none';
comment on column organisation.factor.staff_id is 'staff; administration; employment; row';
comment on column organisation.factor.library_id is 'none';
comment on column organisation.factor.kind is 'none';
comment on column organisation.factor.name is 'staff; administration; employment; row';
comment on column organisation.factor.added_at is 'none';
comment on column organisation.factor.confirmed_at is 'none';
comment on column organisation.factor.last_used_at is 'staff; administration; employment; row';
comment on column organisation.factor.sealed_secret is 'staff; administration; employment; row';
comment on column organisation.factor.last_step is 'none';
comment on column organisation.factor.credential_id is 'staff; administration; employment; row';
comment on column organisation.factor.public_key is 'staff; administration; employment; row';
comment on column organisation.factor.sign_count is 'none';
comment on column organisation.factor.transports is 'none';

create table organisation.full_sign_in (
  workstation_id bigint not null,
  staff_id bigint not null,
  library_id bigint not null,
  until timestamp with time zone not null,
  constraint full_sign_in_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint full_sign_in_pkey PRIMARY KEY (workstation_id, staff_id),
  constraint full_sign_in_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES organisation.staff(staff_id),
  constraint full_sign_in_workstation_id_fkey FOREIGN KEY (workstation_id) REFERENCES organisation.workstation(workstation_id)
);
alter table organisation.full_sign_in enable row level security;
alter table organisation.full_sign_in force row level security;
create policy finder on organisation.full_sign_in for all to kaft_finder using (true);
create policy fusion on organisation.full_sign_in for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.full_sign_in for all to kaft_owner using (true);
create policy scope on organisation.full_sign_in for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant delete, insert, select, update on organisation.full_sign_in to kaft_app;
grant insert, select, update on organisation.full_sign_in to kaft_finder;
grant delete, select on organisation.full_sign_in to kaft_jobs;
comment on column organisation.full_sign_in.workstation_id is 'none';
comment on column organisation.full_sign_in.staff_id is 'staff; administration; D30; row';
comment on column organisation.full_sign_in.library_id is 'none';
comment on column organisation.full_sign_in.until is 'none';

create table organisation.help (
  help_id bigint generated always as identity not null,
  library_id bigint not null,
  helper_id bigint not null,
  helper_name text not null,
  employer text not null,
  ticket text not null,
  reason text not null,
  hours smallint not null,
  write_reason text,
  central_why text,
  starts_at timestamp with time zone,
  asked_at timestamp with time zone not null,
  approved boolean,
  answered_at timestamp with time zone,
  answered_by bigint,
  answered_name text,
  answer text,
  writes boolean default false not null,
  begins_at timestamp with time zone,
  ends_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by bigint,
  ended_name text,
  noted_at timestamp with time zone,
  constraint help_check CHECK (((approved IS NULL) = (answered_at IS NULL))),
  constraint help_check1 CHECK (((approved IS TRUE) = (begins_at IS NOT NULL))),
  constraint help_check2 CHECK (((begins_at IS NULL) = (ends_at IS NULL))),
  constraint help_check3 CHECK ((ends_at > begins_at)),
  constraint help_check4 CHECK (((NOT writes) OR ((approved IS TRUE) AND (write_reason IS NOT NULL)))),
  constraint help_check5 CHECK (((employer <> 'leverancier'::text) OR (central_why IS NOT NULL))),
  constraint help_employer_check CHECK ((employer = ANY (ARRAY['helpdesk'::text, 'leverancier'::text]))),
  constraint help_hours_check CHECK (((hours >= 1) AND (hours <= 24))),
  constraint help_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint help_pkey PRIMARY KEY (help_id),
  constraint help_reason_check CHECK ((reason <> ''::text)),
  constraint help_ticket_check CHECK ((ticket <> ''::text))
);
CREATE INDEX help_helper ON organisation.help USING btree (helper_id, help_id DESC);
CREATE INDEX help_library ON organisation.help USING btree (library_id, help_id DESC);
alter table organisation.help enable row level security;
alter table organisation.help force row level security;
create policy asked on organisation.help for insert to kaft_app with check (((helper_id = ( SELECT organisation.help_asker() AS help_asker)) AND (approved IS NULL) AND (ended_at IS NULL) AND (noted_at IS NULL)));
create policy changed on organisation.help for update to kaft_app using (((library_id = ( SELECT organisation.help_judge() AS help_judge)) OR (helper_id = ( SELECT organisation.help_asker() AS help_asker)) OR ( SELECT organisation.for_consortium() AS for_consortium)));
create policy finder on organisation.help for all to kaft_finder using (true);
create policy own on organisation.help for all to kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on organisation.help for all to kaft_owner using (true);
create policy reader on organisation.help for select to kaft_reader using ((help_id IN ( SELECT l.help_id
   FROM privacy.access_log l
  WHERE (l.patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])))));
create policy seen on organisation.help for select to kaft_app using (((library_id = ( SELECT organisation.help_judge() AS help_judge)) OR (helper_id = ( SELECT organisation.help_asker() AS help_asker)) OR ( SELECT organisation.for_consortium() AS for_consortium)));
grant insert, select on organisation.help to kaft_app;
grant select on organisation.help to kaft_finder;
grant delete, select on organisation.help to kaft_jobs;
grant select (help_id) on organisation.help to kaft_reader;
grant select (ticket) on organisation.help to kaft_reader;
grant update (approved) on organisation.help to kaft_app;
grant update (answered_at) on organisation.help to kaft_app;
grant update (answered_by) on organisation.help to kaft_app;
grant update (answered_name) on organisation.help to kaft_app;
grant update (answer) on organisation.help to kaft_app;
grant update (writes) on organisation.help to kaft_app;
grant update (begins_at) on organisation.help to kaft_app;
grant update (ends_at) on organisation.help to kaft_app;
grant update (ended_at) on organisation.help to kaft_app;
grant update (ended_by) on organisation.help to kaft_app;
grant update (ended_name) on organisation.help to kaft_app;
grant update (noted_at) on organisation.help to kaft_app;
comment on column organisation.help.help_id is 'none';
comment on column organisation.help.library_id is 'none';
comment on column organisation.help.helper_id is 'staff; administration; Y2; row';
comment on column organisation.help.helper_name is 'staff; administration; Y2; row';
comment on column organisation.help.employer is 'none';
comment on column organisation.help.ticket is 'none';
comment on column organisation.help.reason is 'staff; administration; Y2; row';
comment on column organisation.help.hours is 'none';
comment on column organisation.help.write_reason is 'staff; administration; Y2; row';
comment on column organisation.help.central_why is 'staff; administration; Y2; row';
comment on column organisation.help.starts_at is 'none';
comment on column organisation.help.asked_at is 'none';
comment on column organisation.help.approved is 'none';
comment on column organisation.help.answered_at is 'none';
comment on column organisation.help.answered_by is 'staff; administration; Y2; row';
comment on column organisation.help.answered_name is 'staff; administration; Y2; row';
comment on column organisation.help.answer is 'staff; administration; Y2; row';
comment on column organisation.help.writes is 'none';
comment on column organisation.help.begins_at is 'none';
comment on column organisation.help.ends_at is 'none';
comment on column organisation.help.ended_at is 'none';
comment on column organisation.help.ended_by is 'staff; administration; Y2; row';
comment on column organisation.help.ended_name is 'staff; administration; Y2; row';
comment on column organisation.help.noted_at is 'none';

create table organisation.joining (
  joining_id bigint generated always as identity not null,
  agreement_id bigint,
  name text not null,
  rung text not null,
  starts_on date not null,
  ends_on date,
  membership_types text[],
  wait_days smallint not null,
  second_person boolean not null,
  told_before_on date,
  told_before text,
  state text not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  told_from timestamp with time zone,
  told_by bigint,
  ended_at timestamp with time zone,
  ended_by bigint,
  proof jsonb,
  constraint joining_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES organisation.agreement(agreement_id),
  constraint joining_check CHECK ((ends_on >= starts_on)),
  constraint joining_check1 CHECK (((told_before_on IS NULL) = (told_before IS NULL))),
  constraint joining_check2 CHECK (((state = ANY (ARRAY['active'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL))),
  constraint joining_membership_types_check CHECK (((cardinality(membership_types) >= 1) AND (cardinality(membership_types) <= 50))),
  constraint joining_pkey PRIMARY KEY (joining_id),
  constraint joining_rung_check CHECK ((rung = ANY (ARRAY['1'::text, '2'::text, '3a'::text, '3b'::text, '3c'::text]))),
  constraint joining_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'telling'::text, 'active'::text, 'withdrawn'::text]))),
  constraint joining_wait_days_check CHECK (((wait_days >= 0) AND (wait_days <= 90)))
);
alter table organisation.joining enable row level security;
alter table organisation.joining force row level security;
create policy changed on organisation.joining for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy made on organisation.joining for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on organisation.joining for all to kaft_owner using (true);
create policy seen on organisation.joining for select to kaft_app, kaft_finder, kaft_jobs using (true);
grant insert, select on organisation.joining to kaft_app;
grant select on organisation.joining to kaft_finder;
grant select on organisation.joining to kaft_jobs;
grant update (agreement_id) on organisation.joining to kaft_app;
grant update (state) on organisation.joining to kaft_app;
grant update (told_from) on organisation.joining to kaft_app;
grant update (told_by) on organisation.joining to kaft_app;
grant update (ended_at) on organisation.joining to kaft_app;
grant update (ended_by) on organisation.joining to kaft_app;
grant update (proof) on organisation.joining to kaft_app;
comment on column organisation.joining.joining_id is 'none';
comment on column organisation.joining.agreement_id is 'none';
comment on column organisation.joining.name is 'none';
comment on column organisation.joining.rung is 'none';
comment on column organisation.joining.starts_on is 'none';
comment on column organisation.joining.ends_on is 'none';
comment on column organisation.joining.membership_types is 'none';
comment on column organisation.joining.wait_days is 'none';
comment on column organisation.joining.second_person is 'none';
comment on column organisation.joining.told_before_on is 'none';
comment on column organisation.joining.told_before is 'none';
comment on column organisation.joining.state is 'none';
comment on column organisation.joining.made_at is 'none';
comment on column organisation.joining.made_by is 'staff; administration; Y10; null';
comment on column organisation.joining.told_from is 'none';
comment on column organisation.joining.told_by is 'staff; administration; Y10; null';
comment on column organisation.joining.ended_at is 'none';
comment on column organisation.joining.ended_by is 'staff; administration; Y10; null';
comment on column organisation.joining.proof is 'none
proof.* | none';

create table organisation.joining_library (
  joining_id bigint not null,
  library_id bigint not null,
  joins boolean not null,
  tells boolean not null,
  constraint joining_library_joining_id_fkey FOREIGN KEY (joining_id) REFERENCES organisation.joining(joining_id),
  constraint joining_library_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint joining_library_pkey PRIMARY KEY (joining_id, library_id)
);
CREATE INDEX joining_library_library ON organisation.joining_library USING btree (library_id, joining_id);
alter table organisation.joining_library enable row level security;
alter table organisation.joining_library force row level security;
create policy changed on organisation.joining_library for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy made on organisation.joining_library for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on organisation.joining_library for all to kaft_owner using (true);
create policy seen on organisation.joining_library for select to kaft_app, kaft_finder, kaft_jobs using (true);
grant insert, select on organisation.joining_library to kaft_app;
grant select on organisation.joining_library to kaft_finder;
grant select on organisation.joining_library to kaft_jobs;
comment on column organisation.joining_library.joining_id is 'none';
comment on column organisation.joining_library.library_id is 'none';
comment on column organisation.joining_library.joins is 'none';
comment on column organisation.joining_library.tells is 'none';

create table organisation.library (
  library_id bigint generated always as identity not null,
  code text not null,
  name text not null,
  active boolean not null,
  epoch bigint default 1 not null,
  rests_since timestamp with time zone,
  agreed datemultirange default '{}'::datemultirange not null,
  constraint library_code_key UNIQUE (code),
  constraint library_pkey PRIMARY KEY (library_id)
);
grant select on organisation.library to kaft_app;
grant select on organisation.library to kaft_finder;
grant select on organisation.library to kaft_jobs;
grant select (library_id) on organisation.library to kaft_public;
grant select (library_id) on organisation.library to kaft_reader;
grant select (code) on organisation.library to kaft_public;
grant select (code) on organisation.library to kaft_reader;
grant select (name) on organisation.library to kaft_public;
grant select (name) on organisation.library to kaft_reader;
grant update (active) on organisation.library to kaft_finder;
grant select (active) on organisation.library to kaft_public;
grant select (active) on organisation.library to kaft_reader;
grant update (epoch) on organisation.library to kaft_app;
grant select (epoch) on organisation.library to kaft_reader;
grant update (rests_since) on organisation.library to kaft_app;
grant update (rests_since) on organisation.library to kaft_jobs;
grant update (agreed) on organisation.library to kaft_finder;
comment on column organisation.library.library_id is 'none';
comment on column organisation.library.code is 'none';
comment on column organisation.library.name is 'none';
comment on column organisation.library.active is 'none';
comment on column organisation.library.epoch is 'none';
comment on column organisation.library.rests_since is 'none';
comment on column organisation.library.agreed is 'none';

create table organisation.machine (
  machine_id bigint not null,
  library_id bigint not null,
  branch_id bigint not null,
  workstation_id bigint,
  profile jsonb not null,
  signed_in_at timestamp with time zone,
  constraint machine_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint machine_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint machine_machine_id_fkey FOREIGN KEY (machine_id) REFERENCES organisation.staff(staff_id),
  constraint machine_pkey PRIMARY KEY (machine_id),
  constraint machine_workstation_id_fkey FOREIGN KEY (workstation_id) REFERENCES organisation.workstation(workstation_id)
);
CREATE INDEX machine_library ON organisation.machine USING btree (library_id);
alter table organisation.machine enable row level security;
alter table organisation.machine force row level security;
create policy finder on organisation.machine for all to kaft_finder using (true);
create policy fusion on organisation.machine for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.machine for all to kaft_owner using (true);
create policy scope on organisation.machine for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select, update on organisation.machine to kaft_app;
grant select on organisation.machine to kaft_finder;
grant delete, select on organisation.machine to kaft_jobs;
grant update (library_id) on organisation.machine to kaft_jobs;
comment on column organisation.machine.machine_id is 'none';
comment on column organisation.machine.library_id is 'none';
comment on column organisation.machine.branch_id is 'none';
comment on column organisation.machine.workstation_id is 'none';
comment on column organisation.machine.profile is 'none
profile.* | none';
comment on column organisation.machine.signed_in_at is 'none';

create table organisation.opening_hours (
  branch_id bigint not null,
  weekday smallint not null,
  opens time without time zone not null,
  closes time without time zone not null,
  constraint opening_hours_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint opening_hours_check CHECK ((closes > opens)),
  constraint opening_hours_pkey PRIMARY KEY (branch_id, weekday, opens),
  constraint opening_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);
grant delete, insert, select, update on organisation.opening_hours to kaft_app;
grant select on organisation.opening_hours to kaft_finder;
grant delete, select on organisation.opening_hours to kaft_jobs;
grant select on organisation.opening_hours to kaft_reader;
comment on column organisation.opening_hours.branch_id is 'none';
comment on column organisation.opening_hours.weekday is 'none';
comment on column organisation.opening_hours.opens is 'none';
comment on column organisation.opening_hours.closes is 'none';

create table organisation.participation (
  participation_id bigint generated always as identity not null,
  library_id bigint not null,
  reference text not null,
  version text not null,
  signed_on date,
  starts_on date not null,
  ends_on date,
  made_at timestamp with time zone not null,
  stops_on date,
  stopped_at timestamp with time zone,
  constraint participation_check CHECK ((ends_on >= starts_on)),
  constraint participation_check1 CHECK (((stops_on IS NULL) = (stopped_at IS NULL))),
  constraint participation_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint participation_pkey PRIMARY KEY (participation_id),
  constraint participation_reference_check CHECK (((length(reference) >= 1) AND (length(reference) <= 200))),
  constraint participation_version_check CHECK (((length(version) >= 1) AND (length(version) <= 40)))
);
CREATE INDEX participation_library ON organisation.participation USING btree (library_id, participation_id);
alter table organisation.participation enable row level security;
alter table organisation.participation force row level security;
create policy changed on organisation.participation for update to kaft_app using ((( SELECT organisation.for_consortium() AS for_consortium) AND (stops_on IS NULL))) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy finder on organisation.participation for select to kaft_finder using (true);
create policy made on organisation.participation for insert to kaft_app with check ((( SELECT organisation.for_consortium() AS for_consortium) AND (stops_on IS NULL)));
create policy owner on organisation.participation for all to kaft_owner using (true);
create policy seen on organisation.participation for select to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium));
grant insert, select on organisation.participation to kaft_app;
grant select on organisation.participation to kaft_finder;
grant update (stops_on) on organisation.participation to kaft_app;
grant update (stopped_at) on organisation.participation to kaft_app;
comment on column organisation.participation.participation_id is 'none';
comment on column organisation.participation.library_id is 'none';
comment on column organisation.participation.reference is 'none';
comment on column organisation.participation.version is 'none';
comment on column organisation.participation.signed_on is 'none';
comment on column organisation.participation.starts_on is 'none';
comment on column organisation.participation.ends_on is 'none';
comment on column organisation.participation.made_at is 'none';
comment on column organisation.participation.stops_on is 'none';
comment on column organisation.participation.stopped_at is 'none';

create table organisation.parting (
  parting_id bigint generated always as identity not null,
  agreement_id bigint not null,
  library_id bigint,
  ends_on date not null,
  at_once boolean not null,
  before_on date,
  tells boolean not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  kept_at timestamp with time zone,
  kept_by bigint,
  constraint parting_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES organisation.agreement(agreement_id),
  constraint parting_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint parting_pkey PRIMARY KEY (parting_id)
);
CREATE INDEX parting_agreement ON organisation.parting USING btree (agreement_id, parting_id);
alter table organisation.parting enable row level security;
alter table organisation.parting force row level security;
create policy changed on organisation.parting for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy made on organisation.parting for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on organisation.parting for all to kaft_owner using (true);
create policy seen on organisation.parting for select to kaft_app, kaft_finder, kaft_jobs using (true);
grant insert, select on organisation.parting to kaft_app;
grant select on organisation.parting to kaft_finder;
grant select on organisation.parting to kaft_jobs;
grant update (kept_at) on organisation.parting to kaft_app;
grant update (kept_by) on organisation.parting to kaft_app;
comment on column organisation.parting.parting_id is 'none';
comment on column organisation.parting.agreement_id is 'none';
comment on column organisation.parting.library_id is 'none';
comment on column organisation.parting.ends_on is 'none';
comment on column organisation.parting.at_once is 'none';
comment on column organisation.parting.before_on is 'none';
comment on column organisation.parting.tells is 'none';
comment on column organisation.parting.made_at is 'none';
comment on column organisation.parting.made_by is 'staff; administration; Y10; null';
comment on column organisation.parting.kept_at is 'none';
comment on column organisation.parting.kept_by is 'staff; administration; Y10; null';

create table organisation.recovery_code (
  staff_id bigint not null,
  library_id bigint not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint recovery_code_pkey PRIMARY KEY (library_id, staff_id, code_hash),
  constraint recovery_code_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES organisation.staff(staff_id)
);
alter table organisation.recovery_code enable row level security;
alter table organisation.recovery_code force row level security;
create policy finder on organisation.recovery_code for all to kaft_finder using (true);
create policy fusion on organisation.recovery_code for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.recovery_code for all to kaft_owner using (true);
create policy scope on organisation.recovery_code for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant delete, insert, select, update on organisation.recovery_code to kaft_app;
grant delete, select on organisation.recovery_code to kaft_jobs;
grant update (library_id) on organisation.recovery_code to kaft_jobs;
comment on column organisation.recovery_code.staff_id is 'staff; administration; employment; row';
comment on column organisation.recovery_code.library_id is 'none';
comment on column organisation.recovery_code.code_hash is 'staff; administration; employment; row';
comment on column organisation.recovery_code.used_at is 'none';

create table organisation.session (
  session_id bigint generated always as identity not null,
  secret_hash bytea not null,
  staff_id bigint not null,
  library_id bigint not null,
  branch_id bigint not null,
  workstation_id bigint,
  started_at timestamp with time zone not null,
  full_until timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  version bigint default 1 not null,
  scope bigint[],
  scope_until timestamp with time zone,
  second_factor_at timestamp with time zone,
  challenge text,
  challenge_until timestamp with time zone,
  elsewhere boolean default false not null,
  helper boolean default false not null,
  help_id bigint,
  from_session_id bigint,
  constraint session_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint session_help_id_fkey FOREIGN KEY (help_id) REFERENCES organisation.help(help_id),
  constraint session_helps CHECK (((help_id IS NULL) OR helper)),
  constraint session_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint session_pkey PRIMARY KEY (session_id),
  constraint session_secret_hash_key UNIQUE (secret_hash),
  constraint session_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES organisation.staff(staff_id),
  constraint session_workstation_id_fkey FOREIGN KEY (workstation_id) REFERENCES organisation.workstation(workstation_id)
);
CREATE INDEX session_ended ON organisation.session USING btree (library_id, COALESCE(ended_at, expires_at));
CREATE INDEX session_from ON organisation.session USING btree (from_session_id) WHERE (from_session_id IS NOT NULL);
CREATE INDEX session_help ON organisation.session USING btree (help_id) WHERE (help_id IS NOT NULL);
CREATE INDEX session_staff ON organisation.session USING btree (staff_id) WHERE (ended_at IS NULL);
alter table organisation.session enable row level security;
alter table organisation.session force row level security;
create policy finder on organisation.session for all to kaft_finder using (true);
create policy owner on organisation.session for all to kaft_owner using (true);
create policy scope on organisation.session for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant select on organisation.session to kaft_app;
grant insert, select, update on organisation.session to kaft_finder;
grant delete, select on organisation.session to kaft_jobs;
grant update (branch_id) on organisation.session to kaft_app;
grant update (ended_at) on organisation.session to kaft_app;
grant update (version) on organisation.session to kaft_app;
grant update (second_factor_at) on organisation.session to kaft_app;
grant update (challenge) on organisation.session to kaft_app;
grant update (challenge_until) on organisation.session to kaft_app;
grant update (elsewhere) on organisation.session to kaft_app;
comment on column organisation.session.session_id is 'none';
comment on column organisation.session.secret_hash is 'none';
comment on column organisation.session.staff_id is 'staff; administration; D30; row';
comment on column organisation.session.library_id is 'none';
comment on column organisation.session.branch_id is 'none';
comment on column organisation.session.workstation_id is 'none';
comment on column organisation.session.started_at is 'none';
comment on column organisation.session.full_until is 'none';
comment on column organisation.session.expires_at is 'none';
comment on column organisation.session.ended_at is 'none';
comment on column organisation.session.version is 'none';
comment on column organisation.session.scope is 'none';
comment on column organisation.session.scope_until is 'none';
comment on column organisation.session.second_factor_at is 'staff; administration; D30; row';
comment on column organisation.session.challenge is 'none';
comment on column organisation.session.challenge_until is 'none';
comment on column organisation.session.elsewhere is 'none';
comment on column organisation.session.helper is 'none';
comment on column organisation.session.help_id is 'none';
comment on column organisation.session.from_session_id is 'none';

create table organisation.setting (
  library_id bigint not null,
  key text not null,
  value jsonb not null,
  constraint setting_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint setting_pkey PRIMARY KEY (library_id, key)
);
alter table organisation.setting enable row level security;
alter table organisation.setting force row level security;
create policy finder on organisation.setting for all to kaft_finder using (true);
create policy fusion on organisation.setting for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.setting for all to kaft_owner using (true);
create policy reader on organisation.setting for select to kaft_reader using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy scope on organisation.setting for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select, update on organisation.setting to kaft_app;
grant select on organisation.setting to kaft_finder;
grant delete, insert, select, update on organisation.setting to kaft_jobs;
grant select on organisation.setting to kaft_reader;
comment on column organisation.setting.library_id is 'none';
comment on column organisation.setting.key is 'none';
comment on column organisation.setting.value is 'none
value.* | none';

create table organisation.staff (
  staff_id bigint generated always as identity not null,
  library_id bigint not null,
  login text not null,
  name text not null,
  initials text not null,
  password_hash text not null,
  pin_hash text,
  badge_hash bytea,
  active boolean not null,
  failures integer default 0 not null,
  locked_until timestamp with time zone,
  version bigint default 1 not null,
  preferences jsonb default '{}'::jsonb not null,
  kind text default 'person'::text not null,
  left_at timestamp with time zone,
  leaves_on date,
  invitation_hash bytea,
  invitation_until timestamp with time zone,
  constraint staff_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'machine'::text, 'helper'::text]))),
  constraint staff_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint staff_login_key UNIQUE (login),
  constraint staff_pkey PRIMARY KEY (staff_id)
);
CREATE UNIQUE INDEX staff_badge ON organisation.staff USING btree (library_id, badge_hash) WHERE (badge_hash IS NOT NULL);
CREATE UNIQUE INDEX staff_invitation ON organisation.staff USING btree (library_id, invitation_hash) WHERE (invitation_hash IS NOT NULL);
CREATE INDEX staff_leaves ON organisation.staff USING btree (library_id, leaves_on) WHERE (leaves_on IS NOT NULL);
CREATE INDEX staff_left ON organisation.staff USING btree (library_id, left_at) WHERE (left_at IS NOT NULL);
CREATE INDEX staff_library ON organisation.staff USING btree (library_id);
alter table organisation.staff enable row level security;
alter table organisation.staff force row level security;
create policy finder on organisation.staff for all to kaft_finder using (true);
create policy fusion on organisation.staff for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.staff for all to kaft_owner using (true);
create policy scope on organisation.staff for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select, update on organisation.staff to kaft_app;
grant select on organisation.staff to kaft_finder;
grant delete, select on organisation.staff to kaft_jobs;
grant select (staff_id) on organisation.staff to kaft_reader;
grant update (library_id) on organisation.staff to kaft_jobs;
grant select (library_id) on organisation.staff to kaft_reader;
grant select (name) on organisation.staff to kaft_reader;
grant select (initials) on organisation.staff to kaft_reader;
grant update (password_hash) on organisation.staff to kaft_jobs;
grant update (pin_hash) on organisation.staff to kaft_jobs;
grant update (badge_hash) on organisation.staff to kaft_jobs;
grant update (active) on organisation.staff to kaft_jobs;
grant update (failures) on organisation.staff to kaft_finder;
grant update (locked_until) on organisation.staff to kaft_finder;
grant update (version) on organisation.staff to kaft_jobs;
grant update (kind) on organisation.staff to kaft_finder;
grant update (left_at) on organisation.staff to kaft_jobs;
grant update (leaves_on) on organisation.staff to kaft_jobs;
grant update (invitation_hash) on organisation.staff to kaft_finder;
grant update (invitation_hash) on organisation.staff to kaft_jobs;
grant update (invitation_until) on organisation.staff to kaft_finder;
grant update (invitation_until) on organisation.staff to kaft_jobs;
comment on column organisation.staff.staff_id is 'none';
comment on column organisation.staff.library_id is 'none';
comment on column organisation.staff.login is 'staff; administration; employment; row';
comment on column organisation.staff.name is 'staff; administration; employment; row';
comment on column organisation.staff.initials is 'staff; administration; employment; row';
comment on column organisation.staff.password_hash is 'staff; administration; employment; row';
comment on column organisation.staff.pin_hash is 'staff; administration; employment; row';
comment on column organisation.staff.badge_hash is 'staff; administration; employment; row';
comment on column organisation.staff.active is 'none';
comment on column organisation.staff.failures is 'none';
comment on column organisation.staff.locked_until is 'none';
comment on column organisation.staff.version is 'none';
comment on column organisation.staff.preferences is 'staff; administration; employment; row
preferences.language | staff; administration; employment; row
preferences.theme | staff; administration; employment; row
preferences.density | staff; administration; employment; row
preferences.keys | staff; administration; employment; row
preferences.keys.* | staff; administration; employment; row
preferences.editions_apart | staff; administration; employment; row';
comment on column organisation.staff.kind is 'none';
comment on column organisation.staff.left_at is 'staff; administration; employment; row';
comment on column organisation.staff.leaves_on is 'staff; administration; employment; row';
comment on column organisation.staff.invitation_hash is 'staff; administration; employment; row';
comment on column organisation.staff.invitation_until is 'none';

create table organisation.staff_identity (
  staff_id bigint not null,
  library_id bigint not null,
  issuer text not null,
  subject text not null,
  linked_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint staff_identity_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint staff_identity_pkey PRIMARY KEY (library_id, staff_id, issuer),
  constraint staff_identity_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES organisation.staff(staff_id)
);
CREATE UNIQUE INDEX staff_identity_subject ON organisation.staff_identity USING btree (issuer, subject);
alter table organisation.staff_identity enable row level security;
alter table organisation.staff_identity force row level security;
create policy finder on organisation.staff_identity for all to kaft_finder using (true);
create policy fusion on organisation.staff_identity for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.staff_identity for all to kaft_owner using (true);
create policy scope on organisation.staff_identity for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant delete, select on organisation.staff_identity to kaft_app;
grant insert, select, update on organisation.staff_identity to kaft_finder;
grant delete, select on organisation.staff_identity to kaft_jobs;
grant update (library_id) on organisation.staff_identity to kaft_jobs;
grant update (last_used_at) on organisation.staff_identity to kaft_app;
comment on column organisation.staff_identity.staff_id is 'staff; administration; employment; row';
comment on column organisation.staff_identity.library_id is 'none';
comment on column organisation.staff_identity.issuer is 'none';
comment on column organisation.staff_identity.subject is 'staff; administration; employment; row';
comment on column organisation.staff_identity.linked_at is 'none';
comment on column organisation.staff_identity.last_used_at is 'staff; administration; employment; row';

create table organisation.staff_role (
  staff_id bigint not null,
  library_id bigint not null,
  role text not null,
  level text not null,
  branch_id bigint,
  starts_on date not null,
  ends_on date,
  granted_by bigint,
  granted_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  confirmed_by bigint,
  by_claims boolean default false not null,
  constraint staff_role_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint staff_role_check CHECK ((ends_on >= starts_on)),
  constraint staff_role_check1 CHECK (((level = 'branch'::text) = (branch_id IS NOT NULL))),
  constraint staff_role_level_check CHECK ((level = ANY (ARRAY['branch'::text, 'library'::text, 'consortium'::text]))),
  constraint staff_role_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint staff_role_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES organisation.staff(staff_id)
);
CREATE UNIQUE INDEX staff_role_once ON organisation.staff_role USING btree (staff_id, role, level, COALESCE(branch_id, (0)::bigint));
alter table organisation.staff_role enable row level security;
alter table organisation.staff_role force row level security;
create policy central_privacy on organisation.staff_role for insert to kaft_app with check (((role <> 'dpo_centraal'::text) OR ( SELECT organisation.for_consortium() AS for_consortium)));
create policy central_privacy_kept on organisation.staff_role for update to kaft_app using (((role <> 'dpo_centraal'::text) OR ( SELECT organisation.for_consortium() AS for_consortium))) with check (((role <> 'dpo_centraal'::text) OR ( SELECT organisation.for_consortium() AS for_consortium)));
create policy consortium on organisation.staff_role for insert to kaft_app with check (((role <> 'consortium'::text) OR ( SELECT organisation.for_consortium() AS for_consortium)));
create policy consortium_kept on organisation.staff_role for update to kaft_app using (((role <> 'consortium'::text) OR ( SELECT organisation.for_consortium() AS for_consortium))) with check (((role <> 'consortium'::text) OR ( SELECT organisation.for_consortium() AS for_consortium)));
create policy finder on organisation.staff_role for all to kaft_finder using (true);
create policy fusion on organisation.staff_role for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.staff_role for all to kaft_owner using (true);
create policy scope on organisation.staff_role for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant delete, insert, select, update on organisation.staff_role to kaft_app;
grant select on organisation.staff_role to kaft_finder;
grant delete, select on organisation.staff_role to kaft_jobs;
grant update (library_id) on organisation.staff_role to kaft_jobs;
comment on column organisation.staff_role.staff_id is 'staff; administration; employment; row';
comment on column organisation.staff_role.library_id is 'none';
comment on column organisation.staff_role.role is 'staff; administration; employment; row';
comment on column organisation.staff_role.level is 'none';
comment on column organisation.staff_role.branch_id is 'none';
comment on column organisation.staff_role.starts_on is 'none';
comment on column organisation.staff_role.ends_on is 'none';
comment on column organisation.staff_role.granted_by is 'staff; administration; employment; null';
comment on column organisation.staff_role.granted_at is 'none';
comment on column organisation.staff_role.confirmed_at is 'none';
comment on column organisation.staff_role.confirmed_by is 'staff; administration; employment; null';
comment on column organisation.staff_role.by_claims is 'none';

create table organisation.undertaking (
  staff_id bigint not null,
  library_id bigint not null,
  version integer not null,
  signed_at timestamp with time zone not null,
  constraint undertaking_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint undertaking_pkey PRIMARY KEY (library_id, staff_id, version, signed_at),
  constraint undertaking_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES organisation.staff(staff_id),
  constraint undertaking_version_fkey FOREIGN KEY (version) REFERENCES organisation.briefing(version)
);
CREATE INDEX undertaking_staff ON organisation.undertaking USING btree (staff_id, version, signed_at);
alter table organisation.undertaking enable row level security;
alter table organisation.undertaking force row level security;
create policy finder on organisation.undertaking for all to kaft_finder using (true);
create policy fusion on organisation.undertaking for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.undertaking for all to kaft_owner using (true);
create policy scope on organisation.undertaking for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select on organisation.undertaking to kaft_app;
grant select on organisation.undertaking to kaft_finder;
grant delete, select on organisation.undertaking to kaft_jobs;
grant update (library_id) on organisation.undertaking to kaft_jobs;
comment on column organisation.undertaking.staff_id is 'staff; administration; employment; row';
comment on column organisation.undertaking.library_id is 'none';
comment on column organisation.undertaking.version is 'none';
comment on column organisation.undertaking.signed_at is 'staff; administration; employment; row';

create table organisation.website (
  website_id bigint not null,
  library_id bigint not null,
  branch_id bigint not null,
  made_at timestamp with time zone not null,
  key_until date not null,
  constraint website_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint website_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint website_pkey PRIMARY KEY (website_id),
  constraint website_website_id_fkey FOREIGN KEY (website_id) REFERENCES organisation.staff(staff_id)
);
CREATE INDEX website_library ON organisation.website USING btree (library_id);
alter table organisation.website enable row level security;
alter table organisation.website force row level security;
create policy finder on organisation.website for all to kaft_finder using (true);
create policy fusion on organisation.website for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.website for all to kaft_owner using (true);
create policy scope on organisation.website for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select, update on organisation.website to kaft_app;
grant select on organisation.website to kaft_finder;
grant delete, select on organisation.website to kaft_jobs;
grant update (library_id) on organisation.website to kaft_jobs;
comment on column organisation.website.website_id is 'none';
comment on column organisation.website.library_id is 'none';
comment on column organisation.website.branch_id is 'none';
comment on column organisation.website.made_at is 'none';
comment on column organisation.website.key_until is 'none';

create table organisation.workstation (
  workstation_id bigint generated always as identity not null,
  library_id bigint not null,
  branch_id bigint not null,
  name text not null,
  key_hash bytea not null,
  settings jsonb not null,
  constraint workstation_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint workstation_key_hash_key UNIQUE (key_hash),
  constraint workstation_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint workstation_library_id_name_key UNIQUE (library_id, name),
  constraint workstation_pkey PRIMARY KEY (workstation_id)
);
alter table organisation.workstation enable row level security;
alter table organisation.workstation force row level security;
create policy finder on organisation.workstation for all to kaft_finder using (true);
create policy fusion on organisation.workstation for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on organisation.workstation for all to kaft_owner using (true);
create policy scope on organisation.workstation for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
grant insert, select, update on organisation.workstation to kaft_app;
grant select on organisation.workstation to kaft_finder;
grant delete, select on organisation.workstation to kaft_jobs;
grant update (library_id) on organisation.workstation to kaft_jobs;
grant update (name) on organisation.workstation to kaft_jobs;
comment on column organisation.workstation.workstation_id is 'none';
comment on column organisation.workstation.library_id is 'none';
comment on column organisation.workstation.branch_id is 'none';
comment on column organisation.workstation.name is 'none';
comment on column organisation.workstation.key_hash is 'none';
comment on column organisation.workstation.settings is 'none
settings.scanner_prefix | none
settings.sound | none
settings.volume | none
settings.receipt | none
settings.own_loan_scan | none
settings.cover_after_s | none
settings.lock_after_s | none
settings.same_day_scan | none';

create table patrons.address (
  address_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  kind text not null,
  care_of text,
  street text not null,
  postcode text,
  municipality text not null,
  letters boolean not null,
  until date,
  source jsonb not null,
  constraint address_kind_check CHECK ((kind = ANY (ARRAY['work'::text, 'student'::text, 'holiday'::text, 'guardian'::text, 'other'::text]))),
  constraint address_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint address_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint address_pkey PRIMARY KEY (address_id)
);
CREATE UNIQUE INDEX address_letters ON patrons.address USING btree (library_id, patron_id) WHERE letters;
CREATE INDEX address_patron ON patrons.address USING btree (patron_id);
CREATE INDEX address_until ON patrons.address USING btree (library_id, until) WHERE (until IS NOT NULL);
alter table patrons.address enable row level security;
alter table patrons.address force row level security;
create policy finder on patrons.address for all to kaft_finder using (true);
create policy owner on patrons.address for all to kaft_owner using (true);
create policy reader on patrons.address for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy reader_not_guarding on patrons.address for all to kaft_reader using ((NOT ( SELECT organisation.reader_guards() AS reader_guards)));
create policy scope on patrons.address for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.address to kaft_app;
grant delete, insert, maintain, select, update on patrons.address to kaft_jobs;
grant select on patrons.address to kaft_reader;
comment on column patrons.address.address_id is 'none';
comment on column patrons.address.library_id is 'none';
comment on column patrons.address.patron_id is 'pseudonym; functional; P54; row';
comment on column patrons.address.kind is 'contact; functional; P54; row';
comment on column patrons.address.care_of is 'identity; functional; P54; row';
comment on column patrons.address.street is 'contact; functional; P54; row';
comment on column patrons.address.postcode is 'contact; functional; P54; row';
comment on column patrons.address.municipality is 'contact; functional; P54; row';
comment on column patrons.address.letters is 'preference; communication; P54; row';
comment on column patrons.address.until is 'contact; functional; P54; row';
comment on column patrons.address.source is 'library; administration; P54; row
source.* | library; administration; P54; row';

create table patrons.apart (
  library_id bigint not null,
  low_id bigint not null,
  high_id bigint not null,
  said_at timestamp with time zone not null,
  said_by bigint,
  constraint apart_check CHECK ((low_id < high_id)),
  constraint apart_high_id_fkey FOREIGN KEY (high_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint apart_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint apart_low_id_fkey FOREIGN KEY (low_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint apart_pkey PRIMARY KEY (library_id, low_id, high_id)
);
CREATE INDEX apart_high ON patrons.apart USING btree (high_id);
CREATE INDEX apart_low ON patrons.apart USING btree (low_id);
alter table patrons.apart enable row level security;
alter table patrons.apart force row level security;
create policy finder on patrons.apart for all to kaft_finder using (true);
create policy owner on patrons.apart for all to kaft_owner using (true);
create policy scope on patrons.apart for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.apart to kaft_app;
grant delete, insert, select, update on patrons.apart to kaft_jobs;
comment on column patrons.apart.library_id is 'none';
comment on column patrons.apart.low_id is 'pseudonym; functional; P54; row';
comment on column patrons.apart.high_id is 'pseudonym; functional; P54; row';
comment on column patrons.apart.said_at is 'none';
comment on column patrons.apart.said_by is 'staff; administration; P54; row';

create table patrons.block (
  block_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  reason text not null,
  since date not null,
  until date,
  lifted_at timestamp with time zone,
  made_by bigint,
  lifted_by bigint,
  cause text default 'hand'::text not null,
  event_id uuid,
  replaces bigint,
  actions text[] default '{loan,renewal,hold,internet}'::text[] not null,
  reach text default 'cooperation'::text not null,
  remedy text,
  constraint block_actions_check CHECK (((cardinality(actions) > 0) AND (actions <@ '{loan,renewal,hold,internet}'::text[]))),
  constraint block_cause_check CHECK ((cause = ANY (ARRAY['hand'::text, 'suspension'::text, 'not_identified'::text]))),
  constraint block_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint block_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint block_pkey PRIMARY KEY (block_id),
  constraint block_reach_check CHECK ((reach = ANY (ARRAY['library'::text, 'cooperation'::text])))
);
CREATE INDEX block_event ON patrons.block USING btree (event_id) WHERE (event_id IS NOT NULL);
CREATE INDEX block_of_patron ON patrons.block USING btree (patron_id) WHERE (lifted_at IS NOT NULL);
CREATE INDEX block_patron ON patrons.block USING btree (patron_id) WHERE (lifted_at IS NULL);
alter table patrons.block enable row level security;
alter table patrons.block force row level security;
create policy finder on patrons.block for all to kaft_finder using (true);
create policy owner on patrons.block for all to kaft_owner using (true);
create policy reader on patrons.block for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy scope on patrons.block for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session on patrons.block for all to kaft_app using ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
grant delete, insert, select, update on patrons.block to kaft_app;
grant delete, insert, maintain, select, update on patrons.block to kaft_jobs;
grant select on patrons.block to kaft_reader;
comment on column patrons.block.block_id is 'none';
comment on column patrons.block.library_id is 'none';
comment on column patrons.block.patron_id is 'pseudonym; functional; P54; row';
comment on column patrons.block.reason is 'note; functional; P54; row';
comment on column patrons.block.since is 'library; functional; P54; row';
comment on column patrons.block.until is 'library; functional; P54; row';
comment on column patrons.block.lifted_at is 'library; functional; P54; row';
comment on column patrons.block.made_by is 'staff; administration; P54; row';
comment on column patrons.block.lifted_by is 'staff; administration; P54; row';
comment on column patrons.block.cause is 'library; functional; P54; row';
comment on column patrons.block.event_id is 'pseudonym; functional; P54; row';
comment on column patrons.block.replaces is 'none';
comment on column patrons.block.actions is 'library; functional; P54; row';
comment on column patrons.block.reach is 'library; functional; P54; row';
comment on column patrons.block.remedy is 'note; functional; P54; row';

create table patrons.card (
  card_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  code text not null,
  state text not null,
  since date not null,
  until date,
  kind text default 'library'::text not null,
  expires_on date,
  tail text generated always as (
CASE kind
    WHEN 'library'::text THEN "right"(code, 4)
    ELSE 'eID'::text
END) stored,
  constraint card_kind_check CHECK ((kind = ANY (ARRAY['library'::text, 'eid'::text]))),
  constraint card_library_id_code_key UNIQUE (library_id, code),
  constraint card_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint card_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint card_pkey PRIMARY KEY (card_id),
  constraint card_state_check CHECK ((state = ANY (ARRAY['active'::text, 'lost'::text, 'ended'::text])))
);
CREATE INDEX card_code ON patrons.card USING btree (code);
CREATE INDEX card_patron ON patrons.card USING btree (patron_id);
alter table patrons.card enable row level security;
alter table patrons.card force row level security;
create policy finder on patrons.card for all to kaft_finder using (true);
create policy owner on patrons.card for all to kaft_owner using (true);
create policy reader on patrons.card for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy scope on patrons.card for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session on patrons.card for all to kaft_app using ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
grant delete, insert, select, update on patrons.card to kaft_app;
grant select, update on patrons.card to kaft_finder;
grant delete, insert, maintain, select, update on patrons.card to kaft_jobs;
grant select on patrons.card to kaft_reader;
comment on column patrons.card.card_id is 'pseudonym; identification; P54; row';
comment on column patrons.card.library_id is 'none';
comment on column patrons.card.patron_id is 'pseudonym; identification; P54; row';
comment on column patrons.card.code is 'library; identification; P54; row';
comment on column patrons.card.state is 'library; identification; P54; row';
comment on column patrons.card.since is 'library; identification; P54; row';
comment on column patrons.card.until is 'library; identification; P54; row';
comment on column patrons.card.kind is 'library; identification; P54; row';
comment on column patrons.card.expires_on is 'library; identification; P54; row';
comment on column patrons.card.tail is 'library; identification; P54; row';

create table patrons.class_child (
  child_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  given_name text not null,
  initial text,
  until date not null,
  removed_at timestamp with time zone,
  made_at timestamp with time zone not null,
  made_by bigint,
  constraint class_child_given_name_check CHECK (((given_name !~ '[0-9@]'::text) AND ((char_length(given_name) >= 1) AND (char_length(given_name) <= 40)))),
  constraint class_child_initial_check CHECK ((char_length(initial) = 1)),
  constraint class_child_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint class_child_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint class_child_pkey PRIMARY KEY (child_id)
);
CREATE INDEX class_child_patron ON patrons.class_child USING btree (patron_id);
CREATE INDEX class_child_removed ON patrons.class_child USING btree (library_id, removed_at) WHERE (removed_at IS NOT NULL);
CREATE INDEX class_child_until ON patrons.class_child USING btree (library_id, until);
alter table patrons.class_child enable row level security;
alter table patrons.class_child force row level security;
create policy owner on patrons.class_child for all to kaft_owner using (true);
create policy scope on patrons.class_child for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.class_child to kaft_app;
grant delete, insert, maintain, select, update on patrons.class_child to kaft_jobs;
comment on column patrons.class_child.child_id is 'pseudonym; functional; until; row';
comment on column patrons.class_child.library_id is 'none';
comment on column patrons.class_child.patron_id is 'pseudonym; functional; until; row';
comment on column patrons.class_child.given_name is 'identity; functional; until; row';
comment on column patrons.class_child.initial is 'identity; functional; until; row';
comment on column patrons.class_child.until is 'none';
comment on column patrons.class_child.removed_at is 'none';
comment on column patrons.class_child.made_at is 'none';
comment on column patrons.class_child.made_by is 'staff; administration; until; row';

create table patrons.family_link (
  link_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  other_id bigint not null,
  kind text not null,
  consent text not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  removed_at timestamp with time zone,
  pays boolean default false not null,
  constraint family_link_check CHECK ((patron_id <> other_id)),
  constraint family_link_consent_check CHECK ((consent = ANY (ARRAY['paper'::text, 'desk'::text]))),
  constraint family_link_kind_check CHECK ((kind = ANY (ARRAY['guardian'::text, 'collector'::text]))),
  constraint family_link_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint family_link_other_id_fkey FOREIGN KEY (other_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint family_link_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint family_link_pays CHECK (((NOT pays) OR (kind = 'guardian'::text))),
  constraint family_link_pkey PRIMARY KEY (link_id)
);
CREATE UNIQUE INDEX family_link_once ON patrons.family_link USING btree (library_id, patron_id, other_id, kind) WHERE (removed_at IS NULL);
CREATE INDEX family_link_other ON patrons.family_link USING btree (other_id);
CREATE INDEX family_link_patron ON patrons.family_link USING btree (patron_id);
CREATE UNIQUE INDEX family_link_payer ON patrons.family_link USING btree (library_id, patron_id) WHERE (pays AND (removed_at IS NULL));
CREATE INDEX family_link_removed ON patrons.family_link USING btree (library_id, removed_at) WHERE (removed_at IS NOT NULL);
alter table patrons.family_link enable row level security;
alter table patrons.family_link force row level security;
create policy finder on patrons.family_link for select to kaft_finder using (true);
create policy owner on patrons.family_link for all to kaft_owner using (true);
create policy scope on patrons.family_link for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.family_link to kaft_app;
grant select on patrons.family_link to kaft_finder;
grant delete, insert, maintain, select, update on patrons.family_link to kaft_jobs;
comment on column patrons.family_link.link_id is 'none';
comment on column patrons.family_link.library_id is 'none';
comment on column patrons.family_link.patron_id is 'pseudonym; functional; P54; row';
comment on column patrons.family_link.other_id is 'pseudonym; functional; P54; row';
comment on column patrons.family_link.kind is 'characteristic; functional; P54; row';
comment on column patrons.family_link.consent is 'none';
comment on column patrons.family_link.made_at is 'none';
comment on column patrons.family_link.made_by is 'staff; administration; P54; row';
comment on column patrons.family_link.removed_at is 'none';
comment on column patrons.family_link.pays is 'characteristic; functional; P54; row';

create table patrons.former_residence (
  former_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  street text,
  postcode text,
  municipality text,
  source jsonb not null,
  replaced_at timestamp with time zone not null,
  constraint former_residence_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint former_residence_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint former_residence_pkey PRIMARY KEY (former_id)
);
CREATE INDEX former_residence_patron ON patrons.former_residence USING btree (patron_id);
alter table patrons.former_residence enable row level security;
alter table patrons.former_residence force row level security;
create policy fusion on patrons.former_residence for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on patrons.former_residence for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on patrons.former_residence for all to kaft_owner using (true);
grant insert, select on patrons.former_residence to kaft_app;
grant delete, insert, maintain, select on patrons.former_residence to kaft_jobs;
grant update (library_id) on patrons.former_residence to kaft_jobs;
grant update (patron_id) on patrons.former_residence to kaft_app;
grant update (patron_id) on patrons.former_residence to kaft_jobs;
comment on column patrons.former_residence.former_id is 'none';
comment on column patrons.former_residence.library_id is 'none';
comment on column patrons.former_residence.patron_id is 'pseudonym; functional; P54; row';
comment on column patrons.former_residence.street is 'contact; functional; P54; row';
comment on column patrons.former_residence.postcode is 'contact; functional; P54; row';
comment on column patrons.former_residence.municipality is 'contact; functional; P54; row';
comment on column patrons.former_residence.source is 'library; administration; P54; row
source.* | library; administration; P54; row';
comment on column patrons.former_residence.replaced_at is 'library; administration; P54; row';

create table patrons.guardian_consent (
  library_id bigint not null,
  patron_id bigint not null,
  given_by text not null,
  relation text not null,
  consent text not null,
  given_at timestamp with time zone not null,
  made_by bigint,
  constraint guardian_consent_consent_check CHECK ((consent = ANY (ARRAY['paper'::text, 'desk'::text, 'online'::text]))),
  constraint guardian_consent_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint guardian_consent_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint guardian_consent_pkey PRIMARY KEY (library_id, patron_id),
  constraint guardian_consent_relation_check CHECK ((relation = ANY (ARRAY['parent'::text, 'guardian'::text])))
);
CREATE INDEX guardian_consent_patron ON patrons.guardian_consent USING btree (patron_id);
alter table patrons.guardian_consent enable row level security;
alter table patrons.guardian_consent force row level security;
create policy finder on patrons.guardian_consent for all to kaft_finder using (true);
create policy owner on patrons.guardian_consent for all to kaft_owner using (true);
create policy reader on patrons.guardian_consent for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy scope on patrons.guardian_consent for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.guardian_consent to kaft_app;
grant select on patrons.guardian_consent to kaft_finder;
grant delete, insert, maintain, select, update on patrons.guardian_consent to kaft_jobs;
grant select on patrons.guardian_consent to kaft_reader;
comment on column patrons.guardian_consent.library_id is 'none';
comment on column patrons.guardian_consent.patron_id is 'pseudonym; functional; P54; row';
comment on column patrons.guardian_consent.given_by is 'identity; functional; P54; row';
comment on column patrons.guardian_consent.relation is 'characteristic; functional; P54; row';
comment on column patrons.guardian_consent.consent is 'none';
comment on column patrons.guardian_consent.given_at is 'library; administration; P54; row';
comment on column patrons.guardian_consent.made_by is 'staff; administration; P54; row';

create table patrons.identity_conflict (
  conflict_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  other_id bigint not null,
  fields text[] not null,
  found_at timestamp with time zone not null,
  outcome text,
  settled_at timestamp with time zone,
  settled_by bigint,
  constraint identity_conflict_check CHECK (((outcome IS NULL) = (settled_at IS NULL))),
  constraint identity_conflict_check1 CHECK ((patron_id <> other_id)),
  constraint identity_conflict_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint identity_conflict_other_id_fkey FOREIGN KEY (other_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint identity_conflict_outcome_check CHECK ((outcome = ANY (ARRAY['same'::text, 'wrong_number'::text]))),
  constraint identity_conflict_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint identity_conflict_pkey PRIMARY KEY (conflict_id)
);
CREATE UNIQUE INDEX identity_conflict_open ON patrons.identity_conflict USING btree (library_id, patron_id, other_id) WHERE (settled_at IS NULL);
CREATE INDEX identity_conflict_other ON patrons.identity_conflict USING btree (other_id);
CREATE INDEX identity_conflict_patron ON patrons.identity_conflict USING btree (patron_id);
CREATE INDEX identity_conflict_waiting ON patrons.identity_conflict USING btree (conflict_id) WHERE (settled_at IS NULL);
alter table patrons.identity_conflict enable row level security;
alter table patrons.identity_conflict force row level security;
create policy finder on patrons.identity_conflict for all to kaft_finder using (true);
create policy owner on patrons.identity_conflict for all to kaft_owner using (true);
grant delete, insert, select, update on patrons.identity_conflict to kaft_finder;
grant maintain on patrons.identity_conflict to kaft_jobs;
comment on column patrons.identity_conflict.conflict_id is 'none';
comment on column patrons.identity_conflict.library_id is 'none';
comment on column patrons.identity_conflict.patron_id is 'pseudonym; identification; P54; row';
comment on column patrons.identity_conflict.other_id is 'pseudonym; identification; P54; row';
comment on column patrons.identity_conflict.fields is 'identity; identification; P54; row';
comment on column patrons.identity_conflict.found_at is 'none';
comment on column patrons.identity_conflict.outcome is 'none';
comment on column patrons.identity_conflict.settled_at is 'none';
comment on column patrons.identity_conflict.settled_by is 'staff; administration; Y2; null';

create table patrons.magda_authorisation (
  authorisation_id bigint generated always as identity not null,
  library_id bigint not null,
  reference text not null,
  dpia text not null,
  fields text[] not null,
  from_on date not null,
  until_on date not null,
  recorded_at timestamp with time zone not null,
  recorded_by bigint,
  ended_at timestamp with time zone,
  constraint magda_authorisation_check CHECK ((until_on >= from_on)),
  constraint magda_authorisation_fields_check CHECK (((cardinality(fields) > 0) AND (fields <@ ARRAY['address'::text, 'death'::text]))),
  constraint magda_authorisation_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint magda_authorisation_pkey PRIMARY KEY (authorisation_id)
);
CREATE UNIQUE INDEX magda_authorisation_current ON patrons.magda_authorisation USING btree (library_id) WHERE (ended_at IS NULL);
alter table patrons.magda_authorisation enable row level security;
alter table patrons.magda_authorisation force row level security;
create policy own on patrons.magda_authorisation for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on patrons.magda_authorisation for all to kaft_owner using (true);
grant insert, select on patrons.magda_authorisation to kaft_app;
grant select on patrons.magda_authorisation to kaft_jobs;
grant update (recorded_by) on patrons.magda_authorisation to kaft_jobs;
grant update (ended_at) on patrons.magda_authorisation to kaft_app;
comment on column patrons.magda_authorisation.authorisation_id is 'none';
comment on column patrons.magda_authorisation.library_id is 'none';
comment on column patrons.magda_authorisation.reference is 'none';
comment on column patrons.magda_authorisation.dpia is 'none';
comment on column patrons.magda_authorisation.fields is 'none';
comment on column patrons.magda_authorisation.from_on is 'none';
comment on column patrons.magda_authorisation.until_on is 'none';
comment on column patrons.magda_authorisation.recorded_at is 'none';
comment on column patrons.magda_authorisation.recorded_by is 'staff; administration; Y10; null';
comment on column patrons.magda_authorisation.ended_at is 'none';

create table patrons.magda_consultation (
  consultation_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  number_index bytea not null,
  staff_id bigint,
  authorisation text not null,
  purpose text not null,
  service text not null,
  reference text not null,
  asked_at timestamp with time zone not null,
  outcome text default 'unanswered'::text not null,
  codes text[] default '{}'::text[] not null,
  replaced boolean default false not null,
  deceased boolean default false not null,
  dropped integer default 0 not null,
  constraint magda_consultation_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint magda_consultation_outcome_check CHECK ((outcome = ANY (ARRAY['unanswered'::text, 'registered'::text, 'same'::text, 'changed'::text, 'protected'::text, 'no_address'::text, 'unknown'::text, 'refused'::text, 'away'::text]))),
  constraint magda_consultation_pkey PRIMARY KEY (consultation_id)
);
CREATE INDEX magda_consultation_asked ON patrons.magda_consultation USING btree (library_id, asked_at);
CREATE INDEX magda_consultation_library ON patrons.magda_consultation USING btree (library_id, consultation_id DESC);
alter table patrons.magda_consultation enable row level security;
alter table patrons.magda_consultation force row level security;
create policy own on patrons.magda_consultation for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on patrons.magda_consultation for all to kaft_owner using (true);
grant insert, select on patrons.magda_consultation to kaft_app;
grant delete, insert, maintain, select on patrons.magda_consultation to kaft_jobs;
grant update (outcome) on patrons.magda_consultation to kaft_app;
grant update (outcome) on patrons.magda_consultation to kaft_jobs;
grant update (codes) on patrons.magda_consultation to kaft_app;
grant update (codes) on patrons.magda_consultation to kaft_jobs;
grant update (replaced) on patrons.magda_consultation to kaft_app;
grant update (replaced) on patrons.magda_consultation to kaft_jobs;
grant update (deceased) on patrons.magda_consultation to kaft_app;
grant update (deceased) on patrons.magda_consultation to kaft_jobs;
grant update (dropped) on patrons.magda_consultation to kaft_app;
grant update (dropped) on patrons.magda_consultation to kaft_jobs;
comment on column patrons.magda_consultation.consultation_id is 'none';
comment on column patrons.magda_consultation.library_id is 'none';
comment on column patrons.magda_consultation.patron_id is 'pseudonym; administration; Y10; row';
comment on column patrons.magda_consultation.number_index is 'national_number; administration; Y10; row';
comment on column patrons.magda_consultation.staff_id is 'staff; administration; Y10; row';
comment on column patrons.magda_consultation.authorisation is 'none';
comment on column patrons.magda_consultation.purpose is 'none';
comment on column patrons.magda_consultation.service is 'none';
comment on column patrons.magda_consultation.reference is 'pseudonym; administration; Y10; row';
comment on column patrons.magda_consultation.asked_at is 'library; administration; Y10; row';
comment on column patrons.magda_consultation.outcome is 'library; administration; Y10; row';
comment on column patrons.magda_consultation.codes is 'library; administration; Y10; row';
comment on column patrons.magda_consultation.replaced is 'library; administration; Y10; row';
comment on column patrons.magda_consultation.deceased is 'library; administration; Y10; row';
comment on column patrons.magda_consultation.dropped is 'none';

create table patrons.membership (
  membership_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  type text not null,
  starts_on date not null,
  ends_on date,
  fee_cents integer not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  fee_because text,
  constraint membership_fee_because_check CHECK ((fee_because = ANY (ARRAY['full'::text, 'free'::text, 'pro_rata'::text, 'cooperation'::text, 'age'::text]))),
  constraint membership_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint membership_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint membership_pkey PRIMARY KEY (membership_id)
);
CREATE INDEX membership_patron ON patrons.membership USING btree (patron_id);
alter table patrons.membership enable row level security;
alter table patrons.membership force row level security;
create policy finder on patrons.membership for all to kaft_finder using (true);
create policy owner on patrons.membership for all to kaft_owner using (true);
create policy reader on patrons.membership for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy scope on patrons.membership for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.membership to kaft_app;
grant select on patrons.membership to kaft_finder;
grant delete, insert, maintain, select, update on patrons.membership to kaft_jobs;
grant select on patrons.membership to kaft_reader;
comment on column patrons.membership.membership_id is 'pseudonym; functional; P54; row';
comment on column patrons.membership.library_id is 'none';
comment on column patrons.membership.patron_id is 'pseudonym; functional; P54; row';
comment on column patrons.membership.type is 'library; functional; P54; row';
comment on column patrons.membership.starts_on is 'library; functional; P54; row';
comment on column patrons.membership.ends_on is 'library; functional; P54; row';
comment on column patrons.membership.fee_cents is 'library; functional; P54; row';
comment on column patrons.membership.made_at is 'library; functional; P54; row';
comment on column patrons.membership.made_by is 'staff; administration; P54; row';
comment on column patrons.membership.fee_because is 'library; functional; P54; row';

create table patrons.merge (
  merge_id bigint generated always as identity not null,
  library_id bigint not null,
  kept_id bigint not null,
  gone_id bigint not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  undo_until date not null,
  ended_at timestamp with time zone,
  ended text,
  moved jsonb not null,
  changed jsonb not null,
  constraint merge_check CHECK (((ended_at IS NULL) = (ended IS NULL))),
  constraint merge_ended_check CHECK ((ended = ANY (ARRAY['undone'::text, 'final'::text]))),
  constraint merge_kept_id_fkey FOREIGN KEY (kept_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint merge_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint merge_pkey PRIMARY KEY (merge_id)
);
CREATE INDEX merge_gone ON patrons.merge USING btree (library_id, gone_id);
CREATE INDEX merge_kept ON patrons.merge USING btree (kept_id);
CREATE INDEX merge_undo ON patrons.merge USING btree (library_id, undo_until) WHERE (ended IS NULL);
alter table patrons.merge enable row level security;
alter table patrons.merge force row level security;
create policy finder on patrons.merge for all to kaft_finder using (true);
create policy owner on patrons.merge for all to kaft_owner using (true);
create policy reader on patrons.merge for select to kaft_reader using ((kept_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy scope on patrons.merge for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.merge to kaft_app;
grant delete, insert, maintain, select, update on patrons.merge to kaft_jobs;
grant select on patrons.merge to kaft_reader;
comment on column patrons.merge.merge_id is 'none';
comment on column patrons.merge.library_id is 'none';
comment on column patrons.merge.kept_id is 'pseudonym; functional; P54; row';
comment on column patrons.merge.gone_id is 'pseudonym; functional; P54; row';
comment on column patrons.merge.made_at is 'library; administration; P54; row';
comment on column patrons.merge.made_by is 'staff; administration; P54; row';
comment on column patrons.merge.undo_until is 'none';
comment on column patrons.merge.ended_at is 'none';
comment on column patrons.merge.ended is 'none';
comment on column patrons.merge.moved is 'pseudonym; functional; until; row
moved.* | pseudonym; functional; until; row';
comment on column patrons.merge.changed is 'contact; functional; until; row
changed.* | contact; functional; until; row';

create table patrons.name_token (
  library_id bigint not null,
  token text collate "C" not null,
  patron_id bigint not null,
  constraint name_token_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint name_token_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint name_token_pkey PRIMARY KEY (library_id, token, patron_id)
);
CREATE INDEX name_token_patron ON patrons.name_token USING btree (patron_id);
alter table patrons.name_token enable row level security;
alter table patrons.name_token force row level security;
create policy finder on patrons.name_token for all to kaft_finder using (true);
create policy owner on patrons.name_token for all to kaft_owner using (true);
create policy scope on patrons.name_token for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session on patrons.name_token for all to kaft_app using ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
grant delete, insert, select, update on patrons.name_token to kaft_app;
grant select on patrons.name_token to kaft_finder;
grant delete, insert, maintain, select, update on patrons.name_token to kaft_jobs;
comment on column patrons.name_token.library_id is 'none';
comment on column patrons.name_token.token is 'identity; identification; P54; row';
comment on column patrons.name_token.patron_id is 'pseudonym; identification; P54; row';

create table patrons.note (
  note_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  text text not null,
  until date not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  shown text default 'desk'::text not null,
  roles text[] default '{}'::text[] not null,
  constraint note_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint note_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint note_pkey PRIMARY KEY (note_id),
  constraint note_roles CHECK (((shown = 'roles'::text) = (cardinality(roles) > 0))),
  constraint note_shown_check CHECK ((shown = ANY (ARRAY['desk'::text, 'page'::text, 'roles'::text])))
);
CREATE INDEX note_patron ON patrons.note USING btree (patron_id);
CREATE INDEX note_until ON patrons.note USING btree (until);
alter table patrons.note enable row level security;
alter table patrons.note force row level security;
create policy finder on patrons.note for all to kaft_finder using (true);
create policy owner on patrons.note for all to kaft_owner using (true);
create policy scope on patrons.note for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.note to kaft_app;
grant insert on patrons.note to kaft_finder;
grant delete, insert, maintain, select, update on patrons.note to kaft_jobs;
comment on column patrons.note.note_id is 'none';
comment on column patrons.note.library_id is 'none';
comment on column patrons.note.patron_id is 'pseudonym; functional; P54; row';
comment on column patrons.note.text is 'note; functional; until; row';
comment on column patrons.note.until is 'none';
comment on column patrons.note.made_at is 'none';
comment on column patrons.note.made_by is 'staff; administration; until; row';
comment on column patrons.note.shown is 'none';
comment on column patrons.note.roles is 'none';

create table patrons.number_leave (
  library_id bigint not null,
  reference text not null,
  from_on date not null,
  until_on date,
  changed_at timestamp with time zone not null,
  changed_by bigint,
  constraint number_leave_check CHECK ((until_on >= from_on)),
  constraint number_leave_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint number_leave_pkey PRIMARY KEY (library_id)
);
alter table patrons.number_leave enable row level security;
alter table patrons.number_leave force row level security;
create policy changed on patrons.number_leave for update to kaft_app using (( SELECT organisation.for_consortium() AS for_consortium)) with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy forgotten on patrons.number_leave for update to kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library))) with check ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy made on patrons.number_leave for insert to kaft_app with check (( SELECT organisation.for_consortium() AS for_consortium));
create policy owner on patrons.number_leave for all to kaft_owner using (true);
create policy seen on patrons.number_leave for select to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_consortium() AS for_consortium)));
grant insert, select, update on patrons.number_leave to kaft_app;
grant select on patrons.number_leave to kaft_jobs;
grant update (changed_by) on patrons.number_leave to kaft_jobs;
comment on column patrons.number_leave.library_id is 'none';
comment on column patrons.number_leave.reference is 'none';
comment on column patrons.number_leave.from_on is 'none';
comment on column patrons.number_leave.until_on is 'none';
comment on column patrons.number_leave.changed_at is 'none';
comment on column patrons.number_leave.changed_by is 'staff; administration; Y10; null';

create table patrons.number_question (
  library_id bigint not null,
  staff_id bigint not null,
  on_day date not null,
  asked integer not null,
  registered integer default 0 not null,
  refused integer default 0 not null,
  window_at timestamp with time zone not null,
  in_window integer not null,
  looked_at timestamp with time zone,
  looked_by bigint,
  constraint number_question_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint number_question_pkey PRIMARY KEY (library_id, staff_id, on_day)
);
CREATE INDEX number_question_day ON patrons.number_question USING btree (library_id, on_day DESC);
alter table patrons.number_question enable row level security;
alter table patrons.number_question force row level security;
create policy own on patrons.number_question for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on patrons.number_question for all to kaft_owner using (true);
grant insert, select, update on patrons.number_question to kaft_app;
grant delete, select on patrons.number_question to kaft_jobs;
comment on column patrons.number_question.library_id is 'none';
comment on column patrons.number_question.staff_id is 'staff; administration; Y2; row';
comment on column patrons.number_question.on_day is 'staff; administration; Y2; row';
comment on column patrons.number_question.asked is 'staff; administration; Y2; row';
comment on column patrons.number_question.registered is 'staff; administration; Y2; row';
comment on column patrons.number_question.refused is 'staff; administration; Y2; row';
comment on column patrons.number_question.window_at is 'staff; administration; Y2; row';
comment on column patrons.number_question.in_window is 'staff; administration; Y2; row';
comment on column patrons.number_question.looked_at is 'none';
comment on column patrons.number_question.looked_by is 'staff; administration; Y2; null';

create table patrons.online_registration (
  library_id bigint not null,
  patron_id bigint not null,
  confirmed_at timestamp with time zone not null,
  remind_on date not null,
  visit_until date not null,
  may_hold boolean not null,
  constraint online_registration_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint online_registration_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint online_registration_pkey PRIMARY KEY (library_id, patron_id)
);
CREATE INDEX online_registration_patron ON patrons.online_registration USING btree (patron_id);
CREATE INDEX online_registration_visit ON patrons.online_registration USING btree (library_id, visit_until);
alter table patrons.online_registration enable row level security;
alter table patrons.online_registration force row level security;
create policy finder on patrons.online_registration for all to kaft_finder using (true);
create policy owner on patrons.online_registration for all to kaft_owner using (true);
create policy reader on patrons.online_registration for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy scope on patrons.online_registration for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.online_registration to kaft_app;
grant delete, maintain, select on patrons.online_registration to kaft_jobs;
grant select on patrons.online_registration to kaft_reader;
grant update (library_id) on patrons.online_registration to kaft_jobs;
comment on column patrons.online_registration.library_id is 'none';
comment on column patrons.online_registration.patron_id is 'pseudonym; identification; P54; row';
comment on column patrons.online_registration.confirmed_at is 'library; administration; P54; row';
comment on column patrons.online_registration.remind_on is 'library; administration; P54; row';
comment on column patrons.online_registration.visit_until is 'library; administration; P54; row';
comment on column patrons.online_registration.may_hold is 'library; functional; P54; row';

create table patrons.online_request (
  request_id bigint generated always as identity not null,
  library_id bigint not null,
  branch_id bigint not null,
  reference uuid not null,
  form jsonb,
  email_folded text,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  tries smallint default 0 not null,
  visit_until date,
  may_hold boolean,
  constraint online_request_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint online_request_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint online_request_library_id_reference_key UNIQUE (library_id, reference),
  constraint online_request_pkey PRIMARY KEY (request_id)
);
CREATE INDEX online_request_email ON patrons.online_request USING btree (library_id, email_folded) WHERE (email_folded IS NOT NULL);
CREATE INDEX online_request_expires ON patrons.online_request USING btree (library_id, expires_at);
alter table patrons.online_request enable row level security;
alter table patrons.online_request force row level security;
create policy finder on patrons.online_request for all to kaft_finder using (true);
create policy own on patrons.online_request for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on patrons.online_request for all to kaft_owner using (true);
grant insert, select, update on patrons.online_request to kaft_app;
grant delete, maintain, select on patrons.online_request to kaft_jobs;
comment on column patrons.online_request.request_id is 'none';
comment on column patrons.online_request.library_id is 'none';
comment on column patrons.online_request.branch_id is 'none';
comment on column patrons.online_request.reference is 'pseudonym; identification; D7; row';
comment on column patrons.online_request.form is 'identity; identification; D7; row
form.* | identity; identification; D7; row';
comment on column patrons.online_request.email_folded is 'contact; identification; D7; row';
comment on column patrons.online_request.made_at is 'none';
comment on column patrons.online_request.expires_at is 'none';
comment on column patrons.online_request.tries is 'none';
comment on column patrons.online_request.visit_until is 'none';
comment on column patrons.online_request.may_hold is 'none';

create table patrons.patron (
  patron_id bigint generated always as identity not null,
  library_id bigint not null,
  person_id bigint,
  family_name text not null,
  given_name text not null,
  birth_on text,
  gender text not null,
  street text,
  postcode text,
  municipality text,
  email text,
  email_folded text generated always as (lower(email)) stored,
  phone text,
  phone_folded text generated always as (regexp_replace(phone, '[^0-9+]'::text, ''::text, 'g'::text)) stored,
  language text not null,
  message_channel text not null,
  keep_history boolean default false not null,
  news boolean default false not null,
  membership_type text not null,
  member_since date not null,
  member_until date,
  statement_version text,
  statement_how text,
  statement_shown_at timestamp with time zone,
  provenance jsonb not null,
  registered_at timestamp with time zone not null,
  registered_by bigint,
  version integer default 1 not null,
  auto_renew boolean,
  contact_checked_on date,
  former_names text[] default '{}'::text[] not null,
  category text,
  social_until date,
  social_proof text,
  end_reason text,
  end_said_on date,
  end_before date,
  deceased boolean generated always as (COALESCE((end_reason = 'deceased'::text), false)) stored not null,
  merged_into bigint,
  magda_asked_at timestamp with time zone,
  magda_until date,
  address_protected boolean default false not null,
  end_events uuid[] default '{}'::uuid[] not null,
  names_version smallint default 1 not null,
  statement_by bigint,
  constraint patron_birth_on_check CHECK ((birth_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'::text)),
  constraint patron_category_check CHECK ((category ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint patron_end CHECK (((end_reason IS NULL) = (end_said_on IS NULL))),
  constraint patron_end_reason_check CHECK ((end_reason = ANY (ARRAY['asked'::text, 'moved'::text, 'deceased'::text, 'unused'::text, 'other'::text]))),
  constraint patron_former_names_check CHECK ((cardinality(former_names) <= 3)),
  constraint patron_gender_check CHECK ((gender = ANY (ARRAY['m'::text, 'f'::text, 'x'::text, 'unknown'::text]))),
  constraint patron_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'fr'::text, 'en'::text, 'de'::text]))),
  constraint patron_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint patron_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint patron_message_channel_check CHECK ((message_channel = ANY (ARRAY['email'::text, 'letter'::text]))),
  constraint patron_person_id_fkey FOREIGN KEY (person_id) REFERENCES patrons.person(person_id) ON DELETE SET NULL,
  constraint patron_pkey PRIMARY KEY (patron_id),
  constraint patron_social CHECK (((social_until IS NULL) = (social_proof IS NULL))),
  constraint patron_social_proof_check CHECK ((social_proof = ANY (ARRAY['uitpas'::text, 'paper'::text]))),
  constraint patron_statement_how_check CHECK ((statement_how = ANY (ARRAY['screen'::text, 'paper'::text, 'message'::text, 'online'::text])))
);
CREATE INDEX patron_birth ON patrons.patron USING btree (library_id, birth_on);
CREATE INDEX patron_deceased ON patrons.patron USING btree (library_id) WHERE deceased;
CREATE INDEX patron_email ON patrons.patron USING btree (library_id, email_folded) WHERE (email_folded IS NOT NULL);
CREATE INDEX patron_ended ON patrons.patron USING btree (library_id, member_until, patron_id) WHERE (member_until IS NOT NULL);
CREATE INDEX patron_magda ON patrons.patron USING btree (library_id, magda_asked_at NULLS FIRST, patron_id) WHERE (person_id IS NOT NULL);
CREATE INDEX patron_magda_until ON patrons.patron USING btree (library_id, magda_until) WHERE (magda_until IS NOT NULL);
CREATE INDEX patron_merged ON patrons.patron USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX patron_names_old ON patrons.patron USING btree (library_id, patron_id) WHERE (names_version < 1);
CREATE INDEX patron_of_library ON patrons.patron USING btree (library_id, patron_id);
CREATE UNIQUE INDEX patron_person ON patrons.patron USING btree (library_id, person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX patron_person_any ON patrons.patron USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX patron_phone ON patrons.patron USING btree (library_id, phone_folded) WHERE (phone_folded IS NOT NULL);
CREATE INDEX patron_statement ON patrons.patron USING btree (library_id, statement_version, patron_id);
alter table patrons.patron enable row level security;
alter table patrons.patron force row level security;
create policy finder on patrons.patron for all to kaft_finder using (true);
create policy owner on patrons.patron for all to kaft_owner using (true);
create policy reader on patrons.patron for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy reader_not_guarding on patrons.patron for update to kaft_reader using (true) with check ((NOT ( SELECT organisation.reader_guards() AS reader_guards)));
create policy scope on patrons.patron for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session on patrons.patron for all to kaft_app using ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
grant delete, insert, select, update on patrons.patron to kaft_app;
grant delete, insert, maintain, select, update on patrons.patron to kaft_jobs;
grant select on patrons.patron to kaft_reader;
grant select (patron_id) on patrons.patron to kaft_finder;
grant select (library_id) on patrons.patron to kaft_finder;
grant select (person_id) on patrons.patron to kaft_finder;
grant update (person_id) on patrons.patron to kaft_finder;
grant select (family_name) on patrons.patron to kaft_finder;
grant select (given_name) on patrons.patron to kaft_finder;
grant select (birth_on) on patrons.patron to kaft_finder;
grant select (municipality) on patrons.patron to kaft_finder;
grant select (email) on patrons.patron to kaft_finder;
grant update (email) on patrons.patron to kaft_reader;
grant select (email_folded) on patrons.patron to kaft_finder;
grant update (phone) on patrons.patron to kaft_reader;
grant update (language) on patrons.patron to kaft_reader;
grant select (message_channel) on patrons.patron to kaft_finder;
grant update (message_channel) on patrons.patron to kaft_reader;
grant update (keep_history) on patrons.patron to kaft_reader;
grant select (news) on patrons.patron to kaft_finder;
grant update (news) on patrons.patron to kaft_finder;
grant update (news) on patrons.patron to kaft_reader;
grant select (membership_type) on patrons.patron to kaft_finder;
grant select (member_until) on patrons.patron to kaft_finder;
grant update (statement_version) on patrons.patron to kaft_reader;
grant update (statement_how) on patrons.patron to kaft_reader;
grant update (statement_shown_at) on patrons.patron to kaft_reader;
grant select (provenance) on patrons.patron to kaft_finder;
grant update (provenance) on patrons.patron to kaft_finder;
grant update (provenance) on patrons.patron to kaft_reader;
grant select (registered_at) on patrons.patron to kaft_finder;
grant select (version) on patrons.patron to kaft_finder;
grant update (version) on patrons.patron to kaft_finder;
grant update (version) on patrons.patron to kaft_reader;
grant update (auto_renew) on patrons.patron to kaft_reader;
grant update (contact_checked_on) on patrons.patron to kaft_reader;
grant select (deceased) on patrons.patron to kaft_finder;
grant select (merged_into) on patrons.patron to kaft_finder;
grant update (statement_by) on patrons.patron to kaft_reader;
comment on column patrons.patron.patron_id is 'pseudonym; functional; P54; row';
comment on column patrons.patron.library_id is 'none';
comment on column patrons.patron.person_id is 'pseudonym; identification; P54; row';
comment on column patrons.patron.family_name is 'identity; identification; P54; row';
comment on column patrons.patron.given_name is 'identity; identification; P54; row';
comment on column patrons.patron.birth_on is 'characteristic; functional; P54; row';
comment on column patrons.patron.gender is 'characteristic; statistics; P54; row';
comment on column patrons.patron.street is 'contact; functional; P54; row';
comment on column patrons.patron.postcode is 'contact; functional; P54; row';
comment on column patrons.patron.municipality is 'contact; functional; P54; row';
comment on column patrons.patron.email is 'contact; functional; P54; row';
comment on column patrons.patron.email_folded is 'contact; functional; P54; row';
comment on column patrons.patron.phone is 'contact; functional; P54; row';
comment on column patrons.patron.phone_folded is 'contact; functional; P54; row';
comment on column patrons.patron.language is 'preference; communication; P54; row';
comment on column patrons.patron.message_channel is 'preference; communication; P54; row';
comment on column patrons.patron.keep_history is 'preference; functional; P54; row';
comment on column patrons.patron.news is 'preference; communication; P54; row';
comment on column patrons.patron.membership_type is 'library; functional; P54; row';
comment on column patrons.patron.member_since is 'library; functional; P54; row';
comment on column patrons.patron.member_until is 'library; functional; P54; row';
comment on column patrons.patron.statement_version is 'library; administration; P54; row';
comment on column patrons.patron.statement_how is 'library; administration; P54; row';
comment on column patrons.patron.statement_shown_at is 'library; administration; P54; row';
comment on column patrons.patron.provenance is 'library; administration; P54; row
provenance.* | library; administration; P54; row';
comment on column patrons.patron.registered_at is 'library; administration; P54; row';
comment on column patrons.patron.registered_by is 'staff; administration; P54; row';
comment on column patrons.patron.version is 'none';
comment on column patrons.patron.auto_renew is 'preference; functional; P54; row';
comment on column patrons.patron.contact_checked_on is 'library; administration; P54; row';
comment on column patrons.patron.former_names is 'identity; identification; P54; row';
comment on column patrons.patron.category is 'characteristic; functional; P54; row';
comment on column patrons.patron.social_until is 'characteristic; functional; P54; row';
comment on column patrons.patron.social_proof is 'characteristic; functional; P54; row';
comment on column patrons.patron.end_reason is 'library; functional; P54; row';
comment on column patrons.patron.end_said_on is 'library; functional; P54; row';
comment on column patrons.patron.end_before is 'library; functional; P54; row';
comment on column patrons.patron.deceased is 'library; functional; P54; row';
comment on column patrons.patron.merged_into is 'pseudonym; functional; P54; row';
comment on column patrons.patron.magda_asked_at is 'library; administration; P54; row';
comment on column patrons.patron.magda_until is 'library; administration; P54; row';
comment on column patrons.patron.address_protected is 'contact; functional; P54; row';
comment on column patrons.patron.end_events is 'pseudonym; functional; P54; row';
comment on column patrons.patron.names_version is 'none';
comment on column patrons.patron.statement_by is 'staff; administration; P54; row';

create table patrons.person (
  person_id bigint generated always as identity not null,
  number_cipher text not null,
  number_index bytea not null,
  made_at timestamp with time zone not null,
  constraint person_number_index_key UNIQUE (number_index),
  constraint person_pkey PRIMARY KEY (person_id)
);
alter table patrons.person enable row level security;
alter table patrons.person force row level security;
create policy finder on patrons.person for all to kaft_finder using (true);
create policy owner on patrons.person for all to kaft_owner using (true);
grant delete, insert, select on patrons.person to kaft_finder;
grant maintain on patrons.person to kaft_jobs;
comment on column patrons.person.person_id is 'pseudonym; identification; P54; row';
comment on column patrons.person.number_cipher is 'national_number; identification; P54; row';
comment on column patrons.person.number_index is 'national_number; identification; P54; row';
comment on column patrons.person.made_at is 'none';

create table patrons.person_list (
  list_id bigint generated always as identity not null,
  library_id bigint not null,
  kind text not null,
  purpose text not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  until date not null,
  constraint person_list_kind_check CHECK ((kind = ANY (ARRAY['ending'::text, 'too_old'::text, 'no_email'::text, 'online'::text, 'call'::text, 'home_round'::text]))),
  constraint person_list_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint person_list_pkey PRIMARY KEY (list_id)
);
CREATE INDEX person_list_until ON patrons.person_list USING btree (library_id, until);
alter table patrons.person_list enable row level security;
alter table patrons.person_list force row level security;
create policy finder on patrons.person_list for all to kaft_finder using (true);
create policy own on patrons.person_list for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on patrons.person_list for all to kaft_owner using (true);
grant delete, insert, select on patrons.person_list to kaft_app;
grant delete, insert, select on patrons.person_list to kaft_jobs;
comment on column patrons.person_list.list_id is 'none';
comment on column patrons.person_list.library_id is 'none';
comment on column patrons.person_list.kind is 'none';
comment on column patrons.person_list.purpose is 'none';
comment on column patrons.person_list.made_at is 'none';
comment on column patrons.person_list.made_by is 'staff; administration; until; row';
comment on column patrons.person_list.until is 'none';

create table patrons.person_list_row (
  library_id bigint not null,
  list_id bigint not null,
  place integer not null,
  patron_id bigint not null,
  constraint person_list_row_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint person_list_row_list_id_fkey FOREIGN KEY (list_id) REFERENCES patrons.person_list(list_id) ON DELETE CASCADE,
  constraint person_list_row_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint person_list_row_pkey PRIMARY KEY (library_id, list_id, place)
);
CREATE INDEX person_list_row_list ON patrons.person_list_row USING btree (list_id);
CREATE INDEX person_list_row_patron ON patrons.person_list_row USING btree (patron_id);
alter table patrons.person_list_row enable row level security;
alter table patrons.person_list_row force row level security;
create policy finder on patrons.person_list_row for all to kaft_finder using (true);
create policy own on patrons.person_list_row for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on patrons.person_list_row for all to kaft_owner using (true);
grant delete, insert, select on patrons.person_list_row to kaft_app;
grant delete, insert, select on patrons.person_list_row to kaft_jobs;
comment on column patrons.person_list_row.library_id is 'none';
comment on column patrons.person_list_row.list_id is 'none';
comment on column patrons.person_list_row.place is 'none';
comment on column patrons.person_list_row.patron_id is 'pseudonym; administration; until; row';

create table patrons.reader_link (
  link_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  reference uuid not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  made_by bigint,
  code_hash text,
  tries smallint default 0 not null,
  by_letter boolean generated always as ((code_hash IS NOT NULL)) stored not null,
  constraint reader_link_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint reader_link_library_id_reference_key UNIQUE (library_id, reference),
  constraint reader_link_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint reader_link_pkey PRIMARY KEY (link_id),
  constraint reader_link_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);
CREATE INDEX reader_link_expires ON patrons.reader_link USING btree (library_id, expires_at);
CREATE INDEX reader_link_patron ON patrons.reader_link USING btree (patron_id);
alter table patrons.reader_link enable row level security;
alter table patrons.reader_link force row level security;
create policy finder on patrons.reader_link for all to kaft_finder using (true);
create policy owner on patrons.reader_link for all to kaft_owner using (true);
create policy scope on patrons.reader_link for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant insert on patrons.reader_link to kaft_app;
grant delete, insert, select, update on patrons.reader_link to kaft_finder;
grant delete, select on patrons.reader_link to kaft_jobs;
grant select (link_id) on patrons.reader_link to kaft_app;
grant select (library_id) on patrons.reader_link to kaft_app;
grant select (patron_id) on patrons.reader_link to kaft_app;
grant select (reference) on patrons.reader_link to kaft_app;
grant select (made_at) on patrons.reader_link to kaft_app;
grant select (expires_at) on patrons.reader_link to kaft_app;
grant select (used_at) on patrons.reader_link to kaft_app;
grant select (made_by) on patrons.reader_link to kaft_app;
grant select (tries) on patrons.reader_link to kaft_app;
grant select (by_letter) on patrons.reader_link to kaft_app;
comment on column patrons.reader_link.link_id is 'none';
comment on column patrons.reader_link.library_id is 'none';
comment on column patrons.reader_link.patron_id is 'pseudonym; identification; D7; row';
comment on column patrons.reader_link.reference is 'pseudonym; identification; D7; row';
comment on column patrons.reader_link.made_at is 'none';
comment on column patrons.reader_link.expires_at is 'none';
comment on column patrons.reader_link.used_at is 'none';
comment on column patrons.reader_link.made_by is 'staff; administration; D7; row';
comment on column patrons.reader_link.code_hash is 'pseudonym; identification; D7; row';
comment on column patrons.reader_link.tries is 'none';
comment on column patrons.reader_link.by_letter is 'none';

create table patrons.reader_login (
  library_id bigint not null,
  patron_id bigint not null,
  password_hash text not null,
  set_at timestamp with time zone not null,
  constraint reader_login_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint reader_login_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint reader_login_pkey PRIMARY KEY (library_id, patron_id)
);
CREATE INDEX reader_login_patron ON patrons.reader_login USING btree (patron_id);
alter table patrons.reader_login enable row level security;
alter table patrons.reader_login force row level security;
create policy finder on patrons.reader_login for all to kaft_finder using (true);
create policy owner on patrons.reader_login for all to kaft_owner using (true);
create policy scope on patrons.reader_login for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete on patrons.reader_login to kaft_app;
grant delete, insert, select, update on patrons.reader_login to kaft_finder;
grant delete, maintain, select on patrons.reader_login to kaft_jobs;
grant select (library_id) on patrons.reader_login to kaft_app;
grant update (library_id) on patrons.reader_login to kaft_jobs;
grant select (patron_id) on patrons.reader_login to kaft_app;
grant update (patron_id) on patrons.reader_login to kaft_app;
grant update (patron_id) on patrons.reader_login to kaft_jobs;
grant select (set_at) on patrons.reader_login to kaft_app;
comment on column patrons.reader_login.library_id is 'none';
comment on column patrons.reader_login.patron_id is 'pseudonym; identification; P54; row';
comment on column patrons.reader_login.password_hash is 'library; identification; P54; row';
comment on column patrons.reader_login.set_at is 'library; identification; P54; row';

create table patrons.reader_rest (
  slot text not null,
  tries smallint not null,
  last_at timestamp with time zone not null,
  until timestamp with time zone,
  constraint reader_rest_pkey PRIMARY KEY (slot)
);
CREATE INDEX reader_rest_last ON patrons.reader_rest USING btree (last_at);
alter table patrons.reader_rest enable row level security;
alter table patrons.reader_rest force row level security;
create policy finder on patrons.reader_rest for all to kaft_finder using (true);
create policy owner on patrons.reader_rest for all to kaft_owner using (true);
grant delete, insert, select, update on patrons.reader_rest to kaft_finder;
comment on column patrons.reader_rest.slot is 'pseudonym; identification; D1; row';
comment on column patrons.reader_rest.tries is 'none';
comment on column patrons.reader_rest.last_at is 'none';
comment on column patrons.reader_rest.until is 'none';

create table patrons.reader_session (
  session_id bigint generated always as identity not null,
  secret_hash bytea not null,
  library_id bigint not null,
  patron_id bigint not null,
  branch_id bigint not null,
  website_id bigint,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  shows_id bigint,
  constraint reader_session_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES organisation.branch(branch_id),
  constraint reader_session_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint reader_session_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint reader_session_pkey PRIMARY KEY (session_id),
  constraint reader_session_secret_hash_key UNIQUE (secret_hash),
  constraint reader_session_shows_id_fkey FOREIGN KEY (shows_id) REFERENCES patrons.patron(patron_id) ON DELETE SET NULL
);
CREATE INDEX reader_session_expires ON patrons.reader_session USING btree (library_id, expires_at);
CREATE INDEX reader_session_patron ON patrons.reader_session USING btree (patron_id);
CREATE INDEX reader_session_shows ON patrons.reader_session USING btree (shows_id) WHERE (shows_id IS NOT NULL);
alter table patrons.reader_session enable row level security;
alter table patrons.reader_session force row level security;
create policy finder on patrons.reader_session for all to kaft_finder using (true);
create policy owner on patrons.reader_session for all to kaft_owner using (true);
create policy reader on patrons.reader_session for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy reader_own on patrons.reader_session for all to kaft_reader using ((patron_id = ( SELECT organisation.reader_owner() AS reader_owner)));
create policy scope on patrons.reader_session for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant delete, insert, select, update on patrons.reader_session to kaft_finder;
grant delete, maintain, select on patrons.reader_session to kaft_jobs;
grant select (session_id) on patrons.reader_session to kaft_app;
grant select (session_id) on patrons.reader_session to kaft_reader;
grant select (library_id) on patrons.reader_session to kaft_app;
grant select (library_id) on patrons.reader_session to kaft_reader;
grant select (patron_id) on patrons.reader_session to kaft_app;
grant select (patron_id) on patrons.reader_session to kaft_reader;
grant select (website_id) on patrons.reader_session to kaft_app;
grant select (website_id) on patrons.reader_session to kaft_reader;
grant select (started_at) on patrons.reader_session to kaft_app;
grant select (started_at) on patrons.reader_session to kaft_reader;
grant select (seen_at) on patrons.reader_session to kaft_app;
grant select (seen_at) on patrons.reader_session to kaft_reader;
grant select (expires_at) on patrons.reader_session to kaft_app;
grant select (expires_at) on patrons.reader_session to kaft_reader;
grant select (ended_at) on patrons.reader_session to kaft_app;
grant update (ended_at) on patrons.reader_session to kaft_app;
grant select (ended_at) on patrons.reader_session to kaft_reader;
grant update (ended_at) on patrons.reader_session to kaft_reader;
comment on column patrons.reader_session.session_id is 'none';
comment on column patrons.reader_session.secret_hash is 'none';
comment on column patrons.reader_session.library_id is 'none';
comment on column patrons.reader_session.patron_id is 'pseudonym; identification; D7; row';
comment on column patrons.reader_session.branch_id is 'none';
comment on column patrons.reader_session.website_id is 'none';
comment on column patrons.reader_session.started_at is 'library; identification; D7; row';
comment on column patrons.reader_session.seen_at is 'library; identification; D7; row';
comment on column patrons.reader_session.expires_at is 'none';
comment on column patrons.reader_session.ended_at is 'none';
comment on column patrons.reader_session.shows_id is 'pseudonym; identification; D7; row';

create table patrons.register_notice (
  notice_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  kind text not null,
  noted_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_by bigint,
  constraint register_notice_kind_check CHECK ((kind = ANY (ARRAY['deceased'::text, 'two_records'::text]))),
  constraint register_notice_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint register_notice_library_id_patron_id_kind_key UNIQUE (library_id, patron_id, kind),
  constraint register_notice_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint register_notice_pkey PRIMARY KEY (notice_id)
);
CREATE INDEX register_notice_open ON patrons.register_notice USING btree (library_id, notice_id) WHERE (closed_at IS NULL);
CREATE INDEX register_notice_patron ON patrons.register_notice USING btree (patron_id);
alter table patrons.register_notice enable row level security;
alter table patrons.register_notice force row level security;
create policy fusion on patrons.register_notice for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on patrons.register_notice for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on patrons.register_notice for all to kaft_owner using (true);
grant insert, select on patrons.register_notice to kaft_app;
grant delete, insert, maintain, select on patrons.register_notice to kaft_jobs;
grant update (library_id) on patrons.register_notice to kaft_jobs;
grant update (patron_id) on patrons.register_notice to kaft_app;
grant update (patron_id) on patrons.register_notice to kaft_jobs;
grant update (closed_at) on patrons.register_notice to kaft_app;
grant update (closed_by) on patrons.register_notice to kaft_app;
comment on column patrons.register_notice.notice_id is 'none';
comment on column patrons.register_notice.library_id is 'none';
comment on column patrons.register_notice.patron_id is 'pseudonym; functional; P54; row';
comment on column patrons.register_notice.kind is 'library; functional; P54; row';
comment on column patrons.register_notice.noted_at is 'library; functional; P54; row';
comment on column patrons.register_notice.closed_at is 'library; functional; P54; row';
comment on column patrons.register_notice.closed_by is 'staff; administration; P54; row';

create table patrons.statement_shown (
  shown_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  version text not null,
  how text not null,
  shown_at timestamp with time zone not null,
  shown_by bigint,
  constraint statement_shown_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint statement_shown_patron_id_fkey FOREIGN KEY (patron_id) REFERENCES patrons.patron(patron_id) ON DELETE CASCADE,
  constraint statement_shown_pkey PRIMARY KEY (shown_id)
);
CREATE INDEX statement_shown_patron ON patrons.statement_shown USING btree (patron_id);
alter table patrons.statement_shown enable row level security;
alter table patrons.statement_shown force row level security;
create policy fusion on patrons.statement_shown for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy owner on patrons.statement_shown for all to kaft_owner using (true);
create policy reader on patrons.statement_shown for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy reader_not_guarding on patrons.statement_shown for all to kaft_reader using ((NOT ( SELECT organisation.reader_guards() AS reader_guards)));
create policy reader_notes on patrons.statement_shown for insert to kaft_reader with check (((patron_id = ( SELECT organisation.reader_patron() AS reader_patron)) AND (how = 'online'::text) AND (shown_by IS NULL)));
create policy scope on patrons.statement_shown for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant insert, select on patrons.statement_shown to kaft_app;
grant insert, maintain, select on patrons.statement_shown to kaft_jobs;
grant select on patrons.statement_shown to kaft_reader;
grant update (library_id) on patrons.statement_shown to kaft_jobs;
grant insert (library_id) on patrons.statement_shown to kaft_reader;
grant update (patron_id) on patrons.statement_shown to kaft_app;
grant insert (patron_id) on patrons.statement_shown to kaft_reader;
grant insert (version) on patrons.statement_shown to kaft_reader;
grant insert (how) on patrons.statement_shown to kaft_reader;
grant insert (shown_at) on patrons.statement_shown to kaft_reader;
grant insert (shown_by) on patrons.statement_shown to kaft_reader;
comment on column patrons.statement_shown.shown_id is 'none';
comment on column patrons.statement_shown.library_id is 'none';
comment on column patrons.statement_shown.patron_id is 'pseudonym; administration; P54; row';
comment on column patrons.statement_shown.version is 'library; administration; P54; row';
comment on column patrons.statement_shown.how is 'library; administration; P54; row';
comment on column patrons.statement_shown.shown_at is 'library; administration; P54; row';
comment on column patrons.statement_shown.shown_by is 'staff; administration; P54; row';

create table privacy.access_log (
  access_id bigint generated always as identity not null,
  library_id bigint not null,
  by_library_id bigint not null,
  at timestamp with time zone not null,
  operation text not null,
  purpose privacy.access_purpose not null,
  outcome privacy.access_outcome not null,
  role text,
  workstation_id bigint,
  staff_id bigint,
  patron_id bigint,
  salt bytea,
  personal_hash bytea not null,
  reason privacy.access_reason,
  help_id bigint,
  constraint access_log_pkey PRIMARY KEY (access_id)
);
CREATE INDEX access_log_help ON privacy.access_log USING btree (help_id, access_id DESC) WHERE (help_id IS NOT NULL);
CREATE INDEX access_log_library ON privacy.access_log USING btree (library_id, access_id DESC);
CREATE INDEX access_log_patron ON privacy.access_log USING btree (patron_id, at DESC) WHERE (patron_id IS NOT NULL);
alter table privacy.access_log enable row level security;
alter table privacy.access_log force row level security;
create policy finder on privacy.access_log for all to kaft_finder using (true);
create policy forgotten on privacy.access_log for update to kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library))) with check ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on privacy.access_log for all to kaft_owner using (true);
create policy reader on privacy.access_log for insert to kaft_reader with check (((patron_id IS NULL) OR (patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[]))));
create policy reader_not_guarding on privacy.access_log for select to kaft_reader using ((NOT ( SELECT organisation.reader_guards() AS reader_guards)));
create policy reader_sees on privacy.access_log for select to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy seen on privacy.access_log for select to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
create policy session_written on privacy.access_log for insert to kaft_app with check ((library_id = ANY (( SELECT s.scope
   FROM organisation.own_session s)::bigint[])));
create policy written on privacy.access_log for insert to kaft_jobs with check ((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])));
grant insert, select on privacy.access_log to kaft_app;
grant insert, select on privacy.access_log to kaft_finder;
grant insert, select on privacy.access_log to kaft_jobs;
grant insert on privacy.access_log to kaft_reader;
grant select (access_id) on privacy.access_log to kaft_reader;
grant select (by_library_id) on privacy.access_log to kaft_reader;
grant select (at) on privacy.access_log to kaft_reader;
grant select (purpose) on privacy.access_log to kaft_reader;
grant select (outcome) on privacy.access_log to kaft_reader;
grant select (role) on privacy.access_log to kaft_reader;
grant update (staff_id) on privacy.access_log to kaft_jobs;
grant update (patron_id) on privacy.access_log to kaft_jobs;
grant select (patron_id) on privacy.access_log to kaft_reader;
grant update (salt) on privacy.access_log to kaft_jobs;
grant select (reason) on privacy.access_log to kaft_reader;
grant select (help_id) on privacy.access_log to kaft_reader;
comment on column privacy.access_log.access_id is 'none';
comment on column privacy.access_log.library_id is 'none';
comment on column privacy.access_log.by_library_id is 'none';
comment on column privacy.access_log.at is 'none';
comment on column privacy.access_log.operation is 'none';
comment on column privacy.access_log.purpose is 'none';
comment on column privacy.access_log.outcome is 'none';
comment on column privacy.access_log.role is 'none';
comment on column privacy.access_log.workstation_id is 'none';
comment on column privacy.access_log.staff_id is 'staff; administration; Y2; null';
comment on column privacy.access_log.patron_id is 'pseudonym; administration; Y2; null';
comment on column privacy.access_log.salt is 'pseudonym; administration; Y2; null';
comment on column privacy.access_log.personal_hash is 'none';
comment on column privacy.access_log.reason is 'none';
comment on column privacy.access_log.help_id is 'none';

create table privacy.announcement (
  announcement_id bigint generated always as identity not null,
  library_id bigint not null,
  version text not null,
  letters boolean not null,
  asked_at timestamp with time zone not null,
  after_id bigint default 0 not null,
  told integer default 0 not null,
  done_at timestamp with time zone,
  constraint announcement_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint announcement_library_id_version_key UNIQUE (library_id, version),
  constraint announcement_pkey PRIMARY KEY (announcement_id),
  constraint announcement_version_fkey FOREIGN KEY (version) REFERENCES privacy.statement(version)
);
CREATE INDEX announcement_open ON privacy.announcement USING btree (library_id) WHERE (done_at IS NULL);
alter table privacy.announcement enable row level security;
alter table privacy.announcement force row level security;
create policy finder on privacy.announcement for all to kaft_finder using (true);
create policy own on privacy.announcement for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.announcement for all to kaft_owner using (true);
grant insert, select on privacy.announcement to kaft_app;
grant select on privacy.announcement to kaft_finder;
grant select, update on privacy.announcement to kaft_jobs;
comment on column privacy.announcement.announcement_id is 'none';
comment on column privacy.announcement.library_id is 'none';
comment on column privacy.announcement.version is 'none';
comment on column privacy.announcement.letters is 'none';
comment on column privacy.announcement.asked_at is 'none';
comment on column privacy.announcement.after_id is 'none';
comment on column privacy.announcement.told is 'none';
comment on column privacy.announcement.done_at is 'none';

create table privacy.breach (
  breach_id bigint generated always as identity not null,
  library_id bigint not null,
  found_by text not null,
  happened_at timestamp with time zone,
  known_at timestamp with time zone not null,
  nature text not null,
  categories text[] default '{}'::text[] not null,
  people integer,
  records integer,
  risk text,
  consequences text default ''::text not null,
  measures text default ''::text not null,
  letter text,
  decision text,
  decision_why text,
  decided_at timestamp with time zone,
  decided_by bigint,
  notified_at timestamp with time zone,
  notified_to text[] default '{}'::text[] not null,
  late_why text,
  closed_at timestamp with time zone,
  made_at timestamp with time zone not null,
  made_by bigint,
  version integer default 1 not null,
  tell_at timestamp with time zone,
  constraint breach_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint breach_check1 CHECK (((notified_at IS NULL) OR (notified_at <= (known_at + '72:00:00'::interval)) OR (late_why IS NOT NULL))),
  constraint breach_decision_check CHECK ((decision = ANY (ARRAY['notify'::text, 'not'::text]))),
  constraint breach_found_by_check CHECK ((found_by = ANY (ARRAY['library'::text, 'supplier'::text, 'dpo'::text]))),
  constraint breach_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint breach_pkey PRIMARY KEY (breach_id),
  constraint breach_risk_check CHECK ((risk = ANY (ARRAY['none'::text, 'some'::text, 'high'::text])))
);
CREATE INDEX breach_library ON privacy.breach USING btree (library_id, breach_id DESC);
CREATE INDEX breach_tell ON privacy.breach USING btree (library_id) WHERE (tell_at IS NOT NULL);
alter table privacy.breach enable row level security;
alter table privacy.breach force row level security;
create policy finder on privacy.breach for select to kaft_finder using (true);
create policy own on privacy.breach for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.breach for all to kaft_owner using (true);
create policy told on privacy.breach for select to kaft_app, kaft_jobs using ((breach_id IN ( SELECT p.breach_id
   FROM privacy.breach_person p
  WHERE (p.library_id = ( SELECT organisation.own_library() AS own_library)))));
grant insert, select, update on privacy.breach to kaft_app;
grant delete, insert, select, update on privacy.breach to kaft_jobs;
grant select (breach_id) on privacy.breach to kaft_finder;
grant select (library_id) on privacy.breach to kaft_finder;
grant select (tell_at) on privacy.breach to kaft_finder;
comment on column privacy.breach.breach_id is 'none';
comment on column privacy.breach.library_id is 'none';
comment on column privacy.breach.found_by is 'none';
comment on column privacy.breach.happened_at is 'none';
comment on column privacy.breach.known_at is 'none';
comment on column privacy.breach.nature is 'none';
comment on column privacy.breach.categories is 'none';
comment on column privacy.breach.people is 'none';
comment on column privacy.breach.records is 'none';
comment on column privacy.breach.risk is 'none';
comment on column privacy.breach.consequences is 'none';
comment on column privacy.breach.measures is 'none';
comment on column privacy.breach.letter is 'none';
comment on column privacy.breach.decision is 'none';
comment on column privacy.breach.decision_why is 'none';
comment on column privacy.breach.decided_at is 'none';
comment on column privacy.breach.decided_by is 'staff; administration; Y10; null';
comment on column privacy.breach.notified_at is 'none';
comment on column privacy.breach.notified_to is 'none';
comment on column privacy.breach.late_why is 'none';
comment on column privacy.breach.closed_at is 'none';
comment on column privacy.breach.made_at is 'none';
comment on column privacy.breach.made_by is 'staff; administration; Y10; null';
comment on column privacy.breach.version is 'none';
comment on column privacy.breach.tell_at is 'none';

create table privacy.breach_person (
  library_id bigint not null,
  breach_id bigint not null,
  patron_id bigint not null,
  why text not null,
  told_at timestamp with time zone,
  constraint breach_person_breach_id_fkey FOREIGN KEY (breach_id) REFERENCES privacy.breach(breach_id) ON DELETE CASCADE,
  constraint breach_person_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint breach_person_pkey PRIMARY KEY (library_id, breach_id, patron_id),
  constraint breach_person_why_check CHECK ((why = ANY (ARRAY['log'::text, 'hand'::text])))
);
CREATE INDEX breach_person_breach ON privacy.breach_person USING btree (breach_id);
CREATE INDEX breach_person_patron ON privacy.breach_person USING btree (patron_id);
alter table privacy.breach_person enable row level security;
alter table privacy.breach_person force row level security;
create policy own on privacy.breach_person for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.breach_person for all to kaft_owner using (true);
grant insert, select, update on privacy.breach_person to kaft_app;
grant delete, insert, select, update on privacy.breach_person to kaft_jobs;
comment on column privacy.breach_person.library_id is 'none';
comment on column privacy.breach_person.breach_id is 'none';
comment on column privacy.breach_person.patron_id is 'pseudonym; administration; Y2; row';
comment on column privacy.breach_person.why is 'none';
comment on column privacy.breach_person.told_at is 'none';

create table privacy.case_file (
  file_id bigint generated always as identity not null,
  library_id bigint not null,
  case_id bigint not null,
  kind text not null,
  name text not null,
  mime text not null,
  cipher text not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  until date not null,
  fetched integer default 0 not null,
  constraint case_file_case_id_fkey FOREIGN KEY (case_id) REFERENCES privacy.rights_case(case_id) ON DELETE CASCADE,
  constraint case_file_kind_check CHECK ((kind = ANY (ARRAY['identity_copy'::text, 'report'::text, 'portability'::text, 'csv'::text]))),
  constraint case_file_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint case_file_pkey PRIMARY KEY (file_id)
);
CREATE INDEX case_file_case ON privacy.case_file USING btree (case_id);
CREATE INDEX case_file_until ON privacy.case_file USING btree (library_id, until);
alter table privacy.case_file enable row level security;
alter table privacy.case_file force row level security;
create policy finder on privacy.case_file for all to kaft_finder using (true);
create policy fusion on privacy.case_file for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on privacy.case_file for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.case_file for all to kaft_owner using (true);
create policy reader_fetches on privacy.case_file for update to kaft_reader using (((kind <> 'identity_copy'::text) AND (case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE (c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron))))));
create policy reader_sees on privacy.case_file for select to kaft_reader using (((kind <> 'identity_copy'::text) AND (case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE (c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron))))));
grant delete, insert, select on privacy.case_file to kaft_app;
grant delete, insert, maintain, select on privacy.case_file to kaft_jobs;
grant select (file_id) on privacy.case_file to kaft_reader;
grant update (library_id) on privacy.case_file to kaft_jobs;
grant select (case_id) on privacy.case_file to kaft_reader;
grant select (kind) on privacy.case_file to kaft_reader;
grant select (name) on privacy.case_file to kaft_reader;
grant select (mime) on privacy.case_file to kaft_reader;
grant select (cipher) on privacy.case_file to kaft_reader;
grant select (until) on privacy.case_file to kaft_reader;
grant update (fetched) on privacy.case_file to kaft_app;
grant select (fetched) on privacy.case_file to kaft_reader;
grant update (fetched) on privacy.case_file to kaft_reader;
comment on column privacy.case_file.file_id is 'none';
comment on column privacy.case_file.library_id is 'none';
comment on column privacy.case_file.case_id is 'pseudonym; administration; until; row';
comment on column privacy.case_file.kind is 'none';
comment on column privacy.case_file.name is 'none';
comment on column privacy.case_file.mime is 'none';
comment on column privacy.case_file.cipher is 'identity; identification; until; row';
comment on column privacy.case_file.made_at is 'none';
comment on column privacy.case_file.made_by is 'staff; administration; until; row';
comment on column privacy.case_file.until is 'none';
comment on column privacy.case_file.fetched is 'none';

create table privacy.case_item (
  item_id bigint generated always as identity not null,
  library_id bigint not null,
  case_id bigint not null,
  field text not null,
  wish text not null,
  did text,
  did_at timestamp with time zone,
  did_by bigint,
  constraint case_item_case_id_fkey FOREIGN KEY (case_id) REFERENCES privacy.rights_case(case_id) ON DELETE CASCADE,
  constraint case_item_did_check CHECK ((did = ANY (ARRAY['done'::text, 'refused'::text]))),
  constraint case_item_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint case_item_pkey PRIMARY KEY (item_id)
);
CREATE INDEX case_item_case ON privacy.case_item USING btree (case_id);
alter table privacy.case_item enable row level security;
alter table privacy.case_item force row level security;
create policy finder on privacy.case_item for all to kaft_finder using (true);
create policy fusion on privacy.case_item for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on privacy.case_item for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.case_item for all to kaft_owner using (true);
create policy reader_begins on privacy.case_item for insert to kaft_reader with check (((did IS NULL) AND (case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE ((c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron)) AND (c.decision IS NULL) AND (c.closed_at IS NULL))))));
create policy reader_sees on privacy.case_item for select to kaft_reader using ((case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE (c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron)))));
grant insert, select, update on privacy.case_item to kaft_app;
grant delete, insert, maintain, select, update on privacy.case_item to kaft_jobs;
grant select (item_id) on privacy.case_item to kaft_reader;
grant insert (library_id) on privacy.case_item to kaft_reader;
grant insert (case_id) on privacy.case_item to kaft_reader;
grant select (case_id) on privacy.case_item to kaft_reader;
grant insert (field) on privacy.case_item to kaft_reader;
grant select (field) on privacy.case_item to kaft_reader;
grant insert (wish) on privacy.case_item to kaft_reader;
grant select (wish) on privacy.case_item to kaft_reader;
grant select (did) on privacy.case_item to kaft_reader;
comment on column privacy.case_item.item_id is 'none';
comment on column privacy.case_item.library_id is 'none';
comment on column privacy.case_item.case_id is 'pseudonym; administration; Y2; row';
comment on column privacy.case_item.field is 'none';
comment on column privacy.case_item.wish is 'contact; administration; Y2; row';
comment on column privacy.case_item.did is 'none';
comment on column privacy.case_item.did_at is 'none';
comment on column privacy.case_item.did_by is 'staff; administration; Y2; row';

create table privacy.case_letter (
  letter_id bigint generated always as identity not null,
  library_id bigint not null,
  case_id bigint not null,
  kind text not null,
  subject text not null,
  body text not null,
  made_at timestamp with time zone not null,
  made_by bigint,
  constraint case_letter_case_id_fkey FOREIGN KEY (case_id) REFERENCES privacy.rights_case(case_id) ON DELETE CASCADE,
  constraint case_letter_kind_check CHECK ((kind = ANY (ARRAY['received'::text, 'identity'::text, 'extension'::text, 'decision'::text, 'lifting'::text]))),
  constraint case_letter_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint case_letter_pkey PRIMARY KEY (letter_id)
);
CREATE INDEX case_letter_case ON privacy.case_letter USING btree (case_id);
alter table privacy.case_letter enable row level security;
alter table privacy.case_letter force row level security;
create policy finder on privacy.case_letter for all to kaft_finder using (true);
create policy fusion on privacy.case_letter for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on privacy.case_letter for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.case_letter for all to kaft_owner using (true);
create policy reader_begins on privacy.case_letter for insert to kaft_reader with check (((kind = 'received'::text) AND (made_by IS NULL) AND (case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE ((c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron)) AND (c.decision IS NULL) AND (c.closed_at IS NULL))))));
create policy reader_sees on privacy.case_letter for select to kaft_reader using ((case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE (c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron)))));
grant insert, select on privacy.case_letter to kaft_app;
grant delete, insert, maintain, select on privacy.case_letter to kaft_jobs;
grant select (letter_id) on privacy.case_letter to kaft_reader;
grant update (library_id) on privacy.case_letter to kaft_jobs;
grant insert (library_id) on privacy.case_letter to kaft_reader;
grant insert (case_id) on privacy.case_letter to kaft_reader;
grant select (case_id) on privacy.case_letter to kaft_reader;
grant insert (kind) on privacy.case_letter to kaft_reader;
grant select (kind) on privacy.case_letter to kaft_reader;
grant insert (subject) on privacy.case_letter to kaft_reader;
grant select (subject) on privacy.case_letter to kaft_reader;
grant update (body) on privacy.case_letter to kaft_app;
grant insert (body) on privacy.case_letter to kaft_reader;
grant select (body) on privacy.case_letter to kaft_reader;
grant insert (made_at) on privacy.case_letter to kaft_reader;
grant select (made_at) on privacy.case_letter to kaft_reader;
grant insert (made_by) on privacy.case_letter to kaft_reader;
comment on column privacy.case_letter.letter_id is 'none';
comment on column privacy.case_letter.library_id is 'none';
comment on column privacy.case_letter.case_id is 'pseudonym; administration; Y2; row';
comment on column privacy.case_letter.kind is 'none';
comment on column privacy.case_letter.subject is 'none';
comment on column privacy.case_letter.body is 'note; administration; Y2; row';
comment on column privacy.case_letter.made_at is 'none';
comment on column privacy.case_letter.made_by is 'staff; administration; Y2; row';

create table privacy.case_notice (
  notice_id bigint generated always as identity not null,
  library_id bigint not null,
  case_id bigint not null,
  recipient text not null,
  why text not null,
  told_at timestamp with time zone,
  told_by bigint,
  impossible text,
  constraint case_notice_case_id_fkey FOREIGN KEY (case_id) REFERENCES privacy.rights_case(case_id) ON DELETE CASCADE,
  constraint case_notice_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint case_notice_pkey PRIMARY KEY (notice_id)
);
CREATE INDEX case_notice_case ON privacy.case_notice USING btree (case_id);
alter table privacy.case_notice enable row level security;
alter table privacy.case_notice force row level security;
create policy finder on privacy.case_notice for all to kaft_finder using (true);
create policy fusion on privacy.case_notice for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on privacy.case_notice for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.case_notice for all to kaft_owner using (true);
create policy reader_sees on privacy.case_notice for select to kaft_reader using ((case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE (c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron)))));
grant insert, select, update on privacy.case_notice to kaft_app;
grant delete, insert, maintain, select, update on privacy.case_notice to kaft_jobs;
grant select (notice_id) on privacy.case_notice to kaft_reader;
grant select (case_id) on privacy.case_notice to kaft_reader;
grant select (recipient) on privacy.case_notice to kaft_reader;
grant select (why) on privacy.case_notice to kaft_reader;
grant select (told_at) on privacy.case_notice to kaft_reader;
grant select (impossible) on privacy.case_notice to kaft_reader;
comment on column privacy.case_notice.notice_id is 'none';
comment on column privacy.case_notice.library_id is 'none';
comment on column privacy.case_notice.case_id is 'pseudonym; administration; Y2; row';
comment on column privacy.case_notice.recipient is 'none';
comment on column privacy.case_notice.why is 'none';
comment on column privacy.case_notice.told_at is 'none';
comment on column privacy.case_notice.told_by is 'staff; administration; Y2; row';
comment on column privacy.case_notice.impossible is 'note; administration; Y2; row';

create table privacy.case_task (
  task_id bigint generated always as identity not null,
  library_id bigint not null,
  case_id bigint not null,
  kind text not null,
  made_at timestamp with time zone not null,
  done_at timestamp with time zone,
  attempts integer default 0 not null,
  constraint case_task_case_id_fkey FOREIGN KEY (case_id) REFERENCES privacy.rights_case(case_id) ON DELETE CASCADE,
  constraint case_task_kind_check CHECK ((kind = ANY (ARRAY['files'::text, 'stop_news'::text]))),
  constraint case_task_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint case_task_pkey PRIMARY KEY (task_id)
);
CREATE INDEX case_task_case ON privacy.case_task USING btree (case_id);
CREATE INDEX case_task_open ON privacy.case_task USING btree (library_id, task_id) WHERE (done_at IS NULL);
alter table privacy.case_task enable row level security;
alter table privacy.case_task force row level security;
create policy finder on privacy.case_task for all to kaft_finder using (true);
create policy fusion on privacy.case_task for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on privacy.case_task for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.case_task for all to kaft_owner using (true);
create policy reader_begins on privacy.case_task for insert to kaft_reader with check (((kind = ANY (ARRAY['files'::text, 'stop_news'::text])) AND (case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE ((c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron)) AND (c.decision IS NULL) AND (c.closed_at IS NULL))))));
create policy reader_sees on privacy.case_task for select to kaft_reader using ((case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE (c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron)))));
grant insert, select on privacy.case_task to kaft_app;
grant select on privacy.case_task to kaft_finder;
grant delete, insert, select on privacy.case_task to kaft_jobs;
grant select (task_id) on privacy.case_task to kaft_reader;
grant update (library_id) on privacy.case_task to kaft_jobs;
grant insert (library_id) on privacy.case_task to kaft_reader;
grant insert (case_id) on privacy.case_task to kaft_reader;
grant select (case_id) on privacy.case_task to kaft_reader;
grant insert (kind) on privacy.case_task to kaft_reader;
grant insert (made_at) on privacy.case_task to kaft_reader;
grant update (done_at) on privacy.case_task to kaft_jobs;
grant select (done_at) on privacy.case_task to kaft_reader;
grant update (attempts) on privacy.case_task to kaft_jobs;
comment on column privacy.case_task.task_id is 'none';
comment on column privacy.case_task.library_id is 'none';
comment on column privacy.case_task.case_id is 'pseudonym; administration; Y2; row';
comment on column privacy.case_task.kind is 'none';
comment on column privacy.case_task.made_at is 'none';
comment on column privacy.case_task.done_at is 'none';
comment on column privacy.case_task.attempts is 'none';

create table privacy.certificate (
  certificate_id bigint generated always as identity not null,
  library_id bigint not null,
  at timestamp with time zone not null,
  because text not null,
  parts text[] not null,
  people integer not null,
  rows jsonb not null,
  hash bytea not null,
  constraint certificate_because_check CHECK ((because = ANY (ARRAY['term'::text, 'request'::text, 'replay'::text, 'leaving'::text, 'left'::text]))),
  constraint certificate_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint certificate_people_check CHECK ((people >= 0)),
  constraint certificate_pkey PRIMARY KEY (certificate_id)
);
CREATE INDEX certificate_library ON privacy.certificate USING btree (library_id, certificate_id DESC);
alter table privacy.certificate enable row level security;
alter table privacy.certificate force row level security;
create policy finder on privacy.certificate for select to kaft_finder using (true);
create policy left_behind on privacy.certificate for select to kaft_app using (((because = 'left'::text) AND ( SELECT organisation.for_consortium() AS for_consortium)));
create policy own on privacy.certificate for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on privacy.certificate for all to kaft_owner using (true);
grant select on privacy.certificate to kaft_app;
grant select on privacy.certificate to kaft_finder;
grant insert, select on privacy.certificate to kaft_jobs;
comment on column privacy.certificate.certificate_id is 'none';
comment on column privacy.certificate.library_id is 'none';
comment on column privacy.certificate.at is 'none';
comment on column privacy.certificate.because is 'none';
comment on column privacy.certificate.parts is 'none';
comment on column privacy.certificate.people is 'none';
comment on column privacy.certificate.rows is 'none
rows.* | none';
comment on column privacy.certificate.hash is 'none';

create table privacy.controller (
  one boolean default true not null,
  name text not null,
  address text not null,
  enterprise_number text not null,
  dpo_name text not null,
  dpo_email text not null,
  vtc_url text not null,
  gba_url text not null,
  changed_at timestamp with time zone not null,
  constraint controller_one_check CHECK (one),
  constraint controller_pkey PRIMARY KEY (one)
);
alter table privacy.controller enable row level security;
alter table privacy.controller force row level security;
create policy changed on privacy.controller for update to kaft_app using (( SELECT organisation.for_privacy() AS for_privacy)) with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy made on privacy.controller for insert to kaft_app with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy owner on privacy.controller for all to kaft_owner using (true);
create policy reader on privacy.controller for select to kaft_reader using (true);
create policy seen on privacy.controller for select to kaft_app, kaft_jobs using (true);
grant insert, select, update on privacy.controller to kaft_app;
grant select on privacy.controller to kaft_jobs;
grant select on privacy.controller to kaft_reader;
comment on column privacy.controller.one is 'none';
comment on column privacy.controller.name is 'none';
comment on column privacy.controller.address is 'none';
comment on column privacy.controller.enterprise_number is 'none';
comment on column privacy.controller.dpo_name is 'none';
comment on column privacy.controller.dpo_email is 'none';
comment on column privacy.controller.vtc_url is 'none';
comment on column privacy.controller.gba_url is 'none';
comment on column privacy.controller.changed_at is 'none';

create table privacy.coupling (
  coupling text not null,
  name text not null,
  recipient text not null,
  owner text not null,
  purpose text not null,
  basis text not null,
  fields text[] not null,
  reference text default ''::text not null,
  ends_on date,
  dpia_needed boolean not null,
  dpia text,
  in_eu boolean default true not null,
  approved_at timestamp with time zone,
  active boolean default false not null,
  active_since timestamp with time zone,
  changed_at timestamp with time zone not null,
  constraint coupling_basis_check CHECK ((basis = ANY (ARRAY['a'::text, 'b'::text, 'c'::text, 'd'::text, 'e'::text, 'f'::text]))),
  constraint coupling_check CHECK (((NOT active) OR (approved_at IS NOT NULL))),
  constraint coupling_check1 CHECK (((approved_at IS NULL) OR (NOT dpia_needed) OR (dpia IS NOT NULL))),
  constraint coupling_in_eu_check CHECK (in_eu),
  constraint coupling_pkey PRIMARY KEY (coupling),
  constraint coupling_purpose_check CHECK ((purpose = ANY (ARRAY['identification'::text, 'functional'::text, 'exchange'::text, 'administration'::text, 'statistics'::text, 'communication'::text])))
);
alter table privacy.coupling enable row level security;
alter table privacy.coupling force row level security;
create policy changed on privacy.coupling for update to kaft_app using (( SELECT organisation.for_privacy() AS for_privacy)) with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy finder on privacy.coupling for all to kaft_finder using (true);
create policy made on privacy.coupling for insert to kaft_app with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy owner on privacy.coupling for all to kaft_owner using (true);
create policy seen on privacy.coupling for select to kaft_app, kaft_jobs using (true);
grant insert, select, update on privacy.coupling to kaft_app;
grant select on privacy.coupling to kaft_finder;
grant select on privacy.coupling to kaft_jobs;
comment on column privacy.coupling.coupling is 'none';
comment on column privacy.coupling.name is 'none';
comment on column privacy.coupling.recipient is 'none';
comment on column privacy.coupling.owner is 'none';
comment on column privacy.coupling.purpose is 'none';
comment on column privacy.coupling.basis is 'none';
comment on column privacy.coupling.fields is 'none';
comment on column privacy.coupling.reference is 'none';
comment on column privacy.coupling.ends_on is 'none';
comment on column privacy.coupling.dpia_needed is 'none';
comment on column privacy.coupling.dpia is 'none';
comment on column privacy.coupling.in_eu is 'none';
comment on column privacy.coupling.approved_at is 'none';
comment on column privacy.coupling.active is 'none';
comment on column privacy.coupling.active_since is 'none';
comment on column privacy.coupling.changed_at is 'none';

create table privacy.erased (
  erased_id bigint generated always as identity not null,
  library_id bigint not null,
  mark text not null,
  parts text[] not null,
  at timestamp with time zone not null,
  constraint erased_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint erased_pkey PRIMARY KEY (erased_id)
);
CREATE INDEX erased_at ON privacy.erased USING btree (library_id, at);
CREATE INDEX erased_mark ON privacy.erased USING btree (library_id, mark);
alter table privacy.erased enable row level security;
alter table privacy.erased force row level security;
create policy own on privacy.erased for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on privacy.erased for all to kaft_owner using (true);
grant delete, insert, select on privacy.erased to kaft_jobs;
comment on column privacy.erased.erased_id is 'none';
comment on column privacy.erased.library_id is 'none';
comment on column privacy.erased.mark is 'pseudonym; administration; Y2; row';
comment on column privacy.erased.parts is 'pseudonym; administration; Y2; row';
comment on column privacy.erased.at is 'none';

create table privacy.erasure (
  erasure_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint,
  parts text[] not null,
  state text default 'asked'::text not null,
  asked_at timestamp with time zone not null,
  asked_by bigint,
  ended_at timestamp with time zone,
  blocks jsonb default '[]'::jsonb not null,
  certificate_id bigint,
  constraint erasure_check CHECK (((state = 'asked'::text) = (ended_at IS NULL))),
  constraint erasure_check1 CHECK (((state = 'done'::text) OR (patron_id IS NOT NULL))),
  constraint erasure_check2 CHECK (((state = 'done'::text) = (certificate_id IS NOT NULL))),
  constraint erasure_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint erasure_parts_check CHECK (((cardinality(parts) > 0) AND (parts <@ ARRAY['everything'::text, 'history'::text, 'messages'::text, 'contact'::text, 'national_number'::text, 'notes'::text, 'preferences'::text]))),
  constraint erasure_pkey PRIMARY KEY (erasure_id),
  constraint erasure_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'done'::text, 'blocked'::text])))
);
CREATE INDEX erasure_patron ON privacy.erasure USING btree (patron_id) WHERE (patron_id IS NOT NULL);
CREATE INDEX erasure_waiting ON privacy.erasure USING btree (library_id, erasure_id) WHERE (state = 'asked'::text);
alter table privacy.erasure enable row level security;
alter table privacy.erasure force row level security;
create policy central on privacy.erasure for all to kaft_app using (( SELECT organisation.for_privacy() AS for_privacy));
create policy fusion on privacy.erasure for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on privacy.erasure for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on privacy.erasure for all to kaft_owner using (true);
grant insert, select on privacy.erasure to kaft_app;
grant delete, maintain, select, update on privacy.erasure to kaft_jobs;
comment on column privacy.erasure.erasure_id is 'none';
comment on column privacy.erasure.library_id is 'none';
comment on column privacy.erasure.patron_id is 'pseudonym; administration; P54; null';
comment on column privacy.erasure.parts is 'none';
comment on column privacy.erasure.state is 'none';
comment on column privacy.erasure.asked_at is 'none';
comment on column privacy.erasure.asked_by is 'staff; administration; Y10; null';
comment on column privacy.erasure.ended_at is 'none';
comment on column privacy.erasure.blocks is 'library; administration; P54; null
blocks.* | library; administration; P54; null';
comment on column privacy.erasure.certificate_id is 'none';

create table privacy.log_cursor (
  library_id bigint not null,
  access_id bigint not null,
  constraint log_cursor_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint log_cursor_pkey PRIMARY KEY (library_id)
);
grant insert, select, update on privacy.log_cursor to kaft_jobs;
comment on column privacy.log_cursor.library_id is 'none';
comment on column privacy.log_cursor.access_id is 'none';

create table privacy.measure (
  measure text not null,
  area text not null,
  says text not null,
  owner text not null,
  review_on date not null,
  changed_at timestamp with time zone not null,
  term_months integer default 12 not null,
  constraint measure_area_check CHECK ((area = ANY (ARRAY['policy'::text, 'risk'::text, 'organisation'::text, 'awareness'::text, 'assets'::text, 'physical'::text, 'network'::text, 'access'::text, 'logging'::text, 'development'::text, 'suppliers'::text, 'incidents'::text, 'continuity'::text, 'compliance'::text]))),
  constraint measure_pkey PRIMARY KEY (measure),
  constraint measure_term_months_check CHECK (((term_months >= 1) AND (term_months <= 60)))
);
alter table privacy.measure enable row level security;
alter table privacy.measure force row level security;
create policy changed on privacy.measure for update to kaft_app using (( SELECT organisation.for_privacy() AS for_privacy)) with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy made on privacy.measure for insert to kaft_app with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy owner on privacy.measure for all to kaft_owner using (true);
create policy seen on privacy.measure for select to kaft_app, kaft_jobs using (true);
grant insert, select, update on privacy.measure to kaft_app;
grant select on privacy.measure to kaft_jobs;
comment on column privacy.measure.measure is 'none';
comment on column privacy.measure.area is 'none';
comment on column privacy.measure.says is 'none';
comment on column privacy.measure.owner is 'none';
comment on column privacy.measure.review_on is 'none';
comment on column privacy.measure.changed_at is 'none';
comment on column privacy.measure.term_months is 'none';

create table privacy.measure_evidence (
  evidence_id bigint generated always as identity not null,
  measure text not null,
  on_day date not null,
  outcome text not null,
  says text not null,
  made_at timestamp with time zone not null,
  source text default 'person'::text not null,
  constraint measure_evidence_measure_fkey FOREIGN KEY (measure) REFERENCES privacy.measure(measure),
  constraint measure_evidence_outcome_check CHECK ((outcome = ANY (ARRAY['good'::text, 'partly'::text, 'bad'::text]))),
  constraint measure_evidence_pkey PRIMARY KEY (evidence_id),
  constraint measure_evidence_source_check CHECK ((source = ANY (ARRAY['person'::text, 'backup'::text, 'doctor'::text, 'night'::text, 'tests'::text])))
);
CREATE INDEX measure_evidence_source ON privacy.measure_evidence USING btree (measure, source, on_day DESC, evidence_id DESC);
alter table privacy.measure_evidence enable row level security;
alter table privacy.measure_evidence force row level security;
create policy made on privacy.measure_evidence for insert to kaft_app with check ((( SELECT organisation.for_privacy() AS for_privacy) AND (source = 'person'::text)));
create policy owner on privacy.measure_evidence for all to kaft_owner using (true);
create policy seen on privacy.measure_evidence for select to kaft_app, kaft_jobs using (true);
create policy witnessed on privacy.measure_evidence for insert to kaft_jobs with check ((source <> 'person'::text));
grant insert, select on privacy.measure_evidence to kaft_app;
grant insert, select on privacy.measure_evidence to kaft_jobs;
comment on column privacy.measure_evidence.evidence_id is 'none';
comment on column privacy.measure_evidence.measure is 'none';
comment on column privacy.measure_evidence.on_day is 'none';
comment on column privacy.measure_evidence.outcome is 'none';
comment on column privacy.measure_evidence.says is 'none';
comment on column privacy.measure_evidence.made_at is 'none';
comment on column privacy.measure_evidence.source is 'none';

create table privacy.recipient (
  recipient text not null,
  name text not null,
  role text not null,
  purpose text not null,
  categories text[] not null,
  country text not null,
  contact text not null,
  tell_changes boolean not null,
  until date,
  changed_at timestamp with time zone not null,
  constraint recipient_pkey PRIMARY KEY (recipient),
  constraint recipient_purpose_check CHECK ((purpose = ANY (ARRAY['identification'::text, 'functional'::text, 'exchange'::text, 'administration'::text, 'statistics'::text, 'communication'::text]))),
  constraint recipient_role_check CHECK ((role = ANY (ARRAY['controller'::text, 'joint'::text, 'processor'::text, 'subprocessor'::text, 'recipient'::text])))
);
alter table privacy.recipient enable row level security;
alter table privacy.recipient force row level security;
create policy changed on privacy.recipient for update to kaft_app using (( SELECT organisation.for_privacy() AS for_privacy)) with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy made on privacy.recipient for insert to kaft_app with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy owner on privacy.recipient for all to kaft_owner using (true);
create policy seen on privacy.recipient for select to kaft_app, kaft_jobs using (true);
grant insert, select, update on privacy.recipient to kaft_app;
grant select on privacy.recipient to kaft_jobs;
comment on column privacy.recipient.recipient is 'none';
comment on column privacy.recipient.name is 'none';
comment on column privacy.recipient.role is 'none';
comment on column privacy.recipient.purpose is 'none';
comment on column privacy.recipient.categories is 'none';
comment on column privacy.recipient.country is 'none';
comment on column privacy.recipient.contact is 'none';
comment on column privacy.recipient.tell_changes is 'none';
comment on column privacy.recipient.until is 'none';
comment on column privacy.recipient.changed_at is 'none';

create table privacy.restriction (
  restriction_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint not null,
  case_id bigint,
  cause text not null,
  purposes text[] not null,
  from_at timestamp with time zone not null,
  set_by bigint,
  told_at timestamp with time zone,
  told_by bigint,
  lifted_at timestamp with time zone,
  lifted_by bigint,
  constraint restriction_cause_check CHECK ((cause = ANY (ARRAY['request'::text, 'objection'::text]))),
  constraint restriction_check CHECK (((lifted_at IS NULL) OR (told_at IS NOT NULL))),
  constraint restriction_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint restriction_pkey PRIMARY KEY (restriction_id),
  constraint restriction_purposes_check CHECK (((cardinality(purposes) > 0) AND (purposes <@ ARRAY['identification'::text, 'functional'::text, 'exchange'::text, 'administration'::text, 'statistics'::text, 'communication'::text])))
);
CREATE INDEX restriction_library ON privacy.restriction USING btree (library_id, restriction_id) WHERE (lifted_at IS NULL);
CREATE INDEX restriction_patron ON privacy.restriction USING btree (patron_id) WHERE (lifted_at IS NULL);
alter table privacy.restriction enable row level security;
alter table privacy.restriction force row level security;
create policy changed on privacy.restriction for update to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy))) with check (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy finder on privacy.restriction for select to kaft_finder using (true);
create policy fusion on privacy.restriction for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy gone on privacy.restriction for delete to kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy made on privacy.restriction for insert to kaft_app, kaft_jobs with check (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.restriction for all to kaft_owner using (true);
create policy reader on privacy.restriction for all to kaft_reader using ((patron_id = ANY (( SELECT organisation.reader_ids() AS reader_ids)::bigint[])));
create policy reader_lifts on privacy.restriction for update to kaft_reader using ((cause = 'objection'::text)) with check (((told_by IS NULL) AND (lifted_by IS NULL)));
create policy reader_objects on privacy.restriction for insert to kaft_reader with check (((library_id = ( SELECT organisation.reader_library() AS reader_library)) AND (cause = 'objection'::text) AND (set_by IS NULL) AND (case_id IN ( SELECT c.case_id
   FROM privacy.rights_case c
  WHERE ((c.patron_id = ( SELECT organisation.reader_patron() AS reader_patron)) AND (c.decision IS NULL) AND (c.closed_at IS NULL))))));
create policy seen on privacy.restriction for select to kaft_app, kaft_jobs using (((library_id = ANY (( SELECT organisation.scope() AS scope)::bigint[])) OR ( SELECT organisation.for_privacy() AS for_privacy)));
grant insert, select, update on privacy.restriction to kaft_app;
grant delete, insert, maintain, select, update on privacy.restriction to kaft_jobs;
grant select on privacy.restriction to kaft_reader;
grant insert (library_id) on privacy.restriction to kaft_reader;
grant select (patron_id) on privacy.restriction to kaft_finder;
grant insert (patron_id) on privacy.restriction to kaft_reader;
grant insert (case_id) on privacy.restriction to kaft_reader;
grant insert (cause) on privacy.restriction to kaft_reader;
grant select (purposes) on privacy.restriction to kaft_finder;
grant insert (purposes) on privacy.restriction to kaft_reader;
grant insert (from_at) on privacy.restriction to kaft_reader;
grant insert (set_by) on privacy.restriction to kaft_reader;
grant update (told_at) on privacy.restriction to kaft_reader;
grant update (told_by) on privacy.restriction to kaft_reader;
grant select (lifted_at) on privacy.restriction to kaft_finder;
grant update (lifted_at) on privacy.restriction to kaft_reader;
grant update (lifted_by) on privacy.restriction to kaft_reader;
comment on column privacy.restriction.restriction_id is 'none';
comment on column privacy.restriction.library_id is 'none';
comment on column privacy.restriction.patron_id is 'pseudonym; administration; P54; row';
comment on column privacy.restriction.case_id is 'pseudonym; administration; P54; row';
comment on column privacy.restriction.cause is 'preference; administration; P54; row';
comment on column privacy.restriction.purposes is 'preference; administration; P54; row';
comment on column privacy.restriction.from_at is 'preference; administration; P54; row';
comment on column privacy.restriction.set_by is 'staff; administration; P54; row';
comment on column privacy.restriction.told_at is 'none';
comment on column privacy.restriction.told_by is 'staff; administration; P54; row';
comment on column privacy.restriction.lifted_at is 'preference; administration; P54; row';
comment on column privacy.restriction.lifted_by is 'staff; administration; P54; row';

create table privacy.retention_run (
  library_id bigint not null,
  on_day date not null,
  after_on date,
  after_id bigint default 0 not null,
  looked_at integer default 0 not null,
  removed integer default 0 not null,
  written_off integer default 0 not null,
  done_at timestamp with time zone,
  constraint retention_run_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint retention_run_pkey PRIMARY KEY (library_id)
);
alter table privacy.retention_run enable row level security;
alter table privacy.retention_run force row level security;
create policy own on privacy.retention_run for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on privacy.retention_run for all to kaft_owner using (true);
grant select on privacy.retention_run to kaft_app;
grant insert, select, update on privacy.retention_run to kaft_jobs;
comment on column privacy.retention_run.library_id is 'none';
comment on column privacy.retention_run.on_day is 'none';
comment on column privacy.retention_run.after_on is 'none';
comment on column privacy.retention_run.after_id is 'none';
comment on column privacy.retention_run.looked_at is 'none';
comment on column privacy.retention_run.removed is 'none';
comment on column privacy.retention_run.written_off is 'none';
comment on column privacy.retention_run.done_at is 'none';

create table privacy.rights_case (
  case_id bigint generated always as identity not null,
  library_id bigint not null,
  patron_id bigint,
  kind text not null,
  purposes text[] default '{}'::text[] not null,
  source text not null,
  received_on date not null,
  name text,
  email text,
  address text,
  wants text,
  changes text,
  limits text,
  objection text,
  outcome_wished text,
  identity_how text,
  identity_at timestamp with time zone,
  identity_by bigint,
  identity_asked_on date,
  identity_asked_why text,
  extended_on date,
  extended_why text,
  decision text,
  reasons text,
  decided_at timestamp with time zone,
  decided_by bigint,
  unfounded_why text,
  fee_cents integer default 0 not null,
  erasure_id bigint,
  carried_at timestamp with time zone,
  answered_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_how text,
  made_at timestamp with time zone not null,
  made_by bigint,
  version integer default 1 not null,
  constraint rights_case_check CHECK (((identity_how IS NULL) = (identity_at IS NULL))),
  constraint rights_case_check1 CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint rights_case_check2 CHECK (((closed_how IS NULL) = (closed_at IS NULL))),
  constraint rights_case_check3 CHECK (((fee_cents = 0) OR (unfounded_why IS NOT NULL))),
  constraint rights_case_check4 CHECK (((decision IS DISTINCT FROM 'refused'::text) OR (reasons IS NOT NULL))),
  constraint rights_case_closed_how_check CHECK ((closed_how = ANY (ARRAY['answered'::text, 'withdrawn'::text]))),
  constraint rights_case_decision_check CHECK ((decision = ANY (ARRAY['granted'::text, 'partly'::text, 'refused'::text]))),
  constraint rights_case_fee_cents_check CHECK ((fee_cents >= 0)),
  constraint rights_case_identity_how_check CHECK ((identity_how = ANY (ARRAY['eid'::text, 'document'::text, 'copy'::text, 'portal'::text, 'known'::text]))),
  constraint rights_case_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'portability'::text, 'rectification'::text, 'erasure'::text, 'restriction'::text, 'objection'::text, 'complaint'::text]))),
  constraint rights_case_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint rights_case_pkey PRIMARY KEY (case_id),
  constraint rights_case_purposes_check CHECK ((purposes <@ ARRAY['identification'::text, 'functional'::text, 'exchange'::text, 'administration'::text, 'statistics'::text, 'communication'::text])),
  constraint rights_case_source_check CHECK ((source = ANY (ARRAY['desk'::text, 'portal'::text, 'mail'::text])))
);
CREATE INDEX rights_case_all ON privacy.rights_case USING btree (library_id, case_id DESC);
CREATE INDEX rights_case_closed ON privacy.rights_case USING btree (library_id, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX rights_case_open ON privacy.rights_case USING btree (library_id, received_on, case_id) WHERE (closed_at IS NULL);
CREATE INDEX rights_case_patron ON privacy.rights_case USING btree (patron_id) WHERE (patron_id IS NOT NULL);
alter table privacy.rights_case enable row level security;
alter table privacy.rights_case force row level security;
create policy finder on privacy.rights_case for all to kaft_finder using (true);
create policy fusion on privacy.rights_case for all to kaft_jobs using ((library_id = ANY (( SELECT organisation.absorbed() AS absorbed)::bigint[])));
create policy own on privacy.rights_case for all to kaft_app, kaft_jobs using (((library_id = ( SELECT organisation.own_library() AS own_library)) OR ( SELECT organisation.for_privacy() AS for_privacy)));
create policy owner on privacy.rights_case for all to kaft_owner using (true);
create policy reader_begins on privacy.rights_case for insert to kaft_reader with check (((patron_id = ( SELECT organisation.reader_patron() AS reader_patron)) AND (library_id = ( SELECT organisation.reader_library() AS reader_library)) AND (source = 'portal'::text) AND (identity_how = 'portal'::text) AND (identity_by IS NULL) AND (made_by IS NULL)));
create policy reader_not_guarding on privacy.rights_case for all to kaft_reader using ((NOT ( SELECT organisation.reader_guards() AS reader_guards)));
create policy reader_sees on privacy.rights_case for select to kaft_reader using ((patron_id = ( SELECT organisation.reader_patron() AS reader_patron)));
create policy reader_withdraws on privacy.rights_case for update to kaft_reader using (((patron_id = ( SELECT organisation.reader_patron() AS reader_patron)) AND (decision IS NULL) AND (closed_at IS NULL))) with check (((patron_id = ( SELECT organisation.reader_patron() AS reader_patron)) AND (closed_how = 'withdrawn'::text)));
grant insert, select, update on privacy.rights_case to kaft_app;
grant delete, insert, maintain, select, update on privacy.rights_case to kaft_jobs;
grant select (case_id) on privacy.rights_case to kaft_reader;
grant insert (library_id) on privacy.rights_case to kaft_reader;
grant select (library_id) on privacy.rights_case to kaft_reader;
grant insert (patron_id) on privacy.rights_case to kaft_reader;
grant select (patron_id) on privacy.rights_case to kaft_reader;
grant insert (kind) on privacy.rights_case to kaft_reader;
grant select (kind) on privacy.rights_case to kaft_reader;
grant insert (purposes) on privacy.rights_case to kaft_reader;
grant select (purposes) on privacy.rights_case to kaft_reader;
grant insert (source) on privacy.rights_case to kaft_reader;
grant select (source) on privacy.rights_case to kaft_reader;
grant insert (received_on) on privacy.rights_case to kaft_reader;
grant select (received_on) on privacy.rights_case to kaft_reader;
grant insert (name) on privacy.rights_case to kaft_reader;
grant select (name) on privacy.rights_case to kaft_reader;
grant insert (email) on privacy.rights_case to kaft_reader;
grant insert (address) on privacy.rights_case to kaft_reader;
grant select (address) on privacy.rights_case to kaft_reader;
grant insert (wants) on privacy.rights_case to kaft_reader;
grant select (wants) on privacy.rights_case to kaft_reader;
grant insert (changes) on privacy.rights_case to kaft_reader;
grant select (changes) on privacy.rights_case to kaft_reader;
grant insert (limits) on privacy.rights_case to kaft_reader;
grant select (limits) on privacy.rights_case to kaft_reader;
grant insert (objection) on privacy.rights_case to kaft_reader;
grant select (objection) on privacy.rights_case to kaft_reader;
grant insert (outcome_wished) on privacy.rights_case to kaft_reader;
grant select (outcome_wished) on privacy.rights_case to kaft_reader;
grant insert (identity_how) on privacy.rights_case to kaft_reader;
grant select (identity_how) on privacy.rights_case to kaft_reader;
grant insert (identity_at) on privacy.rights_case to kaft_reader;
grant select (identity_at) on privacy.rights_case to kaft_reader;
grant insert (identity_by) on privacy.rights_case to kaft_reader;
grant select (identity_asked_on) on privacy.rights_case to kaft_reader;
grant select (extended_on) on privacy.rights_case to kaft_reader;
grant select (decision) on privacy.rights_case to kaft_reader;
grant select (carried_at) on privacy.rights_case to kaft_reader;
grant select (answered_at) on privacy.rights_case to kaft_reader;
grant select (closed_at) on privacy.rights_case to kaft_reader;
grant update (closed_at) on privacy.rights_case to kaft_reader;
grant select (closed_how) on privacy.rights_case to kaft_reader;
grant update (closed_how) on privacy.rights_case to kaft_reader;
grant insert (made_at) on privacy.rights_case to kaft_reader;
grant insert (made_by) on privacy.rights_case to kaft_reader;
grant select (version) on privacy.rights_case to kaft_reader;
grant update (version) on privacy.rights_case to kaft_reader;
comment on column privacy.rights_case.case_id is 'none';
comment on column privacy.rights_case.library_id is 'none';
comment on column privacy.rights_case.patron_id is 'pseudonym; administration; Y2; row';
comment on column privacy.rights_case.kind is 'none';
comment on column privacy.rights_case.purposes is 'none';
comment on column privacy.rights_case.source is 'none';
comment on column privacy.rights_case.received_on is 'none';
comment on column privacy.rights_case.name is 'identity; administration; Y2; row';
comment on column privacy.rights_case.email is 'contact; administration; Y2; row';
comment on column privacy.rights_case.address is 'contact; administration; Y2; row';
comment on column privacy.rights_case.wants is 'note; administration; Y2; row';
comment on column privacy.rights_case.changes is 'note; administration; Y2; row';
comment on column privacy.rights_case.limits is 'note; administration; Y2; row';
comment on column privacy.rights_case.objection is 'note; administration; Y2; row';
comment on column privacy.rights_case.outcome_wished is 'note; administration; Y2; row';
comment on column privacy.rights_case.identity_how is 'none';
comment on column privacy.rights_case.identity_at is 'none';
comment on column privacy.rights_case.identity_by is 'staff; administration; Y2; row';
comment on column privacy.rights_case.identity_asked_on is 'none';
comment on column privacy.rights_case.identity_asked_why is 'note; administration; Y2; row';
comment on column privacy.rights_case.extended_on is 'none';
comment on column privacy.rights_case.extended_why is 'note; administration; Y2; row';
comment on column privacy.rights_case.decision is 'none';
comment on column privacy.rights_case.reasons is 'note; administration; Y2; row';
comment on column privacy.rights_case.decided_at is 'none';
comment on column privacy.rights_case.decided_by is 'staff; administration; Y2; row';
comment on column privacy.rights_case.unfounded_why is 'note; administration; Y2; row';
comment on column privacy.rights_case.fee_cents is 'none';
comment on column privacy.rights_case.erasure_id is 'none';
comment on column privacy.rights_case.carried_at is 'none';
comment on column privacy.rights_case.answered_at is 'none';
comment on column privacy.rights_case.closed_at is 'none';
comment on column privacy.rights_case.closed_how is 'none';
comment on column privacy.rights_case.made_at is 'none';
comment on column privacy.rights_case.made_by is 'staff; administration; Y2; row';
comment on column privacy.rights_case.version is 'none';

create table privacy.seal (
  seal_id bigint generated always as identity not null,
  sealed_at timestamp with time zone not null,
  from_id bigint not null,
  to_id bigint not null,
  rows integer not null,
  previous bytea,
  root bytea not null,
  constraint seal_pkey PRIMARY KEY (seal_id),
  constraint seal_rows_check CHECK ((rows > 0))
);
grant select on privacy.seal to kaft_app;
grant insert, select on privacy.seal to kaft_finder;
grant select on privacy.seal to kaft_jobs;
comment on column privacy.seal.seal_id is 'none';
comment on column privacy.seal.sealed_at is 'none';
comment on column privacy.seal.from_id is 'none';
comment on column privacy.seal.to_id is 'none';
comment on column privacy.seal.rows is 'none';
comment on column privacy.seal.previous is 'none';
comment on column privacy.seal.root is 'none';

create table privacy.small_debt_rule (
  library_id bigint not null,
  years integer,
  most_cents integer not null,
  constraint small_debt_rule_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint small_debt_rule_most_cents_check CHECK ((most_cents >= 0)),
  constraint small_debt_rule_pkey PRIMARY KEY (library_id),
  constraint small_debt_rule_years_check CHECK (((years >= 1) AND (years <= 30)))
);
alter table privacy.small_debt_rule enable row level security;
alter table privacy.small_debt_rule force row level security;
create policy own on privacy.small_debt_rule for all to kaft_app, kaft_jobs using ((library_id = ( SELECT organisation.own_library() AS own_library)));
create policy owner on privacy.small_debt_rule for all to kaft_owner using (true);
grant insert, select, update on privacy.small_debt_rule to kaft_app;
grant select on privacy.small_debt_rule to kaft_jobs;
comment on column privacy.small_debt_rule.library_id is 'none';
comment on column privacy.small_debt_rule.years is 'none';
comment on column privacy.small_debt_rule.most_cents is 'none';

create table privacy.statement (
  version text not null,
  from_on date not null,
  title text not null,
  changes text default ''::text not null,
  body text not null,
  made_at timestamp with time zone not null,
  constraint statement_from_on_key UNIQUE (from_on),
  constraint statement_pkey PRIMARY KEY (version)
);
alter table privacy.statement enable row level security;
alter table privacy.statement force row level security;
create policy changed on privacy.statement for update to kaft_app using (( SELECT organisation.for_privacy() AS for_privacy)) with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy made on privacy.statement for insert to kaft_app with check (( SELECT organisation.for_privacy() AS for_privacy));
create policy owner on privacy.statement for all to kaft_owner using (true);
create policy reader on privacy.statement for select to kaft_reader using (true);
create policy seen on privacy.statement for select to kaft_app, kaft_finder, kaft_jobs using (true);
grant insert, select on privacy.statement to kaft_app;
grant select on privacy.statement to kaft_finder;
grant select on privacy.statement to kaft_jobs;
grant select on privacy.statement to kaft_reader;
grant update (from_on) on privacy.statement to kaft_app;
grant update (title) on privacy.statement to kaft_app;
grant update (changes) on privacy.statement to kaft_app;
grant update (body) on privacy.statement to kaft_app;
grant update (made_at) on privacy.statement to kaft_app;
comment on column privacy.statement.version is 'none';
comment on column privacy.statement.from_on is 'none';
comment on column privacy.statement.title is 'none';
comment on column privacy.statement.changes is 'none';
comment on column privacy.statement.body is 'none';
comment on column privacy.statement.made_at is 'none';

create table statistics.area_figure (
  area text not null,
  month date not null,
  kind text not null,
  part text not null,
  n integer,
  hidden text,
  constraint area_figure_area_check CHECK ((area <> ''::text)),
  constraint area_figure_check CHECK (((n IS NULL) = (hidden IS NOT NULL))),
  constraint area_figure_hidden_check CHECK ((hidden = ANY (ARRAY['few_readers'::text, 'few_libraries'::text, 'difference'::text]))),
  constraint area_figure_kind_check CHECK ((kind = ANY (ARRAY['loans'::text, 'renewals'::text, 'borrowers'::text, 'members'::text, 'holds'::text, 'items'::text]))),
  constraint area_figure_month_fkey FOREIGN KEY (month) REFERENCES statistics.published(month),
  constraint area_figure_n_check CHECK ((n >= 0)),
  constraint area_figure_part_check CHECK ((part = ANY (ARRAY['all'::text, 'youth'::text, 'adult'::text, 'unknown'::text]))),
  constraint area_figure_pkey PRIMARY KEY (area, month, kind, part)
);
grant select on statistics.area_figure to kaft_app;
grant insert, select on statistics.area_figure to kaft_jobs;
comment on column statistics.area_figure.area is 'none';
comment on column statistics.area_figure.month is 'none';
comment on column statistics.area_figure.kind is 'none';
comment on column statistics.area_figure.part is 'none';
comment on column statistics.area_figure.n is 'none';
comment on column statistics.area_figure.hidden is 'none';

create table statistics.counted (
  library_id bigint not null,
  settled_until date not null,
  constraint counted_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint counted_pkey PRIMARY KEY (library_id),
  constraint counted_settled_until_check CHECK ((EXTRACT(day FROM settled_until) = (1)::numeric))
);
grant select on statistics.counted to kaft_app;
grant insert, select, update on statistics.counted to kaft_jobs;
comment on column statistics.counted.library_id is 'none';
comment on column statistics.counted.settled_until is 'none';

create table statistics.month_figure (
  library_id bigint not null,
  month date not null,
  kind text not null,
  part text not null,
  n integer not null,
  readers integer,
  constraint month_figure_kind_check CHECK ((kind = ANY (ARRAY['loans'::text, 'renewals'::text, 'borrowers'::text, 'members'::text, 'holds'::text, 'items'::text]))),
  constraint month_figure_library_id_fkey FOREIGN KEY (library_id) REFERENCES organisation.library(library_id),
  constraint month_figure_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint month_figure_n_check CHECK ((n >= 0)),
  constraint month_figure_part_check CHECK ((part = ANY (ARRAY['all'::text, 'youth'::text, 'adult'::text, 'unknown'::text]))),
  constraint month_figure_pkey PRIMARY KEY (library_id, month, kind, part),
  constraint month_figure_readers_check CHECK ((readers >= 0))
);
CREATE INDEX month_figure_month ON statistics.month_figure USING btree (month);
alter table statistics.month_figure enable row level security;
alter table statistics.month_figure force row level security;
create policy own on statistics.month_figure for all to kaft_app, kaft_jobs using ((library_id = ANY (( SELECT organisation.own_libraries() AS own_libraries)::bigint[])));
create policy owner on statistics.month_figure for all to kaft_owner using (true);
grant select on statistics.month_figure to kaft_app;
grant delete, insert, select, update on statistics.month_figure to kaft_jobs;
comment on column statistics.month_figure.library_id is 'none';
comment on column statistics.month_figure.month is 'none';
comment on column statistics.month_figure.kind is 'none';
comment on column statistics.month_figure.part is 'none';
comment on column statistics.month_figure.n is 'none';
comment on column statistics.month_figure.readers is 'none';

create table statistics.published (
  month date not null,
  smallest_cell integer not null,
  published_at timestamp with time zone not null,
  constraint published_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint published_pkey PRIMARY KEY (month),
  constraint published_smallest_cell_check CHECK ((smallest_cell >= 5))
);
grant select on statistics.published to kaft_app;
grant insert, select on statistics.published to kaft_jobs;
comment on column statistics.published.month is 'none';
comment on column statistics.published.smallest_cell is 'none';
comment on column statistics.published.published_at is 'none';

create view organisation.own_session with (security_barrier=true) as
 SELECT library_id,
    COALESCE(
        CASE
            WHEN (scope_until > now()) THEN scope
            ELSE NULL::bigint[]
        END, organisation.scope()) AS scope
   FROM organisation.session s
  WHERE ((secret_hash = sha256(convert_to(current_setting('kaft.session'::text, true), 'UTF8'::name))) AND (ended_at IS NULL) AND (expires_at > statement_timestamp()));
grant select on organisation.own_session to kaft_app;

CREATE OR REPLACE FUNCTION base.describe(relation regclass, map text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  line text;
  part text[];
  col text;
  said text;
begin
  foreach line in array string_to_array(map, E'\n') loop
    continue when btrim(line) = '';
    part := string_to_array(line, '|');
    col := btrim(part[1]);
    said := btrim(part[2]);
    if position('.' in col) > 0 then
      said := concat_ws(E'\n', col_description(relation, (
        select attnum from pg_attribute where attrelid = relation and attname = split_part(col, '.', 1))), col || ' | ' || said);
      col := split_part(col, '.', 1);
    end if;
    execute format('comment on column %s.%I is %L', relation, col, said);
  end loop;
end $function$
;
alter function base.describe(regclass,text) owner to kaft_owner;
revoke all on function base.describe(regclass,text) from public;
grant execute on function base.describe(regclass,text) to public;

CREATE OR REPLACE FUNCTION base.follow_merge()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.title_id := cataloguing.standing_title(new.title_id);
  return new;
end $function$
;
alter function base.follow_merge() owner to kaft_owner;
revoke all on function base.follow_merge() from public;

CREATE OR REPLACE FUNCTION base.iso(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $function$
;
alter function base.iso(timestamp with time zone) owner to kaft_owner;
revoke all on function base.iso(timestamp with time zone) from public;
grant execute on function base.iso(timestamp with time zone) to public;

CREATE OR REPLACE FUNCTION base.refuse_removal()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  raise exception 'rows of %.% stay: others are told by them', tg_table_schema, tg_table_name using errcode = '23503';
end $function$
;
alter function base.refuse_removal() owner to kaft_owner;
revoke all on function base.refuse_removal() from public;
grant execute on function base.refuse_removal() to public;

CREATE OR REPLACE FUNCTION base.soon(job text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if to_regnamespace('jobs') is not null and to_regprocedure('jobs.ask(text)') is not null then
    execute 'select jobs.ask($1)' using job;
  end if;
end $function$
;
alter function base.soon(text) owner to kaft_owner;
revoke all on function base.soon(text) from public;
grant execute on function base.soon(text) to kaft_reader;
grant execute on function base.soon(text) to public;

CREATE OR REPLACE FUNCTION cataloguing.authority_of(kind text, norm text, base text, number text)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select r.authority_id from cataloguing.authority_row_of($1, $2, $3, $4) r
$function$
;
alter function cataloguing.authority_of(text,text,text,text) owner to kaft_owner;
revoke all on function cataloguing.authority_of(text,text,text,text) from public;
grant execute on function cataloguing.authority_of(text,text,text,text) to public;

CREATE OR REPLACE FUNCTION cataloguing.authority_row_of(kind text, norm text, base text, number text)
 RETURNS TABLE(authority_id bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  with found(rank, authority_id) as (
    select 1, n.authority_id from cataloguing.authority_number n where $4 <> '' and n.number = $4
    union all
    select case when n.norm = $2 then 2 else 4 end + (n.role = 'see')::integer, n.authority_id
      from cataloguing.authority_name n
     where n.norm in ($2, $3) and n.kind = $1 and n.role in ('heading', 'see'))
  select case when count(distinct f.authority_id) = 1 then min(f.authority_id) end
    from found f where f.rank = (select min(g.rank) from found g)
$function$
;
alter function cataloguing.authority_row_of(text,text,text,text) owner to kaft_owner;
revoke all on function cataloguing.authority_row_of(text,text,text,text) from public;
grant execute on function cataloguing.authority_row_of(text,text,text,text) to public;

CREATE OR REPLACE FUNCTION cataloguing.count_headings()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  ids bigint[];
  steps integer[];
begin
  if tg_op = 'INSERT' then
    if current_setting('kaft.headings_counted', true) = 'yes' then
      perform set_config('kaft.headings_counted', '', true);
      return null;
    end if;
    select array_agg(c.heading_id order by c.heading_id), array_agg(c.step order by c.heading_id) into ids, steps
      from (select h.id as heading_id, count(*)::integer as step from fresh f, unnest(f.headings) as h(id) group by h.id) c;
  elsif tg_op = 'DELETE' then
    select array_agg(c.heading_id order by c.heading_id), array_agg(c.step order by c.heading_id) into ids, steps
      from (select h.id as heading_id, -count(*)::integer as step from former f, unnest(f.headings) as h(id) group by h.id) c;
  else
    select array_agg(c.heading_id order by c.heading_id), array_agg(c.step order by c.heading_id) into ids, steps
      from (select x.id as heading_id, sum(x.step)::integer as step
              from (select h.id, 1 as step from fresh f, unnest(f.headings) as h(id)
                    union all select h.id, -1 from former f, unnest(f.headings) as h(id)) x
             group by x.id having sum(x.step) <> 0) c;
  end if;
  -- In the order of the headings, so that two who write titles never wait for each other in a ring.
  perform from cataloguing.heading h where h.heading_id = any (ids) order by h.heading_id for no key update;
  update cataloguing.heading h set titles = greatest(0, h.titles + s.step)
    from unnest(ids, steps) as s(heading_id, step) where h.heading_id = s.heading_id;
  return null;
end $function$
;
alter function cataloguing.count_headings() owner to kaft_owner;
revoke all on function cataloguing.count_headings() from public;
grant execute on function cataloguing.count_headings() to public;

CREATE OR REPLACE FUNCTION cataloguing.drop_headings()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  delete from cataloguing.title_heading h where h.title_id = new.title_id;
  return null;
end $function$
;
alter function cataloguing.drop_headings() owner to kaft_owner;
revoke all on function cataloguing.drop_headings() from public;
grant execute on function cataloguing.drop_headings() to public;

CREATE OR REPLACE FUNCTION cataloguing.foreign_query(asked text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select string_agg('(' || regexp_replace(q::text, '''([^'']+)''', '''~' || left(l, 1) || '\1''', 'g') || ')', ' | ')::tsquery
    from unnest(array['eng', 'fre', 'ger']) as l cross join lateral to_tsquery(cataloguing.stems_of(l), asked) as q where numnode(q) > 0
$function$
;
alter function cataloguing.foreign_query(text) owner to kaft_owner;
revoke all on function cataloguing.foreign_query(text) from public;
grant execute on function cataloguing.foreign_query(text) to public;

CREATE OR REPLACE FUNCTION cataloguing.foreign_stems(words text, languages text[])
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select (case when 'eng' = any (languages) then regexp_replace(to_tsvector('cataloguing.english_plain', words)::text, '(^| )''', '\1''~e', 'g') else '' end || ' '
       || case when 'fre' = any (languages) then regexp_replace(to_tsvector('cataloguing.french_plain', words)::text, '(^| )''', '\1''~f', 'g') else '' end || ' '
       || case when 'ger' = any (languages) then regexp_replace(to_tsvector('cataloguing.german_plain', words)::text, '(^| )''', '\1''~g', 'g') else '' end)::tsvector
$function$
;
alter function cataloguing.foreign_stems(text,text[]) owner to kaft_owner;
revoke all on function cataloguing.foreign_stems(text,text[]) from public;
grant execute on function cataloguing.foreign_stems(text,text[]) to public;

CREATE OR REPLACE FUNCTION cataloguing.loans_of_month(month date)
 RETURNS TABLE(title_id bigint, loans integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with undone as materialized (
    select u.undoes from circulation.event u
     where u.kind = 'undo' and u.undoes is not null and u.occurred_at >= month::timestamp at time zone 'UTC'
       and u.occurred_at < (month + interval '2 months') at time zone 'UTC')
  select e.title_id, count(*)::integer from circulation.event e
   where e.kind = 'checkout' and e.title_id is not null and e.occurred_at >= month::timestamp at time zone 'UTC'
     and e.occurred_at < (month + interval '1 month') at time zone 'UTC'
     and e.event_id not in (select undoes from undone)
   group by e.title_id
$function$
;
alter function cataloguing.loans_of_month(date) owner to kaft_finder;
revoke all on function cataloguing.loans_of_month(date) from public;
grant execute on function cataloguing.loans_of_month(date) to kaft_jobs;

CREATE OR REPLACE FUNCTION cataloguing.mark_of(tag text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select substr(int2send(coalesce(array_position(array['material', 'audience', 'language', 'genre', 'subject', 'series', 'author', 'decade'],
                                                 split_part(tag, ':', 1)), 0)::smallint), 2, 1) || substr(int8send(hashtextextended(tag, 0)), 4, 5)
$function$
;
alter function cataloguing.mark_of(text) owner to kaft_owner;
revoke all on function cataloguing.mark_of(text) from public;
grant execute on function cataloguing.mark_of(text) to public;

CREATE OR REPLACE FUNCTION cataloguing.marks_of(tags text[])
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select substr(int2send(count(*)::smallint), 2, 1) || coalesce(string_agg(cataloguing.mark_of(t.tag), ''), '')
    from (select u.tag from unnest(tags) as u(tag) limit 255) as t
$function$
;
alter function cataloguing.marks_of(text[]) owner to kaft_owner;
revoke all on function cataloguing.marks_of(text[]) from public;
grant execute on function cataloguing.marks_of(text[]) to public;

CREATE OR REPLACE FUNCTION cataloguing.merged_titles(title bigint)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  with recursive tree as (
    select merged_titles.title as title_id
    union
    select t.title_id from cataloguing.title t join tree on t.merged_into = tree.title_id)
  select title_id from tree
$function$
;
alter function cataloguing.merged_titles(bigint) owner to kaft_owner;
revoke all on function cataloguing.merged_titles(bigint) from public;
grant execute on function cataloguing.merged_titles(bigint) to kaft_app;
grant execute on function cataloguing.merged_titles(bigint) to kaft_finder;
grant execute on function cataloguing.merged_titles(bigint) to kaft_jobs;
grant execute on function cataloguing.merged_titles(bigint) to kaft_public;

CREATE OR REPLACE FUNCTION cataloguing.note_for_reindex()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then insert into cataloguing.reindex_changed (title_id) values (old.title_id); end if;
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.title_id <> old.title_id) then
    insert into cataloguing.reindex_changed (title_id) values (new.title_id);
  end if;
  return null;
end $function$
;
alter function cataloguing.note_for_reindex() owner to kaft_owner;
revoke all on function cataloguing.note_for_reindex() from public;
grant execute on function cataloguing.note_for_reindex() to public;

CREATE OR REPLACE FUNCTION cataloguing.note_search_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into cataloguing.search_change (title_id, made_by, made_at)
    select c.title_id, pg_current_xact_id(), clock_timestamp() from (select distinct x.title_id from changed x) as c;
  return null;
end $function$
;
alter function cataloguing.note_search_change() owner to kaft_owner;
revoke all on function cataloguing.note_search_change() from public;
grant execute on function cataloguing.note_search_change() to public;

CREATE OR REPLACE FUNCTION cataloguing.numbers_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  raise exception 'the number of a title stays' using errcode = '42501';
end $function$
;
alter function cataloguing.numbers_stay() owner to kaft_owner;
revoke all on function cataloguing.numbers_stay() from public;
grant execute on function cataloguing.numbers_stay() to public;

CREATE OR REPLACE FUNCTION cataloguing.reindex_begin()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET lock_timeout TO '300ms'
AS $function$
declare tier integer;
begin
  perform cataloguing.reindex_drop();
  -- Not tied to the titles yet: whoever deletes one would wait for an index of millions, and could meet it in a ring. Its note takes the row away.
  create table cataloguing.title_search_next (like cataloguing.title_search including comments including constraints,
    primary key (title_id, tier)) partition by list (tier);
  for tier in 0..6 loop
    execute format('create table cataloguing.title_search_next_%s partition of cataloguing.title_search_next for values in (%s)', tier, tier);
  end loop;
  grant select, insert, update, delete on cataloguing.title_search_next to kaft_app, kaft_jobs;
  grant select on cataloguing.title_search_next to kaft_public;
  grant maintain on cataloguing.title_search_next to kaft_jobs;
  create trigger note_for_reindex after insert or update or delete on cataloguing.title_search
    for each row execute function cataloguing.note_for_reindex();
end $function$
;
alter function cataloguing.reindex_begin() owner to kaft_owner;
revoke all on function cataloguing.reindex_begin() from public;
grant execute on function cataloguing.reindex_begin() to kaft_jobs;

CREATE OR REPLACE FUNCTION cataloguing.reindex_drop()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET lock_timeout TO '300ms'
AS $function$
begin
  drop table if exists cataloguing.title_search_old;
  drop table if exists cataloguing.title_search_next;
  drop trigger if exists note_for_reindex on cataloguing.title_search;
  truncate cataloguing.reindex_changed;
end $function$
;
alter function cataloguing.reindex_drop() owner to kaft_owner;
revoke all on function cataloguing.reindex_drop() from public;
grant execute on function cataloguing.reindex_drop() to kaft_jobs;

CREATE OR REPLACE FUNCTION cataloguing.reindex_swap()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  r record;
begin
  -- The whole before its parts, in the order in which a search takes them, so that neither waits for the other in a ring.
  lock table cataloguing.title_search in access exclusive mode;
  drop trigger note_for_reindex on cataloguing.title_search;
  for r in select c.relname, c.relkind in ('i', 'I') as is_index, s.step from pg_catalog.pg_class c
      cross join (values (1, '^title_search(?!_next|_old)', 'title_search_old'), (2, '^title_search_next', 'title_search')) as s(step, was, becomes)
     where c.relnamespace = 'cataloguing'::regnamespace and c.relkind in ('r', 'p', 'i', 'I') and c.relname ~ s.was order by s.step, c.oid loop
    execute format('alter %s cataloguing.%I rename to %I', case when r.is_index then 'index' else 'table' end, r.relname,
      case r.step when 1 then regexp_replace(r.relname, '^title_search', 'title_search_old') else regexp_replace(r.relname, '^title_search_next', 'title_search') end);
  end loop;
  -- From here a title that goes takes its row along; that it holds for the rows that are there is asked afterwards, while everybody works.
  alter table cataloguing.title_search add constraint title_search_title_id_fkey
    foreign key (title_id) references cataloguing.title on delete cascade not valid;
  perform cataloguing.tell_search_changes();
  insert into cataloguing.search_change (title_id, made_by, made_at) values (null, pg_current_xact_id(), clock_timestamp());
end $function$
;
alter function cataloguing.reindex_swap() owner to kaft_owner;
revoke all on function cataloguing.reindex_swap() from public;
grant execute on function cataloguing.reindex_swap() to kaft_jobs;

CREATE OR REPLACE FUNCTION cataloguing.reindex_tie()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if exists (select from pg_catalog.pg_constraint where conrelid = 'cataloguing.title_search'::regclass and contype = 'f' and not convalidated) then
    alter table cataloguing.title_search validate constraint title_search_title_id_fkey;
  end if;
end $function$
;
alter function cataloguing.reindex_tie() owner to kaft_owner;
revoke all on function cataloguing.reindex_tie() from public;
grant execute on function cataloguing.reindex_tie() to kaft_jobs;

CREATE OR REPLACE FUNCTION cataloguing.reindex_tier(tier integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET maintenance_work_mem TO '256MB'
AS $function$
begin
  execute format('create index if not exists title_search_next_%s_document_tags_branches_idx
    on cataloguing.title_search_next_%s using gin (document, tags, branches)', tier, tier);
  if tier = 6 then
    create index if not exists title_search_next_terms on cataloguing.title_search_next using gin (document, tags, branches);
  end if;
end $function$
;
alter function cataloguing.reindex_tier(integer) owner to kaft_owner;
revoke all on function cataloguing.reindex_tier(integer) from public;
grant execute on function cataloguing.reindex_tier(integer) to kaft_jobs;

CREATE OR REPLACE FUNCTION cataloguing.search_document(titles text, makers text, others text, wholes text[], languages text[] DEFAULT '{}'::text[])
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select setweight(to_tsvector('cataloguing.dutch_plain', titles), 'A') || setweight(to_tsvector('cataloguing.simple_plain', titles), 'A')
      || setweight(to_tsvector('cataloguing.dutch_plain', makers), 'B') || setweight(to_tsvector('cataloguing.simple_plain', makers), 'B')
      || setweight(to_tsvector('cataloguing.dutch_plain', others), 'C') || setweight(to_tsvector('cataloguing.simple_plain', others), 'C')
      || case when languages && array['eng', 'fre', 'ger'] then
           setweight(coalesce(cataloguing.foreign_stems(titles, languages), ''), 'A') || setweight(coalesce(cataloguing.foreign_stems(makers, languages), ''), 'B')
           || setweight(coalesce(cataloguing.foreign_stems(others, languages), ''), 'C') else '' end
      || array_to_tsvector(array_remove(array_remove(wholes, ''), null))
$function$
;
alter function cataloguing.search_document(text,text,text,text[],text[]) owner to kaft_owner;
revoke all on function cataloguing.search_document(text,text,text,text[],text[]) from public;
grant execute on function cataloguing.search_document(text,text,text,text[],text[]) to public;

CREATE OR REPLACE FUNCTION cataloguing.standing_title(title bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  at bigint := title;
  led bigint;
begin
  loop
    select t.merged_into into led from cataloguing.title t where t.title_id = at for key share;
    if led is null then return at; end if;
    at := led;
  end loop;
end $function$
;
alter function cataloguing.standing_title(bigint) owner to kaft_owner;
revoke all on function cataloguing.standing_title(bigint) from public;
grant execute on function cataloguing.standing_title(bigint) to kaft_app;
grant execute on function cataloguing.standing_title(bigint) to kaft_jobs;
grant execute on function cataloguing.standing_title(bigint) to kaft_reader;

CREATE OR REPLACE FUNCTION cataloguing.stands_as(title bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  with recursive way as (
    select t.title_id, t.merged_into from cataloguing.title t where t.title_id = stands_as.title
    union
    select t.title_id, t.merged_into from cataloguing.title t join way on t.title_id = way.merged_into)
  select title_id from way where merged_into is null
$function$
;
alter function cataloguing.stands_as(bigint) owner to kaft_owner;
revoke all on function cataloguing.stands_as(bigint) from public;
grant execute on function cataloguing.stands_as(bigint) to kaft_app;
grant execute on function cataloguing.stands_as(bigint) to kaft_finder;
grant execute on function cataloguing.stands_as(bigint) to kaft_jobs;
grant execute on function cataloguing.stands_as(bigint) to kaft_public;

CREATE OR REPLACE FUNCTION cataloguing.stems_of(language text)
 RETURNS regconfig
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case language when 'eng' then 'cataloguing.english_plain'::regconfig when 'fre' then 'cataloguing.french_plain'::regconfig
                       when 'ger' then 'cataloguing.german_plain'::regconfig end
$function$
;
alter function cataloguing.stems_of(text) owner to kaft_owner;
revoke all on function cataloguing.stems_of(text) from public;
grant execute on function cataloguing.stems_of(text) to public;

CREATE OR REPLACE FUNCTION cataloguing.take_turn(of_slot text, shown_key bytea, at_moment timestamp with time zone, free_most integer)
 RETURNS TABLE(known boolean, most integer, used integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  wanted text := of_slot;
  allowed integer := free_most;
  counted integer;
  found_key cataloguing.door_key;
begin
  if shown_key is not null then
    select d.* into found_key from cataloguing.door_key d where d.key_hash = shown_key and d.active;
    if found_key.key_id is not null then
      wanted := 'key ' || found_key.key_id;
      allowed := found_key.per_minute;
      if found_key.last_used_on is distinct from (at_moment at time zone 'Europe/Brussels')::date then
        update cataloguing.door_key d set last_used_on = (at_moment at time zone 'Europe/Brussels')::date where d.key_id = found_key.key_id;
      end if;
    end if;
  end if;
  insert into cataloguing.door_turn as t (slot, minute, used) values (wanted, date_trunc('minute', at_moment, 'UTC'), 1)
  on conflict on constraint door_turn_pkey do update set used = t.used + 1 returning t.used into counted;
  if counted = 1 then
    delete from cataloguing.door_turn t where t.ctid = any (array(
      select o.ctid from cataloguing.door_turn o where o.minute < at_moment - interval '10 minutes' for update skip locked));
  end if;
  return query select shown_key is null or found_key.key_id is not null, allowed, counted;
end $function$
;
alter function cataloguing.take_turn(text,bytea,timestamp with time zone,integer) owner to kaft_finder;
revoke all on function cataloguing.take_turn(text,bytea,timestamp with time zone,integer) from public;
grant execute on function cataloguing.take_turn(text,bytea,timestamp with time zone,integer) to kaft_public;

CREATE OR REPLACE FUNCTION cataloguing.tell_search_changes()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  create or replace trigger search_rows_came after insert on cataloguing.title_search
    referencing new table as changed for each statement execute function cataloguing.note_search_change();
  create or replace trigger search_rows_changed after update on cataloguing.title_search
    referencing new table as changed for each statement execute function cataloguing.note_search_change();
  create or replace trigger search_rows_went after delete on cataloguing.title_search
    referencing old table as changed for each statement execute function cataloguing.note_search_change();
end $function$
;
alter function cataloguing.tell_search_changes() owner to kaft_owner;
revoke all on function cataloguing.tell_search_changes() from public;

CREATE OR REPLACE FUNCTION cataloguing.tier_of(popularity integer)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select (case when popularity >= 300 then 0 when popularity >= 100 then 1 when popularity >= 30 then 2
               when popularity >= 10 then 3 when popularity >= 3 then 4 when popularity >= 1 then 5 else 6 end)::smallint
$function$
;
alter function cataloguing.tier_of(integer) owner to kaft_owner;
revoke all on function cataloguing.tier_of(integer) from public;
grant execute on function cataloguing.tier_of(integer) to public;

CREATE OR REPLACE FUNCTION cataloguing.weighing(asked tsquery, weight text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
  select regexp_replace(asked::text, '''([^'']+)''(?::(\*?)[ABCD]*)?', '''\1'':\2' || weight, 'g')::tsquery
$function$
;
alter function cataloguing.weighing(tsquery,text) owner to kaft_owner;
revoke all on function cataloguing.weighing(tsquery,text) from public;
grant execute on function cataloguing.weighing(tsquery,text) to public;

CREATE OR REPLACE FUNCTION cataloguing.words_query(finished text, last text, beginning text, phrases text DEFAULT NULL::text, abroad boolean DEFAULT false)
 RETURNS tsquery
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
declare
  whole tsquery := coalesce(to_tsquery('cataloguing.dutch_plain', finished), ''::tsquery);
  stem tsquery := coalesce(to_tsquery('cataloguing.dutch_plain', last), ''::tsquery);
  ending tsquery := ''::tsquery;
begin
  if finished is not null and numnode(whole) = 0 and numnode(stem) = 0 then
    whole := to_tsquery('cataloguing.simple_plain', finished);
  end if;
  if beginning is not null then ending := stem || to_tsquery('cataloguing.simple_plain', beginning); end if;
  if abroad then
    if numnode(whole) > 0 then whole := whole || coalesce(cataloguing.foreign_query(finished), ''::tsquery); end if;
    if beginning is not null then ending := ending || coalesce(cataloguing.foreign_query(last), ''::tsquery); end if;
  end if;
  return whole && ending && coalesce(to_tsquery('cataloguing.simple_plain', phrases), ''::tsquery);
end $function$
;
alter function cataloguing.words_query(text,text,text,text,boolean) owner to kaft_owner;
revoke all on function cataloguing.words_query(text,text,text,text,boolean) from public;
grant execute on function cataloguing.words_query(text,text,text,text,boolean) to public;

CREATE OR REPLACE FUNCTION circulation.answer_ibl(ibl bigint, item bigint, at timestamp with time zone, by_staff bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  r record;
  next_one record;
begin
  update circulation.ibl_request q
     set state = case when item is null then 'refused' else 'sent' end, item_id = answer_ibl.item, answered_at = answer_ibl.at, answered_by = by_staff
   where q.ibl_id = answer_ibl.ibl and q.state = 'asked' and q.lender_library_id = organisation.own_library()
  returning q.hold_id into r;
  if not found then raise exception 'the request was answered meanwhile' using errcode = 'KF003'; end if;
  if item is not null then
    update circulation.ibl_request q set state = 'withdrawn' where q.hold_id = r.hold_id and q.state in ('planned', 'asked');
    update circulation.hold h set ibl_until = null where h.hold_id = r.hold_id;
    return null;
  end if;
  update circulation.ibl_request q set state = 'asked', asked_at = answer_ibl.at
   where q.ibl_id = (select n.ibl_id from circulation.ibl_request n where n.hold_id = r.hold_id and n.state = 'planned' order by n.turn, n.ibl_id limit 1)
  returning q.lender_library_id into next_one;
  if found then return next_one.lender_library_id; end if;
  update circulation.hold h set ibl_until = (answer_ibl.at at time zone 'Europe/Brussels')::date - 1
   where h.hold_id = r.hold_id and h.ibl_until is not null;
  return null;
end $function$
;
alter function circulation.answer_ibl(bigint,bigint,timestamp with time zone,bigint) owner to kaft_finder;
revoke all on function circulation.answer_ibl(bigint,bigint,timestamp with time zone,bigint) from public;
grant execute on function circulation.answer_ibl(bigint,bigint,timestamp with time zone,bigint) to kaft_app;
grant execute on function circulation.answer_ibl(bigint,bigint,timestamp with time zone,bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.awaited_titles(asked bigint[])
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct h.title_id from circulation.hold h where h.title_id = any (asked) and h.closed_at is null
$function$
;
alter function circulation.awaited_titles(bigint[]) owner to kaft_finder;
revoke all on function circulation.awaited_titles(bigint[]) from public;
grant execute on function circulation.awaited_titles(bigint[]) to kaft_app;
grant execute on function circulation.awaited_titles(bigint[]) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.competitors(titles bigint[], library bigint, on_day date)
 RETURNS bigint[]
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select array(
    select competitors.library
    union
    select o.library_id
      from (select distinct i.library_id from inventory.item i where i.title_id = any (titles) and i.state in ('in_use', 'on_order')
              and i.library_id = any (organisation.linked(competitors.library, false))) own
      join organisation.agreement_member m on m.library_id = own.library_id
      join organisation.agreement a on a.agreement_id = m.agreement_id
      join organisation.agreement_member o on o.agreement_id = a.agreement_id
     where a.shares_patrons and a.ended_at is null and on_day between a.starts_on and coalesce(a.ends_on, 'infinity')
       and m.left_at is null and on_day between m.joined_on and coalesce(m.left_on, 'infinity')
       and o.left_at is null and on_day between o.joined_on and coalesce(o.left_on, 'infinity'))
$function$
;
alter function circulation.competitors(bigint[],bigint,date) owner to kaft_owner;
revoke all on function circulation.competitors(bigint[],bigint,date) from public;
grant execute on function circulation.competitors(bigint[],bigint,date) to kaft_finder;

CREATE OR REPLACE FUNCTION circulation.count_across(library bigint, others bigint[], day date, OUT loans_elsewhere integer, OUT holds_elsewhere integer, OUT ready_elsewhere integer, OUT items_elsewhere integer, OUT on_the_way integer, OUT owed_cents bigint, OUT fee_once integer)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not organisation.may_count(library) then return; end if;
  select count(*) into loans_elsewhere from circulation.loan l
   where l.library_id = library and l.returned_at is null and l.item_library_id = any (others);
  select count(*) filter (where h.state <> 'ready'), count(*) filter (where h.state = 'ready') into holds_elsewhere, ready_elsewhere
    from circulation.hold h join organisation.branch b on b.branch_id = h.pickup_branch_id
   where h.library_id = library and h.closed_at is null and b.library_id = any (others);
  select count(*) filter (where s.status <> 'in_transit'), count(*) filter (where s.status = 'in_transit') into items_elsewhere, on_the_way
    from circulation.item_status s join inventory.item i on i.item_id = s.item_id
    join organisation.branch b on b.branch_id = coalesce(s.to_branch_id, s.branch_id)
   where i.library_id = library and s.status <> 'on_loan' and b.library_id = any (others);
  select coalesce(sum(d.cents), 0) into owed_cents
    from (select coalesce(e.charge_id, e.entry_id) as charge_id, sum(e.amount_cents) as cents
            from finance.account a join finance.entry e on e.account_id = a.account_id
           where a.library_id = library group by 1 having sum(e.amount_cents) > 0) d
    join finance.entry c on c.entry_id = d.charge_id join organisation.branch b on b.branch_id = c.branch_id
   where b.library_id = any (others);
  select count(*) into fee_once from patrons.membership m
   where m.library_id = library and m.fee_because = 'cooperation' and day between m.starts_on and coalesce(m.ends_on, 'infinity');
end $function$
;
alter function circulation.count_across(bigint,bigint[],date) owner to kaft_finder;
revoke all on function circulation.count_across(bigint,bigint[],date) from public;
grant execute on function circulation.count_across(bigint,bigint[],date) to kaft_app;

CREATE OR REPLACE FUNCTION circulation.end_unseen_loan(loan bigint, how text, at timestamp with time zone, on_day date, branch bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update circulation.loan l set returned_at = end_unseen_loan.at, returned_on = on_day, returned_branch_id = branch, ended = how
   where l.loan_id = end_unseen_loan.loan and l.returned_at is null and how in ('returned', 'lent_on') and circulation.in_hands(l.item_id)
     and exists (select from organisation.branch b where b.branch_id = branch and b.library_id = organisation.own_library());
  if not found then
    raise exception 'the loan ended meanwhile' using errcode = 'KF003';
  end if;
end $function$
;
alter function circulation.end_unseen_loan(bigint,text,timestamp with time zone,date,bigint) owner to kaft_finder;
revoke all on function circulation.end_unseen_loan(bigint,text,timestamp with time zone,date,bigint) from public;
grant execute on function circulation.end_unseen_loan(bigint,text,timestamp with time zone,date,bigint) to kaft_app;
grant execute on function circulation.end_unseen_loan(bigint,text,timestamp with time zone,date,bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.forget_ties(today date, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  gone integer;
  name text;
begin
  delete from circulation.event_patron where (event_id, erase_in) in (
    select event_id, erase_in from circulation.event_patron where erase_in <= today limit most);
  get diagnostics gone = row_count;
  if gone = most then return gone; end if;
  perform set_config('lock_timeout', '500ms', true);
  for name in
    select c.relname from pg_catalog.pg_inherits h join pg_catalog.pg_class c on c.oid = h.inhrelid
     where h.inhparent = 'circulation.event_patron'::regclass and c.relname <> 'event_patron_kept'
       and c.relname < 'event_patron_' || to_char(today, 'YYYY_MM')
  loop
    execute format('drop table circulation.%I', name);
  end loop;
  return gone;
exception when lock_not_available then
  return 0;
end $function$
;
alter function circulation.forget_ties(date,integer) owner to kaft_owner;
revoke all on function circulation.forget_ties(date,integer) from public;
grant execute on function circulation.forget_ties(date,integer) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.hold_place(hold bigint, on_day date)
 RETURNS TABLE(place integer, waiting integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  mine record;
  titles bigint[];
begin
  select h.hold_id, h.library_id, h.title_id, h.placed_at, h.state into mine
    from circulation.hold h where h.hold_id = hold_place.hold and h.library_id = any (organisation.scope());
  if mine.hold_id is null then return; end if;
  titles := array(select mine.title_id union select x.title_id from circulation.hold_title x where x.hold_id = mine.hold_id);
  return query
    select case when mine.state = 'waiting'
             then 1 + count(*) filter (where q.active and (q.placed_at, q.hold_id) < (mine.placed_at, mine.hold_id))::integer end,
           count(*)::integer
      from circulation.title_queue(titles, mine.library_id, on_day) q;
end $function$
;
alter function circulation.hold_place(bigint,date) owner to kaft_finder;
revoke all on function circulation.hold_place(bigint,date) from public;
grant execute on function circulation.hold_place(bigint,date) to kaft_app;
grant execute on function circulation.hold_place(bigint,date) to kaft_jobs;
grant execute on function circulation.hold_place(bigint,date) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.ibl_facts(ibl bigint)
 RETURNS TABLE(ibl_id bigint, hold_id bigint, title_id bigint, lender_library_id bigint, state text, pickup_branch_id bigint, wanted boolean, until date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select r.ibl_id, r.hold_id, r.title_id, r.lender_library_id, r.state, h.pickup_branch_id, h.state = 'waiting' and h.ibl_until is not null, h.ibl_until
    from circulation.ibl_request r join circulation.hold h on h.hold_id = r.hold_id
   where r.ibl_id = ibl_facts.ibl
     and (r.lender_library_id = (select organisation.own_library()) or r.library_id = any ((select organisation.scope())::bigint[]))
$function$
;
alter function circulation.ibl_facts(bigint) owner to kaft_finder;
revoke all on function circulation.ibl_facts(bigint) from public;
grant execute on function circulation.ibl_facts(bigint) to kaft_app;
grant execute on function circulation.ibl_facts(bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.in_hands(item bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select exists (select from inventory.item i where i.item_id = in_hands.item and i.library_id = any ((select organisation.scope())::bigint[]))
      or exists (select from circulation.ibl_request r
                  where r.item_id = in_hands.item and r.state = 'sent' and r.library_id = any ((select organisation.scope())::bigint[]))
$function$
;
alter function circulation.in_hands(bigint) owner to kaft_owner;
revoke all on function circulation.in_hands(bigint) from public;
grant execute on function circulation.in_hands(bigint) to kaft_finder;
grant execute on function circulation.in_hands(bigint) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.item_changes_branch()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  update circulation.item_status s set astray = s.branch_id <> new.branch_id where s.item_id = new.item_id;
  return null;
end $function$
;
alter function circulation.item_changes_branch() owner to kaft_owner;
revoke all on function circulation.item_changes_branch() from public;
grant execute on function circulation.item_changes_branch() to public;

CREATE OR REPLACE FUNCTION circulation.item_facts(i inventory.item, day date, whose bigint[], whole boolean, borrower boolean, named boolean)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  s record;
  n record;
  loan json;
  names json;
  of_title json;
  q jsonb := circulation.queue_facts(i.item_id, day, whose, whole);
begin
  if named then
    select t.title, t.author, t.audience, t.language, b.name into n
      from cataloguing.title t, organisation.branch b where t.title_id = i.title_id and b.branch_id = i.branch_id;
    names := json_build_object('title', n.title, 'author', n.author, 'branch_name', n.name);
    of_title := json_build_object('audience', n.audience, 'language', n.language);
  end if;
  select c.status, c.branch_id, c.to_branch_id, c.due_on, c.due_at into s from circulation.item_status c where c.item_id = i.item_id;
  if s.status = 'on_loan' then loan := circulation.open_loan_facts(i.item_id, borrower); end if;
  return json_build_object(
    'item_id', i.item_id::text, 'barcode', i.barcode, 'library_id', i.library_id::text, 'title_id', i.title_id::text,
    'branch_id', i.branch_id::text, 'item_type', i.item_type, 'shelf', i.shelf, 'call_number', i.call_number,
    'price_cents', i.price_cents, 'loanable', i.loanable, 'state', i.state, 'note', i.note, 'note_when', i.note_when, 'note_ask', i.note_ask,
    'acquired_on', i.acquired_on, 'age_label', i.age_label,
    'status', coalesce(s.status, 'available'), 'at_branch_id', coalesce(s.branch_id, i.branch_id)::text,
    'to_branch_id', s.to_branch_id::text, 'due_on', s.due_on, 'due_at', base.iso(s.due_at), 'loan', loan,
    'hold', q -> 'held', 'queue', coalesce(q -> 'queue', '[]'), 'copies', coalesce(q -> 'copies', '[]'),
    'served', coalesce(q -> 'served', '[]'), 'policy', q -> 'policy', 'names', names, 'of_title', of_title);
end $function$
;
alter function circulation.item_facts(inventory.item,date,bigint[],boolean,boolean,boolean) owner to kaft_owner;
revoke all on function circulation.item_facts(inventory.item,date,bigint[],boolean,boolean,boolean) from public;
grant execute on function circulation.item_facts(inventory.item,date,bigint[],boolean,boolean,boolean) to kaft_app;
grant execute on function circulation.item_facts(inventory.item,date,bigint[],boolean,boolean,boolean) to kaft_jobs;
grant execute on function circulation.item_facts(inventory.item,date,bigint[],boolean,boolean,boolean) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.keep_agreement()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if new.agreement_id is distinct from old.agreement_id then
    raise exception 'a regulation stays that of its library or its cooperation' using errcode = '42501';
  end if;
  return new;
end $function$
;
alter function circulation.keep_agreement() owner to kaft_owner;
revoke all on function circulation.keep_agreement() from public;
grant execute on function circulation.keep_agreement() to public;

CREATE OR REPLACE FUNCTION circulation.lent_items_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  -- Each half has an index of its own.
  if exists (select from gone g where exists (select from circulation.loan l where l.item_id = g.item_id and l.returned_at is null)
               or exists (select from circulation.loan l where l.item_id = g.item_id and l.returned_at is not null)) then
    raise exception 'an item of which a loan tells stays' using errcode = '23503';
  end if;
  return null;
end $function$
;
alter function circulation.lent_items_stay() owner to kaft_owner;
revoke all on function circulation.lent_items_stay() from public;
grant execute on function circulation.lent_items_stay() to public;

CREATE OR REPLACE FUNCTION circulation.line_heads(titles bigint[], most integer[], items bigint[], on_day date)
 RETURNS TABLE(title_id bigint, hold_id bigint, library_id bigint, pickup_branch_id bigint, placed_at timestamp with time zone, suspended_until date, expires_on date, wanted_item_id bigint, after_open boolean)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
 SET enable_sort TO 'off'
AS $function$
  with recursive pair as (
    select t.title_id, t.most, f.library_id, f.pickup_branch_id
      from unnest(titles, most) as t(title_id, most)
     cross join lateral (select h.library_id, h.pickup_branch_id from circulation.hold h
                          where h.state = 'waiting' and h.title_id = t.title_id order by h.library_id, h.pickup_branch_id limit 1) f
    union all
    select p.title_id, p.most, n.library_id, n.pickup_branch_id
      from pair p
     cross join lateral (select h.library_id, h.pickup_branch_id from circulation.hold h
                          where h.state = 'waiting' and h.title_id = p.title_id and (h.library_id, h.pickup_branch_id) > (p.library_id, p.pickup_branch_id)
                          order by h.library_id, h.pickup_branch_id limit 1) n
  ), line as (
    select p.title_id, f.hold_id, f.library_id, f.pickup_branch_id, f.placed_at, f.suspended_until, f.expires_on, f.wanted_item_id
      from pair p
     cross join lateral (
       select h.* from circulation.hold h
        where h.state = 'waiting' and h.title_id = p.title_id and h.library_id = p.library_id and h.pickup_branch_id = p.pickup_branch_id
          and h.wanted_item_id is null and coalesce(h.suspended_until <= on_day, true) and coalesce(h.expires_on >= on_day, true)
          and not exists (select from privacy.restriction r where r.patron_id = h.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
          and (h.after_hold_id is null or not exists (select from circulation.hold a where a.hold_id = h.after_hold_id and a.closed_at is null))
        order by h.placed_at, h.hold_id limit p.most) f
    union all
    select h.title_id, h.hold_id, h.library_id, h.pickup_branch_id, h.placed_at, h.suspended_until, h.expires_on, h.wanted_item_id
      from circulation.hold h
     where h.state = 'waiting' and h.wanted_item_id = any (items) and h.title_id = any (titles)
       and coalesce(h.suspended_until <= on_day, true) and coalesce(h.expires_on >= on_day, true)
       and not exists (select from privacy.restriction r where r.patron_id = h.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
       and (h.after_hold_id is null or not exists (select from circulation.hold a where a.hold_id = h.after_hold_id and a.closed_at is null))
    union all
    select x.title_id, h.hold_id, h.library_id, h.pickup_branch_id, h.placed_at, h.suspended_until, h.expires_on, h.wanted_item_id
      from circulation.hold_title x join circulation.hold h on h.hold_id = x.hold_id
     where h.state = 'waiting' and x.title_id = any (titles) and h.title_id <> x.title_id
       and coalesce(h.suspended_until <= on_day, true) and coalesce(h.expires_on >= on_day, true)
       and not exists (select from privacy.restriction r where r.patron_id = h.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
       and (h.after_hold_id is null or not exists (select from circulation.hold a where a.hold_id = h.after_hold_id and a.closed_at is null))
  )
  select l.*, false from line l
$function$
;
alter function circulation.line_heads(bigint[],integer[],bigint[],date) owner to kaft_owner;
revoke all on function circulation.line_heads(bigint[],integer[],bigint[],date) from public;
grant execute on function circulation.line_heads(bigint[],integer[],bigint[],date) to kaft_finder;

CREATE OR REPLACE FUNCTION circulation.make_partitions(from_day date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  month date;
  made integer := 0;
  name text;
begin
  perform pg_advisory_xact_lock(hashtext('circulation.make_partitions'));
  for i in -1..3 loop
    month := (date_trunc('month', from_day) + make_interval(months => i))::date;
    name := 'event_' || to_char(month, 'YYYY_MM');
    if to_regclass('circulation.' || name) is null then
      execute format('create table circulation.%I partition of circulation.event for values from (%L) to (%L)', name,
        (month::timestamp at time zone 'UTC')::text, ((month + interval '1 month')::timestamp at time zone 'UTC')::text);
      execute format('alter table circulation.%I enable row level security', name);
      made := made + 1;
    end if;
  end loop;
  -- The tie to a person goes ninety days later, so those partitions reach further ahead.
  for i in 0..7 loop
    month := (date_trunc('month', from_day) + make_interval(months => i))::date;
    name := 'event_patron_' || to_char(month, 'YYYY_MM');
    if to_regclass('circulation.' || name) is null then
      execute format('create table circulation.%I partition of circulation.event_patron for values from (%L) to (%L)', name,
        month, (month + interval '1 month')::date);
      execute format('alter table circulation.%I enable row level security', name);
      made := made + 1;
    end if;
  end loop;
  -- Facts of loans are kept for a year and the month that runs; an older month goes whole.
  for i in -13..3 loop
    month := (date_trunc('month', from_day) + make_interval(months => i))::date;
    name := 'loan_fact_' || to_char(month, 'YYYY_MM');
    if to_regclass('circulation.' || name) is null then
      execute format('create table circulation.%I partition of circulation.loan_fact for values from (%L) to (%L)', name,
        month, (month + interval '1 month')::date);
      execute format('alter table circulation.%I enable row level security', name);
      made := made + 1;
    end if;
  end loop;
  for name in
    select c.relname from pg_catalog.pg_inherits h join pg_catalog.pg_class c on c.oid = h.inhrelid
     where h.inhparent = 'circulation.loan_fact'::regclass
       and c.relname < 'loan_fact_' || to_char(date_trunc('month', from_day) - interval '13 months', 'YYYY_MM')
  loop
    execute format('drop table circulation.%I', name);
  end loop;
  return made;
end $function$
;
alter function circulation.make_partitions(date) owner to kaft_owner;
revoke all on function circulation.make_partitions(date) from public;
grant execute on function circulation.make_partitions(date) to kaft_app;
grant execute on function circulation.make_partitions(date) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.months_ahead(from_day date)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select count(*)::integer from generate_series(1, 12) as i
   where to_regclass('circulation.event_' || to_char(date_trunc('month', from_day) + make_interval(months => i), 'YYYY_MM')) is not null
$function$
;
alter function circulation.months_ahead(date) owner to kaft_owner;
revoke all on function circulation.months_ahead(date) from public;
grant execute on function circulation.months_ahead(date) to public;

CREATE OR REPLACE FUNCTION circulation.move_hold(hold bigint, item bigint, into_state text, code text, at timestamp with time zone, until date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  n integer;
begin
  perform from inventory.item i
    where i.item_id = move_hold.item
      and (i.library_id = any (organisation.scope())
        or exists (select from circulation.ibl_request r where r.item_id = i.item_id and r.state = 'sent' and r.library_id = any (organisation.scope())));
  if not found then
    raise exception 'only an item in the hand moves a hold' using errcode = '42501';
  end if;
  if into_state = 'waiting' then
    update circulation.hold h set state = 'waiting', item_id = null, hold_code = null, ready_at = null, ready_until = null
     where h.hold_id = move_hold.hold and h.item_id = move_hold.item and h.state in ('in_transit', 'ready');
  else
    update circulation.hold h
       set state = into_state, item_id = move_hold.item, ready_until = until,
           hold_code = case when into_state = 'ready' then circulation.shelf_code(move_hold.hold, code) end,
           ready_at = case when into_state = 'ready' then move_hold.at end
      from inventory.item i
     where h.hold_id = move_hold.hold and i.item_id = move_hold.item
       and (h.state = 'waiting' or (h.state in ('in_transit', 'ready') and h.item_id = move_hold.item))
       -- Not any hold whatever: one that waits for this title, at a library that works with the item's or asked it.
       and (h.title_id = i.title_id or exists (select from circulation.hold_title x where x.hold_id = h.hold_id and x.title_id = i.title_id))
       and (h.library_id = any (organisation.linked(i.library_id, false)) or h.item_id = i.item_id
         or exists (select from circulation.ibl_request r where r.hold_id = h.hold_id and r.lender_library_id = i.library_id and r.state in ('asked', 'sent')));
  end if;
  get diagnostics n = row_count;
  if n <> 1 then
    raise exception 'the hold was caught by another item meanwhile' using errcode = 'KF003';
  end if;
end $function$
;
alter function circulation.move_hold(bigint,bigint,text,text,timestamp with time zone,date) owner to kaft_finder;
revoke all on function circulation.move_hold(bigint,bigint,text,text,timestamp with time zone,date) from public;
grant execute on function circulation.move_hold(bigint,bigint,text,text,timestamp with time zone,date) to kaft_app;
grant execute on function circulation.move_hold(bigint,bigint,text,text,timestamp with time zone,date) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.move_title(gone bigint, stays bigint, at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  moved integer;
  more integer;
begin
  -- Only along a way that the catalogue made: nobody moves a queue to a title of their choice.
  if not exists (select from cataloguing.title t where t.title_id = gone and t.merged_into = stays) then return 0; end if;
  update circulation.hold h set state = 'cancelled', closed_at = at, closed_because = 'merged'
   where h.state = 'waiting' and h.title_id in (gone, stays) and exists (
     select from circulation.hold o
      where o.library_id = h.library_id and o.patron_id = h.patron_id and o.closed_at is null
        and o.title_id = case when h.title_id = gone then stays else gone end
        and (o.state <> 'waiting' or (o.placed_at, o.hold_id) < (h.placed_at, h.hold_id)));
  update circulation.hold h set title_id = stays, placed_title_id = coalesce(h.placed_title_id, gone)
   where h.title_id = gone and h.state = 'waiting';
  get diagnostics moved = row_count;
  update circulation.hold h set title_id = stays, placed_title_id = coalesce(h.placed_title_id, gone)
    from inventory.item i where i.title_id = stays and h.item_id = i.item_id and h.state in ('in_transit', 'ready') and h.title_id = gone;
  get diagnostics more = row_count;
  moved := moved + more;
  update circulation.hold_title x set title_id = stays, placed_title_id = coalesce(x.placed_title_id, gone)
    from circulation.hold h
   where x.title_id = gone and h.hold_id = x.hold_id and h.closed_at is null and h.title_id <> stays
     and not exists (select from circulation.hold_title k where k.hold_id = x.hold_id and k.title_id = stays);
  update circulation.pull_claim c set title_id = stays from circulation.hold h
   where h.placed_title_id is not null and h.title_id = stays and c.library_id = h.library_id and c.hold_id = h.hold_id and c.title_id = gone;
  update circulation.ibl_request r set title_id = stays from circulation.hold h
   where h.placed_title_id is not null and h.title_id = stays and r.hold_id = h.hold_id and r.title_id = gone;
  update circulation.loan l set title_id = stays from inventory.item i
   where i.title_id = stays and l.item_id = i.item_id and l.returned_at is null and l.title_id = gone;
  get diagnostics more = row_count;
  return moved + more;
end $function$
;
alter function circulation.move_title(bigint,bigint,timestamp with time zone) owner to kaft_finder;
revoke all on function circulation.move_title(bigint,bigint,timestamp with time zone) from public;
grant execute on function circulation.move_title(bigint,bigint,timestamp with time zone) to kaft_app;
grant execute on function circulation.move_title(bigint,bigint,timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.move_title_back(gone bigint, stays bigint, at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  tree bigint[] := array(select cataloguing.merged_titles(gone));
  moved integer;
  more integer;
begin
  if not exists (select from cataloguing.title t where t.title_id = gone and t.merged_into is null) then return 0; end if;
  update circulation.pull_claim c set title_id = gone from circulation.hold h
   where h.placed_title_id = any (tree) and h.title_id = stays and h.closed_at is null
     and c.library_id = h.library_id and c.hold_id = h.hold_id and c.title_id = stays;
  update circulation.ibl_request r set title_id = gone from circulation.hold h
   where h.placed_title_id = any (tree) and h.title_id = stays and h.closed_at is null and r.hold_id = h.hold_id and r.title_id = stays;
  update circulation.hold h set title_id = gone, placed_title_id = nullif(h.placed_title_id, gone)
   where h.placed_title_id = any (tree) and h.title_id = stays and h.closed_at is null
     and (h.state = 'waiting' or exists (select from inventory.item i where i.item_id = h.item_id and i.title_id = gone));
  get diagnostics moved = row_count;
  update circulation.hold_title x set title_id = gone, placed_title_id = nullif(x.placed_title_id, gone)
   where x.placed_title_id = any (tree) and x.title_id = stays;
  update circulation.hold h set state = 'waiting', closed_at = null, closed_because = null
   where h.closed_because = 'merged' and h.closed_at = at and h.title_id in (gone, stays);
  update circulation.loan l set title_id = gone from inventory.item i
   where i.title_id = gone and l.item_id = i.item_id and l.returned_at is null and l.title_id = stays;
  get diagnostics more = row_count;
  return moved + more;
end $function$
;
alter function circulation.move_title_back(bigint,bigint,timestamp with time zone) owner to kaft_finder;
revoke all on function circulation.move_title_back(bigint,bigint,timestamp with time zone) from public;
grant execute on function circulation.move_title_back(bigint,bigint,timestamp with time zone) to kaft_app;
grant execute on function circulation.move_title_back(bigint,bigint,timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.only_own_days()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- Behind the walls of loans a reader sees own ones only.
  if not exists (select from circulation.loan l
                  where l.loan_id = old.loan_id and l.patron_id = any ((select organisation.reader_ids())::bigint[])) then
    raise exception 'the day of a loan of somebody else' using errcode = '42501';
  end if;
  return new;
end $function$
;
alter function circulation.only_own_days() owner to kaft_owner;
revoke all on function circulation.only_own_days() from public;
grant execute on function circulation.only_own_days() to public;

CREATE OR REPLACE FUNCTION circulation.open_loan_facts(item bigint, borrower boolean)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  l record;
  person json;
begin
  select o.loan_id, o.library_id, o.patron_id, o.branch_id, o.lent_at, o.due_on, o.due_at, o.first_due_on, o.renewals, o.claimed_on, o.terms_id,
         t.version_id, t.resolved, lb.library_id as lent_library_id, ll.epoch
    into l
    from circulation.loan o join circulation.terms t on t.terms_id = o.terms_id
    join organisation.branch lb on lb.branch_id = o.branch_id join organisation.library ll on ll.library_id = lb.library_id
   where o.item_id = item and o.returned_at is null;
  if not found then return circulation.unseen_loan_facts(item); end if;
  if borrower then
    select json_build_object('patron_id', p.patron_id::text, 'library_id', p.library_id::text, 'membership_type', p.membership_type,
             'birth_on', p.birth_on, 'gender', p.gender, 'postcode', p.postcode, 'keep_history', p.keep_history)
      into person from patrons.patron p where p.patron_id = l.patron_id;
  end if;
  return json_build_object('loan_id', l.loan_id::text, 'library_id', l.library_id::text, 'patron_id', l.patron_id::text,
    'branch_id', l.branch_id::text, 'lent_library_id', l.lent_library_id::text, 'lent_epoch', l.epoch::text, 'lent_at', base.iso(l.lent_at),
    'due_on', l.due_on, 'due_at', base.iso(l.due_at), 'first_due_on', l.first_due_on, 'renewals', l.renewals, 'claimed_on', l.claimed_on,
    'terms_id', l.terms_id::text, 'version_id', l.version_id::text, 'resolved', l.resolved, 'borrower', person);
end $function$
;
alter function circulation.open_loan_facts(bigint,boolean) owner to kaft_owner;
revoke all on function circulation.open_loan_facts(bigint,boolean) from public;
grant execute on function circulation.open_loan_facts(bigint,boolean) to kaft_app;
grant execute on function circulation.open_loan_facts(bigint,boolean) to kaft_jobs;
grant execute on function circulation.open_loan_facts(bigint,boolean) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.patron_facts(p patrons.patron, day date, restricted boolean, card json)
 RETURNS json
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  -- The records of one person in the libraries in scope, in one order: by an agreement a person may have more than one,
  -- and blocks and limits of a cooperation count them together.
  ids bigint[] := array[p.patron_id];
  libraries bigint[] := array[p.library_id];
  blocks json;
  debts json;
  balance integer;
  deposit integer;
  holds json;
  costs json;
  loans json;
begin
  if p.person_id is not null then
    select array_agg(s.patron_id), array_agg(s.library_id) into ids, libraries from patrons.patron s where s.person_id = p.person_id;
  end if;
  -- Which blocks hold here: the same as `holdsFor` (patrons/blocks/blocks.store.ts) asks of the lists.
  if exists (select from patrons.block b where b.patron_id = any (ids) and b.lifted_at is null) then
    blocks := (select json_agg(json_build_object('until', b.until, 'actions', b.actions, 'cause', b.cause) order by b.block_id)
                 from patrons.block b
                where b.patron_id = any (ids) and b.lifted_at is null and (b.until is null or b.until >= day)
                  and (b.cause is distinct from 'not_identified' or b.patron_id = p.patron_id)
                  and (b.reach = 'cooperation' or b.library_id = (select organisation.own_library())));
  end if;
  if exists (select from finance.account a where a.library_id = any (libraries) and a.patron_id = any (ids)) then
    select m.balance_cents, m.deposit_cents, m.debts into balance, deposit, debts from finance.of_person(p.patron_id, libraries, ids) m;
  end if;
  if exists (select from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null) then
    select json_agg(h.hold_id::text),
           json_agg(json_build_object('hold_id', h.hold_id::text, 'cents', h.pickup_cents)) filter (where h.pickup_cents > 0)
      into holds, costs from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null;
  end if;
  if exists (select from circulation.loan l where l.patron_id = any (ids) and l.returned_at is null) then
    loans := (select json_agg(json_build_object('item_id', l.item_id::text, 'item_type', l.item_type, 'title_id', l.title_id::text,
                       'branch_id', l.branch_id::text, 'item_library_id', l.item_library_id::text, 'lent_library_id', lb.library_id::text,
                       'due_on', l.due_on, 'claimed_on', l.claimed_on))
                from circulation.loan l join organisation.branch lb on lb.branch_id = l.branch_id
               where l.patron_id = any (ids) and l.returned_at is null);
  end if;
  return json_build_object(
    'patron_id', p.patron_id::text, 'library_id', p.library_id::text, 'membership_type', p.membership_type,
    'member_until', p.member_until, 'deceased', p.deceased, 'restricted', restricted, 'birth_on', p.birth_on, 'gender', p.gender,
    'postcode', p.postcode, 'keep_history', p.keep_history, 'card', card, 'blocks', coalesce(blocks, '[]'),
    'balance_cents', coalesce(balance, 0), 'debts', coalesce(debts, '[]'), 'deposit_cents', coalesce(deposit, 0),
    'holds', coalesce(holds, '[]'), 'pickup_costs', coalesce(costs, '[]'), 'loans', coalesce(loans, '[]'));
end $function$
;
alter function circulation.patron_facts(patrons.patron,date,boolean,json) owner to kaft_owner;
revoke all on function circulation.patron_facts(patrons.patron,date,boolean,json) from public;
grant execute on function circulation.patron_facts(patrons.patron,date,boolean,json) to kaft_app;
grant execute on function circulation.patron_facts(patrons.patron,date,boolean,json) to kaft_jobs;
grant execute on function circulation.patron_facts(patrons.patron,date,boolean,json) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.pull_facts(branch bigint, at timestamp with time zone, on_day date)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  own bigint;
  near bigint[];
  facts json;
begin
  select b.library_id into own from organisation.branch b where b.branch_id = branch and b.library_id = any (organisation.scope());
  if own is null then return null; end if;
  near := organisation.linked(own, false);
  with wanted as materialized (
    select h.title_id from circulation.hold h where h.state = 'waiting' and h.library_id = any (near)
    union
    select x.title_id from circulation.hold_title x join circulation.hold h on h.hold_id = x.hold_id and h.state = 'waiting'
     where x.library_id = any (near)
  ),
  -- Ids only, from the index: whatever else there is to know is read of what is not out.
  home as materialized (
    select i.item_id from wanted w join inventory.item i on i.branch_id = branch and i.title_id = w.title_id and i.state = 'in_use' and i.loanable
  ),
  found as materialized (
    select i.item_id, s.since from home i left join circulation.item_status s on s.item_id = i.item_id
     where coalesce(s.status, 'available') = 'available' and coalesce(s.branch_id, branch) = branch
    union all
    select s.item_id, s.since from circulation.item_status s join inventory.item i on i.item_id = s.item_id and i.state = 'in_use' and i.loanable
     where s.branch_id = branch and s.status = 'available' and s.astray and i.branch_id <> branch
  ),
  here as materialized (
    select i.item_id, i.title_id, i.library_id, i.branch_id, i.acquired_on, i.barcode, i.item_type, i.shelf, i.call_number, o.place,
           coalesce(m.tries, 0) as tries
      from found f join inventory.item i on i.item_id = f.item_id
      left join circulation.shelf_order o on o.branch_id = branch and o.shelf = i.shelf
      left join circulation.pull_miss m on m.item_id = i.item_id and m.last_at > coalesce(f.since, '-infinity') and m.last_at > pull_facts.at - interval '90 days'
     where coalesce(m.hidden_until, '-infinity') <= pull_facts.at
  ),
  titles as materialized (select i.title_id, count(*) as items from here i group by i.title_id),
  claims as materialized (
    select c.hold_id, h.title_id, c.branch_id, c.claimed_by, c.until
      from circulation.pull_claim c join circulation.hold h on h.hold_id = c.hold_id where c.until > pull_facts.at and c.library_id = any (near)
  ),
  -- Who is looked for already takes nobody's place among the first.
  asked as materialized (
    select array_agg(t.title_id) as titles, array_agg((t.items + coalesce(k.n, 0))::integer) as most
      from titles t left join (select c.title_id, count(*) as n from claims c group by c.title_id) k on k.title_id = t.title_id
  ),
  line as materialized (
    select q.* from asked a cross join lateral circulation.line_heads(a.titles, a.most, (select array_agg(i.item_id) from here i), on_day) q
  ),
  owners as materialized (
    select l.library_id, organisation.linked(l.library_id, false) as patrons, organisation.linked(l.library_id, true) as carried, s.value as policy,
           coalesce((s.value #>> '{wait_days,branch}')::integer + (s.value #>> '{wait_days,library}')::integer > 0 or s.value ->> 'share_percent' is not null, false) as counts
      from (select distinct i.library_id from here i) l
      left join organisation.setting s on s.library_id = l.library_id and s.key = 'holds.allocation'
  ),
  -- Copies are counted only where a policy leaves holds to nearer items, or shares items out.
  counted as materialized (select distinct i.title_id, i.library_id from here i join owners w on w.library_id = i.library_id and w.counts)
  select json_build_object(
    'own', own::text,
    'items', coalesce((select json_agg(json_build_object('item_id', i.item_id::text, 'title_id', i.title_id::text, 'library_id', i.library_id::text,
        'branch_id', i.branch_id::text, 'acquired_on', i.acquired_on, 'barcode', i.barcode, 'item_type', i.item_type, 'shelf', i.shelf,
        'call_number', i.call_number, 'place', i.place, 'tries', i.tries) order by i.title_id, i.barcode, i.item_id) from here i), '[]'),
    'owners', coalesce((select json_agg(json_build_object('library_id', w.library_id::text, 'patrons', w.patrons::text[], 'carried', w.carried::text[],
        'policy', w.policy)) from owners w), '[]'),
    'queue', coalesce((select json_agg(json_build_object('title_id', q.title_id::text, 'hold_id', q.hold_id::text, 'library_id', q.library_id::text,
        'pickup_branch_id', q.pickup_branch_id::text, 'pickup_library_id', pb.library_id::text,
        'placed_on', (q.placed_at at time zone 'Europe/Brussels')::date, 'suspended_until', q.suspended_until, 'expires_on', q.expires_on,
        'wanted_item_id', q.wanted_item_id::text, 'after_open', q.after_open) order by q.title_id, q.placed_at, q.hold_id)
      from line q join organisation.branch pb on pb.branch_id = q.pickup_branch_id), '[]'),
    'claims', coalesce((select json_agg(json_build_object('hold_id', c.hold_id::text, 'branch_id', c.branch_id::text, 'claimed_by', c.claimed_by::text,
        'until', base.iso(c.until))) from claims c
      where c.hold_id in (select q.hold_id from line q)), '[]'),
    'copies', coalesce((select json_agg(json_build_object('title_id', c.title_id::text, 'owner_id', c.owner_id::text, 'branch_id', c.branch_id::text,
        'library_id', c.library_id::text, 'items', c.items, 'free', 0))
      from (select k.title_id, k.library_id as owner_id, o.branch_id, o.library_id, count(*)::integer as items
              from counted k join owners w on w.library_id = k.library_id
              join inventory.item o on o.title_id = k.title_id and o.state = 'in_use' and o.loanable and o.library_id = any (w.carried)
             group by k.title_id, k.library_id, o.branch_id, o.library_id) c), '[]'),
    'served', coalesce((select json_agg(json_build_object('title_id', c.title_id::text, 'owner_id', c.owner_id::text, 'library_id', c.library_id::text,
        'items', c.items))
      from (select k.title_id, k.library_id as owner_id, coalesce(l.library_id, h.library_id) as library_id, count(*)::integer as items
              from counted k join inventory.item o on o.title_id = k.title_id and o.library_id = k.library_id
              join circulation.item_status s on s.item_id = o.item_id
              left join circulation.loan l on l.loan_id = s.loan_id left join circulation.hold h on h.hold_id = s.hold_id
             where coalesce(l.library_id, h.library_id) is not null
             group by k.title_id, k.library_id, coalesce(l.library_id, h.library_id)) c), '[]'))
    into facts;
  return facts;
end $function$
;
alter function circulation.pull_facts(bigint,timestamp with time zone,date) owner to kaft_finder;
revoke all on function circulation.pull_facts(bigint,timestamp with time zone,date) from public;
grant execute on function circulation.pull_facts(bigint,timestamp with time zone,date) to kaft_app;
grant execute on function circulation.pull_facts(bigint,timestamp with time zone,date) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.queue_facts(item bigint, on_day date, whose bigint[], whole boolean)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  it record;
  held jsonb;
  policy jsonb;
  copies jsonb;
  most integer;
  patrons bigint[];
  carried bigint[];
begin
  -- One look tells most items apart: nobody waits and nobody was promised it. An item serves one hold at a time: one
  -- that was promised it is served also where the item's status lost that.
  select i.item_id, i.title_id, i.library_id,
         coalesce(s.hold_id, (select p.hold_id from circulation.hold p where p.item_id = i.item_id and p.state in ('in_transit', 'ready'))) as hold_id,
         exists (select from circulation.hold h where h.title_id = i.title_id and h.state = 'waiting')
           or exists (select from circulation.hold_title x join circulation.hold h on h.hold_id = x.hold_id
                       where x.title_id = i.title_id and h.state = 'waiting') as waited_for
    into it
    from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
   where i.item_id = queue_facts.item;
  if it.item_id is null or (it.hold_id is null and not it.waited_for) then return null; end if;
  -- Asked only where there is something to tell.
  if not circulation.in_hands(item) then return null; end if;
  if it.hold_id is not null then
    select jsonb_build_object('hold_id', h.hold_id::text, 'library_id', h.library_id::text, 'pickup_branch_id', h.pickup_branch_id::text,
             'state', h.state, 'hold_code', h.hold_code, 'ready_until', h.ready_until) into held
      from circulation.hold h where h.hold_id = it.hold_id;
  end if;
  -- Nobody to choose among: what is promised is all there is to know.
  if not it.waited_for then
    return case when held is not null then jsonb_build_object('held', held) end;
  end if;
  patrons := organisation.linked(it.library_id, false);
  carried := organisation.linked(it.library_id, true);
  policy := (select s.value from organisation.setting s where s.library_id = it.library_id and s.key = 'holds.allocation');
  select coalesce(jsonb_agg(c), '[]'), coalesce(sum(c.free), 0) + 1 into copies, most
    from (select o.branch_id::text as branch_id, o.library_id::text as library_id, count(*)::integer as items,
                 count(*) filter (where o.item_id <> it.item_id and coalesce(s.status, 'available') = 'available')::integer as free
            from inventory.item o left join circulation.item_status s on s.item_id = o.item_id
           where o.title_id = it.title_id and o.state = 'in_use' and o.loanable and o.library_id = any (carried)
           group by o.branch_id, o.library_id order by 1) c;
  -- The own holds take nobody else's place among those who come.
  if whose is not null then
    most := most + (select count(*) from circulation.hold h where h.patron_id = any (whose) and h.closed_at is null);
  end if;
  return jsonb_build_object(
    'held', held,
    'policy', policy,
    'queue', coalesce((
      select jsonb_agg(jsonb_build_object('hold_id', q.hold_id::text, 'library_id', q.library_id::text, 'pickup_branch_id', q.pickup_branch_id::text,
               'pickup_library_id', pb.library_id::text, 'placed_on', (q.placed_at at time zone 'Europe/Brussels')::date,
               'suspended_until', q.suspended_until, 'expires_on', q.expires_on, 'wanted_item_id', q.wanted_item_id::text, 'after_open', q.after_open)
               order by q.placed_at, q.hold_id)
        from (select * from circulation.line_heads(array[it.title_id], array[most], array[it.item_id], on_day) where not whole
              union
              select * from circulation.whole_line(it.title_id, case when whole then null else whose end) where whole or whose is not null) q
        join organisation.branch pb on pb.branch_id = q.pickup_branch_id
       where q.library_id = any (patrons) and pb.library_id = any (carried)), '[]'),
    'copies', copies,
    -- Who has what of the others is weighed only where no library may have more than its share.
    'served', case when policy ->> 'share_percent' is null and not whole then '[]' else coalesce((
      select jsonb_agg(c) from (
        select coalesce(l.library_id, h.library_id)::text as library_id, count(*)::integer as items
          from inventory.item o join circulation.item_status s on s.item_id = o.item_id
          left join circulation.loan l on l.loan_id = s.loan_id left join circulation.hold h on h.hold_id = s.hold_id
         where o.title_id = it.title_id and o.library_id = it.library_id and o.item_id <> it.item_id and coalesce(l.library_id, h.library_id) is not null
         group by 1 order by 1) c), '[]') end);
end $function$
;
alter function circulation.queue_facts(bigint,date,bigint[],boolean) owner to kaft_finder;
revoke all on function circulation.queue_facts(bigint,date,bigint[],boolean) from public;
grant execute on function circulation.queue_facts(bigint,date,bigint[],boolean) to kaft_app;
grant execute on function circulation.queue_facts(bigint,date,bigint[],boolean) to kaft_jobs;
grant execute on function circulation.queue_facts(bigint,date,bigint[],boolean) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.reopen_unseen_loan(loan bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update circulation.loan l set returned_at = null, returned_on = null, returned_branch_id = null, ended = null
   where l.loan_id = reopen_unseen_loan.loan and l.ended in ('returned', 'lent_on') and circulation.in_hands(l.item_id)
     and exists (select from organisation.branch b where b.branch_id = l.returned_branch_id and b.library_id = organisation.own_library())
     and not exists (select from circulation.loan o where o.item_id = l.item_id and o.returned_at is null);
  if not found then
    raise exception 'the item was lent meanwhile' using errcode = 'KF003';
  end if;
end $function$
;
alter function circulation.reopen_unseen_loan(bigint) owner to kaft_finder;
revoke all on function circulation.reopen_unseen_loan(bigint) from public;
grant execute on function circulation.reopen_unseen_loan(bigint) to kaft_app;
grant execute on function circulation.reopen_unseen_loan(bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.sent_here(item bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return exists (select from circulation.ibl_request r where r.item_id = item and r.state = 'sent' and r.library_id = organisation.own_library());
end $function$
;
alter function circulation.sent_here(bigint) owner to kaft_owner;
revoke all on function circulation.sent_here(bigint) from public;
grant execute on function circulation.sent_here(bigint) to kaft_app;
grant execute on function circulation.sent_here(bigint) to kaft_jobs;
grant execute on function circulation.sent_here(bigint) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.shelf_code(hold bigint, wanted text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  shelf bigint;
  present text;
  taken integer[];
  n integer;
begin
  select h.pickup_branch_id, case when h.state = 'ready' then h.hold_code end into shelf, present
    from circulation.hold h join organisation.branch b on b.branch_id = h.pickup_branch_id
   where h.hold_id = shelf_code.hold and b.library_id = any (organisation.scope());
  if shelf is null then return wanted; end if;
  if present is not null and wanted !~ '-[0-9]+$' then return present; end if;
  insert into circulation.shelf_counter (branch_id, last_no) values (shelf, 0) on conflict (branch_id) do nothing;
  -- Two desks of a branch choose one after the other; what the first chose is seen by the second.
  select c.last_no into n from circulation.shelf_counter c where c.branch_id = shelf for update;
  taken := array(select substring(h.hold_code from '[0-9]+$')::integer from circulation.hold h
                  where h.pickup_branch_id = shelf and h.state = 'ready' and h.hold_id <> shelf_code.hold);
  if wanted ~ '-[0-9]+$' and not coalesce(substring(wanted from '[0-9]+$')::integer = any (taken), false) then return wanted; end if;
  for i in 1..999 loop
    n := n % 999 + 1;
    exit when not coalesce(n = any (taken), false);
  end loop;
  if n = any (taken) then
    n := 1000;
    while n = any (taken) loop n := n + 1; end loop;
  end if;
  update circulation.shelf_counter c set last_no = n where c.branch_id = shelf;
  return left(wanted, 1) || '-' || n;
end $function$
;
alter function circulation.shelf_code(bigint,text) owner to kaft_finder;
revoke all on function circulation.shelf_code(bigint,text) from public;
grant execute on function circulation.shelf_code(bigint,text) to kaft_app;
grant execute on function circulation.shelf_code(bigint,text) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.status_fits(status text, loan_id bigint, to_branch_id bigint, hold_id bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
begin
  return case status
    when 'available' then loan_id is null and to_branch_id is null
    when 'on_loan' then loan_id is not null and to_branch_id is null
    when 'in_transit' then loan_id is null and to_branch_id is not null
    when 'hold_shelf' then loan_id is null and to_branch_id is null and hold_id is not null
    else false end;
end $function$
;
alter function circulation.status_fits(text,bigint,bigint,bigint) owner to kaft_owner;
revoke all on function circulation.status_fits(text,bigint,bigint,bigint) from public;
grant execute on function circulation.status_fits(text,bigint,bigint,bigint) to public;

CREATE OR REPLACE FUNCTION circulation.still_kept(asked_hold bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from circulation.hold h
      join circulation.item_status s on s.item_id = h.item_id and s.hold_id = h.hold_id and s.status in ('hold_shelf', 'in_transit')
     where h.hold_id = asked_hold and h.patron_id = any ((select organisation.reader_ids())::bigint[])
       and not exists (select from circulation.hold o where o.state = 'ready' and o.pickup_branch_id = h.pickup_branch_id and o.hold_code = h.hold_code))
$function$
;
alter function circulation.still_kept(bigint) owner to kaft_finder;
revoke all on function circulation.still_kept(bigint) from public;
grant execute on function circulation.still_kept(bigint) to kaft_app;
grant execute on function circulation.still_kept(bigint) to kaft_jobs;
grant execute on function circulation.still_kept(bigint) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.title_queue(titles bigint[], library bigint, on_day date)
 RETURNS TABLE(hold_id bigint, library_id bigint, pickup_branch_id bigint, placed_at timestamp with time zone, suspended_until date, active boolean)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  rivals bigint[];
begin
  if not library = any (organisation.scope()) then return; end if;
  rivals := circulation.competitors(titles, library, on_day);
  return query
    select q.hold_id, q.library_id, q.pickup_branch_id, q.placed_at, q.suspended_until,
           coalesce(q.suspended_until <= on_day, true)
             and not exists (select from privacy.restriction r where r.patron_id = q.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
             and not (q.after_hold_id is not null and exists (select from circulation.hold p where p.hold_id = q.after_hold_id and p.closed_at is null))
      from (select h.* from circulation.hold h where h.title_id = any (titles) and h.state = 'waiting'
            union
            select h.* from circulation.hold_title x join circulation.hold h on h.hold_id = x.hold_id where x.title_id = any (titles) and h.state = 'waiting') q
     where q.library_id = any (rivals)
     order by q.placed_at, q.hold_id;
end $function$
;
alter function circulation.title_queue(bigint[],bigint,date) owner to kaft_finder;
revoke all on function circulation.title_queue(bigint[],bigint,date) from public;
grant execute on function circulation.title_queue(bigint[],bigint,date) to kaft_app;
grant execute on function circulation.title_queue(bigint[],bigint,date) to kaft_jobs;
grant execute on function circulation.title_queue(bigint[],bigint,date) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.title_weight(gone bigint, stays bigint, OUT holds integer, OUT holds_twice integer, OUT loans integer)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with mine as materialized (
    select h.library_id, h.patron_id from circulation.hold h where h.title_id = gone and h.state = 'waiting'
    union all
    select h.library_id, h.patron_id from inventory.item i join circulation.hold h on h.item_id = i.item_id and h.state in ('in_transit', 'ready')
     where i.title_id = gone)
  select (select count(*) from mine)::integer,
         (select count(*) from mine m where exists (select from circulation.hold k
           where k.library_id = m.library_id and k.patron_id = m.patron_id and k.title_id = stays and k.closed_at is null))::integer,
         (select count(*) from inventory.item i join circulation.loan l on l.item_id = i.item_id and l.returned_at is null where i.title_id = gone)::integer
$function$
;
alter function circulation.title_weight(bigint,bigint) owner to kaft_finder;
revoke all on function circulation.title_weight(bigint,bigint) from public;
grant execute on function circulation.title_weight(bigint,bigint) to kaft_app;
grant execute on function circulation.title_weight(bigint,bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION circulation.unseen_loan(item bigint, loan bigint)
 RETURNS SETOF circulation.loan
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select (jsonb_populate_record(l, jsonb_build_object('patron_id', null, 'library_id', l.item_library_id, 'lent_by', null, 'workstation_id', null,
           'trace', '{}'::jsonb))).*
    from circulation.loan l
   where l.item_id = unseen_loan.item and circulation.in_hands(unseen_loan.item)
     and case when unseen_loan.loan is null then l.returned_at is null
         else l.loan_id = unseen_loan.loan and (l.returned_at is null or exists (
                select from organisation.branch b where b.branch_id = l.returned_branch_id and b.library_id = organisation.own_library())) end
$function$
;
alter function circulation.unseen_loan(bigint,bigint) owner to kaft_finder;
revoke all on function circulation.unseen_loan(bigint,bigint) from public;
grant execute on function circulation.unseen_loan(bigint,bigint) to kaft_app;
grant execute on function circulation.unseen_loan(bigint,bigint) to kaft_jobs;
grant execute on function circulation.unseen_loan(bigint,bigint) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.unseen_loan_facts(item bigint)
 RETURNS json
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select json_build_object('loan_id', l.loan_id::text, 'library_id', l.library_id::text, 'patron_id', null, 'branch_id', l.branch_id::text,
           'lent_library_id', lb.library_id::text, 'lent_epoch', ll.epoch::text, 'lent_at', base.iso(l.lent_at), 'due_on', l.due_on,
           'due_at', base.iso(l.due_at), 'first_due_on', l.first_due_on, 'renewals', l.renewals, 'claimed_on', l.claimed_on,
           'terms_id', l.terms_id::text, 'version_id', t.version_id::text, 'resolved', t.resolved)
    from circulation.unseen_loan(item, null) l join circulation.terms t on t.terms_id = l.terms_id
    join organisation.branch lb on lb.branch_id = l.branch_id join organisation.library ll on ll.library_id = lb.library_id
$function$
;
alter function circulation.unseen_loan_facts(bigint) owner to kaft_owner;
revoke all on function circulation.unseen_loan_facts(bigint) from public;
grant execute on function circulation.unseen_loan_facts(bigint) to kaft_app;
grant execute on function circulation.unseen_loan_facts(bigint) to kaft_jobs;
grant execute on function circulation.unseen_loan_facts(bigint) to kaft_reader;

CREATE OR REPLACE FUNCTION circulation.whole_line(title bigint, whose bigint[])
 RETURNS TABLE(title_id bigint, hold_id bigint, library_id bigint, pickup_branch_id bigint, placed_at timestamp with time zone, suspended_until date, expires_on date, wanted_item_id bigint, after_open boolean)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select whole_line.title, h.hold_id, h.library_id, h.pickup_branch_id, h.placed_at,
         case when exists (select from privacy.restriction r where r.patron_id = h.patron_id and r.lifted_at is null and 'functional' = any (r.purposes))
              then date '9999-12-31' else h.suspended_until end, h.expires_on, h.wanted_item_id,
         h.after_hold_id is not null and exists (select from circulation.hold a where a.hold_id = h.after_hold_id and a.closed_at is null)
    from (select w.* from circulation.hold w where w.title_id = whole_line.title and w.state = 'waiting'
          union all
          select w.* from circulation.hold_title x join circulation.hold w on w.hold_id = x.hold_id
           where x.title_id = whole_line.title and w.state = 'waiting' and w.title_id <> whole_line.title) h
   where whose is null or (h.patron_id = any (whose) and h.library_id = any ((select organisation.scope())::bigint[]))
$function$
;
alter function circulation.whole_line(bigint,bigint[]) owner to kaft_owner;
revoke all on function circulation.whole_line(bigint,bigint[]) from public;
grant execute on function circulation.whole_line(bigint,bigint[]) to kaft_finder;

CREATE OR REPLACE FUNCTION finance.account_of(library bigint, patron bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  account bigint;
begin
  select account_id into account from finance.account where library_id = library and patron_id = patron and merged_from is null;
  if account is not null then return account; end if;
  insert into finance.account (library_id, patron_id) values (library, patron)
    on conflict (library_id, patron_id) where merged_from is null do nothing returning account_id into account;
  if account is null then
    select account_id into account from finance.account where library_id = library and patron_id = patron and merged_from is null;
  end if;
  return account;
end $function$
;
alter function finance.account_of(bigint,bigint) owner to kaft_owner;
revoke all on function finance.account_of(bigint,bigint) from public;
grant execute on function finance.account_of(bigint,bigint) to kaft_reader;
grant execute on function finance.account_of(bigint,bigint) to public;

CREATE OR REPLACE FUNCTION finance.of_person(patron bigint, libraries bigint[], patrons bigint[], OUT balance_cents integer, OUT deposit_cents integer, OUT debts json)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  select sum(d.cents) filter (where d.own), -sum(d.deposit) filter (where d.own),
         json_agg(json_build_object('library_id', coalesce(b.library_id, d.library_id)::text, 'on_day', c.on_day, 'cents', d.cents))
           filter (where d.cents <> 0 and c.entry_id is not null)
    into balance_cents, deposit_cents, debts
    from (select coalesce(e.charge_id, e.entry_id) as charge_id, a.library_id, a.patron_id = patron as own, sum(e.amount_cents)::integer as cents,
                 sum(e.amount_cents) filter (where e.charge_kind = 'deposit'
                   and (coalesce(r.kind, e.kind) in ('payment', 'payout') or coalesce(r.reason, e.reason) = 'credit_used')) as deposit
            from unnest(libraries, patrons) as s(library_id, patron_id)
            join finance.account a on a.library_id = s.library_id and a.patron_id = s.patron_id
            join finance.entry e on e.account_id = a.account_id left join finance.entry r on r.entry_id = e.reverses group by 1, 2, 3) d
    left join finance.entry c on c.entry_id = d.charge_id left join organisation.branch b on b.branch_id = c.branch_id;
end $function$
;
alter function finance.of_person(bigint,bigint[],bigint[]) owner to kaft_owner;
revoke all on function finance.of_person(bigint,bigint[],bigint[]) from public;
grant execute on function finance.of_person(bigint,bigint[],bigint[]) to kaft_app;
grant execute on function finance.of_person(bigint,bigint[],bigint[]) to kaft_jobs;
grant execute on function finance.of_person(bigint,bigint[],bigint[]) to kaft_reader;

CREATE OR REPLACE FUNCTION finance.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger is append-only: correct it by a reversal' using errcode = 'KF002';
end $function$
;
alter function finance.refuse_change() owner to kaft_owner;
revoke all on function finance.refuse_change() from public;
grant execute on function finance.refuse_change() to public;

CREATE OR REPLACE FUNCTION finance.refuse_replacing()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if (new.reason is not null and new.reason is distinct from old.reason)
     or (new.staff_id is not null and new.staff_id is distinct from old.staff_id)
     or (new.account_id <> 0 and new.account_id <> old.account_id) then
    raise exception 'the ledger is append-only: correct it by a reversal' using errcode = 'KF002';
  end if;
  return new;
end $function$
;
alter function finance.refuse_replacing() owner to kaft_owner;
revoke all on function finance.refuse_replacing() from public;
grant execute on function finance.refuse_replacing() to public;

CREATE OR REPLACE FUNCTION inventory.numbers_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  raise exception 'the number of an item stays' using errcode = '42501';
end $function$
;
alter function inventory.numbers_stay() owner to kaft_owner;
revoke all on function inventory.numbers_stay() from public;
grant execute on function inventory.numbers_stay() to public;

CREATE OR REPLACE FUNCTION messaging.news(after bigint, most integer, OUT upto bigint, OUT libraries bigint[])
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with batch as materialized (
    select e.position, e.kind, e.source, e.hold_id, e.loan_id, e.undoes
      from circulation.event e
     where e.position > after and age(e.xmin) > age((pg_snapshot_xmin(pg_current_snapshot()))::xid)
     order by e.position limit most
  ), told as (
    select h.library_id from batch b join circulation.hold h on h.hold_id = b.hold_id
    union
    select l.library_id from batch b join circulation.loan l on l.loan_id = b.loan_id
     where b.kind = 'renewal' and b.source = 'job'
    union
    select m.library_id from batch b join messaging.message m on m.event_id = b.undoes and m.state = 'planned'
  )
  select (select max(position) from batch), coalesce((select array_agg(library_id order by library_id) from told), '{}')
$function$
;
alter function messaging.news(bigint,integer) owner to kaft_finder;
revoke all on function messaging.news(bigint,integer) from public;
grant execute on function messaging.news(bigint,integer) to kaft_jobs;

CREATE OR REPLACE FUNCTION messaging.notice_progress(notice text, subject bigint, library bigint, OUT done boolean, OUT looked integer, OUT planned integer, OUT mails_waiting integer, OUT letters_waiting integer, OUT sent integer, OUT printed integer, OUT failed integer, OUT kept_back integer, OUT dropped integer, OUT last_at timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not organisation.may_count(library) then return; end if;
  select r.done_at is not null, r.looked, r.planned into done, looked, planned
    from messaging.notice_run r where r.library_id = library and r.kind = notice and r.subject_id = subject;
  select count(*) filter (where m.state = 'planned' and m.channel = 'email'), count(*) filter (where m.state = 'planned' and m.channel = 'letter'),
         count(*) filter (where m.state = 'sent' and m.printed_by is null), count(*) filter (where m.state = 'sent' and m.printed_by is not null),
         count(*) filter (where m.state = 'failed'), count(*) filter (where m.state = 'withdrawn'), count(*) filter (where m.state = 'dropped'),
         max(m.ended_at) filter (where m.state = 'sent')
    into mails_waiting, letters_waiting, sent, printed, failed, kept_back, dropped, last_at
    from messaging.message m where m.library_id = library and m.kind = notice and m.notice_id = subject;
  done := coalesce(done, false);
  looked := coalesce(looked, 0);
  planned := coalesce(planned, 0);
end $function$
;
alter function messaging.notice_progress(text,bigint,bigint) owner to kaft_finder;
revoke all on function messaging.notice_progress(text,bigint,bigint) from public;
grant execute on function messaging.notice_progress(text,bigint,bigint) to kaft_app;

CREATE OR REPLACE FUNCTION messaging.sending_libraries()
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct c.library_id from messaging.campaign c where c.state = 'sending'
$function$
;
alter function messaging.sending_libraries() owner to kaft_finder;
revoke all on function messaging.sending_libraries() from public;
grant execute on function messaging.sending_libraries() to kaft_jobs;

CREATE OR REPLACE FUNCTION messaging.waiting(at timestamp with time zone)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct m.library_id from messaging.message m
    join organisation.library l on l.library_id = m.library_id and l.rests_since is null
   where m.state = 'planned' and m.channel = 'email' and m.not_before <= at order by 1
$function$
;
alter function messaging.waiting(timestamp with time zone) owner to kaft_finder;
revoke all on function messaging.waiting(timestamp with time zone) from public;
grant execute on function messaging.waiting(timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION moving.departures_at_work()
 RETURNS TABLE(departure_id bigint, library_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select d.departure_id, d.library_id from moving.departure d
   where (d.state = 'erasing' or (d.state = 'confirmed' and d.wants is not null))
     and coalesce(d.beat_at, '-infinity') < clock_timestamp() - interval '1 minute'
   order by d.departure_id
$function$
;
alter function moving.departures_at_work() owner to kaft_finder;
revoke all on function moving.departures_at_work() from public;
grant execute on function moving.departures_at_work() to kaft_jobs;

CREATE OR REPLACE FUNCTION moving.forget_departure_marks(before date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  gone integer;
begin
  update moving.departure set made_by = null, confirmed_by = null, begun_by = null, stopped_by = null
   where made_at < forget_departure_marks.before and coalesce(made_by, confirmed_by, begun_by, stopped_by) is not null;
  get diagnostics gone = row_count;
  return gone;
end $function$
;
alter function moving.forget_departure_marks(date) owner to kaft_owner;
revoke all on function moving.forget_departure_marks(date) from public;
grant execute on function moving.forget_departure_marks(date) to kaft_jobs;

CREATE OR REPLACE FUNCTION moving.forget_fusion_marks(before date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  gone integer;
begin
  update moving.fusion set made_by = null, begun_by = null, signed_by = null, taken_back_by = null
   where made_at < forget_fusion_marks.before and coalesce(made_by, begun_by, signed_by, taken_back_by) is not null;
  get diagnostics gone = row_count;
  return gone;
end $function$
;
alter function moving.forget_fusion_marks(date) owner to kaft_owner;
revoke all on function moving.forget_fusion_marks(date) from public;
grant execute on function moving.forget_fusion_marks(date) to kaft_jobs;

CREATE OR REPLACE FUNCTION moving.fusion_came(fusions bigint[])
 RETURNS SETOF moving.fusion_tally
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select t.* from moving.fusion_tally t where t.fusion_id = any (fusions) and organisation.for_consortium()
$function$
;
alter function moving.fusion_came(bigint[]) owner to kaft_finder;
revoke all on function moving.fusion_came(bigint[]) from public;
grant execute on function moving.fusion_came(bigint[]) to kaft_app;

CREATE OR REPLACE FUNCTION organisation.absorbed()
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if session_user <> 'kaft_jobs' then return '{}'; end if;
  return array(select f.absorbed_id from moving.fusion f
                where f.kept_id = organisation.session_library() and f.state in ('checking', 'moving', 'taking_back'));
end $function$
;
alter function organisation.absorbed() owner to kaft_finder;
revoke all on function organisation.absorbed() from public;
grant execute on function organisation.absorbed() to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.agreements_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from organisation.agreement_lock for update;
  update organisation.session set scope = null where scope is not null and ended_at is null;
  return null;
end $function$
;
alter function organisation.agreements_changed() owner to kaft_owner;
revoke all on function organisation.agreements_changed() from public;
grant execute on function organisation.agreements_changed() to public;

CREATE OR REPLACE FUNCTION organisation.coupling_runs(code text, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from privacy.coupling c where c.coupling = code and c.active and c.approved_at is not null
                  and (c.ends_on is null or c.ends_on >= day))
$function$
;
alter function organisation.coupling_runs(text,date) owner to kaft_finder;
revoke all on function organisation.coupling_runs(text,date) from public;
grant execute on function organisation.coupling_runs(text,date) to kaft_app;
grant execute on function organisation.coupling_runs(text,date) to kaft_jobs;
grant execute on function organisation.coupling_runs(text,date) to kaft_public;

CREATE OR REPLACE FUNCTION organisation.departure_goes_on()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if new.state = 'erasing' then
    update organisation.library set active = false where library_id = new.library_id and active;
    update organisation.agreement_member m set left_on = greatest(m.joined_on, organisation.today()), left_at = new.begun_at
     where m.library_id = new.library_id and m.left_at is null;
  elsif tg_op = 'UPDATE' and old.state = 'erasing' and new.state = 'confirmed' then
    update organisation.library set active = true where library_id = new.library_id and not active;
    update organisation.agreement_member m set left_on = null, left_at = null where m.library_id = new.library_id and m.left_at = old.begun_at;
  end if;
  perform from organisation.agreement_lock for update;
  update organisation.session set scope = null where scope is not null and ended_at is null;
  return null;
end $function$
;
alter function organisation.departure_goes_on() owner to kaft_finder;
revoke all on function organisation.departure_goes_on() from public;
grant execute on function organisation.departure_goes_on() to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.enter(secret text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
declare
  version text;
  session bigint;
  library bigint;
  kept boolean;
  help bigint;
begin
  -- Given to a variable and not performed: what is performed is a statement of its own.
  secret := pg_catalog.set_config('kaft.session', secret, true);
  select s.version || '.' || a.version || '.' || l.epoch, s.session_id, s.library_id, s.scope is not null and s.scope_until > pg_catalog.now(), s.help_id
    into version, session, library, kept, help
    from organisation.session s
    join organisation.staff a on a.staff_id = s.staff_id and a.active
    join organisation.library l on l.library_id = s.library_id and organisation.stands(l.active, l.agreed)
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > pg_catalog.statement_timestamp();
  if version is null then
    raise exception 'the session has ended' using errcode = 'KF001';
  end if;
  if not kept then perform organisation.keep_scope(session, library); end if;
  -- Who helps and was not given to write cannot write: from here on nothing in this transaction can, and it cannot be undone.
  if help is not null and not exists (select from organisation.help h where h.help_id = help and h.writes) then
    perform pg_catalog.set_config('transaction_read_only', 'on', true);
  end if;
  return version;
end $function$
;
alter function organisation.enter(text) owner to kaft_finder;
revoke all on function organisation.enter(text) from public;
grant execute on function organisation.enter(text) to kaft_app;
grant execute on function organisation.enter(text) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.enter_library(library bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if session_user <> 'kaft_jobs' then
    raise exception 'only jobs enter a library without a session' using errcode = '42501';
  end if;
  perform set_config('kaft.job_library', library::text, true);
end $function$
;
alter function organisation.enter_library(bigint) owner to kaft_finder;
revoke all on function organisation.enter_library(bigint) from public;
grant execute on function organisation.enter_library(bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.for_consortium()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from organisation.session s
      join organisation.staff_role r on r.staff_id = s.staff_id and r.role = 'consortium'
       and organisation.today() between r.starts_on and coalesce(r.ends_on, 'infinity')
     where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null and s.expires_at > now())
$function$
;
alter function organisation.for_consortium() owner to kaft_finder;
revoke all on function organisation.for_consortium() from public;
grant execute on function organisation.for_consortium() to kaft_app;
grant execute on function organisation.for_consortium() to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.for_privacy()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from organisation.session s
      join organisation.staff_role r on r.staff_id = s.staff_id and r.role = 'dpo_centraal'
       and organisation.today() between r.starts_on and coalesce(r.ends_on, 'infinity')
     where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null and s.expires_at > now())
$function$
;
alter function organisation.for_privacy() owner to kaft_finder;
revoke all on function organisation.for_privacy() from public;
grant execute on function organisation.for_privacy() to kaft_app;
grant execute on function organisation.for_privacy() to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.forget_consortium_marks(before date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  gone integer;
  more integer;
begin
  update organisation.joining set made_by = null, told_by = null, ended_by = null
   where made_at < before and coalesce(made_by, told_by, ended_by) is not null;
  get diagnostics gone = row_count;
  update organisation.parting set made_by = null, kept_by = null where made_at < before and coalesce(made_by, kept_by) is not null;
  get diagnostics more = row_count;
  return gone + more;
end $function$
;
alter function organisation.forget_consortium_marks(date) owner to kaft_owner;
revoke all on function organisation.forget_consortium_marks(date) from public;
grant execute on function organisation.forget_consortium_marks(date) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.fusion_goes_on()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if new.state = 'moving' then
    update organisation.library set active = false where library_id = new.absorbed_id and active;
  elsif new.state = 'taken_back' then
    update organisation.library set active = true where library_id = new.absorbed_id and not active;
  end if;
  perform from organisation.agreement_lock for update;
  update organisation.session set scope = null where scope is not null and ended_at is null;
  return null;
end $function$
;
alter function organisation.fusion_goes_on() owner to kaft_finder;
revoke all on function organisation.fusion_goes_on() from public;
grant execute on function organisation.fusion_goes_on() to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.help_asker()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select s.staff_id from organisation.session s
   where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null
     and s.expires_at > statement_timestamp() and s.helper and s.help_id is null
$function$
;
alter function organisation.help_asker() owner to kaft_finder;
revoke all on function organisation.help_asker() from public;
grant execute on function organisation.help_asker() to kaft_app;

CREATE OR REPLACE FUNCTION organisation.help_ends()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_table_name = 'help' then
    update organisation.session set ended_at = now() where help_id = new.help_id and ended_at is null;
  else
    update organisation.session set ended_at = now() where from_session_id = new.session_id and ended_at is null;
  end if;
  return null;
end $function$
;
alter function organisation.help_ends() owner to kaft_finder;
revoke all on function organisation.help_ends() from public;

CREATE OR REPLACE FUNCTION organisation.help_judge()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select s.library_id from organisation.session s
   where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null
     and s.expires_at > statement_timestamp() and not s.helper
$function$
;
alter function organisation.help_judge() owner to kaft_finder;
revoke all on function organisation.help_judge() from public;
grant execute on function organisation.help_judge() to kaft_app;

CREATE OR REPLACE FUNCTION organisation.help_stands()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  judge bigint := organisation.help_judge();
  central boolean := organisation.for_consortium();
  most integer := coalesce((select (c.value #>> '{}')::integer from organisation.central_setting c where c.key = 'help.most_hours'), 8);
begin
  if session_user <> 'kaft_app' then return new; end if;
  if (old.ended_at is not null or old.approved is false)
     and row(new.ended_at, new.ended_by, new.ended_name) is distinct from row(old.ended_at, old.ended_by, old.ended_name) then
    raise exception 'this help is over' using errcode = '42501';
  end if;
  if (old.approved is not null or old.ended_at is not null) and row(new.approved, new.answered_at, new.answered_by, new.answered_name, new.answer, new.writes,
       new.begins_at, new.ends_at) is distinct from row(old.approved, old.answered_at, old.answered_by, old.answered_name, old.answer,
       old.writes, old.begins_at, old.ends_at) then
    raise exception 'this help was answered' using errcode = '42501';
  end if;
  if old.approved is null and new.approved is not null then
    if (case when old.central_why is null then judge = old.library_id else central end) is not true then
      raise exception 'this help is answered by somebody else' using errcode = '42501';
    end if;
    if new.answered_by is null or new.answered_by = old.helper_id then
      raise exception 'nobody answers themselves' using errcode = '42501';
    end if;
    if new.approved and (old.hours > most or new.begins_at < old.asked_at - interval '1 second' or new.ends_at <> new.begins_at + make_interval(hours => old.hours)) then
      raise exception 'this help would last too long' using errcode = '42501';
    end if;
  end if;
  return new;
end $function$
;
alter function organisation.help_stands() owner to kaft_finder;
revoke all on function organisation.help_stands() from public;

CREATE OR REPLACE FUNCTION organisation.helpers_apart()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  helps boolean := new.role in ('helpdesk', 'leverancier');
  now_kind text;
begin
  select a.kind into now_kind from organisation.staff a where a.staff_id = new.staff_id;
  if helps = (now_kind = 'helper') and (not helps or not exists (
       select from organisation.staff_role r where r.staff_id = new.staff_id and r.role <> new.role)) then
    return new;
  end if;
  if not helps or now_kind <> 'person' or exists (select from organisation.staff_role r where r.staff_id = new.staff_id) then
    raise exception 'an account of a helper has no other role' using errcode = 'KF002';
  end if;
  update organisation.staff set kind = 'helper' where staff_id = new.staff_id;
  update organisation.session set ended_at = now() where staff_id = new.staff_id and ended_at is null;
  return new;
end $function$
;
alter function organisation.helpers_apart() owner to kaft_finder;
revoke all on function organisation.helpers_apart() from public;

CREATE OR REPLACE FUNCTION organisation.identity_facts(asked_issuer text, asked_subject text, asked_workstation bytea)
 RETURNS TABLE(staff_id bigint, library_id bigint, library_active boolean, library_agreed boolean, password_hash text, locked_until timestamp with time zone, failures integer, active boolean, branch_id bigint, workstation_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select f.* from organisation.staff_identity i join organisation.staff a on a.staff_id = i.staff_id
   cross join lateral organisation.sign_in_facts(a.login, asked_workstation) f
   where i.issuer = asked_issuer and i.subject = asked_subject
$function$
;
alter function organisation.identity_facts(text,text,bytea) owner to kaft_finder;
revoke all on function organisation.identity_facts(text,text,bytea) from public;
grant execute on function organisation.identity_facts(text,text,bytea) to kaft_app;
grant execute on function organisation.identity_facts(text,text,bytea) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.keep_scope(session bigint, library bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from organisation.session s where s.session_id = session for update skip locked;
  if not found then return; end if;
  perform from organisation.agreement_lock for share;
  update organisation.session s
     set scope = organisation.reach(library, s.helper, s.help_id), scope_until = (organisation.today() + 1)::timestamp at time zone 'Europe/Brussels'
   where s.session_id = session;
end $function$
;
alter function organisation.keep_scope(bigint,bigint) owner to kaft_finder;
revoke all on function organisation.keep_scope(bigint,bigint) from public;
grant execute on function organisation.keep_scope(bigint,bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.leave_help(secret text, new_hash bytea)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  own bigint;
  back bigint;
begin
  select s.from_session_id into own from organisation.session s
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.help_id is not null and s.from_session_id is not null for update;
  if own is null then return null; end if;
  update organisation.session s set ended_at = coalesce(s.ended_at, least(now(), s.expires_at)), from_session_id = null
   where s.secret_hash = sha256(convert_to(secret, 'UTF8'));
  update organisation.session s set secret_hash = new_hash, version = s.version + 1
   where s.session_id = own and s.ended_at is null and s.expires_at > statement_timestamp()
  returning s.session_id into back;
  return back;
end $function$
;
alter function organisation.leave_help(text,bytea) owner to kaft_finder;
revoke all on function organisation.leave_help(text,bytea) from public;
grant execute on function organisation.leave_help(text,bytea) to kaft_app;

CREATE OR REPLACE FUNCTION organisation.link_identity(asked_invitation bytea, asked_issuer text, asked_subject text, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  linked bigint;
begin
  if exists (select from organisation.staff_identity i where i.issuer = asked_issuer and i.subject = asked_subject) then return null; end if;
  update organisation.staff a set invitation_hash = null, invitation_until = null
   where a.invitation_hash = asked_invitation and a.invitation_until > at and a.active and a.kind <> 'machine'
  returning a.staff_id into linked;
  if linked is null then return null; end if;
  insert into organisation.staff_identity (staff_id, library_id, issuer, subject, linked_at)
  select a.staff_id, a.library_id, asked_issuer, asked_subject, at from organisation.staff a where a.staff_id = linked
  on conflict (library_id, staff_id, issuer) do update set subject = excluded.subject, linked_at = excluded.linked_at;
  insert into organisation.change (library_id, at, staff_id, what, subject, before, after)
  select a.library_id, at, a.staff_id, 'linkOidc', a.staff_id::text, null, pg_catalog.jsonb_build_object('name', a.name, 'issuer', asked_issuer)
    from organisation.staff a where a.staff_id = linked;
  return linked;
end $function$
;
alter function organisation.link_identity(bytea,text,text,timestamp with time zone) owner to kaft_finder;
revoke all on function organisation.link_identity(bytea,text,text,timestamp with time zone) from public;
grant execute on function organisation.link_identity(bytea,text,text,timestamp with time zone) to kaft_app;
grant execute on function organisation.link_identity(bytea,text,text,timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.linked(library bigint, carried boolean)
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  day date := organisation.today();
begin
  return array(
    select library
    union
    select other.library_id
      from organisation.agreement_member mine
      join organisation.agreement a on a.agreement_id = mine.agreement_id
      join organisation.agreement_member other on other.agreement_id = a.agreement_id
     where mine.library_id = library and a.shares_patrons and (a.has_transport or not carried)
       and day between a.starts_on and coalesce(a.ends_on, 'infinity') and a.ended_at is null
       and day between mine.joined_on and coalesce(mine.left_on, 'infinity') and mine.left_at is null
       and day between other.joined_on and coalesce(other.left_on, 'infinity') and other.left_at is null);
end $function$
;
alter function organisation.linked(bigint,boolean) owner to kaft_owner;
revoke all on function organisation.linked(bigint,boolean) from public;
grant execute on function organisation.linked(bigint,boolean) to kaft_reader;
grant execute on function organisation.linked(bigint,boolean) to public;

CREATE OR REPLACE FUNCTION organisation.machine_facts(asked_login text)
 RETURNS TABLE(machine_id bigint, library_id bigint, library_active boolean, library_agreed boolean, password_hash text, locked_until timestamp with time zone, active boolean, name text, branch_id bigint, workstation_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select a.staff_id, a.library_id, l.active, organisation.stands(true, l.agreed), a.password_hash, a.locked_until, a.active, a.name, m.branch_id, m.workstation_id
    from organisation.staff a
    join organisation.machine m on m.machine_id = a.staff_id
    join organisation.library l on l.library_id = a.library_id
   where a.login = asked_login and a.kind = 'machine'
$function$
;
alter function organisation.machine_facts(text) owner to kaft_finder;
revoke all on function organisation.machine_facts(text) from public;
grant execute on function organisation.machine_facts(text) to kaft_app;
grant execute on function organisation.machine_facts(text) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.may_count(library bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select organisation.for_consortium() or organisation.own_library() = library
$function$
;
alter function organisation.may_count(bigint) owner to kaft_owner;
revoke all on function organisation.may_count(bigint) from public;
grant execute on function organisation.may_count(bigint) to kaft_app;
grant execute on function organisation.may_count(bigint) to kaft_finder;

CREATE OR REPLACE FUNCTION organisation.move_help(secret text, asked_branch bigint)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update organisation.session s set branch_id = b.branch_id, version = s.version + 1
    from organisation.branch b
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.help_id is not null and s.ended_at is null
     and s.expires_at > statement_timestamp() and b.branch_id = asked_branch and b.library_id = s.library_id
  returning s.session_id
$function$
;
alter function organisation.move_help(text,bigint) owner to kaft_finder;
revoke all on function organisation.move_help(text,bigint) from public;
grant execute on function organisation.move_help(text,bigint) to kaft_app;

CREATE OR REPLACE FUNCTION organisation.open_help(asked bigint, asked_branch bigint, secret_hash bytea)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  opened bigint;
begin
  insert into organisation.session (secret_hash, staff_id, library_id, branch_id, started_at, full_until, expires_at, second_factor_at,
    helper, help_id, from_session_id)
  select open_help.secret_hash, s.staff_id, h.library_id, b.branch_id, now(), least(h.ends_at, s.full_until), least(h.ends_at, s.expires_at),
         s.second_factor_at, true, h.help_id, s.session_id
    from organisation.help h
    join organisation.library l on l.library_id = h.library_id and organisation.stands(l.active, l.agreed)
    join organisation.session s on s.staff_id = h.helper_id
     and s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null
     and s.expires_at > statement_timestamp() and s.helper and s.help_id is null
    join lateral (select x.branch_id from organisation.branch x where x.library_id = h.library_id
                   order by x.branch_id = asked_branch desc nulls last, x.code limit 1) b on true
   where h.help_id = asked and h.approved and h.ended_at is null
     and statement_timestamp() >= h.begins_at and statement_timestamp() < h.ends_at
  returning session_id into opened;
  return opened;
end $function$
;
alter function organisation.open_help(bigint,bigint,bytea) owner to kaft_finder;
revoke all on function organisation.open_help(bigint,bigint,bytea) from public;
grant execute on function organisation.open_help(bigint,bigint,bytea) to kaft_app;

CREATE OR REPLACE FUNCTION organisation.open_session(asked_staff bigint, asked_branch bigint, asked_workstation bigint, secret_hash bytea, at timestamp with time zone, full_until timestamp with time zone, ends timestamp with time zone, fully boolean)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  opened bigint;
begin
  insert into organisation.session (secret_hash, staff_id, library_id, branch_id, workstation_id, started_at, full_until, expires_at)
  select secret_hash, a.staff_id, a.library_id, asked_branch, asked_workstation, at, full_until, ends
    from organisation.staff a join organisation.branch b on b.branch_id = asked_branch and b.library_id = a.library_id
    join organisation.library l on l.library_id = a.library_id and organisation.stands(l.active, l.agreed)
   where a.staff_id = asked_staff and a.active and (a.leaves_on is null or a.leaves_on >= organisation.today())
     and (a.locked_until is null or a.locked_until <= at)
  returning session_id into opened;
  if opened is null then return null; end if;
  update organisation.staff set failures = 0, locked_until = null
   where staff_id = asked_staff and (failures > 0 or locked_until is not null);
  if fully and asked_workstation is not null then
    insert into organisation.full_sign_in (workstation_id, staff_id, library_id, until)
    select asked_workstation, asked_staff, a.library_id, full_until from organisation.staff a where a.staff_id = asked_staff
    on conflict (workstation_id, staff_id) do update set until = excluded.until;
  end if;
  return opened;
end $function$
;
alter function organisation.open_session(bigint,bigint,bigint,bytea,timestamp with time zone,timestamp with time zone,timestamp with time zone,boolean) owner to kaft_finder;
revoke all on function organisation.open_session(bigint,bigint,bigint,bytea,timestamp with time zone,timestamp with time zone,timestamp with time zone,boolean) from public;
grant execute on function organisation.open_session(bigint,bigint,bigint,bytea,timestamp with time zone,timestamp with time zone,timestamp with time zone,boolean) to kaft_app;
grant execute on function organisation.open_session(bigint,bigint,bigint,bytea,timestamp with time zone,timestamp with time zone,timestamp with time zone,boolean) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.own_libraries()
 RETURNS bigint[]
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select array_append(organisation.succeeded(organisation.own_library()), organisation.own_library())
$function$
;
alter function organisation.own_libraries() owner to kaft_owner;
revoke all on function organisation.own_libraries() from public;
grant execute on function organisation.own_libraries() to public;

CREATE OR REPLACE FUNCTION organisation.own_library()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
AS $function$
declare
  secret text := pg_catalog.current_setting('kaft.session', true);
  own bigint;
begin
  if secret is null or secret = '' or session_user in ('kaft_jobs', 'kaft_reader') then return coalesce(organisation.session_library(), 0); end if;
  select s.library_id into own from organisation.session s
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > pg_catalog.statement_timestamp();
  return coalesce(own, 0);
end $function$
;
alter function organisation.own_library() owner to kaft_finder;
revoke all on function organisation.own_library() from public;
grant execute on function organisation.own_library() to kaft_app;
grant execute on function organisation.own_library() to kaft_jobs;
grant execute on function organisation.own_library() to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.participation_counts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update organisation.library l set agreed = coalesce((
    select range_agg(daterange(p.starts_on, least(p.ends_on, p.stops_on), '[]'))
      from organisation.participation p
     where p.library_id = l.library_id and coalesce(p.stops_on, p.starts_on) >= p.starts_on), '{}')
   where l.library_id = new.library_id;
  return null;
end $function$
;
alter function organisation.participation_counts() owner to kaft_owner;
revoke all on function organisation.participation_counts() from public;
grant execute on function organisation.participation_counts() to public;

CREATE OR REPLACE FUNCTION organisation.reach(library bigint, helper boolean, help bigint)
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not helper then return organisation.scope_of(library); end if;
  if help is null then return '{}'; end if;
  return array_prepend(library, organisation.succeeded(library));
end $function$
;
alter function organisation.reach(bigint,boolean,bigint) owner to kaft_finder;
revoke all on function organisation.reach(bigint,boolean,bigint) from public;
grant execute on function organisation.reach(bigint,boolean,bigint) to kaft_app;
grant execute on function organisation.reach(bigint,boolean,bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.reader_guards()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(patrons.reader_tie(organisation.reader_owner(), organisation.reader_patron()) = 'child', true)
$function$
;
alter function organisation.reader_guards() owner to kaft_finder;
revoke all on function organisation.reader_guards() from public;
grant execute on function organisation.reader_guards() to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.reader_ids()
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  mine bigint := organisation.reader_patron();
  person bigint;
  library bigint;
begin
  if mine is null then return '{}'; end if;
  select p.person_id, p.library_id into person, library from patrons.patron p where p.patron_id = mine;
  if person is null then return array[mine]; end if;
  return array(
    select mine
    union
    select o.patron_id from patrons.patron o
     where o.person_id = person and o.library_id = any (organisation.scope_of(library)));
end $function$
;
alter function organisation.reader_ids() owner to kaft_finder;
revoke all on function organisation.reader_ids() from public;
grant execute on function organisation.reader_ids() to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.reader_library()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.library_id from patrons.patron p where p.patron_id = organisation.reader_patron()
$function$
;
alter function organisation.reader_library() owner to kaft_finder;
revoke all on function organisation.reader_library() from public;
grant execute on function organisation.reader_library() to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.reader_owner()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  secret text := pg_catalog.current_setting('kaft.reader', true);
  found bigint;
begin
  if secret is null or secret = '' or session_user <> 'kaft_reader' then return null; end if;
  select s.patron_id into found from patrons.reader_session s
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null
     and s.expires_at > pg_catalog.statement_timestamp() and s.seen_at > pg_catalog.statement_timestamp() - interval '30 minutes';
  return found;
end $function$
;
alter function organisation.reader_owner() owner to kaft_finder;
revoke all on function organisation.reader_owner() from public;
grant execute on function organisation.reader_owner() to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.reader_patron()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  secret text := pg_catalog.current_setting('kaft.reader', true);
  owner bigint;
  shown bigint;
begin
  if secret is null or secret = '' or session_user <> 'kaft_reader' then return null; end if;
  select s.patron_id, s.shows_id into owner, shown from patrons.reader_session s
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null
     and s.expires_at > pg_catalog.statement_timestamp() and s.seen_at > pg_catalog.statement_timestamp() - interval '30 minutes';
  if shown is null or patrons.reader_tie(owner, shown) is null then return owner; end if;
  return shown;
end $function$
;
alter function organisation.reader_patron() owner to kaft_finder;
revoke all on function organisation.reader_patron() from public;
grant execute on function organisation.reader_patron() to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.scope()
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
AS $function$
declare
  secret text := pg_catalog.current_setting('kaft.session', true);
  kept bigint[];
  library bigint;
  reached bigint[];
begin
  if secret is not null and secret <> '' and session_user not in ('kaft_jobs', 'kaft_reader') then
    select s.scope into kept from organisation.session s
     where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > pg_catalog.statement_timestamp()
       and s.scope_until > pg_catalog.now();
    if kept is not null then return kept; end if;
  end if;
  library := organisation.session_library();
  if library is null then return '{}'; end if;
  -- A dry run of a fusion looks at both; it moves nothing.
  if session_user = 'kaft_jobs' then return organisation.scope_of(library) || organisation.absorbed(); end if;
  if session_user = 'kaft_reader' then return organisation.scope_of(library); end if;
  select organisation.reach(s.library_id, s.helper, s.help_id) into reached from organisation.session s
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8'));
  return coalesce(reached, '{}');
end $function$
;
alter function organisation.scope() owner to kaft_finder;
revoke all on function organisation.scope() from public;
grant execute on function organisation.scope() to kaft_app;
grant execute on function organisation.scope() to kaft_jobs;
grant execute on function organisation.scope() to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.scope_of(library bigint)
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  day date := organisation.today();
begin
  return array(
    select library
    union
    -- What it succeeds to by a fusion: rows that are over stay written under the library that was.
    select unnest(organisation.succeeded(library))
    union
    select other.library_id
      from organisation.agreement_member mine
      join organisation.agreement a on a.agreement_id = mine.agreement_id
      join organisation.agreement_member other on other.agreement_id = a.agreement_id
     where mine.library_id = library and a.shares_patrons
       and day between a.starts_on and coalesce(a.ends_on, 'infinity') and a.ended_at is null
       and day between mine.joined_on and coalesce(mine.left_on, 'infinity') and mine.left_at is null
       and day between other.joined_on and coalesce(other.left_on, 'infinity') and other.left_at is null);
end $function$
;
alter function organisation.scope_of(bigint) owner to kaft_finder;
revoke all on function organisation.scope_of(bigint) from public;
grant execute on function organisation.scope_of(bigint) to kaft_app;
grant execute on function organisation.scope_of(bigint) to kaft_jobs;
grant execute on function organisation.scope_of(bigint) to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.session_facts()
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'session_id', s.session_id::text, 'staff_id', a.staff_id::text, 'staff_name', a.name, 'initials', a.initials,
    'library_id', l.library_id::text, 'library_name', l.name, 'branch_id', b.branch_id::text, 'branch_name', b.name,
    'version', s.version || '.' || a.version || '.' || l.epoch,
    'full_until', base.iso(s.full_until), 'preferences', a.preferences,
    'proven', s.second_factor_at is not null,
    'enrolled', exists (select from organisation.factor f where f.staff_id = a.staff_id and f.confirmed_at is not null),
    'factor_rule', (select c.value from organisation.central_setting c where c.key = 'staff.second_factor'),
    'role_ceiling', (select c.value from organisation.central_setting c where c.key = 'staff.role_ceiling'),
    'briefing_version', (select max(b.version) from organisation.briefing b),
    'undertaking', (select jsonb_build_object('version', u.version, 'signed_at', base.iso(u.signed_at)) from organisation.undertaking u
                     where u.staff_id = a.staff_id order by u.version desc, u.signed_at desc limit 1),
    'workstation', (select jsonb_build_object('workstation_id', w.workstation_id::text, 'name', w.name, 'settings', w.settings)
                      from organisation.workstation w where w.workstation_id = s.workstation_id),
    'branches', (select jsonb_agg(jsonb_build_object('branch_id', x.branch_id::text, 'name', x.name) order by x.code)
                   from organisation.branch x where x.library_id = l.library_id),
    'help', (select jsonb_build_object('help_id', h.help_id::text, 'ticket', h.ticket, 'employer', h.employer, 'writes', h.writes,
                      'ends_at', base.iso(s.expires_at)) from organisation.help h where h.help_id = s.help_id),
    'roles', coalesce((select jsonb_agg(distinct r.role) from organisation.staff_role r
               where r.staff_id = a.staff_id and organisation.today() between r.starts_on and coalesce(r.ends_on, 'infinity')
                 and (r.branch_id is null or r.branch_id = s.branch_id)), '[]'),
    'scope', coalesce((select jsonb_agg(jsonb_build_object('library_id', y.library_id::text, 'name', y.name) order by y.library_id <> l.library_id, y.name)
                from organisation.library y where y.library_id = any (organisation.reach(l.library_id, s.helper, s.help_id))), '[]'))
    from organisation.session s
    join organisation.staff a on a.staff_id = s.staff_id and a.active
    join organisation.library l on l.library_id = s.library_id and organisation.stands(l.active, l.agreed)
    join organisation.branch b on b.branch_id = s.branch_id
   where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8'))
     and s.ended_at is null and s.expires_at > now()
$function$
;
alter function organisation.session_facts() owner to kaft_finder;
revoke all on function organisation.session_facts() from public;
grant execute on function organisation.session_facts() to kaft_app;
grant execute on function organisation.session_facts() to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.session_library()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  secret text := current_setting('kaft.session', true);
  found bigint;
begin
  if session_user = 'kaft_jobs' then
    return nullif(current_setting('kaft.job_library', true), '')::bigint;
  end if;
  -- A reader acts at their own library; what they see there is one person, by the policies of their own role.
  if session_user = 'kaft_reader' then return organisation.reader_library(); end if;
  if secret is null or secret = '' then return null; end if;
  select s.library_id into found
    from organisation.session s
    join organisation.staff a on a.staff_id = s.staff_id and a.active
    join organisation.library l on l.library_id = s.library_id and organisation.stands(l.active, l.agreed)
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > statement_timestamp();
  return found;
end $function$
;
alter function organisation.session_library() owner to kaft_finder;
revoke all on function organisation.session_library() from public;
grant execute on function organisation.session_library() to kaft_app;
grant execute on function organisation.session_library() to kaft_jobs;
grant execute on function organisation.session_library() to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.session_of_helper()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  new.helper := exists (select from organisation.staff a where a.staff_id = new.staff_id and a.kind = 'helper');
  return new;
end $function$
;
alter function organisation.session_of_helper() owner to kaft_finder;
revoke all on function organisation.session_of_helper() from public;

CREATE OR REPLACE FUNCTION organisation.sessions_end()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_table_name = 'staff' then
    update organisation.session set ended_at = now() where staff_id = new.staff_id and ended_at is null;
  else
    update organisation.session set ended_at = now() where library_id = new.library_id and ended_at is null;
  end if;
  return null;
end $function$
;
alter function organisation.sessions_end() owner to kaft_owner;
revoke all on function organisation.sessions_end() from public;
grant execute on function organisation.sessions_end() to public;

CREATE OR REPLACE FUNCTION organisation.sign_in_facts(asked_login text, asked_workstation bytea)
 RETURNS TABLE(staff_id bigint, library_id bigint, library_active boolean, library_agreed boolean, password_hash text, locked_until timestamp with time zone, failures integer, active boolean, branch_id bigint, workstation_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select a.staff_id, a.library_id, l.active, organisation.stands(true, l.agreed), a.password_hash, a.locked_until, a.failures,
         a.active and (a.leaves_on is null or a.leaves_on >= organisation.today()),
         coalesce(w.branch_id,
           (select r.branch_id from organisation.staff_role r where r.staff_id = a.staff_id and r.branch_id is not null
              and organisation.today() between r.starts_on and coalesce(r.ends_on, 'infinity') order by r.branch_id limit 1),
           (select b.branch_id from organisation.branch b where b.library_id = a.library_id order by b.code limit 1)),
         w.workstation_id
    from organisation.staff a
    join organisation.library l on l.library_id = a.library_id
    left join organisation.workstation w on w.key_hash = asked_workstation and w.library_id = a.library_id
   where a.login = asked_login and a.kind <> 'machine'
$function$
;
alter function organisation.sign_in_facts(text,bytea) owner to kaft_finder;
revoke all on function organisation.sign_in_facts(text,bytea) from public;
grant execute on function organisation.sign_in_facts(text,bytea) to kaft_app;
grant execute on function organisation.sign_in_facts(text,bytea) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.sign_in_failed(asked bigint, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update organisation.staff
     set failures = case when failures >= 4 then 0 else failures + 1 end,
         locked_until = case when failures >= 4 then at + interval '15 minutes' else locked_until end
   where staff_id = asked
$function$
;
alter function organisation.sign_in_failed(bigint,timestamp with time zone) owner to kaft_finder;
revoke all on function organisation.sign_in_failed(bigint,timestamp with time zone) from public;
grant execute on function organisation.sign_in_failed(bigint,timestamp with time zone) to kaft_app;
grant execute on function organisation.sign_in_failed(bigint,timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION organisation.stands(active boolean, agreed datemultirange)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select active and agreed operator(pg_catalog.@>) (pg_catalog.now() at time zone 'Europe/Brussels')::pg_catalog.date
$function$
;
alter function organisation.stands(boolean,datemultirange) owner to kaft_owner;
revoke all on function organisation.stands(boolean,datemultirange) from public;
grant execute on function organisation.stands(boolean,datemultirange) to public;

CREATE OR REPLACE FUNCTION organisation.succeeded(library bigint)
 RETURNS bigint[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select array(select f.absorbed_id from moving.fusion f where f.kept_id = library and f.state in ('moving', 'moved', 'live', 'taking_back'))
$function$
;
alter function organisation.succeeded(bigint) owner to kaft_finder;
revoke all on function organisation.succeeded(bigint) from public;
grant execute on function organisation.succeeded(bigint) to kaft_app;
grant execute on function organisation.succeeded(bigint) to kaft_jobs;
grant execute on function organisation.succeeded(bigint) to kaft_reader;

CREATE OR REPLACE FUNCTION organisation.today()
 RETURNS date
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$ select (now() at time zone 'Europe/Brussels')::date $function$
;
alter function organisation.today() owner to kaft_owner;
revoke all on function organisation.today() from public;
grant execute on function organisation.today() to public;

CREATE OR REPLACE FUNCTION patrons.ask_reader_link(asked_code text, asked_library bigint, new_reference uuid, at timestamp with time zone, ends timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into patrons.reader_link (library_id, patron_id, reference, made_at, expires_at)
  select p.library_id, p.patron_id, new_reference, at, ends
    from patrons.card c
    join patrons.patron p on p.patron_id = c.patron_id and p.merged_into is null and not p.deceased and p.email is not null
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
   where c.code = asked_code and c.kind = 'library' and c.state = 'active' and coalesce(c.expires_on >= organisation.today(), true)
     and (asked_library is null or p.library_id = asked_library)
     and (select count(*) from patrons.reader_link k where k.patron_id = p.patron_id and not k.by_letter and k.made_at > at - interval '1 day') < 3
   order by p.patron_id limit 1
$function$
;
alter function patrons.ask_reader_link(text,bigint,uuid,timestamp with time zone,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.ask_reader_link(text,bigint,uuid,timestamp with time zone,timestamp with time zone) from public;
grant execute on function patrons.ask_reader_link(text,bigint,uuid,timestamp with time zone,timestamp with time zone) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.change_reader_password(new_password text, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  mine bigint := organisation.reader_owner();
begin
  if mine is null then
    raise exception 'the session has ended' using errcode = 'KF001';
  end if;
  perform patrons.set_reader_password(mine, new_password, at);
end $function$
;
alter function patrons.change_reader_password(text,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.change_reader_password(text,timestamp with time zone) from public;
grant execute on function patrons.change_reader_password(text,timestamp with time zone) to kaft_reader;

CREATE OR REPLACE FUNCTION patrons.count_for_notice(library bigint, day date, OUT records integer, OUT by_email integer, OUT by_letter integer)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not organisation.may_count(library) then return; end if;
  select count(*), count(*) filter (where told and mails), count(*) filter (where told and not mails)
    into records, by_email, by_letter
    from (select not p.deceased and (p.member_until is null or p.member_until >= day) as told,
                 p.message_channel = 'email' and p.email is not null as mails
            from patrons.patron p where p.library_id = library and p.merged_into is null) p;
end $function$
;
alter function patrons.count_for_notice(bigint,date) owner to kaft_finder;
revoke all on function patrons.count_for_notice(bigint,date) from public;
grant execute on function patrons.count_for_notice(bigint,date) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.count_only_here()
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select count(*)::integer from patrons.patron p
   where p.library_id = organisation.session_library() and p.merged_into is null
     and (p.person_id is null or not exists (
       select from patrons.patron o where o.person_id = p.person_id and o.library_id <> p.library_id))
$function$
;
alter function patrons.count_only_here() owner to kaft_finder;
revoke all on function patrons.count_only_here() from public;
grant execute on function patrons.count_only_here() to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.end_reader_codes(asked_patron bigint, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update patrons.reader_link k set used_at = at
   where k.patron_id = asked_patron and k.library_id = organisation.own_library() and k.by_letter and k.used_at is null
$function$
;
alter function patrons.end_reader_codes(bigint,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.end_reader_codes(bigint,timestamp with time zone) from public;
grant execute on function patrons.end_reader_codes(bigint,timestamp with time zone) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.enter_reader(secret text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  version text;
  session bigint;
  seen timestamptz;
  website bigint;
begin
  perform set_config('kaft.reader', secret, true);
  select s.session_id || '.' || l.epoch || '.' || p.patron_id, s.session_id, s.seen_at, s.website_id into version, session, seen, website
    from patrons.reader_session s
    join patrons.patron o on o.patron_id = s.patron_id and o.merged_into is null
    join organisation.library home on home.library_id = o.library_id and organisation.stands(home.active, home.agreed)
    join patrons.patron p on p.patron_id = organisation.reader_patron() and p.merged_into is null
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
    left join organisation.staff w on w.staff_id = s.website_id
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > statement_timestamp()
     and s.seen_at > statement_timestamp() - interval '30 minutes'
     and (s.website_id is null or w.active);
  if version is null or (website is not null and not organisation.coupling_runs('website', organisation.today())) then
    raise exception 'the session has ended' using errcode = 'KF001';
  end if;
  if seen < statement_timestamp() - interval '1 minute' then
    update patrons.reader_session s set seen_at = statement_timestamp() where s.session_id = session;
  end if;
  return version;
end $function$
;
alter function patrons.enter_reader(text) owner to kaft_finder;
revoke all on function patrons.enter_reader(text) from public;
grant execute on function patrons.enter_reader(text) to kaft_reader;

CREATE OR REPLACE FUNCTION patrons.fee_covered(asked bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  day date := organisation.today();
begin
  return exists (
    select from patrons.patron mine
      join organisation.agreement_member here on here.library_id = mine.library_id
      join organisation.agreement a on a.agreement_id = here.agreement_id
      join organisation.agreement_member there on there.agreement_id = a.agreement_id and there.library_id <> mine.library_id
      join patrons.patron other on other.library_id = there.library_id and other.person_id = mine.person_id
      join patrons.membership paid on paid.patron_id = other.patron_id
     where mine.patron_id = asked and mine.library_id = (select organisation.own_library()) and a.shares_fee
       and day between a.starts_on and coalesce(a.ends_on, 'infinity') and a.ended_at is null
       and day between here.joined_on and coalesce(here.left_on, 'infinity') and here.left_at is null
       and day between there.joined_on and coalesce(there.left_on, 'infinity') and there.left_at is null
       and (a.membership_types is null or paid.type = any (a.membership_types))
       and paid.fee_cents > 0 and day between paid.starts_on and coalesce(paid.ends_on, 'infinity')
       and other.member_until >= day);
end $function$
;
alter function patrons.fee_covered(bigint) owner to kaft_finder;
revoke all on function patrons.fee_covered(bigint) from public;
grant execute on function patrons.fee_covered(bigint) to kaft_app;
grant execute on function patrons.fee_covered(bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.forget_conflicts(before date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  gone integer;
begin
  delete from patrons.identity_conflict where settled_at < before;
  get diagnostics gone = row_count;
  return gone;
end $function$
;
alter function patrons.forget_conflicts(date) owner to kaft_finder;
revoke all on function patrons.forget_conflicts(date) from public;
grant execute on function patrons.forget_conflicts(date) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.forget_persons(named bigint[], most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  gone integer;
begin
  delete from patrons.person where person_id in (
    select n.person_id from patrons.person n
     where (named is null or n.person_id = any (named)) and not exists (select from patrons.patron p where p.person_id = n.person_id)
     limit most);
  get diagnostics gone = row_count;
  return gone;
end $function$
;
alter function patrons.forget_persons(bigint[],integer) owner to kaft_finder;
revoke all on function patrons.forget_persons(bigint[],integer) from public;
grant execute on function patrons.forget_persons(bigint[],integer) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.forget_rests(before timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with gone as (delete from patrons.reader_rest r where r.last_at < before returning 1) select count(*)::integer from gone
$function$
;
alter function patrons.forget_rests(timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.forget_rests(timestamp with time zone) from public;
grant execute on function patrons.forget_rests(timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.hand_reader_code(asked_patron bigint, new_reference uuid, new_hash text, at timestamp with time zone, ends timestamp with time zone, by_staff bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform patrons.end_reader_codes(asked_patron, at);
  insert into patrons.reader_link (library_id, patron_id, reference, made_at, expires_at, made_by, code_hash)
  select p.library_id, p.patron_id, new_reference, at, ends, by_staff, new_hash
    from patrons.patron p where p.patron_id = asked_patron and p.library_id = organisation.own_library();
end $function$
;
alter function patrons.hand_reader_code(bigint,uuid,text,timestamp with time zone,timestamp with time zone,bigint) owner to kaft_finder;
revoke all on function patrons.hand_reader_code(bigint,uuid,text,timestamp with time zone,timestamp with time zone,bigint) from public;
grant execute on function patrons.hand_reader_code(bigint,uuid,text,timestamp with time zone,timestamp with time zone,bigint) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.links_to_mail(at timestamp with time zone)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct k.library_id from patrons.reader_link k
   where k.used_at is null and k.expires_at > at and not k.by_letter and not exists (select from messaging.message m where m.link_id = k.link_id)
$function$
;
alter function patrons.links_to_mail(timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.links_to_mail(timestamp with time zone) from public;
grant execute on function patrons.links_to_mail(timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.note_conflicts(asked bigint, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into patrons.identity_conflict (library_id, patron_id, other_id, fields, found_at)
  select mine.library_id, mine.patron_id, other.patron_id, d.fields, at
    from patrons.patron mine
    join patrons.patron other on other.person_id = mine.person_id and other.patron_id <> mine.patron_id
    cross join lateral (select array_remove(array[
      case when patrons.plain_name(mine.family_name) <> patrons.plain_name(other.family_name) then 'family_name' end,
      case when split_part(patrons.plain_name(mine.given_name), ' ', 1) <> split_part(patrons.plain_name(other.given_name), ' ', 1)
           then 'given_name' end,
      case when not starts_with(mine.birth_on, other.birth_on) and not starts_with(other.birth_on, mine.birth_on)
           then 'birth_on' end], null) as fields) d
   where mine.patron_id = asked and mine.library_id = organisation.own_library() and cardinality(d.fields) > 0
     and not exists (select from patrons.identity_conflict k
                      where k.outcome = 'same' and least(k.patron_id, k.other_id) = least(mine.patron_id, other.patron_id)
                        and greatest(k.patron_id, k.other_id) = greatest(mine.patron_id, other.patron_id))
  on conflict do nothing
$function$
;
alter function patrons.note_conflicts(bigint,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.note_conflicts(bigint,timestamp with time zone) from public;
grant execute on function patrons.note_conflicts(bigint,timestamp with time zone) to kaft_app;
grant execute on function patrons.note_conflicts(bigint,timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.number_known(asked bytea, OUT here bigint, OUT elsewhere boolean)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with library as materialized (select organisation.own_library() as id),
  known as materialized (
    select p.patron_id, p.library_id from patrons.person x join patrons.patron p on p.person_id = x.person_id
     where x.number_index = asked)
  select (select patron_id from known, library where library_id = id), exists (select from known, library where library_id <> id)
$function$
;
alter function patrons.number_known(bytea) owner to kaft_finder;
revoke all on function patrons.number_known(bytea) from public;
grant execute on function patrons.number_known(bytea) to kaft_app;
grant execute on function patrons.number_known(bytea) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.number_of(asked bigint)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select x.number_cipher from patrons.patron p join patrons.person x on x.person_id = p.person_id
   where p.patron_id = asked and p.library_id = any ((select organisation.scope())::bigint[])
$function$
;
alter function patrons.number_of(bigint) owner to kaft_finder;
revoke all on function patrons.number_of(bigint) from public;
grant execute on function patrons.number_of(bigint) to kaft_app;
grant execute on function patrons.number_of(bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.open_conflicts(after_id bigint, most integer)
 RETURNS TABLE(conflict_id bigint, fields text[], found_at timestamp with time zone, patron_id bigint, library_name text, family_name text, given_name text, birth_on text, registered_at timestamp with time zone, other_id bigint, other_library_name text, other_family_name text, other_given_name text, other_birth_on text, other_registered_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select k.conflict_id, k.fields, k.found_at, p.patron_id, l.name, p.family_name, p.given_name, p.birth_on, p.registered_at,
         o.patron_id, m.name, o.family_name, o.given_name, o.birth_on, o.registered_at
    from patrons.identity_conflict k
    join patrons.patron p on p.patron_id = k.patron_id join organisation.library l on l.library_id = p.library_id
    join patrons.patron o on o.patron_id = k.other_id join organisation.library m on m.library_id = o.library_id
   -- A record that was merged into another, or whose number was changed, is no part of it any more.
   where organisation.for_consortium() and k.settled_at is null and k.conflict_id > after_id and p.person_id = o.person_id
   order by k.conflict_id limit most
$function$
;
alter function patrons.open_conflicts(bigint,integer) owner to kaft_finder;
revoke all on function patrons.open_conflicts(bigint,integer) from public;
grant execute on function patrons.open_conflicts(bigint,integer) to kaft_app;
grant execute on function patrons.open_conflicts(bigint,integer) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.open_reader(asked_patron bigint, asked_website bigint, new_hash bytea)
 RETURNS TABLE(session_id bigint, expires_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  library bigint;
begin
  insert into patrons.reader_session as s (secret_hash, library_id, patron_id, branch_id, website_id, started_at, seen_at, expires_at)
  select new_hash, p.library_id, p.patron_id, b.branch_id, asked_website, statement_timestamp(), statement_timestamp(),
         statement_timestamp() + interval '12 hours'
    from patrons.patron p
    join patrons.reader_login r on r.library_id = p.library_id and r.patron_id = p.patron_id
    join lateral (
      select x.branch_id from organisation.branch x
       where x.library_id = p.library_id
       order by x.branch_id = (select w.branch_id from organisation.website w where w.website_id = asked_website) desc nulls last, x.code limit 1) b on true
   where p.patron_id = asked_patron and p.merged_into is null and not p.deceased
  returning s.session_id, s.expires_at, s.library_id into session_id, expires_at, library;
  if session_id is null then return; end if;
  perform finance.account_of(library, asked_patron);
  return next;
end $function$
;
alter function patrons.open_reader(bigint,bigint,bytea) owner to kaft_finder;
revoke all on function patrons.open_reader(bigint,bigint,bytea) from public;
grant execute on function patrons.open_reader(bigint,bigint,bytea) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.open_reader_code(asked_reference uuid, ends timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update patrons.reader_link k set expires_at = least(k.expires_at, ends), tries = 5 where k.reference = asked_reference and k.used_at is null
$function$
;
alter function patrons.open_reader_code(uuid,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.open_reader_code(uuid,timestamp with time zone) from public;
grant execute on function patrons.open_reader_code(uuid,timestamp with time zone) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.own_reader_password()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select r.password_hash from patrons.reader_login r where r.patron_id = organisation.reader_owner()
$function$
;
alter function patrons.own_reader_password() owner to kaft_finder;
revoke all on function patrons.own_reader_password() from public;
grant execute on function patrons.own_reader_password() to kaft_reader;

CREATE OR REPLACE FUNCTION patrons.own_reader_password_since()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select r.set_at from patrons.reader_login r where r.patron_id = organisation.reader_owner()
$function$
;
alter function patrons.own_reader_password_since() owner to kaft_finder;
revoke all on function patrons.own_reader_password_since() from public;
grant execute on function patrons.own_reader_password_since() to kaft_reader;

CREATE OR REPLACE FUNCTION patrons.patron_of_number(asked bytea)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.patron_id from patrons.person x join patrons.patron p on p.person_id = x.person_id
   where x.number_index = asked and p.library_id = any ((select organisation.scope())::bigint[])
   order by p.library_id <> (select organisation.own_library()), p.patron_id limit 1
$function$
;
alter function patrons.patron_of_number(bytea) owner to kaft_finder;
revoke all on function patrons.patron_of_number(bytea) from public;
grant execute on function patrons.patron_of_number(bytea) to kaft_app;
grant execute on function patrons.patron_of_number(bytea) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.person_of(asked bytea, cipher text, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  found bigint;
begin
  if organisation.session_library() is null then
    raise exception 'no session' using errcode = 'KF001';
  end if;
  select person_id into found from patrons.person where number_index = asked;
  if found is not null then return found; end if;
  insert into patrons.person (number_cipher, number_index, made_at) values (cipher, asked, at)
    on conflict (number_index) do nothing returning person_id into found;
  if found is null then select person_id into found from patrons.person where number_index = asked; end if;
  return found;
end $function$
;
alter function patrons.person_of(bytea,text,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.person_of(bytea,text,timestamp with time zone) from public;
grant execute on function patrons.person_of(bytea,text,timestamp with time zone) to kaft_app;
grant execute on function patrons.person_of(bytea,text,timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.plain_name(name text)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select btrim(regexp_replace(lower(public.unaccent(name)), '[^a-z0-9]+', ' ', 'g'))
$function$
;
alter function patrons.plain_name(text) owner to kaft_owner;
revoke all on function patrons.plain_name(text) from public;
grant execute on function patrons.plain_name(text) to kaft_finder;

CREATE OR REPLACE FUNCTION patrons.reader_candidates(asked_code text, asked_library bigint)
 RETURNS TABLE(patron_id bigint, library_id bigint, password_hash text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.patron_id, p.library_id, r.password_hash
    from patrons.card c
    join patrons.patron p on p.patron_id = c.patron_id and p.merged_into is null and not p.deceased
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
    join patrons.reader_login r on r.library_id = p.library_id and r.patron_id = p.patron_id
   where c.code = asked_code and c.kind = 'library' and c.state = 'active' and coalesce(c.expires_on >= organisation.today(), true)
     and (asked_library is null or p.library_id = asked_library)
   order by p.patron_id limit 3
$function$
;
alter function patrons.reader_candidates(text,bigint) owner to kaft_finder;
revoke all on function patrons.reader_candidates(text,bigint) from public;
grant execute on function patrons.reader_candidates(text,bigint) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.reader_child_age(birth_on text)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case when length(birth_on) = 10 then extract(year from age(organisation.today(), birth_on::date))::integer
              else extract(year from organisation.today())::integer - left(birth_on, 4)::integer end
$function$
;
alter function patrons.reader_child_age(text) owner to kaft_finder;
revoke all on function patrons.reader_child_age(text) from public;

CREATE OR REPLACE FUNCTION patrons.reader_facts()
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object(
    'session_id', s.session_id::text, 'patron_id', p.patron_id::text, 'given_name', p.given_name, 'owner_id', s.patron_id::text,
    'owner_name', o.given_name, 'guards', organisation.reader_guards(),
    'library_id', l.library_id::text, 'library_name', l.name, 'branch_id', b.branch_id::text, 'branch_name', b.name,
    'website', s.website_id is not null, 'version', s.session_id || '.' || l.epoch || '.' || p.patron_id)
    from patrons.reader_session s
    join patrons.patron o on o.patron_id = s.patron_id
    join patrons.patron p on p.patron_id = organisation.reader_patron()
    join organisation.library l on l.library_id = p.library_id
    -- At another library its first branch counts what happens.
    join lateral (select x.branch_id, x.name from organisation.branch x where x.library_id = p.library_id
                   order by x.branch_id <> s.branch_id, x.code limit 1) b on true
   where s.secret_hash = sha256(convert_to(current_setting('kaft.reader', true), 'UTF8')) and s.patron_id = organisation.reader_owner()
$function$
;
alter function patrons.reader_facts() owner to kaft_finder;
revoke all on function patrons.reader_facts() from public;
grant execute on function patrons.reader_facts() to kaft_reader;

CREATE OR REPLACE FUNCTION patrons.reader_link_facts(asked_reference uuid, at timestamp with time zone)
 RETURNS TABLE(patron_id bigint, library_id bigint, library_name text, birth_on text, consented boolean, guardian_age integer, cards text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.patron_id, p.library_id, l.name, p.birth_on,
         exists (select from patrons.guardian_consent g where g.patron_id = p.patron_id),
         coalesce((select (s.value #>> '{}')::integer from organisation.setting s
                    where s.library_id = p.library_id and s.key = 'patrons.online_guardian_age'), 13),
         array(select c.code from patrons.card c where c.patron_id = p.patron_id and c.kind = 'library')
    from patrons.reader_link k
    join patrons.patron p on p.patron_id = k.patron_id and p.merged_into is null and not p.deceased
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
   where k.reference = asked_reference and k.used_at is null and k.expires_at > at
$function$
;
alter function patrons.reader_link_facts(uuid,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.reader_link_facts(uuid,timestamp with time zone) from public;
grant execute on function patrons.reader_link_facts(uuid,timestamp with time zone) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.reader_proven(asked_slot text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  delete from patrons.reader_rest r where r.slot = asked_slot
$function$
;
alter function patrons.reader_proven(text) owner to kaft_finder;
revoke all on function patrons.reader_proven(text) from public;
grant execute on function patrons.reader_proven(text) to kaft_app;
grant execute on function patrons.reader_proven(text) to kaft_reader;

CREATE OR REPLACE FUNCTION patrons.reader_records()
 RETURNS TABLE(patron_id bigint, tie text, given_name text, library_id bigint, library_name text, membership_type text, member_until date, loans integer, late integer, holds integer, ready integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.patron_id, x.tie, p.given_name, p.library_id, l.name, p.membership_type, p.member_until,
         (select count(*)::integer from circulation.loan o where o.patron_id = p.patron_id and o.returned_at is null),
         (select count(*)::integer from circulation.loan o where o.patron_id = p.patron_id and o.returned_at is null and o.due_on < organisation.today()),
         (select count(*)::integer from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null),
         (select count(*)::integer from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null and h.state = 'ready')
    from (
      select o.patron_id from patrons.patron o where o.patron_id = organisation.reader_owner()
      union
      select t.patron_id from patrons.patron o join patrons.patron t on t.person_id = o.person_id where o.patron_id = organisation.reader_owner()
      union
      select f.patron_id from patrons.family_link f
       where f.other_id = organisation.reader_owner() and f.kind = 'guardian' and f.removed_at is null) c
    join lateral (select patrons.reader_tie(organisation.reader_owner(), c.patron_id) as tie) x on x.tie is not null
    join patrons.patron p on p.patron_id = c.patron_id
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
   order by x.tie <> 'own', x.tie = 'child', l.name, p.given_name, p.patron_id limit 50
$function$
;
alter function patrons.reader_records() owner to kaft_finder;
revoke all on function patrons.reader_records() from public;
grant execute on function patrons.reader_records() to kaft_reader;

CREATE OR REPLACE FUNCTION patrons.reader_tie(owner bigint, target bigint)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case
    when owner = target then 'own'
    when exists (
      select from patrons.patron o join patrons.patron t on t.person_id = o.person_id
       where o.patron_id = owner and t.patron_id = target and t.merged_into is null and not t.deceased
         and t.library_id = any (organisation.scope_of(o.library_id))) then 'library'
    when exists (
      select from patrons.family_link f join patrons.patron c on c.patron_id = f.patron_id and c.merged_into is null and not c.deceased
       where f.patron_id = target and f.other_id = owner and f.kind = 'guardian' and f.removed_at is null
         and patrons.reader_child_age(c.birth_on) < coalesce((select (s.value #>> '{}')::integer from organisation.setting s
               where s.library_id = c.library_id and s.key = 'patrons.family_titles_until_age'), 12)) then 'child' end
$function$
;
alter function patrons.reader_tie(bigint,bigint) owner to kaft_finder;
revoke all on function patrons.reader_tie(bigint,bigint) from public;

CREATE OR REPLACE FUNCTION patrons.reader_turn(asked_slot text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  was record;
begin
  insert into patrons.reader_rest (slot, tries, last_at) values (asked_slot, 0, at) on conflict (slot) do nothing;
  select r.tries, r.last_at, r.until into was from patrons.reader_rest r where r.slot = asked_slot for update;
  if was.until > at then return false; end if;
  update patrons.reader_rest r
     set tries = case when was.until is not null or was.last_at < at - interval '15 minutes' then 1 else was.tries + 1 end,
         last_at = at,
         until = case when was.until is null and was.last_at >= at - interval '15 minutes' and was.tries + 1 >= 5
                      then at + interval '15 minutes' end
   where r.slot = asked_slot;
  return true;
end $function$
;
alter function patrons.reader_turn(text,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.reader_turn(text,timestamp with time zone) from public;
grant execute on function patrons.reader_turn(text,timestamp with time zone) to kaft_app;
grant execute on function patrons.reader_turn(text,timestamp with time zone) to kaft_reader;

CREATE OR REPLACE FUNCTION patrons.set_reader_password(asked_patron bigint, new_password text, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into patrons.reader_login (library_id, patron_id, password_hash, set_at)
  select p.library_id, p.patron_id, new_password, at from patrons.patron p where p.patron_id = asked_patron
  on conflict (library_id, patron_id) do update set password_hash = excluded.password_hash, set_at = excluded.set_at;
  update patrons.reader_session s set ended_at = statement_timestamp() where s.patron_id = asked_patron and s.ended_at is null;
  update patrons.reader_link k set used_at = at where k.patron_id = asked_patron and k.used_at is null;
end $function$
;
alter function patrons.set_reader_password(bigint,text,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.set_reader_password(bigint,text,timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION patrons.settle_conflict(asked bigint, wrong_patron bigint, note text, at timestamp with time zone, by_staff bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  k patrons.identity_conflict;
begin
  if not organisation.for_consortium() then return 'gone'; end if;
  select * into k from patrons.identity_conflict c where c.conflict_id = asked and c.settled_at is null for update;
  if not found then return 'gone'; end if;
  if wrong_patron is not null and wrong_patron not in (k.patron_id, k.other_id) then return 'other'; end if;
  update patrons.identity_conflict c
     set outcome = case when wrong_patron is null then 'same' else 'wrong_number' end, settled_at = at, settled_by = by_staff
   where c.conflict_id = asked;
  if wrong_patron is null then return 'done'; end if;
  -- With the number gone, other conflicts of this record with the same person are gone too.
  update patrons.identity_conflict c set outcome = 'wrong_number', settled_at = at, settled_by = by_staff
   where c.settled_at is null and wrong_patron in (c.patron_id, c.other_id);
  update patrons.patron p set person_id = null, version = p.version + 1 where p.patron_id = wrong_patron;
  update patrons.card c set state = 'ended', until = (at at time zone 'Europe/Brussels')::date
   where c.patron_id = wrong_patron and c.kind = 'eid' and c.state <> 'ended';
  insert into patrons.note (library_id, patron_id, text, until, made_at)
  select p.library_id, p.patron_id, note, (at at time zone 'Europe/Brussels')::date + 90, at from patrons.patron p where p.patron_id = wrong_patron;
  return 'done';
end $function$
;
alter function patrons.settle_conflict(bigint,bigint,text,timestamp with time zone,bigint) owner to kaft_finder;
revoke all on function patrons.settle_conflict(bigint,bigint,text,timestamp with time zone,bigint) from public;
grant execute on function patrons.settle_conflict(bigint,bigint,text,timestamp with time zone,bigint) to kaft_app;
grant execute on function patrons.settle_conflict(bigint,bigint,text,timestamp with time zone,bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION patrons.show_record(target bigint)
 RETURNS TABLE(patron_id bigint, tie text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  owner bigint := organisation.reader_owner();
  what text := patrons.reader_tie(owner, target);
  secret text := current_setting('kaft.reader', true);
begin
  if what is null then return; end if;
  update patrons.reader_session s set shows_id = nullif(target, owner)
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and (what <> 'library' or s.website_id is null);
  if not found then return; end if;
  perform finance.account_of((select p.library_id from patrons.patron p where p.patron_id = target), target);
  patron_id := target;
  tie := what;
  return next;
end $function$
;
alter function patrons.show_record(bigint) owner to kaft_finder;
revoke all on function patrons.show_record(bigint) from public;
grant execute on function patrons.show_record(bigint) to kaft_reader;

CREATE OR REPLACE FUNCTION patrons.statement_was_shown()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into patrons.statement_shown (library_id, patron_id, version, how, shown_at, shown_by)
  values (new.library_id, new.patron_id, new.statement_version, coalesce(new.statement_how, 'screen'), new.statement_shown_at, new.statement_by);
  return null;
end $function$
;
alter function patrons.statement_was_shown() owner to kaft_owner;
revoke all on function patrons.statement_was_shown() from public;
grant execute on function patrons.statement_was_shown() to public;

CREATE OR REPLACE FUNCTION patrons.stop_news(asked bigint, at text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update patrons.patron p set news = false, version = p.version + 1,
         provenance = p.provenance || jsonb_build_object('news', jsonb_build_object('from', 'self', 'at', stop_news.at))
   where (p.patron_id = asked or p.patron_id = (select m.merged_into from patrons.patron m where m.patron_id = asked)) and p.news
$function$
;
alter function patrons.stop_news(bigint,text) owner to kaft_finder;
revoke all on function patrons.stop_news(bigint,text) from public;
grant execute on function patrons.stop_news(bigint,text) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.try_reader_codes(asked_code text, at timestamp with time zone)
 RETURNS TABLE(reference uuid, code_hash text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update patrons.reader_link k set tries = k.tries + 1
    from patrons.card c
    join patrons.patron p on p.patron_id = c.patron_id and p.merged_into is null and not p.deceased
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
   where c.code = asked_code and c.kind = 'library' and c.state = 'active' and coalesce(c.expires_on >= organisation.today(), true)
     and k.patron_id = p.patron_id and k.by_letter and k.used_at is null and k.expires_at > at and k.tries < 5
  returning k.reference, k.code_hash
$function$
;
alter function patrons.try_reader_codes(text,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.try_reader_codes(text,timestamp with time zone) from public;
grant execute on function patrons.try_reader_codes(text,timestamp with time zone) to kaft_app;

CREATE OR REPLACE FUNCTION patrons.use_reader_link(asked_reference uuid, new_password text, at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  whose bigint;
begin
  update patrons.reader_link k set used_at = at
   where k.reference = asked_reference and k.used_at is null and k.expires_at > at
  returning k.patron_id into whose;
  if whose is null then return null; end if;
  perform patrons.set_reader_password(whose, new_password, at);
  return whose;
end $function$
;
alter function patrons.use_reader_link(uuid,text,timestamp with time zone) owner to kaft_finder;
revoke all on function patrons.use_reader_link(uuid,text,timestamp with time zone) from public;
grant execute on function patrons.use_reader_link(uuid,text,timestamp with time zone) to kaft_app;

CREATE OR REPLACE FUNCTION privacy.accounts_of_breach(asked bigint)
 RETURNS TABLE(staff_id bigint, name text, initials text, kind text, active boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select s.staff_id, s.name, s.initials, s.kind, s.active from organisation.staff s
   where s.library_id = (select privacy.breach_library(asked))
$function$
;
alter function privacy.accounts_of_breach(bigint) owner to kaft_finder;
revoke all on function privacy.accounts_of_breach(bigint) from public;
grant execute on function privacy.accounts_of_breach(bigint) to kaft_app;
grant execute on function privacy.accounts_of_breach(bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.announcing()
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct a.library_id from privacy.announcement a where a.done_at is null
$function$
;
alter function privacy.announcing() owner to kaft_finder;
revoke all on function privacy.announcing() from public;
grant execute on function privacy.announcing() to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.breach_library(asked bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select b.library_id from privacy.breach b
   where b.breach_id = asked and (b.library_id = (select organisation.own_library()) or (select organisation.for_privacy()))
$function$
;
alter function privacy.breach_library(bigint) owner to kaft_finder;
revoke all on function privacy.breach_library(bigint) from public;
grant execute on function privacy.breach_library(bigint) to kaft_app;
grant execute on function privacy.breach_library(bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.broken_certificate()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select c.certificate_id
    from (select x.*, lag(x.hash) over (partition by x.library_id order by x.certificate_id) as before from privacy.certificate x) c
   where c.hash <> sha256(coalesce(c.before, '')
     || convert_to(concat_ws('|', c.library_id, base.iso(c.at), c.because, array_to_string(c.parts, ','), c.people, c.rows::text), 'UTF8'))
   order by c.certificate_id limit 1
$function$
;
alter function privacy.broken_certificate() owner to kaft_finder;
revoke all on function privacy.broken_certificate() from public;
grant execute on function privacy.broken_certificate() to kaft_app;
grant execute on function privacy.broken_certificate() to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.broken_row()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select access_id from privacy.access_log
   where case when salt is null then patron_id is not null else personal_hash <> sha256(salt || convert_to(concat_ws('|', coalesce(patron_id, 0), coalesce(staff_id, 0)), 'UTF8')) end
   order by access_id limit 1
$function$
;
alter function privacy.broken_row() owner to kaft_finder;
revoke all on function privacy.broken_row() from public;
grant execute on function privacy.broken_row() to kaft_app;
grant execute on function privacy.broken_row() to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.broken_seal()
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  s record;
  before bytea := null;
  upto bigint := null;
  n integer;
  digest bytea;
begin
  for s in select * from privacy.seal order by seal_id loop
    select count(*)::integer, sha256(coalesce(before, ''::bytea) || string_agg(privacy.row_digest(l), ''::bytea order by access_id))
      into n, digest from privacy.access_log l where access_id <= s.to_id and (upto is null or access_id > upto);
    if s.from_id <> coalesce(upto, 0) + 1 or s.previous is distinct from before or n <> s.rows or digest is distinct from s.root then
      return s.seal_id;
    end if;
    before := s.root;
    upto := s.to_id;
  end loop;
  return null;
end $function$
;
alter function privacy.broken_seal() owner to kaft_finder;
revoke all on function privacy.broken_seal() from public;
grant execute on function privacy.broken_seal() to kaft_app;
grant execute on function privacy.broken_seal() to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.find_anyone(asked_email text, asked_words text[], most integer)
 RETURNS TABLE(patron_id bigint, library_id bigint, library_name text, family_name text, given_name text, birth_year text, municipality text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.patron_id, l.library_id, l.name, p.family_name, p.given_name, left(p.birth_on, 4), p.municipality
    from organisation.library l
    cross join lateral (
      select x.patron_id from patrons.patron x where asked_email is not null and x.library_id = l.library_id and x.email_folded = lower(asked_email)
      union
      select t.patron_id from (
        select n.patron_id from patrons.name_token n where asked_email is null and n.library_id = l.library_id and n.token = asked_words[1] limit 200) t
       where not exists (select from unnest(asked_words) w where not exists (
         select from patrons.name_token n where n.library_id = l.library_id and n.token = w and n.patron_id = t.patron_id))) f
    join patrons.patron p on p.patron_id = f.patron_id and p.merged_into is null
   where organisation.for_privacy()
   order by l.name, p.family_name, p.given_name, p.patron_id limit most
$function$
;
alter function privacy.find_anyone(text,text[],integer) owner to kaft_finder;
revoke all on function privacy.find_anyone(text,text[],integer) from public;
grant execute on function privacy.find_anyone(text,text[],integer) to kaft_app;
grant execute on function privacy.find_anyone(text,text[],integer) to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.log_breach_search(asked bigint, at timestamp with time zone, role text, workstation bigint, staff bigint, salt bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, role, workstation_id, staff_id, salt, personal_hash)
  select b.library_id, organisation.own_library(), at, 'scopeBreach', 'administration', 'seen', role, workstation, staff, salt,
         sha256(salt || convert_to(concat_ws('|', 0, staff), 'UTF8'))
    from privacy.breach b where b.breach_id = asked and organisation.for_privacy()
$function$
;
alter function privacy.log_breach_search(bigint,timestamp with time zone,text,bigint,bigint,bytea) owner to kaft_finder;
revoke all on function privacy.log_breach_search(bigint,timestamp with time zone,text,bigint,bigint,bytea) from public;
grant execute on function privacy.log_breach_search(bigint,timestamp with time zone,text,bigint,bigint,bytea) to kaft_app;
grant execute on function privacy.log_breach_search(bigint,timestamp with time zone,text,bigint,bigint,bytea) to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.log_central(at timestamp with time zone, operation text, purpose text, role text, workstation bigint, staff bigint, patron_ids bigint[], outcomes text[], reasons text[], salts bytea[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, role, workstation_id, staff_id, patron_id,
    reason, salt, personal_hash)
  select coalesce(p.library_id, organisation.own_library()), organisation.own_library(), at, operation, purpose, s.outcome, role, workstation,
         staff, p.patron_id, s.reason, s.salt, sha256(s.salt || convert_to(concat_ws('|', coalesce(p.patron_id, 0), staff), 'UTF8'))
    from unnest(patron_ids, outcomes, reasons, salts) as s(patron_id, outcome, reason, salt)
    left join patrons.patron p on p.patron_id = s.patron_id
   where organisation.for_consortium() or organisation.for_privacy()
$function$
;
alter function privacy.log_central(timestamp with time zone,text,text,text,bigint,bigint,bigint[],text[],text[],bytea[]) owner to kaft_finder;
revoke all on function privacy.log_central(timestamp with time zone,text,text,text,bigint,bigint,bigint[],text[],text[],bytea[]) from public;
grant execute on function privacy.log_central(timestamp with time zone,text,text,text,bigint,bigint,bigint[],text[],text[],bytea[]) to kaft_app;
grant execute on function privacy.log_central(timestamp with time zone,text,text,text,bigint,bigint,bigint[],text[],text[],bytea[]) to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.log_help(secret text, at timestamp with time zone, operation text, purpose text, patrons bigint[], outcomes text[], reasons text[], salts bytea[])
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with session as (
    select s.library_id, s.staff_id, s.workstation_id, h.help_id, h.employer
      from organisation.session s join organisation.help h on h.help_id = s.help_id
     where s.secret_hash = sha256(convert_to(secret, 'UTF8'))
  ),
  written as (
    insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, role, workstation_id, staff_id, patron_id, reason,
      salt, personal_hash, help_id)
    select s.library_id, s.library_id, log_help.at, log_help.operation, log_help.purpose, x.outcome, s.employer, s.workstation_id, s.staff_id,
           p.patron_id, x.reason, x.salt, sha256(x.salt || convert_to(concat_ws('|', coalesce(p.patron_id, 0), s.staff_id), 'UTF8')), s.help_id
      from session s cross join unnest(patrons, outcomes, reasons, salts) as x(patron_id, outcome, reason, salt)
      left join patrons.patron p on p.patron_id = x.patron_id and p.library_id = s.library_id
    returning 1
  )
  select count(*)::integer from written
$function$
;
alter function privacy.log_help(text,timestamp with time zone,text,text,bigint[],text[],text[],bytea[]) owner to kaft_finder;
revoke all on function privacy.log_help(text,timestamp with time zone,text,text,bigint[],text[],text[],bytea[]) from public;
grant execute on function privacy.log_help(text,timestamp with time zone,text,text,bigint[],text[],text[],bytea[]) to kaft_app;

CREATE OR REPLACE FUNCTION privacy.log_writers()
 RETURNS text[]
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  select coalesce(array_agg(virtualtransaction), '{}') from pg_catalog.pg_locks
   where locktype = 'relation' and relation = 'privacy.access_log'::regclass and mode = 'RowExclusiveLock'
     and database = (select oid from pg_catalog.pg_database where datname = current_database())
$function$
;
alter function privacy.log_writers() owner to kaft_owner;
revoke all on function privacy.log_writers() from public;
grant execute on function privacy.log_writers() to public;

CREATE OR REPLACE FUNCTION privacy.looks_of_breach(asked bigint, by_staff bigint, at_workstation bigint, from_at timestamp with time zone, until_at timestamp with time zone)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct a.patron_id from privacy.access_log a
   where a.library_id = any ((select array_prepend(l, organisation.succeeded(l)) from privacy.breach_library(asked) l)::bigint[])
     and a.patron_id is not null and a.outcome = 'seen' and a.at between from_at and until_at
     and (by_staff is null or a.staff_id = by_staff) and (at_workstation is null or a.workstation_id = at_workstation)
$function$
;
alter function privacy.looks_of_breach(bigint,bigint,bigint,timestamp with time zone,timestamp with time zone) owner to kaft_finder;
revoke all on function privacy.looks_of_breach(bigint,bigint,bigint,timestamp with time zone,timestamp with time zone) from public;
grant execute on function privacy.looks_of_breach(bigint,bigint,bigint,timestamp with time zone,timestamp with time zone) to kaft_app;
grant execute on function privacy.looks_of_breach(bigint,bigint,bigint,timestamp with time zone,timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.patron_stands(asked bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from patrons.patron p where p.patron_id = asked
    and (p.library_id = (select organisation.own_library()) or (select organisation.for_privacy())))
$function$
;
alter function privacy.patron_stands(bigint) owner to kaft_finder;
revoke all on function privacy.patron_stands(bigint) from public;
grant execute on function privacy.patron_stands(bigint) to kaft_app;
grant execute on function privacy.patron_stands(bigint) to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.proof_of(asked text, term_months integer, day date)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select case when count(*) = 0 then 'none'
              when bool_or(e.outcome = 'bad') then 'failed'
              when max(e.on_day) < (day - make_interval(months => term_months))::date then 'old'
              else 'fresh' end
    from (select distinct on (x.source) x.outcome, x.on_day from privacy.measure_evidence x
           where x.measure = asked and x.on_day <= day order by x.source, x.on_day desc, x.evidence_id desc) e
$function$
;
alter function privacy.proof_of(text,integer,date) owner to kaft_owner;
revoke all on function privacy.proof_of(text,integer,date) from public;
grant execute on function privacy.proof_of(text,integer,date) to public;

CREATE OR REPLACE FUNCTION privacy.row_digest(l privacy.access_log)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$
  select sha256(convert_to(concat_ws('|', l.access_id, l.library_id, l.by_library_id,
    to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), l.operation, l.purpose, l.outcome,
    coalesce(l.role, '-'), coalesce(l.workstation_id, 0), l.help_id), 'UTF8') || l.personal_hash)
$function$
;
alter function privacy.row_digest(privacy.access_log) owner to kaft_owner;
revoke all on function privacy.row_digest(privacy.access_log) from public;
grant execute on function privacy.row_digest(privacy.access_log) to public;

CREATE OR REPLACE FUNCTION privacy.seal_now(at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  last record;
  upto bigint;
  writers text[];
  n integer;
  digest bytea;
begin
  perform pg_advisory_xact_lock(hashtext('privacy.seal'));
  select to_id, root into last from privacy.seal order by seal_id desc limit 1;
  -- A part at a time: what a day without jobs left would take longer than one statement may.
  select max(l.access_id) into upto from (
    select access_id from privacy.access_log
     where access_id > coalesce(last.to_id, 0) and access_log.at < seal_now.at - interval '30 seconds'
     order by access_id limit 50000) l;
  if upto is null then return 0; end if;
  -- A lower identity that is not visible yet belongs to a transaction that writes now: wait for those, and only those.
  writers := privacy.log_writers();
  for i in 1..250 loop
    exit when not writers && privacy.log_writers();
    if i = 250 then return 0; end if;
    perform pg_sleep(0.02);
  end loop;
  select count(*)::integer, sha256(coalesce(last.root, ''::bytea) || string_agg(privacy.row_digest(l), ''::bytea order by access_id))
    into n, digest
    from privacy.access_log l where access_id > coalesce(last.to_id, 0) and access_id <= upto;
  insert into privacy.seal (sealed_at, from_id, to_id, rows, previous, root)
  values (at, coalesce(last.to_id, 0) + 1, upto, n, last.root, digest);
  return n;
end $function$
;
alter function privacy.seal_now(timestamp with time zone) owner to kaft_finder;
revoke all on function privacy.seal_now(timestamp with time zone) from public;
grant execute on function privacy.seal_now(timestamp with time zone) to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.telling()
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct b.library_id from privacy.breach b where b.tell_at is not null
$function$
;
alter function privacy.telling() owner to kaft_finder;
revoke all on function privacy.telling() from public;
grant execute on function privacy.telling() to kaft_jobs;

CREATE OR REPLACE FUNCTION privacy.waiting_tasks()
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct t.library_id from privacy.case_task t where t.done_at is null
$function$
;
alter function privacy.waiting_tasks() owner to kaft_finder;
revoke all on function privacy.waiting_tasks() from public;
grant execute on function privacy.waiting_tasks() to kaft_jobs;

CREATE OR REPLACE FUNCTION statistics.sums(of_month date, regions jsonb)
 RETURNS TABLE(area text, kind text, part text, n bigint, readers bigint, most_readers bigint, libraries bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with own as (
    select coalesce(g.kept_id, f.library_id) as library_id, f.kind, f.part, sum(f.n) as n,
           case when bool_and(f.readers is not null) then sum(f.readers) end as readers
      from statistics.month_figure f
      left join moving.fusion g on g.absorbed_id = f.library_id and g.state in ('moving', 'moved', 'live', 'taking_back')
     where f.month = of_month
     group by 1, 2, 3),
  placed as (select o.*, regions ->> o.library_id::text as region from own o)
  select coalesce(p.region, '*'), p.kind, p.part, sum(p.n)::bigint,
         (case when bool_and(p.readers is not null) then sum(p.readers) end)::bigint, max(p.readers)::bigint, count(*) filter (where p.n > 0)
    from placed p
   group by grouping sets ((p.region, p.kind, p.part), (p.kind, p.part))
  having grouping(p.region) = 1 or p.region is not null
$function$
;
alter function statistics.sums(date,jsonb) owner to kaft_owner;
revoke all on function statistics.sums(date,jsonb) from public;
grant execute on function statistics.sums(date,jsonb) to kaft_jobs;

CREATE TRIGGER follows_merge BEFORE INSERT ON cataloguing.holding FOR EACH ROW EXECUTE FUNCTION base.follow_merge();

CREATE TRIGGER drop_headings AFTER UPDATE OF state ON cataloguing.title FOR EACH ROW WHEN ((new.state <> 'in_use'::text)) EXECUTE FUNCTION cataloguing.drop_headings();

CREATE TRIGGER numbers_stay BEFORE UPDATE OF title_id ON cataloguing.title FOR EACH STATEMENT EXECUTE FUNCTION cataloguing.numbers_stay();

CREATE TRIGGER count_changed AFTER UPDATE ON cataloguing.title_heading REFERENCING OLD TABLE AS former NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION cataloguing.count_headings();

CREATE TRIGGER count_former AFTER DELETE ON cataloguing.title_heading REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION cataloguing.count_headings();

CREATE TRIGGER count_fresh AFTER INSERT ON cataloguing.title_heading REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION cataloguing.count_headings();

CREATE TRIGGER search_rows_came AFTER INSERT ON cataloguing.title_search REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION cataloguing.note_search_change();

CREATE TRIGGER search_rows_changed AFTER UPDATE ON cataloguing.title_search REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION cataloguing.note_search_change();

CREATE TRIGGER search_rows_went AFTER DELETE ON cataloguing.title_search REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION cataloguing.note_search_change();

CREATE TRIGGER follows_merge BEFORE INSERT ON circulation.hold FOR EACH ROW EXECUTE FUNCTION base.follow_merge();

CREATE TRIGGER follows_merge BEFORE INSERT ON circulation.hold_title FOR EACH ROW EXECUTE FUNCTION base.follow_merge();

CREATE TRIGGER only_own_days BEFORE UPDATE ON circulation.item_status FOR EACH ROW WHEN ((CURRENT_USER = 'kaft_reader'::name)) EXECUTE FUNCTION circulation.only_own_days();

CREATE TRIGGER keep_agreement BEFORE UPDATE ON circulation.regulation FOR EACH ROW EXECUTE FUNCTION circulation.keep_agreement();

CREATE TRIGGER keeps_its_number BEFORE UPDATE OF terms_id ON circulation.terms FOR EACH STATEMENT EXECUTE FUNCTION base.refuse_removal();

CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON circulation.terms FOR EACH STATEMENT EXECUTE FUNCTION base.refuse_removal();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OF entry_id, library_id, kind, charge_kind, amount_cents, charge_id, reverses, payment_id, method, at, on_day, branch_id, workstation_id OR TRUNCATE ON finance.entry FOR EACH STATEMENT EXECUTE FUNCTION finance.refuse_change();

CREATE TRIGGER only_forgotten BEFORE UPDATE OF account_id, staff_id, reason ON finance.entry FOR EACH ROW EXECUTE FUNCTION finance.refuse_replacing();

CREATE TRIGGER follows_merge BEFORE INSERT ON inventory.item FOR EACH ROW EXECUTE FUNCTION base.follow_merge();

CREATE TRIGGER item_changes_branch AFTER UPDATE OF branch_id ON inventory.item FOR EACH ROW WHEN ((old.branch_id IS DISTINCT FROM new.branch_id)) EXECUTE FUNCTION circulation.item_changes_branch();

CREATE TRIGGER lent_items_stay AFTER DELETE ON inventory.item REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION circulation.lent_items_stay();

CREATE TRIGGER numbers_stay BEFORE UPDATE OF item_id ON inventory.item FOR EACH STATEMENT EXECUTE FUNCTION inventory.numbers_stay();

CREATE TRIGGER stays BEFORE TRUNCATE ON inventory.item FOR EACH STATEMENT EXECUTE FUNCTION base.refuse_removal();

CREATE TRIGGER departure_begins AFTER INSERT ON moving.departure FOR EACH ROW WHEN ((new.state = 'erasing'::text)) EXECUTE FUNCTION organisation.departure_goes_on();

CREATE TRIGGER departure_goes_on AFTER UPDATE ON moving.departure FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION organisation.departure_goes_on();

CREATE TRIGGER fusion_goes_on AFTER UPDATE ON moving.fusion FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION organisation.fusion_goes_on();

CREATE TRIGGER agreements_changed AFTER INSERT OR DELETE OR UPDATE ON organisation.agreement FOR EACH STATEMENT EXECUTE FUNCTION organisation.agreements_changed();

CREATE TRIGGER agreements_changed AFTER INSERT OR DELETE OR UPDATE ON organisation.agreement_member FOR EACH STATEMENT EXECUTE FUNCTION organisation.agreements_changed();

CREATE TRIGGER keeps_its_number BEFORE UPDATE OF branch_id ON organisation.branch FOR EACH STATEMENT EXECUTE FUNCTION base.refuse_removal();

CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON organisation.branch FOR EACH STATEMENT EXECUTE FUNCTION base.refuse_removal();

CREATE TRIGGER help_ends AFTER UPDATE OF ended_at ON organisation.help FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION organisation.help_ends();

CREATE TRIGGER help_stands BEFORE UPDATE ON organisation.help FOR EACH ROW EXECUTE FUNCTION organisation.help_stands();

CREATE TRIGGER keeps_its_number BEFORE UPDATE OF library_id ON organisation.library FOR EACH STATEMENT EXECUTE FUNCTION base.refuse_removal();

CREATE TRIGGER sessions_end AFTER UPDATE ON organisation.library FOR EACH ROW WHEN ((old.active AND (NOT new.active))) EXECUTE FUNCTION organisation.sessions_end();

CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON organisation.library FOR EACH STATEMENT EXECUTE FUNCTION base.refuse_removal();

CREATE TRIGGER participation_counts AFTER INSERT OR UPDATE ON organisation.participation FOR EACH ROW EXECUTE FUNCTION organisation.participation_counts();

CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON organisation.participation FOR EACH STATEMENT EXECUTE FUNCTION base.refuse_removal();

CREATE TRIGGER help_ends AFTER UPDATE OF ended_at ON organisation.session FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL) AND new.helper AND (new.help_id IS NULL))) EXECUTE FUNCTION organisation.help_ends();

CREATE TRIGGER session_of_helper BEFORE INSERT ON organisation.session FOR EACH ROW EXECUTE FUNCTION organisation.session_of_helper();

CREATE TRIGGER sessions_end AFTER UPDATE ON organisation.staff FOR EACH ROW WHEN ((old.active AND (NOT new.active))) EXECUTE FUNCTION organisation.sessions_end();

CREATE TRIGGER helpers_apart BEFORE INSERT OR UPDATE OF role ON organisation.staff_role FOR EACH ROW EXECUTE FUNCTION organisation.helpers_apart();

CREATE TRIGGER statement_is_shown AFTER UPDATE OF statement_shown_at ON patrons.patron FOR EACH ROW WHEN (((new.statement_version IS NOT NULL) AND (new.statement_shown_at IS NOT NULL) AND (new.statement_shown_at IS DISTINCT FROM old.statement_shown_at))) EXECUTE FUNCTION patrons.statement_was_shown();

CREATE TRIGGER statement_was_shown AFTER INSERT ON patrons.patron FOR EACH ROW WHEN (((new.statement_version IS NOT NULL) AND (new.statement_shown_at IS NOT NULL))) EXECUTE FUNCTION patrons.statement_was_shown();

CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON privacy.measure_evidence FOR EACH STATEMENT EXECUTE FUNCTION base.refuse_removal();

create text search configuration cataloguing.dutch_plain; -- parser default
--   asciihword: public.unaccent, dutch_stem
--   asciiword: public.unaccent, dutch_stem
--   email: simple
--   file: simple
--   float: simple
--   host: simple
--   hword: public.unaccent, dutch_stem
--   hword_asciipart: public.unaccent, dutch_stem
--   hword_numpart: simple
--   hword_part: public.unaccent, dutch_stem
--   int: simple
--   numhword: simple
--   numword: simple
--   sfloat: simple
--   uint: simple
--   url: simple
--   url_path: simple
--   version: simple
--   word: public.unaccent, dutch_stem

create text search configuration cataloguing.english_plain; -- parser default
--   asciihword: cataloguing.english_stems
--   asciiword: cataloguing.english_stems
--   email: simple
--   file: simple
--   float: simple
--   host: simple
--   hword: cataloguing.english_stems
--   hword_asciipart: cataloguing.english_stems
--   hword_numpart: simple
--   hword_part: cataloguing.english_stems
--   int: simple
--   numhword: simple
--   numword: simple
--   sfloat: simple
--   uint: simple
--   url: simple
--   url_path: simple
--   version: simple
--   word: cataloguing.english_stems

create text search configuration cataloguing.french_plain; -- parser default
--   asciihword: cataloguing.french_stems
--   asciiword: cataloguing.french_stems
--   email: simple
--   file: simple
--   float: simple
--   host: simple
--   hword: cataloguing.french_stems
--   hword_asciipart: cataloguing.french_stems
--   hword_numpart: simple
--   hword_part: cataloguing.french_stems
--   int: simple
--   numhword: simple
--   numword: simple
--   sfloat: simple
--   uint: simple
--   url: simple
--   url_path: simple
--   version: simple
--   word: cataloguing.french_stems

create text search configuration cataloguing.german_plain; -- parser default
--   asciihword: cataloguing.german_stems
--   asciiword: cataloguing.german_stems
--   email: simple
--   file: simple
--   float: simple
--   host: simple
--   hword: cataloguing.german_stems
--   hword_asciipart: cataloguing.german_stems
--   hword_numpart: simple
--   hword_part: cataloguing.german_stems
--   int: simple
--   numhword: simple
--   numword: simple
--   sfloat: simple
--   uint: simple
--   url: simple
--   url_path: simple
--   version: simple
--   word: cataloguing.german_stems

create text search configuration cataloguing.simple_plain; -- parser default
--   asciihword: simple
--   asciiword: simple
--   email: simple
--   file: simple
--   float: simple
--   host: simple
--   hword: simple
--   hword_asciipart: simple
--   hword_numpart: simple
--   hword_part: simple
--   int: simple
--   numhword: simple
--   numword: simple
--   sfloat: simple
--   uint: simple
--   url: simple
--   url_path: simple
--   version: simple
--   word: simple
