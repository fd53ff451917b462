-- Home delivery: a route with its rhythm and who drives it, the readers on it in the order of the drive, and into the bag of
-- which round a loan went. Nothing here says what somebody read: that is the loan's, and goes with it.
create table circulation.home_route (
  route_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  branch_id bigint not null references organisation.branch,
  name text not null check (char_length(name) between 1 and 60),
  -- A day of a round; the others follow so many weeks apart.
  first_on date not null,
  weeks smallint not null check (weeks between 1 and 8),
  -- Who drives: a name of the library's own list of volunteers.
  carrier text check (char_length(carrier) between 1 and 60),
  made_at timestamptz not null,
  made_by bigint,
  ended_at timestamptz
);
create index home_route_library on circulation.home_route (library_id);
create index home_route_branch on circulation.home_route (branch_id);
select base.describe('circulation.home_route', $$
  route_id   | none
  library_id | none
  branch_id  | none
  name       | none
  first_on   | none
  weeks      | none
  carrier    | staff; administration; until; null
  made_at    | none
  made_by    | staff; administration; until; null
  ended_at   | none
$$);

-- A reader to whom it is brought, at their place in the drive.
create table circulation.home_stop (
  library_id bigint not null references organisation.library,
  patron_id bigint not null,
  route_id bigint not null references circulation.home_route,
  stop_no integer not null,
  made_at timestamptz not null,
  made_by bigint,
  primary key (library_id, patron_id)
);
create index home_stop_route on circulation.home_stop (route_id, stop_no);
create index home_stop_patron on circulation.home_stop (patron_id);
select base.describe('circulation.home_stop', $$
  library_id | none
  patron_id  | pseudonym; functional; P54; row
  route_id   | characteristic; functional; P54; row
  stop_no    | none
  made_at    | none
  made_by    | staff; administration; P54; row
$$);

-- Into the bag of which round a loan went; forgotten in the night after it came back.
create table circulation.home_bag (
  library_id bigint not null references organisation.library,
  loan_id bigint not null references circulation.loan on delete cascade,
  patron_id bigint not null,
  route_id bigint not null references circulation.home_route,
  on_day date not null,
  primary key (library_id, loan_id)
);
create index home_bag_loan on circulation.home_bag (loan_id);
create index home_bag_round on circulation.home_bag (route_id, on_day);
create index home_bag_patron on circulation.home_bag (patron_id);
select base.describe('circulation.home_bag', $$
  library_id | none
  loan_id    | pseudonym; functional; until; row
  patron_id  | pseudonym; functional; until; row
  route_id   | none
  on_day     | none
$$);

-- A round that has left: nothing more goes into its bags.
create table circulation.home_departure (
  library_id bigint not null references organisation.library,
  route_id bigint not null references circulation.home_route,
  on_day date not null,
  left_at timestamptz not null,
  left_by bigint,
  primary key (library_id, route_id, on_day)
);
create index home_departure_route on circulation.home_departure (route_id);
select base.describe('circulation.home_departure', $$
  library_id | none
  route_id   | none
  on_day     | none
  left_at    | none
  left_by    | staff; administration; until; row
$$);

do $$
declare t text;
begin
  foreach t in array array['home_route', 'home_stop', 'home_bag', 'home_departure'] loop
    execute format('alter table circulation.%I enable row level security', t);
    execute format('alter table circulation.%I force row level security', t);
    execute format('create policy owner on circulation.%I to kaft_owner using (true)', t);
    execute format('create policy scope on circulation.%I to kaft_app, kaft_jobs
      using (library_id = any ((select organisation.scope())::bigint[]))', t);
  end loop;
end $$;
grant select, insert, update on circulation.home_route to kaft_app, kaft_jobs;
grant select, insert, update, delete on circulation.home_stop to kaft_app, kaft_jobs;
grant select, insert, delete on circulation.home_bag, circulation.home_departure to kaft_app, kaft_jobs;
