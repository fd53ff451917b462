-- The children on the list of a class or a group: a first name, and one letter where two have the same. They have no
-- card, no number and no birth date, and the list ends with the school year.
create table patrons.class_child (
  child_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  given_name text not null check (given_name !~ '[0-9@]' and char_length(given_name) between 1 and 40),
  initial text check (char_length(initial) = 1),
  until date not null,
  -- Taken off the list; gone for good in the night after, so that it can be taken back until then.
  removed_at timestamptz,
  made_at timestamptz not null,
  made_by bigint
);
create index class_child_patron on patrons.class_child (patron_id);
create index class_child_until on patrons.class_child (library_id, until);
create index class_child_removed on patrons.class_child (library_id, removed_at) where removed_at is not null;
select base.describe('patrons.class_child', $$
  child_id   | pseudonym; functional; until; row
  library_id | none
  patron_id  | pseudonym; functional; until; row
  given_name | identity; functional; until; row
  initial    | identity; functional; until; row
  until      | none
  removed_at | none
  made_at    | none
  made_by    | staff; administration; until; row
$$);

-- For which child of its list a class borrowed. It stands beside the loan and never on the event, and goes in the night
-- after the return: then it has done its work.
create table circulation.loan_child (
  library_id bigint not null references organisation.library,
  loan_id bigint not null references circulation.loan on delete cascade,
  child_id bigint not null,
  primary key (library_id, loan_id)
);
create index loan_child_loan on circulation.loan_child (loan_id);
create index loan_child_child on circulation.loan_child (child_id);
select base.describe('circulation.loan_child', $$
  library_id | none
  loan_id    | pseudonym; functional; until; row
  child_id   | pseudonym; functional; until; row
$$);

do $$
declare t text;
begin
  foreach t in array array['patrons.class_child', 'circulation.loan_child'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy owner on %s to kaft_owner using (true)', t);
    execute format('create policy scope on %s to kaft_app, kaft_jobs
      using (library_id = any ((select organisation.scope())::bigint[]))', t);
    execute format('grant select, insert, update, delete on %s to kaft_app, kaft_jobs', t);
  end loop;
end $$;
