-- Addresses of the national register: by which authorisation, what was asked, what somebody has to decide about.
create table patrons.magda_authorisation (
  authorisation_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  reference text not null,
  dpia text not null,
  fields text[] not null check (cardinality(fields) > 0 and fields <@ array['address', 'death']),
  from_on date not null,
  until_on date not null,
  recorded_at timestamptz not null,
  recorded_by bigint,
  -- Ended or replaced before its last day.
  ended_at timestamptz,
  check (until_on >= from_on)
);
create unique index magda_authorisation_current on patrons.magda_authorisation (library_id) where ended_at is null;
select base.describe('patrons.magda_authorisation', $$
  authorisation_id | none
  library_id       | none
  reference        | none
  dpia             | none
  fields           | none
  from_on          | none
  until_on         | none
  recorded_at      | none
  recorded_by      | staff; administration; Y10; null
  ended_at         | none
$$);

-- Kept for ten years, also when the patron is gone: so it refers to nobody, and holds a number under its keyed hash only.
create table patrons.magda_consultation (
  consultation_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null,
  number_index bytea not null,
  staff_id bigint,
  authorisation text not null,
  purpose text not null,
  service text not null,
  reference text not null,
  asked_at timestamptz not null,
  outcome text not null default 'unanswered' check (outcome in
    ('unanswered', 'registered', 'same', 'changed', 'protected', 'no_address', 'unknown', 'refused', 'away')),
  codes text[] not null default '{}',
  replaced boolean not null default false,
  deceased boolean not null default false,
  -- Elements of the answer that were dropped unread.
  dropped integer not null default 0
);
create index magda_consultation_library on patrons.magda_consultation (library_id, consultation_id desc);
create index magda_consultation_asked on patrons.magda_consultation (library_id, asked_at);
select base.describe('patrons.magda_consultation', $$
  consultation_id | none
  library_id      | none
  patron_id       | pseudonym; administration; Y10; row
  number_index    | national_number; administration; Y10; row
  staff_id        | staff; administration; Y10; row
  authorisation   | none
  purpose         | none
  service         | none
  reference       | pseudonym; administration; Y10; row
  asked_at        | library; administration; Y10; row
  outcome         | library; administration; Y10; row
  codes           | library; administration; Y10; row
  replaced        | library; administration; Y10; row
  deceased        | library; administration; Y10; row
  dropped         | none
$$);

create table patrons.register_notice (
  notice_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  kind text not null check (kind in ('deceased', 'two_records')),
  noted_at timestamptz not null,
  closed_at timestamptz,
  closed_by bigint,
  unique (library_id, patron_id, kind)
);
create index register_notice_patron on patrons.register_notice (patron_id);
create index register_notice_open on patrons.register_notice (library_id, notice_id) where closed_at is null;
select base.describe('patrons.register_notice', $$
  notice_id  | none
  library_id | none
  patron_id  | pseudonym; functional; P54; row
  kind       | library; functional; P54; row
  noted_at   | library; functional; P54; row
  closed_at  | library; functional; P54; row
  closed_by  | staff; administration; P54; row
$$);

-- The main residence that the register's took the place of, for who has to put it back.
create table patrons.former_residence (
  former_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  street text,
  postcode text,
  municipality text,
  source jsonb not null,
  replaced_at timestamptz not null
);
create index former_residence_patron on patrons.former_residence (patron_id);
select base.describe('patrons.former_residence', $$
  former_id    | none
  library_id   | none
  patron_id    | pseudonym; functional; P54; row
  street       | contact; functional; P54; row
  postcode     | contact; functional; P54; row
  municipality | contact; functional; P54; row
  source       | library; administration; P54; row
  source.*     | library; administration; P54; row
  replaced_at  | library; administration; P54; row
$$);

-- Only the own library: no partner learns that somebody was asked about, or why.
do $$
declare t text;
begin
  foreach t in array array['magda_authorisation', 'magda_consultation', 'register_notice', 'former_residence'] loop
    execute format('alter table patrons.%I enable row level security', t);
    execute format('alter table patrons.%I force row level security', t);
    execute format('create policy owner on patrons.%I to kaft_owner using (true)', t);
    execute format('create policy own on patrons.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
  end loop;
end $$;
grant select, insert on patrons.magda_authorisation to kaft_app;
grant update (ended_at) on patrons.magda_authorisation to kaft_app;
grant select on patrons.magda_authorisation to kaft_jobs;
grant select, insert on patrons.magda_consultation to kaft_app, kaft_jobs;
grant update (outcome, codes, replaced, deceased, dropped) on patrons.magda_consultation to kaft_app, kaft_jobs;
grant delete on patrons.magda_consultation to kaft_jobs;
grant select, insert on patrons.register_notice to kaft_app, kaft_jobs;
grant update (closed_at, closed_by) on patrons.register_notice to kaft_app;
grant select, insert on patrons.former_residence to kaft_app, kaft_jobs;

alter table patrons.patron
  add column magda_asked_at timestamptz,
  -- Until when this installation stands in the directory (repertorium) for this person.
  add column magda_until date,
  -- A decision of the municipality that the address may be told to nobody.
  add column address_protected boolean not null default false;
create index patron_magda on patrons.patron (library_id, magda_asked_at nulls first, patron_id) where person_id is not null;
create index patron_magda_until on patrons.patron (library_id, magda_until) where magda_until is not null;
select base.describe('patrons.patron', $$
  magda_asked_at    | library; administration; P54; row
  magda_until       | library; administration; P54; row
  address_protected | contact; functional; P54; row
$$);
