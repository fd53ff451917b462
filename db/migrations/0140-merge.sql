-- Two records of one person made into one (ontdubbelen), with what is needed to take that back for thirty days.
alter table patrons.patron add column merged_into bigint references patrons.patron on delete cascade;
create index patron_merged on patrons.patron (merged_into) where merged_into is not null;
select base.describe('patrons.patron', 'merged_into | pseudonym; functional; P54; row');

create table patrons.merge (
  merge_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  kept_id bigint not null references patrons.patron on delete cascade,
  gone_id bigint not null,
  made_at timestamptz not null,
  made_by bigint,
  -- The last day on which it can be taken back; in the night after it the other record goes for good.
  undo_until date not null,
  ended_at timestamptz,
  ended text check (ended in ('undone', 'final')),
  -- Which rows moved, by kind, and which fields of the kept record changed from what into what.
  moved jsonb not null,
  changed jsonb not null,
  check ((ended_at is null) = (ended is null))
);
create index merge_kept on patrons.merge (kept_id);
create index merge_gone on patrons.merge (library_id, gone_id);
create index merge_undo on patrons.merge (library_id, undo_until) where ended is null;
select base.describe('patrons.merge', $$
  merge_id   | none
  library_id | none
  kept_id    | pseudonym; functional; P54; row
  gone_id    | pseudonym; functional; P54; row
  made_at    | library; administration; P54; row
  made_by    | staff; administration; P54; row
  undo_until | none
  ended_at   | none
  ended      | none
  moved      | pseudonym; functional; until; row
  moved.*    | pseudonym; functional; until; row
  changed    | contact; functional; until; row
  changed.*  | contact; functional; until; row
$$);

-- Two records that look alike and are two people: they are not proposed again.
create table patrons.apart (
  library_id bigint not null references organisation.library,
  low_id bigint not null references patrons.patron on delete cascade,
  high_id bigint not null references patrons.patron on delete cascade,
  said_at timestamptz not null,
  said_by bigint,
  primary key (library_id, low_id, high_id),
  check (low_id < high_id)
);
create index apart_low on patrons.apart (low_id);
create index apart_high on patrons.apart (high_id);
select base.describe('patrons.apart', $$
  library_id | none
  low_id     | pseudonym; functional; P54; row
  high_id    | pseudonym; functional; P54; row
  said_at    | none
  said_by    | staff; administration; P54; row
$$);

do $$
declare t text;
begin
  foreach t in array array['merge', 'apart'] loop
    execute format('alter table patrons.%I enable row level security', t);
    execute format('alter table patrons.%I force row level security', t);
    execute format('create policy owner on patrons.%I to kaft_owner using (true)', t);
    execute format('create policy finder on patrons.%I to kaft_finder using (true)', t);
    execute format('create policy scope on patrons.%I to kaft_app, kaft_jobs
      using (library_id = any ((select organisation.scope())::bigint[]))', t);
    execute format('grant select, insert, update, delete on patrons.%I to kaft_app, kaft_jobs', t);
  end loop;
end $$;

-- The lines of the ledger never move: the account that holds them does, and says whose it was.
alter table finance.account add column merged_from bigint;
alter table finance.account drop constraint account_library_id_patron_id_key;
create unique index account_patron on finance.account (library_id, patron_id) where merged_from is null;
create index account_of_patron on finance.account (library_id, patron_id);
select base.describe('finance.account', 'merged_from | pseudonym; functional; P54; row');
grant update (patron_id, merged_from) on finance.account to kaft_app;
