-- A whole library comes over from another system: the move, its files, what became of each row, and the tie between the
-- numbers of the old system and the rows of Kaft. All of it is scaffolding: it goes when the way back has closed.

create schema moving authorization kaft_owner;
grant usage on schema moving to kaft_app, kaft_jobs;

create table moving.move (
  move_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  branch_id bigint not null references organisation.branch,
  mapping jsonb not null,
  -- Counts up with each change of mapping or files, so that a dry run knows whether it is still about them.
  version integer not null default 1,
  checked_version integer,
  state text not null check (state in ('open', 'checking', 'checked', 'frozen', 'loading', 'loaded', 'live', 'taking_back', 'taken_back', 'stopped')),
  -- 0 is the dry run, 1 the first load, then each later export.
  pass integer not null default 0,
  -- Whether what this pass does not hold any more has ended in the old system.
  whole boolean not null default true,
  -- Where the present phase is: the step, the file and the row that were handled last. It moves in the transaction of the rows.
  step_no integer not null default 0,
  file_no integer not null default 0,
  row_no bigint not null default 0,
  step text,
  done bigint not null default 0,
  total bigint not null default 0,
  fault text,
  -- When a batch was last done: whoever looks for work leaves a move alone that somebody is at.
  beat_at timestamptz,
  made_at timestamptz not null,
  made_by bigint,
  frozen_at timestamptz,
  frozen_by bigint,
  loaded_at timestamptz,
  signed_at timestamptz,
  signed_by bigint,
  signed_counts jsonb,
  without_email text check (without_email in ('letter', 'visit')),
  undo_until timestamptz,
  taken_back_by bigint,
  taken_back_because text
);
create unique index move_open on moving.move (library_id) where state not in ('live', 'taken_back', 'stopped');
create index move_library on moving.move (library_id, move_id);
select base.describe('moving.move', $$
  move_id         | none
  library_id      | none
  branch_id       | none
  mapping         | none
  mapping.*       | none
  version         | none
  checked_version | none
  state           | none
  pass            | none
  whole           | none
  step_no         | none
  file_no         | none
  row_no          | none
  step            | none
  done            | none
  total           | none
  fault           | none
  beat_at         | none
  made_at         | none
  made_by         | staff; administration; Y10; null
  frozen_at       | none
  frozen_by       | staff; administration; Y10; null
  loaded_at       | none
  signed_at       | none
  signed_by       | staff; administration; Y10; null
  signed_counts   | none
  signed_counts.* | none
  without_email   | none
  undo_until      | none
  taken_back_by   | staff; administration; Y10; null
  taken_back_because | none
$$);

create table moving.file (
  library_id bigint not null references organisation.library,
  move_id bigint not null references moving.move on delete cascade,
  file_no integer not null,
  pass integer not null,
  name text not null,
  bytes bigint not null,
  parts integer not null default 0,
  looked boolean not null default false,
  format text check (format in ('csv', 'marc')),
  encoding text,
  delimiter text,
  rows bigint not null default 0,
  -- Names of columns and in how many rows each holds something; no value.
  columns jsonb not null default '[]',
  primary key (library_id, move_id, file_no)
);
create index file_move on moving.file (move_id);
select base.describe('moving.file', $$
  library_id | none
  move_id    | none
  file_no    | none
  pass       | none
  name       | none
  bytes      | none
  parts      | none
  looked     | none
  format     | none
  encoding   | none
  delimiter  | none
  rows       | none
  columns    | none
  columns.*  | none
$$);

-- The bytes of a file, packed. They hold whatever the old system exported, so they go the moment the file is loaded.
create table moving.part (
  library_id bigint not null references organisation.library,
  move_id bigint not null,
  file_no integer not null,
  part_no integer not null,
  bytes bytea not null,
  primary key (library_id, move_id, file_no, part_no)
);
alter table moving.part alter column bytes set storage external;
select base.describe('moving.part', $$
  library_id | none
  move_id    | none
  file_no    | none
  part_no    | none
  bytes      | identity; administration; until; row
$$);

-- The number of the old system and the row of Kaft, with what the row was made of: the same again changes nothing.
create table moving.link (
  library_id bigint not null references organisation.library,
  move_id bigint not null,
  kind text not null,
  source_key text collate "C" not null,
  target_id bigint not null,
  digest bytea not null,
  -- The row as the move left it: with anything else, somebody did something with it since.
  stamp text,
  made_pass integer not null,
  seen_pass integer not null,
  -- The pass in which a later export did not hold it any more.
  gone_pass integer,
  cents integer,
  primary key (library_id, kind, source_key)
);
create index link_move on moving.link (move_id, kind, target_id);
select base.describe('moving.link', $$
  library_id | none
  move_id    | none
  kind       | none
  source_key | pseudonym; administration; until; row
  target_id  | pseudonym; administration; until; row
  digest     | pseudonym; administration; until; row
  stamp      | pseudonym; administration; until; row
  made_pass  | none
  seen_pass  | none
  gone_pass  | none
  cents      | none
$$);

