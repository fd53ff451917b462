-- The nightly run, and the lists that it makes for the start of the day.

-- How far each part of the night is in each library: written with the effects of the batch, so that a run that was
-- cut off goes on where it stopped.
create table circulation.nightly_step (
  library_id bigint not null references organisation.library,
  day date not null,
  step text not null,
  after_on date,
  after_id bigint not null default 0,
  handled integer not null default 0,
  done_at timestamptz,
  primary key (library_id, day, step)
);
select base.describe('circulation.nightly_step', $$
  library_id | none
  day        | none
  step       | none
  after_on   | none
  after_id   | none
  handled    | none
  done_at    | none
$$);

-- What automatic renewal answered for a loan and its due day: the reader can be told, and is asked about once.
create table circulation.auto_renewal (
  library_id bigint not null references organisation.library,
  loan_id bigint not null,
  due_on date not null,
  decided_on date not null,
  renewed boolean not null,
  new_due_on date,
  findings jsonb not null,
  event_id uuid,
  primary key (library_id, loan_id, due_on)
);
create index auto_renewal_day on circulation.auto_renewal (library_id, decided_on);
select base.describe('circulation.auto_renewal', $$
  library_id | none
  loan_id    | pseudonym; functional; D90; row
  due_on     | loan; functional; D90; row
  decided_on | none
  renewed    | loan; functional; D90; row
  new_due_on | loan; functional; D90; row
  findings   | loan; functional; D90; row
  findings.* | loan; functional; D90; row
  event_id   | pseudonym; functional; D90; row
$$);

-- Loans whose second reminder or invoice goes out soon: look on the shelf first. No person stands here.
create table circulation.shelf_search (
  library_id bigint not null references organisation.library,
  loan_id bigint not null,
  item_id bigint not null,
  branch_id bigint not null references organisation.branch,
  why text not null check (why in ('reminder', 'invoice')),
  message_on date not null,
  due_on date not null,
  state text not null check (state in ('to_search', 'found', 'not_found')),
  searched_at timestamptz,
  searched_by bigint,
  event_id uuid,
  primary key (library_id, loan_id, message_on)
);
create index shelf_search_branch on circulation.shelf_search (branch_id, message_on) where state = 'to_search';
select base.describe('circulation.shelf_search', $$
  library_id  | none
  loan_id     | pseudonym; functional; D90; row
  item_id     | loan; functional; D90; row
  branch_id   | none
  why         | none
  message_on  | none
  due_on      | loan; functional; D90; row
  state       | none
  searched_at | none
  searched_by | staff; administration; D90; row
  event_id    | pseudonym; functional; D90; row
$$);

-- Who was called about a hold that lies ready.
create table circulation.hold_call (
  library_id bigint not null references organisation.library,
  hold_id bigint not null,
  called_at timestamptz not null,
  called_by bigint,
  primary key (library_id, hold_id)
);
select base.describe('circulation.hold_call', $$
  library_id | none
  hold_id    | pseudonym; communication; D90; row
  called_at  | loan; communication; D90; row
  called_by  | staff; administration; D90; row
$$);

do $$
declare t text;
begin
  foreach t in array array['nightly_step', 'auto_renewal', 'shelf_search', 'hold_call'] loop
    execute format('alter table circulation.%I enable row level security', t);
    execute format('alter table circulation.%I force row level security', t);
    execute format('create policy owner on circulation.%I to kaft_owner using (true)', t);
    execute format('create policy finder on circulation.%I to kaft_finder using (true)', t);
    execute format('create policy scope on circulation.%I to kaft_app, kaft_jobs
      using (library_id = any ((select organisation.scope())::bigint[]))', t);
    execute format('grant select, insert, update, delete on circulation.%I to kaft_app, kaft_jobs', t);
  end loop;
end $$;
revoke insert, update, delete on circulation.nightly_step, circulation.auto_renewal from kaft_app;
revoke insert, delete on circulation.shelf_search from kaft_app;

-- What a reader chose about automatic renewal; null follows the library.
alter table patrons.patron add column auto_renew boolean;
select base.describe('patrons.patron', 'auto_renew | preference; functional; P54; row');
