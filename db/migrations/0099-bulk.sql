-- Many at once: a change that is previewed row by row, done in batches, and taken back row by row; and closures,
-- which are days in the calendar together with the dates that move because of them.

create table circulation.closure (
  closure_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  branch_ids bigint[] not null,
  type text not null check (type in ('gesloten', 'vakantie', 'boetevrij')),
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  -- What happens to the dates that fall in it: off the closed days, to the first open day after it, or nothing.
  moves text not null check (moves in ('off_closed', 'after', 'none')),
  reason text not null,
  state text not null check (state in ('applied', 'undone')),
  -- The exceptional days as they stood before, by branch.
  days_before jsonb not null,
  made_at timestamptz not null,
  made_by bigint,
  undone_at timestamptz,
  undone_by bigint
);
create index closure_library on circulation.closure (library_id, until_on);
select base.describe('circulation.closure', $$
  closure_id    | none
  library_id    | none
  branch_ids    | none
  type          | none
  from_on       | none
  until_on      | none
  moves         | none
  reason        | none
  state         | none
  days_before   | none
  days_before.* | none
  made_at       | none
  made_by       | staff; administration; Y10; null
  undone_at     | none
  undone_by     | staff; administration; Y10; null
$$);

create table circulation.bulk_run (
  run_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  branch_id bigint not null,
  workstation_id bigint,
  kind text not null,
  change jsonb not null,
  filters jsonb,
  reason text not null,
  purpose text,
  state text not null check (state in ('preparing', 'ready', 'running', 'done', 'rolling_back', 'rolled_back', 'stopped')),
  -- The last line that the present phase has handled: where it goes on after a break.
  cursor_no integer not null default 0,
  lines integer not null,
  planned integer not null default 0,
  refused integer not null default 0,
  done integer not null default 0,
  rolled_back integer not null default 0,
  kept integer not null default 0,
  made_at timestamptz not null,
  made_by bigint,
  started_at timestamptz,
  finished_at timestamptz,
  undo_until date,
  rolled_back_at timestamptz,
  rolled_back_by bigint,
  closure_id bigint references circulation.closure
);
create index bulk_run_library on circulation.bulk_run (library_id, run_id);
create index bulk_run_open on circulation.bulk_run (library_id, run_id) where state in ('preparing', 'running', 'rolling_back');
create index bulk_run_closure on circulation.bulk_run (closure_id) where closure_id is not null;
select base.describe('circulation.bulk_run', $$
  run_id         | none
  library_id     | none
  branch_id      | none
  workstation_id | none
  kind           | none
  change         | none
  change.*       | none
  change.text    | note; functional; D90; null
  change.reason  | note; functional; D90; null
  filters        | none
  filters.*      | none
  reason         | none
  purpose        | none
  state          | none
  cursor_no      | none
  lines          | none
  planned        | none
  refused        | none
  done           | none
  rolled_back    | none
  kept           | none
  made_at        | none
  made_by        | staff; administration; Y10; null
  started_at     | none
  finished_at    | none
  undo_until     | none
  rolled_back_at | none
  rolled_back_by | staff; administration; Y10; null
  closure_id     | none
$$);

-- One row of a run: what it is about, as it was and as it became, or why not.
create table circulation.bulk_line (
  library_id bigint not null references organisation.library,
  run_id bigint not null references circulation.bulk_run on delete cascade,
  line_no integer not null,
  code text,
  subject_id bigint,
  state text not null check (state in ('new', 'planned', 'refused', 'done', 'rolled_back', 'kept')),
  before jsonb,
  after jsonb,
  why text,
  about jsonb,
  event_id uuid,
  primary key (library_id, run_id, line_no),
  check (state in ('new', 'refused') or (subject_id is not null and before is not null and after is not null))
);
-- A row is never changed twice by one run, whatever the program thinks.
create unique index bulk_line_once on circulation.bulk_line (library_id, run_id, subject_id) where state <> 'refused';
select base.describe('circulation.bulk_line', $$
  library_id | none
  run_id     | none
  line_no    | none
  code       | pseudonym; functional; D90; row
  subject_id | pseudonym; functional; D90; row
  state      | none
  before     | loan; functional; D90; row
  before.*   | loan; functional; D90; row
  after      | loan; functional; D90; row
  after.*    | loan; functional; D90; row
  why        | loan; functional; D90; row
  about      | loan; functional; D90; row
  about.*    | loan; functional; D90; row
  event_id   | pseudonym; functional; D90; row
$$);

do $$
declare t text;
begin
  foreach t in array array['closure', 'bulk_run', 'bulk_line'] loop
    execute format('alter table circulation.%I enable row level security', t);
    execute format('alter table circulation.%I force row level security', t);
    execute format('create policy owner on circulation.%I to kaft_owner using (true)', t);
    execute format('create policy finder on circulation.%I to kaft_finder using (true)', t);
    execute format('create policy scope on circulation.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
    execute format('grant select, insert, update on circulation.%I to kaft_app, kaft_jobs', t);
  end loop;
end $$;
grant delete on circulation.bulk_line to kaft_jobs;

-- Open loans of a library by the day they are due: for bulk changes, closures and the nightly run.
create index loan_open_due on circulation.loan (library_id, due_on, loan_id) where returned_at is null;
-- Blocks and notes of many are written with their names known, so that a run can take them back.
grant usage on sequence patrons.block_block_id_seq, patrons.note_note_id_seq to kaft_app, kaft_jobs;
