-- Persons apart from patrons: the thin shared identity, and the record at one library.

create table patrons.person (
  person_id bigint generated always as identity primary key,
  number_cipher text not null,
  number_index bytea not null unique,
  made_at timestamptz not null
);
select base.describe('patrons.person', $$
  person_id     | pseudonym; identification; P54; row
  number_cipher | national_number; identification; P54; row
  number_index  | national_number; identification; P54; row
  made_at       | none
$$);

create table patrons.patron (
  patron_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  person_id bigint references patrons.person on delete set null,
  family_name text not null,
  given_name text not null,
  birth_on text check (birth_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  gender text not null check (gender in ('m', 'f', 'x', 'unknown')),
  street text,
  postcode text,
  municipality text,
  email text,
  email_folded text generated always as (lower(email)) stored,
  phone text,
  phone_folded text generated always as (regexp_replace(phone, '[^0-9+]', '', 'g')) stored,
  language text not null check (language in ('nl', 'fr', 'en', 'de')),
  message_channel text not null check (message_channel in ('email', 'letter')),
  keep_history boolean not null default false,
  news boolean not null default false,
  membership_type text not null,
  member_since date not null,
  member_until date,
  statement_version text,
  statement_how text check (statement_how in ('screen', 'paper')),
  statement_shown_at timestamptz,
  provenance jsonb not null,
  registered_at timestamptz not null,
  registered_by bigint,
  version integer not null default 1
);
create unique index patron_person on patrons.patron (library_id, person_id) where person_id is not null;
create index patron_person_any on patrons.patron (person_id) where person_id is not null;
create index patron_email on patrons.patron (library_id, email_folded) where email_folded is not null;
create index patron_phone on patrons.patron (library_id, phone_folded) where phone_folded is not null;
create index patron_birth on patrons.patron (library_id, birth_on);
select base.describe('patrons.patron', $$
  patron_id          | pseudonym; functional; P54; row
  library_id         | none
  person_id          | pseudonym; identification; P54; row
  family_name        | identity; identification; P54; row
  given_name         | identity; identification; P54; row
  birth_on           | characteristic; functional; P54; row
  gender             | characteristic; statistics; P54; row
  street             | contact; functional; P54; row
  postcode           | contact; functional; P54; row
  municipality       | contact; functional; P54; row
  email              | contact; functional; P54; row
  email_folded       | contact; functional; P54; row
  phone              | contact; functional; P54; row
  phone_folded       | contact; functional; P54; row
  language           | preference; communication; P54; row
  message_channel    | preference; communication; P54; row
  keep_history       | preference; functional; P54; row
  news               | preference; communication; P54; row
  membership_type    | library; functional; P54; row
  member_since       | library; functional; P54; row
  member_until       | library; functional; P54; row
  statement_version  | library; administration; P54; row
  statement_how      | library; administration; P54; row
  statement_shown_at | library; administration; P54; row
  provenance         | library; administration; P54; row
  provenance.*       | library; administration; P54; row
  registered_at      | library; administration; P54; row
  registered_by      | staff; administration; P54; row
  version            | none
$$);

create table patrons.card (
  card_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  code text not null,
  state text not null check (state in ('active', 'lost', 'ended')),
  since date not null,
  until date,
  unique (library_id, code)
);
create index card_patron on patrons.card (patron_id);
create index card_code on patrons.card (code);
select base.describe('patrons.card', $$
  card_id    | pseudonym; identification; P54; row
  library_id | none
  patron_id  | pseudonym; identification; P54; row
  code       | library; identification; P54; row
  state      | library; identification; P54; row
  since      | library; identification; P54; row
  until      | library; identification; P54; row
$$);

create table patrons.membership (
  membership_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  type text not null,
  starts_on date not null,
  ends_on date,
  fee_cents integer not null,
  made_at timestamptz not null,
  made_by bigint
);
create index membership_patron on patrons.membership (patron_id);
select base.describe('patrons.membership', $$
  membership_id | pseudonym; functional; P54; row
  library_id    | none
  patron_id     | pseudonym; functional; P54; row
  type          | library; functional; P54; row
  starts_on     | library; functional; P54; row
  ends_on       | library; functional; P54; row
  fee_cents     | library; functional; P54; row
  made_at       | library; functional; P54; row
  made_by       | staff; administration; P54; row
$$);

create table patrons.block (
  block_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  reason text not null,
  since date not null,
  until date,
  lifted_at timestamptz,
  made_by bigint,
  lifted_by bigint
);
create index block_patron on patrons.block (patron_id) where lifted_at is null;
select base.describe('patrons.block', $$
  block_id   | none
  library_id | none
  patron_id  | pseudonym; functional; P54; row
  reason     | note; functional; P54; row
  since      | library; functional; P54; row
  until      | library; functional; P54; row
  lifted_at  | library; functional; P54; row
  made_by    | staff; administration; P54; row
  lifted_by  | staff; administration; P54; row
$$);

-- A free text about a person always has an end.
create table patrons.note (
  note_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  text text not null,
  until date not null,
  made_at timestamptz not null,
  made_by bigint
);
create index note_patron on patrons.note (patron_id);
create index note_until on patrons.note (until);
select base.describe('patrons.note', $$
  note_id    | none
  library_id | none
  patron_id  | pseudonym; functional; P54; row
  text       | note; functional; until; row
  until      | none
  made_at    | none
  made_by    | staff; administration; until; row
$$);

-- Names as ranges can find them under row-level security: only leakproof operators may use an index there.
create table patrons.name_token (
  library_id bigint not null references organisation.library,
  token text collate "C" not null,
  patron_id bigint not null references patrons.patron on delete cascade,
  primary key (library_id, token, patron_id)
);
create index name_token_patron on patrons.name_token (patron_id);
select base.describe('patrons.name_token', $$
  library_id | none
  token      | identity; identification; P54; row
  patron_id  | pseudonym; identification; P54; row
$$);

do $$
declare t text;
begin
  foreach t in array array['patron', 'card', 'membership', 'block', 'note', 'name_token'] loop
    execute format('alter table patrons.%I enable row level security', t);
    execute format('alter table patrons.%I force row level security', t);
    execute format('create policy owner on patrons.%I to kaft_owner using (true)', t);
    execute format('create policy finder on patrons.%I to kaft_finder using (true)', t);
    execute format('create policy scope on patrons.%I to kaft_app, kaft_jobs
      using (library_id = any ((select organisation.scope())::bigint[]))', t);
    execute format('grant select, insert, update, delete on patrons.%I to kaft_app, kaft_jobs', t);
  end loop;
end $$;
-- Nobody but three named functions reaches a person's number.
alter table patrons.person enable row level security;
alter table patrons.person force row level security;
create policy owner on patrons.person to kaft_owner using (true);
create policy finder on patrons.person to kaft_finder using (true);
grant select, insert on patrons.person to kaft_finder;
grant select (patron_id, library_id, person_id) on patrons.patron to kaft_finder;