-- What stays behind, by its place in the file and the reason. No value of it stands here, ever.
create table moving.refusal (
  refusal_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  move_id bigint not null,
  pass integer not null,
  file_no integer,
  line_no integer,
  kind text not null,
  reason text not null,
  field text,
  whole_row boolean not null,
  -- The row here that stays, where the way back could not take it.
  target_id bigint
);
create index refusal_move on moving.refusal (library_id, move_id, pass, refusal_id);
select base.describe('moving.refusal', $$
  refusal_id | none
  library_id | none
  move_id    | none
  pass       | none
  file_no    | none
  line_no    | pseudonym; administration; until; row
  kind       | none
  reason     | none
  field      | none
  whole_row  | none
  target_id  | pseudonym; administration; until; row
$$);

create table moving.tally (
  library_id bigint not null references organisation.library,
  move_id bigint not null references moving.move on delete cascade,
  pass integer not null,
  kind text not null,
  -- Whether the export of this pass held everything, or what had changed only.
  whole boolean not null default true,
  read bigint not null default 0,
  made bigint not null default 0,
  changed bigint not null default 0,
  same bigint not null default 0,
  gone bigint not null default 0,
  refused bigint not null default 0,
  left_behind bigint not null default 0,
  fields bigint not null default 0,
  read_cents bigint not null default 0,
  refused_cents bigint not null default 0,
  primary key (library_id, move_id, pass, kind)
);
create index tally_move on moving.tally (move_id);
select base.describe('moving.tally', $$
  library_id    | none
  move_id       | none
  pass          | none
  kind          | none
  whole         | none
  read          | none
  made          | none
  changed       | none
  same          | none
  gone          | none
  refused       | none
  left_behind   | none
  fields        | none
  read_cents    | none
  refused_cents | none
$$);

do $$
declare t text;
begin
  foreach t in array array['move', 'file', 'part', 'link', 'refusal', 'tally'] loop
    execute format('alter table moving.%I enable row level security', t);
    execute format('alter table moving.%I force row level security', t);
    execute format('create policy owner on moving.%I to kaft_owner using (true)', t);
    execute format('create policy own on moving.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
    execute format('grant select, insert, update, delete on moving.%I to kaft_jobs', t);
  end loop;
end $$;
grant select, insert, update on moving.move to kaft_app;
grant select, insert, update, delete on moving.file, moving.part to kaft_app;
grant select on moving.link, moving.refusal, moving.tally to kaft_app;
grant usage on sequence moving.move_move_id_seq, moving.refusal_refusal_id_seq to kaft_app, kaft_jobs;
-- A table that grows from nothing in minutes needs the planner's figures while it does.
grant maintain on moving.link, patrons.patron, patrons.card, patrons.membership, patrons.block, patrons.note, patrons.name_token, patrons.person,
  circulation.loan, circulation.hold, circulation.item_status, finance.account, finance.entry, finance.charge_about to kaft_jobs;

-- From the freeze until it is live a library rests: no day is counted against anybody, and nobody is written to, since
-- what stands here is not yet what is so.
alter table organisation.library add column rests_since timestamptz;
select base.describe('organisation.library', 'rests_since | none');

-- Told by a message that says where the data come from (art. 14 GDPR), and not by a screen or on paper.
alter table patrons.patron drop constraint patron_statement_how_check;
alter table patrons.patron add constraint patron_statement_how_check check (statement_how in ('screen', 'paper', 'message'));

-- Who moves in gets its rows with their names known, so that link and row are one transaction; and its way back.
grant usage on sequence patrons.patron_patron_id_seq, patrons.card_card_id_seq, patrons.membership_membership_id_seq,
  patrons.block_block_id_seq, patrons.note_note_id_seq, inventory.item_item_id_seq, finance.entry_entry_id_seq,
  finance.account_account_id_seq, circulation.loan_loan_id_seq, circulation.hold_hold_id_seq to kaft_jobs;
grant delete on circulation.loan, circulation.hold, circulation.item_status, inventory.item to kaft_jobs;

-- A loan that came over keeps its own due day; what it was decided by stays with the old system.
select base.describe('circulation.loan', 'trace.moved | loan; functional; D90; null');
grant update (rests_since) on organisation.library to kaft_app, kaft_jobs;
