-- Breaches of personal data (AVG art. 33–34): all of them, also those that nobody outside has to hear of.
create table privacy.breach (
  breach_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  -- Who found it: a library, the supplier of the system, or the officer.
  found_by text not null check (found_by in ('library', 'supplier', 'dpo')),
  happened_at timestamptz,
  -- From here on the seventy-two hours run.
  known_at timestamptz not null,
  nature text not null,
  categories text[] not null default '{}',
  people integer,
  records integer,
  risk text check (risk in ('none', 'some', 'high')),
  consequences text not null default '',
  measures text not null default '',
  -- What those whom it reached are told, in plain words (AVG art. 34(2)).
  letter text,
  -- Whether the authority is told, and why (not).
  decision text check (decision in ('notify', 'not')),
  decision_why text,
  decided_at timestamptz,
  decided_by bigint,
  notified_at timestamptz,
  notified_to text[] not null default '{}',
  late_why text,
  closed_at timestamptz,
  made_at timestamptz not null,
  made_by bigint,
  version integer not null default 1,
  check ((decision is null) = (decided_at is null)),
  check (notified_at is null or notified_at <= known_at + interval '72 hours' or late_why is not null)
);
create index breach_library on privacy.breach (library_id, breach_id desc);
select base.describe('privacy.breach', $$
  breach_id    | none
  library_id   | none
  found_by     | none
  happened_at  | none
  known_at     | none
  nature       | none
  categories   | none
  people       | none
  records      | none
  risk         | none
  consequences | none
  measures     | none
  letter       | none
  decision     | none
  decision_why | none
  decided_at   | none
  decided_by   | staff; administration; Y10; null
  notified_at  | none
  notified_to  | none
  late_why     | none
  closed_at    | none
  made_at      | none
  made_by      | staff; administration; Y10; null
  version      | none
$$);
-- Whom it reached.
create table privacy.breach_person (
  library_id bigint not null references organisation.library,
  breach_id bigint not null references privacy.breach on delete cascade,
  patron_id bigint not null,
  why text not null check (why in ('log', 'hand')),
  told_at timestamptz,
  primary key (library_id, breach_id, patron_id)
);
create index breach_person_breach on privacy.breach_person (breach_id);
create index breach_person_patron on privacy.breach_person (patron_id);
select base.describe('privacy.breach_person', $$
  library_id | none
  breach_id  | none
  patron_id  | pseudonym; administration; Y2; row
  why        | none
  told_at    | none
$$);
do $$
declare t text;
begin
  foreach t in array array['breach', 'breach_person'] loop
    execute format('alter table privacy.%I enable row level security', t);
    execute format('alter table privacy.%I force row level security', t);
    execute format('create policy owner on privacy.%I to kaft_owner using (true)', t);
    execute format('create policy own on privacy.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()) or (select organisation.for_privacy()))', t);
    execute format('grant select, insert, update on privacy.%I to kaft_app, kaft_jobs', t);
    execute format('grant delete on privacy.%I to kaft_jobs', t);
  end loop;
end $$;
-- The library of somebody whom it reached writes to them, whoever found it.
create policy told on privacy.breach for select to kaft_app, kaft_jobs
  using (breach_id in (select p.breach_id from privacy.breach_person p where p.library_id = (select organisation.own_library())));
