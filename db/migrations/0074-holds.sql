-- What a hold asks for, until when, what it was promised to cost, and how it is escalated to other libraries.

alter table circulation.hold
  -- This item and no other; absent: any item of its titles.
  add column wanted_item_id bigint,
  add column source text not null default 'desk' check (source in ('desk', 'self', 'internet', 'job')),
  -- It keeps its place and gets nothing before this day; 9999-12-31: until someone resumes it.
  add column suspended_until date,
  -- The last day on which it waits; absent: for ever.
  add column expires_on date,
  -- The volume before it: this one waits until that hold is closed.
  add column after_hold_id bigint,
  -- What it was promised to cost: a later regulation does not change a hold behind anyone's back.
  add column version_id bigint references circulation.regulation,
  add column placing_cents integer not null default 0 check (placing_cents >= 0),
  add column pickup_cents integer not null default 0 check (pickup_cents >= 0),
  add column not_collected_cents integer not null default 0 check (not_collected_cents >= 0),
  -- While other libraries are asked: the last day of it, and what it costs.
  add column ibl_until date,
  add column ibl_cents integer not null default 0 check (ibl_cents >= 0),
  -- Why it ended: by whom it was not wanted any more, or what made it impossible.
  add column closed_because text check (closed_because in ('cancelled', 'too_long', 'not_collected', 'undone', 'title_gone'));
select base.describe('circulation.hold', $$
  wanted_item_id      | loan; functional; D90; row
  source              | none
  suspended_until     | loan; functional; D90; row
  expires_on          | loan; functional; D90; row
  after_hold_id       | pseudonym; functional; D90; row
  version_id          | none
  placing_cents       | none
  pickup_cents        | none
  not_collected_cents | none
  ibl_until           | loan; functional; D90; row
  ibl_cents           | none
  closed_because      | none
$$);
update circulation.hold set expires_on = (placed_at at time zone 'Europe/Brussels')::date + 365 where closed_at is null;

-- How many holds one title may have is for the regulation to say; the patron's row is locked while they are counted.
drop index circulation.hold_open_once;
create index hold_open_title on circulation.hold (library_id, patron_id, title_id) where closed_at is null;
create index hold_wanted_item on circulation.hold (wanted_item_id) where state = 'waiting' and wanted_item_id is not null;
-- The nightly looks: what waited too long, what nobody came for, and whose answer from elsewhere did not come.
create index hold_expiring on circulation.hold (library_id, expires_on) where state = 'waiting';
create index hold_uncollected on circulation.hold (library_id, ready_until) where state = 'ready';
create index hold_ibl on circulation.hold (library_id, ibl_until) where ibl_until is not null and closed_at is null;

-- The other titles that would do as well: the first to come fills the hold and frees the rest.
create table circulation.hold_title (
  hold_id bigint not null references circulation.hold on delete cascade,
  library_id bigint not null references organisation.library,
  title_id bigint not null,
  primary key (library_id, hold_id, title_id)
);
create index hold_title_queue on circulation.hold_title (title_id, hold_id);
create index hold_title_hold on circulation.hold_title (hold_id);
select base.describe('circulation.hold_title', $$
  hold_id    | pseudonym; functional; D90; row
  library_id | none
  title_id   | loan; functional; D90; row
$$);

-- A library outside of the cooperation, asked for an item (IBL). No patron stands here: the lender never learns who.
create table circulation.ibl_request (
  ibl_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  hold_id bigint not null references circulation.hold on delete cascade,
  title_id bigint not null,
  lender_library_id bigint not null references organisation.library,
  -- In which order they are asked: the next gets its turn when the one before says no.
  turn integer not null,
  state text not null check (state in ('planned', 'asked', 'sent', 'refused', 'lapsed', 'withdrawn')),
  asked_at timestamptz,
  answered_at timestamptz,
  answered_by bigint,
  item_id bigint,
  check ((state = 'sent') = (item_id is not null))
);
create index ibl_request_lender on circulation.ibl_request (lender_library_id, asked_at) where state = 'asked';
create index ibl_request_hold on circulation.ibl_request (hold_id);
create index ibl_request_item on circulation.ibl_request (item_id) where state = 'sent';
select base.describe('circulation.ibl_request', $$
  ibl_id            | none
  library_id        | none
  hold_id           | pseudonym; functional; D90; row
  title_id          | loan; functional; D90; row
  lender_library_id | none
  turn              | none
  state             | none
  asked_at          | loan; functional; D90; row
  answered_at       | loan; functional; D90; row
  answered_by       | staff; administration; D90; row
  item_id           | loan; functional; D90; row
$$);

-- How long items stay out, counted by library, item type and month: what estimates are made of. No person, no title.
create table circulation.stay (
  library_id bigint not null references organisation.library,
  item_type text not null,
  month date not null,
  days integer not null check (days >= 0),
  returns integer not null check (returns > 0),
  primary key (library_id, item_type, month, days)
);
select base.describe('circulation.stay', $$
  library_id | none
  item_type  | none
  month      | none
  days       | none
  returns    | none
$$);

-- Which day of which library was done by which nightly job, so that none is done twice.
create table circulation.day_done (
  job text not null,
  library_id bigint not null references organisation.library,
  on_day date not null,
  primary key (job, library_id, on_day)
);
select base.describe('circulation.day_done', $$
  job        | none
  library_id | none
  on_day     | none
$$);

-- A charge may be about a hold, so that undoing it or giving it up finds its money.
alter table finance.charge_about add column hold_id bigint;
create index charge_about_hold on finance.charge_about (hold_id) where hold_id is not null;
select base.describe('finance.charge_about', 'hold_id | pseudonym; functional; D90; row');

do $$
declare t text;
begin
  foreach t in array array['hold_title', 'ibl_request'] loop
    execute format('alter table circulation.%I enable row level security', t);
    execute format('alter table circulation.%I force row level security', t);
    execute format('create policy owner on circulation.%I to kaft_owner using (true)', t);
    execute format('create policy finder on circulation.%I to kaft_finder using (true)', t);
  end loop;
end $$;
create policy scope on circulation.hold_title to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]));
-- Whoever is asked for an item reads and answers the request, and sees no more of the hold than that.
create policy scope on circulation.ibl_request to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]) or lender_library_id = (select organisation.own_library()));
grant select, insert, delete on circulation.hold_title to kaft_app, kaft_jobs;
grant select, insert, update on circulation.ibl_request to kaft_app, kaft_jobs;
grant select on circulation.stay, circulation.day_done to kaft_app, kaft_jobs;
grant insert, update, delete on circulation.stay to kaft_jobs;
grant insert, delete on circulation.day_done to kaft_jobs;
grant usage on sequence circulation.ibl_request_ibl_id_seq to kaft_app, kaft_jobs;
-- The queue of an item is told, and its next hold caught, also where the patrons who wait may not be seen.
grant select on circulation.hold_title, circulation.ibl_request to kaft_finder;
grant update (state, item_id, hold_code, ready_at, ready_until) on circulation.hold to kaft_finder;
grant create on schema circulation to kaft_finder;
