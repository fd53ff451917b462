-- A second step for broad rights (P98): codes of an app (RFC 6238), security keys (WebAuthn), and recovery codes.

create table organisation.factor (
  factor_id bigint generated always as identity primary key,
  staff_id bigint not null references organisation.staff,
  library_id bigint not null references organisation.library,
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null,
  added_at timestamptz not null,
  -- Null until the owner proved once that it works.
  confirmed_at timestamptz,
  last_used_at timestamptz,
  -- The secret of the app, closed by the key file; the step whose code was taken last, which is never taken again.
  sealed_secret text,
  last_step bigint,
  credential_id text,
  public_key bytea,
  sign_count bigint,
  transports text[],
  check ((kind = 'totp') = (sealed_secret is not null)),
  check ((kind = 'passkey') = (credential_id is not null and public_key is not null)),
  unique (library_id, credential_id)
);
create index factor_staff on organisation.factor (staff_id);
select base.describe('organisation.factor', $$
  factor_id     | none
  staff_id      | staff; administration; employment; row
  library_id    | none
  kind          | none
  name          | staff; administration; employment; row
  added_at      | none
  confirmed_at  | none
  last_used_at  | staff; administration; employment; row
  sealed_secret | staff; administration; employment; row
  last_step     | none
  credential_id | staff; administration; employment; row
  public_key    | staff; administration; employment; row
  sign_count    | none
  transports    | none
$$);

create table organisation.recovery_code (
  staff_id bigint not null references organisation.staff,
  library_id bigint not null references organisation.library,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (library_id, staff_id, code_hash)
);
select base.describe('organisation.recovery_code', $$
  staff_id   | staff; administration; employment; row
  library_id | none
  code_hash  | staff; administration; employment; row
  used_at    | none
$$);

-- Settings that hold for every library.
create table organisation.central_setting (
  key text primary key,
  value jsonb not null
);
select base.describe('organisation.central_setting', $$
  key     | none
  value   | none
  value.* | none
$$);

-- When the second step was proven in this session, and what a security key has to answer, for five minutes.
alter table organisation.session
  add column second_factor_at timestamptz,
  add column challenge text,
  add column challenge_until timestamptz;
select base.describe('organisation.session', $$
  second_factor_at | staff; administration; D30; row
  challenge        | none
  challenge_until  | none
$$);
grant update (second_factor_at, challenge, challenge_until) on organisation.session to kaft_app;

do $$
declare t text;
begin
  foreach t in array array['factor', 'recovery_code'] loop
    execute format('alter table organisation.%I enable row level security', t);
    execute format('alter table organisation.%I force row level security', t);
    execute format('create policy owner on organisation.%I to kaft_owner using (true)', t);
    execute format('create policy finder on organisation.%I to kaft_finder using (true)', t);
    execute format('create policy scope on organisation.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
    execute format('grant select, insert, update, delete on organisation.%I to kaft_app', t);
    execute format('grant select, delete on organisation.%I to kaft_jobs', t);
  end loop;
end $$;
grant select on organisation.factor to kaft_finder;

alter table organisation.central_setting enable row level security;
alter table organisation.central_setting force row level security;
create policy owner on organisation.central_setting to kaft_owner using (true);
create policy seen on organisation.central_setting for select to kaft_app, kaft_jobs, kaft_finder using (true);
create policy made on organisation.central_setting for insert to kaft_app with check ((select organisation.for_consortium()));
create policy changed on organisation.central_setting for update to kaft_app
  using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()));
grant select on organisation.central_setting to kaft_finder, kaft_jobs;
grant select, insert, update on organisation.central_setting to kaft_app;
